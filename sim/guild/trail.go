package guild

import (
	"go.opentelemetry.io/otel/trace"

	"fanout/actor"
	"fanout/envelope"
	"fanout/sim/exact"
	"fanout/sim/row"
)

// Trail is what became of one user message on its way, as far as it has come.
// Times are 0 for what has not happened. Headers are traceparents.
type Trail struct {
	Number int64

	// At the API: the head sampler's decision, and the header that was sent on.
	Node    int // index of the API node
	SentAt  int64
	Head    exact.PPM // rate of the head sampler
	Sampled bool      // what it decided
	Linked  bool      // context was put into the request's headers
	Header  string

	// At the guild's node: what its gRPC server did with the header, and what the
	// guild's mailbox was given.
	ReadAt      int64
	GuildNode   string
	Sieved      bool // it read the byte that says whether the context is sampled
	Unpacked    bool // and, or instead, it unpacked the header
	Enveloped   bool
	GuildHeader string // "" in an envelope without context

	// Where it ended, if it did before it was fanned out: EventLost, EventRefused,
	// EventDropped or EventFailed.
	Gone   row.Event
	GoneAt int64 // 0 if it did not

	// The fan-out.
	FannedAt   int64 // the first copy left
	Fanout     Wave  // Arrived and Handled are not kept up; Done and Missing are
	Bare       bool  // copies travel without an envelope
	CopyHeader string
	Recipients int  // as the envelope says
	Skipped    bool // context was left out because it is not sampled
}

// trailsKept is of how many user messages the trail is remembered.
const trailsKept = 64

// trail is a Trail with what only the world uses of it.
type trail struct {
	Trail
	trace trace.TraceID // that the copies carry
	group *actor.Group  // that they went to
}

// trails remembers the last user messages, and since when settings are in force.
// It is for pictures only: the history does not depend on it.
type trails struct {
	list [trailsKept]trail
	eras []era
}

// era is a stretch of time with its settings; the last one has not ended.
type era struct {
	until    actor.Time
	settings Settings
}

const erasKept = 64

// change notes that settings were replaced at a time.
func (b *trails) change(at actor.Time, old *Settings) {
	if len(b.eras) == erasKept {
		b.eras = append(b.eras[:0], b.eras[1:]...)
	}
	b.eras = append(b.eras, era{at, *old})
}

// of is the trail of a message, nil if it is not remembered.
func (b *trails) of(number int64) *trail {
	if p := &b.list[uint64(number)%trailsKept]; p.Number == number && number > 0 {
		return p
	}
	return nil
}

// recordSent notes that an API node handed a message on.
func (b *trails) recordSent(n *apiNode, m *userMessage, h headers, at actor.Time) {
	w := n.world
	if w.IsPreview() {
		return
	}
	p := &b.list[uint64(m.number)%trailsKept]
	*p = trail{Trail: Trail{
		Number: m.number, Node: n.index, SentAt: int64(at), Head: w.settings.HeadRate,
		Sampled: n.root.Outcome.Kept(), Linked: w.settings.GRPCLink, Header: envelope.Headers(h).Get("traceparent"),
	}}
}

// recordRead notes what a gRPC server did with a message's headers, and what it made of
// it for the guild.
func (b *trails) recordRead(n *guildNode, m *userMessage, did envelope.Op, made any, at actor.Time) {
	p := b.of(m.number)
	if p == nil {
		return
	}
	p.ReadAt, p.GuildNode = int64(at), n.Node().Name()
	p.Sieved, p.Unpacked = did.Sieved(), did.Extracted()
	if e, ok := made.(*envelope.Envelope); ok {
		p.Enveloped, p.GuildHeader = true, e.TraceCarrier.Get("traceparent")
	}
}

// recordFanout notes what a fan-out sends.
func (b *trails) recordFanout(g *guild, flight *inFlightFanout, msg any, at actor.Time) {
	p := b.of(flight.Message)
	if p == nil || g.id != 0 {
		return
	}
	p.FannedAt, p.Fanout, p.group = int64(at), flight.Wave, g.group
	e, ok := msg.(*envelope.Envelope)
	if p.Bare = !ok; p.Bare {
		return
	}
	p.CopyHeader, p.Recipients = e.TraceCarrier.Get("traceparent"), e.Recipients
	p.Skipped = p.CopyHeader == "" && g.node.world.settings.SkipUnsampled
	if len(p.CopyHeader) >= 35 {
		p.trace, _ = trace.TraceIDFromHex(p.CopyHeader[3:35])
	}
}

// recordEnd notes what became of the copies of a fan-out: all have come to an end.
func (b *trails) recordEnd(flight *inFlightFanout) {
	if p := b.of(flight.Message); p != nil {
		p.Fanout.Missing, p.Fanout.Done = flight.missing, flight.Size-int(flight.missing.Total())
	}
}

// InspectTrail implements Inspector.
func (in inspector) InspectTrail(number int64) (Trail, bool) {
	p := in.world.pictures.trails.of(number)
	if p == nil {
		return Trail{}, false
	}
	t := p.Trail
	if flight := in.world.inFlight.of(number); flight != nil {
		t.Fanout.Missing, t.Fanout.Done = flight.missing, flight.Size-flight.left-int(flight.missing.Total())
	}
	return t, true
}

// InspectHeader explains a traceparent byte by byte, and what the sieve does with it.
func InspectHeader(traceparent string) envelope.Inspection { return envelope.Inspect(traceparent) }
