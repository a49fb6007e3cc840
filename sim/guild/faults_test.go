package guild

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
)

// quiet is a world in which only what a test sends is under way.
func quiet(t *testing.T, lines ...string) *sim.Player {
	t.Helper()
	// The services have the capacity of a busy world, since time has begun.
	p, _ := play(t, append([]string{"set grpc 0", "set small 0", "run 1ns", "set rate 0.1"}, lines...)...)
	return p
}

func do(t *testing.T, p *sim.Player, lines ...string) *Snapshot {
	t.Helper()
	for _, line := range lines {
		require.NoError(t, p.Do(line), line)
		p.Finish()
	}
	s := new(Snapshot)
	takeSnapshot(p, s)
	require.True(t, world(p).System().Account().Closes())
	return s
}

// missing is the deliveries that were not made, which all must be lost or dead
// letters once nothing is under way.
func missing(s *Snapshot) int64 { return s.Messages.Expected - s.Messages.Deliveries }

func TestLinkFaultsAreAccountedFor(t *testing.T) {
	p := quiet(t, "set members 2000", "set nodes.sessions 4", "link guilds sessions-2 down")
	there := len(world(p).sessionNodes[1].members)
	s := do(t, p, "burst 3", "run 5s")
	assert.EqualValues(t, 3*there, missing(s), "a whole node misses every message")
	assert.Equal(t, missing(s), s.Messages.Lost)
	assert.Empty(t, s.Field.Waves, "nobody waits for what will not come")

	s = do(t, p, "link sessions-2 guilds up", "burst 3", "run 5s")
	assert.EqualValues(t, 3*there, missing(s), "and none any more")

	before := s.Messages
	s = do(t, p, "link sessions guilds loss 10%", "burst 5", "run 5s")
	lost := s.Messages.Lost - before.Lost
	assert.InDelta(t, 1000, lost, 150)
	assert.Equal(t, missing(s), s.Messages.Lost)
	assert.Zero(t, s.Messages.DeadLetters)
}

// The API learns of a link that is down by its timeout.
func TestCallsOverADeadLinkFail(t *testing.T) {
	p := quiet(t, "set members 100", "link api guilds down")
	s := do(t, p, "send", "run 4s")
	assert.Zero(t, s.Messages.Failed)
	s = do(t, p, "run 2s")
	assert.EqualValues(t, 1, s.Messages.Failed)
	assert.Zero(t, s.Messages.Expected)
	s = do(t, p, "link api guilds up", "send", "run 1s")
	assert.EqualValues(t, 1, s.Messages.Failed)
	assert.EqualValues(t, 100, s.Messages.Deliveries)
}

// A crashed guild is started again by its supervisor, as often as it crashes, and
// goes on with the same members.
func TestGuildComesBack(t *testing.T) {
	p := quiet(t, "set members 50000")
	for range 10 {
		old := world(p).large().pid()
		do(t, p, "crash guild", "run 1ms")
		require.NotZero(t, world(p).large().pid())
		require.NotEqual(t, old, world(p).large().pid())
	}
	s := do(t, p, "send", "run 2s")
	assert.Positive(t, s.Messages.Expected)
	assert.Zero(t, missing(s))

	// In the middle of a fan-out, which takes 6 ms to send: who was not sent to yet
	// gets nothing.
	for s.Guild.Sending == 0 {
		s = do(t, p, "send", "run 8ms")
	}
	begun := s.Messages.Expected
	s = do(t, p, "crash guild", "run 900ms")
	assert.Equal(t, begun, s.Messages.Expected)
	assert.Zero(t, s.Messages.Lost+s.Messages.DeadLetters)
	assert.Positive(t, missing(s))
	assert.Less(t, missing(s), int64(50_000))
	s = do(t, p, "run 2s")
	assert.Empty(t, s.Field.Waves)
}

// A session node that crashes comes back with the same sessions; what was sent to
// them in between are dead letters.
func TestSessionNodeComesBack(t *testing.T) {
	p := quiet(t, "set members 3000", "set nodes.sessions 3")
	there := len(world(p).sessionNodes[2].members)
	s := do(t, p, "crash node sessions-3", "send", "run 1s")
	assert.EqualValues(t, there, missing(s))
	assert.EqualValues(t, there, s.Messages.DeadLetters)
	s = do(t, p, "crash node sessions-3", "run 2s", "send", "run 1s")
	assert.EqualValues(t, there, missing(s), "crashing what is down does nothing")
	atHome(t, world(p))
	do(t, p, "crash node sessions-1", "set members 2000", "run 3s")
	atHome(t, world(p))
	do(t, p, "crash node sessions-1", "set nodes.sessions 2", "run 3s")
	atHome(t, world(p))
}

func TestGuildNodeComesBack(t *testing.T) {
	p := quiet(t, "set members 300")
	node := world(p).large().node.index + 1
	s := do(t, p, fmt.Sprint("crash node guilds-", node), "send", "run 1s")
	assert.EqualValues(t, 1, s.Messages.Failed, "there is no server to call")
	s = do(t, p, "run 2s", "send", "run 1s")
	assert.EqualValues(t, 1, s.Messages.Failed)
	assert.EqualValues(t, 300, s.Messages.Deliveries)
	do(t, p, fmt.Sprint("crash node guilds-", node), "set nodes.guilds 9", "run 3s")
	atHome(t, world(p))
}

// Faults do not depend on how the run is cut, also when a node comes back.
func TestFaultsMakeOneHistory(t *testing.T) {
	lines := []string{"set members 500", "set jitter 1ms", "link guilds sessions loss 5%", "run 300ms",
		"crash guild", "crash node sessions-1", "run 1s", "crash node guilds-1", "burst 9"}
	whole := do(t, quiet(t, lines...), "run 4s").Hash
	p := quiet(t, lines...)
	for range 40 {
		do(t, p, "run 100ms")
	}
	assert.Equal(t, whole, do(t, p).Hash)
}

func TestBadFaults(t *testing.T) {
	p, _ := play(t)
	for line, want := range map[string]string{
		"link":                          `link: "" is too little; expected link A B up|down|loss SHARE`,
		"link guilds moon down":         `link: "moon" is neither a service nor a node; expected such as guilds or sessions-2`,
		"link guilds sessions-65 down":  `link: "sessions-65" is neither a service nor a node; expected such as guilds or sessions-2`,
		"link guilds sessions-02 down":  `link: "sessions-02" is neither a service nor a node; expected such as guilds or sessions-2`,
		"link api sessions down":        `link: api and sessions have no link; guilds have one to api, sessions and presence`,
		"link guilds sessions":          `link: "guilds sessions" is too little; expected link A B up|down|loss SHARE`,
		"link guilds sessions sideways": `link: "sideways" is not possible; expected up, down or loss SHARE`,
		"link guilds sessions loss 2":   `link: loss "2" is not possible; expected a share from 0% to 100%, such as 1% or 0.01`,
		"crash":                         `crash: "" is not possible; expected crash guild | crash node NAME`,
		"crash node sessions":           `crash: "sessions" cannot crash; expected a node such as guilds-1 or sessions-2`,
		"crash node api-1":              `crash: "api-1" cannot crash; expected a node such as guilds-1 or sessions-2`,
	} {
		assert.EqualError(t, p.Do(line), want, line)
	}
}
