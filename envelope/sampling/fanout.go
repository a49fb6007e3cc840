package sampling

import (
	"context"
	"encoding/binary"
	"strconv"
	"sync/atomic"

	"go.opentelemetry.io/otel/attribute"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

// KeepRateKey is the attribute in which a span that passed the second layer
// records the rate it was kept at, in parts per million (an integer): that of all
// second layers on its way together.
const KeepRateKey = attribute.Key("fanout.keep_ppm")

// keepRateMember is the tracestate member in which the rate travels on, as a
// decimal number of parts per million. "ot" is for the SDK's own samplers.
const keepRateMember = "fanout"

// Fanout is the second layer: the sampler for services that receive fan-outs.
//
//   - A span with a remote, sampled parent and a delivery in its context
//     ([WithDelivery]) is kept with the rate of the table for the number of
//     recipients, by [Keep]. If it is kept, the rate is recorded on it and
//     travels on; if not, its own children are not sampled either.
//   - Where a message goes through several such services, a relay and then its
//     sessions, the rates multiply: what is recorded on a span is the product, with
//     that which its parent's tracestate brings. See [Fanout.Decide].
//   - A span without a parent is a root; the head sampler decides. After
//     [Fanout.BanRoots] there is none for a delivery of a fan-out, unless it
//     links to the trace that it came from.
//   - Every other span inherits from its parent.
//
// The table and the ban may be changed while spans are being started, from any
// goroutine.
type Fanout struct {
	head    *Head
	table   atomic.Pointer[Table]
	noRoots atomic.Bool
}

var _ sdktrace.Sampler = (*Fanout)(nil)

// NewFanout returns the second layer over the given first one, which must not
// be nil, and table; nil means Published.
func NewFanout(head *Head, table *Table) *Fanout {
	if head == nil {
		panic("sampling: NewFanout without a head sampler")
	}
	f := &Fanout{head: head}
	f.SetTable(table)
	return f
}

// SetTable changes the keep rates for spans started from now on; nil means
// Published.
func (f *Fanout) SetTable(table *Table) {
	if table == nil {
		table = Published()
	}
	f.table.Store(table)
}

// Table returns the table in force.
func (f *Fanout) Table() *Table { return f.table.Load() }

// BanRoots sets whether deliveries of a fan-out, to more than one recipient, may
// not start traces. It is the same rule as envelope.Options.NoRootsAfterFanout
// for services that ask their tracer for a span every time. Asking costs more
// than reading envelope.Received.MayStart, which is the post's point.
func (f *Fanout) BanRoots(ban bool) { f.noRoots.Store(ban) }

// Decide is the decision of the second layer alone, for a receiver that would
// rather not ask its tracer for a span than be told by the sampler that there
// is none. parent is the span context that came with the message; keep says whether
// the recipient's span is kept, and q is the rate that is then recorded on it. It takes
// some tens of nanoseconds and does not allocate.
//
// If second layers before this one have kept the parent at a rate, q is that rate times
// the table's, in whole parts per million and at least one unless the table's is 0. The
// decision is made with the rounded rate, so that 1/q is the weight of the span.
func (f *Fanout) Decide(parent trace.SpanContext, d Delivery) (q PPM, keep bool) {
	q = f.table.Load().Rate(d.Recipients)
	before, ok := KeepRate(parent)
	if !ok {
		return q, Keep(parent.TraceID(), d.Recipient, q)
	}
	// The randomness is another for every parent: a relay and one of its sessions may
	// have the same number, and the relay's was found to be low.
	sender := parent.SpanID()
	r := RecipientRandomness(parent.TraceID(), d.Recipient+mix(binary.BigEndian.Uint64(sender[:])))
	q = before.times(q)
	return q, within(r, q, before)
}

// ShouldSample implements sdktrace.Sampler.
func (f *Fanout) ShouldSample(p sdktrace.SamplingParameters) sdktrace.SamplingResult {
	parent := trace.SpanContextFromContext(p.ParentContext)
	switch {
	case !parent.IsValid():
		if f.noRoots.Load() && len(p.Links) == 0 {
			if d, ok := deliveryFrom(p.ParentContext); ok && d.Recipients > 1 {
				return sdktrace.SamplingResult{Decision: sdktrace.Drop}
			}
		}
		return f.head.root(p.TraceID)
	case !parent.IsSampled() || !parent.IsRemote():
		return inherit(parent)
	}
	d, ok := deliveryFrom(p.ParentContext)
	if !ok {
		return inherit(parent)
	}
	q, keep := f.Decide(parent, d)
	if !keep {
		return sdktrace.SamplingResult{Decision: sdktrace.Drop, Tracestate: parent.TraceState()}
	}
	// The error is that of a tracestate which cannot take another member; the
	// old one is returned with it, and the attribute still says it all.
	state, _ := parent.TraceState().Insert(keepRateMember, strconv.Itoa(int(q)))
	return sdktrace.SamplingResult{
		Decision:   sdktrace.RecordAndSample,
		Attributes: []attribute.KeyValue{KeepRateKey.Int(int(q))},
		Tracestate: state,
	}
}

// Description implements sdktrace.Sampler. It names the rule in force.
func (f *Fanout) Description() string {
	return "Fanout{" + f.Table().Name() + "," + f.head.Description() + "}"
}

// KeepRate returns the rate at which the second layers on the way of a trace have kept
// a span, all together, as it travels in the tracestate; ok is false if there was none.
func KeepRate(sc trace.SpanContext) (q PPM, ok bool) {
	// Not by package strconv, whose errors take memory.
	for _, digit := range []byte(sc.TraceState().Get(keepRateMember)) {
		if digit < '0' || digit > '9' || q > Whole {
			return 0, false
		}
		q = 10*q + PPM(digit-'0')
	}
	if q < 1 || q > Whole {
		return 0, false
	}
	return q, true
}

// Delivery is what the second layer needs to know about a message that arrived.
type Delivery struct {
	Recipients int    // as in envelope.Received; below 1 counts as 1
	Recipient  uint64 // who received it: a number that no other recipient of the fan-out has
}

// deliveryContext is a context with a Delivery in it: one allocation where
// context.WithValue takes two.
type deliveryContext struct {
	context.Context
	d Delivery
}

type deliveryKey struct{}

func (c *deliveryContext) Value(key any) any {
	if _, ok := key.(deliveryKey); ok {
		return c
	}
	return c.Context.Value(key)
}

// WithDelivery returns a context in which a started span is the span of this
// delivery.
func WithDelivery(ctx context.Context, d Delivery) context.Context {
	return &deliveryContext{ctx, d}
}

func deliveryFrom(ctx context.Context) (Delivery, bool) {
	if c, ok := ctx.Value(deliveryKey{}).(*deliveryContext); ok {
		return c.d, true
	}
	return Delivery{}, false
}
