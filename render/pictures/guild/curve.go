package guildpicture

import (
	"math"
	"time"

	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim/exact"
	"fanout/sim/guild"
)

// The curve is log-log: recipients 1 … 1M along, keep rate 0.1 … 100 % up.
const (
	curveDecadesX = 6
	curveDecadesY = 3
)

// curve is what the editor keeps from frame to frame.
type curve struct {
	points [guild.FanoutPoints]curveValue
	rule   guild.SecondLayer
	of     guild.Sampling // that rule was made from
}

// ruleOf is the rule of the second layer under given settings.
func (c *curve) ruleOf(s *guild.Settings) *guild.SecondLayer {
	if c.of != s.Sampling {
		c.of, c.rule = s.Sampling, s.SecondLayer()
	}
	return &c.rule
}

// rateAt is the keep rate at that height of the plot, 0 … 1, of two figures.
func rateAt(height float64) float64 {
	height = min(max(height, 0), 1)
	return ui.RoundFigures(math.Pow(10, curveDecadesY*(height-1)), 2)
}

// curvePlot maps recipients and rates to places.
type curvePlot struct{ ui.Rect }

func (c curvePlot) x(recipients float64) float64 {
	return c.X + c.W*min(max(math.Log10(recipients)/curveDecadesX, 0), 1)
}

func (c curvePlot) y(rate float64) float64 {
	if rate <= 0 {
		return c.Bottom()
	}
	return c.Y + c.H*min(max(-math.Log10(rate)/curveDecadesY, 0), 1)
}

// legend says what the points mean. Once one was moved there is the way back
// instead: moved points are squares and mean neither.
func (v curveEditor) legend(r ui.Rect) {
	if settingsOf(v.Snap).Fanout == guild.FanoutCustom {
		if !v.Offers("button.fanout.reset") {
			return
		}
		v.Button(ui.Box(r.Right()-148, r.CenterY()-12, 148, 24), ui.ButtonSpec{ID: "fanout.reset", Label: "Reset to published", Text: "Reset to published",
			Command: "set fanout table", Hint: "All points back to where the table has them"})
		return
	}
	t, cy := v.Theme, r.CenterY()
	x := v.TextRight(r.Right(), cy, ui.Tick, t.T2, "assumed")
	v.Ring(x-9, cy, 3.8, 1.4, t.Trace)
	x = v.TextRight(x-22, cy, ui.Tick, t.T2, "published")
	v.Disc(x-9, cy, 4, t.Trace)
}

// fromPost tells for each point of the table whether its default is a published
// figure.
var fromPost = [guild.FanoutPoints]bool{true, false, true, false, true}

// draw shows the rate at which a session keeps its span, over the number
// of recipients, and lets the points be dragged. A moved point is square.
func (v curveEditor) draw(r ui.Rect) {
	t := v.Theme
	plot := curvePlot{ui.Box(r.X+36, r.Y+8, r.W-40, r.H-32)}
	for i, label := range []string{"100 %", "10 %", "1 %", "0.1 %"} {
		y := plot.Y + plot.H*float64(i)/curveDecadesY
		v.HLine(plot.X, y, plot.W, t.Line)
		v.TextRight(plot.X-6, y, ui.Tick, t.T2, label)
	}
	for i := range curveDecadesX + 1 {
		v.VLine(plot.X+plot.W*float64(i)/curveDecadesX, plot.Y, plot.H, t.Line)
	}
	for i, label := range []string{"1", "100", "10k", "1M"} {
		x, y := plot.X+plot.W*[]float64{0, 2, 4, 6}[i]/curveDecadesX, plot.Bottom()+12
		if i == 3 { // it would leave the rail
			v.TextRight(plot.Right()+4, y, ui.Tick, t.T2, label)
			continue
		}
		v.TextCenter(x, y, ui.Tick, t.T2, label)
	}
	v.line(plot)
	switch settingsOf(v.Snap).Fanout {
	case guild.FanoutTable, guild.FanoutCustom:
		for i := range guild.FanoutPoints {
			v.point(plot, i)
		}
	case guild.FanoutFlat:
		v.flatHandle(plot)
	}
	v.now(plot)
}

// line is the rule in force, sampled once per 4 px.
func (v curveEditor) line(plot curvePlot) {
	t := v.Theme
	const steps = 48
	var last ui.Point
	rule := v.pic.curve.ruleOf(settingsOf(v.Snap))
	for i := range steps + 1 {
		n := math.Pow(10, curveDecadesX*float64(i)/steps)
		q := ui.Pt(plot.x(n), plot.y(rule.At(n)))
		if i > 0 {
			v.Area(last.X, last.Y, q.X, q.Y, plot.Bottom(), t.Trace.Alpha(.12))
			v.Stroke(last, q, 1.8, t.Trace)
		}
		last = q
	}
}

// point is one point of the table. A moved point is square.
func (v curveEditor) point(plot curvePlot, i int) {
	set, t, n := settingsOf(v.Snap), v.Theme, guild.FanoutRecipients(i)
	key := fanoutKey(i)
	x, y := v.handle(plot, &v.pic.curve.points[i], key, "Kept at "+ui.Plural(n, "recipient"), float64(n), set.FanoutTable[i])
	switch moved := set.FanoutTable[i] != guild.DefaultSettings().FanoutTable[i]; {
	case moved:
		v.Fill(ui.Around(x, y, 4.5), 1, t.Trace)
	case fromPost[i]:
		v.Disc(x, y, 4.5, t.Trace)
	default:
		v.Disc(x, y, 4.5, t.Bg1)
		v.Ring(x, y, 4.5, 1.6, t.Trace)
	}
}

// fanoutKey is the setting of a point of the table.
func fanoutKey(i int) string { return "fanout." + ui.PlainNumber(float64(guild.FanoutRecipients(i))) }

// flatHandle moves the one rate of the preset flat.
func (v curveEditor) flatHandle(plot curvePlot) {
	x, y := v.handle(plot, &v.pic.curve.points[0], "flat.rate", "Kept of every fan-out", 100, settingsOf(v.Snap).FlatRate)
	v.Fill(ui.Around(x, y, 4.5), 1, v.Theme.Trace)
}

// handle is a place on the plot that moves up and down, at n recipients and the
// rate that the setting has. It returns where it is. One that is not offered stays there.
func (v curveEditor) handle(plot curvePlot, point *curveValue, key, label string, n float64, value exact.PPM) (x, y float64) {
	t, id := v.Theme, "point."+key
	rate := v.In.Shown(id, scene.Share(value))
	x, y = plot.x(n), plot.y(rate)
	if !v.Offers(id) {
		return x, y
	}
	*point = curveValue{rate, plot, key}
	w := min(v.Tall(36), plot.x(10)-plot.x(1)) // up to its neighbours
	state := v.Place(ui.Widget{
		ID: id, Kind: ui.Handle, Rect: ui.Box(x-w/2, y-22, w, 44).Intersect(plot.Inset(-22)), Label: label,
		Value: ui.ShareText(rate), Hint: label + " " + ui.ShareText(rate),
		Adjust: point,
	})
	if _, old, ok := v.In.Dragged(id); ok {
		v.Ring(x, plot.y(old), 4, 1.4, t.Ghost)
	}
	v.EntryField(id, min(x+100, plot.Right()-8), y, 96)
	if state.Hover || state.Dragging {
		v.Disc(x, y, 9, t.Trace.Alpha(.25))
	}
	if state.Focus {
		v.Ring(x, y, 9, 2, t.Acc)
	}
	return x, y
}

// now marks the number of members in force and what the rule makes of it.
func (v curveEditor) now(plot curvePlot) {
	t, n := v.Theme, float64(settingsOf(v.Snap).Members)
	rate := scene.Share(guild.ViewOf(v.Snap).Messages.KeepRate)
	x := plot.x(n)
	v.Pattern(ui.Box(x, plot.Y, 1, plot.H), ui.Dashes, x, t.T2)
	v.Diamond(x, plot.y(rate), 5, t.T1)
	right := plot.Right() - 6
	words := ui.Plural(int(n), "recipient")
	v.Fill(ui.Box(right-v.Width(ui.LabelMedium, words)-4, plot.Y+3, v.Width(ui.LabelMedium, words)+6, 32), 3, t.Bg1.Alpha(.88))
	v.TextRight(right, plot.Y+11, ui.LabelMedium, t.T1, words)
	v.TextRight(right, plot.Y+27, ui.LabelMedium, t.TraceInk,
		ui.Percent(guild.ViewOf(v.Snap).Messages.KeepRate)+": "+keeps(n*rate))
}

// keeps is the number of spans one fan-out leaves on average.
func keeps(n float64) string {
	switch {
	case n >= 10:
		return ui.Count(int64(n+.5)) + " keep"
	default:
		return ui.TrimZeros(ui.Decimal(n, 1)) + " keep"
	}
}

// curveValue is a keep rate that is dragged up and down on the plot.
type curveValue struct {
	now  float64
	plot curvePlot
	key  string // of the setting
}

func (c *curveValue) Current() float64            { return c.now }
func (c *curveValue) Command(v float64) string    { return "set " + c.key + " " + ui.PlainShare(v) }
func (c *curveValue) Pace() time.Duration         { return ui.DragPace }
func (c *curveValue) Page() int                   { return 20 }
func (c *curveValue) Ends() (least, most float64) { return rateAt(0), 1 }

// At is three decades from the bottom of the plot to its top.
func (c *curveValue) At(q ui.Point) float64 { return rateAt((c.plot.Bottom() - q.Y) / c.plot.H) }

// Grabbed takes the point anywhere in its target, which is 44 px high.
func (c *curveValue) Grabbed(q ui.Point) (off float64, ok bool) {
	if off = q.Y - c.plot.y(c.now); off < -44 || off > 44 {
		return 0, false
	}
	return off, true
}

// Step is a twentieth of a decade.
func (c *curveValue) Step(n int) float64 {
	lowest := math.Pow(10, -curveDecadesY)
	return rateAt(1 + (math.Log10(max(c.now, lowest))+.05*float64(n))/curveDecadesY)
}

func (c *curveValue) Parse(text string) (float64, string) {
	return ui.Number{Lo: 1e-6, Hi: 1, Percent: true, Expected: "0.0001 to 100 %"}.Parse(text)
}
