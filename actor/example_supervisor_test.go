package actor_test

import (
	"errors"
	"fmt"
	"time"

	"fanout/actor"
)

// A supervisor starts its children in order and starts them again when they fail.
func ExampleSupervisor() {
	s := actor.NewSystem(actor.Config{})
	node := s.AddNode("a", 1)
	worker := actor.NewKind(s, "worker", actor.Behaviour[int]{
		Handle: func(c *actor.Context, _ *int, msg actor.Message) {
			if msg == "fail" {
				panic(errors.New("out of luck"))
			}
			fmt.Println(c.Self(), "got", msg)
		},
	})
	s.OnExit = func(e actor.Exit) { fmt.Println(e.PID, e.Kind, "exited:", e.Reason) }

	actor.Supervisor{
		Strategy: actor.OneForOne,
		Children: []actor.ChildSpec{{
			ID: "worker",
			Start: func(c *actor.Context) actor.PID {
				pid := worker.Spawn(c.Node(), 0)
				if err := c.Node().Register("worker", pid); err != nil {
					panic(err)
				}
				return pid
			},
		}},
	}.Spawn(node)

	address := node.Address("worker") // the actor that has the name at that moment
	for _, msg := range []string{"hello", "fail", "hello again"} {
		s.Run(s.Now()+actor.Time(time.Millisecond), nil)
		s.Send(address, msg)
	}
	s.Run(s.Now()+actor.Time(time.Millisecond), nil)
	s.OnExit = nil
	fmt.Printf("%+v\n", s.Stop(time.Second))
	// Output:
	// <0.1.1> got hello
	// <0.1.1> worker exited: actor: handler panicked: out of luck
	// <0.1.2> got hello again
	// {Drained:true Killed:0 Lost:0 Stuck:[]}
}
