package guildpicture

import "fanout/render/ui"

// finder is where the name of the session to follow is typed, above the field.
func (v fieldFrame) finder() {
	f := &v.pic.finder
	if !f.open {
		return
	}
	t := v.Theme
	to := v.pic.cam.to.frame
	r := ui.Box(to.CenterX()-130, to.Y+12, 260, 76)
	v.In.Add(ui.Widget{ID: "finder", Kind: ui.Area, Rect: r, Label: "Follow session", Value: f.text})
	v.Panel(r, 10, t.Bg2, t.Line2)
	v.Text(r.X+14, r.Y+18, ui.LabelStrong, t.T1, "Follow session")
	v.TextRight(r.Right()-14, r.Y+18, ui.Tick, t.T3, "Enter, Esc")
	box := ui.Box(r.X+14, r.Y+32, r.W-28, 30)
	line := t.Acc
	if f.bad != "" {
		line = t.Bad
	}
	v.Panel(box, 6, t.Bg1, line)
	x := v.Text(box.X+10, box.CenterY(), ui.MonoTime, t.T1, f.text)
	v.Fill(ui.Box(x+1, box.Y+7, 1.5, box.H-14), 0, t.T1)
	if f.text == "" {
		v.Text(x+8, box.CenterY(), ui.Label, t.T3, "number, or row column: "+v.pic.cam.name(v.pic.cam.key.members*3/8))
	}
	if f.bad == "" {
		return
	}
	lines := v.Wrap(ui.Label, f.bad, r.W-28)
	b := ui.Box(r.X, r.Bottom()+6, r.W, float64(len(lines))*17+14)
	v.Panel(b, 6, t.Bg3, t.Bad)
	for i, l := range lines {
		v.Text(b.X+14, b.Y+15+17*float64(i), ui.Label, t.T1, l)
	}
}
