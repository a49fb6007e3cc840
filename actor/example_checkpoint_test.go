package actor_test

import (
	"fmt"
	"time"

	"fanout/actor"
)

// A checkpoint holds the whole system: what comes after it can be tried more than once.
func ExampleCheckpoint() {
	s := actor.NewSystem(actor.Config{})
	account := actor.NewKind(s, "account", actor.Behaviour[int]{
		Handle: func(c *actor.Context, balance *int, msg actor.Message) { *balance += msg.(int) },
	})
	pid := account.Spawn(s.AddNode("bank", 1), 100)
	s.SendAt(actor.Time(time.Hour), pid, 5) // the interest of the hour
	before, err := s.Checkpoint()
	if err != nil {
		panic(err)
	}
	for _, spent := range []int{30, 70} {
		if err := s.Restore(before); err != nil {
			panic(err)
		}
		s.Send(pid, -spent)
		s.Run(actor.Time(2*time.Hour), nil)
		fmt.Println("having spent", spent, "there are", *account.State(pid))
	}
	// Output:
	// having spent 30 there are 75
	// having spent 70 there are 35
}
