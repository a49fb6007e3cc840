package scene

import (
	"math"

	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/readout"
	"fanout/sim/row"
)

// pastTab is CPU over time: what the services have really spent, from the start of the
// history to now, one chart per service with the same axes, and a line that a pointer or the
// arrows move over all of them. A dashed line is what the bars of the strip expect since the
// last change.
type pastTab struct {
	at    int64 // virtual time that is read, -1 for the newest
	plots []ui.Rect
	span  int64 // virtual ns that a chart is wide
	kept  bool  // at was moved by a key or left there by a finger: a pointer that rests does not take it back
	now   int64
	step  int64
}

func (*pastTab) tab() (id, title, brief string) { return "past", "CPU over time", "CPU" }

func (*pastTab) count(*sim.Snapshot) string { return "" }

// spans are the lengths of the time axis, in seconds: the shortest that holds the
// history is taken, so that the axis changes now and then and not all the time.
var pastSpans = [...]int64{5, 10, 20, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 36_000, 86_400, 360_000}

func pastSpan(now int64) int64 {
	for _, s := range pastSpans {
		if now <= s*1e9 {
			return s * 1e9
		}
	}
	return now
}

// pastTops are the upper ends of the load axis, in percent.
var pastTops = [...]float64{60, 80, 100, 150, 200, 300, 500, 1_000, 10_000}

func pastTop(s *sim.Snapshot) float64 {
	most := exact.PPM(0)
	for v := range services(s) {
		most = max(most, s.Services[v].CPU.Total())
		for i := range s.Series.Steps {
			c := spentUntil(&s.Series, i, v)
			most = max(most, c.Total())
		}
	}
	for _, top := range pastTops {
		if Share(most)*100 <= top*.95 {
			return top / 100
		}
	}
	return Share(most)
}

// spentUntil is what a service has spent in the second that ends with a step, as the bars
// have it of the present: a single step is that of a few messages.
func spentUntil(p *readout.Series, step int, service row.Service) (mean readout.StageCost) {
	n := meanSteps(p, step)
	var sums [row.MaxStages]int64
	for i := step + 1 - n; i <= step; i++ {
		for st, share := range p.Steps[i][service] {
			sums[st] += int64(share)
		}
	}
	for st, sum := range sums {
		mean[st] = exact.PPM(sum / int64(n))
	}
	return mean
}

// meanSteps is over how many steps up to one the mean goes.
func meanSteps(p *readout.Series, step int) int {
	return max(1, min(step+1, int(1e9/p.StepNs)))
}

// panes divides the body: side by side where it is low and wide, else in two rows.
func (p *pastTab) panes(v *view, r ui.Rect) (panes [row.MaxServices]ui.Rect) {
	n := len(v.Snap.Model.Services)
	columns := min(n, 2)
	if r.W >= 900 && r.H < 330 {
		columns = n
	}
	rows := (n + columns - 1) / columns
	w, h := (r.W-32)/float64(columns), r.H/float64(rows)
	for i := range n {
		panes[i] = ui.Box(r.X+16+w*float64(i%columns), r.Y+h*float64(i/columns), w-8, h)
	}
	return panes
}

func (p *pastTab) draw(v *view, r ui.Rect) {
	t, past := v.Theme, &v.Snap.Series
	p.span, p.now, p.step = pastSpan(v.Snap.Now), v.Snap.Now, past.StepNs
	top := pastTop(v.Snap)
	if p.at > p.now {
		p.at, p.kept = -1, false // another history
	}
	p.follow(v.s)
	state := v.Place(ui.Widget{ID: "past", Kind: ui.Reader, Rect: r, Label: "CPU over time", Value: p.spoken(v.Snap), Takes: p})
	p.plots = p.plots[:0]
	panes := p.panes(v, r)
	if panes[0].H < 56 { // not room for four: that which moved most
		clear(panes[:])
		panes[oneBar(&v.View)] = ui.Box(r.X+16, r.Y, r.W-32, r.H)
	}
	for i, pane := range panes {
		if pane.Empty() {
			continue
		}
		plot := ui.Box(pane.X+34, pane.Y+32, pane.W-42, pane.H-32-20)
		if pane.H < 110 {
			plot.Y, plot.H = pane.Y+24, pane.H-24-18
		}
		p.plots = append(p.plots, plot)
		p.pane(v, row.Service(i), pane, plot, top)
	}
	v.FocusRing(r.Inset(6), 4, state)
	if len(past.Steps) == 0 {
		v.TextCenter(r.CenterX(), r.CenterY(), ui.Body, t.T2, "The first point comes after 0.1 s of virtual time.")
	}
}

// follow reads at the pointer, unless the line is to stay.
func (p *pastTab) follow(s *Scene) {
	if p.kept {
		return
	}
	p.at = -1
	for _, plot := range p.plots {
		if plot.Inset(-2).Contains(s.in.Pointer) && s.in.Hover == "past" {
			p.at = min(max(0, int64((s.in.Pointer.X-plot.X)/plot.W*float64(p.span))), p.now)
		}
	}
}

// PointerOut implements ui.Pointed: the line stays where a finger was lifted.
func (p *pastTab) PointerOut() { p.kept = p.at >= 0 }

// PointerOver implements ui.Pointed: a pointer takes the line back.
func (p *pastTab) PointerOver() { p.kept = false }

// Key implements ui.Keyed.
func (p *pastTab) Key(key string) bool {
	at := p.at
	if at < 0 {
		at = p.now
	}
	switch key {
	case "ArrowLeft":
		at -= p.step
	case "ArrowRight":
		at += p.step
	case "PageUp":
		at -= p.span / 10
	case "PageDown":
		at += p.span / 10
	case "Home":
		at = 0
	case "End":
		at = p.now
	default:
		return false
	}
	p.at, p.kept = min(max(0, at), p.now), true
	return true
}

// value is what a service has spent in the second up to the time that is read, and of that
// for tracing, -1 if that is not known; false before the first step. The newest is that of the
// bars.
func (p *pastTab) value(s *sim.Snapshot, service row.Service) (spent, traced exact.PPM, ok bool) {
	steps := len(s.Series.Steps)
	if steps == 0 {
		return 0, 0, false
	}
	if p.at < 0 {
		return s.Services[service].Spent, -1, true
	}
	c := spentUntil(&s.Series, min(steps-1, int(p.at/s.Series.StepNs)), service)
	return c.Total(), tracing(&c), true
}

// window says of how long what is read is the mean: of a second where the steps are not longer,
// and the history is not younger.
func (p *pastTab) window(s *sim.Snapshot) string {
	last := len(s.Series.Steps) - 1
	switch {
	case last < 0:
		return "spent so far"
	case p.at >= 0:
		last = min(last, int(p.at/s.Series.StepNs))
	}
	return "spent in " + axisTime(int64(meanSteps(&s.Series, last))*s.Series.StepNs)
}

// spoken is what the line reads, in words.
func (p *pastTab) spoken(s *sim.Snapshot) string {
	at := p.at
	if at < 0 {
		at = s.Now
	}
	text := p.window(s) + " until " + ui.Clock(at)
	for service := range services(s) {
		if spent, _, ok := p.value(s, service); ok {
			text += ", " + s.Model.Services[service].Title + " " + LoadText(spent) + " %"
		}
	}
	return text
}

// pane is the chart of one service.
func (p *pastTab) pane(v *view, service row.Service, pane, plot ui.Rect, top float64) {
	t := v.Theme
	head := pane.Y + 14
	ServiceIcon(&v.Painter, service, pane.X+7, head)
	x := v.Text(pane.X+20, head, ui.LabelStrong, t.T1, v.Snap.Model.Services[service].Title)
	if pane.W >= 260 {
		x += 12 + v.Width(ui.Tick, v.CostTag()) + 10
		v.Tag(x, head, v.CostTag())
	}
	if spent, traced, ok := p.value(v.Snap, service); ok {
		right := v.TextRight(plot.Right(), head, ui.BodyStrong, loadInk(t, spent), LoadText(spent)+" %")
		read := "spent " + spentIn(v.Snap)
		if p.at >= 0 {
			read = p.window(v.Snap) + " until " + ui.Clock(p.at)
		}
		whole := read
		if v.Snap.Model.Tracing != nil && traced >= 0 {
			whole += ", tracing " + traced.Tenths()
		}
		if read = v.Fit(ui.Label, right-18-x, whole, read, "spent", ""); read != "" {
			v.TextRight(right-10, head, ui.Label, t.T2, read)
		}
	}
	p.axes(v, plot, top)
	p.hill(v, service, plot, top)
	p.expected(v, service, plot, top)
	p.flags(v, plot)
	if pic, ok := v.s.pic.(PastMarker); ok {
		pic.MarkPast(&v.View, service, plot, top)
	}
	p.expectedText(v, service, plot, top)
	if p.at >= 0 {
		x := plot.X + plot.W*float64(p.at)/float64(p.span)
		v.Fill(ui.Box(x-.75, plot.Y, 1.5, plot.H), 0, t.T1)
	}
}

// expectedFrom is where the line of what the bar expects since the last change begins and ends.
func (p *pastTab) expectedFrom(s *sim.Snapshot, service row.Service, plot ui.Rect, top float64) (from, to, y float64, ok bool) {
	y = plot.Bottom() - plot.H*Share(s.Services[service].CPU.Total())/top
	from, to = plot.X+plot.W*float64(s.ChangedAt)/float64(p.span), plot.X+plot.W*float64(s.Now)/float64(p.span)
	return from, to, y, to > from && y >= plot.Y
}

// expected is that line.
func (p *pastTab) expected(v *view, service row.Service, plot ui.Rect, top float64) {
	if from, to, y, ok := p.expectedFrom(v.Snap, service, plot, top); ok {
		v.Pattern(ui.Box(from, y-.5, to-from, 1.5), ui.Dashes, plot.X, v.Theme.Acc)
	}
}

// expectedText says at the end of the line what it is, on a ground that hides the lines behind
// it.
func (p *pastTab) expectedText(v *view, service row.Service, plot ui.Rect, top float64) {
	_, x, y, ok := p.expectedFrom(v.Snap, service, plot, top)
	text := "expected " + LoadText(v.Snap.Services[service].CPU.Total()) + " %"
	room := plot.Right() - x - 12
	if service == leaf(v.Snap.Model) {
		room -= 84 // for what was published
	}
	w := v.Width(ui.Tick, text)
	if !ok || plot.H < 120 || w > room {
		return
	}
	v.Fill(ui.Box(x+3, y-8, w+6, 16), 3, v.plotGround())
	v.Text(x+6, y, ui.Tick, v.Theme.Acc, text)
}

// plotGround is what a chart is drawn on: in the light theme a shade darker than the page, as
// the pale colours of the stages are lost on white.
func (v *view) plotGround() ui.Color {
	if v.Theme.Dark {
		return v.Theme.Bg1
	}
	return v.Theme.Bg2
}

func (p *pastTab) axes(v *view, plot ui.Rect, top float64) {
	t := v.Theme
	if !t.Dark {
		v.Fill(plot, 0, v.plotGround())
	}
	for i := range 3 {
		at := float64(i) / 2
		y := plot.Bottom() - plot.H*at
		v.HLine(plot.X, y, plot.W, t.Line)
		if i == 1 && plot.H < 32 || i == 2 && plot.H < 16 {
			continue // no room for its label
		}
		label := ui.Decimal(top*at*100, 0)
		if i == 2 {
			label += " %"
			y += 5 // clear of the title
		}
		v.TextRight(plot.X-5, y, ui.Tick, t.T2, label)
	}
	for i := range 3 {
		at := float64(i) / 2
		label := axisTime(int64(float64(p.span) * at))
		switch x, y := plot.X+plot.W*at, plot.Bottom()+10; i {
		case 0:
			v.Text(x, y, ui.Tick, t.T2, label)
		case 1:
			v.TextCenter(x, y, ui.Tick, t.T2, label)
		default:
			v.TextRight(x, y, ui.Tick, t.T2, label)
		}
	}
}

// axisTime writes a tick of the time axis.
func axisTime(ns int64) string {
	switch s := float64(ns) / 1e9; {
	case s >= 3600:
		return ui.TrimZeros(ui.Decimal(s/3600, 1)) + " h"
	case s >= 60:
		return ui.TrimZeros(ui.Decimal(s/60, 1)) + " min"
	default:
		return ui.TrimZeros(ui.Decimal(s, 1)) + " s"
	}
}

// hill stacks the stages over time, in the order and with the patterns of the bars.
// Neighbours that look the same become one, which is what keeps a flat stretch of
// time cheap and its patterns whole.
func (p *pastTab) hill(v *view, service row.Service, plot ui.Rect, top float64) {
	past := &v.Snap.Series
	perStep := plot.W * float64(past.StepNs) / float64(p.span)
	stride := max(1, int(math.Ceil(3/perStep))) // no piece is thinner than 3 px
	var letters [row.MaxStages]ui.Rect          // where each stage is largest
	for from := 0; from < len(past.Steps); {
		c := spentUntil(past, from, service)
		to := min(from+stride, len(past.Steps))
		for to < len(past.Steps) && looksLike(c, spentUntil(past, to, service), plot.H/top) {
			to = min(to+stride, len(past.Steps))
		}
		x := plot.X + perStep*float64(from)
		for st, box := range v.pile(ui.Box(x, plot.Y, perStep*float64(to-from), plot.H), plot, c, top) {
			if min(box.W, 40)*min(box.H, 15) > min(letters[st].W, 40)*min(letters[st].H, 15) {
				letters[st] = box
			}
		}
		from = to
	}
	p.letters(v, plot, &letters)
}

// letters says of each stage what it is, where it is largest: on it, or from above if
// it is too low for that.
func (p *pastTab) letters(v *view, plot ui.Rect, at *[row.MaxStages]ui.Rect) {
	last := plot.X - 20. // of a letter above the hill
	for st, box := range at {
		if box.W < 3 || box.H < 1 {
			continue
		}
		if box.H >= 14 && box.W >= 16 {
			stagePlate(&v.Painter, v.Snap.Model.Stages[st].Letter, box.X+min(4, (box.W-12)/2), box.CenterY())
			continue
		}
		x := min(max(box.X, last+14), plot.Right()-12)
		y := max(plot.Y+7, at[st].Y-12)
		for other := st + 1; other < len(at); other++ { // above all of the pile
			if at[other].W > 0 && at[other].X < x+12 && at[other].Right() > x {
				y = min(y, max(plot.Y+7, at[other].Y-12))
			}
		}
		stagePlate(&v.Painter, v.Snap.Model.Stages[st].Letter, x, y)
		last = x
	}
}

// looksLike reports whether no two edges of the stacks are a px apart, at so many px
// for the whole.
func looksLike(a, b readout.StageCost, px float64) bool {
	var sumA, sumB exact.PPM
	for st := range a {
		sumA, sumB = sumA+a[st], sumB+b[st]
		if math.Abs(Share(sumA-sumB))*px >= 1 {
			return false
		}
	}
	return true
}

// pile is a stretch of a hill, cut off at the top of the plot. It returns where the
// stages lie.
func (v *view) pile(r, plot ui.Rect, c readout.StageCost, top float64) (boxes [row.MaxStages]ui.Rect) {
	t, y := v.Theme, r.Bottom()
	for st := range stages(v.Snap) {
		h := math.Min(Share(c[st])/top*r.H, y-r.Y)
		if h < .5 {
			continue
		}
		y -= h
		box := ui.Box(r.X, y, r.W, h)
		v.Fill(box, 0, t.Stages[st])
		v.Pattern(box, StagePattern(st), plot.X, t.PatternInk)
		if !t.Dark { // as the bars have it
			v.HLine(box.X, box.Y, box.W, t.Stages[st].Mix(ui.RGB(0), .35))
		}
		boxes[st] = box
	}
	if y < r.Bottom() {
		v.HLine(r.X, y, r.W, t.T1)
	}
	return boxes
}

// flags are the changes, the newest one with its name where there is room.
func (p *pastTab) flags(v *view, plot ui.Rect) {
	flags := v.flagsOn(func(ns int64) float64 { return plot.X + plot.W*float64(ns)/float64(p.span) }, 4)
	for i := range flags {
		flags[i].draw(&v.Painter, plot.Y-3, 7, 6, plot.H+3)
	}
	if plot.W > 200 {
		v.nameFlag(flags, plot.X, plot.Right(), plot.Y+3, plot.X)
	}
}
