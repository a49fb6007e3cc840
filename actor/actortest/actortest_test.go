package actortest_test

import (
	"fmt"
	"testing"
	"time"

	"fanout/actor"
	"fanout/actor/actortest"

	"github.com/stretchr/testify/assert"
)

// last remembers the last word it was told, and tells it on.
func last(s *actor.System, n *actor.Node, to actor.PID) actor.PID {
	return actor.NewKind(s, "last", actor.Behaviour[string]{
		Handle: func(c *actor.Context, word *string, msg actor.Message) {
			*word = msg.(string)
			c.SendAfter(time.Minute, to, *word)
		},
	}).Spawn(n, "")
}

func TestProbeAndSettle(t *testing.T) {
	s := actor.NewSystem(actor.Config{})
	n := s.AddNode("a", 1)
	probe := actortest.NewProbe(t, s, n)
	pid := last(s, n, probe.PID)
	s.Send(pid, "a")
	probe.Expect()
	s.Run(s.Now()+actor.Time(time.Minute)+1, nil)
	probe.Expect("a")
	probe.Expect()
}

func TestGate(t *testing.T) {
	s := actor.NewSystem(actor.Config{})
	n := s.AddNode("a", 1)
	probe := actortest.NewProbe(t, s, n)
	gate := actortest.NewGate(t, s, n, probe.PID)
	for i := range 4 {
		s.Send(gate.PID, i)
	}
	assert.Len(t, gate.Held(), 4)
	gate.Release(2, 0)
	probe.Expect(2, 0)
	gate.Release(1, 0)
	probe.Expect(3, 1)
}

// failures records instead of failing.
type failures struct{ log []string }

func (f *failures) Helper()                        {}
func (f *failures) Errorf(format string, a ...any) { f.log = append(f.log, fmt.Sprintf(format, a...)) }
func (f *failures) Fatalf(format string, a ...any) { f.Errorf(format, a...); panic(f) }

func TestFailuresAreTold(t *testing.T) {
	s := actor.NewSystem(actor.Config{})
	n := s.AddNode("a", 1)
	f := &failures{}
	probe := actortest.NewProbe(f, s, n)
	s.Send(probe.PID, "x")
	probe.Expect("y")
	assert.Equal(t, []string{"actortest: the probe got [x], expected [y]"}, f.log)

	restless := actor.NewKind(s, "restless", actor.Behaviour[int]{
		Handle: func(c *actor.Context, _ *int, msg actor.Message) {
			c.Spend(time.Second)
			c.Send(c.Self(), msg)
		},
	}).Spawn(n, 0)
	s.Send(restless, "go")
	assert.Panics(t, func() { actortest.Settle(f, s) })
	assert.Contains(t, f.log[1], "still busy after 1h0m0s")
	quiet := actor.NewSystem(actor.Config{})
	gate := actortest.NewGate(f, quiet, quiet.AddNode("b", 1), 0)
	assert.Panics(t, func() { gate.Release(0) })
}
