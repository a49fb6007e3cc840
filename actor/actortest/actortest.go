// Package actortest helps to test actors: run until nothing is under way, expect
// messages, and deliver in an order of the test's choosing. Everything happens in
// virtual time, so a test with an hour in it takes no longer than one without.
package actortest

import (
	"reflect"
	"time"

	"fanout/actor"
)

// TB is what is needed of a *testing.T.
type TB interface {
	Helper()
	Fatalf(format string, args ...any)
	Errorf(format string, args ...any)
}

// Patience is the most virtual time that Settle lets pass.
const Patience = time.Hour

// Settle runs a system until no message waits or is under way. Timers that have
// not gone off by then are left alone. A system that is never idle fails the test.
func Settle(t TB, s *actor.System) {
	t.Helper()
	for limit := s.Now() + actor.Time(Patience); !s.Idle(); {
		next := s.Next() + 1
		if next >= limit {
			t.Fatalf("actortest: the system is still busy after %v of virtual time", Patience)
		}
		s.Run(next, nil)
	}
}

// Probe is an actor that keeps what it is sent, for the test to look at.
type Probe struct {
	PID    actor.PID
	t      TB
	system *actor.System
	got    []actor.Message
}

// NewProbe spawns a probe.
func NewProbe(t TB, s *actor.System, n *actor.Node) *Probe {
	p := &Probe{t: t, system: s}
	p.PID = actor.NewKind(s, "probe", actor.Behaviour[*Probe]{
		Handle: func(_ *actor.Context, st **Probe, msg actor.Message) { (*st).got = append((*st).got, msg) },
	}).Spawn(n, p)
	return p
}

// Expect settles the system and fails the test unless the probe got exactly these
// messages, in this order, since it was asked last.
func (p *Probe) Expect(want ...actor.Message) {
	p.t.Helper()
	Settle(p.t, p.system)
	got := p.got
	p.got = nil
	if len(got) != len(want) || len(want) > 0 && !reflect.DeepEqual(got, want) {
		p.t.Errorf("actortest: the probe got %v, expected %v", got, want)
	}
}

// Gate is an actor that stands before another one and holds what is sent to it
// until the test lets it through.
type Gate struct {
	PID    actor.PID
	t      TB
	system *actor.System
	behind actor.PID
	held   []actor.Message
}

// NewGate spawns a gate before an actor. Senders have to be given the gate's PID.
func NewGate(t TB, s *actor.System, n *actor.Node, behind actor.PID) *Gate {
	g := &Gate{t: t, system: s, behind: behind}
	g.PID = actor.NewKind(s, "gate", actor.Behaviour[*Gate]{
		Handle: func(_ *actor.Context, st **Gate, msg actor.Message) { (*st).held = append((*st).held, msg) },
	}).Spawn(n, g)
	return g
}

// Held settles the system and returns the messages at the gate.
func (g *Gate) Held() []actor.Message {
	g.t.Helper()
	Settle(g.t, g.system)
	return g.held
}

// Release settles the system and lets messages through in the given order, by
// their place among those that Held returns. The others stay.
func (g *Gate) Release(order ...int) {
	g.t.Helper()
	held := g.Held()
	through := make(map[int]bool)
	for _, i := range order {
		if i < 0 || i >= len(held) || through[i] {
			g.t.Fatalf("actortest: no message %d at the gate; it holds %d", i, len(held))
		}
		through[i] = true
		g.system.Send(g.behind, held[i])
	}
	var rest []actor.Message
	for i, m := range held {
		if !through[i] {
			rest = append(rest, m)
		}
	}
	g.held = rest
	Settle(g.t, g.system)
}
