package actor

import (
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// listener notes what it heard, and when.
type listener struct {
	heard uint64
	last  Time
	n     uint32
}

func (l *listener) hear(at Time, msg Message) {
	l.heard = mix(l.heard ^ uint64(at)<<8 ^ uint64(msg.(int)))
	l.last = at
	l.n++
}

// audience is a system in which fan-outs go out, with all that can come between.
type audience struct {
	*System
	kind    Kind[listener]
	nodes   []*Node
	pids    []PID
	batched int // messages that were handled in batches
}

// newAudience is made by chance, the same for the same seed. In one with batches all messages
// of even numbers take the way of a batch that can.
func newAudience(seed uint64, batches bool) *audience {
	rng := rand.New(rand.NewPCG(seed, 0))
	c := &audience{System: NewSystem(Config{Seed: seed})}
	spends := []time.Duration{0, 1, 37, 41_000, 3 * time.Millisecond}
	spend := func(msg Message) time.Duration { return spends[msg.(int)/2%len(spends)] }
	b := Behaviour[listener]{Handle: func(ctx *Context, l *listener, msg Message) {
		l.hear(ctx.Now(), msg)
		ctx.Spend(spend(msg))
	}}
	if batches {
		b.HandleBatch = func(b *Batch, states []listener, msg Message) {
			if msg.(int)%2 == 1 {
				return
			}
			by := never
			if msg.(int)%3 == 0 {
				by = Time(20 * time.Millisecond)
			}
			for i, at := range b.Spend(spend(msg), by) {
				states[i].hear(at, msg)
				c.batched++
			}
		}
	}
	c.kind = NewKind(c.System, "listener", b)
	other := NewKind(c.System, "other", Behaviour[listener]{Handle: func(ctx *Context, l *listener, msg Message) { l.hear(ctx.Now(), msg) }})
	home := c.AddNode("home", 1)
	for range 1 + rng.IntN(3) {
		c.nodes = append(c.nodes, c.AddNode("there", 1+rng.IntN(40)))
	}
	members, inBlocks := 50+rng.IntN(6000), rng.IntN(2) == 0
	for i := range members {
		kind := c.kind
		if rng.IntN(500) == 0 {
			kind = other
		}
		node := c.nodes[rng.IntN(len(c.nodes))]
		if inBlocks {
			node = c.nodes[i*len(c.nodes)/members]
		}
		c.pids = append(c.pids, kind.Spawn(node, listener{}))
	}
	list := c.pids
	switch rng.IntN(4) {
	case 0:
		list = list[rng.IntN(len(list)):]
	case 1:
		list = append(list[:len(list):len(list)], list[:len(list)/2]...) // some of them twice
	}
	group := NewGroup(list)
	steps := []int64{0, 1, 999, 1_000, 1_234, 120_000}
	sender := NewKind(c.System, "sender", Behaviour[int]{Handle: func(ctx *Context, _ *int, msg Message) {
		ctx.SendAll(group, msg, steps[msg.(int)%len(steps)])
	}})
	from := []PID{sender.Spawn(home, 0), sender.Spawn(c.nodes[0], 0)}
	if rng.IntN(3) == 0 {
		c.Link(home, c.nodes[0], Link{Latency: time.Millisecond, Loss: 100_000})
	}
	for range 12 {
		c.SendAt(Time(rng.IntN(30_000_000)), from[rng.IntN(2)], rng.IntN(60))
	}
	for range rng.IntN(40) {
		c.SendAt(Time(rng.IntN(30_000_000)), c.pids[rng.IntN(len(c.pids))], rng.IntN(60))
	}
	return c
}

// Kinds with and without HandleBatch make the same history, whatever comes between.
func TestBatchesMakeTheSameHistory(t *testing.T) {
	batched := 0
	for seed := range uint64(30) {
		one, many := newAudience(seed, false), newAudience(seed, true)
		for step := range 20 {
			until := Time(step+1) * Time(3*time.Millisecond)
			one.Run(until, nil)
			for !many.Run(until, func() bool { return true }) { // and in the smallest pieces
			}
			for i, n := range one.nodes {
				require.Equal(t, n.Stats(), many.nodes[i].Stats(), "seed %d", seed)
			}
			require.Equal(t, one.Account(), many.Account(), "seed %d", seed)
			for _, pid := range one.pids[step%3*len(one.pids)/3 : (step%3+1)*len(one.pids)/3] {
				a, _ := one.Info(pid)
				b, _ := many.Info(pid)
				require.Equal(t, a, b, "seed %d, %v", seed, pid)
				require.Equal(t, one.kind.State(pid), many.kind.State(pid), "seed %d, %v", seed, pid)
			}
			if step%5 == 0 { // some are gone when the next message comes
				gone := one.pids[step*7%len(one.pids)]
				one.Kill(gone, nil)
				many.Kill(gone, nil)
			}
		}
		batched += many.batched
	}
	assert.Greater(t, batched, 50_000)
}

// What panics in a batch ends the first of it, as if that had been alone.
func TestAPanicInABatch(t *testing.T) {
	for _, spends := range []bool{false, true} {
		var ended []Exit
		s := NewSystem(Config{})
		s.OnExit = func(e Exit) { ended = append(ended, e) }
		n := s.AddNode("a", 1)
		panics := true
		var handled []int
		k := NewKind(s, "listener", Behaviour[int]{
			Handle: func(_ *Context, st *int, _ Message) { handled = append(handled, *st) },
			HandleBatch: func(b *Batch, states []int, _ Message) {
				if spends {
					b.Spend(time.Microsecond, never)
				}
				if panics {
					panics = false
					panic("batch")
				}
			},
		})
		pids := make([]PID, scattered)
		for i := range pids {
			pids[i] = k.Spawn(n, i)
		}
		sender := NewKind(s, "sender", Behaviour[int]{Handle: func(c *Context, _ *int, msg Message) { c.SendAll(NewGroup(pids), msg, 0) }})
		s.Send(sender.Spawn(n, 0), "m")
		s.Run(Time(time.Second), nil)
		require.Len(t, ended, 1)
		assert.Equal(t, pids[0], ended[0].PID)
		assert.True(t, errors.As(ended[0].Reason, new(*PanicError)))
		assert.Equal(t, Account{Sent: 9, Handled: 9}, s.Account())
		if spends {
			assert.Empty(t, handled, "they have the time of the batch, whatever it did")
		} else {
			assert.Equal(t, []int{1, 2, 3, 4, 5, 6, 7}, handled)
		}
	}
}

func TestBatchSpendIsAskedOnce(t *testing.T) {
	var panics []any
	s := NewSystem(Config{})
	n := s.AddNode("a", 1)
	var kept *Batch
	k := NewKind(s, "listener", Behaviour[int]{
		Handle: func(*Context, *int, Message) {},
		HandleBatch: func(b *Batch, _ []int, _ Message) {
			kept = b
			b.Spend(0, never)
			b.Spend(0, never)
		},
	})
	pids := make([]PID, scattered)
	for i := range pids {
		pids[i] = k.Spawn(n, i)
	}
	s.OnExit = func(e Exit) { panics = append(panics, e.Reason.(*PanicError).Value) }
	sender := NewKind(s, "sender", Behaviour[int]{Handle: func(c *Context, _ *int, msg Message) { c.SendAll(NewGroup(pids), msg, 0) }})
	s.Send(sender.Spawn(n, 0), "m")
	s.Run(Time(time.Second), nil)
	assert.Equal(t, []any{"actor: Batch.Spend: expected one call in HandleBatch, of no negative time"}, panics)
	assert.Panics(t, func() { kept.Spend(0, never) }, "after its handler")
}
