package guild

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A few sessions that reconnect are in within milliseconds of each other: 36 ms
// each at the large guild, one after the other, without a timeout.
func TestAFewReconnect(t *testing.T) {
	p := quiet(t, "set members 100", "set guilds 20")
	s := do(t, p, "reconnect 100%", "run 500ms")
	assert.Positive(t, s.Connects.Large.Waiting)
	s = do(t, p, "run 4s")
	v := s.Connects
	assert.Zero(t, v.Large.Waiting+v.Small.Waiting)
	assert.EqualValues(t, 100, v.Large.Done)
	assert.EqualValues(t, world(p).settings.smallLoad().members, v.Small.Done, "to every guild of each")
	assert.Zero(t, v.Timeouts+v.Retries+v.LateReplies)
	assert.Less(t, v.Large.LongestNs, int64(100*36*time.Millisecond))
	assert.GreaterOrEqual(t, v.Large.LongestNs, int64(36*time.Millisecond))
	for _, n := range world(p).sessionNodes {
		assert.Empty(t, n.connecting)
	}

	before := s.Messages.Deliveries - s.Messages.DeliveriesSmall
	s = do(t, p, "send", "run 1s")
	assert.EqualValues(t, 100, s.Messages.Deliveries-s.Messages.DeliveriesSmall-before, "all are there")
	assert.Zero(t, s.Connects.Missed)
	s = do(t, p, "reconnect 50%", "run 10s")
	assert.InDelta(t, 50, s.Connects.Large.Done-100, 15)
	assert.Zero(t, s.Connects.Large.Waiting)
}

// A guild that cannot keep up makes its sessions wait as long as its queue is: calls
// time out and are repeated, timed-out calls are served and their answers come too
// late, while small guilds take their members in within milliseconds. Messages pass
// by those who are not in.
func TestReconnectStorm(t *testing.T) {
	p := quiet(t, "toggle even on", "set members 2000", "set guilds 30", "set guilds.rate 0.1", "set head.rate 10%", "run 1s")
	s := do(t, p, "reconnect 100%", "send", "run 30s")
	v := s.Connects
	assert.InDelta(t, 30_000, v.Large.OldestNs/1e6, 1_100, "those who came last still wait for their turn")
	assert.Positive(t, v.Large.Waiting)
	assert.Zero(t, v.Small.Waiting)
	assert.Less(t, v.Small.LongestNs, int64(500*time.Millisecond))
	assert.Positive(t, s.Guild.Mailbox)
	rows := s.Connects.Rows
	require.Len(t, rows, connectRowsMost)
	assert.Equal(t, v.Large.OldestNs, rows[0].TookNs)
	for i, r := range rows {
		assert.True(t, r.Guild == 0 && r.Attempts > 1, "%+v", r)
		assert.True(t, i == 0 || r.TookNs <= rows[i-1].TookNs)
	}
	s = do(t, p, "run 120s")
	v = s.Connects
	assert.Equal(t, v.Large.LongestNs, v.Rows[0].TookNs)
	assert.False(t, v.Rows[0].Waiting)
	assert.Zero(t, v.Large.Waiting)
	assert.EqualValues(t, 2000, v.Large.Done)
	// 2,000 × 36 ms, what the repetitions cost, and up to 5 s until a session that
	// waits for its last call gets to know.
	assert.InDelta(t, 72+2.5, float64(v.Large.LongestNs)/1e9, 4)
	assert.Greater(t, v.Timeouts, int64(2000))
	assert.Greater(t, v.Retries, int64(2000))
	assert.Positive(t, v.LateReplies)
	assert.Equal(t, missing(s), v.Missed)
	assert.Positive(t, v.Missed)

	longest, connects := int64(0), 0
	for _, span := range p.Spans() {
		if guild, ok := span.Int(GuildKey); ok && span.Name == "session.connect" && guild == 0 {
			connects++
			longest = max(longest, span.End-span.Start)
		}
	}
	assert.InDelta(t, 200, connects, 50, "a tenth is sampled")
	assert.InDelta(t, 72+2.5, float64(longest)/1e9, 6, "and shows it")
	require.NoError(t, p.CheckTrees())
}

// A session that ends while it connects is forgotten. A guild that crashes loses its
// queue but no session: callers learn of the crash and try again.
func TestStormAndFaults(t *testing.T) {
	p := quiet(t, "toggle even on", "set members 400", "set guilds 10", "run 1s", "reconnect 100%", "run 2s")
	node := world(p).large().node.index + 1
	s := do(t, p, "crash guild", "crash node sessions-1", "run 2s", fmt.Sprint("crash node guilds-", node), "link guilds sessions loss 20%",
		"run 3s", "set members 300", "link guilds sessions up", "run 200s")
	assert.Zero(t, s.Connects.Large.Waiting+s.Connects.Small.Waiting)
	assert.Positive(t, s.Connects.Large.Done)
	assert.Zero(t, s.Spans.Open)
	atHome(t, world(p))
}

// The price of a connect can be edited.
func TestPriceOfAConnect(t *testing.T) {
	p := quiet(t, "set members 50", "cost guild.connect 1ms")
	s := do(t, p, "reconnect 100%", "run 2s")
	assert.EqualValues(t, 50, s.Connects.Large.Done)
	assert.Less(t, s.Connects.Large.LongestNs, int64(20*time.Millisecond))
}

func TestBadReconnect(t *testing.T) {
	p, _ := play(t)
	for line, want := range map[string]string{
		"reconnect":      `reconnect: "" is not possible; expected a share from 0.0001% to 100%, such as 1% or 0.01`,
		"reconnect 0":    `reconnect: "0" is not possible; expected a share from 0.0001% to 100%, such as 1% or 0.01`,
		"reconnect 101%": `reconnect: "101%" is not possible; expected a share from 0.0001% to 100%, such as 1% or 0.01`,
	} {
		assert.EqualError(t, p.Do(line), want, line)
	}
}

// A storm is the same however it is cut, and comes again after a checkpoint.
func TestStormMakesOneHistory(t *testing.T) {
	lines := []string{"set members 500", "set guilds 15", "set head.rate 30%", "set jitter 3ms", "reconnect 80%", "run 3s"}
	p := quiet(t, lines...)
	c := world(p).Checkpoint()
	c.More(nil)
	whole := do(t, p, "run 15s")
	for range 2 {
		world(p).Restore(c)
		again := do(t, p, "run 15s")
		assert.Equal(t, whole.Hash, again.Hash)
		assert.Equal(t, whole.Connects, again.Connects)
	}
	q := quiet(t, lines...)
	for range 100 {
		do(t, q, "run 150ms")
	}
	assert.Equal(t, whole.Hash, do(t, q).Hash)
}
