package scene

import (
	"cmp"
	"math"
	"strings"

	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/compare"
	"fanout/sim/exact"
	"fanout/sim/row"
	"fanout/sim/setting"
)

// splitView draws two histories and what they differ in.
type splitView struct{ *view }

// splitPlaces is where its parts are, in CSS px.
type splitPlaces struct {
	panes  [2]ui.Rect
	bodies [2]ui.Rect
	bars   [2]ui.Rect
	tools  ui.Rect
	strip  ui.Rect
	shared bool // both are halves of one field
}

// Heights of the parts.
const (
	paneHead  = 44.
	paneBar   = 58.
	toolsHigh = 40.
	stripHigh = 182.
)

// splitPlacesIn divides an area.
func splitPlacesIn(area ui.Rect, size ui.Breakpoint) (p splitPlaces) {
	edge, gap, tools, strip := 16., 28., toolsHigh, stripHigh
	if size.Touch() {
		tools = 52
	}
	phone := size == ui.Phone && area.W < area.H
	switch {
	case phone:
		edge, gap = 0, 0
		strip = max(96, min(196, area.H-tools-paneHead-375-48))
	case area.H < 440: // the numbers in the pictures have to do
		strip = 0
	case area.H < 560:
		strip = max(96, area.H-tools-320)
	}
	upper := area.H - tools - strip
	p.tools = ui.Box(area.X, area.Y+upper, area.W, tools)
	p.strip = ui.Box(area.X, p.tools.Bottom(), area.W, strip)
	if p.shared = phone; p.shared {
		for i := range p.panes {
			p.panes[i] = ui.Box(area.X+area.W/2*float64(i), area.Y, area.W/2, upper)
			p.bodies[i] = ui.Box(area.X, area.Y+paneHead, area.W, upper-paneHead)
		}
		return p
	}
	w := math.Floor((area.W - 2*edge - gap) / 2)
	for i := range p.panes {
		r := ui.Box(area.X+edge+float64(i)*(w+gap), area.Y+12, w, upper-20)
		p.panes[i] = r
		bar := paneBar
		if r.H < 360 {
			bar = 0
		}
		p.bars[i] = ui.Box(r.X, r.Bottom()-bar, r.W, bar)
		p.bodies[i] = ui.Box(r.X+1, r.Y+paneHead+6, r.W-8, r.H-paneHead-bar-12)
	}
	return p
}

// place lays both pictures out.
func (h *split) place() {
	if !h.on() {
		return
	}
	p := h.places()
	for i := range h.halves {
		seen := p.bodies[i]
		if p.shared {
			seen = seen.Intersect(p.panes[i])
		}
		h.halves[i].place(p.bodies[i], seen, h.s.layout.Size, h.s.scale)
	}
}

// places are those on the present canvas: beside a chapter that is read.
func (h *split) places() splitPlaces {
	l := &h.s.layout
	x := 0.
	if h.s.story.Open() {
		x = l.LeftRail.Right()
	}
	p := splitPlacesIn(l.filled(x), l.Size)
	if l.timelineInColumn() { // the last row is its as well
		p.strip = ui.Box(p.strip.X, p.tools.Y, p.strip.W, max(0, min(p.strip.H, l.Timeline.Y-p.tools.Y)))
		p.tools = ui.Box(l.Timeline.Right(), l.Timeline.Y, l.W-l.Timeline.Right(), l.Timeline.H)
	}
	return p
}

// sides are both worlds.
func (h *split) sides(a *sim.Snapshot) [2]*sim.Snapshot { return [2]*sim.Snapshot{a, h.other.Snap} }

// draw draws both halves and what they differ in.
func (v splitView) draw() {
	h := &v.s.split
	p := h.places()
	for i, snap := range h.sides(v.Snap) {
		h.halves[i].snap = snap
		v.pane(i, &p)
	}
	v.seam(&p)
	v.tools(p.tools)
	v.strip(p.strip)
}

// letters are what the two are called, and sideNames what they are in ids and commands.
var (
	letters   = [2]string{"A", "B"}
	sideNames = [2]string{"a", "b"}
)

// pane is one of the two.
func (v splitView) pane(i int, p *splitPlaces) {
	t, h := v.Theme, &v.s.split.halves[i]
	r := p.panes[i]
	if p.shared {
		v.Fill(ui.Box(r.X, r.Y, r.W, paneHead), 0, t.Bg1)
		v.HLine(r.X, r.Y+paneHead-1, r.W, t.Line)
	} else {
		v.Panel(r, 10, t.Bg1, t.Line)
		v.HLine(r.X+1, r.Y+paneHead, r.W-2, t.Line)
	}
	if p.shared {
		v.phoneHead(i, ui.Box(r.X, r.Y, r.W, paneHead))
	} else {
		v.paneHead(i, ui.Box(r.X+14, r.Y, r.W-26, paneHead))
	}
	if h.base(&v.View, v.s.now) {
		v.Motion.Moving = true
	}
	h.explain(&v.View, sideNames[i])
	if !p.bars[i].Empty() {
		v.paneBar(h, sideNames[i], p.bars[i])
	}
	h.motion.End()
	v.late(i, p)
}

// paneHead is the letter, what it is told otherwise, and the switch of that.
func (v splitView) paneHead(i int, r ui.Rect) {
	t := v.Theme
	v.letter(i, r.X+13, r.CenterY())
	right := v.differing(i, r)
	x := r.X + 36
	title, more := v.told(i)
	if name, value := v.nameOf(i); name != "" && right-x-8 < v.Width(ui.BodyStrong, title) {
		v.Text(x, r.CenterY()-9, ui.Tick, t.T2, v.Fit(ui.Tick, right-x, name, ""))
		v.Text(x, r.CenterY()+8, ui.BodyStrong, t.T1, v.Fit(ui.BodyStrong, right-x, value+more, value))
		return
	}
	v.asTold(func() {
		v.Text(x, r.CenterY(), ui.BodyStrong, t.T1, v.Fit(ui.BodyStrong, right-x-8, title+more, title, ""))
	})
}

// asTold draws what differs first: a command as the log has it, in no language.
func (v splitView) asTold(draw func()) {
	list := v.s.split.other.Differ
	if len(list) > 0 && v.Snap.Model.Setting(list[0].Name) == nil {
		v.Verbatim(draw)
		return
	}
	draw()
}

// letter is A or B on its ground, about (x, y).
func (v splitView) letter(i int, x, y float64) {
	ink, fill := v.Theme.T1, v.Theme.Bg4
	if i == 1 {
		fill, ink = v.Theme.Acc, v.Theme.OnAcc
	}
	v.Fill(ui.Around(x, y, 13), 6, fill)
	v.TextCenter(x, y, ui.Section, ink, letters[i])
}

// phoneHead is the letter at the outer edge, the value beside it, and in the middle of both
// what it is of.
func (v splitView) phoneHead(i int, r ui.Rect) {
	t, cy := v.Theme, r.CenterY()
	name, value := v.nameOf(i)
	if name == "" {
		value, _ = v.told(i)
	}
	room := r.W - 36 - 14
	if name != "" {
		room = 66
	}
	if i == 0 {
		v.letter(i, r.X+21, cy)
		v.asTold(func() { v.Text(r.X+42, cy, ui.BodyStrong, t.T1, v.Fit(ui.BodyStrong, room, value, "")) })
		return
	}
	v.letter(i, r.Right()-21, cy)
	v.asTold(func() { v.TextRight(r.Right()-42, cy, ui.BodyStrong, t.T1, v.Fit(ui.BodyStrong, room, value, "")) })
	v.TextCenter(r.X, cy, ui.Tick, t.T2, v.Fit(ui.Tick, 2*(r.W-42-72), name, ""))
}

// told is the first thing that differs as a side has it, and how many others there are: not the
// commands about the same, which only one of the two has.
func (v splitView) told(i int) (first, more string) {
	list := v.s.split.other.Differ
	if len(list) == 0 {
		return "as the other", ""
	}
	n := 0
	for i := range list[1:] {
		if d := &list[1+i]; compare.Changes(cmp.Or(d.A, d.B)) != list[0].Name {
			n++
		}
	}
	if n > 0 {
		more = ", and " + ui.Count(int64(n)) + " more"
	}
	return v.s.split.differenceText(&list[0], i), more
}

// nameOf is the setting that differs first, and its value.
func (v splitView) nameOf(i int) (name, value string) {
	if list := v.s.split.other.Differ; len(list) > 0 {
		if k := v.Snap.Model.Setting(list[0].Name); k != nil {
			return k.Label, v.s.split.valueText(k.Key, [2]string{list[0].A, list[0].B}[i])
		}
	}
	return "", ""
}

// differenceText is what a side has of a difference, in words.
func (h *split) differenceText(d *compare.Difference, side int) string {
	value := [2]string{d.A, d.B}[side]
	if k := h.other.Snap.Model.Setting(d.Name); k != nil {
		return k.Label + ": " + h.valueText(d.Name, value)
	}
	if value == "" {
		value = "–"
	}
	return d.Name + ": " + value
}

// valueText is a value as the controls write it.
func (h *split) valueText(key, value string) string {
	if words := h.s.words; words.Value != nil {
		if text := words.Value(key, value); text != "" {
			return text
		}
	}
	return value
}

// differing is the switch of what differs, if it is one; it returns where the room left of it
// ends.
func (v splitView) differing(i int, r ui.Rect) (right float64) {
	list := v.s.split.other.Differ
	if len(list) == 0 {
		return r.Right()
	}
	d := &list[0]
	k := v.Snap.Model.Setting(d.Name)
	if k == nil || k.Kind != setting.KindSwitch || r.W < 240 {
		return r.Right()
	}
	on := [2]string{d.A, d.B}[i] == "on"
	box := ui.Box(r.Right()-40, r.CenterY()-v.Tall(28)/2, 40, v.Tall(28))
	side := sideNames[i]
	w := ui.Widget{ID: "ab." + side, Kind: ui.Toggle, Rect: box, Label: letters[i] + ": " + k.Label, Value: map[bool]string{true: "on", false: "off"}[on],
		Command: side + " " + v.Snap.Model.Assign(k.Key, map[bool]string{true: "off", false: "on"}[on]), Hint: "Has this side begin otherwise. It is played again from its start"}
	state := v.Place(w)
	v.Switch(w.ID, box.X+4, box.CenterY()-9, on, state)
	return box.X
}

// paneBar is the bar of the service that differs most, as the stage has it.
func (v splitView) paneBar(h *half, side string, r ui.Rect) {
	t, service := v.Theme, v.s.split.service(v.Snap)
	hv := h.of(&v.View)
	cy := r.Y + 22
	ServiceIcon(&v.Painter, service, r.X+22, cy)
	v.Text(r.X+38, cy, ui.BodyStrong, t.T1, v.Fit(ui.BodyStrong, 78, h.snap.Model.Services[service].Title, ""))
	bar := ui.Box(r.X+120, cy-11, r.W-120-92, 22)
	if bar.W < 80 {
		bar.X, bar.W = r.X+38, r.W-38-86
	}
	bars{hv, &Bars{}}.plain(service, bar)
	v.Explain("ab."+side+".cpu", bar, h.snap.Model.Services[service].Title+" CPU", barSpoken(&h.snap.Services[service]))
	load := h.snap.Services[service].CPU.Total()
	v.TextRight(r.Right()-30, cy, ui.Title, loadInk(t, load), LoadText(load))
	v.Text(r.Right()-26, cy, ui.Label, t.T2, "%")
	v.Text(bar.X, cy+21, ui.Tick, t.T3, v.Fit(ui.Tick, bar.W, "CPU expected, of all of its cores", "CPU expected"))
}

// plain is a bar without the ghost of what was before: the other half is what it is compared
// with.
func (v bars) plain(service row.Service, bar ui.Rect) {
	v.Fill(bar, 3, v.Theme.Bg3)
	v.stack(service, bar)
}

// service is the one whose expected CPU differs most, by half a point at least; or else the one
// that has most to do.
func (h *split) service(a *sim.Snapshot) row.Service {
	best, most := leaf(a.Model), exact.Whole/200
	for s := range services(a) {
		d := a.Services[s].CPU.Total() - h.other.Snap.Services[s].CPU.Total()
		if d = max(d, -d); d > most {
			best, most = s, d
		}
	}
	return best
}

// late says of a half that it is still being played to where the other one is.
func (v splitView) late(i int, p *splitPlaces) {
	h := &v.s.split
	if h.other.Late != letters[i] {
		return
	}
	sides := h.sides(v.Snap)
	text := letters[i] + " is played again: " + ui.Clock(sides[i].Now) + " of " + ui.Clock(sides[1-i].Now)
	body := h.halves[i].seen
	room := body.W - 32
	text = v.Fit(ui.LabelStrong, room, text, letters[i]+" at "+ui.Clock(sides[i].Now), ui.Clock(sides[i].Now))
	w := v.Width(ui.LabelStrong, text) + 24
	box := ui.Box(body.CenterX()-w/2, body.Bottom()-44, w, 28)
	v.Panel(box, 6, v.Theme.Bg3, v.Theme.Line2)
	v.TextCenter(box.CenterX(), box.CenterY(), ui.LabelStrong, v.Theme.T1, text)
}

// seam is what stands between the two: that they are one seed and one log.
func (v splitView) seam(p *splitPlaces) {
	t := v.Theme
	if p.shared {
		body := p.bodies[1]
		v.VLine(p.panes[1].X-.5, body.Y, body.H, t.Line2)
		return
	}
	x, y := (p.panes[0].Right()+p.panes[1].X)/2, p.bodies[0].CenterY()
	v.Fill(ui.Around(x, y, 12), 12, t.Bg2)
	v.Ring(x, y, 12, 1, t.Line2)
	v.Fill(ui.Box(x-5, y-3.5, 10, 1.5), 0, t.T1)
	v.Fill(ui.Box(x-5, y+2, 10, 1.5), 0, t.T1)
	v.Explain("ab.seed", ui.Around(x, y, 12), "One seed", "Chance does the same in both, and both are told the same at the same times. What differs comes of what you set otherwise")
}

// tools are the buttons of the comparison.
func (v splitView) tools(r ui.Rect) {
	v.HLine(r.X, r.Y, r.W, v.Theme.Line)
	high, phone := v.Tall(28), v.l.Size == ui.Phone
	y := r.CenterY() - high/2
	if r.W >= leastTools {
		v.toolsLeft(r, y, high, phone)
	}
	v.toolsRight(r, y, high, phone)
}

// Of a phone's width: from which on the side can be chosen, and there is a second way to the
// controls.
const leastTools, allTools = 340, 390

// toolsLeft are what the controls act on, and the way to them.
func (v splitView) toolsLeft(r ui.Rect, y, high float64, phone bool) {
	h := &v.s.split
	x, w := r.X+16, 132.
	if phone {
		x, w = r.X+8, 112
	} else if v.l.Size == ui.Wide {
		x = v.Text(x, r.CenterY(), ui.Label, v.Theme.T2, "Controls act on") + 10
	}
	names := [3]string{"both", "A", "B"}
	list := make([]ui.Choice, len(names))
	for i, name := range names {
		list[i] = ui.Choice{ID: strings.ToLower(name), Label: name, Act: h.acts.side[i], On: h.side == i}
	}
	v.Segment(ui.Box(x, y, w, high), "ab.side", list)
	if r.W >= allTools {
		v.Button(ui.Box(x+w+8, y, max(36, high), high), ui.ButtonSpec{ID: "ab.controls", Label: "Controls of both, of A or of B", Icon: ui.IconSliders, Hint: "The controls of both, of A or of B", Act: h.acts.controls})
	}
}

// toolsRight are those that end the comparison, turn it round, or take it away.
func (v splitView) toolsRight(r ui.Rect, y, high float64, phone bool) {
	h := &v.s.split
	x := r.Right() - 16
	if phone {
		x = r.Right() - 8
	}
	button := func(b ui.ButtonSpec, w float64) {
		if w = max(w, high); phone || r.W < 700 {
			w = high
			if b.Text = strings.TrimPrefix(b.Text, "Only "); len(b.Text) > 1 {
				b.Text = ""
			}
		}
		x -= w
		v.Button(ui.Box(x, y, w, high), b)
		x -= 8
	}
	if v.s.sharing.canExport {
		button(ui.ButtonSpec{ID: "ab.table", Label: "Save the table", Text: "Table", Icon: ui.IconSave, Hint: "Save the comparison as a table, one row for each metric", Act: h.acts.save}, 84)
	}
	button(ui.ButtonSpec{ID: "ab.b", Label: "Only B", Text: "Only B", Icon: ui.IconTick, Hint: "Go on with B alone", Command: "only b"}, 88)
	button(ui.ButtonSpec{ID: "ab.a", Label: "Only A", Text: "Only A", Icon: ui.IconTick, Hint: "Go on with A alone", Command: "only a"}, 88)
	button(ui.ButtonSpec{ID: "ab.swap", Label: "Swap", Text: "Swap", Icon: ui.IconSwap, Hint: "Exchange A and B", Command: "swap"}, 104)
}
