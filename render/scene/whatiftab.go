package scene

import (
	"math"
	"strconv"

	"fanout/render/ui"
	"fanout/sim/sweep"
)

// Sizes of the tab.
const (
	whatIfSide  = 216. // of the column with what is asked
	whatIfChart = 156. // the height of a chart in a list that scrolls
	whatIfLeast = 150. // the height of a body that has room for that column
	whatIfGap   = 28.
)

func (p *whatIfTab) draw(v *view, r ui.Rect) {
	p.begin(v)
	p.reads(v)
	p.speak(v)
	inset := 24.
	if v.l.Size == ui.Phone {
		inset = 12
	}
	if r.W >= 900 && r.H >= whatIfLeast && !v.l.Size.Touch() {
		p.Fit(0, r.H)
		side := ui.Column{X: r.X + inset, Y: r.Y + 10, W: whatIfSide}
		p.settingBelow(v, &side)
		p.runsBelow(v, &side)
		side.Y += 4
		p.progress(v, &side, r.Bottom()-6)
		v.VLine(side.X+side.W+inset, r.Y+12, r.H-24, v.Theme.Line)
		x := side.X + side.W + 2*inset
		p.sideBySide(v, ui.Box(x, r.Y+8, r.Right()-inset-x, min(r.H-12, 420)))
		return
	}
	v.Scrolled(r, r, &p.Scroll, func(top float64) float64 {
		c := ui.Column{X: r.X + inset, Y: top + 8, W: r.W - 2*inset}
		switch {
		case c.W >= 850 && !v.l.Size.Touch():
			p.row(v, &c)
			p.sideBySide(v, c.Take(whatIfChart))
		case c.W >= 640:
			p.row(v, &c)
			p.below(v, &c)
		default:
			p.settingBelow(v, &c)
			c.Y += 2
			p.progress(v, &c, c.Y+24)
			p.below(v, &c)
			p.runsBeside(v, &c)
		}
		return c.Y + 12
	})
}

// sideBySide draws the charts beside each other.
func (p *whatIfTab) sideBySide(v *view, r ui.Rect) {
	n := float64(len(p.charts))
	w := (r.W - whatIfGap*(n-1)) / n
	for i := range p.charts {
		p.chart(v, i, ui.Box(r.X+(w+whatIfGap)*float64(i), r.Y, w, r.H))
	}
}

// below draws them one below the other.
func (p *whatIfTab) below(v *view, c *ui.Column) {
	for i := range p.charts {
		p.chart(v, i, c.Take(whatIfChart+v.Tall(28)-28))
		c.Y += 12
	}
}

// row is what is asked, and how far the answer is: beside it as far as there is room.
func (p *whatIfTab) row(v *view, c *ui.Column) {
	h := v.Tall(26)
	r := c.Take(h + 20)
	p.settingButton(v, ui.Box(r.X, r.Y+20, 232, h), ui.Box(r.X, r.Y, 232, 20))
	p.seeds(v, ui.Box(r.X+256, r.Y+20, 150, h), ui.Box(r.X+256, r.Y, 150, 20))
	p.lengths(v, ui.Box(r.X+430, r.Y+20, 180, h), ui.Box(r.X+430, r.Y, 180, 20))
	if r.W >= 850 {
		p.progress(v, &ui.Column{X: r.X + 634, Y: r.Y + 6, W: r.W - 634}, r.Bottom())
		c.Y += 6
		return
	}
	c.Y += 8
	p.progress(v, c, math.Inf(1))
	c.Y += 6
}

// settingBelow is the button of the setting below its label.
func (p *whatIfTab) settingBelow(v *view, c *ui.Column) {
	label := c.Take(20)
	p.settingButton(v, c.Take(v.Tall(30)), label)
	c.Y += 6
}

// runsBelow is how many seeds and how long each run is, one below the other.
func (p *whatIfTab) runsBelow(v *view, c *ui.Column) {
	const name = 62.
	r := c.Take(26)
	p.seeds(v, ui.Box(r.X+name, r.Y, r.W-name, r.H), ui.Box(r.X, r.Y, name, r.H))
	c.Y += 6
	r = c.Take(26)
	p.lengths(v, ui.Box(r.X+name, r.Y, r.W-name, r.H), ui.Box(r.X, r.Y, name, r.H))
}

// runsBeside is the same, side by side.
func (p *whatIfTab) runsBeside(v *view, c *ui.Column) {
	h := v.Tall(26)
	r, w := c.Take(h+20), (c.W-16)*.45
	p.seeds(v, ui.Box(r.X, r.Y+20, w, h), ui.Box(r.X, r.Y, w, 20))
	p.lengths(v, ui.Box(r.X+w+16, r.Y+20, c.W-w-16, h), ui.Box(r.X+w+16, r.Y, c.W-w-16, 20))
}

// settingButton opens the list of settings.
func (p *whatIfTab) settingButton(v *view, r, label ui.Rect) {
	v.Text(label.X, label.CenterY(), ui.Label, v.Theme.T2, v.Fit(ui.Label, label.W, "What if this were set otherwise?", "If this were otherwise", "Setting"))
	var rows []menuRow
	for _, k := range sweep.Asked(v.Snap.Model) {
		rows = append(rows, menuRow{brief: k.Name(), on: k.Key == p.asked.Setting, widget: ui.Widget{ID: "button.whatif.setting." + k.Key, Kind: ui.Button, Label: k.Label,
			Act: func() { p.asked.Setting, p.picked = k.Key, true }}})
	}
	p.opener(v, r, "whatif.setting", "The setting that takes other values", p.setting(v).Label, p.setting(v).Name(), rows)
}

// opener is a button that opens a list, and shows what is chosen of it.
func (p *whatIfTab) opener(v *view, r ui.Rect, id, label, chosen, brief string, rows []menuRow) {
	t, d := v.Theme, &v.s.drawer
	id = "button." + id
	first := rows[0].widget.ID
	for _, row := range rows {
		if row.on {
			first = row.widget.ID
		}
	}
	open := d.menu.of == id
	state := v.Place(ui.Widget{ID: id, Kind: ui.Button, Rect: r, Label: label, Value: chosen, Act: func() { d.menu.toggle(id, first) }})
	d.menu.place(id, r, rows)
	fill, line := t.Bg2, t.Line2
	switch {
	case state.Pressed:
		fill, line = t.Bg4, t.Acc
	case state.Hover || open:
		fill, line = t.Bg3, t.T3
	}
	v.FocusRing(r, 6, state)
	v.Panel(r, 6, fill, line)
	v.Text(r.X+10, r.CenterY(), ui.LabelStrong, t.T1, v.Fit(ui.LabelStrong, r.W-34, chosen, brief))
	v.Chevron(r.Right()-14, r.CenterY(), open, t.T2)
}

// seeds chooses how many histories are played for each value.
func (p *whatIfTab) seeds(v *view, r, label ui.Rect) {
	v.Text(label.X, label.CenterY(), ui.Label, v.Theme.T2, "Seeds")
	var list []ui.Choice
	for _, n := range whatIfSeeds {
		list = append(list, ui.Choice{ID: strconv.Itoa(n), Label: strconv.Itoa(n), On: p.asked.Seeds == n, Act: func() { p.asked.Seeds = n },
			Hint: "Runs of each value. All values have the same seeds, from the present one on"})
	}
	v.Segment(r, "whatif.seeds", list)
}

// lengths chooses how long each of them is.
func (p *whatIfTab) lengths(v *view, r, label ui.Rect) {
	v.Text(label.X, label.CenterY(), ui.Label, v.Theme.T2, v.Fit(ui.Label, label.W, "Length of a run", "Each run"))
	var list []ui.Choice
	for _, d := range whatIfLengths {
		list = append(list, ui.Choice{ID: d.String(), Label: axisTime(int64(d)), On: p.asked.Length == d, Act: func() { p.asked.Length = d },
			Hint: "Virtual time of each run. Each begins afresh, with all else as it is now"})
	}
	v.Segment(r, "whatif.length", list)
}

// progress says how far the answer is, down to a bottom.
func (p *whatIfTab) progress(v *view, c *ui.Column, bottom float64) {
	t, a := v.Theme, p.known()
	track := c.Take(4)
	v.Fill(track, 2, t.Bg3)
	if a != nil && a.Jobs > 0 {
		v.Fill(ui.Box(track.X, track.Y, track.W*float64(a.Done)/float64(a.Jobs), track.H), 2, t.Acc)
	}
	c.Y += 3
	for _, line := range v.Wrap(ui.Label, p.said(a), c.W) {
		if c.Y+16 <= bottom {
			v.Text(c.X, c.Take(17).CenterY(), ui.Label, t.T2, line)
		}
	}
	if a != nil && a.Err == nil && c.Y+16 <= bottom {
		v.Text(c.X, c.Take(17).CenterY(), ui.Label, t.T3, v.Fit(ui.Label, c.W, p.played(a)+". All else is as it is now.", p.played(a)))
	}
}

// said is how far the answer is, in words.
func (p *whatIfTab) said(a *Answer) string {
	switch {
	case a == nil:
		return "Nothing is computed yet."
	case a.Err != nil:
		return upperFirst(a.Err.Error()) + "."
	case a.Done == a.Jobs && a.Jobs == 1:
		return "The run is done."
	case a.Done == a.Jobs:
		return "All " + ui.Count(int64(a.Jobs)) + " runs are done."
	case a.Waits != WaitsForNothing:
		return waitsFor[a.Waits]
	}
	return ui.Count(int64(a.Done)) + " of " + ui.Count(int64(a.Jobs)) + " runs are done."
}

// played is what is played for the answer.
func (p *whatIfTab) played(a *Answer) string {
	plan := a.Sweep.Plan()
	return ui.Plural(plan.Seeds, "seed") + " from " + strconv.FormatUint(plan.First, 10) + ", " + axisTime(int64(plan.Length)) + " each"
}

// valueText is a value of the setting as its slider writes it.
func (p *whatIfTab) valueText(v *view, value float64) string {
	d := v.s.dials.find(p.asked.Setting)
	return d.Show(value / d.unit)
}

// about says what is asked and found, for people who do not see it.
func (p *whatIfTab) about() []string { return p.spoken }

// speak puts it into words.
func (p *whatIfTab) speak(v *view) {
	a := p.known()
	p.spoken = append(p.spoken[:0], v.Said(p.setting(v).Label)+": "+v.Said(p.said(a)))
	if a == nil || a.Err != nil {
		return
	}
	p.spoken = append(p.spoken, v.Said(p.played(a)))
	for _, i := range p.charts {
		m := &p.metrics[i]
		text := v.Said(m.Name)
		for point, value := range p.numbers {
			if s := p.sample(a, i, point); s.N() > 0 {
				text += ", " + v.Said(p.valueText(v, value)+": "+measuredText(m.metric, s.Mean()))
			}
		}
		p.spoken = append(p.spoken, text)
	}
}

// upperFirst is a sentence with a capital at its beginning.
func upperFirst(text string) string {
	if text == "" || text[0] < 'a' || text[0] > 'z' {
		return text
	}
	return string(text[0]-'a'+'A') + text[1:]
}
