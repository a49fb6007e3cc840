package guild

import (
	"context"
	"time"

	"go.opentelemetry.io/otel/propagation"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"fanout/actor"
	"fanout/envelope"
	"fanout/sim"
	"fanout/sim/calibrate"
	"fanout/sim/exact"
	"fanout/sim/row"
	"fanout/sim/span"
)

// Names of what is measured for the sake of a difference.
const (
	measuredKept   = "a recorded span"
	measuredStored = "a recorded and stored span"
)

// bench is what can be measured of the operations.
func bench(now func() int64, peers bool) sim.Bench {
	b := newTestBed(now)
	out := sim.Bench{Operations: b.operations(), Samples: samples, Unit: opForward, Beside: make(map[string]string)}
	for o, row := range beside {
		out.Beside[ops[o].Key] = row
	}
	if peers {
		out.Operations = append(out.Operations, b.peers()...)
		out.Peers = peerDocs
	}
	return out
}

// samples are the batches of one operation. What a recorded span costs is the
// difference between one that is and one that is not; a recorded root costs no more
// here than any recorded span.
func samples(s *calibrate.Session, key string) []int64 {
	switch key {
	case ops[opRootKept].Key:
		return nil
	case ops[opCapture].Key:
		return calibrate.Beyond(s.Samples(measuredKept), s.Samples(ops[opSpanRoot].Key))
	case ops[opExport].Key:
		return calibrate.Beyond(s.Samples(measuredStored), s.Samples(measuredKept))
	}
	return s.Samples(key)
}

// testBed has the world's own processes, tracers and messages, ready to be timed.
//
// What stands for a service's own work is what this program does for it: a message
// goes through a mailbox and a handler. There is no gRPC server and no socket in
// it, so its share beside tracing is smaller here than in any real service.
type testBed struct {
	parse, sieve *envelope.Transport
	storing      *process     // keeps what it records, as the world does
	counting     *sim.Process // records and keeps nothing
	dropping     *sim.Process // samples nothing
	sampled      context.Context
	unsampled    context.Context
	wrapped      *envelope.Envelope
	empty        *envelope.Envelope
	number       int64
	now          func() int64

	// Results go here, so that no compiler finds out that nobody needs them.
	got struct {
		ctx  context.Context
		msg  any
		yes  bool
		at   int64
		span trace.Span
	}
}

func newTestBed(now func() int64) *testBed {
	s := DefaultSettings()
	s.Members, s.MessageRate, s.SmallRate, s.GRPCRate, s.HeadRate = 1, 100, 0, 0, exact.Whole
	s.SkipUnsampled, s.Sieve = false, SieveParse
	parsing := sim.Build(model, 1, s).(*World)
	s.Sieve, s.HeadRate = SieveOn, 0
	sieving := sim.Build(model, 1, s).(*World)
	b := &testBed{
		now:   now,
		parse: parsing.presence.Transport(), sieve: sieving.presence.Transport(),
		storing: parsing.presence, dropping: sieving.presence.Process,
	}
	b.counting = b.storing.Counting(1)
	b.counting.SetSampling(exact.Whole, nil)
	b.sampled, _ = b.counting.StartFree(context.Background(), "message_common.dispatch_message", trace.SpanKindServer, 0, span.Tag(OriginAPI, 1))
	b.unsampled, _ = b.dropping.StartFree(context.Background(), "message_common.dispatch_message", trace.SpanKindServer, 0, span.Tag(OriginAPI, 1))
	msg, _ := b.parse.Wrap(b.sampled, &fanout{}, 10_000)
	b.wrapped = msg.(*envelope.Envelope)
	b.empty = &envelope.Envelope{Message: &fanout{}, Recipients: 10_000}
	return b
}

// request16 are the headers of a gRPC request as it arrives: sixteen of them.
func request16(traceparent string) headers {
	return headers{
		":authority": {"presence:50051"}, "content-type": {"application/grpc"}, "user-agent": {"grpc-python/1.60"},
		"te": {"trailers"}, "grpc-timeout": {"5S"}, "grpc-accept-encoding": {"gzip"},
		"x-request-id": {"4f1c"}, "x-user": {"81384788765712384"}, "x-guild": {"41771983423143937"},
		"x-shard": {"17"}, "x-region": {"us-east1"}, "x-version": {"217"}, "x-client": {"desktop"},
		"x-forwarded-for": {"10.1.2.3"}, "tracestate": {"ot=th:fd70a"}, "traceparent": {traceparent},
	}
}

func (b *testBed) traceparent(ctx context.Context) string {
	h := make(headers, 2)
	b.parse.InjectHeaders(ctx, h)
	return envelope.Headers(h).Get("traceparent")
}

// each makes an operation of something that is done once at a time.
func each(name string, f func()) calibrate.Operation {
	return calibrate.Operation{Name: name, Run: func(n int) int {
		for range n {
			f()
		}
		return n
	}}
}

// operations are those that the world charges for, by their keys.
func (b *testBed) operations() []calibrate.Operation {
	sampled, unsampled := request16(b.traceparent(b.sampled)), request16(b.traceparent(b.unsampled))
	bg := context.Background()
	key := func(o row.Op) string { return ops[o].Key }
	return []calibrate.Operation{
		fanOutOf(key(opForward), 10_000),
		each(key(opInject), func() { b.got.msg, _ = b.parse.Wrap(b.sampled, b, 10_000) }),
		each(key(opExtractEmpty), func() { b.got.ctx, _ = b.parse.Receive(bg, b.empty) }),
		each(key(opExtract), func() { b.got.ctx, _ = b.parse.Receive(bg, b.wrapped) }),
		each(key(opHeaders), func() { b.got.ctx, _ = b.parse.ReceiveHeaders(bg, sampled) }),
		each(key(opSieve), func() { b.got.ctx, _ = b.sieve.ReceiveHeaders(bg, unsampled) }),
		castOf(key(opHandler)),
		b.presence(key(opPresence)),
		each(key(opSpanRoot), func() { b.span(b.dropping, bg) }),
		each(key(opSpanChild), func() { b.span(b.dropping, b.unsampled) }),
		each(measuredKept, func() { b.span(b.counting, bg) }),
		each(measuredStored, func() { b.span(b.storing.Process, bg) }),
		castOf(key(opGuildSmall)),
		sendAllOf(key(opGuildSend), 10_000),
		sendAllOf(key(opGuildRelay), relaysMost),
		callOf(key(opDispatch)),
	}
}

// relaysMost is the number of relays of the largest guilds: a million members, at
// most 15,000 sessions each.
const relaysMost = 67

// span asks for a span as a session does, and ends it if it is recorded.
func (b *testBed) span(t *sim.Process, ctx context.Context) {
	b.number++
	at := actor.Time(b.number)
	_, s := t.StartFree(ctx, "session.forward", trace.SpanKindConsumer, at, span.Tag(OriginSession, b.number))
	if s.Outcome.Kept() {
		s.SetAttributes(span.MessageKey.Int64(b.number), span.RecipientsKey.Int(10_000), RecipientKey.Int(7))
		s.EndAt(at + 1)
	}
	b.got.span = s.Span
}

// presence is one message through a mailbox and a span that is not sampled: what
// presence does for a request besides reading its headers.
func (b *testBed) presence(name string) calibrate.Operation {
	return castTo(name, func() { b.span(b.dropping, context.Background()) })
}

// castOf is one message sent, delivered and handled by the actor runtime.
func castOf(name string) calibrate.Operation { return castTo(name, func() {}) }

func castTo(name string, handle func()) calibrate.Operation {
	sys := actor.NewSystem(actor.Config{Latency: sim.OutsideLatency})
	node := sys.AddNode("bench", 1)
	var msg actor.Message = &update{}
	sink := actor.NewKind(sys, "sink", actor.Behaviour[session]{Handle: func(_ *actor.Context, st *session, _ actor.Message) {
		st.count++
		handle()
	}}).Spawn(node, session{})
	source := actor.NewKind(sys, "source", actor.Behaviour[int]{Handle: func(c *actor.Context, _ *int, m actor.Message) {
		for range m.(int) {
			c.Send(sink, msg)
		}
	}}).Spawn(node, 0)
	return calibrate.Operation{Name: name, Run: func(n int) int {
		// A mailbox as full as this is still in the cache, as one at work is.
		for left := n; left > 0; left -= castsAtOnce {
			sys.Send(source, min(left, castsAtOnce))
			settle(sys)
		}
		return n
	}}
}

const castsAtOnce = 256

// settle runs a system until nothing is under way.
func settle(sys *actor.System) { sys.Run(sys.Now()+actor.Time(time.Second), nil) }

// callOf is one call and its answer.
func callOf(name string) calibrate.Operation {
	sys := actor.NewSystem(actor.Config{Latency: sim.OutsideLatency})
	node := sys.AddNode("bench", 1)
	var msg actor.Message = &update{}
	server := actor.NewKind(sys, "server", actor.Behaviour[session]{Handle: func(c *actor.Context, st *session, _ actor.Message) {
		st.count++
		caller, _ := c.Caller()
		c.Reply(caller, nil)
	}}).Spawn(node, session{})
	client := actor.NewKind(sys, "client", actor.Behaviour[int]{
		Handle: func(c *actor.Context, left *int, m actor.Message) {
			*left = m.(int)
			c.Call(server, msg, 0, 0)
		},
		Resume: func(c *actor.Context, left *int, _ actor.Reply) {
			if *left--; *left > 0 {
				c.Call(server, msg, 0, 0)
			}
		},
	}).Spawn(node, 0)
	return calibrate.Operation{Name: name, Run: func(n int) int {
		sys.Send(client, n)
		settle(sys)
		return n
	}}
}

// sendAllOf is what a sender does for a fan-out to so many actors on another node,
// per recipient. The runtime expands a fan-out where it arrives, so
// most of its work is not in here but in the deliveries.
func sendAllOf(name string, recipients int) calibrate.Operation {
	var sys *actor.System
	var source actor.PID
	return calibrate.Operation{
		Name: name,
		Prepare: func(int) { // a new system: what was sent in the last batch is not wanted
			sys = actor.NewSystem(actor.Config{Latency: time.Hour})
			here, there := sys.AddNode("here", 1), sys.AddNode("there", 1)
			kind := actor.NewKind(sys, "session", actor.Behaviour[session]{Handle: func(*actor.Context, *session, actor.Message) {}})
			pids := make([]actor.PID, recipients)
			for i := range pids {
				pids[i] = kind.Spawn(there, session{})
			}
			group := actor.NewGroup(pids)
			var msg actor.Message = &fanout{}
			source = actor.NewKind(sys, "guild", actor.Behaviour[int]{Handle: func(c *actor.Context, _ *int, m actor.Message) {
				for range m.(int) {
					c.SendAll(group, msg, 0)
				}
			}}).Spawn(here, 0)
		},
		Run: func(n int) int {
			sys.Send(source, n)
			settle(sys)
			return n * recipients
		},
	}
}

// fanOutOf is one delivery of a fan-out to so many sessions of the world, nothing of
// it traced: sent, delivered and handled.
func fanOutOf(name string, members int) calibrate.Operation {
	s := DefaultSettings()
	s.Members, s.MessageRate, s.SmallRate, s.GRPCRate = members, 100, 0, 0
	s.EnvelopesGuild, s.EnvelopesSessions = 0, 0
	s.RootsGuild, s.RootsSession, s.GRPCLink = false, false, false
	w := sim.Build(model, 1, s).(*World)
	return calibrate.Operation{Name: name, Run: func(n int) int {
		before := w.totals.messages
		for ; n > 0; n -= members {
			w.send()
			w.Run(w.Now()+actor.Time(time.Second), nil)
		}
		return int(w.totals.messages-before) * members
	}}
}

// beside names, for operations that have one, the row they are compared with.
var beside = map[row.Op]string{
	opInject:       "otel inject",
	opExtractEmpty: "extract",
	opExtract:      "otel extract, sampled",
	opHeaders:      "otel extract, sampled",
	opSieve:        "grpc.extract",
	opSpanChild:    "span.root",
	opGuildSend:    "forward",
	opDispatch:     "grpc.handler",
}

// peerDocs are what the bench compares the operations with.
var peerDocs = []sim.BenchPeer{
	{Name: "otel extract, sampled", Doc: "propagation.TraceContext, 16 headers in a HeaderCarrier"},
	{Name: "otel extract, unsampled", Beside: "otel extract, sampled", Doc: "the same, sampled flag clear"},
	{Name: "otel inject", Doc: "propagation.TraceContext into an empty MapCarrier"},
	{Name: "sieve", Beside: "otel extract, unsampled", Doc: "envelope.Sampled on a traceparent"},
	{Name: "scan", Beside: "otel extract, unsampled", Doc: "envelope.Scan: the whole grammar of a traceparent"},
	{Name: "receive bare", Beside: "extract", Doc: "Transport.Receive of a message without envelope"},
	{Name: "NeverSample", Beside: "span.root", Doc: "a root span of an SDK with that sampler"},
	{Name: measuredKept, Beside: "span.root", Doc: "started, three attributes, ended"},
	{Name: measuredStored, Beside: "span.root", Doc: "the same, and kept in the store"},
	{Name: "sampled guard", Beside: "span.root", Doc: "SpanContextFromContext(ctx).IsSampled()"},
	{Name: "fan-out to 100", Beside: "forward", Doc: "one delivery, all included"},
	{Name: "clock", Doc: "one look at the clock that measures"},
}

// peers are the operations of peerDocs that are not measured anyway.
func (b *testBed) peers() []calibrate.Operation {
	bg := context.Background()
	var otel propagation.TraceContext
	carrier := func(ctx context.Context) propagation.HeaderCarrier {
		c := propagation.HeaderCarrier{}
		for name, values := range request16(b.traceparent(ctx)) {
			c.Set(name, values[0])
		}
		return c
	}
	sampled, unsampled := carrier(b.sampled), carrier(b.unsampled)
	texts := [2]string{b.traceparent(b.sampled), b.traceparent(b.unsampled)}
	never := sdktrace.NewTracerProvider(sdktrace.WithSampler(sdktrace.NeverSample())).Tracer("bench")
	turn := 0
	return []calibrate.Operation{
		each("otel extract, sampled", func() { b.got.ctx = otel.Extract(bg, sampled) }),
		each("otel extract, unsampled", func() { b.got.ctx = otel.Extract(bg, unsampled) }),
		each("otel inject", func() { otel.Inject(b.sampled, propagation.MapCarrier{}) }),
		each("sieve", func() { turn++; b.got.yes = envelope.Sampled(texts[turn&1]) }),
		each("scan", func() { turn++; b.got.yes = envelope.Scan(texts[turn&1]).Valid() }),
		each("receive bare", func() { b.got.ctx, _ = b.parse.Receive(bg, b.empty.Message) }),
		each("NeverSample", func() { b.got.ctx, b.got.span = never.Start(bg, "session.forward") }),
		each("sampled guard", func() { b.got.yes = trace.SpanContextFromContext(b.sampled).IsSampled() }),
		fanOutOf("fan-out to 100", 100),
		each("clock", func() { b.got.at = b.now() }),
	}
}
