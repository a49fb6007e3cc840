package envelope_test

import (
	"encoding/hex"
	"errors"
	"reflect"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"fanout/envelope"
)

func encodeText(dst []byte, msg any) ([]byte, error) { return append(dst, msg.(string)...), nil }
func decodeText(b []byte) (any, error)               { return string(b), nil }

func TestBatchRoundTrip(t *testing.T) {
	tr := newTransport(t, envelope.Options{})
	carrier := envelope.Carrier{{"traceparent", sampledHeader}, {"tracestate", "ot=th:fd70a"}}
	for name, batch := range map[string][]*envelope.Envelope{
		"nothing":     nil,
		"bare":        {{Message: "a"}},
		"empty text":  {{Message: ""}},
		"fan-out":     {{Message: "a", Recipients: 1_000_000}},
		"one of each": {{Message: "a", TraceCarrier: carrier}, {Message: "b"}, {Message: "c", Recipients: 7}},
	} {
		b, err := tr.AppendBatch(nil, batch, encodeText)
		if err != nil {
			t.Fatal(err)
		}
		got, skew, err := envelope.ReadBatch(b, decodeText)
		if err != nil || skew != (envelope.Skew{}) || !reflect.DeepEqual(got, batch) {
			t.Errorf("%s: %+v, %+v, %v", name, got, skew, err)
		}
	}
}

// wire writes the bytes that another version would have written, from the
// specification in wire.go rather than with its code. A value is a string, or
// nil for a field the envelope does not have. All lengths are below 127.
func wire(fields []string, envelopes ...[]any) []byte {
	b := []byte{'E', 1, byte(len(fields))}
	for _, f := range fields {
		b = append(append(b, byte(len(f))), f...)
	}
	b = append(b, byte(len(envelopes)))
	for _, e := range envelopes {
		for _, v := range e {
			if v == nil {
				b = append(b, 0)
				continue
			}
			b = append(append(b, byte(len(v.(string))+1)), v.(string)...)
		}
	}
	return b
}

func TestVersionSkew(t *testing.T) {
	for _, c := range []struct {
		name string
		b    []byte
		want []*envelope.Envelope
		skew envelope.Skew
		err  error
	}{
		{
			"the first version knew the message only",
			wire([]string{"message"}, []any{"hello"}),
			[]*envelope.Envelope{{Message: "hello"}}, envelope.Skew{}, nil,
		},
		{
			"before the number of recipients was added",
			wire([]string{"message", "trace_carrier"}, []any{"hello", "\x01k\x01v"}),
			[]*envelope.Envelope{{Message: "hello", TraceCarrier: envelope.Carrier{{"k", "v"}}}}, envelope.Skew{}, nil,
		},
		{
			"a later version has a field more, in front, and not in every envelope",
			wire([]string{"priority", "message", "approximate_num_recipients"}, []any{"high", "a", "\x09"}, []any{nil, "b", nil}),
			[]*envelope.Envelope{{Message: "a", Recipients: 9}, {Message: "b"}}, envelope.Skew{UnknownFields: 1}, nil,
		},
		{
			"metadata that cannot be read does not keep the message from being handled",
			wire([]string{"message", "trace_carrier", "approximate_num_recipients"}, []any{"a", "\x05k", ""}),
			[]*envelope.Envelope{{Message: "a"}}, envelope.Skew{BadCarriers: 1, BadRecipients: 1}, nil,
		},
		{
			"the message is the one required field",
			wire([]string{"trace_carrier"}, []any{"\x01k\x01v"}),
			nil, envelope.Skew{}, envelope.ErrNoMessage,
		},
		{
			"also of each envelope; those before it are returned",
			wire([]string{"message"}, []any{"a"}, []any{nil}),
			[]*envelope.Envelope{{Message: "a"}}, envelope.Skew{}, envelope.ErrNoMessage,
		},
		{"something else", []byte("GET / HTTP/1.1"), nil, envelope.Skew{}, envelope.ErrWire},
		{"nothing", nil, nil, envelope.Skew{}, envelope.ErrWire},
		{
			"more than a batch",
			append(wire([]string{"message"}, []any{"a"}), 0),
			[]*envelope.Envelope{{Message: "a"}}, envelope.Skew{}, envelope.ErrWire,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, skew, err := envelope.ReadBatch(c.b, decodeText)
			if !reflect.DeepEqual(got, c.want) || skew != c.skew || !errors.Is(err, c.err) {
				t.Errorf("%+v, %+v, %v", got, skew, err)
			}
		})
	}
}

// The bytes themselves: changing them breaks nodes that run already.
func TestWireGolden(t *testing.T) {
	b, err := newTransport(t, envelope.Options{}).AppendBatch(nil, []*envelope.Envelope{
		{Message: "hi", TraceCarrier: envelope.Carrier{{"k", "v"}}, Recipients: 300},
	}, encodeText)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Join([]string{
		"4501", // magic, version
		"03",   // three fields
		"07" + hex.EncodeToString([]byte("message")),       //
		"0d" + hex.EncodeToString([]byte("trace_carrier")), //
		"1a" + hex.EncodeToString([]byte("approximate_num_recipients")),
		"01",          // one envelope
		"03" + "6869", // hi
		"05" + "016b" + "0176",
		"03" + "ac02", // 300
	}, "")
	if got := hex.EncodeToString(b); got != want {
		t.Errorf("\n%s, want\n%s", got, want)
	}
}

var batchSeeds = [][]byte{
	wire([]string{"message"}, []any{"hello"}),
	wire([]string{"priority", "message", "approximate_num_recipients"}, []any{"high", "a", "\x09"}, []any{nil, "b", nil}),
	wire([]string{"message", "trace_carrier"}, []any{"hello", "\x01k\x01v"}),
	wire([]string{"message", "message"}, []any{"first", "second"}),
	[]byte("E\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"),
	[]byte("E\x01\x01\x07message\xff\xff\xff\xff\x7f\x02"),
}

func FuzzReadBatch(f *testing.F) {
	for _, b := range batchSeeds {
		f.Add(b)
	}
	f.Fuzz(checkBatch)
}

// By value nothing is written and nothing parsed, and the receiver sees what it
// would have seen; an envelope that leaves the process is text again.
func TestByValue(t *testing.T) {
	tr := newTransport(t, envelope.Options{Envelopes: true, ByValue: true})
	for want, sc := range map[envelope.Op]trace.SpanContext{
		envelope.ReceiveValueSampled:   spanContext(trace.FlagsSampled),
		envelope.ReceiveValueUnsampled: spanContext(0),
		envelope.ReceiveEmpty:          {},
	} {
		sent, _ := tr.Wrap(trace.ContextWithSpanContext(noSpan, sc), "hello", 3)
		if sc.IsValid() {
			sc = sc.WithRemote(true)
		}

		ctx, r := tr.Receive(noSpan, sent)
		if r.Receipt.Op != want || r.Message != "hello" || r.Recipients != 3 {
			t.Errorf("received %+v, want %v", r, want)
		}
		if got := trace.SpanContextFromContext(ctx); !got.Equal(sc) {
			t.Errorf("span context %v, want %v", got, sc)
		}

		b, err := tr.AppendBatch(nil, []*envelope.Envelope{sent.(*envelope.Envelope)}, encodeText)
		if err != nil {
			t.Fatal(err)
		}
		remote, _, err := envelope.ReadBatch(b, decodeText)
		if err != nil {
			t.Fatal(err)
		}
		ctx, _ = tr.Receive(noSpan, remote[0])
		if got := trace.SpanContextFromContext(ctx); !got.Equal(sc) {
			t.Errorf("over the wire: span context %v, want %v", got, sc)
		}
	}

	if _, err := envelope.New(envelope.Options{ByValue: true, Propagator: propagation.NewCompositeTextMapPropagator()}); !errors.Is(err, envelope.ErrByValue) {
		t.Errorf("a propagator that writes nothing: error %v, want ErrByValue", err)
	}
	withBaggage := propagation.NewCompositeTextMapPropagator(propagation.TraceContext{}, propagation.Baggage{})
	if _, err := envelope.New(envelope.Options{ByValue: true, Propagator: withBaggage}); !errors.Is(err, envelope.ErrByValue) {
		t.Errorf("a propagator that writes baggage: error %v, want ErrByValue", err)
	}
}
