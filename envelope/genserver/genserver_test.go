package genserver_test

import (
	"context"
	"testing"
	"time"

	"fanout/actor"
	"fanout/envelope"
	"fanout/envelope/genserver"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"
)

// service is a front that asks a back, and a back that answers, both traced.
func service(t *testing.T, opts envelope.Options) (s *actor.System, front actor.PID, spans *tracetest.SpanRecorder, answers *[]actor.Reply) {
	t.Helper()
	spans = tracetest.NewSpanRecorder()
	tracer := sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(spans)).Tracer("test")
	transport, err := envelope.New(opts)
	require.NoError(t, err)
	s = actor.NewSystem(actor.Config{})
	a, b := s.AddNode("a", 1), s.AddNode("b", 1)
	back := genserver.NewKind(s, "back", transport, genserver.Behaviour[int]{
		Handle: func(ctx context.Context, s *genserver.Server, n *int, m envelope.Received) {
			_, span := tracer.Start(ctx, "back")
			defer span.End()
			if m.Message == "panic" {
				panic("back")
			}
			caller, _ := s.Caller()
			s.Reply(caller, m.Message)
		},
	}).Spawn(b, 0)
	answers = new([]actor.Reply)
	front = genserver.NewKind(s, "front", transport, genserver.Behaviour[int]{
		Handle: func(ctx context.Context, s *genserver.Server, n *int, m envelope.Received) {
			ctx, _ = tracer.Start(ctx, "front")
			s.Call(ctx, back, m.Message, time.Second, 1)
		},
		Resume: func(ctx context.Context, s *genserver.Server, n *int, r actor.Reply) {
			*answers = append(*answers, r)
			_, child := tracer.Start(ctx, "after the answer")
			child.End()
			trace.SpanFromContext(ctx).End()
		},
	}).Spawn(a, 0)
	return s, front, spans, answers
}

// Calls are traced through: the back's span and what the front does after the
// answer are children of the front's span.
func TestACallContinuesInItsContext(t *testing.T) {
	s, front, spans, answers := service(t, envelope.Options{Envelopes: true})
	s.Send(front, "one")
	s.Send(front, "two") // waits while the front is suspended
	s.Run(actor.Time(time.Second), nil)
	require.Len(t, *answers, 2)
	ended := spans.Ended()
	require.Len(t, ended, 6)
	byTrace := make(map[trace.TraceID]map[string]sdktrace.ReadOnlySpan)
	for _, sp := range ended {
		id := sp.SpanContext().TraceID()
		if byTrace[id] == nil {
			byTrace[id] = make(map[string]sdktrace.ReadOnlySpan)
		}
		byTrace[id][sp.Name()] = sp
	}
	require.Len(t, byTrace, 2, "two messages, two traces")
	for _, tr := range byTrace {
		root := tr["front"].SpanContext().SpanID()
		assert.False(t, tr["front"].Parent().IsValid())
		assert.Equal(t, root, tr["back"].Parent().SpanID())
		assert.Equal(t, root, tr["after the answer"].Parent().SpanID())
	}
}

func TestWithoutEnvelopesEveryoneStartsAnew(t *testing.T) {
	s, front, spans, answers := service(t, envelope.Options{})
	s.Send(front, "one")
	s.Run(actor.Time(time.Second), nil)
	require.Len(t, *answers, 1)
	ids := make(map[trace.TraceID]bool)
	for _, sp := range spans.Ended() {
		ids[sp.SpanContext().TraceID()] = true
	}
	assert.Len(t, ids, 2, "the back could not know")
}

// The post's published handler leaks the context of a message whose handler
// failed into the next one. Here it dies with the message.
func TestAPanicLeavesNoContextBehind(t *testing.T) {
	s, front, spans, answers := service(t, envelope.Options{Envelopes: true})
	s.Send(front, "panic")
	s.Run(actor.Time(time.Second), nil)
	require.Len(t, *answers, 1)
	var p *actor.PanicError
	assert.ErrorAs(t, (*answers)[0].Err, &p, "the caller learns why, at once")
	s.Send(front, "next")
	s.Run(s.Now()+actor.Time(time.Second), nil)
	require.Len(t, *answers, 2)
	assert.ErrorIs(t, (*answers)[1].Err, actor.ErrNoProcess)
	roots := 0
	for _, sp := range spans.Ended() {
		if sp.Name() == "front" && !sp.Parent().IsValid() {
			roots++
		}
	}
	assert.Equal(t, 2, roots, "the second message began a trace of its own")
}

func TestCastAllSaysHowMany(t *testing.T) {
	transport, err := envelope.New(envelope.Options{Envelopes: true, SkipUnsampled: true, NoRootsAfterFanout: true})
	require.NoError(t, err)
	s := actor.NewSystem(actor.Config{})
	n := s.AddNode("a", 1)
	type seen struct{ recipients, mayStart int }
	session := genserver.NewKind(s, "session", transport, genserver.Behaviour[seen]{
		Handle: func(ctx context.Context, s *genserver.Server, st *seen, m envelope.Received) {
			st.recipients = m.Recipients
			if m.MayStart {
				st.mayStart++
			}
		},
	})
	var members []actor.PID
	for range 10 {
		members = append(members, session.Spawn(n, seen{}))
	}
	guild := genserver.NewKind(s, "guild", transport, genserver.Behaviour[int]{
		Handle: func(ctx context.Context, s *genserver.Server, _ *int, m envelope.Received) {
			s.CastAll(ctx, actor.NewGroup(members), m.Message, 100)
			s.Cast(ctx, members[0], "just you")
		},
	}).Spawn(n, 0)
	s.Send(guild, "hello")
	s.Run(actor.Time(time.Second), nil)
	assert.Equal(t, seen{recipients: 10}, *session.State(members[9]), "a fan-out starts no traces")
	assert.Equal(t, 1, session.State(members[0]).mayStart, "a message to one may")
	_, err = s.Checkpoint()
	assert.NoError(t, err)
}
