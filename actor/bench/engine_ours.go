package main

import (
	"math"
	"time"

	"fanout/actor"
)

func init() {
	register(0, engineInfo{name: "ours", title: "ours, virtual time", wasm: true,
		make: func() Engine { return oursEngine{} }})
	register(1, engineInfo{name: "ours-costs", title: "ours, virtual time with costs", wasm: true,
		make: func() Engine {
			return oursEngine{spend: 41 * time.Microsecond, perSend: 120_000, cores: 4}
		}})
}

// oursEngine is package actor under its virtual driver, in one node. With costs
// it is the work of a simulation: the guild on a separate node takes virtual
// time for every send, and the sessions take theirs on a node of some cores.
type oursEngine struct {
	spend   time.Duration // of a handler
	perSend int64         // picoseconds
	cores   int           // of the fleet's node; 0: the guild's node is the only one
}

// drive runs a system until done, giving way in slices where that is needed. done
// is asked every driveStep of virtual time.
func drive(s *actor.System, done func() bool) {
	polls := 0
	over := func() bool { // asked every few hundred messages
		polls++
		return polls%(sliceSends/256) == 0
	}
	if !pausing {
		over = nil
	}
	for !done() {
		until := s.Now() + actor.Time(driveStep)
		for !s.Run(until, over) {
			pause()
		}
	}
}

// driveStep is long enough for a fan-out without costs: that happens at one
// virtual time. Actors that talk for long are charged a little time.
const driveStep = 10 * time.Millisecond

type oursFleet struct {
	engine oursEngine
	system *actor.System
	home   *actor.Node // of the guild
	pids   []actor.PID
}

func (e oursEngine) Spawn(n int) (Fleet, error) {
	s := actor.NewSystem(actor.Config{})
	f := &oursFleet{engine: e, system: s, home: s.AddNode("home", 1), pids: make([]actor.PID, n)}
	node := f.home
	if e.cores > 0 {
		node = s.AddNode("fleet", e.cores)
	}
	kind := actor.NewKind(s, "member", e.member())
	for i := range f.pids {
		f.pids[i] = kind.Spawn(node, NewMember(i))
	}
	return f, nil
}

// member is what a member of the fleet does.
func (e oursEngine) member() actor.Behaviour[Member] {
	b := actor.Behaviour[Member]{
		Handle: func(_ *actor.Context, m *Member, msg actor.Message) { m.Handle(msg.(*Msg)) },
		HandleBatch: func(b *actor.Batch, members []Member, msg actor.Message) {
			m := msg.(*Msg)
			for i := range b.Spend(e.spend, math.MaxInt64) {
				members[i].Handle(m)
			}
		},
		Uncounted: true, // as the members of every other engine are
	}
	if e.spend > 0 {
		b.Handle = func(c *actor.Context, m *Member, msg actor.Message) {
			m.Handle(msg.(*Msg))
			c.Spend(e.spend)
		}
	}
	return b
}

type oursGuild struct {
	system *actor.System
	pid    actor.PID
}

func (f *oursFleet) Guild(order []int32) Guild {
	group := actor.NewGroup(arrange(f.pids, order))
	perSend := f.engine.perSend
	guild := actor.NewKind(f.system, "guild", actor.Behaviour[struct{}]{
		Handle: func(c *actor.Context, _ *struct{}, msg actor.Message) { c.SendAll(group, msg, perSend) },
	})
	return &oursGuild{system: f.system, pid: guild.Spawn(f.home, struct{}{})}
}

func (g *oursGuild) FanOut(msg *Msg) {
	g.system.Send(g.pid, msg)
	drive(g.system, msg.Done.Finished)
	msg.Done.Wait()
}

// talk refuses what a variant of the engine would only repeat.
func (e oursEngine) talk() error {
	if e.cores > 0 {
		return without("as without costs")
	}
	return nil
}

type oursPlayer struct {
	peer actor.PID
	left int
}

// oursPlayers is the kind of actors that send a ball back until one has none left
// to send.
func oursPlayers(s *actor.System, over func()) actor.Kind[oursPlayer] {
	return actor.NewKind(s, "player", actor.Behaviour[oursPlayer]{
		Handle: func(c *actor.Context, p *oursPlayer, ball actor.Message) {
			if p.left == 0 {
				over()
				return
			}
			p.left--
			c.Send(p.peer, ball)
		},
	})
}

func (e oursEngine) PingPong(n int) (time.Duration, error) {
	if err := e.talk(); err != nil {
		return 0, err
	}
	s := actor.NewSystem(actor.Config{})
	node := s.AddNode("home", 1)
	over := false
	kind := oursPlayers(s, func() { over = true })
	a := kind.Spawn(node, oursPlayer{left: n / 2})
	b := kind.Spawn(node, oursPlayer{left: n / 2, peer: a})
	kind.State(a).peer = b
	start := clock()
	s.Send(a, &Msg{})
	drive(s, func() bool { return over })
	return clock() - start, nil
}

// oursBurst is how many messages a sender sends before it lets others run, as a
// goroutine does at the end of a channel's buffer or a BEAM process at the end of
// its reductions.
const oursBurst = 250

func (e oursEngine) Stream(n int) (time.Duration, error) {
	if err := e.talk(); err != nil {
		return 0, err
	}
	s := actor.NewSystem(actor.Config{})
	node := s.AddNode("home", 1)
	over := false
	start := oursStream(s, node, node, n, func() { over = true })
	began := clock()
	s.Send(start, &Msg{})
	drive(s, func() bool { return over })
	return clock() - began, nil
}

// oursStream spawns an actor that, when it gets a message, sends n to another one,
// in bursts, and returns the first. over is called when the other has them all.
func oursStream(s *actor.System, from, to *actor.Node, n int, over func()) actor.PID {
	got := 0
	sink := actor.NewKind(s, "sink", actor.Behaviour[Member]{
		Handle: func(*actor.Context, *Member, actor.Message) {
			if got++; got == n {
				over()
			}
		},
	}).Spawn(to, Member{})
	return actor.NewKind(s, "source", actor.Behaviour[int]{
		Handle: func(c *actor.Context, left *int, msg actor.Message) {
			for range min(*left, oursBurst) {
				c.Send(sink, msg)
			}
			if *left -= oursBurst; *left > 0 {
				c.Send(c.Self(), msg)
			}
		},
	}).Spawn(from, n)
}

type oursCaller struct{ left int }

func (e oursEngine) Call(n int) (time.Duration, error) {
	if err := e.talk(); err != nil {
		return 0, err
	}
	s := actor.NewSystem(actor.Config{})
	node := s.AddNode("home", 1)
	over := false
	client := oursClient(s, node, node, n, func() { over = true })
	start := clock()
	s.Send(client, &Msg{})
	drive(s, func() bool { return over })
	return clock() - start, nil
}

// oursClient spawns an actor that, when it gets a message, makes n calls to
// another one, and returns the first. over is called after the last answer; a call
// that fails panics.
func oursClient(s *actor.System, from, to *actor.Node, n int, over func()) actor.PID {
	question, answer := &Msg{}, &Msg{}
	server := actor.NewKind(s, "server", actor.Behaviour[Member]{
		Handle: func(c *actor.Context, _ *Member, _ actor.Message) {
			if caller, ok := c.Caller(); ok {
				c.Reply(caller, answer)
			}
		},
	}).Spawn(to, Member{})
	return actor.NewKind(s, "client", actor.Behaviour[oursCaller]{
		Handle: func(c *actor.Context, _ *oursCaller, _ actor.Message) { c.Call(server, question, callTimeout, 1) },
		Resume: func(c *actor.Context, cl *oursCaller, r actor.Reply) {
			if r.Err != nil {
				panic(r.Err)
			}
			if cl.left--; cl.left == 0 {
				over()
				return
			}
			c.Call(server, question, callTimeout, 1)
		},
	}).Spawn(from, oursCaller{left: n})
}
