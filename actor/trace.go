package actor

import "unsafe"

// TraceKind is what a Trace tells of.
type TraceKind uint8

const (
	TraceSend       TraceKind = iota // a message leaves; one of a fan-out does not show by itself
	TraceFanOut                      // a fan-out begins
	TraceHandle                      // an actor has handled a message
	TraceReply                       // the answer to a call leaves
	TraceResume                      // an actor has gone on with the outcome of its call
	TraceDeadLetter                  // messages came to an actor that does not exist, or will not handle them any more
	TraceOverflow                    // a full mailbox did not take a message, or pushed one out
	TraceLost                        // messages were lost on a link
)

// Trace is one thing that happened to a message, or to several.
type Trace struct {
	What TraceKind
	// At is when it happened: for TraceSend and TraceReply the departure, for
	// TraceHandle and TraceResume the start.
	At Time
	// Until is, for TraceSend and TraceReply, when it will arrive (in real time, At);
	// for TraceHandle and TraceResume, when the work would be over if no other
	// work came between its slices. At for all others.
	Until    Time
	From, To PID // of the message; 0 for outside, and for To of a TraceFanOut
	Msg      Message
	Call     bool  // the message is a call
	Rank     int   // of a TraceHandle: the actor's place in the fan-out
	Err      error // of an answer
	// Count is how many messages it is about: 1, or as many as a fan-out has, or as
	// went the same way at once.
	Count int
	// Group and Step are those of a TraceFanOut: recipient r of the group is sent to
	// at At + r·Step/1000, Step being in picoseconds, if nobody else gets a turn
	// between the slices of it.
	Group *Group
	Step  int64
}

// Trace has f told of everything that happens to messages from now on; nil ends that.
// It is for pictures and recordings. The history is the same with and without it, and
// without it costs nothing per delivery: it is the handlers of the kinds that are
// exchanged.
//
// f runs inside the loop, must not call into the system, and must not panic. In real
// time it is called by several goroutines at once, and Trace is called before Start.
func (s *System) Trace(f func(Trace)) {
	s.mustStandStill("Trace")
	s.trace = f
	for _, n := range s.nodes {
		n.ctx.traced = f != nil
	}
	for _, k := range s.kinds {
		k.traceBy(f)
	}
}

// traceBy exchanges the handlers of a kind for some that tell f, or back.
func (k *kind) traceBy(f func(Trace)) {
	k.handlers = k.own
	if f == nil {
		return
	}
	k.batch = nil // everyone is told of
	k.handle = func(c *Context, state unsafe.Pointer, msg Message) {
		t := Trace{What: TraceHandle, At: c.start, From: c.from, To: c.self, Msg: msg, Call: c.ref != 0, Rank: c.Rank(), Count: 1}
		defer func() { t.Until = c.Now(); f(t) }() // also when it panics
		k.own.handle(c, state, msg)
	}
	if k.resume == nil {
		return
	}
	k.resume = func(c *Context, state unsafe.Pointer, r Reply) {
		t := Trace{What: TraceResume, At: c.start, From: r.from, To: c.self, Msg: r.Value, Err: r.Err, Count: 1}
		defer func() { t.Until = c.Now(); f(t) }()
		k.own.resume(c, state, r)
	}
}

// tracer is told of everything that happens to messages; nil if nobody wants to know.
type tracer func(Trace)

// sent tells of e, which left at the given time and arrives at e.at.
func (f tracer) sent(e *event, left Time) {
	t := Trace{What: TraceSend, At: left, Until: e.at, From: e.from, To: e.to, Msg: e.msg, Call: e.ref != 0, Count: 1}
	switch e.kind {
	case evDeliver:
	case evReply:
		t.What, t.Call = TraceReply, false
		if e.failed {
			t.Msg, t.Err = nil, e.reason()
		}
	default:
		return
	}
	f(t)
}

// ended tells of messages that will not be handled.
func (f tracer) ended(what TraceKind, at Time, from, to PID, msg Message, count int) {
	if f != nil {
		f(Trace{What: what, At: at, Until: at, From: from, To: to, Msg: msg, Count: count})
	}
}
