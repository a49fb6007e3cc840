package actor

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const us = Time(time.Microsecond)

// recorder writes down what it gets and when, and spends as told.
type recorder struct {
	spend time.Duration
	log   *[]string
}

func recorderKind(s *System) Kind[recorder] {
	return NewKind(s, "recorder", Behaviour[recorder]{
		Handle: func(c *Context, r *recorder, msg Message) {
			*r.log = append(*r.log, fmt.Sprintf("%d %v %v", c.Now()/us, c.Self(), msg))
			c.Spend(r.spend)
		},
	})
}

func TestMessagesQueueForABusyActor(t *testing.T) {
	s := NewSystem(Config{})
	n := s.AddNode("a", 2)
	var log []string
	pid := recorderKind(s).Spawn(n, recorder{spend: 10 * time.Microsecond, log: &log})
	for i := range 3 {
		s.Send(pid, i)
	}
	s.Run(5*us, nil)
	info, _ := s.Info(pid)
	assert.Equal(t, 2, info.Mailbox, "one is handled, two wait")
	s.Run(100*us, nil)
	assert.Equal(t, []string{"0 <0.0.1> 0", "10 <0.0.1> 1", "20 <0.0.1> 2"}, log)
}

func TestCoresBoundWhatRunsAtOnce(t *testing.T) {
	s := NewSystem(Config{})
	n := s.AddNode("a", 2)
	var log []string
	k := recorderKind(s)
	for range 4 {
		s.Send(k.Spawn(n, recorder{spend: 10 * time.Microsecond, log: &log}), "x")
	}
	s.Run(100*us, nil)
	assert.Equal(t, []string{"0 <0.0.1> x", "0 <0.1.1> x", "10 <0.2.1> x", "10 <0.3.1> x"}, log)
	assert.Equal(t, 40*time.Microsecond, n.Stats().Spent)
}

func TestAStalePIDIsADeadLetter(t *testing.T) {
	s := NewSystem(Config{})
	n := s.AddNode("a", 1)
	var log []string
	k := recorderKind(s)
	old := k.Spawn(n, recorder{log: &log})
	require.True(t, s.Kill(old, nil))
	fresh := k.Spawn(n, recorder{log: &log})
	require.Equal(t, old.slot(), fresh.slot(), "the slot is used again")
	s.Send(old, "lost")
	s.Send(fresh, "found")
	s.Run(us, nil)
	assert.Equal(t, []string{"0 <0.0.2> found"}, log)
	assert.EqualValues(t, 1, n.Stats().DeadLetters)
	assert.False(t, s.Kill(old, nil))
}

// client calls a server once and writes down the outcome.
type client struct {
	server  PID
	timeout time.Duration
	log     *[]string
}

func clientKind(s *System) Kind[client] {
	return NewKind(s, "client", Behaviour[client]{
		Handle: func(c *Context, cl *client, msg Message) {
			if msg == "note" {
				*cl.log = append(*cl.log, fmt.Sprintf("%d note", c.Now()/us))
				return
			}
			c.Call(cl.server, msg, cl.timeout, 7)
		},
		Resume: func(c *Context, cl *client, r Reply) {
			*cl.log = append(*cl.log, fmt.Sprintf("%d tag %d: %v %v", c.Now()/us, r.Tag, r.Value, r.Err))
		},
	})
}

func TestCall(t *testing.T) {
	for _, tc := range []struct {
		name   string
		server func(c *Context, msg Message)
		dead   bool
		want   []string
	}{
		{"the caller is suspended until the answer", func(c *Context, msg Message) {
			c.Spend(50 * time.Microsecond)
			to, _ := c.Caller()
			c.Reply(to, "pong")
		}, false, []string{"250 tag 7: pong <nil>", "250 note"}},
		{"no answer", func(c *Context, msg Message) {}, false,
			[]string{"1000 tag 7: <nil> actor: call timed out", "1000 note"}},
		{"late answer", func(c *Context, msg Message) {
			to, _ := c.Caller()
			c.Spend(2 * time.Millisecond)
			c.Reply(to, "late")
		}, false, []string{"1000 tag 7: <nil> actor: call timed out", "1000 note"}},
		{"second answer", func(c *Context, msg Message) {
			to, _ := c.Caller()
			c.Reply(to, 1)
			c.Reply(to, 2)
		}, false, []string{"200 tag 7: 1 <nil>", "200 note"}},
		{"dead remote server: after a round trip", nil, true,
			[]string{"200 tag 7: <nil> actor: no process", "200 note"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := NewSystem(Config{Latency: 100 * time.Microsecond})
			a, b := s.AddNode("a", 1), s.AddNode("b", 1)
			server := NewKind(s, "server", Behaviour[struct{}]{
				Handle: func(c *Context, _ *struct{}, msg Message) { tc.server(c, msg) },
			}).Spawn(b, struct{}{})
			if tc.dead {
				s.Kill(server, nil)
			}
			var log []string
			pid := clientKind(s).Spawn(a, client{server: server, timeout: time.Millisecond, log: &log})
			s.Send(pid, "ping")
			s.Send(pid, "note")
			s.Run(10_000*us, nil)
			assert.Equal(t, tc.want, log)
		})
	}
}

func TestAPanicIsAnExit(t *testing.T) {
	s := NewSystem(Config{})
	n := s.AddNode("a", 1)
	var exits []Exit
	s.OnExit = func(e Exit) { exits = append(exits, e) }
	var log []string
	rec := recorderKind(s).Spawn(n, recorder{log: &log})
	bomb := NewKind(s, "bomb", Behaviour[int]{
		Handle: func(c *Context, _ *int, msg Message) {
			c.Send(rec, "last words")
			panic("boom")
		},
	}).Spawn(n, 0)
	s.Send(bomb, 1)
	s.Send(bomb, 2)
	s.Send(rec, "still here")
	s.Run(us, nil)
	require.Len(t, exits, 1)
	assert.EqualError(t, exits[0].Reason, "actor: handler panicked: boom")
	assert.Contains(t, string(exits[0].Reason.(*PanicError).Stack), "TestAPanicIsAnExit")
	assert.Len(t, log, 2, "what was sent stays sent, and the node goes on")
	assert.EqualValues(t, 1, n.Stats().DeadLetters)
	assert.EqualValues(t, 1, n.Stats().Crashes)
}

// A job of five slices shares its only core with a small actor.
func TestLongWorkIsSliced(t *testing.T) {
	s := NewSystem(Config{Slice: 100 * time.Microsecond})
	n := s.AddNode("a", 1)
	var log []string
	k := recorderKind(s)
	hot := k.Spawn(n, recorder{spend: 500 * time.Microsecond, log: &log})
	small := k.Spawn(n, recorder{spend: 10 * time.Microsecond, log: &log})
	s.Send(hot, "work")
	s.SendAt(150*us, small, "hello")
	s.Send(hot, "more")
	s.Run(2000*us, nil)
	assert.Equal(t, []string{"0 <0.0.1> work", "200 <0.1.1> hello", "510 <0.0.1> more"}, log)
}

func TestSendAllReachesEveryoneInOrderAndTime(t *testing.T) {
	for _, slice := range []time.Duration{time.Second, 100 * time.Microsecond, 7 * time.Microsecond} {
		s := NewSystem(Config{Slice: slice})
		here, there := s.AddNode("here", 1), s.AddNode("there", 1000)
		var log []string
		k := recorderKind(s)
		var pids []PID
		for range 5 {
			pids = append(pids, k.Spawn(there, recorder{log: &log}))
		}
		pids[1], pids[3] = pids[3], pids[1] // breaks the runs
		g := NewGroup(pids)
		sender := NewKind(s, "sender", Behaviour[int]{
			Handle: func(c *Context, _ *int, msg Message) {
				c.Spend(5 * time.Microsecond)
				c.SendAll(g, "m", 50_000_000) // 50 µs each
				c.Send(pids[0], "after")
			},
		}).Spawn(here, 0)
		s.Send(sender, 0)
		s.Run(10_000*us, nil)
		assert.Equal(t, []string{
			"105 <1.0.1> m", "155 <1.3.1> m", "205 <1.2.1> m", "255 <1.1.1> m", "305 <1.4.1> m",
			"355 <1.0.1> after",
		}, log, "slice %v", slice)
		assert.Equal(t, 255*time.Microsecond, here.Stats().Spent)
		assert.Empty(t, there.schedule.casts)
	}
}

func TestKillStopsAFanOut(t *testing.T) {
	s := NewSystem(Config{})
	here, there := s.AddNode("here", 1), s.AddNode("there", 1)
	var log []string
	k := recorderKind(s)
	var pids []PID
	for range 100 {
		pids = append(pids, k.Spawn(there, recorder{log: &log}))
	}
	sender := NewKind(s, "sender", Behaviour[int]{
		Handle: func(c *Context, _ *int, msg Message) { c.SendAll(NewGroup(pids), "m", 1e9) }, // 1 ms each
	}).Spawn(here, 0)
	s.Send(sender, 0)
	s.Run(10_500*us, nil)
	require.True(t, s.Kill(sender, nil))
	s.Run(1e6*us, nil)
	assert.Len(t, log, 11)
	assert.Empty(t, there.schedule.casts)
}

// A random program: actors that send, fan out, call, spend and crash at random.
// Its history must not depend on how the run is cut.
type chaos struct {
	rng  uint64
	hash uint64
}

func chaosHistory(seed uint64, cut func(*System)) (history []uint64, stats []NodeStats) {
	return tracedChaos(seed, nil, cut)
}

func tracedChaos(seed uint64, trace func(Trace), cut func(*System)) (history []uint64, stats []NodeStats) {
	s := NewSystem(Config{Latency: 40 * time.Microsecond, Slice: 30 * time.Microsecond})
	s.Trace(trace)
	var nodes []*Node
	for i := range 3 {
		nodes = append(nodes, s.AddNode(fmt.Sprint(i), i+1))
	}
	s.Link(nodes[0], nodes[1], Link{Latency: 70 * time.Microsecond, Jitter: 30 * time.Microsecond, Loss: 5_000})
	var pids []PID
	var groups []*Group
	next := func(c *chaos, n uint64) uint64 {
		c.rng = c.rng*6364136223846793005 + 1442695040888963407
		return (c.rng >> 33) % n
	}
	act := func(c *Context, st *chaos, msg Message) {
		st.hash = st.hash*1099511628211 ^ uint64(c.Now()) ^ uint64(msg.(int))<<40 ^ uint64(c.From())
		if st.hash == 0 {
			return
		}
		hops := msg.(int)
		if to, ok := c.Caller(); ok && next(st, 4) != 0 {
			c.Reply(to, hops)
		}
		if hops == 0 {
			return
		}
		c.Spend(time.Duration(next(st, 50_000)))
		switch next(st, 12) {
		case 0:
			c.SendAll(groups[next(st, uint64(len(groups)))], 0, int64(next(st, 20_000_000)))
		case 1, 2:
			c.Call(pids[next(st, uint64(len(pids)))], hops-1, 300*time.Microsecond, uint64(hops))
		case 3:
			if next(st, 30) == 0 {
				panic("chaos")
			}
			fallthrough
		default:
			c.Send(pids[next(st, uint64(len(pids)))], hops-1)
			if next(st, 3) == 0 {
				c.Spend(time.Duration(next(st, 90_000)))
				c.SendAfter(time.Duration(next(st, 100_000)), pids[next(st, uint64(len(pids)))], hops-1)
			}
		}
	}
	k := NewKind(s, "chaos", Behaviour[chaos]{
		Handle: act,
		Resume: func(c *Context, st *chaos, r Reply) {
			v, _ := r.Value.(int)
			st.hash = st.hash*31 ^ uint64(c.Now()) ^ r.Tag ^ uint64(v)
			c.Send(pids[next(st, uint64(len(pids)))], max(0, int(r.Tag)-1))
		},
	})
	for i := range 60 {
		pids = append(pids, k.Spawn(nodes[i%3], chaos{rng: seed + uint64(i), hash: 14695981039346656037}))
	}
	groups = []*Group{NewGroup(pids), NewGroup(pids[10:40]), NewGroup([]PID{pids[3], pids[0], pids[3], pids[9]})}
	for i := range 40 {
		s.SendAt(Time(i)*30*us, pids[i], 20)
	}
	cut(s)
	for _, p := range pids {
		if st := k.State(p); st != nil {
			history = append(history, st.hash)
		} else {
			history = append(history, 0)
		}
	}
	for _, n := range nodes {
		stats = append(stats, n.Stats())
	}
	return history, stats
}

func TestHistoryDoesNotDependOnHowItIsCut(t *testing.T) { cutAtRandom(t, 0, seeds(100)) }

// seeds is a number of seeds, or a tenth of it in wasm.
func seeds(n uint64) uint64 {
	if testing.Short() {
		return n / 10
	}
	return n
}

func cutAtRandom(t *testing.T, from, to uint64) {
	const end = 50_000 * us
	for seed := from; seed < to; seed++ {
		want, stats := chaosHistory(seed, func(s *System) { s.Run(end, nil) })
		rng := rand.New(rand.NewPCG(seed, 1))
		for name, cut := range map[string]func(*System){
			"windows": func(s *System) {
				for s.Now() < end {
					s.Run(min(end, s.Now()+Time(rng.IntN(200_000))), nil)
				}
			},
			"budgets": func(s *System) {
				for !s.Run(end, func() bool { return rng.IntN(2) == 0 }) {
				}
			},
		} {
			got, gotStats := chaosHistory(seed, cut)
			require.Equal(t, want, got, "seed %d, cut by %s", seed, name)
			require.Equal(t, stats, gotStats, "seed %d, cut by %s", seed, name)
		}
		if seed == 0 {
			require.Positive(t, stats[0].Handled)
			t.Log(stats)
		}
	}
}

// The model: an interpreter that keeps one sorted list of single deliveries and
// looks at nothing but that, for actors that only receive.
func TestFanOutsAgreeWithALoop(t *testing.T) {
	for seed := range uint64(50) {
		rng := rand.New(rand.NewPCG(seed, 2))
		k, members := 1+rng.IntN(5), 1+rng.IntN(40)
		spend := time.Duration(rng.IntN(30_000))
		build := func() (*System, *Node, []PID, *[]string) {
			s := NewSystem(Config{Slice: time.Hour})
			s.AddNode("here", 1)
			there := s.AddNode("there", k)
			log := new([]string)
			kind := recorderKind(s)
			var pids []PID
			for range members {
				pids = append(pids, kind.Spawn(there, recorder{spend: spend, log: log}))
			}
			rng := rand.New(rand.NewPCG(seed, 3))
			rng.Shuffle(len(pids), func(i, j int) { pids[i], pids[j] = pids[j], pids[i] })
			return s, there, pids, log
		}
		step := int64(rng.IntN(20_000_000))
		casts := 1 + rng.IntN(6)

		fast, _, pids, got := build()
		g := NewGroup(pids)
		sender := NewKind(fast, "sender", Behaviour[int]{
			Handle: func(c *Context, _ *int, msg Message) { c.SendAll(g, msg, step) },
		})
		one := sender.Spawn(fast.nodes[0], 0)
		for i := range casts {
			fast.SendAt(Time(i)*37*us, one, i)
		}
		fast.Run(1e9, nil)

		slow, _, pids, want := build()
		loop := NewKind(slow, "sender", Behaviour[int]{
			Handle: func(c *Context, _ *int, msg Message) {
				start := c.spent
				for r, pid := range pids {
					c.spent = start + Time(int64(r)*step/1000)
					c.Send(pid, msg)
				}
				c.spent = start + Time((int64(len(pids))*step+999)/1000)
			},
		})
		one = loop.Spawn(slow.nodes[0], 0)
		for i := range casts {
			slow.SendAt(Time(i)*37*us, one, i)
		}
		slow.Run(1e9, nil)
		require.Len(t, *got, casts*members)
		require.Equal(t, *want, *got, "seed %d: %d members, %d cores, step %d ps, spend %v", seed, members, k, step, spend)
	}
}
