package guildpicture

import (
	"math/rand/v2"
	"testing"

	"fanout/sim/guild"
)

// ledger knows of every session what it has received and handled.
type ledger struct {
	received, handled []int64          // by rank; -1 never
	lost              map[int][2]int64 // by rank: the last message whose copy never came, and when
}

func (l ledger) LastLost(rank int) (message, at int64) { return l.lost[rank][0], l.lost[rank][1] }

func (l ledger) LastHandled(rank int) int64 { return l.handled[rank] }

// The fast way to a dot's state agrees with looking at every session.
func TestDotStateAgainstEverySession(t *testing.T) {
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 1))
		n := 1 + rng.IntN(2_000)
		columns := 1
		for columns*columns < n {
			columns++
		}
		view := guild.FieldView{Members: n, Columns: columns, Rank: make([]uint32, n)}
		for id, rank := range rng.Perm(n) {
			view.Rank[id] = uint32(rank)
		}
		g := newGrid(&view, false)
		g.per = 1 + rng.IntN(4)
		g = regrid(&view, g.per)

		now := int64(10_000_000)
		world := ledger{make([]int64, n), make([]int64, n), make(map[int][2]int64)}
		before := rng.IntN(2) == 0 // something was handled before the waves
		for r := range n {
			world.handled[r] = -1
			if before {
				world.handled[r] = 1_000 + int64(r)
			}
		}
		view.Source = world
		waiting := make(map[int]int64) // rank -> arrival of its oldest unhandled envelope
		gone := make([]bool, n)        // the last copy never came
		losses := rng.IntN(2) == 0
		view.Losses = losses
		waves := int64(rng.IntN(4))
		for m := range waves {
			// A guild sends one message after another: only the newest one has
			// not reached everybody.
			w := guild.Wave{Message: 10 + m, Start: 100_000 + 2_100_000*m, Step: 1_000_000, Size: n, Arrived: n}
			if m == waves-1 {
				w.Arrived = rng.IntN(n + 1)
			}
			w.Handled = rng.IntN(w.Arrived + 1)
			if len(view.Waves) > 0 {
				w.Handled = min(w.Handled, view.Waves[len(view.Waves)-1].Handled)
			}
			for r := range n {
				at := w.Start + int64(r)*w.Step/1000
				if losses && rng.IntN(3) == 0 {
					w.Lose(r)
					world.lost[r] = [2]int64{w.Message, w.Start - 100}
					gone[r] = true
					continue
				}
				if r >= w.Arrived {
					continue
				}
				gone[r] = false
				if r < w.Handled {
					world.handled[r] = at + 50
				} else if _, ok := waiting[r]; !ok {
					waiting[r] = at
				}
			}
			view.Waves = append(view.Waves, w)
		}
		for d := range g.dots * g.dots {
			wantAge, wantState := int64(0), byte(notReached)
			if len(g.of(d)) == 0 {
				wantState = nobody
			}
			oldest, last, missing := int64(-1), int64(-1), 0
			for _, r := range g.of(d) {
				if at, ok := waiting[int(r)]; ok && (oldest < 0 || at < oldest) {
					oldest = at
				}
				last = max(last, world.handled[r])
				if gone[r] {
					missing++
				}
			}
			switch {
			case oldest >= 0:
				wantAge, wantState = now-oldest, 128
			case missing > 0 && 2*missing >= len(g.of(d)):
				wantState = lost
			case last >= 0:
				wantAge, wantState = now-last, handled
			}
			age, state := g.dotState(&view, d, now, 9)
			if age != wantAge || state != wantState {
				t.Fatalf("seed %d, %d sessions, dot %d %v: age %d state %d, want %d and %d\nwaves %+v",
					seed, n, d, g.of(d), age, state, wantAge, wantState, view.Waves)
			}
		}
	}
}

// regrid is newGrid with a given number of sessions per dot.
func regrid(f *guild.FieldView, per int) grid {
	g := newGrid(f, false)
	dots := (f.Columns + per - 1) / per
	g.per, g.dots = per, dots
	buckets := make([][]uint32, dots*dots)
	for rank, id := range g.idOf {
		row, column := g.cell(int(id))
		d := row/per*dots + column/per
		buckets[d] = append(buckets[d], uint32(rank))
	}
	g.start, g.ranks = make([]uint32, 1), nil
	for _, b := range buckets {
		g.ranks = append(g.ranks, b...)
		g.start = append(g.start, uint32(len(g.ranks)))
	}
	g.span()
	return g
}

// Every session is in one dot, and a dot's ranks ascend.
func TestGrid(t *testing.T) {
	for _, n := range []int{1, 2, 99, 10_000, 15_625, 15_626, 100_003} {
		columns := 1
		for columns*columns < n {
			columns++
		}
		view := guild.FieldView{Members: n, Columns: columns, Rank: make([]uint32, n)}
		for id, rank := range rand.New(rand.NewPCG(1, 2)).Perm(n) {
			view.Rank[id] = uint32(rank)
		}
		g := newGrid(&view, false)
		if g.dots > maxDots {
			t.Errorf("%d sessions: %d dots a side", n, g.dots)
		}
		seen := make([]bool, n)
		for d := range g.dots * g.dots {
			ranks := g.of(d)
			for i, r := range ranks {
				if seen[r] || i > 0 && ranks[i-1] >= r || int(g.dotOf[r]) != d {
					t.Fatalf("%d sessions: dot %d holds %v", n, d, ranks)
				}
				seen[r] = true
			}
		}
		for r, ok := range seen {
			if !ok {
				t.Fatalf("%d sessions: rank %d is in no dot", n, r)
			}
		}
	}
}

func TestPitch(t *testing.T) {
	for _, c := range []struct {
		dots        int
		side, scale float64
		want        int
	}{{125, 500, 1, 4}, {125, 375, 1, 3}, {106, 500, 1, 4}, {100, 500, 1, 5}, {125, 500, 2, 8}, {125, 500, 1.5, 6}, {1, 500, 1, 40}, {32, 500, 3, 46}} {
		if got := pitchFor(c.dots, c.side, c.scale); got != c.want {
			t.Errorf("%d dots in %v px at %vx: pitch %d, want %d", c.dots, c.side, c.scale, got, c.want)
		}
	}
}

// With reduced motion a wave has ten places to be, and the snapshot is left alone.
func TestInSteps(t *testing.T) {
	view := guild.FieldView{Waves: []guild.Wave{{Size: 1_000, Arrived: 457, Handled: 99}, {Size: 1_000, Arrived: 1_000, Handled: 1_000}}}
	var f field
	got := f.inSteps(&view).Waves
	if got[0].Arrived != 400 || got[0].Handled != 0 || got[1].Arrived != 1_000 {
		t.Errorf("%+v", got)
	}
	if view.Waves[0].Arrived != 457 {
		t.Error("the snapshot was changed")
	}
}
