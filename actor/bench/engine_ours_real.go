package main

import (
	"runtime"
	"time"

	"fanout/actor"
)

func init() {
	register(2, engineInfo{name: "ours-real", title: "ours, real time, one node",
		make: func() Engine { return realEngine{nodes: 1} }})
	register(3, engineInfo{name: oursNodesName, title: "ours, real time, across nodes",
		make: func() Engine { return realEngine{nodes: max(2, runtime.GOMAXPROCS(0))} }})
}

// realEngine is package actor under its real-time driver: a goroutine for each
// node. With more than one node, two actors that talk live on different ones, and
// a fleet lives on all of them in blocks.
type realEngine struct{ nodes int }

func (e realEngine) system() (s *actor.System, first, last *actor.Node) {
	s = actor.NewSystem(actor.Config{})
	first = s.AddNode("first", 1)
	last = first
	for range e.nodes - 1 {
		last = s.AddNode("more", 1)
	}
	return s, first, last
}

type realFleet struct {
	system *actor.System
	home   *actor.Node // of the guild
	pids   []actor.PID
}

func (e realEngine) Spawn(n int) (Fleet, error) {
	s := actor.NewSystem(actor.Config{})
	f := &realFleet{system: s, pids: make([]actor.PID, n)}
	nodes := make([]*actor.Node, e.nodes)
	for i := range nodes {
		nodes[i] = s.AddNode("node", 1)
	}
	f.home = nodes[0]
	kind := actor.NewKind(s, "member", actor.Behaviour[Member]{
		Handle: func(_ *actor.Context, m *Member, msg actor.Message) { m.Handle(msg.(*Msg)) },
	})
	for i := range f.pids {
		f.pids[i] = kind.Spawn(nodes[i*e.nodes/n], NewMember(i))
	}
	return f, nil
}

type realGuild struct {
	running *actor.Running
	pid     actor.PID
}

func (f *realFleet) Guild(order []int32) Guild {
	group := actor.NewGroup(arrange(f.pids, order))
	pid := actor.NewKind(f.system, "guild", actor.Behaviour[struct{}]{
		Handle: func(c *actor.Context, _ *struct{}, msg actor.Message) { c.SendAll(group, msg, 0) },
	}).Spawn(f.home, struct{}{})
	return &realGuild{running: f.system.Start(), pid: pid}
}

func (g *realGuild) FanOut(msg *Msg) {
	g.running.Send(g.pid, msg)
	msg.Done.Wait()
}

// talk starts the system, sends the first message to an actor and returns the time
// until over is closed.
func (e realEngine) talk(s *actor.System, first actor.PID, over chan struct{}) (time.Duration, error) {
	running := s.Start()
	start := clock()
	running.Send(first, &Msg{})
	<-over
	took := clock() - start
	running.Stop(time.Second)
	return took, nil
}

func (e realEngine) PingPong(n int) (time.Duration, error) {
	s, here, there := e.system()
	over := make(chan struct{})
	kind := oursPlayers(s, func() { close(over) })
	a := kind.Spawn(here, oursPlayer{left: n / 2})
	b := kind.Spawn(there, oursPlayer{left: n / 2, peer: a})
	kind.State(a).peer = b
	return e.talk(s, a, over)
}

func (e realEngine) Stream(n int) (time.Duration, error) {
	s, here, there := e.system()
	over := make(chan struct{})
	return e.talk(s, oursStream(s, here, there, n, func() { close(over) }), over)
}

func (e realEngine) Call(n int) (time.Duration, error) {
	s, here, there := e.system()
	over := make(chan struct{})
	return e.talk(s, oursClient(s, here, there, n, func() { close(over) }), over)
}
