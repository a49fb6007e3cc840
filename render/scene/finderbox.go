package scene

// finderBox is where the name of the session to follow is typed, above the field.
func (v *view) finderBox() {
	f := &v.s.finder
	if !f.open {
		return
	}
	t := v.theme
	to := v.s.cam.to.frame
	r := Rect{to.CenterX() - 130, to.Y + 12, 260, 76}
	v.s.widgets = append(v.s.widgets, Widget{ID: "finder", Kind: Area, Rect: r, Label: "Follow session", Value: f.text})
	v.panel(r, 10, t.Bg2, t.Line2)
	v.text(r.X+14, r.Y+18, LabelStrong, t.T1, "Follow session")
	v.textRight(r.Right()-14, r.Y+18, Tick, t.T3, "Enter, Esc")
	box := Rect{r.X + 14, r.Y + 32, r.W - 28, 30}
	line := t.Acc
	if f.bad != "" {
		line = t.Bad
	}
	v.panel(box, 6, t.Bg1, line)
	x := v.text(box.X+10, box.CenterY(), MonoTime, t.T1, f.text)
	v.fill(Rect{x + 1, box.Y + 7, 1.5, box.H - 14}, 0, t.T1)
	if f.text == "" {
		v.text(x+8, box.CenterY(), Label, t.T3, "row column, such as "+v.s.name(v.s.cam.key.members*3/8))
	}
	if f.bad == "" {
		return
	}
	lines := v.wrap(Label, f.bad, r.W-28)
	b := Rect{r.X, r.Bottom() + 6, r.W, float64(len(lines))*17 + 14}
	v.panel(b, 6, t.Bg3, t.Bad)
	for i, l := range lines {
		v.text(b.X+14, b.Y+15+17*float64(i), Label, t.T1, l)
	}
}
