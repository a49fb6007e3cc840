package scene

import (
	"math"

	"fanout/sim"
)

// The curve is log-log: recipients 1 … 1M along, keep rate 0.1 … 100 % up.
const (
	curveDecadesX = 6
	curveDecadesY = 3
)

// rateAt is the keep rate at that height of the plot, 0 … 1, of two figures.
func rateAt(height float64) float64 {
	height = min(max(height, 0), 1)
	return roundFigures(math.Pow(10, curveDecadesY*(height-1)), 2)
}

// curvePlot maps recipients and rates to places.
type curvePlot struct{ Rect }

func (c curvePlot) x(recipients float64) float64 {
	return c.X + c.W*min(max(math.Log10(recipients)/curveDecadesX, 0), 1)
}

func (c curvePlot) y(rate float64) float64 {
	if rate <= 0 {
		return c.Bottom()
	}
	return c.Y + c.H*min(max(-math.Log10(rate)/curveDecadesY, 0), 1)
}

// curveLegend says what the points mean. Once one was moved there is the way back
// instead: moved points are squares and mean neither.
func (v *view) curveLegend(r Rect) {
	if v.snap.Settings.Fanout == sim.FanoutCustom {
		v.button(Rect{r.Right() - 148, r.CenterY() - 12, 148, 24}, buttonSpec{id: "fanout.reset", label: "Reset to published", text: "Reset to published",
			command: "set fanout table", hint: "All points back to where the table has them"})
		return
	}
	t, cy := v.theme, r.CenterY()
	x := v.textRight(r.Right(), cy, Tick, t.T2, "assumed")
	v.ring(x-9, cy, 3.8, 1.4, t.Trace)
	x = v.textRight(x-22, cy, Tick, t.T2, "published")
	v.disc(x-9, cy, 4, t.Trace)
}

// fromPost tells for each point of the table whether its default is a published
// figure.
var fromPost = [sim.FanoutPoints]bool{true, false, true, false, true}

// curveEditor shows the rate at which a session keeps its span, over the number
// of recipients, and lets the points be dragged. A moved point is square.
func (v *view) curveEditor(r Rect) {
	t := v.theme
	plot := curvePlot{Rect{r.X + 36, r.Y + 8, r.W - 40, r.H - 32}}
	for i, label := range []string{"100 %", "10 %", "1 %", "0.1 %"} {
		y := plot.Y + plot.H*float64(i)/curveDecadesY
		v.hline(plot.X, y, plot.W, t.Line)
		v.textRight(plot.X-6, y, Tick, t.T2, label)
	}
	for i := range curveDecadesX + 1 {
		v.vline(plot.X+plot.W*float64(i)/curveDecadesX, plot.Y, plot.H, t.Line)
	}
	for i, label := range []string{"1", "100", "10k", "1M"} {
		x, y := plot.X+plot.W*[]float64{0, 2, 4, 6}[i]/curveDecadesX, plot.Bottom()+12
		if i == 3 { // it would leave the rail
			v.textRight(plot.Right()+4, y, Tick, t.T2, label)
			continue
		}
		v.textCenter(x, y, Tick, t.T2, label)
	}
	v.curveLine(plot)
	switch v.snap.Settings.Fanout {
	case sim.FanoutTable, sim.FanoutCustom:
		for i := range sim.FanoutPoints {
			v.curvePoint(plot, i)
		}
	case sim.FanoutFlat:
		v.flatHandle(plot)
	}
	v.curveNow(plot)
}

// curveLine is the rule in force, sampled once per 4 px.
func (v *view) curveLine(plot curvePlot) {
	t := v.theme
	const steps = 48
	var last Point
	for i := range steps + 1 {
		n := math.Pow(10, curveDecadesX*float64(i)/steps)
		q := Point{plot.x(n), plot.y(keepRate(&v.snap.Settings, n))}
		if i > 0 {
			v.area(last.X, last.Y, q.X, q.Y, plot.Bottom(), t.Trace.Alpha(.12))
			v.stroke(last, q, 1.8, t.Trace)
		}
		last = q
	}
}

// keepRate is the second layer's rule for n recipients, for the picture only:
// what a session really does is decided in the world.
func keepRate(s *sim.Settings, n float64) float64 {
	switch s.Fanout {
	case sim.FanoutTenN:
		return max(.001, min(1, 10/n))
	case sim.FanoutFlat:
		return share(s.FlatRate)
	case sim.FanoutNone:
		return 1
	}
	at := math.Log10(n)
	i := int(at)
	if i >= sim.FanoutPoints-1 {
		return share(s.FanoutTable[sim.FanoutPoints-1])
	}
	a, b := share(s.FanoutTable[i]), share(s.FanoutTable[i+1])
	if a <= 0 || b <= 0 {
		return a
	}
	return math.Pow(10, math.Log10(a)+(math.Log10(b)-math.Log10(a))*(at-float64(i)))
}

// curvePoint is one point of the table. A moved point is square.
func (v *view) curvePoint(plot curvePlot, i int) {
	set, t, n := &v.snap.Settings, v.theme, sim.FanoutRecipients[i]
	key := "fanout." + plain(float64(n))
	x, y := v.handle(plot, key, count(int64(n))+" recipients keep", float64(n), set.FanoutTable[i])
	switch moved := set.FanoutTable[i] != sim.DefaultSettings().FanoutTable[i]; {
	case moved:
		v.fill(around(x, y, 4.5), 1, t.Trace)
	case fromPost[i]:
		v.disc(x, y, 4.5, t.Trace)
	default:
		v.disc(x, y, 4.5, t.Bg1)
		v.ring(x, y, 4.5, 1.6, t.Trace)
	}
}

// flatHandle moves the one rate of the preset flat.
func (v *view) flatHandle(plot curvePlot) {
	x, y := v.handle(plot, "flat.rate", "every fan-out keeps", 100, v.snap.Settings.FlatRate)
	v.fill(around(x, y, 4.5), 1, v.theme.Trace)
}

// handle is a place on the plot that moves up and down, at n recipients and the
// rate that the setting has. It returns where it is.
func (v *view) handle(plot curvePlot, key, label string, n float64, value sim.PPM) (x, y float64) {
	t, id := v.theme, "point."+key
	rate := share(value)
	if v.s.drag.id == id {
		rate = v.s.drag.value
	}
	x, y = plot.x(n), plot.y(rate)
	look := v.place(Widget{
		ID: id, Kind: Handle, Rect: Rect{x - 18, y - 22, 36, 44}.Intersect(plot.Inset(-16)), Label: label,
		Value: percent(ppm(rate)), track: plot.Rect, fixed: rate, prefix: "set " + key + " ",
		Hint: label + " " + percent(ppm(rate)),
	})
	if look.dragging {
		v.ring(x, plot.y(v.s.drag.old), 4, 1.4, t.Ghost)
	}
	v.entryField(id, min(x+100, plot.Right()-8), y, 96)
	if look.hover || look.dragging {
		v.disc(x, y, 9, t.Trace.Alpha(.25))
	}
	if look.focus {
		v.ring(x, y, 9, 2, t.Acc)
	}
	return x, y
}

// curveNow marks the number of members in force and what the rule makes of it.
func (v *view) curveNow(plot curvePlot) {
	t, n := v.theme, float64(v.snap.Settings.Members)
	rate := share(v.snap.Messages.KeepRate)
	x := plot.x(n)
	v.pattern(Rect{x, plot.Y, 1, plot.H}, Dashes, x, t.T2)
	v.diamond(x, plot.y(rate), 5, t.T1)
	right := plot.Right() - 6
	words := plural(int(n), "recipient")
	v.fill(Rect{right - v.width(LabelMedium, words) - 4, plot.Y + 3, v.width(LabelMedium, words) + 6, 32}, 3, t.Bg1.Alpha(.88))
	v.textRight(right, plot.Y+11, LabelMedium, t.T1, words)
	v.textRight(right, plot.Y+27, LabelMedium, t.TraceInk,
		percent(v.snap.Messages.KeepRate)+": "+keeps(n*rate))
}

// keeps is the number of spans one fan-out leaves on average.
func keeps(n float64) string {
	switch {
	case n >= 10:
		return count(int64(n+.5)) + " keep"
	default:
		return trimZeros(decimal(n, 1)) + " keep"
	}
}

// logRate is the power of ten of a rate, at least the plot's lowest.
func logRate(rate float64) float64 {
	return math.Log10(max(rate, math.Pow(10, -curveDecadesY)))
}
