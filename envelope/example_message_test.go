package envelope_test

import (
	"context"
	"fmt"

	"go.opentelemetry.io/otel/trace"

	"fanout/envelope"
)

// What a message is on its way, and what its receiver makes of it.
func ExampleTransport() {
	transport, err := envelope.New(envelope.Options{Envelopes: true})
	if err != nil {
		panic(err)
	}
	msg, _ := transport.Wrap(sampled, "hello", 1_000)
	fmt.Printf("sent: %T\n", msg)

	ctx, r := transport.Receive(context.Background(), msg)
	fmt.Println("received:", r.Message, "with", r.Recipients, "recipients")
	fmt.Println("sampled:", trace.SpanContextFromContext(ctx).IsSampled())
	// Output:
	// sent: *envelope.Envelope
	// received: hello with 1000 recipients
	// sampled: true
}

// An envelope is plain data: what the propagator wrote, and for how many.
func ExampleEnvelope() {
	transport, err := envelope.New(envelope.Options{Envelopes: true})
	if err != nil {
		panic(err)
	}
	msg, _ := transport.Wrap(sampled, "hello", 1_000)
	e := msg.(*envelope.Envelope)
	fmt.Println(e.Message, e.Recipients)
	for _, field := range e.TraceCarrier {
		fmt.Println(field.Key, field.Value)
	}
	// Output:
	// hello 1000
	// traceparent 00-0a000000000000000000000000000001-0000000000000002-01
}

// A service that handles a million messages of a fan-out starts a span where it may: it
// asks nobody about those that would be the root of a trace.
func ExampleReceived() {
	transport, err := envelope.New(envelope.Options{Envelopes: true, SkipUnsampled: true, NoRootsAfterFanout: true})
	if err != nil {
		panic(err)
	}
	for _, sender := range []context.Context{sampled, unsampled} {
		for _, recipients := range []int{1, 1_000_000} {
			msg, _ := transport.Wrap(sender, "hello", recipients)
			transport.Handle(context.Background(), msg, func(_ context.Context, r envelope.Received) {
				fmt.Printf("%-18v fan-out %-5v may start a span: %v\n", r.Receipt, r.Fanout(), r.MayStart)
			})
		}
	}
	// Output:
	// receive sampled    fan-out false may start a span: true
	// receive sampled    fan-out true  may start a span: true
	// receive bare       fan-out false may start a span: true
	// receive empty      fan-out true  may start a span: false
}

// Options can be changed while the service runs, and are refused as a whole.
func ExampleOptions() {
	transport, err := envelope.New(envelope.Options{Envelopes: true, SkipUnsampled: true})
	if err != nil {
		panic(err)
	}
	err = transport.Change(func(o *envelope.Options) { o.Headers = envelope.HeadersSieve })
	fmt.Println(err, transport.Options().Headers == envelope.HeadersSieve)

	err = transport.Change(func(o *envelope.Options) { o.Envelopes, o.Headers = false, 99 })
	fmt.Println(err, transport.Options().Envelopes)
	// Output:
	// <nil> true
	// envelope: unknown header mode: 99 true
}

// Receipts say what was done; each actor or core counts its own, and somebody adds them
// up. What is wrong with messages the transport counts itself.
func ExampleCounts() {
	transport, err := envelope.New(envelope.Options{Envelopes: true, SkipUnsampled: true})
	if err != nil {
		panic(err)
	}
	var sender, receiver, sum envelope.Counts
	for _, ctx := range []context.Context{sampled, unsampled, unsampled} {
		msg, receipt := transport.Wrap(ctx, "hello", 1)
		sender.Add(receipt)
		_, r := transport.Receive(context.Background(), msg)
		receiver.Add(r.Receipt)
	}
	garbage := &envelope.Envelope{Message: "hello", TraceCarrier: envelope.Carrier{{Key: "traceparent", Value: "00-garbage"}}}
	_, r := transport.Receive(context.Background(), garbage)
	receiver.Add(r.Receipt)

	sum.Merge(&sender)
	sum.Merge(&receiver)
	for op := range envelope.NumOps {
		if n := sum.Ops[op]; n > 0 {
			fmt.Println(op, n)
		}
	}
	fmt.Println("not as it should be:", transport.Count().Whys[envelope.TooShort])
	// Output:
	// wrap elided 2
	// wrap injected 1
	// receive bare 2
	// receive sampled 1
	// receive invalid 1
	// not as it should be: 1
}

// A receipt is the record of one message.
func ExampleReceipt() {
	transport, err := envelope.New(envelope.Options{Headers: envelope.HeadersParse})
	if err != nil {
		panic(err)
	}
	_, r := transport.ReceiveHeaders(context.Background(), map[string][]string{
		"traceparent": {"00-00000000000000000000000000000000-b7ad6b7169203331-01"},
	})
	fmt.Println(r)
	fmt.Println("the propagator ran:", r.Op.Extracted(), "- a trace goes on:", r.Op.Continues(), "- why not:", r.Why)
	// Output:
	// parse invalid: zero trace id
	// the propagator ran: true - a trace goes on: false - why not: zero trace id
}

// An actor handles one message at a time and keeps its context in a slot: code that is
// passed none finds it there, and it is gone when the handler is, even by a panic.
func ExampleSlot() {
	transport, err := envelope.New(envelope.Options{Envelopes: true, SkipUnsampled: true})
	if err != nil {
		panic(err)
	}
	var slot envelope.Slot
	slot.Run(sampled, func() {
		_, receipt := transport.WrapFrom(&slot, "hello", 1)
		fmt.Println("while it handles a sampled message:", receipt)
	})
	_, receipt := transport.WrapFrom(&slot, "hello", 1)
	fmt.Println("after that:", receipt)
	// Output:
	// while it handles a sampled message: wrap injected
	// after that: wrap elided
}
