package ringpicture

import (
	"math"

	"fanout/render/ui"
)

// drawColumns draws machines as columns.
func (v *view) drawColumns() {
	t, r := v.Theme, v.l.shares
	if r.Empty() {
		return
	}
	area := ui.Box(r.X+48, r.Y+40, r.W-48-14, r.H-40-26)
	if v.pic.covered(ui.Box(area.X, area.Y, area.W, area.H+18)) {
		return // their numbers could not be read
	}
	b := barsOf(v.ring.Change)
	head := r.Y + 17
	if !v.pic.place.Folded && r.Y > v.pic.place.Stage.Y+8 {
		v.HLine(r.X, r.Y, r.W, t.Line)
	}
	x := v.Text(r.X+16, head, ui.LabelStrong, t.T1, "Share of keys")
	if k := &v.story.clash; k.worst > 0 {
		at := times(ofFair(v.ring.Change.New, nodeOf(v.ring.Change.New, k.worst)))
		v.TextRight(r.Right()-16, head, ui.LabelStrong, t.Bad, v.Fit(ui.LabelStrong, r.Right()-28-x, "worst: "+names[k.worst]+" at "+at, names[k.worst]+" "+at, ""))
	} else {
		largest, _ := v.ring.Change.New.Extremes()
		v.TextRight(r.Right()-16, head, ui.Label, t.T2, v.Fit(ui.Label, r.Right()-28-x, "largest / mean "+ui.Decimal(float64(largest)/1e6, 2), ""))
	}
	n := v.set.Nodes
	pitch := min(area.W/float64(n), 56)
	wide := math.Floor(pitch * .76)
	for i := range n {
		x := area.X + (float64(i)+.5)*pitch
		v.column(v.rowOf(i+1), ui.Box(math.Round(x-wide/2), area.Y, wide, area.H), pitch, b)
	}
	fair := math.Round(area.Bottom() - area.H*b.fair/b.whole)
	v.Pattern(ui.Box(area.X-6, fair, pitch*float64(n)+10, 1), ui.Dashes, area.X-6, t.T1)
	v.TextRight(area.X-9, fair, ui.Tick, t.T2, ui.Decimal(b.fair*100, 1))
	v.TextRight(area.X-9, area.Bottom()-4, ui.Tick, t.T3, "0 %")
}

// column is one machine, from the bottom up.
func (v *view) column(w row, r ui.Rect, pitch float64, b bars) {
	t, pic := v.Theme, v.pic
	hit := ui.Box(r.CenterX()-pitch/2, r.Y-10, pitch, r.H+32)
	state := v.Place(ui.Widget{ID: "node." + names[w.number], Kind: ui.Button, Rect: hit,
		Label: names[w.number], Value: w.value(), Act: pic.do.pick[w.number]})
	only, joined := v.story.only()
	v.Fill(r, 3, t.Bg3)
	ink, style := t.T2, ui.Tick
	if w.there {
		full := r.H * v.Glide(glides[w.number], min(1, w.share/b.whole), barTravel)
		kept := full * (1 - w.gained)
		if kept > .5 {
			fillNode(&v.Painter, ui.Box(r.X, r.Bottom()-kept, r.W, kept), 3, w.number)
		}
		if full-kept > .5 {
			v.Fill(ui.Box(r.X, r.Bottom()-full, r.W, full-kept), min(3, (full-kept)/2), litOf(t))
		}
	} else {
		ink = t.T3
	}
	if w.was >= 0 {
		y := r.Bottom() - r.H*min(1, w.was/b.whole)
		v.Fill(ui.Box(r.X, math.Round(y)-1, r.W, 2), 0, t.Ghost)
	}
	frame := ui.Box(r.X-3, r.Y-4, r.W+6, r.H+7)
	switch {
	case w.number == v.story.clash.worst:
		v.Border(frame, 5, 1, t.Bad)
		ink, style = t.T1, ui.TickStrong
	case w.number == only && joined:
		v.Border(frame, 5, 1, t.Acc)
		ink, style = t.T1, ui.TickStrong
	case state.Hover:
		v.Border(frame, 5, 1, t.T3)
	}
	if pic.picked == w.number {
		v.Border(frame, 5, 1.4, t.T1)
	}
	v.FocusRing(frame.Inset(2), 5, state)
	v.TextCenter(r.CenterX(), r.Bottom()+13, style, ink, numbers[w.number])
}
