package scene

import (
	"math"
	"strconv"

	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/readout"
	"fanout/sim/span"
)

// timeTraces are the diamonds on the timeline: a press on one shows the trace of the message
// that was sent then. Elsewhere on the timeline a press goes to its time.
type timeTraces struct {
	list  []timeDiamond
	head  ui.Rect // in which their tips are
	hand  float64 // x of the playhead, whose handle lies above them
	reach float64 // from the middle of one to where a pointer no longer means it, px
	idle  bool    // traces are not offered: they only show
}

// timeDiamond is a tick of the timeline in which a sampled message was sent.
type timeDiamond struct {
	x        float64
	from, to int64 // virtual ns
}

// Sizes, px.
const (
	diamondApart = 4. // the least between two that are drawn
	diamondReach = 7.
	fingerReach  = 14.
	handReach    = 6.
)

// lay lists the diamonds of a plot.
func (d *timeTraces) lay(v *view, p *timePlot) {
	line, reach := &v.Snap.Timeline, diamondReach
	if v.l.Size == ui.Phone {
		reach = fingerReach
	}
	*d = timeTraces{list: d.list[:0], head: ui.Box(p.X-reach, p.Y-6, p.W+2*reach, 10+reach), hand: p.at(v.Snap.Now), reach: reach, idle: !v.s.drawer.hasTab("trace")}
	each := line.Step * readout.TimelineColumns / readout.TimelineTicks
	last := math.Inf(-1)
	for i, kind := range line.Ticks {
		if kind != readout.TickSampled {
			continue
		}
		from := int64(i) * each
		if x := math.Floor(p.at(from)); x-last >= diamondApart {
			last = x
			d.list = append(d.list, timeDiamond{x, from, from + each})
		}
	}
}

// at is the diamond that a pointer at q means, nil for none.
func (d *timeTraces) at(q ui.Point) (best *timeDiamond) {
	if d.idle || !d.head.Contains(q) || math.Abs(q.X-d.hand) <= handReach {
		return nil
	}
	near := d.reach
	for i := range d.list {
		if far := math.Abs(d.list[i].x - q.X); far <= near {
			best, near = &d.list[i], far
		}
	}
	return best
}

// PointerOver implements ui.Pointed: what is pointed at is built again, and so drawn larger.
func (d *timeTraces) PointerOver() {}

// PointerOut implements ui.Pointed.
func (d *timeTraces) PointerOut() {}

// message is the number of the newest sampled message that was sent then, 0 if none is known any
// more.
func (d *timeDiamond) message(s *sim.Snapshot) int64 {
	for i := len(s.Events.List) - 1; i >= 0; i-- {
		e := &s.Events.List[i]
		at := e.At
		if e.Began != 0 {
			at = e.Began
		}
		if e.Carrier == sim.CarrierSampled && e.Subject != 0 && s.Model.Events[e.Event].Tick && at >= d.from && at < d.to {
			return e.Subject
		}
	}
	for t := range s.Kept.Traces { // before the first event that is kept
		if t.Message != 0 && t.From < d.to && t.To >= d.from {
			return t.Message
		}
	}
	return 0
}

// press shows the trace of the diamond under q, and reports whether one is there.
func (d *timeTraces) press(s *Scene, q ui.Point) bool {
	over := s.in.At(q)
	if over == nil || over.ID != "timeline" {
		return false
	}
	one, snap := d.at(q), s.shell.Snap()
	if one == nil || snap == nil || snap.Kept.Recorded() == 0 {
		return false
	}
	s.in.Stale, s.in.ByKey = true, false
	number := one.message(snap)
	if number == 0 {
		s.Tell("The message that was sent at "+ui.Clock(one.from)+" is no longer remembered.", s.now)
		return true
	}
	s.drawer.openMessage(snap, number)
	return true
}

// openMessage shows the trace of a message, or says why it cannot.
func (d *drawer) openMessage(snap *sim.Snapshot, number int64) {
	t := snap.Kept.OfMessage(number)
	if t == nil {
		d.s.Tell("No span of message "+Numbered(number)+" is stored: none has ended yet, or they have left the store.", d.s.now)
		return
	}
	d.s.story.point("message", strconv.FormatInt(number, 10))
	d.openTrace(t.ID, span.SpanID{})
}
