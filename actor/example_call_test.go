package actor_test

import (
	"fmt"
	"time"

	"fanout/actor"
)

// The one who is called may hand the call on: a Caller is plain data, and the answer may
// come from anyone.
func ExampleCaller() {
	s := actor.NewSystem(actor.Config{})
	node := s.AddNode("a", 1)
	type job struct {
		of   actor.Caller
		what actor.Message
	}
	worker := actor.NewKind(s, "worker", actor.Behaviour[struct{}]{
		Handle: func(c *actor.Context, _ *struct{}, msg actor.Message) {
			j := msg.(job)
			c.Spend(20 * time.Millisecond)
			c.Reply(j.of, fmt.Sprint(j.what, " is done by ", c.Self()))
		},
	})
	desk := actor.NewKind(s, "desk", actor.Behaviour[struct{}]{
		Handle: func(c *actor.Context, _ *struct{}, msg actor.Message) {
			caller, _ := c.Caller()
			c.Send(worker.Spawn(c.Node(), struct{}{}), job{of: caller, what: msg})
		},
	}).Spawn(node, struct{}{})
	client := actor.NewKind(s, "client", actor.Behaviour[struct{}]{
		Handle: func(c *actor.Context, _ *struct{}, msg actor.Message) { c.Call(desk, msg, time.Second, 0) },
		Resume: func(c *actor.Context, _ *struct{}, r actor.Reply) {
			fmt.Println(r.Value, r.Err, "at", time.Duration(c.Now()))
		},
	}).Spawn(node, struct{}{})
	s.Send(client, "the work")
	s.Run(actor.Time(time.Second), nil)
	// Output:
	// the work is done by <0.2.1> <nil> at 20ms
}
