package agree

import (
	"testing"

	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/guild"
)

// A world in which nobody is left, because all sessions live on nodes that are down, can be
// looked at, and goes on.
func TestNobodyIsThere(t *testing.T) {
	m := guild.Model()
	p, err := sim.NewPlayer(m, "pause", "set nodes.sessions 1", "set members 1")
	require.NoError(t, err)
	all := append(screens(m), newScreen("session", m, 1440, 900, "button.zoom.in", "button.zoom.in", "button.zoom.in"))
	var snap sim.Snapshot
	for _, line := range []string{"run 1s", "crash node sessions-1", "toggle relays", "run 1ms", "toggle relays", "set guilds 3", "burst 3", "run 1ms", "set members 2", "run 100ms", "run 10s"} {
		require.NoError(t, p.Do(line))
		p.Finish()
		p.Snapshot(&snap)
		for _, s := range all {
			s.look(&snap)
		}
	}
	require.Equal(t, 2, guild.ViewOf(&snap).Field.Members, "they are back")
}
