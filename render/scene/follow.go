package scene

// hit is a message on the canvas that can be clicked.
type hit struct {
	at      Point
	message int64
}

// pickMoving picks the message at q, if one passes there and nothing lies over it.
func (s *Scene) pickMoving(q Point, w *Widget) bool {
	if w != nil && w.Kind == Area || s.folded() {
		return false
	}
	for i := len(s.hits) - 1; i >= 0; i-- {
		h := &s.hits[i]
		if around(h.at.X, h.at.Y, 20).Contains(q) {
			s.focus = ""
			s.pick(picked{kind: pickMessage, message: h.message})
			return true
		}
	}
	return false
}

// clickOutside ends the inspection, where the click met nothing.
func (s *Scene) clickOutside(w *Widget, q Point) {
	if w == nil && s.picked.kind != pickNone && s.layout.Stage.Contains(q) {
		s.unpick()
	}
}

// followMarks shows what is followed, and the cell cursor.
func (v *view) followMarks(to stance) {
	s := v.s
	if s.focus == "field" && s.byKey && s.cursor >= 0 && s.cursor < s.cam.key.members {
		v.cursor(to)
	}
	if id, ok := s.followed(); ok {
		v.crossHair(to, id)
	}
	if s.picked.kind == pickMessage && !s.folded() {
		v.messageMark()
	}
}

// cursor is the frame of the cell cursor: at least as large as can be seen.
func (v *view) cursor(to stance) {
	row, column := v.s.cellOf(v.s.cursor)
	r := to.rect(row, column)
	if v.s.cam.levels[v.s.cam.at].cards() {
		r = to.card(row, column)
	}
	if r.W < 10 {
		r = around(r.CenterX(), r.CenterY(), 5)
	}
	v.clipped(to.frame.Inset(-6), func() { v.border(r.Inset(-3), 5, 2, v.theme.Acc) })
}

// crossHair marks the followed session: lines about a dot, corners about a card.
// Its name stands above, or at the edge behind which it is.
func (v *view) crossHair(to stance, id int) {
	t := v.theme
	row, column := v.s.cellOf(id)
	name := "Following " + v.s.name(id)
	if to.W >= cardPitchX*.9 {
		r := to.card(row, column)
		v.clipped(to.frame.Inset(-8), func() { v.corners(r.Inset(-6), 13, 2, t.T1) })
		if r.Intersect(to.frame).Empty() {
			v.nameTag(to.frame, Point{r.CenterX(), r.CenterY()}, name)
		}
		return
	}
	q := to.middle(row, column)
	if to.frame.Contains(q) {
		const r = 9
		v.ring(q.X, q.Y, r, 2, t.T1)
		for _, d := range [4]Point{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
			v.line(q.X+d.X*(r-1), q.Y+d.Y*(r-1), q.X+d.X*(r+5), q.Y+d.Y*(r+5), 2, t.T1)
		}
	}
	v.nameTag(to.frame, q, name)
}

// nameTag is a label with a leader down to q, or up where there is no room above.
func (v *view) nameTag(frame Rect, q Point, text string) {
	t := v.theme
	p := Point{min(max(q.X, frame.X), frame.Right()), min(max(q.Y, frame.Y), frame.Bottom())}
	w := v.width(LabelMedium, text) + 20
	r := Rect{p.X - w/2, p.Y - 14 - 26 - 24, w, 24}
	begin, end := r.Bottom(), p.Y-14
	if r.Y < frame.Y+2 {
		r.Y = p.Y + 14 + 26
		begin, end = p.Y+14, r.Y
	}
	r.X = min(max(r.X, frame.X+4), frame.Right()-4-w)
	v.vline(min(max(p.X-.5, r.X+6), r.Right()-6), begin, end-begin, t.T1)
	v.panel(r, 4, t.Bg3, t.Line2)
	v.textCenter(r.CenterX(), r.CenterY(), LabelMedium, t.T1, text)
}

// messageMark is the ring about a followed message: on the wire, in the guild's
// mailbox, or being sent.
func (v *view) messageMark() {
	t, m := v.theme, v.s.picked.message
	p := v.l.lanes(len(v.snap.APINodes))
	for i := range v.s.hits {
		if v.s.hits[i].message == m {
			q := v.s.hits[i].at
			v.ring(q.X, q.Y, 24, 2, t.T1)
			return
		}
	}
	for i, q := range v.snap.Guild.Head {
		if q.Message == m && i < slots && !v.l.Flat {
			v.corners(v.slotRect(p.guild, i).Inset(-3), 7, 2, t.T1)
			return
		}
	}
	sent := v.snap.Guild.Sending
	if sent == 0 {
		sent = v.snap.Guild.Last
	}
	if sent == m && m != 0 {
		v.corners(p.guild.Inset(-5), 14, 2, t.T1)
	}
}

// slotRect is the place of a slot of the guild's mailbox.
func (v *view) slotRect(guild Rect, i int) Rect {
	r := Rect{guild.X + 12, guild.Y + 34, guild.W - 24, 52}
	w, h := (r.W-8)/3, (r.H-6)/2
	return Rect{r.X + float64(i%3)*(w+4), r.Y + float64(i/3)*(h+6), w, h}
}

// inspectable registers a thing of the lanes that opens the inspector.
func (v *view) inspectable(id, label, value string, r Rect, radius float64, p picked) {
	look := v.place(Widget{ID: id, Kind: Button, Rect: r, Label: label, Value: value,
		act: func(s *Scene) { s.pick(p) }})
	v.focusRing(r, radius, look)
	q := &v.s.picked
	on := q.kind == p.kind && q.id == p.id && v.s.panel
	switch {
	case on:
		v.border(r.Inset(-3), radius+3, 1.4, v.theme.Acc)
	case look.hover:
		v.border(r, radius, 1.4, v.theme.T3)
	}
}

// closeUpLive is what the field shows above its dots.
func (v *view) closeUpLive(to stance) {
	s := v.s
	if s.zoomed() && !s.folded() {
		v.extent(to)
	}
	if s.cam.levels[s.cam.nearest(to.W)].cards() {
		v.cards(to)
	}
	v.waveEdge(to)
	if to.W >= cardPitchX*.9 {
		v.copies(to)
	}
	v.followMarks(to)
}
