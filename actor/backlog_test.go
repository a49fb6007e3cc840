package actor

import (
	"flag"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var mailboxSeed = flag.Uint64("mailbox.seed", 1, "first seed of TestMailboxesAreLists")

// Mailboxes are lists of messages, whatever is shared among them: fan-outs of several
// senders that reach some actors and not others, in the middle of other messages, read
// in any order among actors, copied now and then, with copy and original going on apart.
func TestMailboxesAreLists(t *testing.T) {
	for seed := *mailboxSeed; seed < *mailboxSeed+50; seed++ {
		r := rand.New(rand.NewPCG(seed, 0))
		b := &listedMailboxes{t: t, cells: make([]cell, 1+r.IntN(6)), lists: make([][]message, 6)}
		var others []*listedMailboxes
		for range 400 {
			b.step(r)
			if r.IntN(100) == 0 {
				others = append(others, b.copied())
			}
		}
		for _, other := range append(others, b) {
			other.drain()
		}
		if t.Failed() {
			t.Fatalf("go test ./actor -run TestMailboxesAreLists -mailbox.seed %d", seed)
		}
	}
}

// listedMailboxes is mailboxes beside what should be in them.
type listedMailboxes struct {
	t     *testing.T
	boxes mailboxes
	cells []cell
	lists [][]message
	casts []*cast
	sent  order
}

func (b *listedMailboxes) step(r *rand.Rand) {
	i := r.IntN(len(b.cells))
	a := &b.cells[i]
	switch kind := r.IntN(10); {
	case kind < 2:
		m := message{msg: r.IntN(1000), from: PID(r.IntN(3)), ref: uint32(r.IntN(2))}
		b.boxes.append(a, m)
		b.lists[i] = append(b.lists[i], m)
	case kind < 4: // a fan-out to nearly all
		b.sent++
		b.casts = append(b.casts, &cast{msg: int(b.sent), from: PID(r.IntN(3)), ord: b.sent})
		for j := range b.cells {
			if r.IntN(8) > 0 {
				b.arrive(j, b.casts[len(b.casts)-1], uint32(j))
			}
		}
	case kind < 5 && len(b.casts) > 0: // one that is late
		b.arrive(i, b.casts[r.IntN(len(b.casts))], uint32(r.IntN(3)))
	case a.mailbox != 0:
		b.take(i)
	}
	b.check()
}

func (b *listedMailboxes) arrive(i int, c *cast, rank uint32) {
	b.boxes.appendCast(&b.cells[i], c, rank)
	b.lists[i] = append(b.lists[i], message{msg: c.msg, from: c.from, number: rank})
}

func (b *listedMailboxes) take(i int) {
	m := b.boxes.take(&b.cells[i])
	m.next, m.depth = 0, 0
	assert.Equal(b.t, b.lists[i][0], m)
	b.lists[i] = b.lists[i][1:]
}

func (b *listedMailboxes) check() {
	all := 0
	for i := range b.cells {
		var want, got []Message
		for _, m := range b.lists[i] {
			want = append(want, m.msg)
		}
		b.boxes.each(&b.cells[i], func(m Message) bool { got = append(got, m); return true })
		assert.Equal(b.t, want, got)
		assert.Equal(b.t, len(want), b.boxes.depth(&b.cells[i]))
		all += len(want)
	}
	assert.Equal(b.t, all, b.boxes.waiting)
}

func (b *listedMailboxes) copied() *listedMailboxes {
	c := *b
	c.boxes = b.boxes.clone()
	c.cells = append([]cell(nil), b.cells...)
	c.lists = append([][]message(nil), b.lists...)
	return &c
}

func (b *listedMailboxes) drain() {
	for i := range b.cells {
		for b.cells[i].mailbox != 0 {
			b.take(i)
		}
		assert.Empty(b.t, b.lists[i])
	}
	assert.Zero(b.t, b.boxes.waiting)
	assert.Empty(b.t, b.boxes.backlogs.by, "what has been read is forgotten")
}

// Two hundred fan-outs wait in the mailboxes of ten thousand actors that have no time for
// them: what that takes is of the order of a message per fan-out, not of one per letter,
// and is given back when they have been read.
func TestABacklogOfFanOuts(t *testing.T) {
	const members, fanouts = 10_000, 200
	s := NewSystem(Config{Slice: 2 * time.Hour})
	n := s.AddNode("n", members+1)
	read := 0
	busy := NewKind(s, "busy", Behaviour[int64]{Handle: func(c *Context, _ *int64, m Message) {
		read++
		if m == 0 {
			c.Spend(time.Hour)
		}
	}})
	pids := make([]PID, members)
	for i := range pids {
		pids[i] = busy.Spawn(n, 0)
	}
	group := NewGroup(pids)
	sender := NewKind(s, "sender", Behaviour[int64]{Handle: func(c *Context, _ *int64, m Message) { c.SendAll(group, m, 0) }})
	from := sender.Spawn(n, 0)
	s.Send(from, 0)
	s.Run(Time(time.Second), nil)
	before := n.Info().Memory
	for i := range fanouts {
		s.Send(from, i+1)
	}
	s.Run(Time(2*time.Second), nil)
	require.Equal(t, members*fanouts, n.Waiting(s.Now()))
	perLetter := float64(n.Info().Memory-before) / (members * fanouts)
	assert.Less(t, perLetter, 1.0, "bytes for each letter, activations included")
	depth := 0
	s.Mailbox(pids[77], func(m Message) bool { depth++; return m == depth })
	assert.Equal(t, fanouts, depth)

	c, err := s.Checkpoint()
	require.NoError(t, err)
	s.Run(Time(100*time.Hour), nil)
	assert.Equal(t, members*(fanouts+1), read)
	assert.True(t, s.Account().Closes())
	assert.Zero(t, n.mailboxes.memory(), "given back")

	require.NoError(t, s.Restore(c))
	read = members
	s.Run(Time(100*time.Hour), nil)
	assert.Equal(t, members*(fanouts+1), read)
}

// What a checkpoint says it takes is what it takes: messages that wait, timers, calls,
// fan-outs and what Copy allocates included.
func TestSizeOfACheckpoint(t *testing.T) {
	type listed struct{ notes []int64 }
	s := NewSystem(Config{Slice: 2 * time.Hour})
	n := s.AddNode("n", 1)
	k := NewKind(s, "listed", Behaviour[listed]{
		Handle: func(c *Context, _ *listed, m Message) { c.Spend(time.Hour) },
		Copy:   func(l listed) listed { return listed{append([]int64(nil), l.notes...)} },
		Size:   func(l listed) int64 { return 8 * int64(len(l.notes)) },
	})
	var pids []PID
	for range 1_000 {
		pids = append(pids, k.Spawn(n, listed{make([]int64, 1_000)}))
	}
	for i := range 300_000 {
		s.Send(pids[i%len(pids)], i)
	}
	s.Run(Time(time.Second), nil)
	for i := range 100_000 {
		s.SendAt(s.Now()+Time(time.Hour), pids[i%len(pids)], nil)
	}
	heap := func() int64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	before := heap()
	c, err := s.Checkpoint()
	require.NoError(t, err)
	took := heap() - before
	assert.InEpsilon(t, took, c.Size(), 0.1)
	runtime.KeepAlive(s)
}
