package actor

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// fate is what a test knows of the copies of one fan-out, by rank.
type fate struct {
	handled map[int]int
	dropped [DropUnsent + 1]map[int]PID
}

// crowd is 40 actors on two nodes who count what they handle, and one who fans out to them
// for 4 ms, which is longer than a slice.
func crowd(busy time.Duration) (s *System, nodes []*Node, members []PID, sender PID, f *fate) {
	s = NewSystem(Config{Latency: 100 * time.Microsecond})
	f = &fate{handled: make(map[int]int)}
	for i := range f.dropped {
		f.dropped[i] = make(map[int]PID)
	}
	s.OnDrop = func(d Drop) {
		if d.Msg == "copy" {
			f.dropped[d.Reason][d.Rank] = d.To
		}
	}
	member := NewKind(s, "member", Behaviour[int]{Handle: func(c *Context, _ *int, msg Message) {
		if msg == "copy" {
			f.handled[c.Rank()]++
		}
		c.Spend(busy)
	}})
	for _, name := range []string{"a", "b"} {
		nodes = append(nodes, s.AddNode(name, 1))
	}
	for i := range 40 {
		members = append(members, member.Spawn(nodes[i%2], 0))
	}
	g := NewGroup(members)
	talker := NewKind(s, "talker", Behaviour[int]{Handle: func(c *Context, _ *int, _ Message) { c.SendAll(g, "copy", 100_000_000) }})
	return s, nodes, members, talker.Spawn(nodes[0], 0), f
}

// Every copy is handled or dropped, once, for the reason that a fault gave.
func TestEveryCopyHasOneEnd(t *testing.T) {
	for name, c := range map[string]struct {
		fault func(s *System, nodes []*Node, members []PID, sender PID)
		want  map[DropReason]int
		first bool // the fault comes before the fan-out begins
	}{
		"none": {func(*System, []*Node, []PID, PID) {}, nil, false},
		"link down": {func(s *System, n []*Node, _ []PID, _ PID) {
			s.Link(n[0], n[1], Link{Latency: 100 * time.Microsecond, Down: true})
		}, map[DropReason]int{DropLost: 10}, false},
		"lossy link": {func(s *System, n []*Node, _ []PID, _ PID) {
			s.Link(n[0], n[1], Link{Latency: 100 * time.Microsecond, Loss: 1_000_000})
		}, map[DropReason]int{DropLost: 20}, true},
		"sender killed": {func(s *System, _ []*Node, _ []PID, sender PID) { s.Kill(sender, errors.New("crash")) },
			map[DropReason]int{DropUnsent: 20}, false},
		"recipient killed": {func(s *System, _ []*Node, members []PID, _ PID) { s.Kill(members[39], errors.New("crash")) },
			map[DropReason]int{DropDead: 1}, false},
	} {
		t.Run(name, func(t *testing.T) {
			s, nodes, members, sender, f := crowd(0)
			s.Send(sender, "go")
			if c.first {
				c.fault(s, nodes, members, sender)
			}
			s.Run(Time(1500*time.Microsecond), nil) // in the second slice: 20 of 40 have departed
			if !c.first {
				c.fault(s, nodes, members, sender)
			}
			s.Run(Time(time.Second), nil)
			assert.Len(t, f.handled, 40-c.want[DropLost]-c.want[DropDead]-c.want[DropUnsent])
			seen := make(map[int]bool)
			for rank, n := range f.handled {
				assert.Equal(t, 1, n)
				seen[rank] = true
			}
			for reason, by := range f.dropped {
				assert.Len(t, by, c.want[DropReason(reason)], "reason %d", reason)
				for rank, to := range by {
					assert.Equal(t, members[rank], to)
					assert.False(t, seen[rank], "rank %d ends twice", rank)
					seen[rank] = true
				}
			}
			assert.Len(t, seen, 40)
		})
	}
}

// What an actor had not let go when it exited is told of as well where it is no fan-out.
func TestAMessageThatNeverLeft(t *testing.T) {
	s := NewSystem(Config{})
	n := s.AddNode("n", 1)
	var drops []Drop
	s.OnDrop = func(d Drop) { drops = append(drops, d) }
	k := NewKind(s, "k", Behaviour[int]{Handle: func(c *Context, _ *int, msg Message) {
		if msg == "go" {
			c.Spend(5 * time.Millisecond)
			c.Send(c.Self(), "late")
		}
	}})
	pid := k.Spawn(n, 0)
	s.Send(pid, "go")
	s.Run(Time(2*time.Millisecond), nil)
	s.Kill(pid, errors.New("crash"))
	require.Len(t, drops, 1)
	assert.Equal(t, Drop{Reason: DropUnsent, At: Time(2 * time.Millisecond), From: pid, To: pid, Msg: "late"}, drops[0])
}

// Copies that wait are told from other messages that do.
func TestWaitingCopies(t *testing.T) {
	s, nodes, members, sender, f := crowd(time.Second)
	for _, pid := range members { // all are at work
		s.Send(pid, "other")
		s.Send(pid, "another")
	}
	s.Send(sender, "go")
	s.Run(Time(100*time.Millisecond), nil)
	for _, n := range nodes {
		assert.Equal(t, 20, s.WaitingCopies(n))
		assert.Greater(t, n.Waiting(s.Now()), 20)
	}
	s.Kill(members[0], errors.New("crash"))
	assert.Equal(t, 19, s.WaitingCopies(nodes[0]))
	s.Run(Time(200*time.Second), nil)
	for _, n := range nodes {
		assert.Zero(t, s.WaitingCopies(n))
	}
	assert.Len(t, f.handled, 39)
	assert.Len(t, f.dropped[DropDead], 1)
}
