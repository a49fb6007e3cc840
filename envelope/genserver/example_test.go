package genserver_test

import (
	"context"
	"fmt"
	"time"

	"go.opentelemetry.io/otel/trace"

	"fanout/actor"
	"fanout/envelope"
	"fanout/envelope/envelopetest"
	"fanout/envelope/genserver"
)

// inTrace is the context of a span that was sampled; a service has its tracer's.
func inTrace() context.Context {
	return trace.ContextWithSpanContext(context.Background(), envelopetest.SpanContext(1, trace.FlagsSampled))
}

// traceOf tells whether a context is in that trace.
func traceOf(ctx context.Context) string {
	if trace.SpanContextFromContext(ctx).IsSampled() {
		return "in the trace"
	}
	return "in no trace"
}

func newTransport() *envelope.Transport {
	t, err := envelope.New(envelope.Options{Envelopes: true, SkipUnsampled: true, NoRootsAfterFanout: true})
	if err != nil {
		panic(err)
	}
	return t
}

// A kind of traced actors in real time, as a service has it. Those who call from
// outside, a request's goroutine say, wrap what they send.
func ExampleNewKind() {
	transport := newTransport()
	s := actor.NewSystem(actor.Config{})
	counter := genserver.NewKind(s, "counter", transport, genserver.Behaviour[int]{
		Handle: func(ctx context.Context, s *genserver.Server, total *int, m envelope.Received) {
			*total += m.Message.(int)
			caller, _ := s.Caller()
			s.Reply(caller, fmt.Sprint(*total, " ", traceOf(ctx)))
		},
	}).Spawn(s.AddNode("a", 1), 0)

	running := s.Start()
	defer running.Stop(time.Second)
	for _, ctx := range []context.Context{inTrace(), context.Background()} {
		msg, _ := transport.Wrap(ctx, 5, 1)
		fmt.Println(running.Call(context.Background(), counter, msg))
	}
	// Output:
	// 5 in the trace <nil>
	// 10 in no trace <nil>
}

// A desk asks a store. The store is called in the desk's trace, and when the answer comes
// the desk goes on where it was suspended, in that trace.
func ExampleServer_Call() {
	transport := newTransport()
	s := actor.NewSystem(actor.Config{})
	n := s.AddNode("a", 1)
	store := genserver.NewKind(s, "store", transport, genserver.Behaviour[int]{
		Handle: func(ctx context.Context, s *genserver.Server, _ *int, m envelope.Received) {
			fmt.Println("store:", m.Message, traceOf(ctx))
			caller, _ := s.Caller()
			s.Reply(caller, 42)
		},
	}).Spawn(n, 0)
	desk := genserver.NewKind(s, "desk", transport, genserver.Behaviour[int]{
		Handle: func(ctx context.Context, s *genserver.Server, _ *int, m envelope.Received) {
			s.Call(ctx, store, "how many?", time.Second, 0)
		},
		Resume: func(ctx context.Context, s *genserver.Server, _ *int, r actor.Reply) {
			fmt.Println("desk:", r.Value, r.Err, traceOf(ctx))
		},
	}).Spawn(n, 0)

	msg, _ := transport.Wrap(inTrace(), "hello", 1)
	s.Send(desk, msg)
	s.Run(actor.Time(time.Second), nil) // in virtual time, as tests do
	// Output:
	// store: how many? in the trace
	// desk: 42 <nil> in the trace
}

// A guild fans out to its sessions, and sends one of them two messages more. The envelope
// of the fan-out says how many recipients there are, so that none of them starts a trace.
// A session has room for one message that waits; the guild is told which it did not take.
func ExampleBehaviour() {
	transport := newTransport()
	s := actor.NewSystem(actor.Config{})
	n := s.AddNode("a", 1)
	all, mayStart := 0, 0
	session := genserver.NewKind(s, "session", transport, genserver.Behaviour[int]{
		Handle: func(_ context.Context, s *genserver.Server, _ *int, m envelope.Received) {
			all++
			s.Spend(time.Millisecond)
			if m.MayStart {
				mayStart++
			}
		},
		Mailbox: 1, Overflow: actor.Refuse,
	})
	sessions := []actor.PID{session.Spawn(n, 0), session.Spawn(n, 0), session.Spawn(n, 0)}
	guild := genserver.NewKind(s, "guild", transport, genserver.Behaviour[int]{
		Handle: func(ctx context.Context, s *genserver.Server, _ *int, m envelope.Received) {
			if refused, ok := m.Message.(actor.Refused); ok {
				fmt.Println("not taken:", refused.Msg)
				return
			}
			s.CastAll(ctx, actor.NewGroup(sessions), m.Message, 1_000)
			s.Cast(ctx, sessions[0], "and one")
			s.Cast(ctx, sessions[0], "and another")
		},
	}).Spawn(n, 0)

	s.Send(guild, "hello")
	s.Run(actor.Time(time.Second), nil)
	fmt.Println(all, "handled, of which", mayStart, "may start a trace")
	// Output:
	// not taken: and another
	// 4 handled, of which 1 may start a trace
}
