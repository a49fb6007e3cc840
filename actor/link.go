package actor

import (
	"fmt"
	"time"
)

// Link is one direction between two nodes, in virtual time. Whatever its jitter,
// what one node sends to another arrives in the order of sending; what is lost is
// counted at the sender as NodeStats.Lost. Loss and partition hit everything that
// travels: messages, calls, answers and signals. Nobody is told: a caller learns
// of it by its timeout.
type Link struct {
	Latency time.Duration // at least MinLatency; 0 means the system's default
	Jitter  time.Duration // up to so much more, drawn anew for every send
	Loss    int           // of a million messages, so many are lost
	Down    bool          // partition: nothing gets through
}

// MinLatency is the least latency of a link. The least latency of a system is
// the stretch of virtual time that a node can run on alone; below this, cutting
// time into such stretches would cost more than the work in them.
const MinLatency = 10 * time.Microsecond

// Link sets how messages travel from a to b, one way, from now on. It panics on
// values that make no sense.
func (s *System) Link(a, b *Node, l Link) {
	if l.Latency == 0 {
		l.Latency = time.Duration(s.latency)
	}
	switch {
	case a == b:
		panic("actor: a link from a node to itself")
	case l.Latency < MinLatency:
		panic(fmt.Sprintf("actor: latency %v is below the least, %v", l.Latency, MinLatency))
	case l.Jitter < 0 || l.Loss < 0 || l.Loss > 1_000_000:
		panic(fmt.Sprintf("actor: jitter %v and loss %d; expected at least 0, and at most 1,000,000 lost", l.Jitter, l.Loss))
	}
	s.Settle()
	a.way(b.id).Link = l
	s.lookAhead = min(s.lookAhead, Time(l.Latency))
}

// way is a link in use, as the sending node keeps it.
type way struct {
	Link
	last Time   // latest arrival so far: nothing overtakes it
	rng  uint64 // for jitter and loss
}

// way is the link from this node to another.
func (n *Node) way(to uint32) *way {
	for len(n.ways) <= int(to) {
		n.ways = append(n.ways, way{
			Link: Link{Latency: time.Duration(n.system.latency)},
			rng:  mix(uint64(n.id)<<32 | uint64(len(n.ways)) | 1<<63),
		})
	}
	return &n.ways[to]
}

// draw is the next random number of the link.
func (w *way) draw() uint64 {
	w.rng += 0x9e3779b97f4a7c15
	return mix(w.rng)
}

// mix is the finaliser of SplitMix64.
func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// travel is the arrival of something that departs now; ok is false if it is lost.
func (w *way) travel(departs Time) (arrives Time, ok bool) {
	if w.Down || w.Loss > 0 && w.draw()%1_000_000 < uint64(w.Loss) {
		return 0, false
	}
	at := departs + Time(w.Latency)
	if w.Jitter > 0 {
		at += Time(w.draw() % uint64(w.Jitter))
	}
	w.last = max(w.last, at)
	return w.last, true
}

// route is how a fan-out travels to one node: delay is what every recipient's
// departure is late by on arrival.
func (w *way) route(first Time) (delay Time) {
	delay = Time(w.Latency)
	if w.Jitter > 0 {
		delay += Time(w.draw() % uint64(w.Jitter))
	}
	if late := w.last - (first + delay); late > 0 {
		delay += late
	}
	return delay
}

// lost decides whether the message to one recipient of a fan-out is lost.
func (c *cast) lost(rank uint32) bool {
	return c.loss > 0 && mix(c.dice+uint64(rank)*0x9e3779b97f4a7c15)%1_000_000 < uint64(c.loss)
}
