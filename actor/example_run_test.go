package actor_test

import (
	"fmt"
	"time"

	"fanout/actor"
)

// A run stops where its caller wants it to and goes on from there: at an instant,
// behind the next event, or when a budget is used up. The history is the same.
// To watch it at the pace of a clock, run it up to the time that the clock shows,
// frame by frame.
func ExampleSystem_Run() {
	s := actor.NewSystem(actor.Config{})
	node := s.AddNode("home", 1)
	clock := actor.NewKind(s, "clock", actor.Behaviour[int]{
		Handle: func(c *actor.Context, ticks *int, msg actor.Message) {
			*ticks++
			c.Spend(time.Millisecond)
			c.SendAfter(9*time.Millisecond, c.Self(), msg)
		},
	})
	pid := clock.Spawn(node, 0)
	s.Send(pid, "tick")
	report := func(why string) {
		fmt.Printf("%-15s %2d ticks at %v\n", why, *clock.State(pid), time.Duration(s.Now()))
	}

	s.Run(actor.Time(35*time.Millisecond), nil)
	report("an instant")

	s.Run(s.Next()+1, nil)
	report("the next event")

	const frame = actor.Time(time.Second / 60)
	for range 6 {
		s.Run(s.Now()+frame, nil)
	}
	report("six frames")

	looks := 0
	for !s.Run(actor.Time(time.Minute), func() bool { looks++; return true }) {
	}
	report("cut by a budget")
	fmt.Println(looks > 10)

	// Output:
	// an instant       4 ticks at 35ms
	// the next event   5 ticks at 40.000001ms
	// six frames      14 ticks at 139.999997ms
	// cut by a budget 6000 ticks at 1m0s
	// true
}
