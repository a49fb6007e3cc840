package envelope

import (
	"context"
	"sync/atomic"

	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

// Transport is how one service sends and receives messages; it comes from New,
// its zero value is not usable. All methods may be called from any goroutine. Options take effect for calls that begin after
// SetOptions returns; each call works with one set of options from beginning
// to end.
type Transport struct {
	options atomic.Pointer[Options]

	usual usual // how requests spell traceparent

	// Counted here is only what went wrong. See Count.
	ops  [NumOps]atomic.Uint64
	whys [NumVerdicts]atomic.Uint64
}

// New returns a Transport with the given options.
func New(o Options) (*Transport, error) {
	t := new(Transport)
	if err := t.SetOptions(o); err != nil {
		return nil, err
	}
	return t, nil
}

// Options returns the options in force, defaults filled in.
func (t *Transport) Options() Options { return *t.options.Load() }

// SetOptions replaces all options. On an error nothing has changed.
func (t *Transport) SetOptions(o Options) error {
	if err := o.validate(); err != nil {
		return err
	}
	t.options.Store(&o)
	return nil
}

// Change edits the options in force; no concurrent edit is lost. edit may be
// called more than once. On an error nothing has changed.
func (t *Transport) Change(edit func(*Options)) error {
	for {
		old := t.options.Load()
		o := *old
		edit(&o)
		if err := o.validate(); err != nil {
			return err
		}
		if t.options.CompareAndSwap(old, &o) {
			return nil
		}
	}
}

// Wrap returns what to send instead of msg: a *Envelope with the context of
// ctx, or msg itself if envelopes are off or there is nothing to carry.
//
// recipients is the approximate number of actors that the result will be sent
// to, 0 if the sender does not know; negative numbers count as 0. For a fan-out
// Wrap is called once and the result sent to everyone.
//
// Wrapping an envelope again replaces its context and, unless recipients is 0,
// its number of recipients; envelopes never nest.
func (t *Transport) Wrap(ctx context.Context, msg any, recipients int) (any, Receipt) {
	o := t.options.Load()
	if o.elides && recipients <= 1 && !isEnvelope(msg) {
		if !trace.SpanFromContext(ctx).SpanContext().IsSampled() {
			return msg, Receipt{Op: WrapElided}
		}
		return carry(ctx, o, msg, max(recipients, 0))
	}
	return wrap(ctx, o, msg, recipients)
}

// WrapFrom is Wrap with the context of a slot. Whether there is a sampled span in
// it is looked up once for each context that is put into the slot, so a handler
// that sends several messages under SkipUnsampled pays for that once.
func (t *Transport) WrapFrom(s *Slot, msg any, recipients int) (any, Receipt) {
	o := t.options.Load()
	if o.elides && recipients <= 1 {
		if s.span == spanUnknown {
			s.look()
		}
		if s.span == spanUnsampled && !isEnvelope(msg) {
			return msg, Receipt{Op: WrapElided}
		}
	}
	return wrap(s.Context(), o, msg, recipients)
}

// isEnvelope reports whether msg is an envelope already.
func isEnvelope(msg any) bool {
	switch msg.(type) {
	case *Envelope, Envelope:
		return true
	}
	return false
}

// wrap is Wrap for everything but the message that nearly always comes: one of
// an unsampled trace with nothing to carry. Apart, because its variables would
// have Wrap set up a stack frame that that message does not need.
//
//go:noinline
func wrap(ctx context.Context, o *Options, msg any, recipients int) (any, Receipt) {
	recipients = max(recipients, 0)
	switch e := msg.(type) {
	case *Envelope:
		msg, recipients = e.unwrap(recipients)
	case Envelope:
		msg, recipients = e.unwrap(recipients)
	}
	if !o.Envelopes {
		return msg, Receipt{Op: WrapBare}
	}
	if o.SkipUnsampled && !isSampled(ctx) {
		if recipients <= 1 && !o.KeepEmpty {
			return msg, Receipt{Op: WrapElided}
		}
		return &Envelope{Message: msg, Recipients: recipients}, Receipt{Op: WrapSkipped}
	}
	return carry(ctx, o, msg, recipients)
}

// carry returns an envelope with the context of ctx, sampled or not.
//
//go:noinline
func carry(ctx context.Context, o *Options, msg any, recipients int) (any, Receipt) {
	if o.ByValue {
		e := &Envelope{Message: msg, Recipients: recipients}
		if e.value = valueOf(ctx); e.value != nil {
			return e, Receipt{Op: WrapValue}
		}
		return e, Receipt{Op: WrapSkipped}
	}
	return inject(ctx, o.Propagator, msg, recipients)
}

// inject returns an envelope with the text that a propagator makes of ctx.
func inject(ctx context.Context, p propagation.TextMapPropagator, msg any, recipients int) (*Envelope, Receipt) {
	// One allocation for the envelope and for what W3C Trace Context puts in.
	e := new(struct {
		Envelope
		fields [2]Field // traceparent and tracestate
	})
	e.Message, e.Recipients, e.TraceCarrier = msg, recipients, e.fields[:0]
	p.Inject(ctx, &e.TraceCarrier)
	if len(e.TraceCarrier) == 0 {
		return &Envelope{Message: msg, Recipients: recipients}, Receipt{Op: WrapEmpty}
	}
	return &e.Envelope, Receipt{Op: WrapInjected}
}

// unwrap returns the message of an envelope, which may be nil, and the number
// of recipients that a new envelope around it should have.
func (e *Envelope) unwrap(recipients int) (any, int) {
	if e == nil {
		return nil, recipients
	}
	if recipients == 0 {
		recipients = max(e.Recipients, 0)
	}
	return e.Message, recipients
}

// Receive turns what arrived, bare or in an envelope, into the message and the
// context to handle it in. ctx is the receiver's own context; it must not hold
// a span, least of all that of the message before. The context returned holds
// the sender's span context if the message brought a valid one, and is ctx
// otherwise. A carrier that cannot be understood never keeps the message from
// being handled: Received.Receipt says what was wrong with it.
//
// Receive does not allocate for bare messages and empty envelopes.
func (t *Transport) Receive(ctx context.Context, msg any) (context.Context, Received) {
	return t.Receiver().receiveAny(ctx, msg)
}

// Handle receives msg and calls f with the context and the message. f's context
// is its own: nothing of it is left for the next message, also when f panics.
// The panic goes on to the caller.
func (t *Transport) Handle(ctx context.Context, msg any, f func(context.Context, Received)) Receipt {
	if !isEnvelope(msg) { // not left to Receive: a call less for nearly every message
		f(ctx, Received{Message: msg, MayStart: true, Receipt: Receipt{Op: ReceiveBare}})
		return Receipt{Op: ReceiveBare}
	}
	ctx, r := t.Receive(ctx, msg)
	f(ctx, r)
	return r.Receipt
}

// StartOptions returns what to start the receiver's span with, besides its
// name: nothing, or under Options.LinkAfterFanout a new root and a link. ctx is
// the context that was received with r. The link leads from the recipient to
// the sender, never the other way: a span has room for 128 links, a fan-out has
// a million recipients.
func (t *Transport) StartOptions(ctx context.Context, r Received) []trace.SpanStartOption {
	if !r.Fanout() || !r.Receipt.Op.Continues() || !t.options.Load().LinkAfterFanout {
		return nil
	}
	return []trace.SpanStartOption{trace.WithNewRoot(), trace.WithLinks(trace.LinkFromContext(ctx))}
}

// ReceiveHeaders returns the context to handle a request in, given its headers,
// as Options.Headers says. ctx is as in Receive.
func (t *Transport) ReceiveHeaders(ctx context.Context, h map[string][]string) (context.Context, Receipt) {
	o := t.options.Load()
	if o.Headers == HeadersSieve && t.usual.unsampled(h) {
		return ctx, Receipt{Op: SieveStripped}
	}
	return t.receiveHeaders(ctx, o, h)
}

// receiveHeaders is ReceiveHeaders for the requests that are not decided about
// at first sight.
//
//go:noinline
func (t *Transport) receiveHeaders(ctx context.Context, o *Options, h map[string][]string) (context.Context, Receipt) {
	switch o.Headers {
	case HeadersParse:
		return t.extract(ctx, o, readHeaders(h), ParseSampled)
	case HeadersSieve:
		t.usual.note(h)
		switch values := Headers(h).Values(traceparentKey); {
		case len(values) == 0:
			return ctx, Receipt{Op: SieveAbsent}
		case len(values) > 1:
			return ctx, t.counted(Receipt{Op: SieveStripped, Why: Duplicate})
		case len(values[0]) < traceparentLen:
			return ctx, t.counted(Receipt{Op: SieveStripped, Why: TooShort})
		case !Sampled(values[0]):
			return ctx, Receipt{Op: SieveStripped}
		}
		return t.extract(ctx, o, readHeaders(h), SieveSampled)
	}
	return ctx, Receipt{Op: HeadersIgnored}
}

// InjectHeaders puts the context of ctx into the headers of a request about to
// be sent, sampled or not: SkipUnsampled is about envelopes, and a service that
// reads headers should learn that its caller decided against sampling. h must
// not be nil, and should not be the headers of another request passed on: fields
// that this context does not have would stay as they are.
func (t *Transport) InjectHeaders(ctx context.Context, h map[string][]string) Receipt {
	t.options.Load().Propagator.Inject(ctx, Headers(h))
	if !trace.SpanContextFromContext(ctx).IsValid() {
		return Receipt{Op: HeadersEmpty}
	}
	return Receipt{Op: HeadersInjected}
}

// extract runs the propagator over a carrier. sampled is the first of four
// operations that differ in what came out: sampled, unsampled, no trace,
// invalid.
func (t *Transport) extract(ctx context.Context, o *Options, c propagation.TextMapCarrier, sampled Op) (context.Context, Receipt) {
	ctx = o.Propagator.Extract(ctx, c)
	sc := trace.SpanContextFromContext(ctx)
	r := Receipt{Op: sampled}
	if !sc.IsValid() {
		r.Op, r.Why = noContext(c, sampled)
		return ctx, t.counted(r)
	}
	if !sc.IsSampled() {
		r.Op = sampled + 1
	}
	if sc.TraceState().Len() == 0 && c.Get(tracestateKey) != "" {
		r.Why = BadTracestate
		t.counted(r)
	}
	return ctx, r
}

// noContext finds out why a propagator extracted nothing.
func noContext(c propagation.TextMapCarrier, sampled Op) (Op, Verdict) {
	noTrace, invalid := sampled+2, sampled+3
	s := c.Get(traceparentKey)
	if s == "" {
		if g, ok := c.(propagation.ValuesGetter); ok && len(g.Values(traceparentKey)) > 1 {
			return invalid, Duplicate
		}
		return noTrace, Unread
	}
	why := Scan(s)
	if why.Valid() {
		why = Refused
	}
	return invalid, why
}

// counted counts a receipt that gives a reason.
func (t *Transport) counted(r Receipt) Receipt {
	if r.Why != Unread {
		t.ops[r.Op].Add(1)
		t.whys[r.Why].Add(1)
	}
	return r
}

// Count returns what this Transport has met since it was made that was not as
// it should be: the receipts that give a reason, by operation and by reason.
// Good messages are not counted here, because one counter that all cores share
// would cost more than receiving one does; a caller that wants them adds the receipts
// to its own Counts.
func (t *Transport) Count() Counts {
	var c Counts
	for i := range t.ops {
		c.Ops[i] = t.ops[i].Load()
	}
	for i := range t.whys {
		c.Whys[i] = t.whys[i].Load()
	}
	return c
}
