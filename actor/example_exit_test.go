package actor_test

import (
	"errors"
	"fmt"
	"time"

	"fanout/actor"
)

// A monitor tells that an actor has exited, and why.
func ExampleDown() {
	s := actor.NewSystem(actor.Config{})
	node := s.AddNode("a", 1)
	worker := actor.NewKind(s, "worker", actor.Behaviour[struct{}]{
		Handle: func(c *actor.Context, _ *struct{}, msg actor.Message) { panic("out of luck") },
	}).Spawn(node, struct{}{})
	watcher := actor.NewKind(s, "watcher", actor.Behaviour[struct{}]{
		Handle: func(c *actor.Context, _ *struct{}, msg actor.Message) {
			switch m := msg.(type) {
			case actor.PID:
				c.Monitor(m)
				c.Send(m, "go")
			case actor.Down:
				fmt.Println(m.PID, "is gone:", m.Reason)
				var p *actor.PanicError
				fmt.Println("a panic:", errors.As(m.Reason, &p) && p.Value == "out of luck" && len(p.Stack) > 0)
			}
		},
	}).Spawn(node, struct{}{})
	s.Send(watcher, worker)
	s.Run(actor.Time(time.Second), nil)
	// Output:
	// <0.0.1> is gone: actor: handler panicked: out of luck
	// a panic: true
}

// Linked actors exit together, but for one that traps exits: it is told.
func ExampleExitSignal() {
	s := actor.NewSystem(actor.Config{})
	node := s.AddNode("a", 1)
	s.OnExit = func(e actor.Exit) { fmt.Println(e.Kind, "exits:", e.Reason) }
	type join struct {
		with actor.PID
		trap bool
	}
	behaviour := actor.Behaviour[struct{}]{
		Handle: func(c *actor.Context, _ *struct{}, msg actor.Message) {
			switch m := msg.(type) {
			case join:
				c.TrapExit(m.trap)
				c.Link(m.with)
			case error:
				c.Exit(m)
			case actor.ExitSignal:
				fmt.Println("told of", m.From, "and lives")
			}
		},
	}
	first := actor.NewKind(s, "first", behaviour).Spawn(node, struct{}{})
	second := actor.NewKind(s, "second", behaviour).Spawn(node, struct{}{})
	third := actor.NewKind(s, "third", behaviour).Spawn(node, struct{}{})
	s.Send(second, join{with: first})
	s.Send(third, join{with: second, trap: true})
	s.SendAt(actor.Time(time.Millisecond), first, errors.New("no more"))
	s.Run(actor.Time(time.Second), nil)
	// Output:
	// first exits: no more
	// second exits: no more
	// told of <0.1.1> and lives
}
