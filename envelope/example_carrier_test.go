package envelope_test

import (
	"context"
	"fmt"

	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"fanout/envelope"
)

// A carrier for text that goes wherever a pair of strings can go. What level 2 of W3C
// Trace Context allows passes through OpenTelemetry's propagator, which reads level 1.
func ExampleCarrier() {
	arrived := envelope.Carrier{
		{Key: "traceparent", Value: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"},
		{Key: "tracestate", Value: "tenant@@vendor=1, ,ot=th:fd70a,ot=th:0"},
	}
	ctx := propagation.TraceContext{}.Extract(context.Background(), &arrived)

	var sent envelope.Carrier
	propagation.TraceContext{}.Inject(ctx, &sent)
	for _, field := range sent {
		fmt.Println(field.Key, field.Value)
	}
	// Output:
	// tracestate tenant@@vendor=1,ot=th:fd70a
	// traceparent 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01
}

// Headers as software really spells and repeats them.
func ExampleHeaders() {
	h := envelope.Headers{
		"TraceParent": {"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"},
		"Tracestate":  {"congo=1", "rojo=2"},
	}
	sc := trace.SpanContextFromContext(propagation.TraceContext{}.Extract(context.Background(), h))
	fmt.Println(sc.TraceID(), sc.TraceState())

	h["traceparent"] = []string{"00-11111111111111111111111111111111-b7ad6b7169203331-01"}
	sc = trace.SpanContextFromContext(propagation.TraceContext{}.Extract(context.Background(), h))
	fmt.Println("with two parents:", sc.IsValid())
	// Output:
	// 0af7651916cd43dd8448eb211c80319c congo=1,rojo=2
	// with two parents: false
}

// The sieve for code that takes a propagator, such as the instrumentation of a server.
func ExampleSieve() {
	p, err := envelope.Sieve(propagation.TraceContext{})
	if err != nil {
		panic(err)
	}
	for _, flags := range []string{"00", "01"} {
		h := propagation.HeaderCarrier{}
		h.Set("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-"+flags)
		ctx := p.Extract(context.Background(), h)
		fmt.Println(flags, trace.SpanContextFromContext(ctx).IsValid())
	}
	// Output:
	// 00 false
	// 01 true
}

// The sieve itself, and what a whole reading of the header says.
func ExampleScan() {
	for _, h := range []string{
		"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
		"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
		"00-00000000000000000000000000000000-b7ad6b7169203331-01",
	} {
		v := envelope.Scan(h)
		fmt.Println(envelope.Sampled(h), v, v.Valid())
	}
	// Output:
	// true sampled true
	// false unsampled true
	// true zero trace id false
}

// A traceparent explained to a person.
func ExampleInspection() {
	i := envelope.Inspect("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03")
	fmt.Println(i.Verdict, i.Sampled)
	for _, p := range i.Parts {
		if p.Note != "" {
			fmt.Println(i.Header[p.Start:p.End], p.Note)
		}
	}
	// Output:
	// sampled true
	// 00 the version in use
	// 0af7651916cd43dd8448eb211c80319c the same in every span of the trace; its last 14 digits are random
	// b7ad6b7169203331 the span that sent this
	// 03 sampled, random trace id
}

// Envelopes between nodes, whatever their versions.
func ExampleReadBatch() {
	transport, err := envelope.New(envelope.Options{Envelopes: true})
	if err != nil {
		panic(err)
	}
	msg, _ := transport.Wrap(sampled, "hello", 1_000)
	bytes, err := transport.AppendBatch(nil, []*envelope.Envelope{msg.(*envelope.Envelope)},
		func(dst []byte, msg any) ([]byte, error) { return append(dst, msg.(string)...), nil })
	if err != nil {
		panic(err)
	}

	envelopes, skew, err := envelope.ReadBatch(bytes, func(b []byte) (any, error) { return string(b), nil })
	if err != nil {
		panic(err)
	}
	for _, e := range envelopes {
		_, r := transport.Receive(context.Background(), e)
		fmt.Println(r.Message, r.Recipients, r.Receipt)
	}
	fmt.Printf("%+v\n", skew)
	// Output:
	// hello 1000 receive sampled
	// {UnknownFields:0 BadCarriers:0 BadRecipients:0}
}
