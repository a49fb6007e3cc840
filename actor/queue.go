package actor

import "slices"

// Time is virtual time: nanoseconds since the start of the history.
type Time int64

const never Time = 1<<63 - 1

// eventKind says what a node does when an event's time has come.
type eventKind uint8

const (
	evDeliver eventKind = iota // a message arrives
	evTurn                     // an actor with letters may handle the next one
	evSlice                    // a job goes on with its next slice
	evReply                    // the answer to a call arrives
	evTimeout                  // a call has waited long enough
	evLink                     // signals: they need no core
	evUnlink
	evMonitor
	evDemonitor
	evForget // a caller that waits no longer
	evExit
)

// order is the place of an event among those of the same time: the sending
// node, then the count of that node. It depends on nothing that the cutting of
// a history into windows could change.
type order uint64

const orderNodeShift = 64 - pidNodeBits

type event struct {
	at    Time
	ord   order
	kind  eventKind
	timer bool // set off by the clock, not by somebody's work
	ref   uint32
	to    PID
	from  PID
	msg   Message
	err   error // evReply
}

func (e *event) before(f *event) bool {
	return e.at < f.at || e.at == f.at && e.ord < f.ord
}

// eventQueue is a binary heap, smallest first. container/heap would box every
// event that goes through it.
type eventQueue []event

func (q *eventQueue) push(e event) {
	h := append(*q, e)
	i := len(h) - 1
	for i > 0 {
		p := (i - 1) / 2
		if !e.before(&h[p]) {
			break
		}
		h[i] = h[p]
		i = p
	}
	h[i] = e
	*q = h
}

func (q *eventQueue) pop() event {
	h := *q
	top := h[0]
	n := len(h) - 1
	e := h[n]
	h[n] = event{}
	h = h[:n]
	if n > 0 {
		i := 0
		for {
			c := 2*i + 1
			if c >= n {
				break
			}
			if c+1 < n && h[c+1].before(&h[c]) {
				c++
			}
			if !h[c].before(&e) {
				break
			}
			h[i] = h[c]
			i = c
		}
		h[i] = e
	}
	*q = h
	return top
}

// cores is the set of times at which a node's cores become free: a ring sorted
// by time. Work of one length, the common case, is put at its end at once; a
// heap would cost its depth for every message.
type cores struct {
	free []Time
	head int
}

func newCores(k int) cores { return cores{free: make([]Time, k)} }

func (c *cores) first() Time { return c.free[c.head] }

// occupy takes the core that is free first and gives it back at until.
func (c *cores) occupy(until Time) {
	n := len(c.free)
	i := c.head // the slot that is vacated becomes the end of the ring
	if c.head++; c.head == n {
		c.head = 0
	}
	for i != c.head {
		p := i - 1
		if p < 0 {
			p = n - 1
		}
		if c.free[p] <= until {
			break
		}
		c.free[i] = c.free[p]
		i = p
	}
	c.free[i] = until
}

// resize changes the number of cores at the given time. New ones are free at
// once; those that go are the ones that are free first, their work being done.
func (c *cores) resize(k int, now Time) {
	sorted := make([]Time, 0, max(k, len(c.free)))
	sorted = append(append(sorted, c.free[c.head:]...), c.free[:c.head]...)
	for len(sorted) < k {
		sorted = append(sorted, now)
	}
	slices.Sort(sorted)
	c.free, c.head = sorted[len(sorted)-k:], 0
}
