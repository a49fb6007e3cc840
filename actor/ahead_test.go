package actor_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"fanout/actor"
)

// A copy of a fan-out is ahead of its recipient until that has begun it or has it
// in its mailbox.
func TestAhead(t *testing.T) {
	s := actor.NewSystem(actor.Config{Latency: time.Millisecond})
	a, b := s.AddNode("a", 1), s.AddNode("b", 1)
	var begun []actor.PID
	slow := actor.NewKind(s, "slow", actor.Behaviour[int]{Handle: func(c *actor.Context, _ *int, _ actor.Message) {
		begun = append(begun, c.Self())
		c.Spend(800 * time.Microsecond)
	}})
	pids := []actor.PID{slow.Spawn(b, 0), slow.Spawn(b, 0), slow.Spawn(b, 0)}
	group, other := actor.NewGroup(pids), actor.NewGroup(pids)
	sender := actor.NewKind(s, "sender", actor.Behaviour[int]{Handle: func(c *actor.Context, _ *int, m actor.Message) {
		c.SendAll(group, m, int64(100*time.Microsecond)*1000)
	}}).Spawn(a, 0)
	s.Send(sender, "hello")

	ahead := func(rank int) (at []time.Duration) {
		s.Ahead(group, pids[rank], rank, func(m actor.Message, t actor.Time) bool {
			at = append(at, time.Duration(t))
			return true
		})
		s.Ahead(other, pids[rank], rank, func(actor.Message, actor.Time) bool {
			panic("nothing was sent to the other group")
		})
		return at
	}
	for _, c := range []struct {
		until time.Duration
		begun int
		ahead [3][]time.Duration
	}{
		{500 * time.Microsecond, 0, [3][]time.Duration{{1e6}, {11e5}, {12e5}}},
		{1200 * time.Microsecond, 1, [3][]time.Duration{nil, {11e5}, {12e5}}},
		{1700 * time.Microsecond, 1, [3][]time.Duration{nil, {11e5}, {12e5}}}, // the core is busy up to 1.8 ms
		{2200 * time.Microsecond, 2, [3][]time.Duration{nil, nil, {12e5}}},
		{20 * time.Millisecond, 3, [3][]time.Duration{}},
	} {
		s.Run(actor.Time(c.until), nil)
		require.Len(t, begun, c.begun, "at %v", c.until)
		for rank, want := range c.ahead {
			require.Equal(t, want, ahead(rank), "rank %d at %v", rank, c.until)
		}
	}
}
