package scene

import (
	"math"

	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/readout"
	"fanout/sim/row"
)

// metricsTab is the dashboard: how often each action ran, how long it took, and what waits in the
// mailboxes of its service, since the last change. It cannot say what users felt.
type metricsTab struct{ ui.Scroll }

func (*metricsTab) tab() (id, title, brief string) { return "metrics", "Metrics", "Metrics" }

func (*metricsTab) count(*sim.Snapshot) string { return "" }

// The axis of durations: a power of ten each, from 100 ns to 100 s.
const (
	leastDuration = 1e2
	mostDuration  = 1e11
)

// metricColumns is where the columns end, and where the histogram is.
type metricColumns struct {
	name, rate, p50, p99, most float64 // right edges but for name; 0 for none
	plot                       ui.Rect // X and W only
}

func metricColumnsIn(x, w float64) metricColumns {
	if w < 560 { // the histogram stands below the name
		return metricColumns{name: x, rate: x + w - 132, p50: x + w - 66, p99: x + w, plot: ui.Rect{X: x + 20, W: w - 20}}
	}
	c := metricColumns{name: x, rate: x + 290, p50: x + 370, p99: x + 450, most: x + 530}
	if w < 800 {
		c.rate, c.p50, c.p99, c.most = x+240, x+312, x+384, 0
	}
	from := max(c.p99, c.most) + 24
	c.plot = ui.Rect{X: from, W: x + w - from}
	return c
}

// stacked reports whether the histogram of an action stands below its name.
func (c *metricColumns) stacked() bool { return c.plot.X < c.rate }

func (p *metricsTab) draw(v *view, r ui.Rect) {
	inset := 24.
	if v.l.Size == ui.Phone {
		inset = 12
	}
	c := metricColumnsIn(r.X+inset, r.W-2*inset)
	const group, foot = 26, 44
	head, line := 30., 30.
	if c.stacked() {
		head, line = 48, 52
	}
	groups := 0
	for i := range v.Snap.Profile.Actions {
		if i == 0 || p.service(v, i) != p.service(v, i-1) {
			groups++
		}
	}
	p.Row = line
	p.Fit(head+line*float64(len(v.Snap.Profile.Actions))+group*float64(groups)+foot, r.H)
	y := r.Y - p.At
	p.heads(v, y, &c)
	y += head
	if len(v.Snap.Profile.Actions) == 0 {
		v.Text(c.name, y+14, ui.Body, v.Theme.T2, "Nothing was handled since the last change.")
		y += 28
	}
	for i := range v.Snap.Profile.Actions {
		if i == 0 || p.service(v, i) != p.service(v, i-1) {
			p.group(v, ui.Box(r.X+inset, y, r.W-2*inset, group), r, p.service(v, i))
			y += group
		}
		p.action(v, ui.Box(r.X+inset, y, r.W-2*inset, line), &c, &v.Snap.Profile.Actions[i])
		y += line
	}
	for _, text := range v.Wrap(ui.Label, "Times are of handling alone. What a message waits in a mailbox is in no histogram here: that is why a dashboard cannot say what users felt.", r.W-2*inset) {
		y += 17
		v.Text(c.name, y, ui.Label, v.Theme.T2, text)
	}
}

func (p *metricsTab) service(v *view, i int) row.Service {
	return v.Snap.Model.Classes[v.Snap.Profile.Actions[i].Class].Service
}

func (p *metricsTab) heads(v *view, y float64, c *metricColumns) {
	t := v.Theme
	v.Text(c.name, y+15, ui.LabelMedium, t.T2, "action")
	head := func(right float64, id, text, meaning string) {
		if right == 0 {
			return
		}
		w := v.Width(ui.LabelMedium, text)
		v.TextRight(right, y+15, ui.LabelMedium, t.T2, text)
		v.Explain("metric."+id, ui.Box(right-w-4, y+3, w+8, 24), text, meaning)
	}
	head(c.rate, "rate", "per s", "Messages handled in each virtual second, since the last change")
	head(c.p50, "p50", "p50", "p50: half of the messages took no longer to handle")
	head(c.p99, "p99", "p99", "p99: 99 of 100 messages took no longer to handle; one of 100 did")
	head(c.most, "longest", "longest", "The longest that a message of this kind took to handle")
	if c.stacked() { // the axis of the histograms has a line below the heads
		y += 18
	}
	for at := leastDuration; at <= mostDuration; at *= 1000 {
		x := c.plot.X + c.plot.W*durationPlace(at)
		if at == mostDuration {
			v.TextRight(x-3, y+15, ui.Tick, t.T2, exactTime(int64(at)))
		} else {
			v.Text(x+3, y+15, ui.Tick, t.T2, exactTime(int64(at)))
		}
		v.VLine(x, y+9, 14, t.Line2)
	}
}

// durationPlace is where a duration lies on the axis, 0 … 1.
func durationPlace(ns float64) float64 {
	return min(max(math.Log(ns/leastDuration)/math.Log(mostDuration/leastDuration), 0), 1)
}

// group is the head of a service: its messages, and what waits.
func (p *metricsTab) group(v *view, r, body ui.Rect, s row.Service) {
	t := v.Theme
	v.HLine(r.X-8, r.Y+1, r.W+16, t.Line)
	ServiceIcon(&v.Painter, s, r.X+7, r.CenterY())
	service, waiting := &v.Snap.Model.Services[s], int64(v.Snap.Services[s].Mailbox)
	x := v.Text(r.X+22, r.CenterY(), ui.LabelStrong, t.T1, service.Title) + 14
	text := v.Fit(ui.Label, r.Right()-x, "in its mailboxes now, of all actions: "+ui.Count(waiting), "in its mailboxes now: "+ui.Short(waiting), "mailboxes: "+ui.Short(waiting))
	w := v.Width(ui.Label, text)
	v.Text(x, r.CenterY(), ui.Label, t.T2, text)
	if box := ui.Box(x-4, r.Y+1, w+8, 24); box.Y >= body.Y && box.Bottom() <= body.Bottom() {
		v.Explain("metric.mailbox."+service.Name, box, "mailboxes",
			"A process has one mailbox for all kinds of messages, so no action has one for itself. This is what waits in those of the service")
	}
}

// action is one row: numbers, and the histogram on a common axis.
func (p *metricsTab) action(v *view, r ui.Rect, c *metricColumns, a *readout.Action) {
	t := v.Theme
	class := &v.Snap.Model.Classes[a.Class]
	cy := r.Y + 15
	name := class.Action
	if class.Actor != v.Snap.Model.Services[class.Service].Name {
		name = class.Actor + " › " + name
	}
	v.Text(c.name+22, cy, ui.Mono, t.T1, v.Fit(ui.Mono, c.rate-c.name-22-70, name, class.Action, ui.Clip(class.Action, 12)))
	v.TextRight(c.rate, cy, ui.LabelStrong, t.T1, perSecond(a.Messages, v.Snap.Now-v.Snap.ChangedAt))
	v.TextRight(c.p50, cy, ui.Label, t.T1, ui.Duration(a.Percentile(50)))
	v.TextRight(c.p99, cy, ui.LabelStrong, t.T1, ui.Duration(a.Percentile(99)))
	if c.most > 0 {
		v.TextRight(c.most, cy, ui.Label, t.T1, ui.Duration(a.Longest()))
	}
	plot := ui.Box(c.plot.X, r.Y+3, c.plot.W, 22)
	if c.stacked() {
		plot = ui.Box(c.plot.X, r.Y+27, c.plot.W, 18)
	}
	p.histogram(v, plot, a)
}

// histogram is how many messages took how long: the highest column is that of most of them.
func (p *metricsTab) histogram(v *view, plot ui.Rect, a *readout.Action) {
	t := v.Theme
	v.HLine(plot.X, plot.Bottom(), plot.W, t.Line2)
	var most int64
	for i := range a.Buckets {
		most = max(most, a.Buckets[i].N)
	}
	w := max(3, plot.W*math.Log(math.Pow(2, .25))/math.Log(mostDuration/leastDuration)-1)
	for i := range a.Buckets {
		b := &a.Buckets[i]
		if b.N == 0 {
			continue
		}
		h := max(2, plot.H*float64(b.N)/float64(most))
		x := plot.X + plot.W*durationPlace(float64(b.Ns)/float64(b.N)) - w/2
		v.Fill(ui.Box(min(max(x, plot.X), plot.Right()-w), plot.Bottom()-h, w, h), 0, t.Stages[0])
	}
	x := plot.X + plot.W*durationPlace(float64(a.Percentile(99)))
	v.Fill(ui.Box(x-1, plot.Y-1, 2, plot.H+3), 0, t.T1)
}
