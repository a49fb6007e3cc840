package actor

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// scripted actors do what the message says, and write down everything they get.
type scripted struct{ log *[]any }

type do func(c *Context)

func scriptedKind(s *System) Kind[scripted] {
	return NewKind(s, "scripted", Behaviour[scripted]{
		Handle: func(c *Context, st *scripted, msg Message) {
			if f, ok := msg.(do); ok {
				f(c)
				return
			}
			*st.log = append(*st.log, msg)
		},
		Resume: func(c *Context, st *scripted, r Reply) { *st.log = append(*st.log, r.Err) },
	})
}

// pair is two scripted actors, on one node or two.
func pair(t *testing.T, remote bool) (s *System, a, b PID, logA, logB *[]any) {
	t.Helper()
	s = NewSystem(Config{})
	n := s.AddNode("a", 2)
	m := n
	if remote {
		m = s.AddNode("b", 2)
	}
	k := scriptedKind(s)
	logA, logB = new([]any), new([]any)
	return s, k.Spawn(n, scripted{logA}), k.Spawn(m, scripted{logB}), logA, logB
}

var errFault = errors.New("fault")

func TestLinksAndMonitors(t *testing.T) {
	for _, remote := range []bool{false, true} {
		for _, tc := range []struct {
			name   string
			setup  do // done by a, which knows b
			reason error
			wantA  []any // what a got; nil if it died
			alive  bool
		}{
			{"a fault takes linked actors along", nil, errFault, nil, false},
			{"a normal exit does not", nil, nil, nil, true},
			{"unless the other end traps exits", func(c *Context) { c.TrapExit(true) }, errFault, []any{ExitSignal{0, errFault}}, true},
			{"who traps learns of normal exits too", func(c *Context) { c.TrapExit(true) }, nil, []any{ExitSignal{0, nil}}, true},
		} {
			t.Run(tc.name, func(t *testing.T) {
				s, a, b, logA, _ := pair(t, remote)
				s.Send(a, do(func(c *Context) {
					if tc.setup != nil {
						tc.setup(c)
					}
					c.Link(b)
				}))
				s.Send(b, do(func(c *Context) {
					c.SendAfter(time.Millisecond, c.Self(), do(func(c *Context) { c.Exit(tc.reason) }))
				}))
				s.Run(1e7, nil)
				_, alive := s.Info(a)
				assert.Equal(t, tc.alive, alive)
				for i, m := range *logA {
					if sig, ok := m.(ExitSignal); ok {
						assert.Equal(t, b, sig.From)
						(*logA)[i] = ExitSignal{0, sig.Reason}
					}
				}
				assert.Equal(t, tc.wantA, *logA)
			})
		}
	}
}

func TestMonitor(t *testing.T) {
	for _, remote := range []bool{false, true} {
		s, a, b, logA, _ := pair(t, remote)
		var kept, dropped MonitorRef
		s.Send(a, do(func(c *Context) { kept, dropped = c.Monitor(b), c.Monitor(b) }))
		s.SendAt(1e6, a, do(func(c *Context) { c.Demonitor(b, dropped) }))
		s.SendAt(2e6, b, do(func(c *Context) { panic(errFault) }))
		s.Run(5e6, nil)
		require.Len(t, *logA, 1)
		down := (*logA)[0].(Down)
		assert.Equal(t, kept, down.Ref)
		assert.Equal(t, b, down.PID)
		var p *PanicError
		assert.ErrorAs(t, down.Reason, &p)

		s.Send(a, do(func(c *Context) { kept = c.Monitor(b) }))
		s.Run(9e6, nil)
		assert.Equal(t, Down{kept, b, ErrNoProcess}, (*logA)[1], "watching nobody")
	}
}

func TestExitSignals(t *testing.T) {
	t.Run("killed is not trapped", func(t *testing.T) {
		s, a, b, _, _ := pair(t, true)
		s.Send(a, do(func(c *Context) { c.TrapExit(true) }))
		s.SendAt(1e6, b, do(func(c *Context) { c.SendExit(a, ErrKilled) }))
		s.Run(5e6, nil)
		_, alive := s.Info(a)
		assert.False(t, alive)
	})
	t.Run("a link to nobody", func(t *testing.T) {
		s, a, b, logA, _ := pair(t, true)
		s.Kill(b, nil)
		s.Send(a, do(func(c *Context) { c.TrapExit(true); c.Link(b) }))
		s.Run(5e6, nil)
		assert.Equal(t, []any{ExitSignal{b, ErrNoProcess}}, *logA)
	})
	t.Run("a slice that has begun is finished first", func(t *testing.T) {
		s, a, b, _, logB := pair(t, false)
		s.Send(a, do(func(c *Context) {
			c.Spend(2500 * time.Microsecond)
			c.Send(b, "too late")
		}))
		s.SendAt(1_200_000, b, do(func(c *Context) { c.SendExit(a, errFault) }))
		var exit Exit
		s.OnExit = func(e Exit) { exit = e }
		s.Run(1e7, nil)
		assert.Equal(t, a, exit.PID)
		assert.Equal(t, Time(2*time.Millisecond), exit.At)
		assert.Empty(t, *logB)
	})
}

func TestCallsLearnOfTheCalleesExit(t *testing.T) {
	for _, remote := range []bool{false, true} {
		s, a, b, logA, _ := pair(t, remote)
		// b takes the call, keeps it, and exits a little later.
		call := func(msg Message) do { return func(c *Context) { c.Call(b, msg, 0, 1) } }
		s.Send(a, call(do(func(c *Context) {
			c.SendAfter(time.Millisecond, c.Self(), do(func(c *Context) { c.Exit(errFault) }))
		})))
		s.Run(1e7, nil)
		assert.Equal(t, []any{errFault}, *logA)
	}
}

func TestMutualCallsEndInTheTimeout(t *testing.T) {
	s, a, b, logA, logB := pair(t, true)
	s.Send(a, do(func(c *Context) { c.Call(b, "hello", 0, 1) }))
	s.Send(b, do(func(c *Context) { c.Call(a, "hello", 0, 1) }))
	s.Run(Time(4*time.Second), nil)
	assert.Empty(t, *logA)
	s.Run(Time(6*time.Second), nil)
	assert.Equal(t, []any{ErrTimeout, "hello"}, *logA)
	assert.Equal(t, []any{ErrTimeout, "hello"}, *logB)
}

func TestBoundedMailboxes(t *testing.T) {
	for policy, want := range map[Overflow][]any{
		DropNewest: {1, 2},
		DropOldest: {4, 5},
		Refuse:     {1, 2},
	} {
		s := NewSystem(Config{})
		n := s.AddNode("a", 2)
		var log, senderLog []any
		k := NewKind(s, "small", Behaviour[int]{
			Handle: func(c *Context, _ *int, msg Message) {
				if msg != 0 {
					log = append(log, msg)
				}
				c.Spend(time.Millisecond)
			},
			Mailbox: 2, Overflow: policy,
		})
		pid := k.Spawn(n, 0)
		sender := scriptedKind(s).Spawn(n, scripted{&senderLog})
		s.Send(sender, do(func(c *Context) {
			for i := range 6 {
				c.Send(pid, i)
			}
		}))
		s.Run(1e7, nil)
		assert.Equal(t, want, log, "policy %d", policy)
		assert.EqualValues(t, 3, n.Stats().Overflow)
		if policy == Refuse {
			assert.Equal(t, []any{Refused{pid, 3}, Refused{pid, 4}, Refused{pid, 5}}, senderLog)
		}
	}
	t.Run("a call that is not taken fails at once", func(t *testing.T) {
		s := NewSystem(Config{})
		n := s.AddNode("a", 2)
		var log []any
		pid := NewKind(s, "small", Behaviour[int]{
			Handle:  func(c *Context, _ *int, msg Message) { c.Spend(time.Second) },
			Mailbox: 1,
		}).Spawn(n, 0)
		caller := scriptedKind(s).Spawn(n, scripted{&log})
		s.Send(pid, 1)
		s.Send(pid, 2)
		s.Send(caller, do(func(c *Context) { c.Call(pid, 3, 0, 0) }))
		s.Run(1e6, nil)
		assert.Equal(t, []any{ErrMailboxFull}, log)
	})
}

func TestNames(t *testing.T) {
	s, a, b, logA, logB := pair(t, false)
	n := s.nodes[0]
	address := n.Address("guild")
	s.Send(address, "too early")
	require.NoError(t, n.Register("guild", a))
	assert.ErrorIs(t, n.Register("guild", b), ErrNameTaken)
	assert.ErrorIs(t, n.Register("x", PID(12345)), ErrNoProcess)
	s.Run(1, nil)
	s.Send(address, "hello")
	s.Run(2, nil)
	s.Kill(a, nil)
	assert.Zero(t, n.Whereis("guild"), "an exit gives the name back")
	require.NoError(t, n.Register("guild", b))
	assert.Equal(t, b, n.Whereis("guild"))
	s.Send(address, "hello again")
	s.Run(3, nil)
	assert.Equal(t, []any{"too early", "hello"}, *logA, "resolved on arrival")
	assert.Equal(t, []any{"hello again"}, *logB)
	s.Send(0, "nobody")
	s.Run(4, nil)
	assert.EqualValues(t, 1, n.Stats().DeadLetters)
}
