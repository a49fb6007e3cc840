package actor

import "slices"

// cores is the set of times at which a node's cores become free: a ring sorted
// by time. Work of one length, the common case, is put at its end at once; a
// heap would cost its depth for every message.
type cores struct {
	free    []Time
	head    int
	latest  Time // in free
	offered offer
}

func newCores(k int) cores { return cores{free: make([]Time, k)} }

func (c *cores) first() Time { return c.free[c.head] }

// occupy takes the core that is free first and gives it back at until.
func (c *cores) occupy(until Time) {
	if until >= c.latest {
		c.occupyLast(until)
	} else {
		c.occupyLess(until)
	}
}

// occupyLast is occupy for work that ends behind all that has begun: the slot that is
// vacated becomes the end of the ring.
func (c *cores) occupyLast(until Time) {
	c.latest = until
	c.free[c.head] = until
	if c.head++; c.head == len(c.free) {
		c.head = 0
	}
}

// occupyLess is occupy for work that ends before some that has begun already.
func (c *cores) occupyLess(until Time) {
	n := len(c.free)
	i := c.head
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
	c.offered = c.coreTime(now)
	sorted := make([]Time, 0, max(k, len(c.free)))
	sorted = append(append(sorted, c.free[c.head:]...), c.free[:c.head]...)
	for len(sorted) < k {
		sorted = append(sorted, now)
	}
	slices.Sort(sorted)
	c.free, c.head, c.latest = sorted[len(sorted)-k:], 0, sorted[len(sorted)-1]
}

// offer is the core time that a node has had up to a time.
type offer struct {
	at   Time
	upTo Time
}

// coreTime is the offer up to now, if the number of cores is what it was.
func (c *cores) coreTime(now Time) offer {
	return offer{now, c.offered.upTo + (now-c.offered.at)*Time(len(c.free))}
}
