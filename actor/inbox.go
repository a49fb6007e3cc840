package actor

import (
	"slices"
	"sync"
	"sync/atomic"
)

// inbox is what other goroutines have sent to a node that runs in real time.
type inbox struct {
	// arrived says that there is something. It has a cache line to itself: the
	// node looks at it all the time while senders work on what follows.
	arrived atomic.Bool
	_       [63]byte

	mu     sync.Mutex
	in     []eventRing // batches, oldest first; those before head are taken
	head   int
	free   []eventRing // empty ones, for their memory
	closed bool        // takes nothing more
}

const (
	mergedEvents = 64 // batches that make no more than this together become one
	freeBatches  = 8  // empty batches that are kept
)

// put takes over a batch of events and leaves it empty. It returns false, and takes
// nothing, if the inbox is closed. The caller must see to it that the node is
// driven: drive it, or rouse its goroutine.
func (b *inbox) put(batch *eventRing) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return false
	}
	if k := len(b.in); k > b.head && b.in[k-1].n+batch.n <= mergedEvents {
		b.in[k-1].append(batch)
		return true
	}
	b.in = append(b.in, *batch)
	*batch = eventRing{}
	if k := len(b.free); k > 0 {
		*batch, b.free = b.free[k-1], b.free[:k-1]
	}
	b.arrived.Store(true)
	return true
}

// take moves the oldest batch into an empty one.
func (b *inbox) take(to *eventRing) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.head == len(b.in) {
		return
	}
	if len(b.free) < freeBatches && to.buf != nil {
		b.free = append(b.free, *to)
	}
	*to, b.in[b.head] = b.in[b.head], eventRing{}
	b.head++
	switch {
	case b.head == len(b.in):
		b.in, b.head = b.in[:0], 0
		b.arrived.Store(false)
	case b.head > len(b.in)/2:
		b.in = slices.Delete(b.in, 0, b.head)
		b.head = 0
	}
}

// close makes put refuse what comes from now on.
func (b *inbox) close() {
	b.mu.Lock()
	b.closed = true
	b.mu.Unlock()
}
