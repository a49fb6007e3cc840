package actor

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// realCity is a service of unlucky actors: supervised workers with small mailboxes of
// every policy, and a crowd that they fan out to.
type realCity struct {
	s       *System
	nodes   []*Node
	workers [3]Kind[worker] // by policy
	addr    []PID           // of the workers, by name
	crowd   *Group
	spawned atomic.Uint64
	exits   atomic.Int64
}

func newRealCity(seed uint64) *realCity {
	c := &realCity{s: NewSystem(Config{Seed: seed})}
	c.s.OnExit = func(Exit) {
		if c.exits.Add(1)%64 == 0 {
			runtime.Goexit()
		}
	}
	for policy := range c.workers {
		c.workers[policy] = NewKind(c.s, fmt.Sprint("worker-", policy), Behaviour[worker]{
			Handle: c.handle, Mailbox: 2, Overflow: Overflow(policy),
			Resume: func(ctx *Context, w *worker, r Reply) { c.act(ctx, w, int(r.Tag)-1) },
		})
	}
	var crowd []PID
	for i := range 3 {
		n := c.s.AddNode(fmt.Sprint("node-", i), 1)
		c.nodes = append(c.nodes, n)
		for strategy := range 3 {
			c.supervise(n, Strategy(strategy), seed)
		}
		for j := range 50 {
			crowd = append(crowd, c.workers[j%3].Spawn(n, worker{rng: seed + uint64(j)}))
		}
	}
	c.crowd = NewGroup(crowd)
	return c
}

// supervise spawns a supervisor with three workers.
func (c *realCity) supervise(n *Node, strategy Strategy, seed uint64) {
	sup := Supervisor{Strategy: strategy, MaxRestarts: 1 << 30}
	for j := range 3 {
		name := fmt.Sprintf("worker-%d-%d", strategy, j)
		c.addr = append(c.addr, n.Address(name))
		sup.Children = append(sup.Children, ChildSpec{ID: name, Restart: Restart(j % 2), Shutdown: time.Millisecond, Start: func(ctx *Context) PID {
			pid := c.workers[j].Spawn(ctx.Node(), worker{rng: seed ^ mix(c.spawned.Add(1))})
			if pid != 0 {
				_ = ctx.Node().Register(name, pid)
			}
			return pid
		}})
	}
	sup.Spawn(n)
}

func (c *realCity) handle(ctx *Context, w *worker, msg Message) {
	switch m := msg.(type) {
	case int:
		c.act(ctx, w, m)
	case Caller: // a deputy
		ctx.Reply(m, "from a deputy")
	case ExitSignal:
		if w.below(2) > 0 {
			ctx.Exit(m.Reason)
		}
	}
}

// act does something, and has others do as much for as many hops as there are left.
func (c *realCity) act(ctx *Context, w *worker, hops int) {
	caller, isCall := ctx.Caller()
	to := c.addr[w.below(uint64(len(c.addr)))]
	if isCall {
		switch w.below(4) {
		case 0:
			ctx.Send(to, caller)
		case 1: // never
		default:
			ctx.Reply(caller, hops)
		}
	}
	if hops <= 0 {
		return
	}
	switch w.below(24) {
	case 0:
		panic("unlucky")
	case 1:
		runtime.Goexit()
	case 2:
		ctx.SendAll(c.crowd, 0, 1000)
	case 3, 4:
		ctx.Call(to, hops-1, time.Duration(1+w.below(1_000_000)), uint64(hops))
	case 5:
		ctx.Link(to)
	case 6:
		ctx.Monitor(to)
	case 7:
		ctx.SendAfter(time.Duration(w.below(1_000_000)), to, hops-1)
	case 8:
		ctx.SendExit(to, errFault)
	case 9:
		ctx.TrapExit(w.below(2) > 0)
	case 10:
		ctx.Exit(nil)
	case 11:
		for i := range 8 { // more than the mailbox takes, its own and another's
			ctx.Send(ctx.Self(), i/8)
			ctx.Send(to, i/8)
		}
	default:
		ctx.Send(to, hops-1)
		ctx.Send(c.addr[w.below(uint64(len(c.addr)))], hops-2)
	}
}

// outsider does a number of things from outside, and checks what comes of each.
func (c *realCity) outsider(t *testing.T, r *Running, rng *rand.Rand, steps int) {
	for range steps {
		to := c.addr[rng.IntN(len(c.addr))]
		switch rng.IntN(8) {
		case 0:
			ctx, cancel := context.WithTimeout(context.Background(), time.Duration(rng.IntN(300_000)))
			_, err := r.Call(ctx, to, 3)
			cancel()
			known := err == nil
			for _, e := range []error{context.DeadlineExceeded, ErrStopped, ErrNoProcess, ErrMailboxFull, ErrGoexit, errFault, ErrKilled, ErrShutdown} {
				known = known || errors.Is(err, e)
			}
			var p *PanicError
			assert.True(t, known || errors.As(err, &p), "%v", err)
		case 1:
			c.do(t, r, c.nodes[rng.IntN(3)], rng.IntN(4))
		default:
			r.Send(to, 6)
		}
	}
}

// do has a node do something that may end in any way.
func (c *realCity) do(t *testing.T, r *Running, n *Node, way int) {
	ran := false
	var err error
	panicked := func() (v any) {
		defer func() { v = recover() }()
		err = r.Do(n, func() {
			ran = true
			switch way {
			case 0:
				panic("no")
			case 1:
				runtime.Goexit()
			case 2:
				Supervisor{Children: []ChildSpec{{ID: "x", Start: func(ctx *Context) PID { return c.workers[Refuse].Spawn(n, worker{}) }}}}.Spawn(n)
			}
		})
		return nil
	}()
	switch {
	case errors.Is(err, ErrStopped):
		assert.False(t, ran, "it says that it did not run")
	case way == 0:
		assert.Equal(t, "no", panicked)
	case way == 1:
		assert.ErrorIs(t, err, ErrGoexit)
	default:
		assert.NoError(t, err)
		assert.True(t, ran)
	}
}

// Whatever actors and callers do, and whenever the system is stopped, every message is
// handled, counted as dropped, lost or dead, or still there, and every actor has exited.
func TestRealChaosIsAccountedFor(t *testing.T) {
	rounds := uint64(20)
	if testing.Short() {
		rounds = 8
	}
	var total Account
	for seed := *chaosSeed; seed < *chaosSeed+rounds; seed++ {
		again := fmt.Sprintf("again: go test ./actor -run RealChaos -chaos.seed %d", seed)
		rng := rand.New(rand.NewPCG(seed, 5))
		c := newRealCity(seed)
		if rng.IntN(2) == 0 { // it may have a past
			c.s.Send(c.addr[0], 9)
			until := Time(rng.IntN(1_000_000))
			apart(func() { c.s.Run(until, nil) })
		}
		r := c.s.Start()
		var wg sync.WaitGroup
		for i := range 4 {
			wg.Add(1)
			steps, stopper := 100+rng.IntN(300), i == 0
			own := rand.New(rand.NewPCG(seed, uint64(i)+6))
			patience := time.Duration(rng.IntN(3)) * 5 * time.Millisecond
			go func() {
				defer wg.Done()
				c.outsider(t, r, own, steps)
				if stopper {
					r.Stop(patience)
				}
			}()
		}
		wg.Wait()
		require.Empty(t, r.Stop(time.Minute).Stuck, again)
		account := c.s.Account()
		require.True(t, account.Closes(), "%+v, %s", account, again)
		for _, n := range c.nodes {
			stats := n.Stats()
			require.Zero(t, n.Live(), again)
			require.Equal(t, stats.Spawned, stats.Exited, again)
		}
		total.Sent += account.Sent
		total.Handled += account.Handled
		total.DeadLetters += account.DeadLetters
		total.Overflow += account.Overflow
		require.False(t, t.Failed(), again)
	}
	t.Logf("%+v, from seed %d on", total, *chaosSeed)
	for what, n := range map[string]int64{"messages handled": total.Handled, "dead letters": total.DeadLetters, "overflow": total.Overflow} {
		require.Positive(t, n, "the chaos had no %s in it", what)
	}
}
