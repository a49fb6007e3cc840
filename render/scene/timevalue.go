package scene

import (
	"math"
	"strconv"
	"time"

	"fanout/render/ui"
)

// timeValue is the playhead: a virtual time, in ns, on the timeline.
type timeValue struct {
	now    int64
	plot   timePlot
	snaps  []snap
	traces timeTraces
}

// snap is a time at which something is drawn, and the time that a pointer there means.
type snap struct{ at, to int64 }

// snapReach is how near to a time a pointer means it, in px.
const snapReach = 5

// scrubPace is the least time between two commands of a drag: going to another time
// leaves no trace in the history.
const scrubPace = 33 * time.Millisecond

// scrubSteps is how many presses of an arrow lead from one end of the timeline to
// the other.
const scrubSteps = 240

func (t *timeValue) Current() float64                        { return float64(t.now) }
func (t *timeValue) Command(v float64) string                { return gotoCommand(v) }
func (t *timeValue) Pace() time.Duration                     { return scrubPace }
func (t *timeValue) Grabbed(ui.Point) (off float64, ok bool) { return 0, false }
func (t *timeValue) Fleeting()                               {}
func (t *timeValue) Page() int                               { return scrubSteps / 10 }

func (t *timeValue) At(q ui.Point) float64 {
	span := float64(t.plot.span)
	at := math.Round(min(max((q.X-t.plot.X)/t.plot.W, 0), 1) * span)
	near, to := snapReach*span/t.plot.W, at
	for _, s := range t.snaps {
		if d := math.Abs(float64(s.at) - at); d <= near {
			near, to = d, float64(s.to)
		}
	}
	return to
}

func (t *timeValue) Step(n int) float64 {
	span := float64(t.plot.span)
	return min(max(float64(t.now)+float64(n)*span/scrubSteps, 0), span)
}

// gotoCommand goes to a virtual time, to the microsecond: no finer than a pointer.
func gotoCommand(ns float64) string {
	return "goto " + strconv.FormatInt(int64(max(0, ns))/1000, 10) + "us"
}
