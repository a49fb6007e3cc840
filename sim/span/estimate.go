package span

import (
	"math"

	"fanout/envelope/sampling"
)

// Estimates is what the recorded spans alone say about the traffic, beside what it
// really was. Each span has the weight 1/(p·q), with the rates that are recorded
// on it (Horvitz and Thompson). Only traces of origin 0 count: those that
// began elsewhere had another chance to be there.
type Estimates struct {
	Traces     int      // sampled messages that the figures rest on
	Messages   Interval // user messages
	Deliveries Interval // their deliveries to sessions
}

// Interval is an estimate and the range that covers the truth with Confidence. High
// is -1 if there is no upper bound.
type Interval struct{ Low, Estimate, High int64 }

// Confidence is that of every Interval here.
const Confidence = 0.95

// estimate adds up traces.
type estimate struct {
	messages, deliveries sampling.Estimator
}

// add takes one trace of a user message.
func (e *estimate) add(t *TraceSummary) {
	if !t.Rooted {
		return
	}
	// A trace whose rates are not known says nothing.
	_ = e.messages.Add(sampling.PPM(t.head), sampling.Whole, 1)
	if t.recipients > 0 {
		_ = e.deliveries.Add(sampling.PPM(t.head), sampling.PPM(t.keep), t.leaves)
	}
}

// estimates answers from all traces so far.
func (b *traceIndex) estimates() Estimates {
	e := b.past
	e.deliveries.Largest = b.largest
	for _, t := range b.weighed.list {
		if t.held > 0 {
			e.add(t)
		}
	}
	return Estimates{
		Traces:     e.messages.Traces(),
		Messages:   rounded(e.messages.Interval(Confidence)),
		Deliveries: rounded(e.deliveries.Interval(Confidence)),
	}
}

// rounded rounds an interval of Confidence to counts.
func rounded(i sampling.Interval, err error) Interval {
	if err != nil {
		panic("span: " + err.Error())
	}
	out := Interval{int64(math.Floor(i.Low)), int64(math.Round(i.Estimate)), -1}
	if i.High < 1<<53 {
		out.High = int64(math.Ceil(i.High))
	}
	return out
}
