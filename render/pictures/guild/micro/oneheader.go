package micro

import (
	"fmt"
	"math"

	"fanout/render/ui"
	"fanout/sim/guild"
)

// oneHeader is what a full parse of one header takes, part by part, against the sieve.
func (d *drawing) oneHeader(y float64) float64 {
	probed := &d.m.run.probed
	parts, full, sieve, ok := timed(probed)
	remark := "width is time, measured here on a sampled header with a tracestate"
	switch {
	case probed.Name == guild.ProbeHeader && !ok:
		remark = fmt.Sprintf("measuring, %d of %d batches; the simulation waits", probed.Done, probed.Of)
	case !ok:
		remark = "not measured here yet: the widths mean nothing"
	}
	h, below := d.Tall(28), ""
	controls := 3*h + 8
	room := d.w - controls - 110
	if !ok && !d.phone() {
		room -= measureW
		d.measureButton(d.x+room, y-6, h, probed.Name == guild.ProbeHeader)
	}
	if !d.wide() {
		remark, below = "", remark
	}
	d.heading(d.x, y+(h-12)/2-6, room, "One header", d.m.shell.Here(), remark)
	d.playButtons(ui.Box(d.x+d.w-controls, y-6, controls, h))
	y += h + 2
	if !d.wide() {
		for _, line := range d.Wrap(ui.Label, below, d.w) {
			d.Text(d.x, y+4, ui.Label, d.Theme.T2, line)
			y += 17
		}
		y += 4
	}
	x, right := d.x, d.x+d.w-56
	if d.wide() {
		x += d.label
		d.TextRight(x-14, y+19, ui.LabelMedium, d.fullInk(), "full parse")
	} else {
		d.Text(x, y+6, ui.LabelMedium, d.fullInk(), "full parse")
		y += 16
	}
	d.parts(ui.Box(x, y, right-x, 38), parts, full)
	total := "–"
	if ok {
		total = nanoseconds(full)
	}
	d.Text(right+8, y+14, ui.BodyStrong, d.Theme.T1, total)
	d.Text(right+8, y+29, ui.Tick, d.Theme.T3, "ns")
	y += 38 + 8
	if !ok && d.phone() {
		d.measureButton(x, y, h, probed.Name == guild.ProbeHeader)
		y += h + 8
	}
	return d.sieveRow(x, right, y, full, sieve, ok)
}

// measureW is the width of the button that has this machine measured, and of the gap
// behind it.
const measureW = 140.

func (d *drawing) measureButton(x, y, h float64, measuring bool) {
	b := ui.ButtonSpec{ID: "micro.measure", Label: "Measure one header here", Text: "Measure it here", Command: "probe " + guild.ProbeHeader,
		Hint: "Time the parse and the sieve, for about a second. The simulation waits meanwhile"}
	if measuring {
		b.Disabled = "It is being measured"
	}
	d.Button(ui.Box(x, y, measureW-16, h), b)
}

// parts draws the bar of the full parse. Without figures all parts are as wide.
func (d *drawing) parts(r ui.Rect, ps []int64, full int64) {
	t, m := d.Theme, d.m
	current, reached := m.currentPart()
	x := r.X
	for i, p := range partNames {
		share := 1 / float64(len(partNames))
		if full > 0 {
			share = float64(ps[i]) / float64(full)
		}
		box := ui.Box(math.Round(x), r.Y, 0, r.H)
		x += r.W * share
		box.W = math.Round(x) - box.X - 1
		c := t.Stages[stageUnpack]
		switch {
		case m.play.on() && i == current:
			d.stage(box, unpackColour)
			d.Border(box, 3, 1.6, t.T1)
		case i > reached:
			d.Panel(box, 3, t.Bg1, t.Line)
		case m.play.on() && i < current:
			d.Panel(box, 3, c.Mix(t.Bg0, .35), c)
		default:
			d.Panel(box, 3, c.Mix(t.Bg0, .62), c.Alpha(.8))
		}
		value := ""
		if full > 0 {
			value = nanoseconds(ps[i])
		}
		d.Place(ui.Widget{ID: "micro.part." + p.timed, Kind: ui.Area, Rect: box, Label: p.label, Value: value})
		vw := 0.
		if value != "" && box.W > 34 {
			vw = d.Width(ui.Tick, value) + 8
			d.plate(ui.Box(box.Right()-vw-2, box.Y+10, vw, 18), m.play.on() && i == current)
			d.TextRight(box.Right()-6, box.CenterY(), ui.Tick, t.T1, value)
		}
		text := d.Fit(ui.LabelMedium, box.W-vw-18, p.label, p.brief, "")
		if text != "" {
			d.plate(ui.Box(box.X+4, box.Y+9, d.Width(ui.LabelMedium, text)+10, 20), m.play.on() && i == current)
			d.Text(box.X+9, box.CenterY(), ui.LabelMedium, t.T1, text)
		}
	}
}

// plate lies under text on a pattern.
func (d *drawing) plate(r ui.Rect, pattern bool) {
	if pattern {
		d.View.Fill(r, 3, d.Theme.Bg0.Alpha(.72))
	}
}

// currentPart is the timed part that the parse is in, and the last one that it reaches.
func (m *Microscope) currentPart() (current, reached int) {
	passes := m.seen.Full.Passes
	if len(passes) == 0 {
		return -1, -1
	}
	pass, _ := m.play.pass(m)
	partOf := func(name string) int {
		for i, p := range partNames {
			if p.part == name && name != "" {
				return i
			}
		}
		return len(partNames) - 1
	}
	return partOf(passes[pass].Part), partOf(passes[len(passes)-1].Part)
}

// playButtons go through the parse; where it is stands before them.
func (d *drawing) playButtons(r ui.Rect) {
	m, h := d.m, r.H
	disabled := ""
	if len(m.seen.Full.Passes) == 0 {
		disabled = "There is no header to read"
	}
	x := r.X
	button := func(id, label, hint string, icon ui.Icon, act func()) {
		d.Button(ui.Box(x, r.Y, h, h), ui.ButtonSpec{ID: "micro." + id, Label: label, Hint: hint, Icon: icon, Act: act, Disabled: disabled})
		x += h + 4
	}
	text := ui.Plural(len(m.seen.Full.Passes), "step")
	if m.play.on() {
		pass, _ := m.play.pass(m)
		text = fmt.Sprintf("step %d of %d", pass+1, len(m.seen.Full.Passes))
	}
	d.TextRight(r.X-10, r.CenterY(), ui.Label, d.Theme.T2, text)
	icon, label := ui.Icon(ui.IconPlay), "Play the full parse"
	if m.play.running {
		icon, label = ui.IconPause, "Pause the full parse"
	}
	button("back", "Back", "One step back", ui.IconBack, m.do.back)
	button("play", label, label, icon, m.do.play)
	button("next", "Next", "One step on", ui.IconStep, m.do.next)
}

// sieveRow is what the sieve does with the header.
func (d *drawing) sieveRow(x, right, y float64, full, sieve int64, ok bool) float64 {
	t, m := d.Theme, d.m
	long := len(m.box.text) >= columns
	if d.wide() {
		d.TextRight(x-14, y+15, ui.LabelMedium, d.sieveInk(), "sieve")
	} else {
		d.Text(x, y+6, ui.LabelMedium, d.sieveInk(), "sieve")
		y += 18
	}
	w := 8.
	text := "not measured"
	if ok {
		w = max(3, (right-x)*float64(sieve)/float64(max(full, 1)))
		text = nanoseconds(sieve) + " ns, done"
	}
	d.stage(ui.Box(x, y, w, 30), sieveColour)
	end := d.Text(x+w+10, y+15, ui.BodyStrong, t.T1, text) + 28
	type stepBox struct {
		text string
		on   bool
	}
	char := ""
	if long {
		char = fmt.Sprintf(": “%c”", m.box.text[flagAt])
	}
	odd := long && m.seen.Sampled
	steps := []stepBox{{"1 length is at least 55", m.box.text != ""}, {"2 read character 54" + char, long}, {"odd?", long}}
	bx := end
	if !d.wide() {
		bx, y = x, y+38
	}
	for i, s := range steps {
		bw := d.Width(ui.LabelMedium, s.text) + 22
		if i == 1 {
			bw = d.Width(ui.LabelMedium, "2 read character 54: “m”") + 22
		}
		if bx+bw > d.x+d.w {
			bx, y = x, y+38
		}
		line, ink := t.Stages[stageSieve], t.T1
		if !s.on {
			line, ink = t.Line2, t.T3
		}
		d.Panel(ui.Box(bx, y, bw, 30), 6, t.Bg1, line)
		d.TextCenter(bx+bw/2, y+15, ui.LabelMedium, ink, s.text)
		bx += bw
		if i < len(steps)-1 {
			d.Line(bx+6, y+15, bx+20, y+15, 1.4, t.T3)
			d.Line(bx+16, y+11, bx+20, y+15, 1.4, t.T3)
			d.Line(bx+16, y+19, bx+20, y+15, 1.4, t.T3)
			bx += 26
		}
	}
	yes, no := "odd: now run the full parse above", "even, or too short: stop. The guild gets an empty carrier"
	if !d.wide() {
		bx, y = x, y+46
	} else {
		d.Line(bx+4, y+15, bx+16, y+6, 1.4, t.Trace)
		d.Line(bx+4, y+15, bx+16, y+26, 1.4, t.T3)
		bx += 26
	}
	yesInk, noInk := t.TraceInk, t.T1
	yesStyle, noStyle := ui.LabelStrong, ui.Label
	if !odd {
		yesStyle, noStyle = ui.Label, ui.LabelStrong
	} else {
		noInk = t.T3
	}
	d.Diamond(bx+4, y+5, 4.6, t.Trace)
	d.Text(bx+16, y+5, yesStyle, yesInk, yes)
	d.Ring(bx+4, y+25, 4, 1.2, t.T3)
	d.Text(bx+16, y+25, noStyle, noInk, d.Fit(noStyle, d.x+d.w-bx-16, no, "even, or too short: stop"))
	return y + 36
}
