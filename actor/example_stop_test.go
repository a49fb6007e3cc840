package actor_test

import (
	"context"
	"fmt"
	"time"

	"fanout/actor"
)

// Do runs something on the goroutine of a node, where actors may be spawned and looked
// at.
func ExampleRunning_Do() {
	s := actor.NewSystem(actor.Config{})
	node := s.AddNode("a", 1)
	greeter := actor.NewKind(s, "greeter", actor.Behaviour[string]{
		Handle: func(c *actor.Context, greeting *string, msg actor.Message) {
			caller, _ := c.Caller()
			c.Reply(caller, fmt.Sprint(*greeting, ", ", msg))
		},
	})
	running := s.Start()
	var pid actor.PID
	if err := running.Do(node, func() { pid = greeter.Spawn(node, "Hello") }); err != nil {
		panic(err)
	}
	answer, err := running.Call(context.Background(), pid, "world")
	fmt.Println(answer, err)
	fmt.Printf("%+v\n", running.Stop(time.Second))
	// Output:
	// Hello, world <nil>
	// {Drained:true Killed:0 Lost:0 Stuck:[]}
}

// A handler that does not return cannot be ended. Stop returns when its time is up, and
// says which it is.
func ExampleRunning_Stop() {
	s := actor.NewSystem(actor.Config{})
	begun, release := make(chan struct{}), make(chan struct{})
	sleeper := actor.NewKind(s, "sleeper", actor.Behaviour[struct{}]{
		Handle: func(c *actor.Context, _ *struct{}, msg actor.Message) { close(begun); <-release },
	}).Spawn(s.AddNode("a", 1), struct{}{})
	running := s.Start()
	running.Send(sleeper, "sleep")
	<-begun

	for _, stuck := range running.Stop(100 * time.Millisecond).Stuck {
		fmt.Println("stuck at node", stuck.Node, stuck.PID)
	}
	close(release)
	fmt.Println("stuck in the end:", len(running.Stop(time.Minute).Stuck))
	// Output:
	// stuck at node a <0.0.1>
	// stuck in the end: 0
}
