package actor

// eventRing is a queue of events, first in first out. The length of its memory is
// a power of two.
type eventRing struct {
	buf  []event
	head int
	n    int
	high int // the most that were in it since it was empty
}

func (r *eventRing) at(i int) *event { return &r.buf[(r.head+i)&(len(r.buf)-1)] }

// room puts an event at the end and returns where it is to be written. What is
// there is left from an earlier one.
func (r *eventRing) room() *event {
	if r.n == len(r.buf) {
		r.grow()
	}
	r.n++
	r.high = max(r.high, r.n)
	return r.at(r.n - 1)
}

//go:noinline
func (r *eventRing) grow() {
	buf := make([]event, max(16, 2*len(r.buf)))
	for i := range r.n {
		buf[i] = *r.at(i)
	}
	r.buf, r.head = buf, 0
}

func (r *eventRing) pop() event {
	e := *r.at(0)
	r.drop()
	return e
}

// drop removes the first event.
func (r *eventRing) drop() {
	r.at(0).msg = nil
	r.head = (r.head + 1) & (len(r.buf) - 1)
	if r.n--; r.n == 0 {
		r.rest()
	}
}

// rest gives memory back when the ring has become empty: a burst is over.
func (r *eventRing) rest() {
	if len(r.buf) > ringMost || len(r.buf) > eventReserve && r.high < len(r.buf)/4 {
		r.buf, r.head = nil, 0
	}
	r.high = 0
}

// ringMost is how many events' memory a ring keeps at all, when it is empty. Between
// that and eventReserve it keeps what it has used of late.
const ringMost = 1 << 15

// append puts all events of from at the end of r and empties it. An empty r takes
// the memory of from in exchange for its own.
func (r *eventRing) append(from *eventRing) {
	if r.n == 0 {
		*r, *from = *from, *r
		return
	}
	for from.n > 0 {
		*r.room() = *from.at(0)
		from.drop()
	}
}
