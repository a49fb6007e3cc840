package scene

import (
	"strings"

	"fanout/sim"
)

// timelineSpan is the stretch of virtual time that the timeline shows.
const timelineSpan = int64(sim.BusySteps * sim.BusyStepNs)

// timelineY is the top of the timeline: an open drawer pushes it up.
func (v *view) timelineY() float64 {
	return v.l.Timeline.Y - v.s.drawer.h
}

// timeline shows the last stretch of virtual time: how busy the sessions were,
// where something was changed, where a trace was kept.
func (v *view) timeline() {
	t, r := v.theme, v.l.Timeline
	r.Y = v.timelineY()
	v.fill(r, 0, t.Bg1)
	v.hline(r.X, r.Y, r.W, t.Line)
	from := max(0, v.snap.Now-timelineSpan)
	plot := Rect{r.X + 120, r.Y + 6, r.W - 136, r.H - 12}
	if v.l.Size == atPhone {
		plot = v.phoneTransport(r)
	} else {
		v.text(r.X+16, r.Y+15, Tick, t.T2, "Virtual time")
		v.text(r.X+16, r.Y+30, MonoSmall, t.T2, clockShort(from)+" – "+clockShort(from+timelineSpan))
	}
	at := func(ns int64) float64 { return plot.X + plot.W*float64(ns-from)/float64(timelineSpan) }
	head := min(at(v.snap.Now), plot.Right())
	v.pattern(Rect{head, plot.Y, plot.Right() - head, plot.H}, WideHatch, plot.X, t.Line)
	v.sparkline(plot, at, from)
	v.flags(plot, at, from)
	v.fill(Rect{head - .75, r.Y + 1, 1.5, r.H - 2}, 0, t.T1)
	v.fill(Rect{head - 5, r.Y + 1, 10, 8}, 2, t.T1)
}

// sparkline draws the share of time that the sessions were busy, step by step.
func (v *view) sparkline(plot Rect, at func(int64) float64, from int64) {
	t, row := v.theme, &v.snap.Services[sim.Sessions]
	n := min(row.BusyLen, len(row.Busy))
	newest := v.snap.Now / sim.BusyStepNs * sim.BusyStepNs // the end of the last full step
	steps := row.Busy[len(row.Busy)-n:]
	top := busiest(steps)
	y := func(p sim.PPM) float64 { return plot.Bottom() - plot.H*.8*share(p)/top }
	c := t.Stages[sim.StageHandle]
	for i := 1; i < n; i++ {
		a, b := newest-int64(n-i)*sim.BusyStepNs, newest-int64(n-1-i)*sim.BusyStepNs
		if a < from {
			continue
		}
		y0, y1 := y(steps[i-1]), y(steps[i])
		v.area(at(a), y0, at(b), y1, plot.Bottom(), c.Alpha(.28))
		v.stroke(Point{at(a), y0}, Point{at(b), y1}, 1.4, c)
	}
	v.keptTraces(plot, at, from)
}

// busiest is the top of the sparkline: 100 %, or more if there was more.
func busiest(steps []sim.PPM) float64 {
	top := sim.Whole
	for _, p := range steps {
		top = max(top, p)
	}
	return share(top)
}

// keptTraces marks the messages of which sessions kept spans.
func (v *view) keptTraces(plot Rect, at func(int64) float64, from int64) {
	t := v.theme
	last := int64(0)
	for i := range v.snap.Marks {
		m := &v.snap.Marks[i]
		if m.Orphan || m.Message == last || m.At < from {
			continue
		}
		last = m.Message
		v.vline(at(m.At), plot.Y+4, plot.H-4, t.Trace.Alpha(.5))
		v.diamond(at(m.At), plot.Y+3, 4, t.Trace)
	}
}

// flags mark the commands that changed a setting; the newest one is named.
func (v *view) flags(plot Rect, at func(int64) float64, from int64) {
	t := v.theme
	named := false
	for i := len(v.snap.Log) - 1; i >= 0 && v.snap.Log[i].At >= from; i-- {
		entry := v.snap.Log[i]
		if !entry.Command || !changesSetting(entry.Text) {
			continue
		}
		x := at(entry.At)
		v.fill(Rect{x, plot.Y - 2, 1.5, plot.H + 4}, 0, t.Acc)
		v.fill(Rect{x, plot.Y - 2, 8, 7}, 1, t.Acc)
		if !named {
			named = true
			w := v.width(Tick, entry.Text)
			tx := x + 13
			if tx+w > plot.Right() {
				tx = x - 6 - w
			}
			v.fill(Rect{tx - 3, plot.Y - 3, w + 6, 15}, 3, t.Bg1)
			v.text(tx, plot.Y+4, Tick, t.T1, entry.Text)
		}
	}
}

// changesSetting reports whether a command line changes the world, not only
// what happens in it.
func changesSetting(line string) bool {
	return strings.HasPrefix(line, "set ") || strings.HasPrefix(line, "toggle ") || line == "reset"
}
