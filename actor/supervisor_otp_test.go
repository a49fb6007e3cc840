package actor

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// running are the children of a family that live, in order.
func (f *family) running() (ids []string) {
	for _, id := range []string{"a", "b", "c", "d"} {
		if _, alive := f.s.Info(f.pids[id]); alive {
			ids = append(ids, id)
		}
	}
	return ids
}

// shutDown has a stranger ask the supervisor to exit.
func (f *family) shutDown() {
	f.s.Send(scriptedKind(f.s).Spawn(f.n, scripted{}), do(func(c *Context) { c.SendExit(f.sup, ErrShutdown) }))
}

// What happens while children are being stopped is dealt with afterwards: c takes half
// a second to exit, so the restart of b and c is under way for so long.
func TestWhatHappensDuringARestartIsNotForgotten(t *testing.T) {
	for _, tc := range []struct {
		name string
		then func(f *family) // 100 ms after b failed
		want []string
		end  []string // who runs in the end
	}{
		{"one before them fails", func(f *family) { f.s.Send(f.pids["a"], errFault) },
			[]string{"-b", "-a", "-c", "+b", "+c", "-c", "-b", "+a", "+b", "+c"}, []string{"a", "b", "c"}},
		{"one of them fails as well", func(f *family) { f.s.Kill(f.pids["c"], errFault) },
			[]string{"-b", "-c", "+b", "+c"}, []string{"a", "b", "c"}},
		{"one before them ends as it should", func(f *family) { f.s.Send(f.pids["a"], "stop") },
			[]string{"-b", "-a", "-c", "+b", "+c", "-c", "-b", "+a", "+b", "+c"}, []string{"a", "b", "c"}},
		{"the supervisor is asked to exit", func(f *family) {
			f.shutDown()
		}, []string{"-b", "-c", "-a", "supervisor: actor: shutdown"}, nil},
		{"one before them fails, and the supervisor is asked to exit", func(f *family) {
			f.s.Send(f.pids["a"], errFault)
			f.shutDown()
		}, []string{"-b", "-a", "-c", "supervisor: actor: shutdown"}, nil},
		{"one before them unlinks and fails", func(f *family) {
			f.s.Send(f.pids["a"], do(func(c *Context) { c.Unlink(f.sup); c.Link(f.sup); c.Exit(errFault) }))
		}, []string{"-b", "-a", "-c", "+b", "+c", "-c", "-b", "+a", "+b", "+c"}, []string{"a", "b", "c"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := newFamily(t, Supervisor{Strategy: RestForOne}, Permanent, false, false)
			f.s.Send(f.pids["c"], 500*time.Millisecond)
			f.run(time.Millisecond)
			f.s.Send(f.pids["b"], errFault)
			f.run(100 * time.Millisecond)
			require.Equal(t, []string{"-b"}, f.log)
			tc.then(f)
			f.run(10 * time.Second)
			assert.Equal(t, tc.want, f.log)
			assert.Equal(t, tc.end, f.running())
		})
	}
}

// Failures that had to wait count like all others.
func TestFailuresDuringARestartCount(t *testing.T) {
	f := newFamily(t, Supervisor{Strategy: RestForOne, MaxRestarts: 1}, Permanent, false, false)
	f.s.Send(f.pids["c"], 500*time.Millisecond)
	f.run(time.Millisecond)
	f.s.Send(f.pids["b"], errFault)
	f.run(100 * time.Millisecond)
	f.s.Send(f.pids["a"], errFault)
	f.run(10 * time.Second)
	assert.Equal(t, []string{"-b", "-a", "-c", "+b", "+c", "-c", "-b", "supervisor: actor: restart intensity reached"}, f.log)
}

func TestStartChildDuringARestart(t *testing.T) {
	f := newFamily(t, Supervisor{Strategy: OneForAll}, Permanent, false, false)
	var answers []any
	caller := NewKind(f.s, "caller", Behaviour[int]{
		Handle: func(c *Context, _ *int, msg Message) { c.Call(f.sup, msg, 0, 0) },
		Resume: func(c *Context, _ *int, r Reply) { answers = append(answers, r.Value) },
	}).Spawn(f.n, 0)
	kind := recorderKind(f.s)
	f.s.Send(f.pids["c"], 500*time.Millisecond)
	f.run(time.Millisecond)
	f.s.Send(f.pids["b"], errFault)
	f.run(100 * time.Millisecond)
	f.s.Send(caller, StartChild{ChildSpec{ID: "d", Start: func(c *Context) PID {
		f.log = append(f.log, "+d")
		f.pids["d"] = kind.Spawn(c.Node(), recorder{log: new([]string)})
		return f.pids["d"]
	}}})
	f.run(time.Second)
	assert.Equal(t, []string{"-b", "-c", "-a", "+a", "+b", "+c", "+d"}, f.log)
	assert.Equal(t, []any{f.pids["d"]}, answers)
}

// A Temporary child is never started again, and a Transient one that has ended as it
// should is started with the others.
func TestWhoComesBackWithOthers(t *testing.T) {
	for _, tc := range []struct {
		strategy Strategy
		b        Restart
		first    Message // what b gets before another one fails
		fails    string
		want     []string
	}{
		{OneForAll, Temporary, nil, "a", []string{"-a", "-c", "-b", "+a", "+c"}},
		{OneForAll, Temporary, nil, "c", []string{"-c", "-b", "-a", "+a", "+c"}},
		{RestForOne, Temporary, nil, "a", []string{"-a", "-c", "-b", "+a", "+c"}},
		{RestForOne, Temporary, nil, "c", []string{"-c", "+c"}},
		{OneForAll, Temporary, errFault, "a", []string{"-b", "-a", "-c", "+a", "+c"}},
		{OneForAll, Transient, nil, "a", []string{"-a", "-c", "-b", "+a", "+b", "+c"}},
		{OneForAll, Transient, "stop", "a", []string{"-b", "-a", "-c", "+a", "+b", "+c"}},
		{RestForOne, Transient, "stop", "c", []string{"-b", "-c", "+c"}},
		{OneForOne, Transient, "stop", "a", []string{"-b", "-a", "+a"}},
	} {
		f := newFamilyOf(t, Supervisor{Strategy: tc.strategy}, map[string]Restart{"b": tc.b}, false, false)
		if tc.first != nil {
			f.s.Send(f.pids["b"], tc.first)
			f.run(time.Second)
		}
		f.s.Send(f.pids[tc.fails], errFault)
		f.run(time.Second)
		assert.Equal(t, tc.want, f.log, "%+v", tc)
	}
}

// The ID of a child that has ended can be given to another.
func TestAChildInThePlaceOfOneThatEnded(t *testing.T) {
	f := newFamily(t, Supervisor{}, Transient, false, false)
	f.s.Send(f.pids["a"], "stop")
	f.run(time.Second)
	var got []Child
	kind := recorderKind(f.s)
	caller := NewKind(f.s, "caller", Behaviour[int]{
		Handle: func(c *Context, _ *int, msg Message) { c.Call(f.sup, msg, 0, 0) },
		Resume: func(c *Context, _ *int, r Reply) { got, _ = r.Value.([]Child) },
	}).Spawn(f.n, 0)
	f.s.Send(caller, WhichChildren{})
	f.run(time.Second)
	assert.Equal(t, []Child{{"a", 0}, {"b", f.pids["b"]}, {"c", f.pids["c"]}}, got)
	f.s.Send(caller, StartChild{ChildSpec{ID: "a", Start: func(c *Context) PID {
		f.pids["a"] = kind.Spawn(c.Node(), recorder{log: new([]string)})
		return f.pids["a"]
	}}})
	f.s.Send(caller, WhichChildren{})
	f.run(time.Second)
	assert.Equal(t, []Child{{"b", f.pids["b"]}, {"c", f.pids["c"]}, {"a", f.pids["a"]}}, got)
}

// A child that has unlinked from its supervisor is stopped and started like the others.
func TestAChildThatUnlinks(t *testing.T) {
	for _, trap := range []bool{false, true} {
		unlinked := func(strategy Strategy) *family {
			f := newFamily(t, Supervisor{Strategy: strategy}, Permanent, trap, false)
			f.s.Send(f.pids["b"], do(func(c *Context) { c.Unlink(f.sup) }))
			f.run(time.Millisecond)
			return f
		}
		f := unlinked(OneForOne)
		f.shutDown()
		f.run(time.Second)
		assert.Equal(t, []string{"-c", "-b", "-a", "supervisor: actor: shutdown"}, f.log)

		f = unlinked(OneForAll)
		f.s.Send(f.pids["a"], errFault)
		f.run(time.Second)
		assert.Equal(t, []string{"-a", "-c", "-b", "+a", "+b", "+c"}, f.log)

		f = unlinked(OneForOne)
		f.s.Send(f.pids["b"], errFault)
		f.run(time.Second)
		assert.Equal(t, []string{"-b", "+b"}, f.log)

		f = unlinked(OneForOne)
		f.s.Send(f.pids["b"], do(func(c *Context) { c.Link(f.sup); c.Exit(errFault) }))
		f.run(time.Second)
		assert.Equal(t, []string{"-b", "+b"}, f.log, "told of twice")
	}
}

// A child by the name it goes by is a child like any other.
func TestAChildByItsAddress(t *testing.T) {
	s := NewSystem(Config{})
	n := s.AddNode("a", 1)
	starts := 0
	kind := scriptedKind(s)
	sup := Supervisor{Children: []ChildSpec{{ID: "x", Start: func(c *Context) PID {
		starts++
		if err := n.Register("x", kind.Spawn(n, scripted{new([]any)})); err != nil {
			panic(err)
		}
		return n.Address("x")
	}}}}.Spawn(n)
	s.Run(Time(time.Second), nil)
	s.Kill(n.Whereis("x"), errFault)
	s.Run(Time(2*time.Second), nil)
	assert.Equal(t, 2, starts)
	_, alive := s.Info(sup)
	assert.True(t, alive)
}
