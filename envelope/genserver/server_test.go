package genserver_test

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/trace"

	"fanout/actor"
	"fanout/envelope"
	"fanout/envelope/genserver"
)

// Whatever an actor.Context can do a Server can, but it sends through the transport
// alone: it shows no field and embeds nothing, and whatever takes a message takes the
// context to send it with. A method that actor.Context gets fails here until somebody
// has decided which of the two it is.
func TestNothingGoesAroundTheTransport(t *testing.T) {
	server := reflect.TypeFor[*genserver.Server]()
	for i := range server.Elem().NumField() {
		f := server.Elem().Field(i)
		assert.False(t, f.IsExported() || f.Anonymous, "field %s leads around the transport", f.Name)
	}
	sends := map[string]string{"Send": "Cast", "SendAfter": "CastAfter", "SendAll": "CastAll", "Call": "Call"}
	inner := reflect.TypeFor[*actor.Context]()
	for i := range inner.NumMethod() {
		m := inner.Method(i)
		name, wrapped := sends[m.Name]
		if !wrapped {
			name = m.Name
		}
		own, ok := server.MethodByName(name)
		if !assert.True(t, ok, "no method for actor.Context.%s", m.Name) {
			continue
		}
		if wrapped {
			assert.Equal(t, reflect.TypeFor[context.Context](), own.Type.In(1), "%s sends with a context", name)
			_, as := server.MethodByName(m.Name)
			assert.Equal(t, m.Name == name, as, "%s sends without one", m.Name)
			continue
		}
		require.Equal(t, m.Type.NumIn(), own.Type.NumIn(), name)
		for i := 1; i < m.Type.NumIn(); i++ {
			assert.Equal(t, m.Type.In(i), own.Type.In(i), "argument %d of %s", i, name)
		}
	}
}

// An actor that a full mailbox turned down is told which message it was, not which
// envelope, in the context that it was sent with.
func TestRefusedHoldsTheMessage(t *testing.T) {
	span := trace.NewSpanContext(trace.SpanContextConfig{TraceID: trace.TraceID{1}, SpanID: trace.SpanID{2}, TraceFlags: trace.FlagsSampled})
	for name, ctx := range map[string]context.Context{
		"in a trace": trace.ContextWithSpanContext(context.Background(), span),
		"in none":    context.Background(),
	} {
		t.Run(name, func(t *testing.T) {
			transport, err := envelope.New(envelope.Options{Envelopes: true, KeepEmpty: true})
			require.NoError(t, err)
			s := actor.NewSystem(actor.Config{})
			n := s.AddNode("a", 2)
			full := genserver.NewKind(s, "full", transport, genserver.Behaviour[int]{
				Handle:  func(_ context.Context, s *genserver.Server, _ *int, _ envelope.Received) { s.Spend(time.Second) },
				Mailbox: 1, Overflow: actor.Refuse,
			}).Spawn(n, 0)
			var refused []any
			sender := genserver.NewKind(s, "sender", transport, genserver.Behaviour[int]{
				Handle: func(got context.Context, s *genserver.Server, _ *int, m envelope.Received) {
					if m.Message != "go" {
						refused = append(refused, m.Message)
						assert.Equal(t, trace.SpanContextFromContext(ctx).TraceID(), trace.SpanContextFromContext(got).TraceID())
						return
					}
					for _, msg := range []string{"first", "second", "third"} {
						s.Cast(ctx, full, msg)
					}
				},
			}).Spawn(n, 0)
			s.Send(sender, "go")
			s.Run(actor.Time(time.Minute), nil)
			assert.Equal(t, []any{actor.Refused{By: full, Msg: "third"}}, refused)
		})
	}
}

// What does not send is passed on to the actor.
func TestAServerIsAnActorsContext(t *testing.T) {
	transport, err := envelope.New(envelope.Options{})
	require.NoError(t, err)
	s := actor.NewSystem(actor.Config{})
	n := s.AddNode("a", 1)
	failed := errors.New("failed")
	child := genserver.NewKind(s, "child", transport, genserver.Behaviour[int]{
		Handle: func(_ context.Context, s *genserver.Server, _ *int, m envelope.Received) { s.Exit(failed) },
	})
	var got []any
	var linked, watched, forgotten actor.PID
	var ref actor.MonitorRef
	parent := genserver.NewKind(s, "parent", transport, genserver.Behaviour[int]{
		Handle: func(ctx context.Context, s *genserver.Server, _ *int, m envelope.Received) {
			if m.Message != "go" {
				got = append(got, m.Message)
				return
			}
			s.TrapExit(true)
			s.Link(linked)
			s.Link(forgotten)
			s.Unlink(forgotten)
			ref = s.Monitor(watched)
			s.Demonitor(forgotten, s.Monitor(forgotten))
			s.Cast(ctx, linked, "fail")
			s.SendExit(watched, failed)
			s.SendExit(forgotten, failed)
			assert.Equal(t, n, s.Node())
			assert.Zero(t, s.From())
			assert.Zero(t, s.Rank())
			s.CastAfter(ctx, time.Minute, s.Self(), "later")
			s.CastFrom(new(envelope.Slot), s.Self(), "at once")
		},
	}).Spawn(n, 0)
	linked, watched, forgotten = child.Spawn(n, 0), child.Spawn(n, 0), child.Spawn(n, 0)
	s.Send(parent, "go")
	s.Run(actor.Time(time.Hour), nil)
	assert.ElementsMatch(t, []any{
		actor.ExitSignal{From: linked, Reason: failed}, actor.Down{Ref: ref, PID: watched, Reason: failed}, "at once", "later",
	}, got)
	assert.Equal(t, "later", got[len(got)-1])
}
