package actor

// pending is what a suspended actor waits for.
type pending struct {
	tag      uint64
	to       PID
	ref      uint32 // number of the call
	deadline Time
	alarm    Time // when an evTimeout will look at the deadline; never if none is set
	fresh    bool // it is among pendingCalls.fresh
}

// pendingCalls is what the suspended actors of a node wait for.
type pendingCalls struct {
	bySlot map[uint32]*pending
	ref    uint32     // number of the latest call
	fresh  []*pending // real time: calls made since the clock was read
}

// number numbers a call. 0 means "not a call".
func (w *pendingCalls) number() uint32 {
	if w.ref++; w.ref == 0 {
		w.ref = 1
	}
	return w.ref
}

// add notes what a caller waits for, and returns when an alarm has to be set; never if
// there is one. An alarm that is set for an earlier call serves the later ones as well,
// since it looks at the deadline in force when it goes off: a busy caller would otherwise
// leave one behind for every call. late says that the deadline was counted from a time that
// is past: see putOff.
func (w *pendingCalls) add(slot uint32, tag uint64, to PID, ref uint32, deadline Time, late bool) (alarm Time) {
	p := w.bySlot[slot]
	if p == nil {
		p = &pending{alarm: never}
		put(&w.bySlot, slot, p)
	}
	p.tag, p.to, p.ref, p.deadline = tag, to, ref, deadline
	if late && !p.fresh {
		p.fresh = true
		w.fresh = append(w.fresh, p)
	}
	if p.alarm <= deadline {
		return never
	}
	p.alarm = deadline
	return deadline
}

// putOff makes up for deadlines that were counted from the last look at the clock, by what
// has passed until the next one: a call may wait longer than it said, and never shorter.
func (w *pendingCalls) putOff(by Time) {
	for _, p := range w.fresh {
		p.deadline += by
		p.fresh = false
	}
	clear(w.fresh)
	w.fresh = w.fresh[:0]
}

// goesOff takes an alarm: due says that the caller waits and its time is up, and again
// when an alarm has to be set once more, if not never. One that was replaced by an
// earlier one has nothing to say.
//
// It stays out of stepEvent, most of whose events are messages and activations.
//
//go:noinline
func (w *pendingCalls) goesOff(a *cell, e *event) (due bool, again Time) {
	p := w.bySlot[e.to.slot()]
	if a == nil || p == nil || p.alarm != e.at {
		return false, never
	}
	switch {
	case a.life&suspended == 0:
		p.alarm = never
		return false, never
	case p.deadline > e.at || a.busyUntil.time() > e.at:
		p.alarm = max(p.deadline, a.busyUntil.time())
		return false, p.alarm
	}
	return true, never
}

// clone copies the calls, so that neither copy feels what happens to the other.
func (w *pendingCalls) clone() pendingCalls {
	return pendingCalls{ref: w.ref, bySlot: cloneValues(w.bySlot, func(p *pending) *pending {
		fresh := *p
		return &fresh
	})}
}
