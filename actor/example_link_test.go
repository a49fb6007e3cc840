package actor_test

import (
	"fmt"
	"time"

	"fanout/actor"
)

// A link between two nodes can be slow, lossy or cut. Who calls across it learns of that
// by the timeout, and where messages went by the account.
func ExampleLink() {
	s := actor.NewSystem(actor.Config{Latency: time.Millisecond})
	here, there := s.AddNode("here", 1), s.AddNode("there", 1)
	echo := actor.NewKind(s, "echo", actor.Behaviour[struct{}]{
		Handle: func(c *actor.Context, _ *struct{}, msg actor.Message) {
			caller, _ := c.Caller()
			c.Reply(caller, msg)
		},
	}).Spawn(there, struct{}{})
	client := actor.NewKind(s, "client", actor.Behaviour[struct{}]{
		Handle: func(c *actor.Context, _ *struct{}, msg actor.Message) { c.Call(echo, msg, time.Second, 0) },
		Resume: func(c *actor.Context, _ *struct{}, r actor.Reply) {
			fmt.Println(time.Duration(c.Now()), r.Value, r.Err)
		},
	}).Spawn(here, struct{}{})

	s.Send(client, "hello")
	s.Run(actor.Time(time.Second), nil)
	s.Link(here, there, actor.Link{Down: true})
	s.Send(client, "hello?")
	s.Run(actor.Time(3*time.Second), nil)
	fmt.Printf("%+v\n", s.Account())
	// Output:
	// 2ms hello <nil>
	// 2s <nil> actor: call timed out
	// {Sent:4 Handled:3 DeadLetters:0 Overflow:0 Lost:1 InFlight:0}
}
