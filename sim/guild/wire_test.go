package guild

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/trace"

	"fanout/sim/exact"
	"fanout/sim/span"
)

func TestMessagesOnTheWire(t *testing.T) {
	for _, m := range []any{&fanout{message: 1}, &fanout{message: 1 << 40}, &update{number: 7}, &connect{number: 999_999}} {
		b, err := appendMessage(nil, m)
		require.NoError(t, err)
		back, err := readMessage(b)
		require.NoError(t, err)
		assert.Equal(t, m, back)
		for i := range b {
			_, err = readMessage(b[:i])
			assert.Error(t, err)
		}
		_, err = readMessage(append(b, 0))
		assert.Error(t, err)
	}
	_, err := appendMessage(nil, "text")
	assert.EqualError(t, err, "a string does not travel between nodes")
	_, err = readMessage([]byte("x\x02"))
	assert.EqualError(t, err, `a message of kind 'x'; expected one of f, u, c`)
}

// A fan-out is written once and goes to every node once, with and without relays; a
// node reads it once.
func TestFanOutIsWrittenOnceAndReadOncePerNode(t *testing.T) {
	p := quiet(t, "toggle even on", "set members 40000", "set nodes.sessions 5", "run 1ms")
	s := do(t, p, "send", "send", "run 1s")
	assert.Equal(t, WireTotals{Written: 2, Batches: 10, Bytes: s.Messages.Wire.Bytes}, s.Messages.Wire)
	assert.Positive(t, s.Messages.Wire.Bytes)
	s = do(t, p, "toggle relays on", "send", "run 1s")
	assert.EqualValues(t, 3, s.Messages.Wire.Written, "a relay passes the bytes on")
	on := make(map[*guildNode]bool)
	for _, r := range world(p).relays {
		on[r.node] = true
	}
	assert.EqualValues(t, 10+len(on)+3*5, s.Messages.Wire.Batches)
	s = do(t, p, "set envelopes.sessions 0", "send", "run 1s")
	assert.EqualValues(t, 3, s.Messages.Wire.Written, "bare messages need no envelope")

	n := world(p).sessionNodes[3]
	msg, _ := n.Transport().Wrap(t.Context(), &fanout{message: 7}, 10_000)
	packed := n.pack(msg, nil, 1).(*wireMessage)
	assert.Same(t, n.decode(packed), n.decode(packed))
	assert.Equal(t, msg, n.decode(packed))
}

func TestVersionsByShare(t *testing.T) {
	s := Settings{Rollout: Rollout{DeployFrom: versionCarrier}}
	for share, want := range map[exact.PPM]int{0: 0, 100_000: 1, 500_000: 5, 990_000: 10, exact.Whole: 10, 1: 0} {
		got := 0
		for i := range 10 {
			if s.versionOf(i, 10, share) == versionNow {
				got++
				assert.Equal(t, i+1, got, "the first ones")
			}
		}
		assert.Equal(t, want, got, "%v", share)
	}
}

// A rolling deploy under load, from nothing to everything and back, one service
// after the other: old and new versions talk to each other in every mixture, and
// every message is handled once.
func TestRollingDeploy(t *testing.T) {
	t.Parallel()
	long(t)
	for _, from := range versionNames {
		for _, relays := range []string{"off", "on"} {
			t.Run(from+", relays "+relays, func(t *testing.T) {
				p, _ := play(t, "set members 2000", "set nodes.guilds 4", "set nodes.sessions 5", "set guilds 20", "set rate 20",
					"set head.rate 50%", "toggle relays "+relays, "set deploy.from "+from, "set deploy.guilds 0", "set deploy.sessions 0")
				s := do(t, p, "run 1s")
				if from == "bare" {
					assert.Zero(t, s.Messages.SessionSpans+s.Messages.OrphanRoots, "nothing is instrumented")
				}
				for _, key := range []string{"deploy.sessions", "deploy.guilds"} {
					for _, share := range []string{"20%", "40%", "60%", "80%", "100%"} {
						do(t, p, fmt.Sprint("set ", key, " ", share), "run 300ms")
					}
				}
				do(t, p, "set deploy.guilds 50%", "set deploy.sessions 50%", "run 300ms")
				s = do(t, p, "set rate 0.1", "set guilds.rate 0.1", "run 2s")
				assert.Zero(t, missing(s)+s.Messages.DeadLetters+s.Messages.Lost)
				assert.Positive(t, s.Messages.SessionSpans)
				require.NoError(t, p.CheckTrees())
				large, small := s.Messages.Sent-s.Messages.SentSmall, int64(0)
				for _, n := range world(p).sessionNodes {
					for _, pid := range n.members {
						more := int64(n.kind.State(pid).count) - large
						require.GreaterOrEqual(t, more, int64(0), "everyone got every message of the large guild")
						small += more
					}
				}
				assert.Equal(t, s.Messages.DeliveriesSmall, small)
			})
		}
	}
}

// What each mixture of versions leads to for the sessions.
func TestOldVersions(t *testing.T) {
	run := func(lines ...string) *Snapshot {
		p := quiet(t, append([]string{"set members 1000", "set head.rate 100%", "toggle even on"}, lines...)...)
		s := do(t, p, "run 1ms", "burst 5", "run 1s")
		assert.EqualValues(t, 5000, s.Messages.Deliveries)
		return s
	}
	now := run()
	assert.InDelta(t, 50, now.Messages.SessionSpans, 30, "1 % of 1,000, five times")
	assert.Zero(t, now.Messages.Wire.Dropped)

	bare := run("set deploy.from bare", "set deploy.sessions 0")
	assert.Zero(t, bare.Messages.SessionSpans+bare.Messages.OrphanRoots, "a session that knows no envelopes traces nothing")

	deaf := run("set deploy.from carrier", "set deploy.sessions 0")
	assert.EqualValues(t, 5000, deaf.Messages.SessionSpans, "without the number of recipients all are kept")
	assert.EqualValues(t, 5000, deaf.Messages.Wire.Dropped)

	dumb := run("set deploy.from carrier", "set deploy.guilds 0")
	assert.EqualValues(t, 5000, dumb.Messages.SessionSpans, "nor when nobody says it")
	assert.Zero(t, dumb.Messages.Wire.Dropped)

	mute := run("set deploy.from bare", "set deploy.guilds 0")
	assert.Zero(t, mute.Messages.SessionSpans, "a bare message brings no context")
	assert.EqualValues(t, 5000, mute.Messages.OrphanRoots, "and does not say that it was fanned out")
}

// A node that is added to a running world runs under the settings in force.
func TestAddedNodesAreConfigured(t *testing.T) {
	p := quiet(t, "set members 1000", "set head.rate 100%", "toggle skip.unsampled off", "run 1ms", "set nodes.sessions 4", "set nodes.guilds 6")
	all := world(p).allProcesses()
	require.Len(t, all, len(world(p).Processes()))
	for _, q := range all {
		assert.Equal(t, world(p).callers.Transport().Options(), q.Transport().Options(), q.Node().Name())
		_, s := q.StartFree(t.Context(), "head", trace.SpanKindServer, 0, span.Tag(OriginAPI, 1))
		assert.Equal(t, span.RootKept, s.Outcome, "%s samples all", q.Node().Name())
		assert.Equal(t, world(p).callers.KeepRate(1_000), q.KeepRate(1_000), q.Node().Name())
		assert.Equal(t, versionNow, q.version)
	}
}

// What a wireMessage costs: written once for a fan-out, read once by each node.
func BenchmarkWireMessage(b *testing.B) {
	p, err := NewPlayer("set head.rate 100%")
	require.NoError(b, err)
	n := world(p).sessionNodes[0]
	msg, _ := n.Transport().Wrap(b.Context(), &fanout{message: 7}, 10_000)
	b.Run("write", func(b *testing.B) {
		for range b.N {
			n.pack(msg, nil, 2)
		}
	})
	packed := n.pack(msg, nil, 2).(*wireMessage)
	b.Run("read", func(b *testing.B) {
		for range b.N {
			n.read(packed)
		}
	})
	b.Run("read again", func(b *testing.B) {
		for range b.N {
			n.decode(packed)
		}
	})
}
