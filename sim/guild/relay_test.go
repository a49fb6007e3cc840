package guild

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/row"
	"fanout/sim/span"
)

// keptBy is the numbers of the sessions that kept a span of a message in a trace of
// the API.
func keptBy(p *sim.Player, message int64) map[int64]bool {
	kept := make(map[int64]bool)
	for _, s := range p.Spans() {
		m, _ := s.Int(span.MessageKey)
		n, ok := s.Int(RecipientKey)
		if ok && m == message && span.OriginOf(s.Trace) == OriginAPI {
			kept[n] = true
		}
	}
	return kept
}

// With relays every session gets every message once, the same sessions keep their
// spans, none starts a trace, and all continue the guild's span.
func TestRelaysChangeWhoSendsAndNothingElse(t *testing.T) {
	t.Parallel()
	long(t)
	const members = 50_000
	lines := []string{"set members 50000", "set nodes.sessions 3", "set head.rate 100%", "set fanout 10/n"}
	run := func(more ...string) (*sim.Player, *Snapshot) {
		p := quiet(t, append(lines, more...)...)
		return p, do(t, p, "send", "run 1s", "send", "run 2s")
	}
	straight, a := run()
	relayed, b := run("toggle relays on")
	require.Len(t, world(relayed).relays, 4)
	assert.EqualValues(t, 4*a.Messages.Sent, world(relayed).handledBy(classRelay))
	for _, s := range []*Snapshot{a, b} {
		assert.Equal(t, s.Messages.Sent*members, s.Messages.Deliveries)
		assert.Zero(t, missing(s))
		assert.Zero(t, s.Messages.OrphanRoots)
		assert.Empty(t, s.Field.Waves)
	}
	for _, n := range world(relayed).sessionNodes {
		for _, pid := range n.members {
			require.EqualValues(t, b.Messages.Sent, n.kind.State(pid).count)
		}
	}
	for m := int64(1); m <= a.Messages.Sent; m++ {
		assert.NotEmpty(t, keptBy(straight, m))
		assert.Equal(t, keptBy(straight, m), keptBy(relayed, m), "message %d", m)
	}
	require.NoError(t, relayed.CheckTrees())

	// Unsampled, without context in the envelope: the mark of the fan-out still says
	// that no session may start a trace.
	p, s := run("toggle relays on", "set head.rate 0%")
	assert.Zero(t, s.Messages.OrphanRoots)
	s = do(t, p, "toggle no.roots off", "set head.rate 100%", "toggle grpc.link off", "toggle roots.guild off", "send", "run 1s")
	assert.Positive(t, s.Messages.OrphanRoots)
}

func (w *World) handledBy(c row.Class) int64 {
	n, _ := w.Executed(c)
	return n
}

// A relay has at most 15,000 sessions, and a million have 67.
func TestNumberOfRelays(t *testing.T) {
	for members, want := range map[int]int{1: 1, 15_000: 1, 15_001: 2, 30_000: 2, 1_000_000: 67} {
		s := Settings{Topology: Topology{Relays: true}}
		assert.Equal(t, want, s.relaysOf(members))
		assert.Zero(t, new(Settings).relaysOf(members))
	}
	p := quiet(t, "set members 120000", "set nodes.sessions 7", "toggle relays on")
	for _, r := range world(p).relays {
		assert.LessOrEqual(t, r.group.Len(), RelayMembers)
		assert.EqualValues(t, world(p).guildRing.Node(relayKey(r.index)), r.node.index)
	}
}

// The guild's step with 67 relays takes 8.65 W, 357 µs.
func TestStepOfAGuildWithRelays(t *testing.T) {
	w := float64(ops[opForward].Price)
	step := float64(ops[opGuildSmall].Price + 67*ops[opGuildRelay].Price)
	assert.InEpsilon(t, 8.65, step/w, 0.001)
	assert.InEpsilon(t, 357_000, step, 0.001)
}

// Relays come and go in a running world, and come back with the node they ran on;
// nobody is sent to twice.
func TestRelaysComeAndGo(t *testing.T) {
	// A message comes every 10 s; everything here happens in between.
	p := quiet(t, "toggle even on", "set members 16000", "set nodes.guilds 3", "run 1s")
	for _, line := range []string{
		"toggle relays on", "set members 31000", "set nodes.guilds 5", "crash node guilds-1", "crash node guilds-2",
		"crash node sessions-1", "set members 20000", "toggle relays off", "toggle relays on",
	} {
		before := do(t, p, line, "run 4s")
		after := do(t, p, "send", "run 4s")
		require.Equal(t, missing(before), missing(after), line)
		require.GreaterOrEqual(t, after.Messages.Deliveries-before.Messages.Deliveries, int64(world(p).settings.Members), line)
		require.Empty(t, after.Field.Waves, line)
		do(t, p, "run 2s")
	}
}

// The capacity is that of the untraced load with relays, if a world begins with
// them: a guild's share stays.
func TestRelaysAreProvidedFor(t *testing.T) {
	t.Parallel()
	long(t)
	_, s := play(t, "set members 100000", "toggle relays on", "set sieve ignore", "set envelopes.guild 0",
		"set envelopes.sessions 0", "toggle roots.guild off", "toggle even on", "run 10s")
	assert.InDelta(t, 310_000, total(s, Guilds), 15_000)
	assert.InDelta(t, 310_000, int64(busy(t, s, Guilds)), 20_000)
}

// A preview has two sessions, also of a guild that has one member.
func TestPreviewOfARelayWithOneMember(t *testing.T) {
	_, s := play(t, "toggle relays on", "set members 1", "set rate 50", "run 1s")
	assert.InEpsilon(t, 447_000, float64(s.Services[Sessions].CPU[StageHandle]), .01)
	assert.Positive(t, s.Messages.Deliveries)
}

// A node that crashes takes its relays with it: their sessions get nothing that is sent
// meanwhile, and everything once the node is back.
func TestANodeTakesItsRelaysWithIt(t *testing.T) {
	p := quiet(t, "toggle even on", "set members 60000", "toggle relays on", "set nodes.guilds 3", "run 1s")
	w := world(p)
	of := slices.IndexFunc(w.relays, func(r *relay) bool { return r.node != w.large().node })
	require.NotEqual(t, -1, of, "all relays are beside the guild")
	node, behind := w.relays[of].node, 0
	for _, r := range w.relays {
		if r.node == node {
			behind += r.interleave.size()
		}
	}
	before := do(t, p, fmt.Sprintf("crash node guilds-%d", node.index+1), "send", "run 4s")
	assert.EqualValues(t, behind, missing(before))
	assert.Empty(t, before.Field.Waves, "nobody waits for what will not come")
	after := do(t, p, "send", "run 4s")
	assert.Equal(t, missing(before), missing(after))
}
