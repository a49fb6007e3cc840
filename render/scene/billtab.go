package scene

import (
	"cmp"
	"math"
	"slices"

	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/span"
)

// billTab is what the spans cost at a price that the reader sets, and what the kept ones say of
// all traffic.
type billTab struct {
	scroll  ui.Scroll
	price   ui.Dial
	dollars float64 // for a million spans
	names   []span.ByName
}

// billPrice is where the price begins, in dollars for a million spans: no offer of anybody.
const billPrice = 2

// secondsPerDay is of virtual time as of any other.
const secondsPerDay = 86_400

func newBillTab() *billTab {
	b := &billTab{dollars: billPrice}
	b.price = ui.Dial{ID: "slider.bill.price", Label: "Price of a million spans", Lo: .01, Hi: 100, Tracing: true, Show: money,
		Keep:  func(v float64) { b.dollars = v },
		Typed: ui.Number{Lo: .01, Hi: 100, Units: []string{"$"}, Expected: "$0.01 to $100, such as $1.50"}}
	return b
}

func (*billTab) tab() (id, title, brief string) { return "bill", "Bill", "Bill" }

func (*billTab) count(*sim.Snapshot) string { return "" }

// money writes dollars: $0.0042, $2.00, $1,234.
func money(dollars float64) string {
	switch {
	case dollars == 0:
		return "$0"
	case dollars >= 100:
		return "$" + ui.Decimal(dollars, 0)
	case dollars >= .1:
		return "$" + ui.Decimal(dollars, 2)
	}
	return "$" + ui.TrimZeros(ui.Decimal(ui.RoundFigures(dollars, 2), 9))
}

// dayOf is what there would be in a day of the stretch since the last change.
func dayOf(s *sim.Snapshot, n float64) float64 {
	return n * secondsPerDay * 1e9 / float64(max(1, s.Now-s.ChangedAt))
}

// size writes bytes.
func size(n float64) string {
	for _, unit := range []string{" B", " kB", " MB", " GB"} {
		if n < 1000 {
			return ui.TrimZeros(ui.Decimal(ui.RoundFigures(n, 3), 2)) + unit
		}
		n /= 1000
	}
	return ui.TrimZeros(ui.Decimal(ui.RoundFigures(n, 3), 2)) + " TB"
}

// bill is what the spans since the last change add up to.
type bill struct {
	spans     float64
	bytes     float64
	unlayered span.Weighted
}

func billOf(names []span.ByName) (b bill) {
	for i := range names {
		n := &names[i]
		b.spans += float64(n.Since)
		b.bytes += float64(n.Bytes)
		b.unlayered.Sum += n.Unlayered.Sum
		b.unlayered.Variance += n.Unlayered.Variance
	}
	return b
}

func (b *billTab) draw(v *view, r ui.Rect) {
	inset := 24.
	if v.l.Size == ui.Phone {
		inset = 12
	}
	v.Scrolled(r, r, &b.scroll, func(top float64) float64 {
		c := ui.Column{X: r.X + inset, Y: top + 8, W: r.W - 2*inset}
		side := &c
		if r.W >= 900 {
			c.W = (c.W - 48) * .56
			side = &ui.Column{X: c.X + c.W + 48, Y: c.Y, W: r.Right() - inset - c.X - c.W - 48}
			v.VLine(side.X-24, top+12, max(r.H-24, 180), v.Theme.Line)
		}
		dial := c.Take(v.Tall(44) + 8)
		dial.W = min(dial.W, 420)
		v.SliderRow(dial, &b.price, b.dollars, false)
		b.day(v, &c)
		b.truth(v, side)
		b.dearest(v, side)
		return max(c.Y, side.Y) + 16
	})
}

// billColumns are the right edges of a day's columns.
func billColumns(c *ui.Column) [4]float64 {
	w := c.W
	if w < 480 {
		return [4]float64{0, c.X + w*.62, 0, c.X + w}
	}
	return [4]float64{c.X + w*.48, c.X + w*.66, c.X + w*.82, c.X + w}
}

// day is what a day like the time since the last change would cost: as it is, and without the
// second layer.
func (b *billTab) day(v *view, c *ui.Column) {
	t, sum := v.Theme, billOf(v.Snap.SpanNames)
	if sum.spans == 0 {
		for _, line := range v.Wrap(ui.Body, "No span was recorded since the last change, so there is nothing to pay for.", c.W) {
			r := c.Take(20)
			v.Text(r.X, r.CenterY(), ui.Body, t.T2, line)
		}
		return
	}
	at := billColumns(c)
	head := c.Take(24)
	v.Text(head.X, head.CenterY(), ui.BodyStrong, t.T1, v.Fit(ui.BodyStrong, at[1]-head.X-80, "A day like the time since the last change", "A day like this", "A day"))
	head = c.Take(20)
	for i, title := range []string{"spans per s", "spans a day", "bytes a day", "cost a day"} {
		if at[i] > 0 {
			v.TextRight(at[i], head.CenterY(), ui.LabelMedium, t.T2, title)
		}
	}
	seconds := float64(max(1, v.Snap.Now-v.Snap.ChangedAt)) / 1e9
	perSpan := sum.bytes / sum.spans
	row := func(name, brief, margin string, spans float64, ink ui.Color) {
		r := c.Take(26)
		v.HLine(r.X, r.Y, r.W, t.Line)
		v.Text(r.X, r.CenterY(), ui.LabelMedium, t.T1, v.Fit(ui.LabelMedium, firstOf(at)-r.X-70, name, brief))
		for i, text := range []string{ui.Rate(int64(spans / seconds * 1000)), ui.Short(int64(dayOf(v.Snap, spans))), size(dayOf(v.Snap, spans*perSpan)), money(b.cost(dayOf(v.Snap, spans)))} {
			if at[i] == 0 {
				continue
			}
			style := ui.Label
			if i == 3 {
				style = ui.LabelStrong
			}
			v.TextRight(at[i], r.CenterY(), style, ink, text)
		}
		if margin != "" {
			line := c.Take(16)
			v.Text(line.X, line.CenterY()-2, ui.Tick, t.T2, v.Fit(ui.Tick, line.W, margin, ""))
		}
	}
	row("As it is", "As it is", "", sum.spans, t.TraceInk)
	unlayered := "± " + money(b.cost(dayOf(v.Snap, sum.unlayered.Margin()))) + " a day (95 %): each kept span stands for 1 / its rate"
	if sum.unlayered.Variance == 0 {
		unlayered = "" // it has cleared nothing
	}
	row("Without the second layer", "Without it", unlayered, sum.unlayered.Sum, t.T1)
	line := c.Take(24)
	saved := b.cost(dayOf(v.Snap, sum.unlayered.Sum-sum.spans))
	if more := sum.unlayered.Sum - sum.spans; more < .5 {
		v.Text(line.X, line.CenterY(), ui.Label, t.T2, v.Fit(ui.Label, line.W, "The second layer has cleared nothing since the last change.", "It has cleared nothing."))
	} else {
		v.Text(line.X, line.CenterY(), ui.Label, t.Good, v.Fit(ui.Label, line.W, "The second layer saves "+money(saved)+" a day, "+ui.Decimal(100*more/sum.unlayered.Sum, 1)+" % of the bill", "It saves "+money(saved)+" a day"))
	}
	line = c.Take(20)
	v.Text(line.X, line.CenterY(), ui.Label, t.T2, ui.Count(int64(perSpan+.5))+" bytes a span in OTLP, before compression")
	b.perMessage(v, c)
}

func firstOf(at [4]float64) float64 {
	for _, x := range at {
		if x > 0 {
			return x
		}
	}
	return 0
}

// cost is that of so many spans, in dollars.
func (b *billTab) cost(spans float64) float64 { return spans * b.dollars / 1e6 }

// perMessage is what one message of a user costs: the spans of the traces that began with one.
func (b *billTab) perMessage(v *view, c *ui.Column) {
	n := b.messages(v)
	if n == 0 {
		return
	}
	kept := int64(0)
	for i := range v.Snap.SpanNames {
		if v.Snap.SpanNames[i].Origin == 0 {
			kept += v.Snap.SpanNames[i].Kept
		}
	}
	spans := float64(kept) / float64(n)
	line := c.Take(20)
	count := ui.TrimZeros(ui.Decimal(ui.RoundFigures(spans, 3), 3)) + " spans"
	if count == "1 spans" {
		count = "1 span"
	}
	text := count + " in the traces of each message, since the start: " + money(b.cost(spans*1e6)) + " for a million messages"
	v.Text(line.X, line.CenterY(), ui.Label, v.Theme.T2, v.Fit(ui.Label, line.W, text, money(b.cost(spans*1e6))+" for a million messages"))
}

// messages is how many there were: truly, or as the kept spans say.
func (b *billTab) messages(v *view) int64 {
	if v.s.words.Truth != nil {
		n, _ := v.s.words.Truth(v.Snap)
		return n
	}
	return v.Snap.Estimates.Messages.Estimate
}

// truth is what the kept spans say of all traffic, with the interval and the formula, beside what
// there really was.
func (b *billTab) truth(v *view, c *ui.Column) {
	t, e := v.Theme, &v.Snap.Estimates
	head := c.Take(26)
	v.Text(head.X, head.CenterY(), ui.BodyStrong, t.T1, v.Fit(ui.BodyStrong, head.W, "What the kept spans say of all traffic", "What the kept spans say"))
	var messages, deliveries int64
	if v.s.words.Truth != nil {
		messages, deliveries = v.s.words.Truth(v.Snap)
	}
	b.estimate(v, c, "messages", e.Messages, messages, "sum of 1 / p", "sum of 1 / p over "+ui.Plural(e.Traces, "kept trace"))
	b.estimate(v, c, "deliveries", e.Deliveries, deliveries, "sum of spans / (p × q)", "sum of kept spans / (p × q), the rates recorded on them")
	if e.Traces == 0 {
		line := c.Take(18)
		v.Text(line.X, line.CenterY(), ui.Tick, t.T3, "No trace of a message was kept so far: the interval has no upper end.")
	}
}

// estimate is a figure of all traffic.
func (b *billTab) estimate(v *view, c *ui.Column, name string, e span.Interval, truly int64, brief, formula string) {
	t := v.Theme
	line := c.Take(22)
	v.Text(line.X, line.CenterY(), ui.Label, t.T2, name)
	x := line.X + 84
	x = v.Text(x, line.CenterY(), ui.LabelStrong, t.TraceInk, "about "+ui.Short(e.Estimate))
	end := line.Right()
	if v.s.words.Truth != nil {
		end = v.TextRight(end, line.CenterY(), ui.LabelStrong, t.T1, "truly "+ui.Count(truly))
	}
	v.Text(x+10, line.CenterY(), ui.Label, t.T2, v.Fit(ui.Label, end-x-20, "95 %: "+intervalText(e), intervalText(e), ""))
	line = c.Take(18)
	v.Text(line.X+84, line.CenterY()-2, ui.Mono, t.T3, v.Fit(ui.Mono, line.W-84, formula, brief))
}

// dearest are the names that cost most.
func (b *billTab) dearest(v *view, c *ui.Column) {
	b.names = append(b.names[:0], v.Snap.SpanNames...)
	b.names = slices.DeleteFunc(b.names, func(n span.ByName) bool { return n.Since == 0 })
	slices.SortStableFunc(b.names, func(a, b span.ByName) int { return cmp.Compare(b.Since, a.Since) })
	if len(b.names) == 0 {
		return
	}
	t, sum := v.Theme, billOf(b.names)
	c.Y += 6
	head := c.Take(26)
	v.Text(head.X, head.CenterY(), ui.BodyStrong, t.T1, "What costs most")
	v.TextRight(head.Right(), head.CenterY(), ui.Label, t.T2, "a day")
	for i := range b.names[:min(len(b.names), 6)] {
		n := &b.names[i]
		line := c.Take(22)
		if s, ok := serviceNamed(v.Snap.Model, n.Service); ok {
			ServiceIcon(&v.Painter, s, line.X+7, line.CenterY())
		} else {
			v.Ring(line.X+7, line.CenterY(), 4.5, 1.4, t.T3)
		}
		name := n.Name
		if n.Orphan {
			name += ", root"
		}
		v.Text(line.X+22, line.CenterY(), ui.Mono, t.T1, v.Fit(ui.Mono, line.W-22-150, name, ui.Clip(name, 18)))
		track := ui.Box(line.Right()-132, line.CenterY()-4, 60, 8)
		v.Fill(track, 3, t.Bg3)
		v.Fill(ui.Box(track.X, track.Y, max(2, math.Round(track.W*float64(n.Since)/sum.spans)), track.H), 2, t.Trace)
		v.TextRight(line.Right(), line.CenterY(), ui.LabelStrong, t.TraceInk, money(b.cost(dayOf(v.Snap, float64(n.Since)))))
	}
}
