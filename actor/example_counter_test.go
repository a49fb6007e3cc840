package actor_test

import (
	"fmt"
	"time"

	"fanout/actor"
)

// An actor is a value and a function that handles one message at a time.
func ExampleKind() {
	s := actor.NewSystem(actor.Config{})
	node := s.AddNode("a", 1)
	counter := actor.NewKind(s, "counter", actor.Behaviour[int]{
		Handle: func(c *actor.Context, n *int, msg actor.Message) {
			*n += msg.(int)
			c.Spend(time.Millisecond)
		},
	})
	pid := counter.Spawn(node, 0)
	for i := range 5 {
		s.Send(pid, i)
	}

	s.Run(actor.Time(2500*time.Microsecond), nil)
	info, _ := s.Info(pid)
	fmt.Println("at 2.5 ms:", *counter.State(pid), "with", info.Mailbox, "waiting")

	s.Run(actor.Time(time.Second), nil)
	fmt.Println("at 1 s:", *counter.State(pid))
	// Output:
	// at 2.5 ms: 3 with 2 waiting
	// at 1 s: 10
}
