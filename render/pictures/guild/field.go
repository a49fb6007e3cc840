package guildpicture

import (
	"math"
	"slices"
	"time"

	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/guild"
)

// field is the picture of the sessions, and what is remembered of it.
type field struct {
	scene.Field

	place    ui.Rect // of the dots, CSS px
	lens     stance  // of what was painted last, if that is not the whole field at rest
	alone    bool    // on a landing
	near     bool    // the dots are those of the closeup
	calm     calm
	travels  int64 // of the last frame, as the snapshot counts them
	progress progress
	haze     []byte          // of each dot: the light of its orphan roots
	newest   []int32         // by rank: the newest mark, where every session has its sign
	placed   placed          // how far the marks have been placed
	lost     int             // dots that show a loss
	stepped  guild.FieldView // with reduced motion
}

const (
	nobody     = 1 // a dot of the square for which there is no session
	notReached = 0
	waiting    = 128
	lost       = 192
	handled    = 255
)

// update brings the field in step with a snapshot and reports whether its picture
// has changed. Marks get their sizes, and orphan roots their brightness, where
// all is true; otherwise only new ones are added.
func (f *field) update(pic *stage, snap *sim.Snapshot, all bool, now time.Duration) bool {
	view := &guild.ViewOf(snap).Field
	if turned := pic.l.turned(); !pic.grid.fits(view, turned) {
		pic.grid = newGrid(view, turned)
		f.progress.known, all = false, true
	}
	if alone := pic.l.Alone && !pic.l.Half; f.alone != alone {
		f.alone, f.progress.known, all = alone, false, true
	}
	if snap.Travels != f.travels { // what is remembered may never have been
		f.travels, f.progress.known, all = snap.Travels, false, true
		pic.grid.forget()
		pic.near.forget()
	}
	if pic.zoomed() {
		return f.updateZoomed(pic, snap, all, now)
	}
	if f.Clip != (ui.Rect{}) { // the whole field again
		f.Clip, f.Stretch, f.progress.known, all = ui.Rect{}, ui.Point{}, false, true
		f.touchAll()
	}
	g := &pic.grid
	all = f.arrange(&pic.l, pic.place.Scale, g) || all
	return f.fill(pic, g, snap, all, now)
}

// inSteps is view with waves that advance in ten steps, for people who want
// little motion.
func (f *field) inSteps(view *guild.FieldView) *guild.FieldView {
	waves := append(f.stepped.Waves[:0], view.Waves...)
	f.stepped = *view
	f.stepped.Waves = waves
	for i := range waves {
		w := &waves[i]
		step := max(1, w.Size/10)
		if w.Arrived < w.Size {
			w.Arrived -= w.Arrived % step
		}
		if w.Handled < w.Size {
			w.Handled -= w.Handled % step
		}
	}
	return &f.stepped
}

// Waiting is bright and handled is dark, however long either takes: the ramp up
// to xWaiting belongs to the one, the rest to the other.
const (
	xWaiting = .030
	xHandled = .075
)

// frontShare stretches the bright end of the ramp for those who wait: a front is then
// three or four dots deep, and seen as a line of light rather than as an edge.
const frontShare = .35

// ageByte is the square root of a dot's place on the ramp. x is its age over the
// time of a fan-out. A landing has the ramp as it is: nothing is told apart there yet.
func (f *field) ageByte(x float64, state byte) byte {
	switch {
	case f.alone:
	case state == waiting:
		x = min(x*frontShare, xWaiting)
	case state == handled:
		x = max(x, xHandled)
	}
	if x >= 1 {
		return 255
	}
	return byte(int32(math.Sqrt(max(x, 0))*255 + .5))
}

// arrange places the dots in the middle of the frame and reports whether any of
// it is new.
func (f *field) arrange(l *layout, scale float64, g *grid) bool {
	place, pitch := f.place, f.Pitch
	f.Dots, f.Per = g.dots, g.per*g.per
	f.Pitch = pitchFor(g.dots, l.Field.W, scale)
	f.Dot = dotSize(f.Pitch, scale)
	side := f.Pitch * g.dots
	f.X, f.Y = corner(l.Field, side, scale)
	f.place = ui.Box(float64(f.X)/scale, float64(f.Y)/scale, float64(side)/scale, float64(side)/scale)
	if n := 4 * g.dots * g.dots; len(f.Texels) != n {
		f.Texels, f.lost = make([]byte, n), 0
		f.progress.known = false
		f.touchAll()
	}
	return f.place != place || f.Pitch != pitch
}

// fanoutTime is the time a wave takes from its first to its last arrival: the
// scale of the ramp.
func fanoutTime(f *guild.FieldView) int64 {
	if f.FanoutNs > 0 {
		return f.FanoutNs
	}
	if n := len(f.Waves); n > 0 {
		return f.Waves[n-1].Step * int64(f.Waves[n-1].Size) / 1000
	}
	return 0
}

// settledMessage is a number that changes whenever a wave may have left the
// snapshot: no message after it has been handled by everyone.
func settledMessage(snap *sim.Snapshot) int64 {
	if w := guild.ViewOf(snap).Field.Waves; len(w) > 0 {
		return w[0].Message - 1
	}
	return guild.ViewOf(snap).Guild.Last
}

// dotState is the age and state of dot d. It is exact: the age of the oldest
// envelope that waits in any of its sessions, or else that they lost theirs, or else
// the time since the last one was handled.
func (g *grid) dotState(f *guild.FieldView, d int, now, settled int64) (int64, byte) {
	sp := g.spans[d]
	if sp.first > sp.last {
		return 0, nobody
	}
	// What was handled last is due to the newest wave that has been here; if it
	// is none of the snapshot's, the one before them went through all of the dot.
	age, done, message := int64(-1), int(sp.last), settled
	for i := range f.Waves { // oldest first
		w := &f.Waves[i]
		if w.Arrived <= int(sp.first) {
			continue
		}
		if w.Handled > int(sp.last) {
			done, message = int(sp.last), w.Message
			continue
		}
		ranks := g.of(d)
		n := below(ranks, w.Handled)
		first := n
		for first < len(ranks) && w.Lost(int(ranks[first])) {
			first++
		}
		if first < len(ranks) && int(ranks[first]) < w.Arrived {
			age = max(age, now-w.Start-int64(float64(ranks[first])*float64(w.Step)/1000))
		}
		if n > 0 {
			done, message = int(ranks[n-1]), w.Message
		}
	}
	if age >= 0 {
		return age, waiting
	}
	if g.lost(f, d) {
		return 0, lost
	}
	at := g.handledAt(f, d, done, message)
	if f.Losses { // it may not have come to that one
		at = g.lastHandled(f, d)
	}
	if at < 0 {
		return 0, notReached
	}
	return now - at, handled
}

// below is the number of ranks less than limit.
func below(ranks []uint32, limit int) int {
	lo, hi := 0, len(ranks)
	for lo < hi {
		if mid := (lo + hi) / 2; int(ranks[mid]) < limit {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// front is where the edge of a wave's arrivals lies on a line a fifth from the
// top; false if it is not on that line.
func (f *field) front(snap *sim.Snapshot, w *guild.Wave) (ui.Point, bool) {
	view := &guild.ViewOf(snap).Field
	if view.Columns < 10 {
		return ui.Point{}, false
	}
	row := view.Columns / 5
	for column := view.Columns - 1; column >= 0; column-- {
		id := row*view.Columns + column
		if id < len(view.Rank) && int(view.Rank[id]) < w.Arrived {
			cell := f.place.W / float64(view.Columns)
			return ui.Pt(f.place.X+float64(column+1)*cell, f.place.Y+(float64(row)+.5)*cell), true
		}
	}
	return ui.Point{}, false
}

// draw is the ground of the field, its headline and its legend.
func (v fieldFrame) draw() {
	t, l := v.Theme, v.l
	here, _ := v.pic.cam.now(v.pic.s.Now())
	state := v.Place(ui.Widget{ID: "field", Kind: ui.Plane, Rect: here.frame, Label: "Sessions", Value: ui.Count(int64(guild.ViewOf(v.Snap).Field.Members)) + ", " + v.pic.cam.dotMeaning(), Takes: &v.pic.plane})
	v.FocusRing(here.frame.Inset(-3), 6, state)
	if !v.pic.cam.levels[v.pic.cam.at].cards() || l.compact() {
		v.Panel(here.frame.Inset(-3), 6, t.FieldBg, t.Line)
	}
	if l.FieldHead.Empty() {
		return
	}
	v.head()
	if !v.pic.folded() && !l.Legend.Empty() && l.Legend.Bottom() <= v.Shell.TimelineY() {
		v.legend(l.Legend)
	}
}

// legendItem is a sign of the field and what it means.
type legendItem struct {
	id, name, brief, meaning string
	w                        float64 // of the sign
	draw                     func(x float64)
}

func (v fieldFrame) legend(r ui.Rect) {
	t := v.Theme
	y, x := r.Y+16, r.X
	items := []legendItem{
		{"waiting.not", "not reached", "not reached", "No message has come to this session yet", 10, func(x float64) { v.Panel(ui.Around(x+5, y, 5), 2, t.Idle, t.Line2) }},
		{"waiting", "in mailbox", "mailbox", "A copy, or more than one, waits in the mailbox. Nearly white: it has just come. The longer the oldest waits, the deeper the shade", rampSign, func(x float64) { v.ramp(x, y, 0, 1, 2) }},
		{"handled", "handled", "handled", "The session has handled all its copies. It fades with the time since then", rampSign, func(x float64) { v.ramp(x, y, 3, 5, 7) }},
		{"kept", "span kept", "kept", "A span that a session of the large guild kept of a trace that the API or the guild began. The diamond stays. Point here to ring the newest", 10, func(x float64) { v.Diamond(x+5, y, 5, t.Trace) }},
		{"root", "session root", "root", "An orphan: a session began a trace, which ends there. Its light fades after four fan-outs; the counter keeps the number. Point here to ring the newest", 10, func(x float64) { v.Border(ui.Around(x+5, y, 4.5), 0, 2, t.Trace) }},
	}
	if v.pic.field.lost > 0 {
		meaning := "The last copy for this session never came: a link lost it, or the guild or the session crashed. The next copy clears it"
		if v.pic.field.Per > 1 {
			meaning = "At least half of the dot’s sessions lost their last copy: on a link, or because the guild or they crashed. The next copy clears it"
		}
		items = slices.Insert(items, 3, legendItem{"lost", "copy lost", "lost", meaning, 10, func(x float64) { v.Border(ui.Around(x+5, y, 5), 0, 1.5, t.Ghost.Alpha(.8)) }})
	}
	gap, brief := 16., v.legendWidth(items, 16, false) > r.W
	if brief && v.legendWidth(items, gap, true) > r.W {
		gap = 8
	}
	for _, item := range items {
		name := item.name
		if brief {
			name = item.brief
		}
		item.draw(x)
		end := v.Text(x+item.w+6, y, ui.Label, t.T2, name)
		v.Explain("legend."+item.id, ui.Box(x-4, y-12, end-x+8, 24), item.name, item.meaning)
		x = end + gap
	}
}

// legendWidth is how wide the legend is.
func (v fieldFrame) legendWidth(items []legendItem, gap float64, brief bool) (w float64) {
	for _, item := range items {
		name := item.name
		if brief {
			name = item.brief
		}
		w += item.w + 6 + v.Width(ui.Label, name) + gap
	}
	return w - gap
}

// rampSign is the width of a sign that shows a stretch of the ramp.
const rampSign = 17.

// ramp is a sign of three shades, as dots have them one after the other.
func (v fieldFrame) ramp(x, y float64, shades ...int) {
	for i, shade := range shades {
		v.Fill(ui.Box(x+6*float64(i), y-5, 5, 10), 1, v.Theme.Ramp[shade])
	}
}
