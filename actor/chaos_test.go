package actor

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var chaosSeed = flag.Uint64("chaos.seed", 1, "seed of the hour of chaos")

// worker does what a worker of an unlucky service does: it passes work on, asks
// others, fans out, spends time, crashes.
type worker struct{ rng uint64 }

func (w *worker) below(n uint64) uint64 {
	w.rng += 0x9e3779b97f4a7c15
	return mix(w.rng) % n
}

type city struct {
	s       *System
	nodes   []*Node
	addr    []PID // of the workers, by name: they are restarted under new PIDs
	crowd   *Group
	restart int
}

func newCity(seed uint64) *city {
	c := &city{s: NewSystem(Config{Latency: 200 * time.Microsecond})}
	work := NewKind(c.s, "worker", Behaviour[worker]{
		Handle: func(ctx *Context, w *worker, msg Message) {
			hops, ok := msg.(int)
			if !ok || hops <= 0 {
				if caller, isCall := ctx.Caller(); isCall && w.below(3) > 0 {
					ctx.Reply(caller, "done")
				}
				return
			}
			ctx.Spend(time.Duration(w.below(2_000_000)))
			to := c.addr[w.below(uint64(len(c.addr)))]
			switch w.below(40) {
			case 0:
				panic("unlucky")
			case 1:
				ctx.SendAll(c.crowd, 0, int64(w.below(5_000_000)))
			case 2, 3:
				ctx.Call(to, hops-1, 50*time.Millisecond, uint64(hops))
			case 4:
				ctx.Link(to)
			case 5:
				ctx.Monitor(to)
			case 6:
				ctx.SendAfter(time.Duration(w.below(1_000_000_000)), to, hops-1)
			default:
				ctx.Send(to, hops-1)
				ctx.Send(c.addr[w.below(uint64(len(c.addr)))], hops-2)
			}
		},
		Resume:   func(ctx *Context, w *worker, r Reply) { ctx.Send(ctx.Self(), int(r.Tag)-1) },
		Mailbox:  2,
		Overflow: DropOldest,
	})
	var crowd []PID
	for i := range 4 {
		n := c.s.AddNode(fmt.Sprint("node-", i), 1+i)
		c.nodes = append(c.nodes, n)
		var children []ChildSpec
		for j := range 10 {
			name := fmt.Sprint("worker-", j)
			c.addr = append(c.addr, n.Address(name))
			children = append(children, ChildSpec{ID: name, Start: func(ctx *Context) PID {
				c.restart++
				pid := work.Spawn(ctx.Node(), worker{rng: seed ^ mix(uint64(c.restart))})
				if err := ctx.Node().Register(name, pid); err != nil {
					panic(err)
				}
				return pid
			}})
		}
		Supervisor{MaxRestarts: 1_000_000, Children: children}.Spawn(n)
		for range 200 {
			crowd = append(crowd, work.Spawn(n, worker{rng: seed}))
		}
	}
	c.crowd = NewGroup(crowd)
	return c
}

// An hour of crashes, partitions, lossy links and bursts: whatever happens, every
// message sent is handled, counted as lost or dead or dropped, or still under way.
func TestAnHourOfChaosIsAccountedFor(t *testing.T) { anHourOfChaos(t, *chaosSeed) }

func anHourOfChaos(t *testing.T, seed uint64) {
	rng := rand.New(rand.NewPCG(seed, 4))
	c := newCity(seed)
	var drops [DropUnsent + 1]int64
	c.s.OnDrop = func(d Drop) { drops[d.Reason]++ }
	length := time.Hour
	if testing.Short() { // in wasm an hour takes most of a minute
		length = 10 * time.Minute
	}
	for c.s.Now() < Time(length) {
		for range rng.IntN(30) {
			c.s.Send(c.addr[rng.IntN(len(c.addr))], 8)
		}
		a, b := rng.IntN(4), rng.IntN(4)
		if a != b {
			c.s.Link(c.nodes[a], c.nodes[b], Link{
				Latency: time.Duration(50+rng.IntN(500)) * time.Microsecond,
				Jitter:  time.Duration(rng.IntN(300)) * time.Microsecond,
				Loss:    rng.IntN(2) * rng.IntN(100_000),
				Down:    rng.IntN(6) == 0,
			})
		}
		if rng.IntN(50) == 0 {
			n := c.nodes[rng.IntN(4)]
			c.s.Kill(n.Whereis(fmt.Sprint("worker-", rng.IntN(10))), ErrKilled)
		}
		c.s.Run(c.s.Now()+Time(rng.Int64N(int64(2*time.Second))), nil)
		account := c.s.Account()
		require.True(t, account.Closes(), "%+v at %v: go test ./actor -run AnHourOfChaos -chaos.seed %d",
			account, time.Duration(c.s.Now()), seed)
	}
	total := c.s.Account()
	require.Equal(t, []int64{total.Lost, total.DeadLetters, total.Overflow}, drops[:DropUnsent], "each was told of, once")
	require.Positive(t, drops[DropUnsent], "some died with their hands full")
	t.Logf("%+v, %d starts of workers", total, c.restart)
	for what, n := range map[string]int64{"dead letters": total.DeadLetters, "overflow": total.Overflow,
		"lost": total.Lost, "restarts": int64(c.restart) - 40} {
		require.Positive(t, n, "the chaos had no %s in it", what)
	}
}
