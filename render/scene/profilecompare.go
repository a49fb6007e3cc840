package scene

import (
	"slices"

	"fanout/render/ui"
	"fanout/sim/readout"
	"fanout/sim/row"
)

// stageRates is the core time that one place takes in a second of virtual time, by stage, ns.
type stageRates [row.MaxStages]float64

func (s *stageRates) total() (sum float64) {
	for _, n := range s {
		sum += n
	}
	return sum
}

// rates are those of a stretch, below a path.
func (p *profileTab) rates(v *view, s *readout.Stretch) (rates stageRates) {
	for i := range s.Stacks {
		at := &s.Stacks[i]
		frames := at.Frames()
		if len(p.path) <= len(frames) && slices.Equal(frames[:len(p.path)], p.path) {
			rates[v.Snap.Model.Ops[at.Op].Stage] += float64(at.Ns)
		}
	}
	for st := range rates {
		rates[st] *= 1e9 / float64(max(1, s.Ns()))
	}
	return rates
}

// compare is what the frame took before the last change of a setting and what it has taken since,
// in one scale: a second of virtual time each.
func (p *profileTab) compare(v *view, c *ui.Column) {
	t := v.Theme
	c.Y += 6
	head := c.Take(24)
	x := v.Text(head.X, head.CenterY(), ui.BodyStrong, t.T1, "Before and after the last change")
	v.Text(x+12, head.CenterY(), ui.Label, t.T3, v.Fit(ui.Label, head.Right()-x-12, "core time in each second, in one scale", "in one scale", ""))
	past := &v.Snap.Profile
	switch {
	case past.Before.Ns() == 0:
		v.remarkLines(c, "No setting was changed so far. Change one: what it saves is drawn here.")
		return
	case past.Since.Ns() == 0:
		v.remarkLines(c, "Nothing has run since the change. Let it run for a moment.")
		return
	}
	before, since := p.rates(v, &past.Before), p.rates(v, &past.Since)
	most := max(before.total(), since.total())
	if most == 0 {
		v.remarkLines(c, "Nothing ran here, neither before the change nor since.")
		return
	}
	p.row(v, c, "before", &before, most)
	end := p.row(v, c, "since", &since, most)
	saved := before.total() - since.total()
	r := ui.Box(end, c.Y-28, c.X+c.W-end, 22)
	switch text := perVirtualSecond(saved) + " never spent"; {
	case saved*500 < most: // less than the bars can show
	case r.W > 4:
		box := ui.Box(r.X+2, r.Y, r.W-2, r.H)
		v.Pattern(box, ui.WideHatch, c.X, t.Line2)
		v.Border(box, 3, 1, t.Line2)
		if w := v.Width(ui.LabelStrong, text); w+24 < box.W {
			v.Fill(ui.Box(box.CenterX()-w/2-8, box.Y+2, w+16, box.H-4), 3, t.Bg1)
			v.TextCenter(box.CenterX(), box.CenterY(), ui.LabelStrong, t.Good, text)
		} else {
			line := c.Take(18)
			v.TextRight(line.Right(), line.CenterY()-4, ui.LabelStrong, t.Good, text)
		}
	}
	if saved < 0 && -saved*500 >= most {
		line := c.Take(18)
		v.TextRight(line.Right(), line.CenterY()-4, ui.LabelStrong, t.Bad, perVirtualSecond(-saved)+" more")
	}
}

// perVirtualSecond writes core time per second of virtual time.
func perVirtualSecond(ns float64) string {
	return exactShort(int64(ns)) + " in each second"
}

// remarkLines is a sentence in place of a chart.
func (v *view) remarkLines(c *ui.Column, text string) {
	for _, line := range v.Wrap(ui.Label, text, c.W) {
		r := c.Take(18)
		v.Text(r.X, r.CenterY(), ui.Label, v.Theme.T2, line)
	}
}

// row is one bar of stages; it returns where it ends.
func (p *profileTab) row(v *view, c *ui.Column, name string, rates *stageRates, most float64) float64 {
	t := v.Theme
	line := c.Take(18)
	v.Text(line.X, line.CenterY(), ui.Label, t.T2, name)
	v.TextRight(line.Right(), line.CenterY(), ui.LabelStrong, t.T1, perVirtualSecond(rates.total()))
	r := c.Take(28)
	r.H = 22
	x := r.X
	b := bars{View: &v.View}
	for st := range stages(v.Snap) {
		w := r.W * rates[st] / most
		if w < .5 {
			continue
		}
		b.segment(st, ui.Box(x, r.Y, w, r.H), r)
		x += w
	}
	return x
}
