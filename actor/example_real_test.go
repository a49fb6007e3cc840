package actor_test

import (
	"context"
	"fmt"
	"time"

	"fanout/actor"
)

// The same actors run in virtual time, for tests and simulations, and in real
// time, for a service.
func ExampleRunning() {
	build := func() (*actor.System, actor.PID, actor.PID) {
		s := actor.NewSystem(actor.Config{})
		front, back := s.AddNode("front", 1), s.AddNode("back", 1)
		store := actor.NewKind(s, "store", actor.Behaviour[int]{
			Handle: func(c *actor.Context, total *int, msg actor.Message) {
				*total += msg.(int)
				caller, _ := c.Caller()
				c.Reply(caller, *total)
			},
		}).Spawn(back, 0)
		// The desk hands requests on to the store and answers when it has an
		// answer. What it waits for is plain data: whom to answer.
		type desk struct{ client actor.Caller }
		d := actor.NewKind(s, "desk", actor.Behaviour[desk]{
			Handle: func(c *actor.Context, d *desk, msg actor.Message) {
				d.client, _ = c.Caller()
				c.Call(store, msg, time.Second, 0)
			},
			Resume: func(c *actor.Context, d *desk, r actor.Reply) {
				c.Reply(d.client, r.Value)
			},
		}).Spawn(front, desk{})
		return s, d, store
	}

	s, desk, _ := build()
	running := s.Start()
	for _, n := range []int{1, 2, 3} {
		total, err := running.Call(context.Background(), desk, n)
		fmt.Println("in real time:", total, err)
	}
	running.Stop(time.Second)

	s, desk, _ = build()
	customer := actor.NewKind(s, "customer", actor.Behaviour[struct{}]{
		Handle: func(c *actor.Context, _ *struct{}, msg actor.Message) { c.Call(desk, msg, 0, 0) },
		Resume: func(c *actor.Context, _ *struct{}, r actor.Reply) {
			fmt.Println("in virtual time:", r.Value, r.Err, "at", time.Duration(c.Now()))
		},
	}).Spawn(s.AddNode("street", 1), struct{}{})
	for _, n := range []int{1, 2, 3} {
		s.Send(customer, n)
	}
	s.Run(actor.Time(time.Second), nil)
	// Output:
	// in real time: 1 <nil>
	// in real time: 3 <nil>
	// in real time: 6 <nil>
	// in virtual time: 1 <nil> at 400µs
	// in virtual time: 3 <nil> at 800µs
	// in virtual time: 6 <nil> at 1.2ms
}
