package guild_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/guild"
	"fanout/sim/span"
)

// The published handler keeps the context of a message whose handler failed: the next one
// without context lands on its trace, until the guild's actor is another one. With detach
// nothing of it is left.
func TestLeak(t *testing.T) {
	for _, c := range []struct {
		name   string
		lines  []string
		strays float64
	}{
		{"published", []string{"toggle detach off", "fail", "run 1s", "set envelopes.guild 0%", "send", "run 1s", "send", "run 1s"}, 2},
		{"detached", []string{"fail", "run 1s", "set envelopes.guild 0%", "send", "run 1s"}, 0},
		{"an envelope brings its own context", []string{"toggle detach off", "fail", "run 1s", "send", "run 1s"}, 0},
		{"another actor knows nothing", []string{"toggle detach off", "fail", "run 1s", "crash guild", "run 100ms", "set envelopes.guild 0%", "send", "run 1s"}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := sim.NewPlayer(guild.Model(), "set members 20", "set small 0", "set grpc 0", "set rate 0.1", "set head.rate 100%", "seed 7")
			require.NoError(t, err)
			for _, line := range c.lines {
				require.NoError(t, p.Do(line))
				p.Finish()
			}
			var s sim.Snapshot
			p.Snapshot(&s)
			assert.EqualValues(t, c.strays, guild.ViewOf(&s).Messages.Strays)
			found := 0
			for _, one := range p.Spans() {
				if n, ok := one.Int(span.MessageKey); ok && one.Resource.In(guild.Guilds) && one.Origin() == guild.OriginAPI && one.Trace != rootOf(p, n) {
					found++
				}
			}
			assert.EqualValues(t, c.strays, found, "spans whose trace is of another message")
			require.NoError(t, p.CheckTrees())
		})
	}
}

// rootOf is the trace that the API began for a message.
func rootOf(p *sim.Player, message int64) (id [16]byte) {
	for _, s := range p.Spans() {
		if n, ok := s.Int(span.MessageKey); ok && n == message && s.Resource.In(guild.API) {
			return s.Trace
		}
	}
	return id
}
