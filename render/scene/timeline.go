package scene

import (
	"math"

	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/readout"
	"fanout/sim/row"
)

// timelineY is the top of the timeline: an open drawer pushes it up.
func (d *drawer) timelineY() float64 { return d.s.layout.Timeline.Y - d.h }

// timePlot is where the timeline's virtual time lies on the canvas.
type timePlot struct {
	ui.Rect
	span int64 // virtual ns from the left to the right edge
}

func (p *timePlot) at(ns int64) float64 {
	return p.X + p.W*min(1, float64(ns)/float64(max(1, p.span)))
}

// draw shows the whole history as far as it has been computed: how busy the
// busiest service was, where a message was fanned out, where something was changed.
// Its playhead can be dragged to any time; what lies beyond the hatch's edge has not
// been computed yet.
func (v timelineRow) draw() {
	t, r, line := v.Theme, v.l.Timeline, &v.Snap.Timeline
	r.Y = v.s.drawer.timelineY()
	v.Fill(r, 0, t.Bg1)
	v.HLine(r.X, r.Y, r.W, t.Line)
	plot := timePlot{ui.Box(r.X+120, r.Y+6, r.W-136, r.H-12), line.Span}
	seeking := line.Target >= 0
	if v.l.Size == ui.Phone || v.l.Framed {
		plot.Rect = v.phoneTransport(r)
	} else {
		title, ink := "Virtual time", t.T2
		if seeking {
			title, ink = "Computing", t.T1
		}
		v.Text(r.X+16, r.Y+15, ui.Tick, ink, title)
		v.Text(r.X+16, r.Y+30, ui.MonoSmall, t.T2, "00:00 – "+ui.ClockShort(line.Span))
	}
	v.s.time = timeValue{v.Snap.Now, plot, v.sampledTimes(v.s.time.snaps[:0]), v.s.time.traces}
	v.s.time.traces.lay(v.view, &plot)
	over := v.s.time.traces.at(v.In.Pointer)
	hint := "Drag to any time. Step back with a comma"
	if over != nil {
		hint = "Show the trace of the message that was sent here"
	}
	state := v.Place(ui.Widget{
		ID: "timeline", Kind: ui.Scrubber, Rect: ui.Box(plot.X-8, r.Y, plot.W+16, r.H), Label: "Time", Value: spokenTime(v.Snap),
		Hint: hint, Adjust: &v.s.time, Takes: &v.s.time.traces,
	})
	if !state.Hover || state.Dragging {
		over = nil
	}
	v.FocusRing(plot.Inset(1), 3, state)
	v.sparkline(&plot)
	if v.s.split.on() {
		v.otherLine(&plot, v.s.split.other.Snap)
	}
	v.ticks(&plot)
	v.diamonds(&plot, over)
	v.notComputed(&plot)
	v.flags(&plot)
	v.branches(&plot)
	v.playhead(&plot, r, state)
}

// sampledTimes appends where the diamonds of sampled messages are drawn, at the start of a
// tick, and the end of the tick: a pointer there means the message. In a
// long history, whose ticks are longer than a fan-out, it is the start, from where
// Shift and . lead on to it.
func (v timelineRow) sampledTimes(times []snap) []snap {
	line := &v.Snap.Timeline
	each := line.Step * readout.TimelineColumns / readout.TimelineTicks
	for i, kind := range line.Ticks {
		if kind != readout.TickSampled {
			continue
		}
		s := snap{at: int64(i) * each, to: int64(i) * each}
		if each <= longestTick {
			s.to = min(s.at+each, line.Latest)
		}
		times = append(times, s)
	}
	return times
}

// longestTick is the longest tick that a fan-out outlasts.
const longestTick = 50_000_000

// spokenTime is the timeline in words.
func spokenTime(s *sim.Snapshot) string {
	text := ui.Clock(s.Now) + " of " + ui.Clock(s.Timeline.Latest)
	if s.Timeline.Target >= 0 {
		text += ", on the way to " + ui.Clock(s.Timeline.Target)
	}
	return text
}

// busiest is the service whose load was highest on the whole.
func busiest(line *readout.Timeline, services row.Service) (busiest row.Service) {
	var most int64
	for s := range services {
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
func (v timelineRow) sparkline(p *timePlot) {
	t, line := v.Theme, &v.Snap.Timeline
	row := line.Busy[busiest(line, services(v.Snap))][:line.Length]
	top := exact.Whole
	for _, share := range row {
		top = max(top, share)
	}
	y := func(share exact.PPM) float64 { return p.Bottom() - p.H*.8*float64(share)/float64(top) }
	c := t.Stages[0]
	for i := 1; i < len(row); i++ {
		a, b := int64(i)*line.Step, int64(i+1)*line.Step
		fill, edge := c.Alpha(.28), c
		if b > v.Snap.Now {
			fill, edge = c.Alpha(.12), c.Alpha(.45)
		}
		y0, y1 := y(row[i-1]), y(row[i])
		v.Area(p.at(a), y0, p.at(b), y1, p.Bottom(), fill)
		v.Stroke(ui.Pt(p.at(a), y0), ui.Pt(p.at(b), y1), 1.4, edge)
	}
}

// otherLine is the load of the same service in a second history, as far as that has been
// computed, with the letters of both.
func (v timelineRow) otherLine(p *timePlot, b *sim.Snapshot) {
	t, of := v.Theme, busiest(&v.Snap.Timeline, services(v.Snap))
	line, top := &b.Timeline, exact.Whole
	for _, share := range v.Snap.Timeline.Busy[of][:v.Snap.Timeline.Length] {
		top = max(top, share)
	}
	row := line.Busy[of][:line.Length]
	y := func(share exact.PPM) float64 { return p.Bottom() - p.H*.8*min(1, float64(share)/float64(top)) }
	for i := 1; i < len(row); i++ {
		v.Stroke(ui.Pt(p.at(int64(i)*line.Step), y(row[i-1])), ui.Pt(p.at(int64(i+1)*line.Step), y(row[i])), 1.4, t.Acc)
	}
	if v.l.Size == ui.Phone { // the buttons are there
		return
	}
	v.Text(p.X-14, p.Y+8, ui.TickStrong, t.Stages[0].Mix(t.T1, .5), "A")
	v.Text(p.X-14, p.Bottom()-7, ui.TickStrong, t.Acc, "B")
}

// tickHeight is that of the mark of a message, 1 px wide. Where they are so many that
// they touch they are one bar.
const tickHeight = 6

// ticks mark the messages.
func (v timelineRow) ticks(p *timePlot) {
	t, line := v.Theme, &v.Snap.Timeline
	each := line.Step * readout.TimelineColumns / readout.TimelineTicks
	ink := t.T3.Alpha(.75)
	from, to := -1., -1. // of the bar that is being drawn
	flush := func() {
		if from >= 0 {
			v.Fill(ui.Box(from, p.Bottom()-tickHeight, to-from, tickHeight), 0, ink)
		}
		from = -1
	}
	for i, kind := range line.Ticks {
		if kind == readout.TickNone {
			continue
		}
		x := math.Floor(p.at(int64(i) * each))
		if from < 0 || x > to {
			flush()
			from = x
		}
		to = max(to, x+1)
	}
	flush()
}

// diamonds mark the messages that were sampled; the one that is pointed at is larger.
func (v timelineRow) diamonds(p *timePlot, over *timeDiamond) {
	t := v.Theme
	for i := range v.s.time.traces.list {
		d, half := &v.s.time.traces.list[i], 4.
		if d == over {
			half = 5.5
		}
		v.VLine(d.x, p.Y+4, p.H-4, t.Trace.Alpha(.5))
		v.Diamond(d.x+.5, p.Y+3, half, t.Trace)
	}
}

// notComputed hatches the time that nobody knows yet, closer on the way to a time
// that is being sought.
func (v timelineRow) notComputed(p *timePlot) {
	t, line := v.Theme, &v.Snap.Timeline
	edge := p.at(line.Latest)
	v.Pattern(ui.Box(edge, p.Y, p.Right()-edge, p.H), ui.WideHatch, p.X, t.Line)
	if line.Target >= 0 {
		a, b := p.at(v.Snap.Now), p.at(line.Target)
		v.Pattern(ui.Box(min(a, b), p.Y, max(a, b)-min(a, b), p.H), ui.WideHatch, p.X, t.Acc)
	}
}

// playhead is the present, with a handle; while it is dragged or on its way it
// stands where it leads.
func (v timelineRow) playhead(p *timePlot, r ui.Rect, state ui.State) {
	t := v.Theme
	ns := v.Snap.Now
	if v.Snap.Timeline.Target >= 0 {
		v.Fill(ui.Box(p.at(ns)-.5, p.Y, 1, p.H), 0, t.T2)
		ns = v.Snap.Timeline.Target
	}
	if to, old, ok := v.In.Dragged("timeline"); ok {
		v.Fill(ui.Box(p.at(int64(old))-1, r.Y+1, 2, 8), 1, t.Ghost)
		ns = int64(to)
	}
	x, ink := p.at(ns), t.T1
	if state.Hover || state.Dragging {
		ink = t.Acc
	}
	v.Fill(ui.Box(x-.75, r.Y+1, 1.5, r.H-2), 0, ink)
	v.Fill(ui.Box(x-5, r.Y+1, 10, 9), 2, ink)
	if state.Dragging {
		v.timeLabel(x, r, ui.Clock(ns))
	}
}

// timeLabel says the time beside the handle that is dragged.
func (v timelineRow) timeLabel(x float64, r ui.Rect, text string) {
	w := v.Width(ui.MonoSmall, text) + 10
	at := x + 9
	if at+w > r.Right()-4 {
		at = x - 9 - w
	}
	v.Panel(ui.Box(at, r.Y+2, w, 18), 4, v.Theme.Bg3, v.Theme.Line2)
	v.Text(at+5, r.Y+11, ui.MonoSmall, v.Theme.T1, text)
}

// flags mark the commands that changed the world, and the ends of what they did. The newest one that has been
// done is named.
func (v timelineRow) flags(p *timePlot) {
	flags := v.flagsOn(p.at, 0)
	for i := range flags {
		flags[i].draw(&v.Painter, p.Y-2, 8, 7, p.H+4)
	}
	v.nameFlag(flags, p.X, p.Right(), p.Y+4, p.at(v.Snap.Now))
}

// phoneTransport draws step back, play and step into the timeline's row and returns what
// is left of it for the plot.
func (v timelineRow) phoneTransport(r ui.Rect) ui.Rect {
	cy := r.CenterY()
	play := ui.ButtonSpec{ID: "play", Label: "Play", Icon: ui.IconPlay, Primary: true, Value: "paused", Command: "play"}
	if v.Snap.Playing {
		play.Label, play.Icon, play.Value, play.Command = "Pause", ui.IconPause, "playing", "pause"
	}
	v.Button(ui.Box(r.X+8, cy-22, 44, 44), ui.ButtonSpec{ID: "back", Label: "Step back", Icon: ui.IconBack, Command: "back"})
	v.Button(ui.Box(r.X+56, cy-22, 44, 44), play)
	v.Button(ui.Box(r.X+104, cy-22, 44, 44), ui.ButtonSpec{ID: "step", Label: "Step", Icon: ui.IconStep, Command: "step"})
	if v.l.Framed && v.s.sharing.can {
		v.leave(r)
		r.W -= 52
	}
	v.TextRight(r.Right()-12, cy-8, ui.Mono, v.Theme.T1, ui.Clock(v.Snap.Now))
	v.TextRight(r.Right()-12, cy+9, ui.MonoSmall, v.Theme.T2, ui.Times(v.Snap.Speed))
	return ui.Box(r.X+160, r.Y+10, r.W-160-92, r.H-20)
}
