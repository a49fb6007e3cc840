package guild

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Every small guild has as many members as it should, all different, and each of
// its messages reaches all of them once; the large guild notices nothing.
func TestSmallGuilds(t *testing.T) {
	p, _ := play(t, "set members 3000", "set nodes.guilds 3", "set nodes.sessions 3", "set guilds 200", "run 5s")
	w := world(p)
	require.Len(t, w.guilds, 201)
	atHome(t, w)
	nodes := make(map[int]bool)
	for _, g := range w.guilds[1:] {
		nodes[g.node.index] = true
		assert.Equal(t, w.settings.smallSize(g.id), g.group.Len())
	}
	assert.Len(t, nodes, 3, "they are on all nodes")

	// Nothing but what a silence leaves to do.
	s := do(t, p, "set rate 0.1", "set guilds.rate 0.1", "run 1s")
	assert.Zero(t, missing(s))
	assert.Positive(t, s.Messages.SentSmall)
	l := w.settings.smallLoad()
	mean := float64(l.squares) / float64(l.members)
	assert.InEpsilon(t, mean*float64(s.Messages.SentSmall), s.Messages.DeliveriesSmall, 0.25)
	assert.InEpsilon(t, 100, s.Messages.SentSmall, 0.3, "20 a second")
	large := s.Messages.Sent - s.Messages.SentSmall
	assert.Equal(t, 3000*large, s.Messages.Deliveries-s.Messages.DeliveriesSmall)

	do(t, p, "set guilds 7", "set members 40", "run 1s")
	require.Len(t, w.guilds, 8)
	for _, g := range w.guilds[1:] {
		assert.LessOrEqual(t, g.group.Len(), 40)
	}
	s = do(t, p, "set guilds 0", "set guilds.rate 100", "run 1s")
	assert.Len(t, w.guilds, 1)
	before := s.Messages.SentSmall
	assert.Equal(t, before, do(t, p, "run 1s").Messages.SentSmall)
}

func TestSmallSizes(t *testing.T) {
	s := DefaultSettings()
	octaves := make([]int, 8)
	for id := 1; id <= mostGuilds; id++ {
		n := s.smallSize(id)
		require.GreaterOrEqual(t, n, 2)
		require.Less(t, n, 256)
		for o := range octaves {
			if n < 4<<o {
				octaves[o]++
				break
			}
		}
	}
	for o, n := range octaves[:7] {
		assert.InEpsilon(t, mostGuilds/7, n, 0.1, "octave %d", o)
	}
}

// Fan-outs of a few sessions keep far more spans than one of thousands does, in the
// proportion that is expected; sessions with small guilds cost what the preview and
// the capacity say.
func TestSmallGuildsCostAndKeepWhatIsExpected(t *testing.T) {
	t.Parallel()
	long(t)
	lines := []string{"set members 5000", "set guilds 100", "set guilds.rate 400", "set head.rate 20%", "toggle even on"}
	p, begin := play(t, lines...)
	require.NoError(t, p.Do("run 20s"))
	p.Finish()
	measured := measuredBars(world(p))
	for v := range NumServices {
		for st := range NumStages {
			assert.InDelta(t, int64(measured[v][st]), int64(begin.Services[v].CPU[st]), 25_000, "%v %v", v, st)
		}
	}
	s := new(Snapshot)
	takeSnapshot(p, s)
	assert.InEpsilon(t, float64(s.Messages.SessionSpansExp), float64(s.Messages.SessionSpans), 0.05)
	assert.InEpsilon(t, float64(s.Messages.Forecast.Spans.API)*20/1000, float64(s.Messages.SessionSpans), 0.2)
	for v := range NumServices {
		assert.InDelta(t, int64(measured[v].Total()), int64(busy(t, s, v)), 20_000, v)
	}
	assert.InDelta(t, 447_000, int64(measured[Sessions][StageHandle]), 10_000)
}

// crashes is how many actors of a world have panicked.
func crashes(w *World) (n int64) {
	for _, p := range w.Processes() {
		n += p.Node().Stats().Crashes
	}
	return n
}

// A guild that is new while its node is down waits for that: messages to it fail, and
// nobody else takes harm.
func TestNewGuildOnANodeThatIsDown(t *testing.T) {
	p := quiet(t, "set members 100", "set nodes.guilds 2", "set guilds.rate 100", "crash node guilds-1", "crash node guilds-2", "set guilds 40", "run 1s")
	s := do(t, p)
	assert.Positive(t, s.Messages.SentSmall)
	assert.Equal(t, s.Messages.Sent, s.Messages.Failed)
	s = do(t, p, "reconnect 20%", "run 20s")
	assert.Positive(t, s.Messages.DeliveriesSmall, "they have come")
	assert.Positive(t, s.Connects.Small.Done)
	assert.Zero(t, s.Connects.Small.Waiting)
	assert.Zero(t, crashes(world(p)))
	atHome(t, world(p))
}

// Messages and sessions that are on their way to a guild that no longer exists find nobody.
func TestGuildThatNoLongerExists(t *testing.T) {
	p := quiet(t, "set members 200", "set head.rate 100%", "set guilds 40", "set guilds.rate 1000", "set latency.api 5ms", "run 1s",
		"link guilds sessions down", "reconnect 100%", "run 2s", "set guilds 3", "set guilds.rate 0.1", "link guilds sessions up")
	s := do(t, p, "run 5s")
	assert.Zero(t, crashes(world(p)))
	assert.Positive(t, s.Messages.DeadLetters)
	s = do(t, p, "run 60s")
	assert.EqualValues(t, 200, s.Connects.Large.Done)
	assert.Zero(t, s.Connects.Large.Waiting+s.Connects.Small.Waiting+int64(s.Spans.Open))
	assert.Zero(t, crashes(world(p)))
	require.NoError(t, p.CheckTrees())
	before := s.Messages
	s = do(t, p, "set guilds 40", "set guilds.rate 100", "run 1s")
	assert.Greater(t, s.Messages.DeliveriesSmall, before.DeliveriesSmall, "guilds can come again")
	assert.Equal(t, before.Failed, s.Messages.Failed)
}
