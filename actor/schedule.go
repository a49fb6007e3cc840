package actor

import (
	"slices"
	"unsafe"
)

// schedule is what a node has still to do, in order of time: its events, and the
// cursors of the fan-outs that go through it.
type schedule struct {
	events eventQueue
	casts  []*cast
}

// next is the earliest time at which a node may have something to do. A core
// may be free only later, but what needs none, such as telling a caller that
// there is no such process, does not wait for one.
func (s *schedule) next() Time {
	t := never
	if e := s.events.first(); e != nil {
		t = e.at
	}
	for _, c := range s.casts {
		if c.due < t {
			t = c.due
		}
	}
	return t
}

// dueCast returns the cast that is due before all other casts and events, or nil.
func (s *schedule) dueCast() *cast {
	var best *cast
	for _, c := range s.casts {
		if best == nil || c.due < best.due || c.due == best.due && c.ord < best.ord {
			best = c
		}
	}
	if best == nil || best.due == never {
		return nil
	}
	if e := s.events.first(); e != nil && (e.at < best.due || e.at == best.due && e.ord < best.ord) {
		return nil
	}
	return best
}

// alone is how long a cursor can move on before anything else wants its turn.
func (s *schedule) alone(c *cast, until Time) Time {
	if e := s.events.first(); e != nil {
		until = min(until, e.at)
	}
	for _, d := range s.casts {
		if d != c {
			until = min(until, d.due)
		}
	}
	return until
}

// castOf finds the cursor that a job left at this node for a part of a group.
func (s *schedule) castOf(job uint64, p *groupPart) *cast {
	for i := len(s.casts) - 1; i >= 0; i-- {
		if c := s.casts[i]; c.job == job && c.part == p {
			return c
		}
	}
	return nil
}

// dropCast removes a cursor that has passed its last recipient.
func (s *schedule) dropCast(c *cast) {
	if i := slices.Index(s.casts, c); i >= 0 {
		s.casts = slices.Delete(s.casts, i, i+1)
	}
}

// cutCast ends a cursor at the recipients that its sender has let go so far.
func (s *schedule) cutCast(c *cast) {
	c.cut = true
	if c.due == never {
		s.dropCast(c)
	}
}

// waiting is the number of messages that have arrived by now and wait for a core.
func (s *schedule) waiting(now Time) (k int) {
	s.events.each(func(e *event) {
		if e.kind == evDeliver && e.at <= now {
			k++
		}
	})
	return k + s.arrived(now)
}

// ready is the length of the run queue, see [NodeInfo].
func (s *schedule) ready(now Time) (k int) {
	s.events.each(func(e *event) {
		switch e.kind {
		case evDeliver, evActivate, evSlice, evReply:
			if e.at <= now {
				k++
			}
		}
	})
	return k + s.arrived(now)
}

// arrived counts the recipients before or at now that no cursor has reached.
func (s *schedule) arrived(now Time) (k int) {
	for _, c := range s.casts {
		k += c.arrived(now)
	}
	return k
}

// memory is the bytes of events and cursors.
func (s *schedule) memory() int {
	return (cap(s.events.ring.buf)+cap(s.events.heap))*int(unsafe.Sizeof(event{})) +
		len(s.casts)*int(unsafe.Sizeof(cast{}))
}

// clone copies the schedule, so that neither copy feels what happens to the other.
func (s *schedule) clone() schedule {
	c := *s
	c.events.ring.buf = slices.Clone(s.events.ring.buf)
	c.events.heap = slices.Clone(s.events.heap)
	c.casts = make([]*cast, len(s.casts))
	for i, cursor := range s.casts {
		fresh := *cursor
		c.casts[i] = &fresh
	}
	return c
}
