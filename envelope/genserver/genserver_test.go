package genserver_test

import (
	"context"
	"testing"
	"time"

	"fanout/actor"
	"fanout/envelope"
	"fanout/envelope/envelopetest"
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
	assert.Equal(t, 2, roots, "the second message began a new trace")
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

// A call without an explicit timeout waits for five seconds, and goes on in the
// caller's context also when no answer came.
func TestCallWaitsFiveSeconds(t *testing.T) {
	transport, err := envelope.New(envelope.Options{Envelopes: true})
	require.NoError(t, err)
	s := actor.NewSystem(actor.Config{})
	n := s.AddNode("a", 1)
	silent := genserver.NewKind(s, "silent", transport, genserver.Behaviour[int]{
		Handle: func(context.Context, *genserver.Server, *int, envelope.Received) {},
	}).Spawn(n, 0)
	span := trace.NewSpanContext(trace.SpanContextConfig{TraceID: trace.TraceID{1}, SpanID: trace.SpanID{2}})
	resumed := 0
	front := genserver.NewKind(s, "front", transport, genserver.Behaviour[int]{
		Handle: func(ctx context.Context, s *genserver.Server, _ *int, m envelope.Received) {
			s.Call(trace.ContextWithSpanContext(ctx, span), silent, "anyone?", 0, 1)
		},
		Resume: func(ctx context.Context, s *genserver.Server, _ *int, r actor.Reply) {
			resumed++
			assert.ErrorIs(t, r.Err, actor.ErrTimeout)
			assert.Equal(t, actor.Time(5*time.Second), s.Now())
			assert.True(t, trace.SpanContextFromContext(ctx).Equal(span))
		},
	}).Spawn(n, 0)
	s.Send(front, "go")
	s.Run(actor.Time(time.Minute), nil)
	assert.Equal(t, 1, resumed)
}

// Handling and casting an unsampled message allocates nothing.
func TestNothingIsAllocatedPerMessage(t *testing.T) {
	transport, err := envelope.New(envelope.Options{Envelopes: true, SkipUnsampled: true})
	require.NoError(t, err)
	s := actor.NewSystem(actor.Config{})
	handled := 0
	k := genserver.NewKind(s, "echo", transport, genserver.Behaviour[int]{
		Handle: func(ctx context.Context, s *genserver.Server, _ *int, m envelope.Received) {
			handled++
			s.Spend(time.Microsecond)
			s.Cast(ctx, s.Self(), m.Message)
		},
	})
	s.Send(k.Spawn(s.AddNode("a", 1), 0), "m")
	s.Run(actor.Time(time.Millisecond), nil) // queues and slabs have their size now
	before := handled
	allocs := testing.AllocsPerRun(10, func() { s.Run(s.Now()+actor.Time(time.Millisecond), nil) })
	assert.Zero(t, allocs)
	assert.Greater(t, handled, before+5_000)
}

// bound is a traced actor as the conformance kit wants a handler; one that
// failed is started again.
type bound struct {
	s    *actor.System
	n    *actor.Node
	kind genserver.Kind[int]
	pid  actor.PID
	f    func(context.Context, envelope.Received)
}

func (b *bound) Ambient() context.Context { return context.Background() }

func (b *bound) Deliver(msg any, f func(context.Context, envelope.Received)) {
	if b.kind.State(b.pid) == nil {
		b.pid = b.kind.Spawn(b.n, 0)
	}
	b.f = f
	b.s.Send(b.pid, msg)
	b.s.Run(b.s.Now()+actor.Time(time.Second), nil)
}

func TestConformance(t *testing.T) {
	assert.NoError(t, envelopetest.TestHandler(func(transport *envelope.Transport) envelopetest.Handler {
		b := &bound{s: actor.NewSystem(actor.Config{})}
		b.n = b.s.AddNode("a", 1)
		b.kind = genserver.NewKind(b.s, "bound", transport, genserver.Behaviour[int]{
			Handle: func(ctx context.Context, _ *genserver.Server, _ *int, m envelope.Received) { b.f(ctx, m) },
		})
		b.pid = b.kind.Spawn(b.n, 0)
		return b
	}))
}
