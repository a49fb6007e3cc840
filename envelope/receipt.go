package envelope

// Op is what a Transport did for one message. Each value stands for exactly
// one sequence of operations, so a table indexed by Op can give each its price
// or its count.
type Op uint8

const (
	Nothing Op = iota // the zero Receipt: nothing was asked for

	WrapBare     // envelopes are off: the message was returned as it is
	WrapElided   // no sampled context, one recipient: returned as it is, propagator not run
	WrapSkipped  // an envelope without context because there is none to carry, propagator not run
	WrapEmpty    // an envelope; the propagator ran and had nothing to put in
	WrapInjected // an envelope; the propagator ran and put context in
	WrapValue    // an envelope with the context by value, propagator not run

	ReceiveBare      // the message came without an envelope
	ReceiveEmpty     // an envelope with an empty carrier, propagator not run
	ReceiveSampled   // an envelope; the propagator ran: sampled context
	ReceiveUnsampled // the same: unsampled context
	ReceiveNoTrace   // the same: the carrier had no trace context in it
	ReceiveInvalid   // the same: the carrier's traceparent is invalid

	ReceiveValueSampled   // an envelope with sampled context by value, propagator not run
	ReceiveValueUnsampled // the same: unsampled context

	HeadersIgnored // receiving: the headers were not looked at

	ParseSampled   // headers; the propagator ran: sampled context
	ParseUnsampled // the same: unsampled context
	ParseNoTrace   // the same: no trace context
	ParseInvalid   // the same: invalid traceparent

	SieveAbsent    // headers; the sieve found no traceparent, propagator not run
	SieveStripped  // headers; the sieve let nothing through, propagator not run
	SieveSampled   // headers; passed the sieve, the propagator ran: sampled context
	SieveUnsampled // the same: unsampled context
	SieveNoTrace   // the same: no trace context
	SieveInvalid   // the same: invalid traceparent

	HeadersEmpty    // sending: the propagator ran and had no span context to put in
	HeadersInjected // sending: the propagator ran and put context in

	NumOps
)

const (
	makesEnvelope = 1 << iota
	runsInject
	runsExtract
	readsSieve
	bringsContext
)

var ops = [NumOps]struct {
	name string
	does uint8
}{
	Nothing: {"nothing", 0},

	WrapBare:     {"wrap bare", 0},
	WrapElided:   {"wrap elided", 0},
	WrapSkipped:  {"wrap skipped", makesEnvelope},
	WrapEmpty:    {"wrap empty", makesEnvelope | runsInject},
	WrapInjected: {"wrap injected", makesEnvelope | runsInject},
	WrapValue:    {"wrap value", makesEnvelope},

	ReceiveBare:      {"receive bare", 0},
	ReceiveEmpty:     {"receive empty", 0},
	ReceiveSampled:   {"receive sampled", runsExtract | bringsContext},
	ReceiveUnsampled: {"receive unsampled", runsExtract | bringsContext},
	ReceiveNoTrace:   {"receive no trace", runsExtract},
	ReceiveInvalid:   {"receive invalid", runsExtract},

	ReceiveValueSampled:   {"receive value sampled", bringsContext},
	ReceiveValueUnsampled: {"receive value unsampled", bringsContext},

	HeadersIgnored: {"headers ignored", 0},

	ParseSampled:   {"parse sampled", runsExtract | bringsContext},
	ParseUnsampled: {"parse unsampled", runsExtract | bringsContext},
	ParseNoTrace:   {"parse no trace", runsExtract},
	ParseInvalid:   {"parse invalid", runsExtract},

	SieveAbsent:    {"sieve absent", readsSieve},
	SieveStripped:  {"sieve stripped", readsSieve},
	SieveSampled:   {"sieve sampled", readsSieve | runsExtract | bringsContext},
	SieveUnsampled: {"sieve unsampled", readsSieve | runsExtract | bringsContext},
	SieveNoTrace:   {"sieve no trace", readsSieve | runsExtract},
	SieveInvalid:   {"sieve invalid", readsSieve | runsExtract},

	HeadersEmpty:    {"headers empty", runsInject},
	HeadersInjected: {"headers injected", runsInject},
}

// String names the operation in a few lower-case words.
func (o Op) String() string {
	if o >= NumOps {
		return "unknown"
	}
	return ops[o].name
}

func (o Op) does(what uint8) bool { return o < NumOps && ops[o].does&what != 0 }

// Enveloped reports whether an envelope was allocated.
func (o Op) Enveloped() bool { return o.does(makesEnvelope) }

// Injected reports whether the propagator's Inject ran.
func (o Op) Injected() bool { return o.does(runsInject) }

// Extracted reports whether the propagator's Extract ran.
func (o Op) Extracted() bool { return o.does(runsExtract) }

// Sieved reports whether the sieve was read.
func (o Op) Sieved() bool { return o.does(readsSieve) }

// Continues reports whether a valid remote span context came out, so that a
// span started now would continue a trace.
func (o Op) Continues() bool { return o.does(bringsContext) }

// Receipt is the record of one call to a Transport.
type Receipt struct {
	Op Op

	// Why says more about trace headers that were not simply good: the reason
	// why they are invalid, or BadTracestate. Unread otherwise.
	Why Verdict
}

// String is the operation and, after a colon, the reason.
func (r Receipt) String() string {
	if r.Why == Unread {
		return r.Op.String()
	}
	return r.Op.String() + ": " + r.Why.String()
}

// Counts counts receipts. It is a plain value for one goroutine, actor or core
// to own; Merge sums several. The zero value is ready to use.
type Counts struct {
	Ops  [NumOps]uint64
	Whys [NumVerdicts]uint64
}

// Add counts one receipt. One with a value that is none of those above was not
// returned by a Transport and is not counted.
func (c *Counts) Add(r Receipt) {
	if r.Op >= NumOps || r.Why >= NumVerdicts {
		return
	}
	c.Ops[r.Op]++
	if r.Why != Unread {
		c.Whys[r.Why]++
	}
}

// Merge adds the counts of d to c.
func (c *Counts) Merge(d *Counts) {
	for i, n := range d.Ops {
		c.Ops[i] += n
	}
	for i, n := range d.Whys {
		c.Whys[i] += n
	}
}
