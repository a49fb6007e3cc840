package actor_test

import (
	"context"
	"fmt"
	"time"

	"fanout/actor"
)

// A supervisor can be given children while it runs, and asked for those it has.
func ExampleStartChild() {
	s := actor.NewSystem(actor.Config{})
	node := s.AddNode("a", 1)
	room := actor.NewKind(s, "room", actor.Behaviour[struct{}]{Handle: func(*actor.Context, *struct{}, actor.Message) {}})
	rooms := actor.Supervisor{}.Spawn(node)
	running := s.Start()
	for _, id := range []string{"red", "blue", "red"} {
		answer, err := running.Call(context.Background(), rooms, actor.StartChild{Spec: actor.ChildSpec{
			ID:    id,
			Start: func(c *actor.Context) actor.PID { return room.Spawn(c.Node(), struct{}{}) },
		}})
		fmt.Println(answer, err)
	}
	children, err := running.Call(context.Background(), rooms, actor.WhichChildren{})
	fmt.Println(children.([]actor.Child), err)
	running.Stop(time.Second)
	// Output:
	// <0.1.1> <nil>
	// <0.2.1> <nil>
	// actor: two children with the ID "red" <nil>
	// [{red <0.1.1>} {blue <0.2.1>}] <nil>
}
