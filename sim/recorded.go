package sim

import (
	"iter"

	"fanout/sim/exact"
	"fanout/sim/span"
)

// Span is the recorded span of that number, from 1; ok is false if it has left the
// store or never was.
func (k *Kernel) Span(number int64) (s span.Span, ok bool) {
	if held := k.spans.Get(number); held != nil {
		return *held, true
	}
	return span.Span{}, false
}

// Spans goes through the recorded spans that the store holds, by number, in the order in
// which they ended in the run. The loop must not change the history.
func (k *Kernel) Spans() iter.Seq2[int64, *span.Span] { return k.spans.All }

// Export hands every span that is recorded from now on to f, as it ends and before
// it can leave the store, in this history and in those that follow it on this
// Player. f must not call the Player nor keep the pointer. nil ends it.
func (p *Player) Export(f func(*span.Span)) {
	p.export = f
	p.k.spans.Export(f)
}

// SetKeepRate tells by which rate the second layer decides about a fan-out to so many
// recipients.
func (k *Kernel) SetKeepRate(rate func(recipients int) exact.PPM) {
	if k.spans != nil {
		k.spans.SetKeepRate(rate)
	}
}

// NoteFanout tells the estimates of a fan-out to so many recipients.
func (k *Kernel) NoteFanout(recipients int) {
	if k.spans != nil {
		k.spans.NoteFanout(recipients)
	}
}
