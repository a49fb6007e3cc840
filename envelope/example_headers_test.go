package envelope_test

import (
	"context"
	"fmt"

	"go.opentelemetry.io/otel/trace"

	"fanout/envelope"
)

// A NATS message has a Header of type map[string][]string that keeps the case
// of its names, like an http.Header or a gRPC metadata.MD converted to a map.
func ExampleTransport_ReceiveHeaders() {
	type Msg struct {
		Header map[string][]string
		Data   []byte
	}
	transport, err := envelope.New(envelope.Options{Headers: envelope.HeadersSieve})
	if err != nil {
		panic(err)
	}
	handle := func(m Msg) {
		ctx, receipt := transport.ReceiveHeaders(context.Background(), m.Header)
		fmt.Println(string(m.Data)+":", receipt, trace.SpanContextFromContext(ctx).IsSampled())
	}

	m := Msg{Header: map[string][]string{}, Data: []byte("sampled")}
	transport.InjectHeaders(sampled, m.Header)
	handle(m)

	m = Msg{Header: map[string][]string{}, Data: []byte("unsampled")}
	transport.InjectHeaders(unsampled, m.Header)
	handle(m)

	handle(Msg{Header: map[string][]string{"TraceParent": {"00-garbage"}}, Data: []byte("garbage")})
	// Output:
	// sampled: sieve sampled true
	// unsampled: sieve stripped false
	// garbage: sieve stripped: too short false
}
