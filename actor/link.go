package actor

import (
	"fmt"
	"maps"
	"time"
)

// Link is one direction between two nodes, in virtual time. Whatever its jitter, and
// however it is changed, what one actor sends to another arrives in the order of
// sending; what is lost is counted at the sender as NodeStats.Lost. Loss and partition hit everything that
// travels: messages, calls, answers and signals. Nobody is told: a caller learns
// of it by its timeout.
type Link struct {
	Latency time.Duration // at least MinLatency; 0 means the system's default
	Jitter  time.Duration // up to so much more, drawn for every send
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
	case a.system != s || b.system != s:
		panic(fmt.Sprintf("actor: a link from %s to %s, which are not both nodes of this system", a.name, b.name))
	case a == b:
		panic("actor: a link from a node to itself")
	case l.Latency < MinLatency:
		panic(fmt.Sprintf("actor: latency %v is below the least, %v", l.Latency, MinLatency))
	case l.Jitter < 0 || l.Loss < 0 || l.Loss > 1_000_000:
		panic(fmt.Sprintf("actor: jitter %v and loss %d; expected at least 0, and at most 1,000,000 lost", l.Jitter, l.Loss))
	}
	s.mustStandStill("Link")
	s.Settle()
	w := a.linkTo(b.id)
	if !w.uneven && (l.Jitter > 0 || l.Latency != w.Latency && s.now > 0) {
		w.uneven = true
		w.note(a, b)
	}
	w.Link = l
	s.lookAhead = min(s.lookAhead, Time(l.Latency))
}

// linkState is a link in use, as the sending node keeps it.
type linkState struct {
	Link
	uneven bool            // jitter, or a latency that changed: arrivals need care to stay in order
	last   map[uint32]Time // of uneven links, by slot of the sender: its latest arrival
	most   int             // entries in last before it is tidied up
	rng    uint64          // for jitter and loss
}

// note looks up what is in flight from a to b when the link becomes uneven.
func (w *linkState) note(a, b *Node) {
	w.last = make(map[uint32]Time)
	seen := func(from PID, at Time) {
		if from != 0 && from.node() == a.id {
			w.last[from.slot()] = max(w.last[from.slot()], at)
		}
	}
	b.schedule.events.each(func(e *event) {
		if !e.timer {
			seen(e.from, e.at)
		}
	})
	for _, c := range b.schedule.casts {
		seen(c.from, c.at(c.limit-1))
	}
}

// linkTo is the link from this node to another.
func (n *Node) linkTo(to uint32) *linkState {
	for len(n.linkStates) <= int(to) {
		n.linkStates = append(n.linkStates, linkState{
			Link: Link{Latency: time.Duration(n.system.latency)},
			rng:  mix(mix(n.system.seed) + (uint64(n.id)<<32 | uint64(len(n.linkStates)) | 1<<63)),
		})
	}
	return &n.linkStates[to]
}

// draw is the next random number of the link.
func (w *linkState) draw() uint64 {
	w.rng += 0x9e3779b97f4a7c15
	return mix(w.rng)
}

// mix is the finaliser of SplitMix64.
func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// delay draws what the link adds to a departure.
func (w *linkState) delay() Time {
	d := Time(w.Latency)
	if w.Jitter > 0 {
		d += Time(w.draw() % uint64(w.Jitter))
	}
	return d
}

// drops draws whether something is lost.
func (w *linkState) drops() bool {
	return w.Down || w.Loss > 0 && w.draw()%1_000_000 < uint64(w.Loss)
}

// inOrder delays the arrival of something until what its sender sent before has
// arrived, and books that everything up to lastArrival is on its way.
func (w *linkState) inOrder(sender PID, arrival, lastArrival Time) (late Time) {
	if !w.uneven {
		return 0
	}
	if len(w.last) > max(w.most, sendersKept) { // forget who has nothing under way any more
		maps.DeleteFunc(w.last, func(_ uint32, last Time) bool { return last < arrival-Time(w.Latency+w.Jitter) })
		w.most = 2 * len(w.last)
	}
	slot := sender.slot()
	late = max(0, w.last[slot]-arrival)
	w.last[slot] = lastArrival + late
	return late
}

// sendersKept is how many senders a link remembers, at least, before it forgets some.
const sendersKept = 1 << 16
