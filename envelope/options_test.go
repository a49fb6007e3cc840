package envelope_test

import (
	"context"
	"errors"
	"flag"
	"math/rand/v2"
	"sync"
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

var flips = flag.Int("flips.messages", 1_000_000, "messages in TestFlippingOptionsLosesNothing")

// Services are switched back and forth while messages are under way: every
// message is handled once, in the context that its sender's receipt promises.
// For ten million, as make verify does it:
// go test ./envelope -run Flipping -flips.messages 10000000
func TestFlippingOptionsLosesNothing(t *testing.T) {
	const senders = 4
	each := *flips / senders
	if testing.Short() {
		each /= 25
	}
	type message struct{ sender, n int }
	// sentAs is written by the sender before the message is sent and read by
	// the receiver that got it.
	var sentAs, handled [senders][]uint8
	for s := range senders {
		sentAs[s], handled[s] = make([]uint8, each), make([]uint8, each)
	}

	tr := newTransport(t, envelope.Options{})
	mailbox := make(chan any, 64)
	var sent sync.WaitGroup
	for s := range senders {
		sent.Go(func() {
			r := rand.New(rand.NewPCG(uint64(s), 0))
			for n := range each {
				if n%50 == 0 {
					err := tr.SetOptions(envelope.Options{
						Envelopes: r.IntN(3) > 0, SkipUnsampled: r.IntN(2) == 0, ByValue: r.IntN(2) == 0,
						KeepEmpty: r.IntN(2) == 0, NoRootsAfterFanout: r.IntN(2) == 0,
					})
					if err != nil {
						t.Error(err)
					}
				}
				ctx := trace.ContextWithSpanContext(noSpan, messageSpan(s, n))
				msg, receipt := tr.Wrap(ctx, message{s, n}, r.IntN(3))
				sentAs[s][n] = uint8(receipt.Op)
				mailbox <- msg
			}
		})
	}
	go func() { sent.Wait(); close(mailbox) }()

	var receivers sync.WaitGroup
	for range 2 {
		receivers.Go(func() {
			for msg := range mailbox {
				tr.Handle(noSpan, msg, func(ctx context.Context, r envelope.Received) {
					m := r.Message.(message)
					handled[m.sender][m.n]++ // the race detector would see two receivers here
					want := trace.SpanContext{}
					switch op := envelope.Op(sentAs[m.sender][m.n]); op {
					case envelope.WrapInjected, envelope.WrapValue:
						want = messageSpan(m.sender, m.n).WithRemote(true)
					}
					if got := trace.SpanContextFromContext(ctx); !got.Equal(want) {
						t.Errorf("message %v handled in %v, want %v", m, got, want)
					}
				})
			}
		})
	}
	receivers.Wait()
	for s := range senders {
		for n, times := range handled[s] {
			if times != 1 {
				t.Fatalf("message %d of sender %d handled %d times", n, s, times)
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
