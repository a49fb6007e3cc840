package actortest_test

import (
	"fmt"
	"testing"
	"time"

	"fanout/actor"
	"fanout/actor/actortest"
)

// auction answers a bid, "sold" if it is the highest so far, after a minute's thought.
func auction(s *actor.System, n *actor.Node, house actor.PID) actor.PID {
	return actor.NewKind(s, "auction", actor.Behaviour[int]{
		Handle: func(c *actor.Context, highest *int, msg actor.Message) {
			bid := msg.(int)
			c.Spend(time.Minute)
			if bid <= *highest {
				c.Send(house, fmt.Sprint(bid, " is too low"))
				return
			}
			*highest = bid
			c.Send(house, fmt.Sprint("sold for ", bid))
		},
	}).Spawn(n, 0)
}

// A probe stands for the actor that is told, and a gate before the actor that is
// tested, so that the test decides in which order messages reach it. No test sleeps:
// the minutes pass in virtual time.
func Example() {
	t := new(testing.T) // of the test
	s := actor.NewSystem(actor.Config{})
	n := s.AddNode("a", 1)
	house := actortest.NewProbe(t, s, n)
	gate := actortest.NewGate(t, s, n, auction(s, n, house.PID))

	for _, bid := range []int{10, 20, 30} {
		s.Send(gate.PID, bid)
	}
	fmt.Println("held:", gate.Held())
	gate.Release(1, 0) // the second bid overtakes the first
	house.Expect("sold for 20", "10 is too low")
	gate.Release(0)
	house.Expect("sold for 30")
	fmt.Println("failed:", t.Failed(), "after", time.Duration(s.Now()).Round(time.Second))
	// Output:
	// held: [10 20 30]
	// failed: false after 3m0s
}
