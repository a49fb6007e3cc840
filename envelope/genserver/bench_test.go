package genserver_test

import (
	"context"
	"testing"
	"time"

	"fanout/actor"
	"fanout/envelope"
	"fanout/envelope/genserver"

	"go.opentelemetry.io/otel/trace"
)

// A message goes round between two actors of one node. "bare" are actors of
// package actor; "cast" are traced ones that find no span to send on, which is
// what an unsampled trace looks like once its context is skipped; "slot" are
// traced ones in a span that is not sampled, with their context in a Slot.
func BenchmarkRound(b *testing.B) {
	transport, err := envelope.New(envelope.Options{Envelopes: true, SkipUnsampled: true})
	if err != nil {
		b.Fatal(err)
	}
	type peer struct {
		other actor.PID
		slot  *envelope.Slot
	}
	run := func(b *testing.B, s *actor.System, first actor.PID) {
		b.ReportAllocs()
		s.Send(first, "m")
		b.ResetTimer()
		s.Run(actor.Time(time.Duration(b.N)*time.Microsecond), nil)
	}
	b.Run("bare", func(b *testing.B) {
		s := actor.NewSystem(actor.Config{})
		n := s.AddNode("n", 1)
		k := actor.NewKind(s, "peer", actor.Behaviour[peer]{
			Handle: func(c *actor.Context, p *peer, msg actor.Message) {
				c.Spend(time.Microsecond)
				c.Send(p.other, msg)
			},
		})
		one, two := k.Spawn(n, peer{}), k.Spawn(n, peer{})
		k.State(one).other, k.State(two).other = two, one
		run(b, s, one)
	})
	traced := func(b *testing.B, send func(ctx context.Context, s *genserver.Server, p *peer, msg any)) {
		s := actor.NewSystem(actor.Config{})
		n := s.AddNode("n", 1)
		k := genserver.NewKind(s, "peer", transport, genserver.Behaviour[peer]{
			Handle: func(ctx context.Context, s *genserver.Server, p *peer, m envelope.Received) {
				s.Spend(time.Microsecond)
				send(ctx, s, p, m.Message)
			},
		})
		unsampled := trace.ContextWithSpanContext(context.Background(), trace.NewSpanContext(trace.SpanContextConfig{
			TraceID: trace.TraceID{1}, SpanID: trace.SpanID{1},
		}))
		start := func() peer {
			slot := new(envelope.Slot)
			slot.Swap(unsampled)
			return peer{slot: slot}
		}
		one, two := k.Spawn(n, start()), k.Spawn(n, start())
		k.State(one).other, k.State(two).other = two, one
		run(b, s, one)
	}
	b.Run("cast", func(b *testing.B) {
		traced(b, func(ctx context.Context, s *genserver.Server, p *peer, msg any) { s.Cast(ctx, p.other, msg) })
	})
	b.Run("slot", func(b *testing.B) {
		traced(b, func(_ context.Context, s *genserver.Server, p *peer, msg any) {
			s.CastFrom(p.slot, p.other, msg)
		})
	})
}
