package scene

import (
	"math"
	"strconv"

	"fanout/sim"
)

// timelineY is the top of the timeline: an open drawer pushes it up.
func (v *view) timelineY() float64 {
	return v.l.Timeline.Y - v.s.drawer.h
}

// timePlot is where the timeline's virtual time lies on the canvas.
type timePlot struct {
	Rect
	span int64 // virtual ns from the left to the right edge
}

func (p *timePlot) at(ns int64) float64 {
	return p.X + p.W*min(1, float64(ns)/float64(max(1, p.span)))
}

// timeline shows the whole history as far as it has been computed: how busy the
// busiest service was, where a message was fanned out, where something was changed.
// Its playhead can be dragged to any time; what lies beyond the hatch's edge has not
// been computed yet.
func (v *view) timeline() {
	t, r, line := v.theme, v.l.Timeline, &v.snap.Timeline
	r.Y = v.timelineY()
	v.fill(r, 0, t.Bg1)
	v.hline(r.X, r.Y, r.W, t.Line)
	plot := timePlot{Rect{r.X + 120, r.Y + 6, r.W - 136, r.H - 12}, line.Span}
	seeking := line.Target >= 0
	if v.l.Size == atPhone {
		plot.Rect = v.phoneTransport(r)
	} else {
		title, ink := "Virtual time", t.T2
		if seeking {
			title, ink = "Computing", t.T1
		}
		v.text(r.X+16, r.Y+15, Tick, ink, title)
		v.text(r.X+16, r.Y+30, MonoSmall, t.T2, "00:00 – "+clockShort(line.Span))
	}
	look := v.place(Widget{
		ID: "timeline", Kind: Scrubber, Rect: Rect{plot.X - 8, r.Y, plot.W + 16, r.H}, Label: "Time", Value: spokenTime(v.snap),
		Hint: "Drag to any time. Step back with a comma", track: plot.Rect, span: line.Span, fixed: float64(v.snap.Now),
		snaps: v.sampledTimes(),
	})
	v.focusRing(plot.Inset(1), 3, look)
	v.sparkline(&plot)
	v.ticks(&plot)
	v.notComputed(&plot)
	v.flags(&plot)
	v.playhead(&plot, r, look)
}

// sampledTimes are where the diamonds of sampled messages are drawn, at the start of a
// tick, and the end of the tick: whoever points at one wants to see its message. In a
// long history, whose ticks are longer than a fan-out, it is the start, from where
// Shift and . lead on to it.
func (v *view) sampledTimes() []snap {
	line, times := &v.snap.Timeline, v.s.sampled[:0]
	each := line.Step * sim.TimelineColumns / sim.TimelineTicks
	for i, kind := range line.Ticks {
		if kind != sim.TickSampled {
			continue
		}
		s := snap{at: int64(i) * each, to: int64(i) * each}
		if each <= longestTick {
			s.to = min(s.at+each, line.Latest)
		}
		times = append(times, s)
	}
	v.s.sampled = times
	return times
}

// longestTick is the longest tick that a fan-out outlasts.
const longestTick = 50_000_000

// spokenTime is the timeline in words.
func spokenTime(s *sim.Snapshot) string {
	text := clock(s.Now) + " of " + clock(s.Timeline.Latest)
	if s.Timeline.Target >= 0 {
		text += ", on the way to " + clock(s.Timeline.Target)
	}
	return text
}

// busiest is the service whose load was highest on the whole.
func busiest(line *sim.TimelineView) (busiest sim.Service) {
	var most int64
	for s := range sim.NumServices {
		var sum int64
		for _, p := range line.Busy[s][:line.Length] {
			sum += int64(p)
		}
		if sum > most {
			busiest, most = s, sum
		}
	}
	return busiest
}

// sparkline draws the share of its capacity that the busiest service used, column
// by column, paler where it lies after the present.
func (v *view) sparkline(p *timePlot) {
	t, line := v.theme, &v.snap.Timeline
	row := line.Busy[busiest(line)][:line.Length]
	top := sim.Whole
	for _, share := range row {
		top = max(top, share)
	}
	y := func(share sim.PPM) float64 { return p.Bottom() - p.H*.8*float64(share)/float64(top) }
	c := t.Stages[sim.StageHandle]
	for i := 1; i < len(row); i++ {
		a, b := int64(i)*line.Step, int64(i+1)*line.Step
		fill, edge := c.Alpha(.28), c
		if b > v.snap.Now {
			fill, edge = c.Alpha(.12), c.Alpha(.45)
		}
		y0, y1 := y(row[i-1]), y(row[i])
		v.area(p.at(a), y0, p.at(b), y1, p.Bottom(), fill)
		v.stroke(Point{p.at(a), y0}, Point{p.at(b), y1}, 1.4, edge)
	}
}

// tickHeight is that of the mark of a message, 1 px wide. Where they are so many that
// they touch they are one bar.
const tickHeight = 6

// ticks mark the messages, and those that were sampled with a diamond.
func (v *view) ticks(p *timePlot) {
	t, line := v.theme, &v.snap.Timeline
	each := line.Step * sim.TimelineColumns / sim.TimelineTicks
	ink := t.T3.Alpha(.75)
	from, to := -1., -1. // of the bar in hand
	flush := func() {
		if from >= 0 {
			v.fill(Rect{from, p.Bottom() - tickHeight, to - from, tickHeight}, 0, ink)
		}
		from = -1
	}
	last := math.Inf(-1)
	for i, kind := range line.Ticks {
		if kind == sim.TickNone {
			continue
		}
		x := math.Floor(p.at(int64(i) * each))
		if from < 0 || x > to {
			flush()
			from = x
		}
		to = max(to, x+1)
		if kind == sim.TickSampled && x-last >= 4 {
			last = x
			v.vline(x, p.Y+4, p.H-4, t.Trace.Alpha(.5))
			v.diamond(x+.5, p.Y+3, 4, t.Trace)
		}
	}
	flush()
}

// notComputed hatches the time that nobody knows yet, closer on the way to a time
// that is being sought.
func (v *view) notComputed(p *timePlot) {
	t, line := v.theme, &v.snap.Timeline
	edge := p.at(line.Latest)
	v.pattern(Rect{edge, p.Y, p.Right() - edge, p.H}, WideHatch, p.X, t.Line)
	if line.Target >= 0 {
		a, b := p.at(v.snap.Now), p.at(line.Target)
		v.pattern(Rect{min(a, b), p.Y, max(a, b) - min(a, b), p.H}, WideHatch, p.X, t.Acc)
	}
}

// playhead is the present, with a handle; while it is dragged or on its way it
// stands where it leads.
func (v *view) playhead(p *timePlot, r Rect, look look) {
	t := v.theme
	ns := v.snap.Now
	if v.snap.Timeline.Target >= 0 {
		v.fill(Rect{p.at(ns) - .5, p.Y, 1, p.H}, 0, t.T2)
		ns = v.snap.Timeline.Target
	}
	if look.dragging {
		v.fill(Rect{p.at(int64(v.s.drag.old)) - 1, r.Y + 1, 2, 8}, 1, t.Ghost)
		ns = int64(v.s.drag.value)
	}
	x, ink := p.at(ns), t.T1
	if look.hover || look.dragging {
		ink = t.Acc
	}
	v.fill(Rect{x - .75, r.Y + 1, 1.5, r.H - 2}, 0, ink)
	v.fill(Rect{x - 5, r.Y + 1, 10, 9}, 2, ink)
	if look.dragging {
		v.timeLabel(x, r, clock(ns))
	}
}

// timeLabel says the time beside the handle that is dragged.
func (v *view) timeLabel(x float64, r Rect, text string) {
	w := v.width(MonoSmall, text) + 10
	at := x + 9
	if at+w > r.Right()-4 {
		at = x - 9 - w
	}
	v.panel(Rect{at, r.Y + 2, w, 18}, 4, v.theme.Bg3, v.theme.Line2)
	v.text(at+5, r.Y+11, MonoSmall, v.theme.T1, text)
}

// flags mark the commands that changed the history. The newest one that has been
// done is named.
func (v *view) flags(p *timePlot) {
	flags := v.flagsOn(p.at, 0)
	for _, f := range flags {
		v.fill(Rect{f.x, p.Y - 2, 1.5, p.H + 4}, 0, v.theme.Acc)
		v.fill(Rect{f.x, p.Y - 2, 8, 7}, 1, v.theme.Acc)
	}
	v.nameFlag(flags, p.X, p.Right(), p.Y+4, p.at(v.snap.Now))
}

// gotoCommand goes to a virtual time, to the microsecond: no finer than a pointer.
func gotoCommand(ns float64) string {
	return "goto " + strconv.FormatInt(int64(max(0, ns))/1000, 10) + "us"
}
