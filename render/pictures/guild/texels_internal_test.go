package guildpicture

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/guild"
)

// walk is a world whose waves advance at random. It answers as sim.World does.
type walk struct {
	*rand.Rand
	snap    sim.Snapshot
	view    guild.View
	handled []int64 // by rank: when it handled its last message, -1 never
	number  int64
	lost    map[int][2]int64 // by rank: the last message whose copy never came, and when
}

func (w *walk) LastLost(rank int) (message, at int64) { return w.lost[rank][0], w.lost[rank][1] }

func (w *walk) LastHandled(rank int) int64 { return w.handled[rank] }

func newWalk(seed uint64) *walk {
	w := &walk{Rand: rand.New(rand.NewPCG(seed, 7)), number: 9}
	n := 1 + w.IntN(3_000)
	if seed%30 == 0 {
		n += 4 * maxDots * maxDots / 3 // four sessions to a dot
	}
	columns := 1
	for columns*columns < n {
		columns++
	}
	w.snap.Model, w.snap.View = guild.Model(), &w.view
	field := &w.view.Field
	*field = guild.FieldView{Members: n, Columns: columns, Rank: make([]uint32, n), FanoutNs: 1_000_000, Source: w}
	for id, rank := range w.Perm(n) {
		field.Rank[id] = uint32(rank)
	}
	w.handled = make([]int64, n)
	for rank := range w.handled {
		w.handled[rank] = -1
	}
	w.lost = make(map[int][2]int64)
	field.Losses = seed%3 == 1 && seed%5 != 4 // with reduced motion a wave is shown later than it is
	w.snap.Settings, w.snap.Playing, w.snap.Speed = guild.DefaultSettings(), true, exact.Whole/100
	return w
}

// step lets some time pass: waves advance, end and begin, marks come and go.
func (w *walk) step() {
	s, field := &w.snap, &w.view.Field
	n := field.Members
	s.Now += int64(w.IntN(40_000))
	waves := field.Waves[:0]
	limit := n
	for i, wave := range slices.Clone(field.Waves) {
		wave.Arrived = n
		if i == len(field.Waves)-1 {
			wave.Arrived = min(n, int((s.Now-wave.Start)*1000/wave.Step)+1)
		}
		to := min(wave.Arrived, limit, wave.Handled+w.IntN(n/10+2))
		for rank := wave.Handled; rank < to; rank++ {
			if w.lost[rank][0] == wave.Message {
				continue
			}
			w.handled[rank] = s.Now - int64(w.IntN(500))
			if w.IntN(20) == 0 {
				guild.ViewOf(s).Marks = append(guild.ViewOf(s).Marks, guild.Mark{Rank: uint32(rank), Orphan: w.IntN(2) == 0, Message: wave.Message, At: w.handled[rank]})
			}
		}
		wave.Handled, limit = to, to
		if to < n {
			waves = append(waves, wave)
		} else {
			guild.ViewOf(s).Guild.Last = wave.Message
			field.FanoutNs = 1 + s.Now - wave.Start
		}
	}
	field.Waves = waves
	if len(waves) == 0 && w.IntN(5) == 0 || len(waves) > 0 && waves[len(waves)-1].Arrived == n && w.IntN(10) == 0 {
		w.number++
		wave := guild.Wave{Message: w.number, Start: s.Now, Step: int64(100_000 + w.IntN(2_000_000)), Size: n}
		for rank := range n {
			if field.Losses && w.IntN(3) == 0 {
				wave.Lose(rank)
				w.lost[rank] = [2]int64{wave.Message, s.Now}
			}
		}
		field.Waves = append(waves, wave)
	}
	if len(guild.ViewOf(s).Marks) > 300 {
		guild.ViewOf(s).MarksDropped += 150
		guild.ViewOf(s).Marks = append(guild.ViewOf(s).Marks[:0], guild.ViewOf(s).Marks[150:]...)
	}
}

// newStage is the picture of a scene that has been laid out.
func newStage(reduced bool) *stage {
	var p *Picture
	s := scene.New(scene.Config{Model: guild.Model(), Measure: flat{}, ReducedMotion: reduced, Picture: func(s *scene.Shell) scene.Picture {
		p = newPicture(s)
		return p
	}})
	s.Resize(1440, 900, 1, flat{})
	return &p.stage
}

// A field that follows the world shows what one that is made from nothing shows:
// in every frame the texels, and whenever all marks are placed the marks and the
// orphan roots as well.
func TestFieldFollowsTheWorld(t *testing.T) {
	for seed := range uint64(60) {
		w := newWalk(seed)
		reduced := seed%5 == 4
		pic := newStage(reduced)
		now := time.Duration(0)
		shown := make([]byte, 0)
		for step := range 120 {
			for range 1 + w.IntN(3) {
				w.step()
			}
			all := w.IntN(4) == 0 || step == 0
			now += time.Second / 60
			changed := pic.field.update(pic, &w.snap, all, now)

			fresh := newStage(reduced)
			if reduced {
				fresh.grid = pic.grid // remembers what was handled before the wave that is shown late
			}
			fresh.field.update(fresh, &w.snap, true, 0)
			got, want := &pic.field, &fresh.field
			for i := range want.Texels {
				if got.Texels[i] != want.Texels[i] && (i%4 != 2 || all) {
					t.Fatalf("seed %d, step %d: byte %d of dot %d is %d, want %d", seed, step, i%4, i/4, got.Texels[i], want.Texels[i])
				}
			}
			lostDots := 0
			for i := 1; i < len(got.Texels); i += 4 {
				if got.Texels[i] == lost {
					lostDots++
				}
			}
			if got.lost != lostDots {
				t.Fatalf("seed %d, step %d: %d dots are counted as lost; expected %d", seed, step, got.lost, lostDots)
			}
			if len(got.Marks) != len(want.Marks) {
				t.Fatalf("seed %d, step %d: %d marks, want %d", seed, step, len(got.Marks), len(want.Marks))
			}
			for i := range want.Marks {
				if all && got.Marks[i] != want.Marks[i] || got.Marks[i].X != want.Marks[i].X || got.Marks[i].Y != want.Marks[i].Y {
					t.Fatalf("seed %d, step %d: mark %d is %v, want %v", seed, step, i, got.Marks[i], want.Marks[i])
				}
			}

			// What is handed over row by row is the whole.
			if got.Changed {
				if len(shown) != len(got.Texels) {
					shown = make([]byte, len(got.Texels))
				}
				copy(shown[4*got.Dots*got.Rows[0]:4*got.Dots*got.Rows[1]], got.Texels[4*got.Dots*got.Rows[0]:])
				got.Changed = false
				if !changed {
					t.Fatalf("seed %d, step %d: rows %v have changed unsaid", seed, step, got.Rows)
				}
			}
			for i := range got.Texels {
				if shown[i] != got.Texels[i] {
					t.Fatalf("seed %d, step %d: byte %d of dot %d was not handed over", seed, step, i%4, i/4)
				}
			}
		}
	}
}

// flat measures every letter alike.
type flat struct{}

func (flat) Advance(_ ui.Style, t string) float64 { return 6 * float64(len(t)) }

// Following the world takes no memory from frame to frame.
func TestFieldAllocatesNothing(t *testing.T) {
	w := newWalk(3)
	pic := newStage(false)
	w.view.Field.Waves = []guild.Wave{{Message: 10, Step: 1_000_000, Size: w.view.Field.Members}}
	wave := &w.view.Field.Waves[0]
	w.view.Marks = make([]guild.Mark, 0, 1_000)
	frame := func() {
		w.snap.Now += 1_000
		wave.Arrived = min(wave.Arrived+2, wave.Size)
		wave.Handled = min(wave.Handled+1, wave.Size)
		w.view.Marks = append(w.view.Marks, guild.Mark{Rank: uint32(wave.Handled), At: w.snap.Now})
		pic.field.update(pic, &w.snap, len(w.view.Marks)%6 == 0, 0)
	}
	for range 100 {
		frame()
	}
	if n := testing.AllocsPerRun(200, frame); n > 0 {
		t.Errorf("%v allocations a frame", n)
	}
}
