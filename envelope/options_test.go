package envelope_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"

	"go.opentelemetry.io/otel/trace"

	"fanout/envelope"
)

func TestBadOptionsChangeNothing(t *testing.T) {
	tr := newTransport(t, envelope.Options{Envelopes: true})
	if err := tr.SetOptions(envelope.Options{Headers: 77}); !errors.Is(err, envelope.ErrHeaderMode) {
		t.Errorf("error %v, want ErrHeaderMode", err)
	}
	err := tr.Change(func(o *envelope.Options) {
		o.Propagator, o.Headers = otherPropagator{}, envelope.HeadersSieve
	})
	if !errors.Is(err, envelope.ErrSieve) {
		t.Errorf("error %v, want ErrSieve", err)
	}
	if o := tr.Options(); !o.Envelopes || o.Headers != envelope.HeadersIgnore {
		t.Errorf("options changed to %+v", o)
	}
}

// Concurrent edits of different options must not undo each other.
func TestChangeLosesNoEdit(t *testing.T) {
	tr := newTransport(t, envelope.Options{})
	edits := []func(*envelope.Options){
		func(o *envelope.Options) { o.Envelopes = true },
		func(o *envelope.Options) { o.SkipUnsampled = true },
		func(o *envelope.Options) { o.NoRootsAfterFanout = true },
		func(o *envelope.Options) { o.Headers = envelope.HeadersSieve },
	}
	var wg sync.WaitGroup
	for _, edit := range edits {
		wg.Go(func() {
			if err := tr.Change(edit); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if o := tr.Options(); !o.Envelopes || !o.SkipUnsampled || !o.NoRootsAfterFanout || o.Headers != envelope.HeadersSieve {
		t.Errorf("an edit was lost: %+v", o)
	}
}

// Services are switched back and forth while messages are under way: every
// message is handled once, in the context of its sender or, where an option
// says so, in none. Never in another message's.
func TestFlippingOptionsLosesNothing(t *testing.T) {
	const senders, each = 4, 10_000
	type message struct{ sender, n int }

	tr := newTransport(t, envelope.Options{})
	mailbox := make(chan any, 64)
	var sent sync.WaitGroup
	for s := range senders {
		sent.Go(func() {
			r := rand.New(rand.NewPCG(uint64(s), 0))
			for n := range each {
				if n%50 == 0 {
					err := tr.SetOptions(envelope.Options{
						Envelopes: r.IntN(2) == 0, SkipUnsampled: r.IntN(2) == 0,
						KeepEmpty: r.IntN(2) == 0, NoRootsAfterFanout: r.IntN(2) == 0,
					})
					if err != nil {
						t.Error(err)
					}
				}
				ctx := trace.ContextWithSpanContext(noSpan, messageSpan(s, n))
				msg, _ := tr.Wrap(ctx, message{s, n}, r.IntN(3))
				mailbox <- msg
			}
		})
	}
	go func() { sent.Wait(); close(mailbox) }()

	var handled [senders][each]atomic.Int32
	var receivers sync.WaitGroup
	for range 2 {
		receivers.Go(func() {
			for msg := range mailbox {
				tr.Handle(noSpan, msg, func(ctx context.Context, r envelope.Received) {
					m := r.Message.(message)
					handled[m.sender][m.n].Add(1)
					sc := trace.SpanContextFromContext(ctx)
					if want := messageSpan(m.sender, m.n).WithRemote(true); sc.IsValid() && !sc.Equal(want) {
						t.Errorf("message %v handled in the context %v", m, sc)
					}
				})
			}
		})
	}
	receivers.Wait()
	for s := range senders {
		for n := range each {
			if c := handled[s][n].Load(); c != 1 {
				t.Fatalf("message %d of sender %d handled %d times", n, s, c)
			}
		}
	}
}

// messageSpan is the span in which a message is sent; every third is sampled.
func messageSpan(sender, n int) trace.SpanContext {
	var flags trace.TraceFlags
	if n%3 == 0 {
		flags = trace.FlagsSampled
	}
	return trace.NewSpanContext(trace.SpanContextConfig{
		TraceID:    trace.TraceID{1, byte(sender)},
		SpanID:     trace.SpanID{1, byte(n >> 16), byte(n >> 8), byte(n)},
		TraceFlags: flags,
	})
}
