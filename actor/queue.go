package actor

import "slices"

// Time is virtual time: nanoseconds since the start of the history.
type Time int64

const never Time = 1<<63 - 1

// eventKind says what a node does when an event's time has come.
type eventKind uint8

const (
	evDeliver  eventKind = iota // a message arrives
	evActivate                  // an actor with messages may handle the next one
	evSlice                     // a job goes on with its next slice
	evReply                     // the answer to a call arrives
	evTimeout                   // a call has waited long enough
	evLink                      // signals: they need no core
	evUnlink
	evMonitor
	evDemonitor
	evForget // a caller that waits no longer
	evExit
	evDown // the end of a monitor
	evCast // real time: a fan-out's cursor on its way to its node
	evDo   // real time: something to run between two messages
)

// order is the place of an event among those of the same time: the sending
// node, then the count of that node. It depends on nothing that the cutting of
// a history into windows could change.
//
// The order of execution among nodes therefore never shows, and a history does not
// depend on how it was cut into windows, frames or budgets.
type order uint64

const orderNodeShift = 64 - pidNodeBits

type event struct {
	at     Time
	ord    order
	kind   eventKind
	timer  bool // set off by the clock, not by somebody's work
	failed bool // evReply: msg is the error
	mark   mark // evDeliver: of a message from the runtime
	ref    uint32
	to     PID
	from   PID
	msg    Message
}

// reason is the exit reason that an evExit carries.
func (e *event) reason() error {
	err, _ := e.msg.(error)
	return err
}

// answer is the outcome of a call that an evReply carries.
func (e *event) answer() Reply {
	if e.failed {
		return Reply{Err: e.reason(), from: e.from}
	}
	return Reply{Value: e.msg, from: e.from}
}

func (e *event) before(f *event) bool {
	return e.at < f.at || e.at == f.at && e.ord < f.ord
}

// eventQueue holds a node's events, smallest first. Events mostly come in order,
// and wait in a ring; those that do not, and timers, which would stand in the way
// of the others, wait in a heap.
type eventQueue struct {
	ring eventRing
	heap eventHeap
}

// first is the next event, or nil.
func (q *eventQueue) first() *event {
	switch {
	case q.ring.n == 0 && len(q.heap) == 0:
		return nil
	case q.ring.n == 0:
		return &q.heap[0]
	case len(q.heap) == 0 || q.ring.at(0).before(&q.heap[0]):
		return q.ring.at(0)
	}
	return &q.heap[0]
}

func (q *eventQueue) push(e event) {
	if e.timer {
		q.heap.push(e)
		return
	}
	*q.place(e.at, e.ord) = e
}

// place makes room for an event that is no timer and returns where the rest of it
// is to be written.
func (q *eventQueue) place(at Time, ord order) *event {
	r := &q.ring
	if r.n > 0 {
		if last := r.at(r.n - 1); at < last.at || at == last.at && ord < last.ord {
			return &q.heap[q.heap.push(event{at: at, ord: ord})]
		}
	}
	e := r.room()
	e.at, e.ord = at, ord
	return e
}

// adopt puts events that follow each other, and all that is in the queue, at its
// end. It empties from, and may take its memory in exchange for its own.
func (q *eventQueue) adopt(from *eventRing) {
	if q.ring.n == 0 {
		q.ring, *from = *from, q.ring
		return
	}
	for from.n > 0 {
		q.push(from.pop())
	}
}

// discard removes the next event, which the caller has looked at by first.
func (q *eventQueue) discard(first *event) {
	if q.ring.n > 0 && first == q.ring.at(0) {
		q.ring.drop()
		return
	}
	q.heap.pop()
}

// pop removes the next event; there must be one.
func (q *eventQueue) pop() event {
	if q.ring.n > 0 && (len(q.heap) == 0 || q.ring.at(0).before(&q.heap[0])) {
		return q.ring.pop()
	}
	return q.heap.pop()
}

// each calls f for all events, in no useful order.
func (q *eventQueue) each(f func(*event)) {
	for i := range q.ring.n {
		f(q.ring.at(i))
	}
	for i := range q.heap {
		f(&q.heap[i])
	}
}

// eventReserve is how many events' memory a ring or a heap keeps after a burst.
const eventReserve = 4096

// eventHeap is a binary heap. container/heap would box every event.
type eventHeap []event

// push returns the index that the event got.
func (q *eventHeap) push(e event) int {
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
	return i
}

func (q *eventHeap) pop() event {
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
	if cap(h) > eventReserve && n < cap(h)/4 {
		h = slices.Clone(h) // a burst is over: give its memory back
	}
	*q = h
	return top
}
