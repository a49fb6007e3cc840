package actor_test

import (
	"fmt"
	"time"

	"fanout/actor"
)

// A guild sends each message to all its sessions with one SendAll. The sends take
// the guild's time one by one, and the sessions, on a node with two cores, handle
// them as they come.
func ExampleGroup() {
	s := actor.NewSystem(actor.Config{Latency: 200 * time.Microsecond})
	guilds, sessions := s.AddNode("guilds", 1), s.AddNode("sessions", 2)

	session := actor.NewKind(s, "session", actor.Behaviour[int]{
		Handle: func(c *actor.Context, n *int, msg actor.Message) {
			*n++
			c.Spend(40 * time.Microsecond)
		},
	})
	var members []actor.PID
	for range 1000 {
		members = append(members, session.Spawn(sessions, 0))
	}
	everyone := actor.NewGroup(members)

	guild := actor.NewKind(s, "guild", actor.Behaviour[struct{}]{
		Handle: func(c *actor.Context, _ *struct{}, msg actor.Message) {
			c.SendAll(everyone, msg, 120_000) // picoseconds for each
		},
	}).Spawn(guilds, struct{}{})

	s.Send(guild, "hello")
	s.Run(actor.Time(10*time.Millisecond), nil)
	fmt.Println("handled after 10 ms:", sessions.Stats().Handled, "waiting:", sessions.Waiting(s.Now()))
	s.Run(actor.Time(time.Second), nil)
	fmt.Println("the guild was busy for", guilds.Stats().Spent)
	fmt.Println("the sessions were busy for", sessions.Stats().Spent)
	// Output:
	// handled after 10 ms: 490 waiting: 510
	// the guild was busy for 120µs
	// the sessions were busy for 40ms
}
