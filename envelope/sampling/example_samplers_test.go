package sampling_test

import (
	"context"
	"fmt"

	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"fanout/envelope/sampling"
)

// newTracer is that of a service with the given sampler; the ids are always the same.
func newTracer(s sdktrace.Sampler) trace.Tracer {
	return sdktrace.NewTracerProvider(
		sdktrace.WithSampler(s),
		sdktrace.WithIDGenerator(sampling.NewIDs(1, nil)),
	).Tracer("example")
}

// The first layer keeps one trace in ten and says so in the tracestate, from which a
// backend knows that each stands for ten.
func ExampleHead() {
	head := sampling.NewHead(100_000)
	tracer := newTracer(head)
	kept := 0
	for range 1_000 {
		_, span := tracer.Start(context.Background(), "message")
		if span.SpanContext().IsSampled() {
			kept++
		}
		span.End()
	}
	fmt.Println(head.Description(), "kept", kept, "of 1000")

	head.SetRate(sampling.Whole) // while the service runs
	_, span := tracer.Start(context.Background(), "message")
	fmt.Println(head.Description(), "says", span.SpanContext().TraceState())
	// Output:
	// Head{10%} kept 93 of 1000
	// Head{100%} says ot=th:0
}

// The second layer decides in the sessions of a fan-out. One of a hundred recipients in
// ten keeps its span.
func ExampleFanout() {
	head := sampling.NewHead(sampling.Whole)
	guild, session := newTracer(head), newTracer(sampling.NewFanout(head, sampling.Published()))

	_, message := guild.Start(context.Background(), "message")
	kept := 0
	for recipient := range uint64(100) {
		// In a service the context is what envelope.Transport.Receive returned.
		ctx := trace.ContextWithRemoteSpanContext(context.Background(), message.SpanContext())
		ctx = sampling.WithDelivery(ctx, sampling.Delivery{Recipients: 100, Recipient: recipient})
		_, span := session.Start(ctx, "session")
		if span.IsRecording() {
			if kept == 0 {
				fmt.Println("first kept:", recipient, "with", span.SpanContext().TraceState())
			}
			kept++
		}
		span.End()
	}
	fmt.Println(kept, "of 100 kept")
	// Output:
	// first kept: 11 with fanout=100000,ot=th:0
	// 10 of 100 kept
}

// A receiver that asks before it starts a span, and what it is told behind a relay that
// has kept one message in two already.
func ExampleFanout_Decide() {
	f := sampling.NewFanout(sampling.NewHead(sampling.Whole), sampling.Flat(100_000))
	delivery := sampling.Delivery{Recipients: 5_000, Recipient: 17}
	for _, state := range []string{"ot=th:0", "fanout=500000,ot=th:0"} {
		ts, err := trace.ParseTraceState(state)
		if err != nil {
			panic(err)
		}
		parent := trace.NewSpanContext(trace.SpanContextConfig{
			TraceID: trace.TraceID{1, 15: 7}, SpanID: trace.SpanID{1}, TraceFlags: trace.FlagsSampled, TraceState: ts, Remote: true,
		})
		q, keep := f.Decide(parent, delivery)
		before, ok := sampling.KeepRate(parent)
		fmt.Println("before:", before, ok, "now:", q, keep)
	}
	// Output:
	// before: 0% false now: 10% false
	// before: 50% true now: 5% false
}

// Equal seeds give equal ids, here with the number of a service in front.
func ExampleIDs() {
	ids := sampling.NewIDs(7, func(context.Context) uint64 { return 0xA9 })
	state := ids.State()
	trace, span := ids.NewIDs(context.Background())
	fmt.Println(trace, span)
	ids.SetState(state)
	trace, span = ids.NewIDs(context.Background())
	fmt.Println(trace, span)
	// Output:
	// 00000000000000a963cbe1e459320dd7 044c3cd7f43c661c
	// 00000000000000a963cbe1e459320dd7 044c3cd7f43c661c
}

// What a rate is as a threshold of OpenTelemetry's probability sampling.
func ExampleThreshold() {
	for _, p := range []sampling.PPM{sampling.Whole, 500_000, 100_000, 10_000, 1} {
		t := sampling.ThresholdOf(p)
		fmt.Printf("%v: th:%v, each stands for %.6g\n", p, t, t.AdjustedCount())
	}
	t, err := sampling.ParseThreshold("fd70a")
	fmt.Println(t.Keeps(1<<56-1), t.Keeps(1<<55), err)
	// Output:
	// 100%: th:0, each stands for 1
	// 50%: th:8, each stands for 2
	// 10%: th:e666, each stands for 9.99939
	// 1%: th:fd70a, each stands for 99.9977
	// 0.0001%: th:ffffef39, each stands for 999992
	// true false <nil>
}

// Rates are parts per million.
func ExamplePPM() {
	fmt.Println(sampling.PPM(1_000), sampling.PPM(316_228), sampling.Whole)
	// Output: 0.1% 31.6228% 100%
}
