package sim

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
)

// randomWorld is a history under settings that anybody could have made.
func randomWorld(t *testing.T, rng *rand.Rand) *Player {
	t.Helper()
	p, err := NewPlayer(fmt.Sprint("seed ", rng.Uint64()))
	require.NoError(t, err)
	for range 6 {
		doSomething(t, p, rng)
	}
	return p
}

// doSomething gives one random command that changes the history.
func doSomething(t *testing.T, p *Player, rng *rand.Rand) {
	t.Helper()
	require.NoError(t, p.Do(anything(rng)))
}

// everything is all that can be told of a world.
type everything struct {
	Snapshot Snapshot
	Spans    []Span
	Last     []int64
	Trees    error
	Stops    int
}

func lookAt(p *Player) *everything {
	e := &everything{Stops: p.world.moments.all.count}
	p.Frame(0, nil)
	p.Snapshot(&e.Snapshot)
	f := &e.Snapshot.Field
	for rank := range f.Members {
		e.Last = append(e.Last, f.LastHandled(rank))
	}
	f.Source = nil
	f.Rank = slices.Clone(f.Rank)
	for _, s := range p.Spans() {
		e.Spans = append(e.Spans, *s)
	}
	e.Trees = p.CheckTrees()
	return e
}

// unordered takes out what depends on how the run was cut into windows: the order
// in which spans of different nodes came to the store.
func (e *everything) unordered() *everything {
	slices.SortFunc(e.Spans, func(a, b Span) int {
		return cmp.Or(bytes.Compare(a.Trace[:], b.Trace[:]), bytes.Compare(a.ID[:], b.ID[:]))
	})
	for i := range e.Snapshot.Marks {
		e.Snapshot.Marks[i].Span = 0
	}
	slices.SortFunc(e.Snapshot.Marks, func(a, b Mark) int {
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
	rounds := uint64(24)
	if testing.Short() {
		rounds = 3
	}
	open := 0
	for seed := range rounds {
		rng := rand.New(rand.NewPCG(seed, 7))
		p := randomWorld(t, rng)
		w := p.world
		at := actor.Time(rng.Int64N(int64(1200 * time.Millisecond)))
		w.run(at, nil)
		if seed%2 == 1 { // while the API waits for answers
			require.NoError(t, p.Do("set head.rate 100%"))
			require.NoError(t, p.Do("burst 9"))
			at += actor.Time(rng.Int64N(int64(6 * time.Millisecond)))
			w.run(at, nil)
		}
		c := w.checkpoint()
		odd := false
		for !c.more(func() bool { odd = !odd; return odd }) {
		}
		for _, n := range w.apis {
			if n.root.Span != nil && n.root.IsRecording() {
				open++
			}
		}
		before := lookAt(p)
		end := at + actor.Time(rng.Int64N(int64(800*time.Millisecond)))
		w.run(end, nil)
		want := lookAt(p)
		for range 2 {
			// A detour that nothing may be left of.
			for range 3 {
				doSomething(t, p, rng)
				w.run(w.system.Now()+actor.Time(rng.Int64N(int64(100*time.Millisecond))), nil)
			}
			w.restore(c)
			require.Equal(t, before.Snapshot.Hash, w.hash())
			p.changed, p.before, p.hasBefore, p.spansAgo = want.Snapshot.Changed, [NumServices]StageCost{}, false, want.Snapshot.Messages.SpansBefore
			if p.world.settings != want.Snapshot.Settings {
				t.Fatalf("seed %d: settings %+v, before %+v", seed, p.world.settings, want.Snapshot.Settings)
			}
			p.rehearsal = newRehearsal(w.settings, w.profile)
			w.run(end, nil)
			got := lookAt(p)
			got.Snapshot.Log, got.Snapshot.LogDropped = want.Snapshot.Log, want.Snapshot.LogDropped
			got.Snapshot.Notes, got.Snapshot.Note = want.Snapshot.Notes, want.Snapshot.Note
			for v := range NumServices {
				got.Snapshot.Services[v].Before, got.Snapshot.Services[v].HasBefore = want.Snapshot.Services[v].Before, want.Snapshot.Services[v].HasBefore
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
	w := p.world
	var points []*checkpoint
	var hashes []uint64
	for range 8 {
		w.run(w.system.Now()+actor.Time(77*time.Millisecond), nil)
		c := w.checkpoint()
		c.more(nil)
		points = append(points, c)
		hashes = append(hashes, w.hash())
	}
	for i, n := range rand.New(rand.NewPCG(3, 3)).Perm(64) {
		n %= 8
		w.restore(points[n])
		require.Equal(t, hashes[n], w.hash(), "round %d", i)
		if n < 7 {
			w.run(points[n+1].at, nil)
			require.Equal(t, hashes[n+1], w.hash(), "round %d", i)
		}
	}
}

// Every field of what a world consists of is copied, or is named as one that need
// not be: a new one cannot be forgotten.
func TestWhatCannotBeRememberedSaysSo(t *testing.T) {
	type stranger struct{ f func() }
	_, err := remember(&stranger{})
	require.NoError(t, err)
	_, err = remember(&stranger{f: func() {}})
	assert.EqualError(t, err, "stranger.f: a func() cannot be copied: say in unchanging or keepers what becomes of it")
	_, err = remember(&struct{ r *rand.Rand }{rand.New(rand.NewPCG(1, 1))})
	assert.EqualError(t, err, "a pointer to struct { r *rand.Rand } cannot be copied: say in unchanging or keepers what becomes of it")
	type foreign struct{ r *rand.Rand }
	_, err = remember(&foreign{rand.New(rand.NewPCG(1, 1))})
	assert.EqualError(t, err, "foreign.r: a pointer to rand.Rand cannot be copied: say in unchanging or keepers what becomes of it")

	for field := range unchanging {
		name, rest, _ := cut(field)
		of, ok := map[string]reflect.Type{
			"World": reflect.TypeFor[World](), "tracer": reflect.TypeFor[tracer](), "spanSink": reflect.TypeFor[spanSink](),
			"sessionNode": reflect.TypeFor[sessionNode](), "relay": reflect.TypeFor[relay](),
		}[name]
		require.True(t, ok, field)
		_, ok = of.FieldByName(rest)
		assert.True(t, ok, "%s is no field", field)
	}
}

func cut(s string) (string, string, bool) {
	for i := range s {
		if s[i] == '.' {
			return s[:i], s[i+1:], true
		}
	}
	return s, "", false
}

// Every kind of memory is taken apart: neither side of a copy feels the other.
func TestRemember(t *testing.T) {
	type leaf struct{ n int }
	type tree struct {
		list   []int
		leaves []*leaf
		byName map[string]*leaf
		grid   [2][]int
		self   *tree
		one    leaf
	}
	a, b := &leaf{1}, &leaf{2}
	root := &tree{list: []int{1, 2}, leaves: []*leaf{a, b, a}, byName: map[string]*leaf{"a": a}, grid: [2][]int{{7}, nil}, one: leaf{9}}
	root.self = root
	list := root.list
	m, err := remember(root)
	require.NoError(t, err)
	for range 2 {
		list[0], root.list = 5, append(root.list, 6)
		root.leaves[0], root.leaves = b, root.leaves[:1]
		root.byName["b"] = b
		root.grid[0][0], root.grid[1] = 8, []int{1}
		a.n, b.n, root.one.n = 10, 20, 90
		root.self = nil
		m.recall()
		assert.Equal(t, []int{1, 2}, root.list)
		assert.Equal(t, []*leaf{a, b, a}, root.leaves)
		assert.Same(t, a, root.byName["a"])
		assert.Len(t, root.byName, 1)
		assert.Equal(t, [2][]int{{7}, nil}, root.grid)
		assert.Equal(t, []int{1, 2, 9}, []int{a.n, b.n, root.one.n})
		assert.Same(t, root, root.self)
		root.list[0] = 4 // what was brought back is not the memory itself
	}
}

func BenchmarkCheckpoint(b *testing.B) {
	for _, members := range []int{10_000, 1_000_000} {
		p, err := NewPlayer(fmt.Sprint("set members ", members))
		require.NoError(b, err)
		require.NoError(b, p.Do("run 2s"))
		p.Finish()
		w := p.world
		c := w.checkpoint()
		c.more(nil)
		b.Run(fmt.Sprintf("take/%d", members), func(b *testing.B) {
			for range b.N {
				c.release()
				c = w.checkpoint()
				c.more(nil)
			}
			b.ReportMetric(float64(c.bytes()), "bytes")
		})
		b.Run(fmt.Sprintf("restore/%d", members), func(b *testing.B) {
			for range b.N {
				w.restore(c)
			}
		})
	}
}
