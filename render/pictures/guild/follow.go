package guildpicture

import (
	"strings"

	"fanout/render/ui"
	"fanout/sim/guild"
)

// hit is a message on the canvas that can be clicked.
type hit struct {
	at      ui.Point
	message int64
}

// pickMoving picks the message at q, if one passes there and nothing lies over it.
func (pic *stage) pickMoving(q ui.Point, w *ui.Widget) bool {
	if w != nil && w.Kind == ui.Area || pic.folded() {
		return false
	}
	for i := len(pic.hits) - 1; i >= 0; i-- {
		h := &pic.hits[i]
		if ui.Around(h.at.X, h.at.Y, 20).Contains(q) {
			pic.s.In().Focus = ""
			pic.pick(picked{kind: pickMessage, message: h.message})
			return true
		}
	}
	return false
}

// clickOutside ends the inspection, where the click met nothing.
func (pic *stage) clickOutside(q ui.Point, w *ui.Widget) {
	if w == nil && pic.picked.kind != pickNone && pic.l.Stage.Contains(q) {
		pic.unpick()
	}
}

// draw shows what is followed, and the cell cursor.
func (v following) draw(to stance) {
	pic := v.pic
	if pic.s.In().Focus == "field" && pic.s.In().ByKey && pic.cursor >= 0 && pic.cursor < pic.cam.key.members {
		v.cursor(to)
	}
	if id, ok := pic.followed(); ok {
		v.crossHair(to, id)
	}
	if pic.picked.kind == pickMessage && !pic.folded() {
		v.messageMark()
	}
}

// cursor is the frame of the cell cursor: at least as large as can be seen.
func (v following) cursor(to stance) {
	row, column := v.pic.cam.cellOf(v.pic.cursor)
	r := to.rect(row, column)
	if v.pic.cam.levels[v.pic.cam.at].cards() {
		r = to.card(row, column)
	}
	if r.W < 10 {
		r = ui.Around(r.CenterX(), r.CenterY(), 5)
	}
	v.Clipped(to.frame.Inset(-6), func() { v.Border(r.Inset(-3), 5, 2, v.Theme.Acc) })
}

// crossHair marks the followed session: lines about a dot, corners about a card.
// Its name stands above, or at the edge behind which it is.
func (v following) crossHair(to stance, id int) {
	t := v.Theme
	row, column := v.pic.cam.cellOf(id)
	name := "Following " + strings.Replace(sessionTitle(v.pic, id), "Session", "session", 1)
	if to.W >= cardPitchX*.9 {
		r := to.card(row, column)
		v.Clipped(to.frame.Inset(-8), func() { v.Corners(r.Inset(-6), 13, 2, t.T1) })
		if r.Intersect(to.frame).Empty() {
			v.nameTag(to.frame, ui.Pt(r.CenterX(), r.CenterY()), name)
		}
		return
	}
	q := to.middle(row, column)
	if to.frame.Contains(q) {
		const r = 9
		v.Ring(q.X, q.Y, r, 2, t.T1)
		for _, d := range [4]ui.Point{ui.Pt(1, 0), ui.Pt(-1, 0), ui.Pt(0, 1), ui.Pt(0, -1)} {
			v.Line(q.X+d.X*(r-1), q.Y+d.Y*(r-1), q.X+d.X*(r+5), q.Y+d.Y*(r+5), 2, t.T1)
		}
	}
	v.nameTag(to.frame, q, name)
}

// nameTag is a label with a leader down to q, or up where there is no room above.
func (v following) nameTag(frame ui.Rect, q ui.Point, text string) {
	t := v.Theme
	p := ui.Pt(min(max(q.X, frame.X), frame.Right()), min(max(q.Y, frame.Y), frame.Bottom()))
	w := v.Width(ui.LabelMedium, text) + 20
	r := ui.Box(p.X-w/2, p.Y-14-26-24, w, 24)
	begin, end := r.Bottom(), p.Y-14
	if r.Y < frame.Y+2 {
		r.Y = p.Y + 14 + 26
		begin, end = p.Y+14, r.Y
	}
	r.X = min(max(r.X, frame.X+4), frame.Right()-4-w)
	v.VLine(min(max(p.X-.5, r.X+6), r.Right()-6), begin, end-begin, t.T1)
	v.Panel(r, 4, t.Bg3, t.Line2)
	v.TextCenter(r.CenterX(), r.CenterY(), ui.LabelMedium, t.T1, text)
}

// messageMark is the ring about a followed message: on the wire, in the guild's
// mailbox, or being sent.
func (v following) messageMark() {
	t, m := v.Theme, v.pic.picked.message
	p := v.l.lanes(len(guild.ViewOf(v.Snap).APINodes))
	for i := range v.pic.hits {
		if v.pic.hits[i].message == m {
			q := v.pic.hits[i].at
			v.Ring(q.X, q.Y, 24, 2, t.T1)
			return
		}
	}
	for i, q := range guild.ViewOf(v.Snap).Guild.Head {
		if q.Message == m && i < slots && !v.l.Flat {
			v.Corners(slotRect(p.guild, i).Inset(-3), 7, 2, t.T1)
			return
		}
	}
	sent := guild.ViewOf(v.Snap).Guild.Sending
	if sent == 0 {
		sent = guild.ViewOf(v.Snap).Guild.Last
	}
	if sent == m && m != 0 {
		v.Corners(p.guild.Inset(-5), 14, 2, t.T1)
	}
}

// slotRect is the place of a slot of the guild's mailbox.
func slotRect(guild ui.Rect, i int) ui.Rect {
	r := ui.Box(guild.X+12, guild.Y+34, guild.W-24, 52)
	w, h := (r.W-8)/3, (r.H-6)/2
	return ui.Box(r.X+float64(i%3)*(w+4), r.Y+float64(i/3)*(h+6), w, h)
}

// inspectable registers a thing of the lanes that opens the inspector.
func (v *guildView) inspectable(id, label, value string, r ui.Rect, radius float64, p picked) {
	pic := v.pic
	state := v.Place(ui.Widget{ID: id, Kind: ui.Button, Rect: r, Label: label, Value: value,
		Act: func() { pic.pick(p) }})
	v.FocusRing(r, radius, state)
	q := &v.pic.picked
	on := q.kind == p.kind && q.id == p.id && v.Shell.Inspecting()
	switch {
	case on:
		v.Border(r.Inset(-3), radius+3, 1.4, v.Theme.Acc)
	case state.Hover:
		v.Border(r, radius, 1.4, v.Theme.T3)
	}
}

// live is what the field shows above its dots.
func (v following) live(to stance) {
	pic := v.pic
	if pic.zoomed() && !pic.folded() {
		fieldFrame(v).extent(to)
	}
	if pic.cam.levels[pic.cam.nearest(to.W)].cards() {
		cards(v).draw(to)
	}
	nearby(v).waveEdge(to)
	if to.W >= cardPitchX*.9 {
		nearby(v).copies(to)
	}
	v.draw(to)
}
