package actor_test

import (
	"fmt"
	"time"

	"fanout/actor"
)

// A kind whose actors all do the same with a message of a fan-out can do it for many in one
// call. Those who are not idle, or have few neighbours in the list, get it by Handle.
func ExampleBatch() {
	type session struct{ last actor.Time }
	const takes = 40 * time.Microsecond
	s := actor.NewSystem(actor.Config{})
	node := s.AddNode("sessions", 2)
	sessions := actor.NewKind(s, "session", actor.Behaviour[session]{
		Handle: func(c *actor.Context, st *session, _ actor.Message) {
			c.Spend(takes)
			st.last = c.Now()
		},
		HandleBatch: func(b *actor.Batch, states []session, _ actor.Message) {
			for i, at := range b.Spend(takes, actor.Time(time.Hour)) {
				states[i].last = at + actor.Time(takes)
			}
		},
	})
	online := make([]actor.PID, 10)
	for i := range online {
		online[i] = sessions.Spawn(node, session{})
	}
	everyone := actor.NewGroup(online)
	guild := actor.NewKind(s, "guild", actor.Behaviour[int]{
		Handle: func(c *actor.Context, _ *int, msg actor.Message) { c.SendAll(everyone, msg, 0) },
	}).Spawn(node, 0)

	s.Send(guild, "hello")
	s.Run(actor.Time(time.Second), nil)
	for _, pid := range online[5:] {
		fmt.Print(time.Duration(sessions.State(pid).last), " ")
	}
	// Output: 120µs 160µs 160µs 200µs 200µs
}
