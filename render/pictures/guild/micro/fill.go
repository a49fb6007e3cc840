package micro

import (
	"math"

	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim/guild"
)

const stageUnpack, stageSieve = guild.StageUnpack, guild.StageSieve

// drawing is one building of the view.
type drawing struct {
	*scene.View
	m      *Microscope
	x, w   float64 // of the column
	label  float64 // width of the names at the left, 0 where they stand above
	cursor bool    // the cells have the focus
}

func (d *drawing) wide() bool  { return d.w >= 940 }
func (d *drawing) phone() bool { return d.w < 560 }

// fullInk and sieveInk are the colours of both readers as text: in the light theme those
// of the stages are too pale for letters.
func (d *drawing) fullInk() ui.Color {
	if d.Theme.Dark {
		return d.Theme.Stages[stageUnpack].Mix(d.Theme.T1, .25)
	}
	return d.Theme.Bad
}

func (d *drawing) sieveInk() ui.Color {
	if d.Theme.Dark {
		return d.Theme.Stages[stageSieve]
	}
	return d.Theme.Good
}

// stageColour is a stage with its pattern.
type stageColour struct {
	stage   int
	pattern ui.Pattern
}

var unpackColour, sieveColour = stageColour{int(stageUnpack), ui.Hatch}, stageColour{int(stageSieve), ui.Dots}

// stage is a bar in the colour and the pattern of a stage.
func (d *drawing) stage(r ui.Rect, s stageColour) {
	c := d.Theme.Stages[s.stage]
	d.View.Fill(r, 3, c)
	d.Pattern(r, s.pattern, r.X, d.Theme.PatternInk)
	if !d.Theme.Dark && r.W > 6 {
		d.Border(r, 3, 1, c.Mix(ui.RGB(0), .35))
	}
}

// heading begins a part, with a tag behind it, and the first of the remarks that there is
// room for.
func (d *drawing) heading(x, y, w float64, text, tag string, remarks ...string) {
	end := d.Text(x, y+6, ui.Section, d.Theme.T1, text) + 14
	if tag != "" {
		tw := d.Width(ui.Tick, tag) + 10
		d.Tag(end+tw, y+6, tag)
		end += tw + 10
	}
	d.Text(end, y+6, ui.Label, d.Theme.T2, d.Fit(ui.Label, x+w-end, append(remarks, "")...))
}

// Fill draws the microscope into area.
func (m *Microscope) Fill(v *scene.View, area ui.Rect) {
	m.run.update(v.Snap)
	if m.play.advance(m) {
		v.Motion.Moving = true
	}
	v.Fill(area, 0, v.Theme.Bg0)
	v.In.Add(ui.Widget{ID: "micro", Kind: ui.Area, Rect: area, Label: "Sieve microscope"})
	pad := 16.
	switch {
	case area.W >= 1000:
		pad = 40
	case area.W >= 640:
		pad = 24
	}
	d := &drawing{View: v, m: m, x: area.X + pad, w: min(area.W-2*pad, 1480)}
	d.x += math.Floor((area.W - 2*pad - d.w) / 2)
	if d.wide() {
		d.label = 108
	}
	v.Scrolled(area, area, &m.scroll, func(top float64) float64 { return d.all(top+18) + 16 })
}

// all draws every part below the other from y, and returns where they end.
func (d *drawing) all(y float64) float64 {
	y = d.header(y)
	y = d.input(y)
	y = d.cells(y) + 14
	y = d.answers(y)
	y = d.rule(y)
	y = d.oneHeader(y)
	y = d.rule(y)
	return d.thisRun(y)
}

func (d *drawing) rule(y float64) float64 {
	d.HLine(d.x, y+10, d.w, d.Theme.Line)
	return y + 22
}

// header is the title, and the way back.
func (d *drawing) header(y float64) float64 {
	h := d.Tall(32)
	cy := y + h/2
	Icon(&d.Painter, d.x+13, cy, d.sieveInk(), 11)
	end := d.Text(d.x+40, cy, ui.Title, d.Theme.T1, "Sieve microscope")
	if !d.phone() {
		d.Text(end+12, cy, ui.Body, d.Theme.T2, d.Fit(ui.Body, d.x+d.w-end-12-h-12, d.m.about(), ""))
	}
	d.Button(ui.Box(d.x+d.w-h, y, h, h), ui.ButtonSpec{ID: "micro.close", Label: "Close the microscope", Icon: ui.IconClose, Hint: "Close (Esc or M)", Act: d.m.do.close})
	if d.phone() {
		d.Text(d.x, y+h+10, ui.Label, d.Theme.T2, d.Fit(ui.Label, d.w, d.m.about(), ""))
		return y + h + 24
	}
	return y + h + 14
}

// Icon is the microscope's sign: a glass with a 1 in it.
func Icon(p *ui.Painter, x, y float64, c ui.Color, r float64) {
	p.Ring(x-1, y-1, r-1, 1.6, c)
	p.VLine(x-1.5, y-1-r*.45, r*.9, c)
	p.Line(x+r*.55, y+r*.55, x+r+1, y+r+1, 2, c)
}

// input is the box and the headers to try, and what is made of what is in it.
func (d *drawing) input(y float64) float64 {
	w, h := d.w, d.Tall(40)
	if d.wide() {
		w = 500
	}
	d.box(ui.Box(d.x, y, w, h))
	if d.wide() {
		d.samples(d.x+w+16, y+(h-30)/2, d.x+d.w, 30)
		y += h + 12
	} else {
		y = d.samples(d.x, y+h+10, d.x+d.w, d.Tall(30)) + 8
	}
	text, ink := d.m.verdict(), d.Theme.T2
	if d.m.box.text != "" && !d.m.seen.Verdict.Valid() {
		ink = d.Theme.Bad
	}
	if d.m.box.wrong != "" {
		text, ink = d.m.box.wrong, d.Theme.Bad
	}
	cell := ""
	if len(d.m.box.text) > 0 {
		cell = d.m.cells.text()
	}
	if d.wide() && d.Width(ui.Label, text)+d.Width(ui.Label, cell)+24 <= d.w {
		d.Text(d.x, y+6, ui.Label, ink, text)
		d.TextRight(d.x+d.w, y+6, ui.Label, d.Theme.T2, cell)
		return y + 20
	}
	for _, line := range []struct {
		text string
		ink  ui.Color
		rows int
	}{{text, ink, d.rows()}, {cell, d.Theme.T2, d.rows()}} {
		lines := d.Wrap(ui.Label, line.text, d.w)
		for i := range max(line.rows, len(lines)) { // the place is kept, whatever stands there
			if i < len(lines) {
				d.Text(d.x, y+6+17*float64(i), ui.Label, line.ink, lines[i])
			}
		}
		y += 17 * float64(max(line.rows, len(lines)))
	}
	return y + 6
}

// rows is how many lines a sentence about the header takes, as a rule.
func (d *drawing) rows() int {
	if d.phone() {
		return 2
	}
	return 1
}

// samples are the headers to try, in rows from (x, y); it returns where they end.
func (d *drawing) samples(x, y, right, h float64) float64 {
	left := x
	type choice struct {
		id, label, brief, hint string
		on                     bool
		act                    func()
		disabled               string
	}
	var list []choice
	for i := range samples {
		s := &samples[i]
		list = append(list, choice{id: s.id, label: s.label, brief: s.brief, hint: "Look at " + s.source, on: d.m.box.text == s.header, act: d.m.do.samples[i]})
	}
	of := choice{id: "run", label: "of this run", brief: "this run", hint: "Look at the newest header of this run", act: d.m.do.latest}
	if n := len(d.m.run.Last); n == 0 {
		of.disabled = "No header has come in this run yet"
	} else {
		of.on = d.m.source != "" && d.m.box.text == d.m.run.Last[n-1]
	}
	list = append(list, of, choice{id: "own", label: "your own", brief: "yours", hint: "Empty the box and type", act: d.m.do.own, on: d.m.source == "" && sourceOf(d.m.box.text) == ""})
	total := 0.
	for _, c := range list {
		total += d.Width(ui.LabelMedium, c.label) + 22 + 6
	}
	brief := d.wide() && total > right-x
	for _, c := range list {
		text := c.label
		if brief {
			text = c.brief
		}
		w := d.Width(ui.LabelMedium, text) + 22
		if x+w > right && x > left {
			x, y = left, y+h+6
		}
		d.pill(ui.Box(x, y, w, h), "micro.sample."+c.id, c.label, text, c.hint, c.disabled, c.on, c.act)
		x += w + 6
	}
	return y + h
}

// pill is a button that may be on.
func (d *drawing) pill(r ui.Rect, id, label, text, hint, disabled string, on bool, act func()) {
	t := d.Theme
	state := d.Place(ui.Widget{ID: id, Kind: ui.Segment, Rect: r, Label: label, Value: map[bool]string{true: "on", false: "off"}[on], Hint: hint, Disabled: disabled, Act: act})
	fill, line, ink := t.Bg2, t.Line2, t.T1
	switch {
	case state.Disabled:
		fill, line, ink = t.Bg1, t.Line, t.T3
	case on:
		fill, line = t.AccDim, t.Acc
	case state.Pressed:
		fill, line = t.Bg4, t.Acc
	case state.Hover:
		fill, line = t.Bg3, t.T3
	}
	d.FocusRing(r, 6, state)
	d.Panel(r, 6, fill, line)
	d.TextCenter(r.CenterX(), r.CenterY(), ui.LabelMedium, ink, text)
}

// thisRun is what became of the headers of this run: side by side where there is room.
func (d *drawing) thisRun(y float64) float64 {
	if !d.wide() {
		y = d.tests(d.x, y, d.w) + 22
		y = d.dots(d.x, y, d.w, 200) + 22
		return d.totals(d.x, y, d.w)
	}
	const gap = 36.
	rest := d.w - 2*gap
	dots, totals := math.Floor(rest*.36), math.Floor(rest*.24)
	tests := rest - dots - totals
	bottom := d.tests(d.x, y, tests)
	bottom = max(bottom, d.dots(d.x+tests+gap, y, dots, 160))
	return max(bottom, d.totals(d.x+d.w-totals, y, totals))
}
