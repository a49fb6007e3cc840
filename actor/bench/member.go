package main

import (
	"fmt"
	"sync/atomic"
)

// Member is the state of one idle actor: 16 bytes without pointers.
type Member struct {
	count uint32
	shard uint32
	sum   uint64
}

// NewMember is the state of the i-th actor of a fleet.
func NewMember(i int) Member { return Member{shard: uint32(i) % doneShards} }

// Msg is what is sent to a fleet: one value, shared by all its recipients.
type Msg struct {
	Value uint64
	Done  *Done // nil for a plain loop without the instrument
}

// Handle is the work that every engine does for one message.
func (m *Member) Handle(msg *Msg) {
	m.count++
	m.sum += msg.Value
	if msg.Done != nil {
		msg.Done.Tick(m.shard)
	}
}

const doneShards = 64

// Done tells when all members have handled a message. It is sharded, so that two
// cores rarely count in one cache line: an uncontended atomic operation for each
// message, the same for all engines.
type Done struct {
	shards [doneShards]doneShard
	open   atomic.Int32  // shards that are not through
	all    chan struct{} // of capacity 1
}

type doneShard struct {
	left atomic.Int64
	_    [56]byte
}

// NewDone makes an instrument that must be armed before use.
func NewDone() *Done { return &Done{all: make(chan struct{}, 1)} }

// Arm expects one message for each member of a fleet of n, at least doneShards.
func (d *Done) Arm(n int) {
	if n < doneShards {
		panic(fmt.Sprintf("bench: a fleet of %d, less than %d", n, doneShards))
	}
	d.open.Store(doneShards)
	for i := range d.shards {
		d.shards[i].left.Store(int64((n - i + doneShards - 1) / doneShards))
	}
}

// Tick counts one handled message. It is called by the member's handler.
func (d *Done) Tick(shard uint32) {
	if d.shards[shard].left.Add(-1) == 0 && d.open.Add(-1) == 0 {
		d.all <- struct{}{}
	}
}

// Wait returns when everyone has handled the message.
func (d *Done) Wait() { <-d.all }

// Finished reports whether Wait would return at once, to a driver that runs
// everything itself.
func (d *Done) Finished() bool { return len(d.all) > 0 }
