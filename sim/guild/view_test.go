package guild

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
)

// The guild's card does not go back to an earlier message when the sessions are exchanged
// in the middle of a fan-out.
func TestLastMessageStays(t *testing.T) {
	p, s := play(t, "set rate 100", "run 1s")
	require.NotEmpty(t, s.Field.Waves, "something is under way")
	last := s.Guild.Last
	for _, line := range []string{"set members 5000", "set members 20000", "set nodes.sessions 3", "toggle relays on"} {
		require.NoError(t, p.Do(line))
		assert.Equal(t, last, snapshotOf(p).Guild.Last, line)
		require.NoError(t, p.Do("run 1ms"))
		p.Finish()
		assert.GreaterOrEqual(t, snapshotOf(p).Guild.Last, last, line)
	}
}

// A fan-out that is sampled says whose trace it is.
func TestSampledFanoutsSayWhoBeganTheTrace(t *testing.T) {
	_, s := play(t, "set members 10", "set rate 100", "set head.rate 50%", "run 3s")
	sent, began := map[int64]bool{}, [NumOrigins]int{}
	for _, e := range s.Events.List {
		sampled := e.Carrier == sim.CarrierSampled
		switch e.Event {
		case EventSent:
			sent[e.Subject] = sampled
		case EventFanout:
			if sampled {
				began[e.Origin]++
				assert.Equal(t, e.Origin == OriginAPI, sent[e.Subject], "message %d", e.Subject)
			}
		}
	}
	assert.Positive(t, began[OriginAPI])
	assert.Positive(t, began[OriginGuild])
	assert.Zero(t, began[OriginSession])
}

// How many have handled a fan-out is counted one by one, not up to the first that has not.
func TestWaveCountsWhoIsDone(t *testing.T) {
	p, _ := play(t, "set members 5000", "set rate 0.1", "toggle skip.unsampled off", "set deploy.sessions 50%", "run 1us", "send", "run 20ms")
	between := 0
	for range 200 {
		require.NoError(t, p.Do("run 500us"))
		p.Finish()
		s := snapshotOf(p)
		done := s.Messages.Deliveries
		if len(s.Field.Waves) == 0 {
			break
		}
		w := &s.Field.Waves[0]
		assert.EqualValues(t, done, w.Done)
		assert.LessOrEqual(t, w.Handled, w.Done)
		if w.Handled < w.Done {
			between++
		}
	}
	assert.Positive(t, between)
}

// What capacity was sized for does not follow the rates until it is sized again.
func TestSizing(t *testing.T) {
	p, s := play(t, "run 1s", "set rate 8", "run 1s")
	assert.Zero(t, s.Sized.At)
	assert.EqualValues(t, 4_000, s.Sized.For.MessageRate)
	assert.Equal(t, s.Services[Guilds].Capacity, s.Services[Guilds].SizedFrom)
	require.NoError(t, p.Do("set members 1000"))
	s = snapshotOf(p)
	assert.EqualValues(t, 2e9, s.Sized.At)
	assert.EqualValues(t, 8_000, s.Sized.For.MessageRate)
	assert.Equal(t, 1_000, s.Sized.For.Members)
	assert.NotEqual(t, s.Services[Guilds].Capacity, s.Services[Guilds].SizedFrom)
	require.NoError(t, p.Do("toggle no.roots"))
	s = snapshotOf(p)
	assert.Equal(t, s.Services[Guilds].Capacity, s.Services[Guilds].SizedFrom, "this change has not")
}

// The actor's share of the last second and its service's are of the same time: the actor
// cannot have spent more than all of them.
func TestActorIsPartOfItsService(t *testing.T) {
	for _, lines := range [][]string{{"burst 50"}, {"set guild.scale 100", "set small 300", "set grpc 1000"}, {"set members 100000", "burst 3"}} {
		p, _ := play(t, lines...)
		for range 30 {
			require.NoError(t, p.Do("run 47ms"))
			p.Finish()
			s := snapshotOf(p)
			assert.Equal(t, s.Services[Guilds].SpentNs, s.Guild.BusyNs)
			actor := int64(s.Guild.Busy) * 1000
			service := int64(s.Services[Guilds].Spent) * s.Services[Guilds].Capacity
			assert.LessOrEqual(t, actor, service+service/50+2_000_000, "%v at %v", lines, s.Now)
			if s.Guild.Mailbox > 0 {
				assert.True(t, s.Guild.Working, "it does not rest while messages wait")
			}
		}
	}
}
