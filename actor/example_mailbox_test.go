package actor_test

import (
	"fmt"
	"time"

	"fanout/actor"
)

// A mailbox may have a limit. Here the sender is told of what it does not take, and
// sends it once more when the other had time to read.
func ExampleOverflow() {
	s := actor.NewSystem(actor.Config{})
	node := s.AddNode("a", 2)
	printer := actor.NewKind(s, "printer", actor.Behaviour[struct{}]{
		Handle: func(c *actor.Context, _ *struct{}, msg actor.Message) {
			fmt.Println(time.Duration(c.Now()), "prints", msg)
			c.Spend(10 * time.Millisecond)
		},
		Mailbox:  1, // besides the message being handled
		Overflow: actor.Refuse,
	}).Spawn(node, struct{}{})
	author := actor.NewKind(s, "author", actor.Behaviour[struct{}]{
		Handle: func(c *actor.Context, _ *struct{}, msg actor.Message) {
			if refused, ok := msg.(actor.Refused); ok {
				c.SendAfter(15*time.Millisecond, refused.By, refused.Msg)
				return
			}
			for page := range 3 {
				c.Send(printer, fmt.Sprint("page ", page))
			}
		},
	}).Spawn(node, struct{}{})
	s.Send(author, "write")
	s.Run(actor.Time(time.Second), nil)
	fmt.Println(node.Stats().Overflow, "refused")
	// Output:
	// 0s prints page 0
	// 10ms prints page 1
	// 20ms prints page 2
	// 1 refused
}
