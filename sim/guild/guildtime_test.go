package guild_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/guild"
)

// figure is a metric of the present moment.
func figure(t *testing.T, p *sim.Player, metric string) float64 {
	t.Helper()
	var s sim.Snapshot
	p.Snapshot(&s)
	q, err := guild.Model().ParseQuantity(metric, nil)
	require.NoError(t, err)
	return q.Of(&s, nil)
}

// A message waits for all that came before it: the last of 50 that come at once waits nearly
// 49 times as long as one takes: the API sends them one after the other, too.
func TestHowLongAMessageWaits(t *testing.T) {
	waited := func(command string) float64 {
		p, err := sim.NewPlayer(guild.Model(), "toggle even on", "set members 1500", "set guild.scale 100", "set rate 0.1", "set grpc 0", "set small 0", "run 1s")
		require.NoError(t, err)
		p.Finish()
		require.NoError(t, p.Do(command))
		require.NoError(t, p.Do("run 4s"))
		p.Finish()
		return figure(t, p, "guild.waited")
	}
	const each = 20e6 // ns that a message takes
	assert.Less(t, waited("send"), each/2)
	assert.InDelta(t, 49*each, waited("burst 50"), 4*each)
}

// A storm is all that the guild's timings show.
func TestMinuteOfAGuild(t *testing.T) {
	p, err := sim.NewPlayer(guild.Model(), "set members 2000", "set rate 0.1", "set grpc 0", "set small 0", "run 60s")
	require.NoError(t, err)
	p.Finish()
	assert.Zero(t, figure(t, p, "guild.minute.connect"))
	require.NoError(t, p.Do("reconnect 100%"))
	require.NoError(t, p.Do("run 30s"))
	p.Finish()
	assert.Greater(t, figure(t, p, "guild.minute.connect"), .95)
	assert.Less(t, figure(t, p, "guild.minute.fan_out"), .01)
	assert.Zero(t, figure(t, p, "guild.minute.update"))
}
