package sim

import (
	"context"
	"fmt"
	"time"

	"go.opentelemetry.io/otel/trace"

	"fanout/actor"
	"fanout/envelope"
	"fanout/envelope/sampling"
	"fanout/sim/exact"
	"fanout/sim/random"
	"fanout/sim/ring"
	"fanout/sim/row"
	"fanout/sim/span"
)

// Process is one instrumented operating-system process: a node of the actor
// system, a transport, a tracer, and what was counted there. Only handlers of its
// node touch it during a run, because nodes may be ahead of each other by a
// window.
type Process struct {
	tracer     *tracer
	kernel     *Kernel
	node       *actor.Node
	transport  *envelope.Transport
	sink       spanSink
	handled    int64
	batched    int64 // of them
	dropped    int64 // spans asked for and not recorded
	meter      meter // since the last change of a setting
	deliveries []*Deliveries
	recorder   recorder
	hash       uint64
	began      actor.Time // the handler at work
}

// NewProcess adds a process to the world: a node of that name with so many cores, of a
// service of the model, or of something outside that has no row among its services.
func (k *Kernel) NewProcess(service, node string, cores int) *Process {
	t, err := envelope.New(envelope.Options{})
	must(err)
	p := &Process{kernel: k, node: k.system.AddNode(node, cores), transport: t, hash: fnvPrime}
	r := &span.Resource{Service: service, Instance: node, Number: row.Outside}
	if v, ok := k.model.service(service); ok {
		r.Number = v
	}
	p.sink = spanSink{resource: r, store: k.spans}
	p.tracer = newTracer(&p.sink)
	if k.preview {
		p.tracer.ids.even = k.evenly(service)
	} else {
		seed := random.Mix(k.seed ^ ring.Key(node)) // by name, so that one process more changes nobody else's ids
		p.tracer.ids.random = sampling.NewIDs(seed, func(context.Context) uint64 { return p.tracer.ids.prefix })
	}
	k.processes = append(k.processes, p)
	return p
}

// evenly is the sequence that the processes of a service of a preview draw from in turn.
func (k *Kernel) evenly(service string) *evenly {
	for _, p := range k.processes {
		if p.Service() == service {
			return p.tracer.ids.even
		}
	}
	return new(evenly)
}

// is reports whether the process belongs to a service.
func (p *Process) is(v row.Service) bool { return p.sink.resource.Number == v }

// Node is the process's node of the actor system.
func (p *Process) Node() *actor.Node { return p.node }

// Service is the name of its service.
func (p *Process) Service() string { return p.sink.resource.Service }

// Transport puts messages of the process into envelopes and takes them out.
func (p *Process) Transport() *envelope.Transport { return p.transport }

// SetSampling sets the rates of the head sampler and of the second layer.
func (p *Process) SetSampling(head exact.PPM, second *sampling.Table) {
	p.tracer.head.SetRate(sampling.PPM(head))
	p.tracer.fanout.SetTable(second)
}

// KeepRate is the rate of the second layer for a fan-out to so many recipients.
func (p *Process) KeepRate(recipients int) exact.PPM {
	return exact.PPM(p.tracer.fanout.Table().Rate(recipients))
}

// Handled is how many messages the process has handled since the start.
func (p *Process) Handled() int64 { return p.handled }

// Began is when the handler at work began.
func (p *Process) Began() actor.Time { return p.began }

// Recorded is how many spans the process has recorded in traces of an origin.
func (p *Process) Recorded(o row.Origin) int64 { return p.sink.recorded[o] }

// LastSpan is the number in the store of the span that ended last here.
func (p *Process) LastSpan() int64 { return p.sink.last }

// Charge books operations to a class and takes their time.
func (p *Process) Charge(c *actor.Context, cl row.Class, ops ...row.Op) {
	k := p.kernel
	k.mustHaveRow(cl)
	for _, o := range ops {
		if int(o) >= len(k.model.Ops) {
			panic(fmt.Sprintf("sim: model %s: operation %d has no row in Ops", k.model.Name, o))
		}
		p.meter.used |= 1 << cl
		p.meter.ops[cl][o]++
		c.Spend(time.Duration(k.costs.price[o] * k.weights[cl]))
		p.recorder.did(c, cl, o)
	}
}

// ChargeMany books n operations whose time has been spent already.
func (p *Process) ChargeMany(c *actor.Context, cl row.Class, o row.Op, n int64) {
	p.recorder.did(c, cl, o)
	p.meter.used |= 1 << cl
	p.meter.ops[cl][o] += n
}

// Receive books what the transport did with a received message, and takes its time.
func (p *Process) Receive(c *actor.Context, cl row.Class, r envelope.Op) {
	p.meter.received(cl, r, 1)
	p.Charge(c, cl, p.kernel.charges.receipt[r]...)
}

// Wrapped books what the transport did to wrap a message, and takes its time.
func (p *Process) Wrapped(c *actor.Context, cl row.Class, r envelope.Op) {
	p.Charge(c, cl, p.kernel.charges.receipt[r]...)
}

// Begin counts a message of a class and mixes it into the history: what was handled,
// when. what is the number of it, such as a message's or a session's, below 1<<56; it
// need not be unique. Charge follows for what the handler does. A handler of a message
// that is of no class, and costs nothing, calls Note instead.
func (p *Process) Begin(c *actor.Context, cl row.Class, what int64) {
	p.kernel.mustHaveRow(cl)
	p.handled++
	p.meter.used |= 1 << cl
	p.meter.messages[cl]++
	p.began = c.Now()
	p.Note(c, uint64(cl)<<56|uint64(what))
}

// mustHaveRow panics about a class that the model has no row for.
func (k *Kernel) mustHaveRow(cl row.Class) {
	if int(cl) >= len(k.model.Classes) {
		panic(fmt.Sprintf("sim: model %s: class %d has no row in Classes", k.model.Name, cl))
	}
}

// Count counts a message of a class that Begin has not counted.
func (p *Process) Count(cl row.Class) {
	p.meter.used |= 1 << cl
	p.meter.messages[cl]++
}

// Note mixes into the history that a handler begins.
func (p *Process) Note(c *actor.Context, what uint64) {
	p.recorder.begin(c, p.kernel.busy.next)
	p.hash = random.Mix(p.hash ^ uint64(c.Now())*fnvPrime ^ what)
}

// NoteDelivery counts a message that Deliver has booked and mixes into the history
// that the actor of that number began with it at the given time.
func (p *Process) NoteDelivery(at actor.Time, number uint32, path span.Path) {
	n := p.Notes()
	n.Delivery(at, number, path)
	p.Noted(n)
}

// notes is what [Process.NoteDelivery] changes, for a loop over many deliveries: a variable
// of the loop is at hand, a field of the process is not.
type notes struct {
	hash    uint64
	handled int64
}

// Notes is what to note deliveries in; [Process.Noted] takes it back.
func (p *Process) Notes() notes { return notes{p.hash, p.handled} }

// Noted takes back what Notes returned. Nothing else may have been noted meanwhile.
func (p *Process) Noted(n notes) { p.hash, p.handled = n.hash, n.handled }

// Delivery is NoteDelivery.
func (n *notes) Delivery(at actor.Time, number uint32, path span.Path) {
	n.handled++
	n.hash = (n.hash ^ uint64(at) ^ uint64(number)<<40 ^ uint64(path)) * fnvPrime
}

// MixIn mixes into the history what a handler did at the present time.
func (p *Process) MixIn(c *actor.Context, what uint64) {
	p.hash = random.Mix(p.hash ^ uint64(c.Now())*fnvPrime ^ what)
}

// mixInto mixes all that the process did into a hash.
func (p *Process) mixInto(h uint64) uint64 {
	h = random.Mix(h ^ p.hash)
	h = random.Mix(h ^ p.sink.hash)
	h = random.Mix(h ^ uint64(p.handled))
	return random.Mix(h ^ uint64(p.dropped))
}

// Hash is what the process did so far in one number. All nodes stand at one time when it is
// asked for.
func (p *Process) Hash() uint64 { return p.mixInto(0) }

// ActiveSpan is a span together with what has to be charged for it. The zero value is
// none.
type ActiveSpan struct {
	trace.Span
	Outcome span.Outcome
	by      *tracer
}

// StartSpan starts a span now and charges for asking. root is the [span.Tag] of the trace
// if it is a new one.
func (p *Process) StartSpan(c *actor.Context, cl row.Class, ctx context.Context, name string, kind trace.SpanKind, root uint64) (context.Context, ActiveSpan) {
	ctx, s := p.StartFree(ctx, name, kind, c.Now(), root)
	if !s.Outcome.Kept() {
		p.dropped++
	}
	p.Charge(c, cl, p.kernel.charges.outcome[s.Outcome][:1]...)
	return ctx, s
}

// StartFree starts a span at the given time, charges nothing and counts nothing.
func (p *Process) StartFree(ctx context.Context, name string, kind trace.SpanKind, at actor.Time, root uint64) (context.Context, ActiveSpan) {
	ctx, s, out := p.tracer.start(ctx, name, kind, at, root)
	return ctx, ActiveSpan{s, out, p.tracer}
}

// EndSpan ends a span now, if there is one, and charges for recording it.
func (p *Process) EndSpan(c *actor.Context, cl row.Class, s ActiveSpan) {
	if s.Outcome == span.SpanNone {
		return
	}
	s.EndAt(c.Now())
	p.Charge(c, cl, p.kernel.charges.outcome[s.Outcome][1:]...)
}

// EndAt ends a span at the given time and charges nothing.
func (s ActiveSpan) EndAt(at actor.Time) { end(s.Span, at) }

// NotRecorded counts a span that was asked for and is not recorded.
func (p *Process) NotRecorded() { p.dropped++ }

// Carrier is the trace context that a message carries, as the pictures tell it apart:
// by shape as well as by colour.
type Carrier uint8

const (
	CarrierBare      Carrier = iota // no envelope, no header slot: a plain message
	CarrierEmpty                    // an envelope or header without context
	CarrierUnsampled                // context, sampled flag clear
	CarrierSampled                  // context, sampled flag set
)

// CarrierOf is what a message carries that was wrapped with this receipt, from the
// context ctx.
func CarrierOf(r envelope.Receipt, ctx context.Context) Carrier {
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

// Counting is a process on the same node that records spans and keeps none: for
// measuring what keeping them takes.
func (p *Process) Counting(seed uint64) *Process {
	other := &Process{kernel: p.kernel, node: p.node, transport: p.transport}
	other.sink = spanSink{resource: p.sink.resource}
	other.tracer = newTracer(&other.sink)
	other.tracer.ids.random = sampling.NewIDs(seed, func(context.Context) uint64 { return other.tracer.ids.prefix })
	return other
}
