package actor

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// service is a system in real time whose actors do what they are told.
type service struct {
	s     *System
	nodes []*Node
	kind  Kind[int]
	pids  []PID // one on each node
	mu    sync.Mutex
	exits map[PID]error
	r     *Running
}

// newService prepares a service of some nodes; it is started by start.
func newService(nodes int) *service {
	v := &service{s: NewSystem(Config{}), exits: make(map[PID]error)}
	v.kind = NewKind(v.s, "server", Behaviour[int]{
		Handle: func(c *Context, _ *int, msg Message) {
			if f, ok := msg.(do); ok {
				f(c)
				return
			}
			if caller, ok := c.Caller(); ok {
				c.Reply(caller, msg)
			}
		},
		Resume: func(c *Context, _ *int, r Reply) { r.Value.(do)(c) },
	})
	v.s.OnExit = func(e Exit) {
		v.mu.Lock()
		defer v.mu.Unlock()
		v.exits[e.PID] = e.Reason
	}
	for i := range nodes {
		n := v.s.AddNode(string(rune('a'+i)), 1)
		v.nodes = append(v.nodes, n)
		v.pids = append(v.pids, v.kind.Spawn(n, 0))
	}
	return v
}

func (v *service) start() *service {
	v.r = v.s.Start()
	return v
}

// answers fails the test unless an actor answers.
func (v *service) answers(t *testing.T, pid PID) {
	t.Helper()
	answer, err := v.r.Call(patience(t), pid, "hello")
	require.NoError(t, err)
	require.Equal(t, "hello", answer)
}

// exited is the reason for which an actor has exited; the actor is asked until it has.
func (v *service) exited(t *testing.T, pid PID) error {
	t.Helper()
	for {
		if _, err := v.r.Call(patience(t), pid, "hello"); err != nil {
			break
		}
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	reason, ok := v.exits[pid]
	require.True(t, ok)
	return reason
}

// stop stops in order, however long that takes, and closes the books.
func (v *service) stop(t *testing.T) Stopped {
	t.Helper()
	stopped := v.r.Stop(time.Minute)
	require.Empty(t, stopped.Stuck)
	account := v.s.Account()
	require.True(t, account.Closes(), "%+v", account)
	return stopped
}

// patience is how long a test waits for what should come at once.
func patience(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// A handler that does not return holds up nobody for longer than Stop was told to take.
func TestRealStopTellsWhatIsStuck(t *testing.T) {
	v := newService(2).start()
	begun, release := make(chan struct{}), make(chan struct{})
	v.r.Send(v.pids[1], do(func(c *Context) { close(begun); <-release }))
	<-begun
	waits := make(chan error, 2)
	go func() { waits <- v.r.Do(v.nodes[1], func() {}) }()
	go func() { _, err := v.r.Call(context.Background(), v.pids[1], "hello"); waits <- err }()
	stopped := v.r.Stop(200 * time.Millisecond)
	assert.Equal(t, Stopped{Stuck: []Stuck{{"b", v.pids[1]}}}, stopped)
	for range 2 {
		assert.ErrorIs(t, <-waits, ErrStopped)
	}
	assert.False(t, v.r.Send(v.pids[0], "hello"))
	assert.ErrorIs(t, v.r.Do(v.nodes[0], func() { t.Error("it is stopped") }), ErrStopped)
	assert.Equal(t, stopped, v.r.Stop(0), "and still is")
	close(release)
	assert.Equal(t, 2, v.stop(t).Killed, "when it was over")
	assert.Zero(t, v.nodes[0].Live()+v.nodes[1].Live())
}

// The same in everything else of the user's that Stop may have to wait for.
func TestRealStopDoesNotWaitForHooks(t *testing.T) {
	t.Run("a function given to Do", func(t *testing.T) {
		v := newService(1).start()
		begun, release, done := make(chan struct{}), make(chan struct{}), make(chan error)
		go func() { done <- v.r.Do(v.nodes[0], func() { close(begun); <-release }) }()
		<-begun
		assert.Equal(t, []Stuck{{"a", 0}}, v.r.Stop(time.Millisecond).Stuck)
		close(release)
		assert.NoError(t, <-done, "it was done")
		v.stop(t)
	})
	t.Run("a handler while the system is being stopped", func(t *testing.T) {
		v := newService(1)
		begun, release := make(chan struct{}), make(chan struct{})
		last := NewKind(v.s, "last", Behaviour[int]{Handle: func(c *Context, _ *int, msg Message) {
			c.TrapExit(true)
			if _, ok := msg.(ExitSignal); ok {
				close(begun)
				<-release
				c.Exit(nil)
			}
		}}).Spawn(v.nodes[0], 0)
		v.start()
		v.r.Send(last, "x")
		v.answers(t, v.pids[0])
		stopped := make(chan Stopped)
		go func() { stopped <- v.r.Stop(time.Minute) }()
		<-begun
		assert.Equal(t, []Stuck{{"a", last}}, v.r.Stop(0).Stuck, "who stops as well may be less patient")
		close(release)
		assert.Empty(t, (<-stopped).Stuck)
		v.stop(t)
	})
	t.Run("OnExit", func(t *testing.T) {
		v := newService(1)
		release := make(chan struct{})
		v.s.OnExit = func(Exit) { <-release }
		v.start()
		v.r.Send(v.pids[0], do(func(c *Context) { c.Exit(nil) }))
		assert.Equal(t, []Stuck{{"a", 0}}, v.r.Stop(time.Millisecond).Stuck)
		close(release)
		v.stop(t)
	})
}

// A panic of OnExit while the system is being stopped is one of Stop.
func TestRealStopPanicsWithOnExit(t *testing.T) {
	v := newService(1)
	v.s.OnExit = func(Exit) { panic("no") }
	v.start()
	assert.PanicsWithValue(t, "no", func() { v.r.Stop(time.Minute) })
}

// runtime.Goexit, which is what t.FailNow calls, ends an actor, and nothing else.
func TestRealGoexitEndsTheActorAlone(t *testing.T) {
	v := newService(2).start()
	for i, n := range v.nodes {
		other := v.pids[1-i]
		var victim, tied PID
		require.NoError(t, v.r.Do(n, func() { victim, tied = v.kind.Spawn(n, 0), v.kind.Spawn(n, 0) }))
		v.r.Send(tied, do(func(c *Context) { c.Link(victim); c.Send(other, "hello") }))
		v.answers(t, tied)
		_, err := v.r.Call(patience(t), victim, do(func(c *Context) {
			c.Send(other, "last words")
			runtime.Goexit()
		}))
		assert.ErrorIs(t, err, ErrGoexit)
		assert.ErrorIs(t, v.exited(t, victim), ErrGoexit)
		assert.ErrorIs(t, v.exited(t, tied), ErrGoexit, "as those who are linked to it")
		v.answers(t, v.pids[0])
		v.answers(t, v.pids[1])
	}
	v.stop(t)
	assert.EqualValues(t, 1, v.nodes[0].Stats().Crashes)
}

func TestRealGoexitInResume(t *testing.T) {
	v := newService(2).start()
	v.r.Send(v.pids[0], do(func(c *Context) {
		c.Call(v.pids[1], do(func(c *Context) {
			caller, _ := c.Caller()
			c.Reply(caller, do(func(*Context) { runtime.Goexit() }))
		}), time.Minute, 0)
	}))
	assert.ErrorIs(t, v.exited(t, v.pids[0]), ErrGoexit)
	v.answers(t, v.pids[1])
	v.stop(t)
}

// And in what Stop has handled.
func TestRealGoexitWhileStopping(t *testing.T) {
	v := newService(2)
	for _, pid := range v.pids {
		v.s.Send(pid, do(func(c *Context) { c.SendAfter(0, c.Self(), do(func(*Context) { runtime.Goexit() })) }))
	}
	onExit := v.s.OnExit
	v.s.OnExit = func(e Exit) { onExit(e); runtime.Goexit() }
	v.start()
	v.r.Stop(time.Minute)
	assert.Zero(t, v.nodes[0].Live()+v.nodes[1].Live())
	for _, pid := range v.pids {
		assert.ErrorIs(t, v.exits[pid], ErrGoexit)
	}
	assert.True(t, v.s.Account().Closes())
}

// In virtual time the goroutine is the caller's, and ends. The system is well.
func TestGoexitInVirtualTime(t *testing.T) {
	v := newService(1)
	other := v.kind.Spawn(v.nodes[0], 0)
	v.s.Send(v.pids[0], do(func(*Context) { runtime.Goexit() }))
	got := false
	v.s.Send(other, do(func(*Context) { got = true }))
	done, returned := make(chan struct{}), false
	go func() {
		defer close(done)
		v.s.Run(Time(time.Second), nil)
		returned = true
	}()
	<-done
	assert.False(t, returned)
	assert.ErrorIs(t, v.exits[v.pids[0]], ErrGoexit)
	v.s.Run(Time(time.Second), nil)
	assert.True(t, got)
	assert.True(t, v.s.Account().Closes())
}

// A function given to Do ends in its caller, in whatever way it ends.
func TestRealDoEndsAsItsFunctionDoes(t *testing.T) {
	v := newService(1).start()
	n := v.nodes[0]
	assert.PanicsWithValue(t, "boom", func() { _ = v.r.Do(n, func() { panic("boom") }) })
	v.answers(t, v.pids[0])
	assert.ErrorIs(t, v.r.Do(n, func() { runtime.Goexit() }), ErrGoexit)
	v.answers(t, v.pids[0])
	assert.NoError(t, v.r.Do(n, func() {}))
	v.stop(t)
}

// A child that fails as soon as it is started, under a supervisor that never has enough:
// its neighbours are served, and Stop comes to an end.
func TestRealRestartsForEver(t *testing.T) {
	v := newService(2)
	var starts atomic.Int64
	Supervisor{MaxRestarts: 1 << 30, Children: []ChildSpec{{ID: "mayfly", Start: func(c *Context) PID {
		starts.Add(1)
		pid := v.kind.Spawn(c.Node(), 0)
		c.Send(pid, do(func(*Context) { panic("at once") }))
		return pid
	}}}}.Spawn(v.nodes[0])
	v.start()
	for range 20 {
		v.answers(t, v.pids[0])
		v.answers(t, v.pids[1])
	}
	v.stop(t)
	assert.Zero(t, v.nodes[0].Live())
	assert.Positive(t, starts.Load())
}

// In virtual time a budget is looked at between two restarts.
func TestABudgetAmongRestarts(t *testing.T) {
	st := newStage()
	panics := 0
	mayfly := st.spawnKind(func(c *Context) { panics++; panic("at once") })
	Supervisor{MaxRestarts: 1 << 30, Children: []ChildSpec{{ID: "mayfly", Start: func(c *Context) PID {
		pid := mayfly.Spawn(c.Node(), 0)
		c.Send(pid, "live")
		return pid
	}}}}.Spawn(st.a)
	require.False(t, st.s.Run(Time(time.Second), func() bool { return panics >= 100 }))
	assert.Equal(t, 100, panics)
}

// The clock of a node stands still while a handler is at work. Timers and timeouts are
// counted from when they were set all the same.
func TestRealTimersAreNeverEarly(t *testing.T) {
	const work, delay = 60 * time.Millisecond, 40 * time.Millisecond
	v := newService(2)
	timer := make(chan time.Duration, 1)
	outcome := make(chan error, 1)
	took := make(chan time.Duration, 1)
	var set time.Time
	caller := NewKind(v.s, "caller", Behaviour[int]{
		Handle: func(c *Context, _ *int, msg Message) {
			time.Sleep(work)
			set = time.Now()
			c.Call(msg.(PID), do(func(*Context) {}), delay, 0)
		},
		Resume: func(c *Context, _ *int, r Reply) { took <- time.Since(set); outcome <- r.Err },
	}).Spawn(v.nodes[0], 0)
	v.start()
	for _, to := range v.pids { // on the same node, and on another
		v.r.Send(v.pids[0], do(func(c *Context) {
			time.Sleep(work)
			set := time.Now()
			c.SendAfter(delay, to, do(func(*Context) { timer <- time.Since(set) }))
		}))
		assert.GreaterOrEqual(t, <-timer, delay)
		v.r.Send(caller, to)
		assert.GreaterOrEqual(t, <-took, delay)
		assert.ErrorIs(t, <-outcome, ErrTimeout)
	}
	v.stop(t)
}

// A call whose Caller was handed on and answered by a deputy is off the books of the one
// who was called, as it is if an actor calls.
func TestRealDeputiesFreeTheBooks(t *testing.T) {
	v := newService(2)
	require.NoError(t, v.nodes[0].Register("desk", v.pids[0]))
	neighbour := v.kind.Spawn(v.nodes[0], 0)
	v.start()
	for _, deputy := range []PID{v.pids[1], neighbour} {
		for _, desk := range []PID{v.pids[0], v.nodes[0].Address("desk")} {
			for range 100 {
				answer, err := v.r.Call(patience(t), desk, do(func(c *Context) {
					caller, _ := c.Caller()
					c.Send(deputy, do(func(c *Context) { c.Reply(caller, "from the deputy") }))
				}))
				require.NoError(t, err)
				require.Equal(t, "from the deputy", answer)
			}
		}
	}
	owes := -1
	for ctx := patience(t); owes != 0 && ctx.Err() == nil; { // the news of the last answer may be on its way
		require.NoError(t, v.r.Do(v.nodes[0], func() { info, _ := v.s.Info(v.pids[0]); owes = info.Owes }))
	}
	assert.Zero(t, owes)
	v.stop(t)
}

// A call that is given up before it begins is not made.
func TestRealCallWithAContextThatIsOver(t *testing.T) {
	v := newService(1).start()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := v.r.Call(ctx, v.pids[0], "hello")
	assert.ErrorIs(t, err, context.Canceled)
	v.stop(t)
	assert.Zero(t, v.nodes[0].Stats().Handled)
	_, err = v.r.Call(ctx, v.pids[0], "hello")
	assert.ErrorIs(t, err, context.Canceled)
	assert.Zero(t, v.s.Refused())
}

// The first supervisors of a system may be spawned side by side: nothing is registered
// then. What would have to be known to all nodes cannot be changed any more.
func TestRealNothingIsRegisteredWhileItRuns(t *testing.T) {
	v := newService(2)
	recorders := recorderKind(v.s)
	v.start()
	var wg sync.WaitGroup
	for _, n := range v.nodes {
		wg.Add(1)
		go func() {
			defer wg.Done()
			started := make(chan struct{})
			assert.NoError(t, v.r.Do(n, func() {
				Supervisor{Children: []ChildSpec{{ID: "x", Start: func(c *Context) PID {
					close(started)
					return recorders.Spawn(c.Node(), recorder{log: new([]string)})
				}}}}.Spawn(n)
			}))
			<-started
		}()
	}
	wg.Wait()
	for want, use := range map[string]func(){
		"actor: NewKind while the system runs in real time": func() { recorderKind(v.s) },
		"actor: AddNode while the system runs in real time": func() { v.s.AddNode("x", 1) },
		"actor: Link while the system runs in real time":    func() { v.s.Link(v.nodes[0], v.nodes[1], Link{}) },
		"actor: Resize while the system runs in real time":  func() { v.nodes[0].Resize(2) },
		"actor: Stop while the system runs in real time":    func() { v.s.Stop(0) },
	} {
		assert.PanicsWithValue(t, want, use)
	}
	v.answers(t, v.pids[0])
	v.stop(t)
}

// Work that is under way when a system is started goes on in real time from there: who
// has got a fan-out's message gets it once.
func TestRealStartInTheMiddleOfAFanOut(t *testing.T) {
	const members = 1000
	v := newService(2)
	var got [members]int
	member := NewKind(v.s, "member", Behaviour[int]{Handle: func(c *Context, i *int, _ Message) { got[*i]++ }})
	var pids []PID
	for i := range members {
		pids = append(pids, member.Spawn(v.nodes[i%2], i))
	}
	all := NewGroup(pids)
	one, two := v.kind.Spawn(v.nodes[0], 0), v.kind.Spawn(v.nodes[0], 0)
	v.s.Send(one, do(func(c *Context) { c.SendAll(all, "x", int64(10*time.Microsecond)*1000) })) // 10 ms in all
	v.s.Send(two, do(func(c *Context) { c.SendAll(NewGroup(pids[:2]), "x", int64(10*time.Minute)*1000) }))
	v.s.Run(Time(5*time.Millisecond), nil)
	v.start()
	v.r.Send(two, do(func(c *Context) {})) // after twenty minutes
	v.r.Send(v.pids[0], do(func(c *Context) { c.SendExit(two, ErrKilled) }))
	assert.ErrorIs(t, v.exited(t, two), ErrKilled)
	v.r.Send(one, do(func(c *Context) { c.Exit(nil) })) // after its fan-out
	assert.NoError(t, v.exited(t, one))
	assert.True(t, v.stop(t).Drained)
	for i, n := range got {
		if i < 1 {
			n-- // by both
		}
		require.Equal(t, 1, n, "member %d", i)
	}
}

// An answer to a caller outside who does not wait any more is counted, like any other.
func TestRealLateAnswersAreCounted(t *testing.T) {
	v := newService(1).start()
	ctx, cancel := context.WithCancel(context.Background())
	callers := make(chan Caller)
	go func() { caller := <-callers; cancel(); callers <- caller }()
	_, err := v.r.Call(ctx, v.pids[0], do(func(c *Context) { caller, _ := c.Caller(); callers <- caller }))
	assert.ErrorIs(t, err, context.Canceled)
	caller := <-callers
	v.r.Send(v.pids[0], do(func(c *Context) { c.Reply(caller, "too late") }))
	v.stop(t)
	assert.EqualValues(t, 1, v.nodes[0].Stats().LateReplies)
	assert.Zero(t, v.s.Refused(), "that it waits no longer is no message")
}
