package guildpicture

import (
	"time"

	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/guild"
)

// Half-diagonals of kept spans by age: new, of this fan-out, older.
const (
	markNew = 4.2
	markMid = 3.7
	markOld = 3.2

	markDot = 6. // CSS px from dot to dot up to which these are right
)

// placed is how far the marks of a history have been placed.
type placed struct {
	seed    uint64
	now     int64
	dropped int // marks that had left the snapshot
	marks   int // of the snapshot
	last    int64
	veiled  bool
	whole   time.Duration // when all of them were placed last
	wholeAt int64         // the virtual time then
}

// Marks shrink in two small steps, and are painted again for that when so much time has passed, or
// so many have come since: each of the others is painted in every frame.
const (
	wornAfter = 500 * time.Millisecond
	wornBy    = 250
)

// worn reports whether all marks are to be placed again, with the sizes of their ages. In a world
// that does not play they are exact.
func (f *field) worn(snap *sim.Snapshot, veiled bool, now time.Duration) bool {
	p := &f.placed
	return now-p.whole >= wornAfter || now < p.whole || len(f.Marks)-f.Settled >= wornBy ||
		!snap.Playing && snap.Now != p.wholeAt || veiled != p.veiled
}

// settleFrom is the number of marks from which it is worth keeping them painted.
const settleFrom = 500

// marks places kept spans, and brightens the dots of orphan roots: all of them,
// or those that are new since the last frame. It reports whether the picture has
// changed.
func (f *field) marks(pic *stage, snap *sim.Snapshot, fanout int64, all bool, now time.Duration) bool {
	p, roomy := &f.placed, f.roomy(pic)
	last := guild.ViewOf(snap).Guild.Last
	if roomy && (len(guild.ViewOf(snap).Marks) != p.marks || last != p.last) {
		all = true // a new span takes the place of an older one, and a new fan-out may end a root's light
	}
	if all || snap.Seed != p.seed || snap.Now < p.now || guild.ViewOf(snap).MarksDropped != p.dropped || len(guild.ViewOf(snap).Marks) < p.marks {
		p.marks, all = 0, true
		f.Marks, f.Settled, f.MarksChanged = f.Marks[:0], 0, true
		f.haze = resized(f.haze, len(f.Texels)/4)
		clear(f.haze)
	}
	if all {
		p.veiled, p.whole, p.wholeAt = pic.place.Veiled, now, snap.Now
	}
	if pic.place.Veiled {
		return all
	}
	before, growth := len(f.Marks), 1.
	if !pic.s.Reduced() {
		growth = pic.unveiling.growth()
	}
	changed := false
	if roomy && all {
		f.lastOfEach(pic, guild.ViewOf(snap).Marks)
	}
	for i := p.marks; i < len(guild.ViewOf(snap).Marks); i++ {
		m := &guild.ViewOf(snap).Marks[i]
		if int(m.Rank) >= len(pic.grid.idOf) {
			continue // of a world that had more members
		}
		q, d, seen := f.where(pic, m.Rank)
		if !seen {
			continue
		}
		if roomy && int(f.newest[m.Rank]) != i {
			continue
		}
		age := snap.Now - m.At
		if m.Orphan {
			light := orphanLight(age, fanout)
			if roomy {
				light = 0
				if last < m.Message+rootStays {
					light = rootLight
				}
			}
			f.haze[d] = byte(min(255, int(f.haze[d])+light))
			if !all {
				changed = f.light(d, f.Dots) || changed
			}
			continue
		}
		f.Marks = append(f.Marks, markAt(q, age, fanout, float64(f.Pitch)/pic.place.Scale, growth))
	}
	p.seed, p.now, p.dropped, p.marks, p.last = snap.Seed, snap.Now, guild.ViewOf(snap).MarksDropped, len(guild.ViewOf(snap).Marks), last
	if !all {
		return changed || len(f.Marks) != before
	}
	for d := range f.haze {
		f.light(d, f.Dots)
	}
	f.Settled = 0
	if len(f.Marks) >= settleFrom && f.Clip == (ui.Rect{}) {
		f.Settled = len(f.Marks)
	}
	f.MarksChanged = true
	return true
}

// rootPitch is the least distance of dots, in CSS px, from which each dot is a separate sign: the
// newest span of its session then gives it its mark: a diamond stays, and a root until rootStays
// more messages have been sent. Where dots are smaller, all that were kept are diamonds, and
// orphan roots a light that fades.
const rootPitch = 7.

// rootLight is how bright a root is meanwhile.
const rootLight = 110

// rootStays is how many fan-outs later a root has faded, as the legend says.
const rootStays = 4

// roomy reports whether each session has a dot that is large enough for a sign.
func (f *field) roomy(pic *stage) bool {
	return f.Per == 1 && float64(f.Pitch)/pic.place.Scale >= rootPitch
}

// lastOfEach finds the newest mark of each session.
func (f *field) lastOfEach(pic *stage, marks []guild.Mark) {
	f.newest = resized(f.newest, len(pic.grid.idOf))
	for i := range marks {
		if r := int(marks[i].Rank); r < len(f.newest) {
			f.newest[r] = int32(i)
		}
	}
}

// light shows the orphan roots of a dot and reports whether they have changed.
func (f *field) light(d, dots int) bool {
	if f.Texels[4*d+2] == f.haze[d] {
		return false
	}
	f.Texels[4*d+2] = f.haze[d]
	f.touch(d / dots)
	return true
}

// markAt is the diamond of a kept span of that age at q.
// It grows with dots that are larger than it was meant for, and by growth.
func markAt(q ui.Point, age, fanout int64, dot, growth float64) scene.MarkDot {
	half := markOld
	switch {
	case age < fanout/8:
		half = markNew
	case age < fanout:
		half = markMid
	}
	half *= min(max(1, dot/markDot), 2) * growth
	return scene.MarkDot{X: float32(q.X), Y: float32(q.Y), Half: float32(half)}
}

// orphanLight is how much an orphan root of that age adds to its dot: it fades
// over four fan-outs, or the haze of all past ones would hide the wave. The
// counter has the number.
func orphanLight(age, fanout int64) int {
	switch {
	case age < fanout/2:
		return 110
	case age < fanout:
		return 70
	case age < 2*fanout:
		return 36
	case age < 4*fanout:
		return 14
	}
	return 0
}
