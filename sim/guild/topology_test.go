package guild

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/actor"
)

// atHome checks that every session exists once, on the node that the ring says.
func atHome(t *testing.T, w *World) {
	t.Helper()
	seen := make(map[uint32]bool)
	for _, n := range w.sessionNodes {
		for _, pid := range n.members {
			st := n.kind.State(pid)
			require.NotNil(t, st)
			require.False(t, seen[st.number], "session %d lives twice", st.number)
			seen[st.number] = true
			require.EqualValues(t, w.sessionRing.Node(sessionKey(int(st.number))), n.index)
		}
	}
	require.Len(t, seen, w.settings.Members)
	reached := w.large().group.Len()
	if len(w.relays) > 0 {
		reached = 0
		for _, r := range w.relays {
			reached += r.group.Len()
		}
	}
	assert.Equal(t, w.settings.Members, reached)
	for _, g := range w.guilds {
		require.EqualValues(t, w.guildRing.Node(guildKey(g.id)), g.node.index)
		require.NotZero(t, g.pid(), "%s runs", g.name())
	}
}

// Everything stays where the ring says through any change of members and nodes, in
// a standing and in a running world, and fan-outs reach everyone.
func TestEverythingLivesWhereTheRingSays(t *testing.T) {
	p, _ := play(t, "set members 3000", "set nodes.sessions 5", "set nodes.guilds 3", "run 300ms")
	atHome(t, world(p))
	for _, line := range []string{
		"set nodes.sessions 6", "set members 2000", "set nodes.guilds 7", "set nodes.sessions 1",
		"set members 4000", "set nodes.guilds 1", "set nodes.sessions 3",
	} {
		require.NoError(t, p.Do(line))
		require.NoError(t, p.Do("run 300ms"))
		p.Finish()
		atHome(t, world(p))
		before := deliveries(p)
		require.NoError(t, p.Do("send"))
		require.NoError(t, p.Do("run 1s"))
		p.Finish()
		assert.GreaterOrEqual(t, deliveries(p)-before, int64(world(p).settings.Members), line)
		assert.True(t, world(p).System().Account().Closes())
	}
}

// One node more takes about its share of the sessions; everyone else stays the
// same actor.
func TestOneNodeMoreMovesItsShare(t *testing.T) {
	p, _ := play(t, "set members 10000", "set nodes.sessions 4", "run 300ms")
	before := make(map[actor.PID]bool)
	for _, n := range world(p).sessionNodes {
		for _, pid := range n.members {
			before[pid] = true
		}
	}
	require.NoError(t, p.Do("set nodes.sessions 5"))
	stayed := 0
	for _, n := range world(p).sessionNodes {
		for _, pid := range n.members {
			if before[pid] {
				stayed++
			}
		}
	}
	moved := 10_000 - stayed
	assert.Equal(t, len(world(p).sessionNodes[4].members), moved)
	assert.InEpsilon(t, 10_000/5, moved, 0.15)
}

// A fan-out is one cursor per node: the members of a node are sent to in the order
// of their slots, all nodes in turn.
func TestFanOutWalksSlotsInOrder(t *testing.T) {
	p, _ := play(t, "set members 5000", "set nodes.sessions 4")
	w := world(p)
	for _, n := range w.sessionNodes {
		for i := 1; i < len(n.members); i++ {
			require.Equal(t, n.members[0]+actor.PID(i)*(n.members[1]-n.members[0]), n.members[i], "side by side")
		}
	}
}

// However many machines share the cores, with or without jitter, the shares stay.
func TestSharesDoNotDependOnTheNumberOfNodes(t *testing.T) {
	for _, lines := range [][]string{
		{"set nodes.sessions 1", "set nodes.guilds 1"},
		{"set nodes.sessions 8", "set nodes.guilds 4"},
		{"set jitter 2ms", "set latency 1ms", "set latency.api 3ms"},
	} {
		_, s := play(t, append(lines, "toggle even on", "run 10s")...)
		assert.InDelta(t, 451_000, total(s, Sessions), 10_000, lines)
		assert.InDelta(t, 304_500, total(s, Presence), 10_000, lines)
		for v := range NumServices {
			assert.InDelta(t, total(s, v), int64(busy(t, s, v)), 20_000, "%v: %v", lines, v)
		}
		assert.Zero(t, s.Messages.DeadLetters)
	}
}

// Jitter is drawn from the seed.
func TestJitterIsDrawnFromTheSeed(t *testing.T) {
	fanout := func(seed int) int64 {
		_, s := play(t, fmt.Sprint("seed ", seed), "set rate 0.1", "set grpc 0", "set members 1000",
			"set jitter 5ms", "send", "run 1s")
		return s.Field.FanoutNs
	}
	assert.Equal(t, fanout(1), fanout(1))
	assert.NotEqual(t, fanout(1), fanout(2))
}

// The seed of those who ask for none opens with a sampled message.
func TestDefaultSeedOpensWithASampledMessage(t *testing.T) {
	p, err := NewPlayer("run 60ms")
	require.NoError(t, err)
	p.Finish()
	var s Snapshot
	takeSnapshot(p, &s)
	assert.EqualValues(t, 1, s.Messages.Sent)
	assert.EqualValues(t, 1, s.Messages.Sampled)
}
