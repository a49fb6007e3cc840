package scene

import (
	"fmt"
	"math"
	"strings"

	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/stats"
)

// whatIfPoint begins the ids of the points.
const whatIfPoint = "whatif.point."

// pointID is the id of the point of a metric at a value.
func pointID(metric, value string) string { return whatIfPoint + metric + "." + value }

// reads finds out which point a pointer is over, or the keys have come to.
func (p *whatIfTab) reads(v *view) {
	p.read = ""
	a := p.known()
	id := v.In.Hover
	if !strings.HasPrefix(id, whatIfPoint) && v.In.ByKey {
		id = v.In.Focus
	}
	if a == nil || a.Sweep == nil || !strings.HasPrefix(id, whatIfPoint) {
		return
	}
	for point := range a.Sweep.Points() {
		value := a.Sweep.Values(point)[0]
		for _, i := range p.charts {
			if id == pointID(p.metrics[i].Metric, value) {
				p.read = value
			}
		}
	}
}

// sample is what was found of a metric, by its number, at a point.
func (p *whatIfTab) sample(a *Answer, metric, point int) *stats.Sample {
	return &a.Result.Cells[point][metric]
}

// whatIfPlot is the chart of one metric.
type whatIfPlot struct {
	*whatIfTab
	v       *view
	a       *Answer
	metric  int
	r       ui.Rect
	x, y    scale
	present int // the point of the value in force; -1 for none
	read    int // the point that is read; the present one if none is
}

// chart draws the chart of that number: its metric, the figure that is read, and the points.
func (p *whatIfTab) chart(v *view, number int, r ui.Rect) {
	metric := p.charts[number]
	m := &p.metrics[metric]
	head := ui.Box(r.X, r.Y, r.W, v.Tall(28))
	left, edge := 46., 10.
	if v.l.Size.Touch() { // the whole width for the points; the labels stand above the lines
		left = 10
	}
	c := whatIfPlot{whatIfTab: p, v: v, a: p.known(), metric: metric, present: -1, read: -1}
	c.r = ui.Box(r.X+left, head.Bottom()+12, r.W-left-edge, r.Bottom()-22-head.Bottom()-12)
	figure := 0.
	if c.a != nil && c.a.Err == nil {
		c.prepare()
		figure = c.figure(head)
	}
	rows := make([]menuRow, len(p.metrics))
	for i := range p.metrics {
		one := &p.metrics[i]
		rows[i] = menuRow{brief: one.Brief, on: i == metric, widget: ui.Widget{ID: fmt.Sprintf("button.whatif.metric.%d.%s", number, one.Metric), Kind: ui.Button, Label: one.Name,
			Act: func() { p.choose(number, i) }}}
	}
	p.title(v, ui.Box(head.X, head.Y, min(head.W-figure-8, v.Width(ui.LabelStrong, m.Name)+44), head.H), number, m, rows)
	if c.a == nil || c.a.Err != nil {
		return
	}
	c.axes()
	c.line()
	c.points()
}

// choose draws another metric in a chart. One that is drawn elsewhere changes places with it.
func (p *whatIfTab) choose(number, metric int) {
	for i, other := range p.charts {
		if other == metric {
			p.charts[i] = p.charts[number]
		}
	}
	p.charts[number] = metric
}

// title is the name of a chart's metric, which opens the list of all.
func (p *whatIfTab) title(v *view, r ui.Rect, number int, m *whatIfMetric, rows []menuRow) {
	t, d := v.Theme, &v.s.drawer
	id := fmt.Sprint("button.whatif.metric.", number)
	open := d.menu.of == id
	first := rows[p.charts[number]].widget.ID
	state := v.Place(ui.Widget{ID: id, Kind: ui.Button, Rect: r, Label: fmt.Sprint("Chart ", number+1), Value: m.Name,
		Hint: "Another figure in this chart", Act: func() { d.menu.toggle(id, first) }})
	d.menu.place(id, r, rows)
	switch {
	case state.Pressed:
		v.Panel(r, 6, t.Bg4, t.Acc)
	case state.Hover || open:
		v.Fill(r, 6, t.Bg3)
	}
	v.FocusRing(r, 6, state)
	x := v.Text(r.X+8, r.CenterY(), ui.LabelStrong, t.T1, v.Fit(ui.LabelStrong, r.W-34, m.Name, m.Brief))
	v.Chevron(x+12, r.CenterY(), open, t.T2)
}

// prepare finds the scales, and the points that matter.
func (c *whatIfPlot) prepare() {
	k := c.setting(c.v)
	now := k.Text(c.v.Snap.Settings)
	var figures []float64
	for point := range c.a.Sweep.Points() {
		if s := c.sample(c.a, c.metric, point); s.N() > 0 {
			figures = append(figures, s.Mean())
		}
		switch c.a.Sweep.Values(point)[0] {
		case now:
			c.present = point
		case c.whatIfTab.read:
			c.read = point
		}
	}
	if c.read < 0 {
		c.read = c.present
	}
	c.x, c.y = along(c.numbers, k.Even), upTo(figures)
}

// at is where a point is drawn.
func (c *whatIfPlot) at(point int) (q ui.Point, found bool) {
	s := c.sample(c.a, c.metric, point)
	x := c.r.X + c.r.W*c.x.place(c.numbers[point])
	return ui.Pt(x, c.height(s.Mean())), s.N() > 0
}

// height is the y of a figure.
func (c *whatIfPlot) height(figure float64) float64 { return c.r.Bottom() - c.r.H*c.y.place(figure) }

// ink is the colour of what the metric counts.
func (c *whatIfPlot) ink() ui.Color {
	if c.metrics[c.metric].Tracing {
		return c.v.Theme.Trace
	}
	return c.v.Theme.Acc
}

// figure writes what is read at the right end of the head, and returns how wide it is.
func (c *whatIfPlot) figure(head ui.Rect) float64 {
	t, v := c.v.Theme, c.v
	if c.read < 0 {
		return 0
	}
	at := c.valueText(v, c.numbers[c.read])
	if c.read == c.present {
		at = "now " + at
	}
	s := c.sample(c.a, c.metric, c.read)
	m := c.metrics[c.metric].metric
	x := head.Right()
	if s.N() == 0 {
		return head.Right() - v.TextRight(x, head.CenterY(), ui.Label, t.T2, at+": …")
	}
	if margin := marginText(m, s); margin != "" && head.W > 300 {
		x = v.TextRight(x, head.CenterY(), ui.Label, t.T2, margin) - 6
	}
	x = v.TextRight(x, head.CenterY(), ui.BodyStrong, t.T1, measuredText(m, s.Mean()))
	return head.Right() - v.TextRight(x-8, head.CenterY(), ui.Label, t.T2, at)
}

// axes are the lines of figures and the values of the setting.
func (c *whatIfPlot) axes() {
	v, t := c.v, c.v.Theme
	ground := ui.Box(c.r.X-8, c.r.Y-6, c.r.W+16, c.r.H+6)
	if !t.Dark {
		v.Fill(ground, 0, v.plotGround())
	}
	c.band(ground)
	m := c.metrics[c.metric].metric
	for _, at := range c.y.ticks() {
		y := c.height(at)
		v.HLine(ground.X, y, ground.W, t.Line)
		if text := figureTick(m, at); v.l.Size.Touch() {
			v.Text(ground.X+2, max(y-7, ground.Y+7), ui.Tick, t.T2, text)
		} else {
			v.TextRight(ground.X-5, y, ui.Tick, t.T2, text)
		}
	}
	c.values()
}

// values are those of the setting, below their points as far as there is room: the last one
// always, and the present one only if it is one of the round ones.
func (c *whatIfPlot) values() {
	v, y := c.v, c.r.Bottom()+13
	last := len(c.numbers) - 1
	label := func(point int) (text string, x, w float64) {
		text = c.valueText(v, c.numbers[point])
		w = v.Width(ui.Tick, text)
		q, _ := c.at(point)
		return text, min(max(q.X-w/2, c.r.X-8), c.r.Right()+8-w), w
	}
	text, edge, _ := label(last)
	v.Text(edge, y, ui.Tick, v.Theme.T2, text)
	for end, i := math.Inf(-1), 0; i < last; i++ {
		text, x, w := label(i)
		if c.round[i] && x >= end+10 && x+w <= edge-10 {
			v.Text(x, y, ui.Tick, v.Theme.T2, text)
			end = x + w
		}
	}
}

// each calls f with each two neighbours that something is known of.
func (c *whatIfPlot) each(f func(from, to int)) {
	before := -1
	for point := range c.numbers {
		if _, found := c.at(point); !found {
			continue
		}
		if before >= 0 {
			f(before, point)
		}
		before = point
	}
}

// band is where the mean of all seeds lies with 95 %: between the ends of the intervals. What
// lies below it is painted over again.
func (c *whatIfPlot) band(ground ui.Rect) {
	ink, below := c.v.Theme.AccDim, c.v.plotGround()
	if c.metrics[c.metric].Tracing {
		ink = c.v.Theme.TraceDim
	}
	for _, end := range []struct {
		ink  ui.Color
		high bool
	}{{ink, true}, {below, false}} {
		c.each(func(from, to int) {
			a, b := c.bound(from, end.high), c.bound(to, end.high)
			c.v.Area(a.X, a.Y, b.X, b.Y, ground.Bottom(), end.ink)
		})
	}
}

// bound is where one end of the interval of a point is drawn; that of a single seed is the
// point itself.
func (c *whatIfPlot) bound(point int, high bool) ui.Point {
	q, _ := c.at(point)
	low, most, ok := c.sample(c.a, c.metric, point).Interval()
	switch {
	case ok && high:
		q.Y = c.height(most)
	case ok:
		q.Y = c.height(low)
	}
	return q
}

// line leads from point to point, through the present value.
func (c *whatIfPlot) line() {
	v, t := c.v, c.v.Theme
	if c.present >= 0 {
		q, _ := c.at(c.present)
		v.Pattern(ui.Box(q.X-.75, c.r.Y-6, 1.5, c.r.H+6), ui.Dashes, q.X, t.T2)
	}
	if c.read >= 0 && c.read != c.present {
		q, _ := c.at(c.read)
		v.Fill(ui.Box(q.X-.5, c.r.Y-6, 1, c.r.H+6), 0, t.T3)
	}
	c.each(func(from, to int) {
		a, _ := c.at(from)
		b, _ := c.at(to)
		v.Stroke(a, b, 1.6, c.ink())
	})
}

// points are what can be pressed: each leads to its value.
func (c *whatIfPlot) points() {
	for point := range c.numbers {
		q, found := c.at(point)
		if !found {
			q.Y = c.r.Bottom()
		}
		state := c.v.Place(c.widget(point, q))
		c.v.FocusRing(ui.Around(q.X, q.Y, 6), 6, state)
		c.mark(point, q, found, state)
	}
}

// mark draws a point: a ring on the axis while nothing is known of it.
func (c *whatIfPlot) mark(point int, q ui.Point, found bool, state ui.State) {
	v, t, r := c.v, c.v.Theme, 3.2
	if point == c.read || state.Hover {
		r = 4.6
	}
	switch {
	case !found:
		v.Ring(q.X, q.Y, 2.6, 1.2, t.Line2)
	case point == c.present:
		v.Disc(q.X, q.Y, r+1.4, v.plotGround())
		v.Disc(q.X, q.Y, r, t.T1)
	default:
		v.Disc(q.X, q.Y, r, c.ink())
	}
}

// widget is what a pointer meets around a point, as high as the chart and up to the next ones,
// or as wide as a fingertip.
func (c *whatIfPlot) widget(point int, q ui.Point) ui.Widget {
	v, m := c.v, &c.metrics[c.metric]
	left, right := c.r.X-10, c.r.Right()+10
	if point > 0 {
		before, _ := c.at(point - 1)
		left = (before.X + q.X) / 2
	}
	if point < len(c.numbers)-1 {
		next, _ := c.at(point + 1)
		right = (q.X + next.X) / 2
	}
	if least := v.Tall(0); right-left < least {
		left = math.Round(min(max(q.X-least/2, 0), v.W-least))
		right = left + least
	}
	value := c.a.Sweep.Values(point)[0]
	w := ui.Widget{
		ID: pointID(m.Metric, value), Kind: ui.Button, Rect: ui.Box(left, c.r.Y-10, right-left, c.r.H+30),
		Label: m.Name, Value: c.valueText(v, c.numbers[point]) + ", " + c.told(point),
		Takes: whatIfKeys{c, point}, ByArrows: point != c.stop(),
	}
	w.Hint = w.Value
	if point == c.present {
		w.Kind, w.Value = ui.Term, w.Value+", in force now"
		return w
	}
	w.Command = v.Snap.Model.Assign(c.asked.Setting, value)
	w.Hint += ". Press to go there"
	return w
}

// stop is the point to which Tab comes: the present one; from there the arrows lead on.
func (c *whatIfPlot) stop() int { return max(0, c.present) }

// told is what is known of a point, in words.
func (c *whatIfPlot) told(point int) string {
	s, m := c.sample(c.a, c.metric, point), c.metrics[c.metric].metric
	if s.N() == 0 {
		return "not computed yet"
	}
	text := measuredText(m, s.Mean())
	if margin := marginText(m, s); margin != "" {
		text += " " + margin + " (95 %)"
	}
	return text + ", " + ui.Plural(int(s.N()), "seed")
}

// marginText is half the 95 % interval around a mean; "" for none, or one too narrow to be
// written.
func marginText(m *sim.Metric, s *stats.Sample) string {
	half, ok := s.Margin()
	if text := measuredText(m, half); ok && text != measuredText(m, 0) {
		return "± " + text
	}
	return ""
}

// whatIfKeys lead from a point to its neighbours.
type whatIfKeys struct {
	plot  *whatIfPlot
	point int
}

// Key implements ui.Keyed.
func (k whatIfKeys) Key(key string) bool {
	last := len(k.plot.numbers) - 1
	to, ok := map[string]int{"ArrowLeft": k.point - 1, "ArrowRight": k.point + 1, "Home": 0, "End": last}[key]
	if !ok {
		return false
	}
	value := k.plot.a.Sweep.Values(min(max(to, 0), last))[0]
	ui.FocusOn(k.plot.v.In, pointID(k.plot.metrics[k.plot.metric].Metric, value))
	return true
}
