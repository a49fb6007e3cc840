package envelope

import (
	"context"

	"go.opentelemetry.io/otel/trace"
)

// Slot is the ambient context of something that handles one message at a time,
// such as an actor: code that runs inside a handler and is not passed a context
// finds the message's here. The zero value is empty and ready to use. A Slot
// belongs to one actor or goroutine and must not be copied while in use.
type Slot struct {
	ctx  context.Context
	span slotSpan
}

// slotSpan is what a Slot knows about the span in its context. Neither a context
// nor the span context of a span ever changes, so it is looked up once.
type slotSpan uint8

const (
	spanUnknown slotSpan = iota
	spanUnsampled
	spanSampled
)

// Context returns the context of the message being handled, and
// context.Background() between messages.
func (s *Slot) Context() context.Context {
	if s.ctx == nil {
		return context.Background()
	}
	return s.ctx
}

// Run calls f while ctx is the ambient context. When f returns or panics, the
// context from before is back: this is the detach that the post's published
// handler skips when the handler raises. Runs may nest.
func (s *Slot) Run(ctx context.Context, f func()) {
	defer s.Swap(s.Swap(ctx))
	f()
}

// Swap makes ctx the ambient context and returns the one before, for code that
// cannot put its handler into a closure:
//
//	defer slot.Swap(slot.Swap(ctx))
func (s *Slot) Swap(ctx context.Context) (before context.Context) {
	before, s.ctx = s.ctx, ctx
	s.span = spanUnknown
	return before
}

// look finds out about the span in the slot's context.
//
//go:noinline
func (s *Slot) look() {
	s.span = spanUnsampled
	if s.ctx != nil && isSampled(s.ctx) {
		s.span = spanSampled
	}
}

// isSampled reports whether there is a sampled span in ctx. That takes a walk
// through the context, a type assertion and a copy of the span context, and is
// most of what Wrap costs for an unsampled message. IsRecording would be cheaper
// and wrong: a sampled remote parent does not record.
func isSampled(ctx context.Context) bool {
	return trace.SpanFromContext(ctx).SpanContext().IsSampled()
}
