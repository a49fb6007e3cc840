package envelope_test

import (
	"context"
	"fmt"
	"sync"

	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"fanout/envelope"
	"fanout/envelope/sampling"
)

// A service of goroutines and channels adopts envelopes: the guild wraps one
// message for all its sessions, each session receives it from its channel of
// type any. Two lines are new on either side; the messages stay as they were.
func Example_channels() {
	spans := tracetest.NewSpanRecorder()
	tracer := sdktrace.NewTracerProvider(
		sdktrace.WithSampler(sampling.NewHead(sampling.Whole)),
		sdktrace.WithIDGenerator(sampling.NewIDs(1, nil)),
		sdktrace.WithSpanProcessor(spans),
	).Tracer("chat")

	transport, err := envelope.New(envelope.Options{Envelopes: true, SkipUnsampled: true, NoRootsAfterFanout: true})
	if err != nil {
		panic(err)
	}

	// Three sessions, each with a mailbox.
	var sessions sync.WaitGroup
	mailboxes := make([]chan any, 3)
	for i := range mailboxes {
		mailbox := make(chan any, 16)
		mailboxes[i] = mailbox
		sessions.Go(func() {
			for msg := range mailbox {
				transport.Handle(context.Background(), msg, func(ctx context.Context, r envelope.Received) {
					if !r.MayStart {
						return // nothing to trace: deliver r.Message and be done
					}
					_, span := tracer.Start(ctx, "session")
					defer span.End()
				})
			}
		})
	}

	// The guild fans a message out.
	ctx, span := tracer.Start(context.Background(), "guild fan-out")
	msg, _ := transport.Wrap(ctx, "hello", len(mailboxes))
	for _, mailbox := range mailboxes {
		mailbox <- msg
	}
	span.End()

	for _, mailbox := range mailboxes {
		close(mailbox)
	}
	sessions.Wait()

	traces := map[string]int{}
	for _, s := range spans.Ended() {
		traces[s.SpanContext().TraceID().String()]++
	}
	fmt.Println(len(spans.Ended()), "spans in", len(traces), "trace")
	// Output: 4 spans in 1 trace
}
