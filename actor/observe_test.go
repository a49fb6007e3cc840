package actor

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestInfoTellsWhatAnActorIsTiedTo(t *testing.T) {
	st := newStage()
	peer := st.kind.Spawn(st.b, st)
	require.NoError(t, st.a.Register("one", st.me))
	require.NoError(t, st.a.Register("two", st.me))
	require.NoError(t, st.a.Register("one", st.me), "once more")
	st.play(func(c *Context) {
		c.TrapExit(true)
		c.Link(peer)
		c.Monitor(peer)
		c.Monitor(st.b.Address("one"))
		c.Send(peer, do(func(c *Context) { c.Monitor(st.me) }))
	})
	info, ok := st.s.Info(st.me)
	require.True(t, ok)
	assert.Equal(t, []string{"one", "two"}, info.Names)
	assert.Equal(t, []PID{peer}, info.Links)
	assert.Equal(t, []PID{peer}, info.Watches, "the monitor of nobody is over")
	assert.Equal(t, []PID{peer}, info.WatchedBy)
	assert.True(t, info.Traps)
	assert.Equal(t, "scripted", info.Kind)
	there, _ := st.s.Info(peer)
	assert.Equal(t, [][]PID{{st.me}, {st.me}, {st.me}}, [][]PID{there.Links, there.Watches, there.WatchedBy})

	st.s.Kill(peer, nil)
	st.play(func(c *Context) {})
	info, _ = st.s.Info(st.me)
	assert.Empty(t, slices.Concat(info.Links, info.Watches, info.WatchedBy))
}

func TestInfoTellsWhatAnActorIsAt(t *testing.T) {
	s := NewSystem(Config{})
	n := s.AddNode("a", 2)
	k := NewKind(s, "x", Behaviour[int]{
		Handle: func(c *Context, _ *int, msg Message) {
			if to, ok := msg.(PID); ok {
				c.Call(to, "please", time.Second, 0)
				return
			}
			c.Spend(5 * time.Millisecond)
		},
		Resume: func(c *Context, _ *int, r Reply) { c.Spend(3 * time.Millisecond) },
	})
	worker, caller := k.Spawn(n, 0), k.Spawn(n, 0)
	s.Send(worker, "dig")
	s.Send(worker, "more")
	s.Run(Time(1500*time.Microsecond), nil)
	info, _ := s.Info(worker)
	assert.Equal(t, Info{Kind: "x", Mailbox: 1, Handled: 1, Spent: 2 * time.Millisecond, BusyUntil: Time(2 * time.Millisecond),
		Working: true, Work: "dig", Left: 3 * time.Millisecond}, info)
	s.Send(caller, worker)
	s.Run(Time(2*time.Millisecond), nil)
	info, _ = s.Info(caller)
	assert.Equal(t, Info{Kind: "x", Handled: 1, BusyUntil: Time(1500 * time.Microsecond),
		Suspended: true, Callee: worker, Deadline: Time(1500*time.Microsecond + time.Second)}, info)
	s.Run(Time(100*time.Millisecond), nil)
	info, _ = s.Info(worker)
	assert.Equal(t, 1, info.Owes, "it took the call and did not answer")
	s.Run(Time(1002*time.Millisecond), nil)
	info, _ = s.Info(caller)
	assert.True(t, info.Working)
	assert.Nil(t, info.Work, "it goes on with what the end of its call began")

	fan := NewKind(s, "fan", Behaviour[int]{Handle: func(c *Context, _ *int, msg Message) { c.SendAll(NewGroup([]PID{worker}), msg, 0) }})
	s.Send(fan.Spawn(n, 0), "to all")
	s.Run(Time(1003*time.Millisecond), nil)
	info, _ = s.Info(worker)
	assert.Equal(t, "to all", info.Work, "also if it came by a fan-out")
}

func TestActorsAreTheLiveOnes(t *testing.T) {
	s := NewSystem(Config{})
	n := s.AddNode("a", 1)
	k := recorderKind(s)
	var want []PID
	for range 3 {
		want = append(want, k.Spawn(n, recorder{log: new([]string)}))
	}
	s.Kill(want[1], nil)
	assert.Equal(t, []PID{want[0], want[2]}, slices.Collect(n.Actors()))
	for pid := range n.Actors() {
		assert.Equal(t, want[0], pid)
		break
	}
	again := k.Spawn(n, recorder{log: new([]string)})
	assert.Equal(t, []PID{want[0], again, want[2]}, slices.Collect(n.Actors()))
	for pid := range n.Actors() {
		s.Kill(pid, nil)
	}
	assert.Empty(t, slices.Collect(n.Actors()))
	assert.Zero(t, n.Live())
}

// Two cores, three workers of 10 ms: busy for 30 of the first 2 × 20 ms; in a window in
// the middle of a slice, to the nanosecond; and across a change of the cores.
func TestNodeInfo(t *testing.T) {
	s := NewSystem(Config{})
	n := s.AddNode("a", 2)
	var log []string
	k := recorderKind(s)
	for range 3 {
		s.Send(k.Spawn(n, recorder{spend: 10 * time.Millisecond, log: &log}), "x")
	}
	run := func(d time.Duration) NodeInfo {
		s.Run(s.Now()+Time(d), nil)
		return n.Info()
	}
	began := n.Info()
	assert.Equal(t, 3, began.Ready)
	early := run(2500 * time.Microsecond)
	assert.Equal(t, 5*time.Millisecond, early.Busy)
	assert.Equal(t, 1_000_000, early.Utilisation(began))
	assert.Equal(t, 1, early.Ready, "two work, one waits for a core")
	assert.Equal(t, 3, early.Live)
	assert.Equal(t, "a", early.Name)
	assert.Positive(t, early.Memory)

	late := run(17500 * time.Microsecond)
	assert.Equal(t, 750_000, late.Utilisation(NodeInfo{}))
	assert.Equal(t, 714_285, late.Utilisation(early), "25 ms of 35")
	assert.Zero(t, late.Ready)
	assert.EqualValues(t, 3, late.Handled)

	n.Resize(6)
	idle := run(10 * time.Millisecond)
	assert.Zero(t, idle.Utilisation(late))
	assert.Equal(t, 100*time.Millisecond, idle.Offered)
	assert.Zero(t, idle.Utilisation(idle))

	s.Send(k.Spawn(n, recorder{spend: 3 * 365 * 24 * time.Hour, log: &log}), "for years")
	hour := run(time.Hour)
	assert.InDelta(t, 166_666, hour.Utilisation(idle), 1, "one core of six")
}

func TestRealTimeInspection(t *testing.T) {
	st := newStage()
	r := st.s.Start()
	r.Send(st.me, do(func(c *Context) { c.Spend(time.Second) }))
	var info NodeInfo
	var pids []PID
	require.Eventually(t, func() bool {
		require.NoError(t, r.Do(st.a, func() { info, pids = st.a.Info(), slices.Collect(st.a.Actors()) }))
		return info.Handled == 1
	}, 10*time.Second, time.Millisecond)
	assert.Equal(t, []PID{st.me}, pids)
	assert.Equal(t, time.Second, info.Busy)
	assert.Positive(t, info.Offered)
	r.Stop(time.Second)
}

func BenchmarkInfo(b *testing.B) {
	s := NewSystem(Config{})
	n := s.AddNode("a", 1)
	k := recorderKind(s)
	for range 100_000 {
		k.Spawn(n, recorder{})
	}
	b.ReportAllocs()
	for range b.N {
		for pid := range n.Actors() {
			if info, _ := s.Info(pid); info.Mailbox > 0 {
				b.Fatal(info)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/100_000, "ns/actor")
}

// An account belongs to the actor, also in a checkpoint and in a place that is used again; a
// kind without accounts has none.
func TestAccountsOfActors(t *testing.T) {
	for _, uncounted := range []bool{false, true} {
		s := NewSystem(Config{})
		n := s.AddNode("a", 1)
		k := NewKind(s, "worker", Behaviour[struct{}]{Uncounted: uncounted, Handle: func(c *Context, _ *struct{}, _ Message) { c.Spend(time.Millisecond) }})
		pid := k.Spawn(n, struct{}{})
		want := func(messages int) {
			t.Helper()
			info, ok := s.Info(pid)
			assert.True(t, ok)
			if uncounted {
				messages = 0
			}
			assert.Equal(t, []any{messages, time.Duration(messages) * time.Millisecond}, []any{info.Handled, info.Spent})
		}
		send := func(messages int) {
			for range messages {
				s.Send(pid, "m")
			}
			s.Run(s.Now()+Time(time.Second), nil)
		}
		send(3)
		want(3)
		then, err := s.Checkpoint()
		require.NoError(t, err)
		send(2)
		want(5)
		require.NoError(t, s.Restore(then))
		want(3)
		s.Kill(pid, nil)
		pid = k.Spawn(n, struct{}{})
		want(0)
	}
}
