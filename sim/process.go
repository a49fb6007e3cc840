package sim

import (
	"context"
	"time"

	"go.opentelemetry.io/otel/trace"

	"fanout/actor"
	"fanout/envelope"
	"fanout/envelope/sampling"
	"fanout/sim/ring"
)

// process is one instrumented operating-system process: a node of the actor
// system, a transport, a tracer, and what was counted there. Only handlers of its
// node touch it during a run, because nodes may be ahead of each other by a
// window.
type process struct {
	*tracer
	world     *World
	node      *actor.Node
	transport *envelope.Transport
	sink      spanSink
	version   version
	wire      WireTotals
	handled   int64
	dropped   int64 // spans asked for and not recorded
	meter     meter // since the last change of a setting
	recorder  recorder
	hash      uint64
	began     actor.Time // the handler at work
}

func (w *World) newProcess(service, node string, cores int) *process {
	t, err := envelope.New(envelope.Options{})
	if err != nil {
		panic("sim: " + err.Error())
	}
	p := &process{world: w, node: w.system.AddNode(node, cores), transport: t, hash: fnvPrime}
	p.sink = spanSink{resource: &Resource{service, node, serviceBit(service)}, store: w.spans}
	p.tracer = newTracer(&p.sink)
	seed := mix(w.seed ^ ring.Key(node)) // by name, so that one process more changes nobody else's ids
	if w.rehearsal {
		p.ids.even = &weyl{seed}
	} else {
		p.ids.random = sampling.NewIDs(seed, func(context.Context) uint64 { return p.ids.prefix })
	}
	w.processes = append(w.processes, p)
	return p
}

// configure puts the settings into force in this process.
func (p *process) configure(s *Settings) {
	err := p.transport.SetOptions(envelope.Options{
		Envelopes:          true,
		KeepEmpty:          true, // as the post has it: a small message pays for looking at an empty envelope
		SkipUnsampled:      s.SkipUnsampled,
		NoRootsAfterFanout: s.NoRoots,
		Headers:            [...]envelope.HeaderMode{envelope.HeadersIgnore, envelope.HeadersParse, envelope.HeadersSieve}[s.Sieve],
	})
	if err != nil {
		panic("sim: " + err.Error())
	}
	p.head.SetRate(s.headRate())
	p.fanout.SetTable(s.fanoutTable())
}

// charge books operations to a class and takes their time.
func (p *process) charge(c *actor.Context, cl class, ops ...op) {
	for _, o := range ops {
		p.meter.ops[cl][o]++
		c.Spend(p.world.costOf(o) * time.Duration(cl.weight(p.world.settings.GuildScale)))
		p.recorder.did(c, cl, o)
	}
}

// receive books what the transport did with a received message, and takes its time.
func (p *process) receive(c *actor.Context, cl class, r envelope.Op) {
	p.meter.received(cl, r, 1)
	p.charge(c, cl, receiptOps(r)...)
}

// begin counts a message and mixes it into the history: who handled what, when.
func (p *process) begin(c *actor.Context, cl class, what int64) {
	p.handled++
	p.meter.messages[cl]++
	p.began = c.Now()
	p.note(c, uint64(cl)<<56|uint64(what))
}

// note mixes into the history that a handler begins.
func (p *process) note(c *actor.Context, what uint64) {
	p.recorder.begin(c, p.world.busy.next)
	p.hash = mix(p.hash ^ uint64(c.Now())*fnvPrime ^ what)
}

// span is a span together with what has to be charged for it.
type span struct {
	trace.Span
	outcome outcome
	by      *tracer
}

// begun starts a span now and charges for asking.
func (p *process) begun(c *actor.Context, cl class, ctx context.Context, name string, kind trace.SpanKind, root uint64) (context.Context, span) {
	at := c.Now()
	ctx, s, out := p.start(ctx, name, kind, at, root)
	if !out.kept() {
		p.dropped++
	}
	p.charge(c, cl, out.ops()[:1]...)
	return ctx, span{s, out, p.tracer}
}

// ended ends a span now, if there is one, and charges for recording it.
func (p *process) ended(c *actor.Context, cl class, s span) {
	if s.outcome == spanNone {
		return
	}
	end(s.Span, c.Now())
	p.charge(c, cl, s.outcome.ops()[1:]...)
}

// carrierOf is how a message that was wrapped with this receipt looks.
func carrierOf(r envelope.Receipt, ctx context.Context) Carrier {
	switch {
	case r.Op == envelope.WrapBare || r.Op == envelope.Nothing:
		return CarrierBare
	case !r.Op.Injected():
		return CarrierEmpty
	}
	sc := trace.SpanContextFromContext(ctx)
	switch {
	case !sc.IsValid():
		return CarrierEmpty
	case sc.IsSampled():
		return CarrierSampled
	}
	return CarrierUnsampled
}
