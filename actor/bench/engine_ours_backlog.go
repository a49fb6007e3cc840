package main

import (
	"runtime"
	"time"

	"fanout/actor"
)

// Backlog gives each member its own core and an hour of work, so that all that
// comes after it waits in mailboxes.
func (e oursEngine) Backlog(members, fanOuts int) float64 {
	s := actor.NewSystem(actor.Config{Slice: 2 * time.Hour})
	node := s.AddNode("fleet", members+1)
	busy := actor.NewKind(s, "busy", actor.Behaviour[Member]{
		Handle: func(c *actor.Context, m *Member, msg actor.Message) {
			m.Handle(msg.(*Msg))
			c.Spend(time.Hour)
		},
	})
	pids := make([]actor.PID, members)
	for i := range pids {
		pids[i] = busy.Spawn(node, NewMember(i))
	}
	group := actor.NewGroup(pids)
	guild := actor.NewKind(s, "guild", actor.Behaviour[struct{}]{
		Handle: func(c *actor.Context, _ *struct{}, msg actor.Message) { c.SendAll(group, msg, 0) },
	}).Spawn(node, struct{}{})
	s.Send(guild, &Msg{})
	s.Run(actor.Time(time.Second), nil)
	before := resident()
	for range fanOuts {
		s.Send(guild, &Msg{})
	}
	s.Run(actor.Time(2*time.Second), nil)
	if waiting := node.Waiting(s.Now()); waiting != members*fanOuts {
		panic(waiting)
	}
	took := float64(resident()-before) / float64(members*fanOuts)
	runtime.KeepAlive(s)
	return took
}
