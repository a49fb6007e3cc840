package scene

import (
	"math"

	"fanout/render/ui"
	"fanout/sim/readout"
	"fanout/sim/row"
)

// figure is what the width of a frame stands for: nanoseconds, or samples.
func (p *profileTab) figure(f *readout.Frame) int64 {
	if p.sampled {
		return f.Samples
	}
	return f.Ns
}

// root is where the graph begins: the frame that fills the width, -1 for all of them, and what
// its width stands for.
func (p *profileTab) root() (root int, all int64) {
	root = -1
	for i := range p.frames {
		f := &p.frames[i]
		switch {
		case len(p.path) == 0 && f.Depth == 0:
			all += p.figure(f)
		case len(p.path) > 0 && f.Depth+1 == len(p.path) && f.Under(p.path):
			return i, p.figure(f)
		}
	}
	return root, all
}

// graph is the axis, the frames, and a line about one of them.
func (p *profileTab) graph(v *view, c *ui.Column) {
	t := v.Theme
	root, all := p.root()
	p.boxes = p.boxes[:0]
	if all == 0 {
		p.empty(v, c)
		return
	}
	p.axis(v, c.Take(20), all)
	first, depth := 0, 0
	if root >= 0 {
		first = p.frames[root].Depth
	}
	next := c.X // where the next frame begins that no other one here calls
	for i := range p.frames {
		f := &p.frames[i]
		if f.Depth < first || !f.Under(p.path) || p.figure(f) == 0 {
			continue
		}
		level, x := f.Depth-first, &next
		if b := p.boxOf(f.Parent); b >= 0 {
			x = &p.boxes[b].next
		}
		w := c.W * float64(p.figure(f)) / float64(all)
		r := ui.Box(*x, c.Y+(frameRow+frameGap)*float64(level), w, frameRow)
		*x += w
		p.boxes = append(p.boxes, frameBox{r: r, frame: i, next: r.X})
		depth = max(depth, level+1)
	}
	r := c.Take((frameRow + frameGap) * float64(depth))
	if v.In.Hover == "flame" && !v.In.ByKey {
		if i := p.under(v.In.Pointer); i >= 0 {
			p.tell(i)
		}
	}
	state := v.Place(ui.Widget{ID: "flame", Kind: ui.Reader, Rect: r, Label: "Flame graph of " + p.title(v), Value: p.spoken(v),
		Takes: p, Act: func() { p.press(v.s) }})
	chosen := p.chosen()
	for i := range p.boxes {
		p.frame(v, i, i == chosen && (state.Focus || state.Hover))
	}
	v.FocusRing(r.Inset(-1), 4, state)
	p.about(v, c, chosen)
	line := c.Take(20)
	text := v.Fit(ui.Label, line.W-64, "Dashed: the price is modelled; what ran, and how often, is counted.", "Dashed: modelled prices, real counts", "")
	if text != "" {
		v.Tag(v.Text(line.X, line.CenterY(), ui.Label, t.T3, text)+10+v.Width(ui.Tick, v.CostTag())+10, line.CenterY(), v.CostTag())
	}
}

// boxOf is the box of a frame, -1 if it has none.
func (p *profileTab) boxOf(frame int) int {
	for i := range p.boxes {
		if p.boxes[i].frame == frame {
			return i
		}
	}
	return -1
}

// empty says why there is nothing to see.
func (p *profileTab) empty(v *view, c *ui.Column) {
	text := "Nothing has run here so far."
	switch {
	case p.sampled && len(p.frames) > 0:
		text = "No sample has met it so far. The cores are looked at every 100 ms of virtual time."
	case p.recent:
		text = "Nothing has run here since the last change."
	}
	r := c.Take(4 * (frameRow + frameGap))
	for i, line := range v.Wrap(ui.Body, text, r.W) {
		v.Text(r.X, r.Y+20+20*float64(i), ui.Body, v.Theme.T2, line)
	}
}

// axis has ticks at round figures.
func (p *profileTab) axis(v *view, r ui.Rect, all int64) {
	step := roundStep(float64(all) / max(2, math.Floor(r.W/150)))
	for at := 0.; at <= float64(all); at += step {
		x := r.X + r.W*at/float64(all)
		text := ui.Short(int64(at + .5))
		if !p.sampled {
			text = exactTime(int64(at + .5))
		}
		if at == 0 {
			text = "0"
		}
		v.VLine(x, r.Y+5, r.H-7, v.Theme.Line2)
		switch w := v.Width(ui.Tick, text) + 5; {
		case x+w <= r.Right():
			v.Text(x+5, r.Y+10, ui.Tick, v.Theme.T2, text)
		case x-2*w > r.X: // before its tick, behind that of 0
			v.TextRight(x-5, r.Y+10, ui.Tick, v.Theme.T2, text)
		}
	}
}

// roundStep is the next larger one of 1, 2, 5, 10, 20 …
func roundStep(v float64) float64 {
	size := math.Pow(10, math.Floor(math.Log10(max(v, 1))))
	for _, n := range []float64{1, 2, 5} {
		if n*size >= v {
			return n * size
		}
	}
	return 10 * size
}

// modelled reports whether no price below a frame was measured, or published of it.
func (v *view) modelled(f *readout.Frame) bool {
	if f.Depth < 3 {
		return false
	}
	return v.Snap.Costs.Machine == "" || v.Snap.Model.Ops[f.Stack.Op].Modelled
}

// frame draws one frame.
func (p *profileTab) frame(v *view, i int, chosen bool) {
	t, b := v.Theme, &p.boxes[i]
	f := &p.frames[b.frame]
	r := b.r
	if r.W > 3 {
		r.W-- // the gap to the next one
	}
	radius := min(3, r.W/2)
	ground, plate := t.Bg3, false
	if st, ok := stageOf(v.Snap.Model, f); ok {
		ground, plate = t.Stages[st], true
		v.Fill(r, radius, ground)
		v.Pattern(r, StagePattern(st), b.r.X, t.PatternInk)
		if f.Depth > 3 { // the operations of a stage are paler than it
			v.Fill(r, radius, t.Bg1.Alpha(.5))
			plate = false
		}
	} else {
		v.Fill(r, radius, ground)
	}
	switch {
	case chosen:
		v.Border(r, radius, 2, t.T1)
	case v.modelled(f) && r.W >= 6:
		v.dashed(r, t.T2)
	case r.W >= 6:
		v.Border(r, radius, 1, t.Line2)
	}
	p.frameText(v, r, f, plate)
}

// frameText is the name of a frame and what was spent in it, as far as there is room.
func (p *profileTab) frameText(v *view, r ui.Rect, f *readout.Frame, plate bool) {
	t := v.Theme
	name, value := f.Name, p.value(f)
	if f.Depth == 0 {
		name = pathTitle(v.Snap.Model, f.Path())
	}
	wide, valueW := v.Width(ui.LabelMedium, name), v.Width(ui.LabelStrong, value)
	if wide+16 > r.W {
		return
	}
	ink := t.T1
	if plate {
		ground := ui.RGB(0x0A0D13).Alpha(.82)
		ink = ui.RGB(0xFFFFFF)
		v.Fill(ui.Box(r.X+5, r.CenterY()-9, wide+8, 18), 3, ground)
		if wide+valueW+36 <= r.W {
			v.Fill(ui.Box(r.Right()-valueW-13, r.CenterY()-9, valueW+8, 18), 3, ground)
		}
	}
	v.Text(r.X+9, r.CenterY(), ui.LabelMedium, ink, name)
	if wide+valueW+36 <= r.W {
		v.TextRight(r.Right()-9, r.CenterY(), ui.LabelStrong, ink, value)
	}
}

// dashed is the border of what is modelled.
func (v *view) dashed(r ui.Rect, ink ui.Color) {
	v.Pattern(ui.Box(r.X, r.Y, r.W, 1), ui.Dashes, r.X, ink)
	v.Pattern(ui.Box(r.X, r.Bottom()-1, r.W, 1), ui.Dashes, r.X, ink)
	v.Pattern(ui.Box(r.X, r.Y, 1, r.H), ui.Dashes, r.X, ink)
	v.Pattern(ui.Box(r.Right()-1, r.Y, 1, r.H), ui.Dashes, r.X, ink)
}

// value is what was spent in a frame: time, or its share of the samples and by how much that may
// be off.
func (p *profileTab) value(f *readout.Frame) string {
	if !p.sampled {
		return exactShort(f.Ns)
	}
	root, all := p.root()
	if root >= 0 && f == &p.frames[root] {
		return ui.Plural(int(all), "sample")
	}
	return sampledText(f.Samples, all)
}

// exactShort writes nanoseconds to three figures: 14.9 s.
func exactShort(ns int64) string { return exactTime(int64(ui.RoundFigures(float64(ns), 3))) }

// sampledText is a share of n samples with its margin.
func sampledText(found, n int64) string {
	share, margin := readout.SampledShare(found, n)
	return share.Tenths() + " ± " + margin.Tenths() + " %"
}

// spoken is the frame that is told of, in words.
func (p *profileTab) spoken(v *view) string {
	i := p.chosen()
	if i < 0 {
		return "no frame"
	}
	f := &p.frames[p.boxes[i].frame]
	return pathTitle(v.Snap.Model, f.Path()) + ": " + p.value(f)
}

// about is two lines about the frame that is told of, at a fixed place.
func (p *profileTab) about(v *view, c *ui.Column, chosen int) {
	t := v.Theme
	r := c.Take(40)
	if chosen < 0 {
		hint := "Point at a frame, or use the arrows. Press it to fill the width; Esc goes back out."
		v.Text(r.X, r.Y+12, ui.Label, t.T3, v.Fit(ui.Label, r.W, hint, "Tap a frame twice to enter it; Esc goes back.", "Tap a frame twice to enter it."))
		return
	}
	f := &p.frames[p.boxes[chosen].frame]
	name := pathTitle(v.Snap.Model, f.Path())
	v.Text(r.X, r.Y+12, ui.LabelStrong, t.T1, v.Fit(ui.LabelStrong, r.W, name, "… › "+f.Name))
	var ns, samples int64
	if root, _ := p.root(); root >= 0 {
		ns, samples = p.frames[root].Ns, p.frames[root].Samples
	} else {
		for i := range p.frames {
			if p.frames[i].Depth == 0 {
				ns, samples = ns+p.frames[i].Ns, samples+p.frames[i].Samples
			}
		}
	}
	x := v.Text(r.X, r.Y+29, ui.Label, t.T2, exactShort(f.Ns)+" exactly, "+portion(f.Ns, ns)+" %")
	more := []string{sampledText(f.Samples, samples) + " of " + ui.Plural(int(samples), "sample")}
	if f.Depth == 4 {
		more = append(more, exactTime(v.Snap.Costs.Prices[f.Stack.Op].Ns)+" each time")
	}
	for _, text := range more {
		if x+16+v.Width(ui.Label, text) < r.Right()-64 {
			x = v.Text(x+16, r.Y+29, ui.Label, t.T2, text)
		}
	}
	tag := v.CostTag()
	if f.Depth == 4 && v.Snap.Model.Ops[f.Stack.Op].Modelled {
		tag = "MODEL"
	}
	v.Tag(x+10+v.Width(ui.Tick, tag)+10, r.Y+29, tag)
}

// published is what was published of the handler, and what this run says of it.
func (p *profileTab) published(v *view, c *ui.Column, pub *PublishedProfile) {
	t := v.Theme
	head := c.Take(34)
	ink := t.Stages[pub.Stage]
	x := v.Text(head.X, head.CenterY(), ui.Hero, ink, ui.TrimZeros(ui.Decimal(float64(pub.Part)/1e9, 1)))
	x = v.Text(x+10, head.CenterY()+3, ui.Section, t.T1, "of "+ui.TrimZeros(ui.Decimal(float64(pub.Whole)/1e9, 1))+" s")
	v.Tag(min(head.Right(), x+16+v.Width(ui.Tick, "POST")+10), head.CenterY()+3, "POST")
	v.shareBar(c.Take(16), pub.Stage, float64(pub.Part)/float64(pub.Whole))
	c.Y = v.Paragraph(c.X, c.Y+2, c.W, ui.Body, ui.BodyStrong, t.T2, t.T1, portion(pub.Part, pub.Whole)+" % "+pub.Says) + 8
	if part, whole := p.here(v, pub); whole > 0 {
		line := c.Take(22)
		v.Text(line.X, line.CenterY(), ui.LabelStrong, t.T1, "This run, "+p.stretchName())
		v.Tag(line.Right(), line.CenterY(), v.CostTag())
		v.shareBar(c.Take(16), pub.Stage, float64(part)/float64(whole))
		line = c.Take(22)
		v.Text(line.X, line.CenterY(), ui.Label, t.T2, portion(part, whole)+" %: "+exactShort(part)+" of "+exactShort(whole))
	}
	p.measured(v, c, pub)
	v.HLine(c.X, c.Y+4, c.W, t.Line)
	c.Y += 12
	head = c.Take(20)
	v.Text(head.X, head.CenterY(), ui.LabelStrong, t.T1, pub.Head)
	c.Y = v.Paragraph(c.X, c.Y, c.W, ui.Label, ui.LabelStrong, t.T2, t.T1, pub.Why)
}

func (p *profileTab) stretchName() string {
	if p.recent {
		return "since the last change"
	}
	return "from its start"
}

// shareBar is the share of a stage in a handler.
func (v *view) shareBar(r ui.Rect, st row.Stage, share float64) {
	track := ui.Box(r.X, r.Y+3, r.W, 9)
	v.Fill(track, 3, v.Theme.Bg3)
	full := ui.Box(track.X, track.Y, track.W*min(1, share), track.H)
	if full.W >= 1 {
		v.Fill(full, min(3, full.W/2), v.Theme.Stages[st])
		v.Pattern(full, StagePattern(st), track.X, v.Theme.PatternInk)
	}
}

// here is the published part and whole in this run.
func (p *profileTab) here(v *view, pub *PublishedProfile) (part, whole int64) {
	stage := append(append([]string{}, pub.Path...), "", "")
	for i := range p.frames {
		f := &p.frames[i]
		switch {
		case !f.Under(pub.Path):
		case f.Depth+1 == len(pub.Path):
			whole = f.Ns
		case f.Depth == len(stage)-1 && v.Snap.Model.Ops[f.Stack.Op].Stage == pub.Stage:
			part += f.Ns
		}
	}
	return part, whole
}

// measured is what the operations of the published handler take where the program runs, if that
// was measured.
func (p *profileTab) measured(v *view, c *ui.Column, pub *PublishedProfile) {
	if !measuredHere(v.Snap) {
		return
	}
	line := c.Take(24)
	v.Text(line.X, line.CenterY(), ui.LabelStrong, v.Theme.T1, "Measured here, each time")
	v.Tag(line.Right(), line.CenterY(), v.Shell.Here())
	for i := range p.frames {
		f := &p.frames[i]
		if f.Depth == 4 && f.Under(pub.Path) {
			line = c.Take(18)
			v.Pair(line.X, line.Right(), line.CenterY(), ui.Label, ui.LabelStrong, v.Theme.T2, v.Theme.T1, f.Name, exactTime(v.Snap.Costs.Prices[f.Stack.Op].Ns))
		}
	}
}
