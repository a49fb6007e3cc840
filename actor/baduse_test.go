package actor

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// stage is where bad use is tried: two nodes and an actor on the first that does what
// it is told and writes down everything that comes of it.
type stage struct {
	s    *System
	a, b *Node
	me   PID
	kind Kind[*stage]
	log  []string
}

func newStage() *stage {
	st := &stage{s: NewSystem(Config{})}
	st.a, st.b = st.s.AddNode("a", 2), st.s.AddNode("b", 2)
	st.s.AddNode("empty", 1)
	st.kind = NewKind(st.s, "scripted", Behaviour[*stage]{
		Handle: func(c *Context, st **stage, msg Message) {
			switch m := msg.(type) {
			case do:
				m(c)
			case ExitSignal:
				(*st).write("exit signal: %v", m.Reason)
			case Down:
				(*st).write("down: %v", m.Reason)
			default:
				(*st).write("got %v", m)
			}
		},
		Resume: func(c *Context, st **stage, r Reply) { (*st).write("answer: %v, %v", r.Value, r.Err) },
	})
	st.me = st.kind.Spawn(st.a, st)
	st.s.OnExit = func(e Exit) {
		if e.PID == st.me {
			st.write("I exit: %v", e.Reason)
		}
	}
	return st
}

func (st *stage) write(format string, args ...any) {
	st.log = append(st.log, fmt.Sprintf(format, args...))
}

// play lets the actor do something and the system run for ten seconds.
func (st *stage) play(f do) {
	st.s.Send(st.me, f)
	st.s.Run(st.s.Now()+Time(10*time.Second), nil)
}

// nobodies are PIDs that no live actor has: any 64-bit value may turn up.
func (st *stage) nobodies() map[string]PID {
	dead, far := st.kind.Spawn(st.a, nil), st.kind.Spawn(st.b, nil)
	st.s.Kill(dead, nil)
	st.s.Kill(far, nil)
	return map[string]PID{
		"the zero PID":         0,
		"a dead actor":         dead,
		"a dead remote actor":  far,
		"a later generation":   dead + 7,
		"a slot never used":    makePID(0, 12345, 1),
		"the last slot":        makePID(1, maxSlots-1, 1),
		"a node of nobody":     makePID(2, 0, 1),
		"a node there is not":  makePID(77, 0, 1),
		"the node of outside":  makePID(outside, 0, 1),
		"all ones":             math.MaxUint64,
		"a name that is free":  st.b.Address("free"),
		"an address made up":   makePID(1, 4711, 0),
		"an address elsewhere": makePID(99, 1, 0),
	}
}

// Whatever is done to a PID that names nobody, on any node or none, ends as if the
// actor had just exited.
func TestNobody(t *testing.T) {
	for _, tc := range []struct {
		use     string
		do      func(c *Context, st *stage, nobody PID)
		want    []string
		letters int64 // dead letters
	}{
		{"a message is a dead letter",
			func(c *Context, st *stage, nobody PID) { c.Send(nobody, "x") }, nil, 1},
		{"so is one with a delay",
			func(c *Context, st *stage, nobody PID) { c.SendAfter(time.Second, nobody, "x") }, nil, 1},
		{"a call is answered with ErrNoProcess",
			func(c *Context, st *stage, nobody PID) { c.Call(nobody, "x", time.Second, 1) },
			[]string{"answer: <nil>, actor: no process"}, 1},
		{"a link brings an exit signal, which ends who does not trap it",
			func(c *Context, st *stage, nobody PID) { c.Link(nobody) },
			[]string{"I exit: actor: no process"}, 0},
		{"a link brings an exit signal to who traps",
			func(c *Context, st *stage, nobody PID) { c.TrapExit(true); c.Link(nobody) },
			[]string{"exit signal: actor: no process"}, 0},
		{"an end of a link that never was has no effect",
			func(c *Context, st *stage, nobody PID) { c.Unlink(nobody) }, nil, 0},
		{"a monitor ends at once",
			func(c *Context, st *stage, nobody PID) { c.Monitor(nobody) },
			[]string{"down: actor: no process"}, 0},
		{"a monitor that is given up says nothing",
			func(c *Context, st *stage, nobody PID) { c.Demonitor(nobody, c.Monitor(nobody)) }, nil, 0},
		{"an end of a monitor that never was has no effect",
			func(c *Context, st *stage, nobody PID) { c.Demonitor(nobody, 4711) }, nil, 0},
		{"an exit signal has no effect",
			func(c *Context, st *stage, nobody PID) { c.SendExit(nobody, errFault) }, nil, 0},
		{"an answer to it is dropped",
			func(c *Context, st *stage, nobody PID) { c.Reply(Caller{nobody, 1}, "x") }, nil, 0},
		{"its place in a group is a dead letter, and the others get the message",
			func(c *Context, st *stage, nobody PID) {
				c.SendAll(NewGroup([]PID{nobody, st.me, nobody}), "x", 1000)
			}, []string{"got x"}, 2},
		{"nor does it take a name",
			func(c *Context, st *stage, nobody PID) {
				st.write("free: %v", errors.Is(st.a.Register("n", nobody), ErrNoProcess))
			}, []string{"free: true"}, 0},
	} {
		for name, nobody := range newStage().nobodies() {
			t.Run(tc.use+"/"+name, func(t *testing.T) {
				st := newStage()
				st.nobodies()
				st.play(func(c *Context) { tc.do(c, st, nobody) })
				assert.Equal(t, tc.want, st.log)
				account := st.s.Account()
				assert.Equal(t, tc.letters, account.DeadLetters)
				assert.True(t, account.Closes(), "%+v", account)
				assert.Zero(t, account.InFlight)
			})
		}
	}
	st := newStage()
	for name, nobody := range st.nobodies() {
		_, ok := st.s.Info(nobody)
		assert.False(t, ok, name)
		assert.False(t, st.s.Kill(nobody, nil), name)
		assert.Nil(t, st.kind.State(nobody), name)
		st.s.Mailbox(nobody, func(Message) bool { return assert.Fail(t, "no mailbox", name) })
		st.s.Send(nobody, "x")
	}
	st.s.Run(Time(time.Second), nil)
	account := st.s.Account()
	assert.EqualValues(t, 9, account.DeadLetters, "of nodes that there are")
	assert.EqualValues(t, 4, st.s.Refused(), "of nodes that there are not")
}

const noReply = "answer: <nil>, actor: call timed out"

// badUses are bad uses by a handler, and what becomes of them.
var badUses = []struct {
	use  string
	do   func(c *Context, st *stage)
	want []string
	late int64 // answers that nobody waited for
}{
	{"the second of two answers is dropped",
		func(c *Context, st *stage) {
			c.Call(st.spawn(st.b, func(c *Context) {
				caller, _ := c.Caller()
				c.Reply(caller, 1)
				c.Reply(caller, 2)
			}), "x", time.Second, 0)
		}, []string{"answer: 1, <nil>"}, 1},
	{"an answer after the timeout is dropped",
		func(c *Context, st *stage) {
			c.Call(st.spawn(st.b, func(c *Context) {
				caller, _ := c.Caller()
				c.Spend(2 * time.Second)
				c.Reply(caller, "late")
			}), "x", time.Second, 0)
		}, []string{noReply}, 1},
	{"an answer to another call than the one that is waited for is dropped",
		func(c *Context, st *stage) {
			c.Call(st.me, "x", time.Second, 0)
			c.Reply(Caller{st.me, 4711}, "stale")
		}, []string{noReply, "got x"}, 1},
	{"an answer to no call is not even sent",
		func(c *Context, st *stage) {
			caller, ok := c.Caller()
			st.write("call: %v", ok)
			c.Reply(caller, "x")
		}, []string{"call: false"}, 0},
	{"an answer may come from anyone to whom the Caller was given",
		func(c *Context, st *stage) {
			deputy := st.kind.Spawn(st.a, st)
			c.Call(st.spawn(st.b, func(c *Context) {
				caller, _ := c.Caller()
				c.Send(deputy, do(func(c *Context) { c.Reply(caller, "from the deputy") }))
			}), "x", time.Second, 0)
		}, []string{"answer: from the deputy, <nil>"}, 0},
	{"a call of oneself times out: an actor waits while it calls",
		func(c *Context, st *stage) { c.Call(c.Self(), "x", time.Second, 0) },
		[]string{noReply, "got x"}, 0},
	{"a second call in one handler is a panic",
		func(c *Context, st *stage) { c.Call(0, "x", 0, 0); c.Call(0, "x", 0, 0) },
		[]string{"I exit: actor: handler panicked: actor: second Call in one handler"}, 1},
	{"a call that waits for ever does not give up at once",
		func(c *Context, st *stage) {
			c.Call(st.spawn(st.b, func(c *Context) {
				caller, _ := c.Caller()
				c.Spend(time.Second)
				c.Reply(caller, "at last")
			}), "x", math.MaxInt64, 0)
		}, []string{"answer: at last, <nil>"}, 0},
	{"a negative timeout is the default",
		func(c *Context, st *stage) {
			c.Call(st.spawn(st.b, func(c *Context) {
				caller, _ := c.Caller()
				c.Spend(4 * time.Second)
				c.Reply(caller, "in time")
			}), "x", -1, 0)
		}, []string{"answer: in time, <nil>"}, 0},
	{"a negative delay is none",
		func(c *Context, st *stage) {
			c.SendAfter(-time.Hour, c.Self(), "first")
			c.Send(c.Self(), "second")
		}, []string{"got first", "got second"}, 0},
	{"a timer for the end of time does not go off now",
		func(c *Context, st *stage) { c.SendAfter(math.MaxInt64, c.Self(), "x") }, nil, 0},
	{"negative work is a panic",
		func(c *Context, st *stage) { c.Spend(-1) },
		[]string{"I exit: actor: handler panicked: actor: Spend of -1ns after 0s: expected at least 0, and a sum that fits"}, 0},
	{"so is more work than time can tell",
		func(c *Context, st *stage) { c.Spend(math.MaxInt64); c.Spend(1) }, nil, 0},
	{"a fan-out at a negative cost is a panic",
		func(c *Context, st *stage) { c.SendAll(NewGroup([]PID{st.me}), "x", -1) },
		[]string{"I exit: actor: handler panicked: actor: SendAll at -1 ps for each of 1: expected 0 to 4611686018427387"}, 0},
	{"so is one that takes longer than time can tell",
		func(c *Context, st *stage) { c.SendAll(NewGroup(make([]PID, 1000)), "x", math.MaxInt64) },
		[]string{"I exit: actor: handler panicked: actor: SendAll at 9223372036854775807 ps for each of 1000: expected 0 to 4611686018427"}, 0},
	{"a fan-out to nobody at all is none",
		func(c *Context, st *stage) { c.SendAll(NewGroup(nil), "x", 1000) }, nil, 0},
	{"a link to oneself is none",
		func(c *Context, st *stage) { c.Link(c.Self()); c.Exit(errFault) },
		[]string{"I exit: fault"}, 0},
	{"a kind of another system is a panic",
		func(c *Context, st *stage) { newStage().kind.Spawn(st.a, nil) },
		[]string{"I exit: actor: handler panicked: actor: spawn on node a: the kind belongs to another system"}, 0},
	{"a PID of another system names the actor with that number here",
		func(c *Context, st *stage) { c.Send(newStage().me, "x") }, []string{"got x"}, 0},
}

// Every other bad use, and what comes of it.
func TestBadUse(t *testing.T) {
	for _, tc := range badUses {
		t.Run(tc.use, func(t *testing.T) {
			st := newStage()
			st.play(func(c *Context) { tc.do(c, st) })
			assert.Equal(t, tc.want, st.log)
			assert.Equal(t, tc.late, st.a.Stats().LateReplies)
			assert.True(t, st.s.Account().Closes())
		})
	}
}

// spawn starts an actor that does f with whatever it gets.
func (st *stage) spawn(n *Node, f do) PID {
	return NewKind(st.s, "other", Behaviour[int]{Handle: func(c *Context, _ *int, _ Message) { f(c) }}).Spawn(n, 0)
}

func TestAContextAfterItsHandlerPanics(t *testing.T) {
	st := newStage()
	var kept *Context
	st.play(func(c *Context) { kept = c })
	const want = "actor: Context used after its handler"
	for name, use := range map[string]func(){
		"Send":      func() { kept.Send(st.me, "x") },
		"SendAfter": func() { kept.SendAfter(1, st.me, "x") },
		"SendAll":   func() { kept.SendAll(NewGroup([]PID{st.me}), "x", 0) },
		"Call":      func() { kept.Call(st.me, "x", 0, 0) },
		"Reply":     func() { kept.Reply(Caller{st.me, 1}, "x") },
		"Link":      func() { kept.Link(makePID(1, 0, 1)) },
		"Unlink":    func() { kept.Unlink(st.me) },
		"Monitor":   func() { kept.Monitor(st.me) },
		"Demonitor": func() { kept.Demonitor(st.me, 1) },
		"SendExit":  func() { kept.SendExit(st.me, nil) },
		"TrapExit":  func() { kept.TrapExit(true) },
		"long work": func() { kept.Spend(time.Hour) },
	} {
		assert.PanicsWithValue(t, want, use, name)
	}
	before := st.s.Account()
	st.play(func(c *Context) { c.Send(st.me, "still well") })
	assert.Equal(t, []string{"got still well"}, st.log)
	assert.Equal(t, before.Sent+2, st.s.Account().Sent)
}

// What a handler sent before it panicked is sent, however long it had worked, and a
// fan-out of it leaves nothing behind.
func TestAPanicAfterLongWork(t *testing.T) {
	st := newStage()
	g := NewGroup([]PID{st.kind.Spawn(st.b, st), st.kind.Spawn(st.b, st), st.kind.Spawn(st.b, st)})
	st.play(func(c *Context) {
		c.SendAll(g, "fan-out", int64(time.Second)*1000)
		c.Send(st.kind.Spawn(st.a, st), "last words")
		panic("boom")
	})
	assert.Equal(t, []string{"got fan-out", "got fan-out", "got fan-out", "I exit: actor: handler panicked: boom", "got last words"}, st.log)
	assert.Equal(t, 3*time.Second, st.a.Stats().Spent)
	assert.True(t, st.s.Idle())
}

// A system that is stopped takes nothing more, and says so.
func TestUseAfterStop(t *testing.T) {
	st := newStage()
	assert.Equal(t, Stopped{Drained: true}, st.s.Stop(time.Second))
	assert.Zero(t, st.kind.Spawn(st.a, st))
	assert.Zero(t, Supervisor{}.Spawn(st.a))
	st.s.Send(st.me, "x")
	assert.EqualValues(t, 2, st.a.Stats().Refused)
	assert.EqualValues(t, 1, st.s.Refused())
	assert.Equal(t, Stopped{Drained: true}, st.s.Stop(-time.Hour), "once more")

	st = newStage()
	st.s.Send(st.me, do(func(c *Context) { c.TrapExit(true) }))
	st.s.Run(1, nil)
	assert.Equal(t, Stopped{Drained: true, Killed: 1}, st.s.Stop(math.MaxInt64), "a patience without end has one")
}

func TestBadConfigurations(t *testing.T) {
	st := newStage()
	for want, use := range map[string]func(){
		"actor: latency 1µs is below the least, 10µs":                                    func() { NewSystem(Config{Latency: time.Microsecond}) },
		"actor: negative slice":                                                          func() { NewSystem(Config{Slice: -1}) },
		"actor: node x with 0 cores":                                                     func() { st.s.AddNode("x", 0) },
		"actor: node a with -1 cores":                                                    func() { st.a.Resize(-1) },
		"actor: kind x has no Handle":                                                    func() { NewKind(st.s, "x", Behaviour[int]{}) },
		"actor: a link from a node to itself":                                            func() { st.s.Link(st.a, st.a, Link{}) },
		"actor: a link from a to b, which are not both nodes of this system":             func() { st.s.Link(st.a, newStage().b, Link{}) },
		"actor: jitter -1ns and loss 0; expected at least 0, and at most 1,000,000 lost": func() { st.s.Link(st.a, st.b, Link{Jitter: -1}) },
		"actor: a supervisor with MaxRestarts 3 within -1ns: expected a time above 0":    func() { Supervisor{Within: -1}.Spawn(st.a) },
		`actor: child "x" has no Start`:                                                  func() { Supervisor{Children: []ChildSpec{{ID: "x"}}}.Spawn(st.a) },
	} {
		assert.Equal(t, want, func() (said string) {
			defer func() { said = fmt.Sprint(recover()) }()
			use()
			return
		}())
	}
	st.play(func(c *Context) { c.Send(st.me, "still well") })
	assert.Equal(t, []string{"got still well"}, st.log)
}

// A supervisor without a limit, whose child exits as soon as it is started, does not
// stop the clock for the others.
func TestASupervisorThatRestartsForEver(t *testing.T) {
	st := newStage()
	starts := 0
	mayfly := st.spawnKind(func(c *Context) { c.Exit(errFault) })
	sup := Supervisor{MaxRestarts: math.MaxInt, Within: math.MaxInt64, Children: []ChildSpec{{ID: "mayfly", Start: func(c *Context) PID {
		starts++
		pid := mayfly.Spawn(c.Node(), 0)
		c.Send(pid, "live")
		return pid
	}}}}.Spawn(st.a)
	st.s.SendAt(Time(2*time.Millisecond), st.me, "others go on")
	st.s.Run(Time(3*time.Millisecond), nil)
	assert.Equal(t, []string{"got others go on"}, st.log)
	assert.Positive(t, starts)
	_, alive := st.s.Info(sup)
	assert.True(t, alive)
}

func (st *stage) spawnKind(f do) Kind[int] {
	return NewKind(st.s, "other", Behaviour[int]{Handle: func(c *Context, _ *int, _ Message) { f(c) }})
}

// A child that its Start does not start, or starts dead.
func TestChildrenThatAreNone(t *testing.T) {
	for name, nobody := range newStage().nobodies() {
		st := newStage()
		st.nobodies()
		starts := 0
		var reason error
		st.s.OnExit = func(e Exit) { reason = e.Reason }
		sup := Supervisor{Children: []ChildSpec{{ID: "x", Start: func(c *Context) PID { starts++; return nobody }}}}.Spawn(st.a)
		st.s.Run(Time(time.Second), nil)
		_, alive := st.s.Info(sup)
		if nobody == 0 {
			assert.True(t, alive, "it goes on without a child that is not started")
			assert.Equal(t, 1, starts)
			continue
		}
		assert.False(t, alive, name)
		assert.Equal(t, 4, starts, "a start and three restarts: %s", name)
		assert.Equal(t, ErrRestartIntensity, reason, name)
	}
}

// A million timers for one instant go off at it, in the order in which they were set,
// and their memory is given back, also while another timer is still set.
func TestAMillionTimersAtOneInstant(t *testing.T) {
	const timers = 1_000_000
	s := NewSystem(Config{})
	n := s.AddNode("a", 1)
	next, wrong := 0, 0
	var last Time
	pid := NewKind(s, "timed", Behaviour[int]{
		Handle: func(c *Context, _ *int, msg Message) {
			if f, ok := msg.(do); ok {
				f(c)
				return
			}
			if msg.(int) != next {
				wrong++
			}
			next, last = next+1, c.Now()
		},
	}).Spawn(n, 0)
	s.Send(pid, do(func(c *Context) {
		c.SendAfter(time.Hour, pid, timers)
		for i := range timers {
			c.SendAfter(time.Second, pid, i)
		}
	}))
	s.Run(1, nil)
	require.Greater(t, cap(n.schedule.events.heap), timers)
	s.Run(Time(time.Minute), nil)
	assert.Equal(t, timers, next)
	assert.Zero(t, wrong)
	const charged = (timers / freeMessages) * time.Millisecond // for so much work at one instant
	assert.Equal(t, Time(time.Second+charged), last)
	assert.LessOrEqual(t, cap(n.schedule.events.heap), eventReserve)
	s.Run(Time(2*time.Hour), nil)
	assert.Equal(t, timers+1, next)
}

// Actors that fan out to each other without spending time do not stop the clock.
func TestFanOutsInACircle(t *testing.T) {
	st := newStage()
	var circle *Group
	k := st.spawnKind(func(c *Context) { c.SendAll(circle, "round", 0) })
	one, two := k.Spawn(st.a, 0), k.Spawn(st.a, 0)
	circle = NewGroup([]PID{one})
	for _, pid := range []PID{one, two} {
		st.s.Send(pid, "go")
	}
	st.s.SendAt(Time(time.Millisecond), st.me, "others go on")
	st.s.Run(Time(2*time.Millisecond), nil)
	assert.Equal(t, []string{"got others go on"}, st.log)
}

// Messages stay in order when a link that they are on becomes faster.
func TestAFasterLinkIsNoOvertakingLane(t *testing.T) {
	st := newStage()
	st.s.Link(st.a, st.b, Link{Latency: 10 * time.Millisecond})
	there := st.kind.Spawn(st.b, st)
	other := st.kind.Spawn(st.a, st)
	st.s.Send(st.me, do(func(c *Context) {
		c.Send(there, 1)
		c.SendAll(NewGroup([]PID{there}), 2, 1000)
	}))
	st.s.Run(Time(time.Millisecond), nil)
	st.s.Link(st.a, st.b, Link{Latency: 20 * time.Microsecond})
	st.s.Send(st.me, do(func(c *Context) { c.Send(there, 3) }))
	st.s.Send(other, do(func(c *Context) { c.Send(there, "from another, in nobody's way") }))
	st.s.Run(Time(time.Second), nil)
	assert.Equal(t, []string{"got from another, in nobody's way", "got 1", "got 2", "got 3"}, st.log)
}

// An actor that knows someone by a name only is tied to who had it at the time.
func TestTiesByAddress(t *testing.T) {
	for _, remote := range []bool{false, true} {
		st := newStage()
		n := st.a
		if remote {
			n = st.b
		}
		first, second := st.kind.Spawn(n, st), st.kind.Spawn(n, st)
		require.NoError(t, n.Register("name", first))
		st.play(func(c *Context) { c.TrapExit(true); c.Link(n.Address("name")); c.Monitor(n.Address("name")) })
		st.s.Kill(first, errFault)
		require.NoError(t, n.Register("name", second))
		st.play(func(c *Context) {})
		assert.Equal(t, []string{"exit signal: fault", "down: fault"}, sorted(st.log), "remote: %v", remote)
		st.play(func(c *Context) { c.Exit(errFault) })
		_, alive := st.s.Info(second)
		assert.True(t, alive, "it was never linked to")
	}
}

func sorted(log []string) []string {
	if len(log) == 2 && strings.HasPrefix(log[0], "down") {
		log[0], log[1] = log[1], log[0]
	}
	return log
}

// After Unlink and Demonitor an exit that was under way has no effect, and a watcher
// that exits is no burden to whom it watched.
func TestTiesThatAreCutInTime(t *testing.T) {
	st := newStage()
	there := st.kind.Spawn(st.b, st)
	st.s.Send(st.me, do(func(c *Context) {
		c.Link(there)
		ref := c.Monitor(there)
		c.SendAfter(1050*time.Microsecond, c.Self(), do(func(c *Context) { c.Unlink(there); c.Demonitor(there, ref) }))
	}))
	st.s.SendAt(Time(time.Millisecond), there, do(func(c *Context) { c.Exit(errFault) }))
	st.s.Run(Time(time.Second), nil)
	assert.Empty(t, st.log)
	_, alive := st.s.Info(st.me)
	assert.True(t, alive)

	there = st.kind.Spawn(st.b, st)
	st.play(func(c *Context) { c.Monitor(there) })
	require.Len(t, st.b.relations.watchers, 1)
	st.play(func(c *Context) { c.Exit(nil) })
	assert.Empty(t, st.b.relations.watchers)
	assert.Empty(t, st.a.relations.watched)
}

// The real driver, used by many at once while it is being stopped, more than once.
func TestRealTimeBadUse(t *testing.T) {
	st := newStage()
	echo := NewKind(st.s, "echo", Behaviour[int]{Handle: func(c *Context, _ *int, msg Message) {
		caller, _ := c.Caller()
		c.Reply(caller, msg)
		c.Send(caller.pid, "to someone outside, who takes only answers")
	}}).Spawn(st.b, 0)
	r := st.s.Start()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	assert.PanicsWithValue(t, "actor: Start while the system runs in real time", func() { st.s.Start() })
	assert.PanicsWithValue(t, "actor: Run while the system runs in real time", func() { st.s.Run(1, nil) })
	assert.PanicsWithValue(t, "actor: Restore while the system runs in real time", func() { _ = st.s.Restore(nil) })
	for _, nobody := range []PID{0, makePID(1, maxSlots-1, 1), makePID(77, 0, 1), math.MaxUint64} {
		_, err := r.Call(ctx, nobody, "x")
		assert.ErrorIs(t, err, ErrNoProcess)
		r.Send(st.me, do(func(c *Context) { c.SendAll(NewGroup([]PID{nobody}), "x", 0); c.Monitor(nobody); c.Send(nobody, "x") }))
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	accepted, asked, ran := 0, 0, 0
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for {
				v, err := r.Call(ctx, echo, "hello")
				mu.Lock()
				asked++
				mu.Unlock()
				if err != nil {
					assert.ErrorIs(t, err, ErrStopped)
					break
				}
				assert.Equal(t, "hello", v)
				if r.Send(echo, "x") {
					mu.Lock()
					accepted++
					mu.Unlock()
				}
				did := false
				if err := r.Do(st.b, func() { did = true }); err != nil {
					assert.False(t, did, "it says that it did not")
				} else if did {
					mu.Lock()
					ran++
					mu.Unlock()
				}
			}
		}()
	}
	require.Eventually(t, func() bool { // a busy machine takes its time
		mu.Lock()
		defer mu.Unlock()
		return accepted > 0 && ran > 0
	}, 10*time.Second, 20*time.Millisecond)
	var outcomes [2]Stopped
	for i := range outcomes {
		wg.Add(1)
		go func() { defer wg.Done(); outcomes[i] = r.Stop(time.Second) }()
	}
	wg.Wait()
	assert.Equal(t, outcomes[0], outcomes[1])
	assert.Positive(t, accepted)
	assert.Positive(t, ran)
	account := st.s.Account()
	assert.True(t, account.Closes(), "%+v", account)
	assert.False(t, r.Send(echo, "x"))
	assert.ErrorIs(t, r.Do(st.a, func() { t.Error("it is stopped") }), ErrStopped)
}
