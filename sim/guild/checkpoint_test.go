package guild

import (
	"bytes"
	"cmp"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/actor"
	"fanout/sim"
	"fanout/sim/checkpoint"
	"fanout/sim/readout"
	"fanout/sim/span"
)

// randomWorld is a history under settings that anybody could have made.
func randomWorld(t *testing.T, rng *rand.Rand) *sim.Player {
	t.Helper()
	p, err := NewPlayer(fmt.Sprint("seed ", rng.Uint64()))
	require.NoError(t, err)
	for range 6 {
		doSomething(t, p, rng)
	}
	return p
}

// doSomething gives one random command that changes the history.
func doSomething(t *testing.T, p *sim.Player, rng *rand.Rand) {
	t.Helper()
	require.NoError(t, p.Do(anything(rng)))
}

// everything is all that can be told of a world.
type everything struct {
	Snapshot sim.Snapshot
	View     View
	Spans    []span.Span
	Last     []int64
	Trees    error
	Stacks   []readout.StackTime
}

func lookAt(p *sim.Player) *everything {
	e := new(everything)
	p.Frame(0, nil)
	p.Snapshot(&e.Snapshot)
	e.Snapshot.Kept = span.Kept{} // it answers for the world, whose spans are here one by one
	e.View = *ViewOf(&e.Snapshot)
	e.Snapshot.View, e.Snapshot.Model = nil, nil
	e.Snapshot.Events.List = slices.Clone(e.Snapshot.Events.List)
	e.Snapshot.Series.Steps = slices.Clone(e.Snapshot.Series.Steps)
	f := &e.View.Field
	for rank := range f.Members {
		e.Last = append(e.Last, f.LastHandled(rank))
	}
	f.Source = nil
	f.Rank = slices.Clone(f.Rank)
	for _, s := range p.Spans() {
		e.Spans = append(e.Spans, *s)
	}
	e.Trees = p.CheckTrees()
	e.Stacks = p.Stacks()
	return e
}

// unordered takes out what depends on how the run was cut into windows: the order
// in which spans of different nodes came to the store.
func (e *everything) unordered() *everything {
	slices.SortFunc(e.Spans, func(a, b span.Span) int {
		return cmp.Or(bytes.Compare(a.Trace[:], b.Trace[:]), bytes.Compare(a.ID[:], b.ID[:]))
	})
	for i := range e.View.Marks {
		e.View.Marks[i].Span = 0
	}
	slices.SortFunc(e.View.Marks, func(a, b Mark) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.Message, b.Message))
	})
	return e
}

// same compares by text: a difference is a line, not a screenful.
func same(t *testing.T, want, got *everything, what string) {
	t.Helper()
	if reflect.DeepEqual(want, got) {
		return
	}
	a, b := fmt.Sprintf("%+v", *want), fmt.Sprintf("%+v", *got)
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	from := max(0, i-300)
	t.Fatalf("%s:\nwant …%s\ngot  …%s", what, a[from:min(len(a), i+80)], b[from:min(len(b), i+80)])
}

// What comes after a checkpoint comes again after it was restored, to the last
// span: for random settings, commands and instants, over and over, whatever
// happened in between.
func TestRestoredWorldGoesOnAsBefore(t *testing.T) {
	t.Parallel()
	rounds := uint64(24)
	if testing.Short() {
		rounds = 3
	}
	open := 0
	for seed := range rounds {
		rng := rand.New(rand.NewPCG(seed, 7))
		p := randomWorld(t, rng)
		w := world(p)
		at := actor.Time(rng.Int64N(int64(1200 * time.Millisecond)))
		w.Run(at, nil)
		if seed%2 == 1 { // while the API waits for answers
			require.NoError(t, p.Do("set head.rate 100%"))
			require.NoError(t, p.Do("burst 9"))
			at += actor.Time(rng.Int64N(int64(6 * time.Millisecond)))
			w.Run(at, nil)
		}
		c := w.Checkpoint()
		odd := false
		for !c.More(func() bool { odd = !odd; return odd }) {
		}
		for _, n := range w.apis {
			if n.root.Span != nil && n.root.IsRecording() {
				open++
			}
		}
		before := lookAt(p)
		end := at + actor.Time(rng.Int64N(int64(800*time.Millisecond)))
		w.Run(end, nil)
		want := lookAt(p)
		for range 2 {
			// A detour that nothing may be left of.
			for range 3 {
				doSomething(t, p, rng)
				w.Run(w.Now()+actor.Time(rng.Int64N(int64(100*time.Millisecond))), nil)
			}
			require.NoError(t, p.Do("toggle even")) // and nobody has asked for a preview of that
			w.Restore(c)
			require.Equal(t, before.Snapshot.Hash, hashOf(p))
			if w.settings != want.Snapshot.Settings {
				t.Fatalf("seed %d: settings %+v, before %+v", seed, w.settings, want.Snapshot.Settings)
			}
			w.Run(end, nil)
			got := lookAt(p)
			// What the player knows of the last change is no part of the world.
			got.Snapshot.Log, got.Snapshot.Changed, got.Snapshot.Before = want.Snapshot.Log, want.Snapshot.Changed, want.Snapshot.Before
			got.View.Messages.Before, got.View.Messages.HasBefore = want.View.Messages.Before, want.View.Messages.HasBefore
			for v := range NumServices {
				got.Snapshot.Services[v].Before, got.Snapshot.Services[v].HasBefore = want.Snapshot.Services[v].Before, want.Snapshot.Services[v].HasBefore
				got.Snapshot.Services[v].SizedFrom = want.Snapshot.Services[v].SizedFrom
			}
			same(t, want, got, fmt.Sprintf("seed %d, from %d to %d", seed, at, end))
		}
	}
	assert.Positive(t, open, "no checkpoint had a span open")
}

// A checkpoint is not worn out by being restored, and neither feels the other.
func TestCheckpointsAreIndependent(t *testing.T) {
	p, err := NewPlayer("set members 300", "set head.rate 100%", "toggle no.roots off", "toggle skip.unsampled off")
	require.NoError(t, err)
	w := world(p)
	var points []*checkpoint.Checkpoint
	var times []actor.Time
	var hashes []uint64
	for range 8 {
		w.Run(w.System().Now()+actor.Time(77*time.Millisecond), nil)
		c := w.Checkpoint()
		c.More(nil)
		points = append(points, c)
		times = append(times, w.Now())
		hashes = append(hashes, hashOf(p))
	}
	for i, n := range rand.New(rand.NewPCG(3, 3)).Perm(64) {
		n %= 8
		w.Restore(points[n])
		require.Equal(t, hashes[n], hashOf(p), "round %d", i)
		if n < 7 {
			w.Run(times[n+1], nil)
			require.Equal(t, hashes[n+1], hashOf(p), "round %d", i)
		}
	}
}

func BenchmarkCheckpoint(b *testing.B) {
	for _, members := range []int{10_000, 1_000_000} {
		p, err := NewPlayer(fmt.Sprint("set members ", members))
		require.NoError(b, err)
		require.NoError(b, p.Do("run 2s"))
		p.Finish()
		w := world(p)
		c := w.Checkpoint()
		c.More(nil)
		b.Run(fmt.Sprintf("take/%d", members), func(b *testing.B) {
			for range b.N {
				c.Release()
				c = w.Checkpoint()
				c.More(nil)
			}
			b.ReportMetric(float64(c.Bytes()), "bytes")
		})
		b.Run(fmt.Sprintf("restore/%d", members), func(b *testing.B) {
			for range b.N {
				w.Restore(c)
			}
		})
	}
}
