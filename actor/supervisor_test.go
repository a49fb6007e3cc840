package actor

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// family is a supervisor with the children a, b and c, which exit for the error
// they are sent.
type family struct {
	s     *System
	n     *Node
	sup   PID
	pids  map[string]PID
	log   []string // starts and exits, in order
	names map[PID]string
}

// newFamily starts a family. trap makes the children trap exits and then exit as
// asked; stubborn ones trap and stay.
func newFamily(t *testing.T, sup Supervisor, restart Restart, trap, stubborn bool) *family {
	t.Helper()
	return newFamilyOf(t, sup, map[string]Restart{"a": restart, "b": restart, "c": restart}, trap, stubborn)
}

// newFamilyOf starts a family whose children are restarted each in its own way.
func newFamilyOf(t *testing.T, sup Supervisor, restart map[string]Restart, trap, stubborn bool) *family {
	t.Helper()
	f := &family{s: NewSystem(Config{}), pids: make(map[string]PID), names: make(map[PID]string)}
	f.n = f.s.AddNode("a", 2)
	kind := NewKind(f.s, "child", Behaviour[int]{
		Handle: func(c *Context, exitTakes *int, msg Message) {
			switch m := msg.(type) {
			case do:
				m(c)
			case time.Duration:
				c.TrapExit(true)
				*exitTakes = int(m)
			case error:
				c.Exit(m)
			case string:
				c.TrapExit(m == "trap")
				if m == "stop" {
					c.Exit(nil)
				}
			case ExitSignal:
				c.Spend(time.Duration(*exitTakes))
				if !stubborn {
					c.Exit(m.Reason)
				}
			}
		},
	})
	for _, id := range []string{"a", "b", "c"} {
		sup.Children = append(sup.Children, ChildSpec{ID: id, Restart: restart[id], Shutdown: time.Second,
			Start: func(c *Context) PID {
				pid := kind.Spawn(c.Node(), 0)
				f.log = append(f.log, "+"+id)
				f.pids[id], f.names[pid] = pid, id
				if trap || stubborn {
					c.Send(pid, "trap")
				}
				return pid
			}})
	}
	f.s.OnExit = func(e Exit) {
		if e.Kind == "supervisor" {
			f.log = append(f.log, fmt.Sprint("supervisor: ", e.Reason))
			return
		}
		f.log = append(f.log, "-"+f.names[e.PID])
	}
	f.sup = sup.Spawn(f.n)
	f.run(time.Millisecond)
	require.Equal(t, []string{"+a", "+b", "+c"}, f.log)
	f.log = nil
	return f
}

func (f *family) run(d time.Duration) { f.s.Run(f.s.Now()+Time(d), nil) }

func TestStrategies(t *testing.T) {
	for strategy, want := range map[Strategy][]string{
		OneForOne:  {"-b", "+b"},
		OneForAll:  {"-b", "-c", "-a", "+a", "+b", "+c"},
		RestForOne: {"-b", "-c", "+b", "+c"},
	} {
		for _, trap := range []bool{false, true} {
			f := newFamily(t, Supervisor{Strategy: strategy}, Permanent, trap, false)
			f.s.Send(f.pids["b"], errFault)
			f.run(time.Second)
			assert.Equal(t, want, f.log, "strategy %d, children trap exits: %v", strategy, trap)
		}
	}
}

func TestRestartTypes(t *testing.T) {
	for _, tc := range []struct {
		restart Restart
		msg     Message
		want    []string
	}{
		{Permanent, "stop", []string{"-b", "+b"}},
		{Transient, "stop", []string{"-b"}},
		{Transient, errFault, []string{"-b", "+b"}},
		{Temporary, errFault, []string{"-b"}},
	} {
		f := newFamily(t, Supervisor{}, tc.restart, false, false)
		f.s.Send(f.pids["b"], tc.msg)
		f.run(time.Second)
		assert.Equal(t, tc.want, f.log, "restart type %d after %v", tc.restart, tc.msg)
	}
}

func TestRestartIntensity(t *testing.T) {
	f := newFamily(t, Supervisor{MaxRestarts: 2, Within: time.Second}, Permanent, false, false)
	for range 2 {
		f.s.Send(f.pids["a"], errFault)
		f.run(100 * time.Millisecond)
	}
	f.run(2 * time.Second) // the window moves on
	for range 3 {
		f.s.Send(f.pids["a"], errFault)
		f.run(100 * time.Millisecond)
	}
	assert.Equal(t, []string{"-a", "+a", "-a", "+a", "-a", "+a", "-a", "+a", "-a",
		"-c", "-b", "supervisor: actor: restart intensity reached"}, f.log)
	assert.Zero(t, f.n.Live())
}

// A supervisor that restarts for ever is one without a limit; a child that fails
// at once then fails in its own time, and others go on.
func TestANegativeIntensityAllowsNoRestart(t *testing.T) {
	f := newFamily(t, Supervisor{MaxRestarts: -1}, Permanent, false, false)
	f.s.Send(f.pids["c"], errFault)
	f.run(time.Second)
	assert.Equal(t, []string{"-c", "-b", "-a", "supervisor: actor: restart intensity reached"}, f.log)
}

func TestStubbornChildrenAreKilledAtTheirDeadline(t *testing.T) {
	f := newFamily(t, Supervisor{Strategy: OneForAll}, Permanent, false, true)
	f.s.Send(f.pids["a"], errFault)
	f.run(500 * time.Millisecond)
	assert.Equal(t, []string{"-a"}, f.log, "c was asked and stays")
	f.run(600 * time.Millisecond)
	assert.Equal(t, []string{"-a", "-c"}, f.log)
	f.run(time.Second)
	assert.Equal(t, []string{"-a", "-c", "-b", "+a", "+b", "+c"}, f.log)
}

func TestStartChild(t *testing.T) {
	f := newFamily(t, Supervisor{}, Permanent, false, false)
	var answers []any
	caller := NewKind(f.s, "caller", Behaviour[int]{
		Handle: func(c *Context, _ *int, msg Message) { c.Call(f.sup, msg, 0, 0) },
		Resume: func(c *Context, _ *int, r Reply) { answers = append(answers, r.Value) },
	}).Spawn(f.n, 0)
	kind := recorderKind(f.s)
	spec := ChildSpec{ID: "d", Start: func(c *Context) PID { return kind.Spawn(c.Node(), recorder{log: new([]string)}) }}
	f.s.Send(caller, StartChild{spec})
	f.s.Send(caller, StartChild{spec})
	f.s.Send(caller, WhichChildren{})
	f.run(time.Second)
	require.Len(t, answers, 3)
	assert.EqualError(t, answers[1].(error), `actor: two children with the ID "d"`)
	assert.Equal(t, []Child{{"a", f.pids["a"]}, {"b", f.pids["b"]}, {"c", f.pids["c"]}, {"d", answers[0].(PID)}}, answers[2])
}

func TestStop(t *testing.T) {
	t.Run("in order", func(t *testing.T) {
		f := newFamily(t, Supervisor{}, Permanent, true, false)
		var log []string
		pid := recorderKind(f.s).Spawn(f.n, recorder{spend: time.Millisecond, log: &log})
		for i := range 5 {
			f.s.Send(pid, i)
		}
		r := f.s.Stop(time.Second)
		assert.Equal(t, Stopped{Drained: true}, r)
		assert.Len(t, log, 5, "what was under way is handled first")
		assert.Equal(t, []string{"-c", "-b", "-a", "supervisor: actor: shutdown"}, f.log[:4])
		assert.Zero(t, f.n.Live())
		assert.Zero(t, recorderKind(f.s).Spawn(f.n, recorder{}))
		f.s.Send(pid, "late")
		assert.EqualValues(t, 1, f.s.Refused())
		assert.EqualValues(t, 1, f.n.Stats().Refused)
	})
	t.Run("with a deadline", func(t *testing.T) {
		f := newFamily(t, Supervisor{}, Permanent, false, true)
		var log []string
		pid := recorderKind(f.s).Spawn(f.n, recorder{spend: 300 * time.Millisecond, log: &log})
		for i := range 5 {
			f.s.Send(pid, i)
		}
		r := f.s.Stop(time.Second)
		assert.False(t, r.Drained)
		assert.Positive(t, r.Killed)
		assert.Positive(t, r.Lost)
		assert.Zero(t, f.n.Live())
		assert.EqualValues(t, time.Second, f.s.Now()-Time(time.Millisecond))
	})
}
