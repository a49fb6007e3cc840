package actor

import (
	"sync"
	"sync/atomic"
)

// inbox is what other goroutines have sent to a node that runs in real time.
type inbox struct {
	// arrived says that there is something. It has a cache line of its own: the
	// node looks at it all the time while senders work on what follows.
	arrived atomic.Bool
	_       [63]byte

	mu     sync.Mutex
	in     eventRing
	closed bool // takes nothing more
}

// put takes over a batch of events and leaves it empty. It returns false, and takes
// nothing, if the inbox is closed. Whoever puts something must see to it that the
// node is driven: drive it, or rouse its goroutine.
func (b *inbox) put(batch *eventRing) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return false
	}
	b.in.append(batch)
	b.arrived.Store(true)
	return true
}

// take moves everything into an empty ring.
func (b *inbox) take(to *eventRing) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.in, *to = *to, b.in
	b.arrived.Store(false)
}

// close makes put refuse what comes from now on.
func (b *inbox) close() {
	b.mu.Lock()
	b.closed = true
	b.mu.Unlock()
}
