package guild

import (
	"fanout/actor"
	"fanout/envelope"
	"fanout/envelope/sampling"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/span"
)

// Inspector answers for single things of a world as they are at the time of the
// snapshot whose Field.Source it is. It looks at what it is asked for and at
// nothing else: a view may ask for every session in sight with every frame. Worlds have
// one; tests have others.
type Inspector interface {
	FieldSource

	// InspectSession is the session of that id, 0 to Members-1.
	InspectSession(id int) SessionView

	// InspectDeliveries appends to d what the session did, or will do, with the
	// last copies of fan-outs that are remembered, newest first.
	InspectDeliveries(id int, d []Delivery) []Delivery

	// InspectTrail is the way of a user message; false if it has been forgotten.
	InspectTrail(number int64) (Trail, bool)

	// InspectHeaders is the traceparents that gRPC servers were handed. The result uses
	// the memory of old, which is an earlier one.
	InspectHeaders(old RunHeaders) RunHeaders

	// InspectSpan is the recorded span of that number, see Player.Span.
	InspectSpan(number int64) (span.Span, bool)

	// InspectConnect is how long the session took to connect to the large guild, the
	// longest of those times of which a span is held; ok is false if none is.
	InspectConnect(id int) (ns int64, ok bool)

	// SlowestConnect is the session with the longest of them all; ok is false if none is
	// held, or the session is gone.
	SlowestConnect() (id int, ok bool)

	// SessionNumbered is the session that spans and connects name by that number; ok is
	// false if it is gone.
	SessionNumbered(number int64) (id int, ok bool)
}

// inspector is the Inspector of a world.
type inspector struct{ world *World }

var _ Inspector = inspector{}

// SessionView is one session: its actor, and what it did last.
type SessionView struct {
	ID, Rank int
	Number   int64 // by which its spans name it
	Node     string
	Gone     bool  // its actor has crashed and is not up again
	Mailbox  int   // messages that have arrived and that it has not begun
	Handled  int64 // messages that it has begun since it connected
	Ends     int64 // when it is through with the last one it began, which may be ahead; -1 if there is none
	Last     Delivery
	Lost     int64 // message whose copy never came, if that was the last one; 0 for none
}

// DeliveryState is how far a copy of a fan-out is.
type DeliveryState uint8

const (
	DeliveryNone    DeliveryState = iota // there is none
	DeliveryComing                       // on its way
	DeliveryWaiting                      // in the mailbox
	DeliveryBegun                        // being handled, or handled
	DeliveryLost                         // it never came
)

// Decision is what a session made of a copy as far as tracing goes.
type Decision uint8

const (
	DecisionUnknown   Decision = iota // not made yet, or the settings that led to it are not certain
	DecisionKept                      // sampled context: the second layer rolled below the rate
	DecisionCleared                   // sampled context: it rolled at or above the rate
	DecisionUnsampled                 // unsampled context: nothing to decide
	DecisionBanned                    // no context, and no roots after a fan-out
	DecisionOff                       // no context, and sessions may not start traces
	DecisionRoot                      // no context: the head sampler was asked for a root; a Mark says that it kept one
)

// Delivery is one copy of a fan-out, at one session.
type Delivery struct {
	Message    int64 // 0 if there is none, or it has been forgotten
	State      DeliveryState
	Carrier    sim.Carrier
	Recipients int   // as the envelope says, 0 if there is none
	Arrives    int64 // without jitter; with relays about then
	Began      int64 // 0 if not known

	Decision Decision
	Rate     exact.PPM // of the second layer, for DecisionKept and DecisionCleared
	Roll     uint64    // what was compared with it: of 2^RollBits
}

// RollBits is how many bits a roll of the second layer has.
const RollBits = 56

// InspectSession implements Inspector.
func (in inspector) InspectSession(id int) SessionView {
	w := in.world
	rank := int(w.order.rank[id])
	n, pid, _ := in.member(rank)
	v := SessionView{ID: id, Rank: rank, Node: n.Node().Name(), Ends: -1}
	st := n.kind.State(pid)
	if st == nil {
		v.Gone = true
		return v
	}
	v.Number, v.Handled = int64(st.number), int64(st.count)
	if st.count > 0 {
		v.Ends = st.last
	}
	waiting := in.waiting(rank)
	v.Mailbox = waiting.arrived
	if message, at := w.pictures.losses.of(rank); at >= st.last {
		v.Lost = message
	}
	if st.count == 0 || waiting.more {
		return v // what it began is older than what is remembered
	}
	for m := w.totals.messages; m > w.totals.messages-trailsKept && m > 0; m-- {
		p := w.pictures.trails.of(m)
		if p == nil || p.group != w.large().group || waiting.has(m) {
			continue
		}
		if d := in.delivery(p, rank, n, st); d.State == DeliveryBegun {
			v.Last = d
			return v
		}
	}
	return v
}

// InspectDeliveries implements Inspector.
func (in inspector) InspectDeliveries(id int, d []Delivery) []Delivery {
	w := in.world
	rank := int(w.order.rank[id])
	n, pid, _ := in.member(rank)
	st := n.kind.State(pid)
	if st == nil {
		return d
	}
	waiting := in.waiting(rank)
	if waiting.more {
		return d
	}
	last := true // the newest one begun
	for m := w.totals.messages; m > w.totals.messages-trailsKept && m > 0; m-- {
		p := w.pictures.trails.of(m)
		if p == nil || p.FannedAt == 0 || p.group != w.large().group {
			continue
		}
		one := p.copyOf(rank)
		switch {
		case waiting.has(m):
			one.State = waiting.state(m)
		case last:
			one = in.delivery(p, rank, n, st)
			last = one.State != DeliveryBegun
		default:
			one = in.earlier(p, rank, n, st)
		}
		d = append(d, one)
	}
	return d
}

// member is the session of that rank, its node, and the list of the order of sending
// that it is in.
func (in inspector) member(rank int) (n *sessionNode, pid actor.PID, list int) {
	w := in.world
	list, place := w.order.interleave.at(rank)
	return w.sessionNodes[list%len(w.sessionNodes)], w.order.lists[list][place], list
}

// waits is what one session has not begun.
type waits struct {
	arrived int
	ahead   [trailsKept]wait
	n       int
	more    bool // than fit
}

type wait struct {
	message int64
	arrived bool
}

func (q *waits) add(msg actor.Message, arrived bool) {
	if arrived {
		q.arrived++
	}
	msg = unwrap(msg)
	if e, ok := msg.(*envelope.Envelope); ok {
		msg = e.Message
	}
	f, ok := msg.(*fanout)
	if !ok {
		return
	}
	if q.n == len(q.ahead) {
		q.more = true
		return
	}
	q.ahead[q.n] = wait{f.message, arrived}
	q.n++
}

func (q *waits) find(message int64) *wait {
	for i := range q.ahead[:q.n] {
		if q.ahead[i].message == message {
			return &q.ahead[i]
		}
	}
	return nil
}

func (q *waits) has(message int64) bool { return q.find(message) != nil }

func (q *waits) state(message int64) DeliveryState {
	if q.find(message).arrived {
		return DeliveryWaiting
	}
	return DeliveryComing
}

// waiting looks into a session's mailbox and at what fan-outs hold ready for it, and
// for its relay if there is one.
func (in inspector) waiting(rank int) (q waits) {
	w := in.world
	_, pid, list := in.member(rank)
	now := w.System().Now()
	queued := func(m actor.Message) bool { q.add(m, true); return true }
	ahead := func(m actor.Message, at actor.Time) bool { q.add(m, at <= now); return true }
	w.System().Mailbox(pid, queued)
	group, number := w.large().group, rank
	if len(w.relays) > 0 {
		r := w.relays[list/len(w.sessionNodes)]
		_, place := w.order.interleave.at(rank)
		number = r.interleave.rank(list%len(w.sessionNodes), place)
		w.System().Mailbox(r.pid, func(m actor.Message) bool { q.add(m, false); return true })
		w.System().Ahead(group, r.pid, r.index, func(m actor.Message, _ actor.Time) bool { q.add(m, false); return true })
		group = r.group
	}
	w.System().Ahead(group, pid, number, ahead)
	return q
}

// copyOf is what is certain of a copy before anything became of it.
func (p *trail) copyOf(rank int) Delivery {
	d := Delivery{
		Message: p.Number, Carrier: p.Fanout.Carrier, Recipients: p.Recipients,
		Arrives: p.Fanout.Start + int64(rank)*p.Fanout.Step/1000,
	}
	return d
}

// delivery is a copy that does not wait, at a session that has begun none after it.
func (in inspector) delivery(p *trail, rank int, n *sessionNode, st *session) Delivery {
	w := in.world
	d := p.copyOf(rank)
	if lost, _ := w.pictures.losses.of(rank); lost == p.Number {
		d.State = DeliveryLost
		return d
	}
	if p.FannedAt == 0 || p.FannedAt > int64(w.System().Now()) {
		d.State = DeliveryComing // to everybody
		return d
	}
	if st.last <= p.FannedAt { // what it did last was before this came to anybody
		d.State = DeliveryLost
		return d
	}
	d.State = DeliveryBegun
	// The settings in force when it began say what it decided, and what it decided
	// says what it took.
	until := actor.Time(1<<63 - 1)
	for i := len(w.pictures.trails.eras); i >= 0; i-- {
		set, from := &w.settings, actor.Time(0)
		if i < len(w.pictures.trails.eras) {
			set, until = &w.pictures.trails.eras[i].settings, w.pictures.trails.eras[i].until
		}
		if i > 0 {
			from = w.pictures.trails.eras[i-1].until
		}
		with := d
		path := with.decide(p, n, st.number, set)
		with.Began = st.last - n.large.PriceNs(path)
		if t := actor.Time(with.Began); t >= from && t < until {
			return with
		}
	}
	return d
}

// earlier is a copy that the session has begun others after. When, is not known; it
// is certain what it decided if the settings did not change meanwhile.
func (in inspector) earlier(p *trail, rank int, n *sessionNode, st *session) Delivery {
	w := in.world
	d := p.copyOf(rank)
	d.State = DeliveryBegun
	for _, e := range w.pictures.trails.eras {
		if int64(e.until) > d.Arrives && int64(e.until) < st.last {
			return d
		}
	}
	set := &w.settings
	for i := len(w.pictures.trails.eras) - 1; i >= 0 && int64(w.pictures.trails.eras[i].until) >= st.last; i-- {
		set = &w.pictures.trails.eras[i].settings
	}
	d.decide(p, n, st.number, set)
	return d
}

// decide is what a session does with a copy under the given settings, as
// sessionHandle does it, and the way that takes.
func (d *Delivery) decide(p *trail, n *sessionNode, number uint32, set *Settings) (path span.Path) {
	op, out := envelope.ReceiveEmpty, span.SpanNone
	mayStart := true
	switch {
	case p.Bare:
		op = envelope.ReceiveBare
	case p.CopyHeader == "":
		mayStart = !(set.NoRoots && p.Recipients > 1)
	case envelope.Sampled(p.CopyHeader):
		op, out = envelope.ReceiveSampled, span.ChildDropped
		q := set.fanoutTable().Rate(p.Recipients)
		d.Decision, d.Rate = DecisionCleared, exact.PPM(q)
		d.Roll = sampling.RecipientRandomness(p.trace, uint64(number))
		if sampling.Keep(p.trace, uint64(number), q) {
			d.Decision, out = DecisionKept, span.ChildKept
		}
		return span.PathOf(op, out)
	default:
		d.Decision = DecisionUnsampled
		return span.PathOf(envelope.ReceiveUnsampled, span.ChildDropped)
	}
	switch {
	case !mayStart:
		d.Decision = DecisionBanned
	case !set.sessionRoot(mayStart, n.version):
		d.Decision = DecisionOff
	default:
		d.Decision, out = DecisionRoot, span.RootDropped
	}
	return span.PathOf(op, out)
}

// InspectConnect implements Inspector.
func (in inspector) InspectConnect(id int) (ns int64, ok bool) {
	number, there := in.numberOf(id)
	for of, took := range connectTimes(in.world.Spans()) {
		if there && of == number {
			ns, ok = max(ns, took), true
		}
	}
	return ns, ok
}

// SlowestConnect implements Inspector.
func (in inspector) SlowestConnect() (id int, ok bool) {
	slowest, longest := int64(-1), int64(-1)
	for number, ns := range connectTimes(in.world.Spans()) {
		if ns > longest {
			slowest, longest = number, ns
		}
	}
	return in.SessionNumbered(slowest)
}

// SessionNumbered implements Inspector.
func (in inspector) SessionNumbered(number int64) (id int, ok bool) {
	for id := range in.world.order.rank {
		if of, there := in.numberOf(id); there && of == number {
			return id, true
		}
	}
	return 0, false
}

// numberOf is the number of the session in a place of the field, by which its spans name it.
func (in inspector) numberOf(id int) (number int64, ok bool) {
	n, pid, _ := in.member(int(in.world.order.rank[id]))
	st := n.kind.State(pid)
	if st == nil {
		return 0, false
	}
	return int64(st.number), true
}

// InspectSpan implements Inspector.
func (in inspector) InspectSpan(number int64) (span.Span, bool) { return in.world.Span(number) }

// LastHandled implements FieldSource.
func (in inspector) LastHandled(rank int) int64 {
	w := in.world
	list, place := w.order.interleave.at(rank)
	n := w.sessionNodes[list%len(w.sessionNodes)]
	if st := n.kind.State(w.order.lists[list][place]); st != nil && st.count > 0 {
		return st.last
	}
	return -1
}

// LastLost implements FieldSource.
func (in inspector) LastLost(rank int) (message, at int64) { return in.world.pictures.losses.of(rank) }
