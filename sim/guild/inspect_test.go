package guild

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"fanout/envelope"
	"fanout/sim"
	"fanout/sim/exact"
)

// What an inspector says of single sessions adds up to what the world counts.
func TestInspectAgainstTheWorld(t *testing.T) {
	t.Parallel()
	long(t)
	for _, lines := range [][]string{
		{"set members 1000", "set head.rate 100%", "set rate 100"},
		{"set members 1000", "set head.rate 30%", "set rate 100", "set nodes.sessions 3"},
		{"set members 700", "set head.rate 30%", "set rate 100", "toggle no.roots off"},
		{"set members 700", "set head.rate 30%", "toggle skip.unsampled off"},
		{"set members 700", "set envelopes.sessions 50%", "set head.rate 50%", "set rate 60"},
		{"set members 900", "toggle relays on", "set head.rate 50%", "set rate 60"},
		{"set members 900", "set head.rate 100%", "set nodes.sessions 1", "set rate 100", "burst 40"},
	} {
		p, err := NewPlayer(lines...)
		require.NoError(t, err)
		var s Snapshot
		for range 8 {
			require.NoError(t, p.Do("run 47ms"))
			p.Finish()
			takeSnapshot(p, &s)
			in := s.Field.Source.(Inspector)
			waiting := 0
			kept := make(map[[2]int64]bool) // by message and rank
			for i := range s.Marks {
				if m := &s.Marks[i]; !m.Orphan {
					kept[[2]int64{m.Message, int64(m.Rank)}] = true
				}
			}
			seen := 0
			for id := range s.Field.Members {
				v := in.InspectSession(id)
				waiting += v.Mailbox
				require.Equal(t, s.Field.LastHandled(v.Rank), v.Ends)
				d := in.InspectDeliveries(id, nil)
				var began *Delivery
				for i := range d {
					one := &d[i]
					if began == nil && one.State == DeliveryBegun {
						began = one
					}
					isKept := kept[[2]int64{one.Message, int64(v.Rank)}]
					if one.State == DeliveryLost || isKept != (one.Decision == DecisionKept) ||
						one.State != DeliveryBegun && one.Decision != DecisionUnknown {
						t.Fatalf("session %d, rank %d, kept %v: %+v", id, v.Rank, isKept, one)
					}
					if isKept {
						seen++
					}
				}
				if began != nil {
					require.Equal(t, *began, v.Last)
					require.Greater(t, v.Last.Began, int64(0))
					if !s.Settings.Relays {
						require.GreaterOrEqual(t, v.Last.Began, v.Last.Arrives)
					}
				}
			}
			require.Equal(t, s.Services[Sessions].Mailbox, waiting, "at %v", time.Duration(s.Now))
			inMemory := 0
			for k := range kept {
				if _, ok := in.InspectTrail(k[0]); ok {
					inMemory++
				}
			}
			require.Equal(t, inMemory, seen, "%v", lines)
		}
	}
}

// A decision is that of the settings under which it was made, also after they were
// changed; where that is not certain, none is claimed.
func TestInspectAfterAChange(t *testing.T) {
	p, err := NewPlayer("set members 2000", "set head.rate 100%", "set fanout flat", "set flat.rate 100%", "set rate 0.1", "send", "run 400ms")
	require.NoError(t, err)
	p.Finish()
	var s Snapshot
	takeSnapshot(p, &s)
	require.Empty(t, s.Field.Waves)
	before := s.Field.Source.(Inspector).InspectSession(7)
	require.Equal(t, DecisionKept, before.Last.Decision)
	require.Equal(t, exact.Whole, before.Last.Rate)
	require.NoError(t, p.Do("set flat.rate 1%"))
	takeSnapshot(p, &s)
	require.Equal(t, before, s.Field.Source.(Inspector).InspectSession(7))
}

// The way of a message is told as the services took it.
func TestInspectTrail(t *testing.T) {
	for _, c := range []struct {
		lines   []string
		sieved  bool
		opened  bool
		sampled bool
		carrier sim.Carrier
		skipped bool
	}{
		{[]string{"set head.rate 100%"}, true, true, true, sim.CarrierSampled, false},
		{[]string{"set head.rate 0%"}, true, false, false, sim.CarrierEmpty, true},
		{[]string{"set head.rate 0%", "set sieve parse", "toggle skip.unsampled off"}, false, true, false, sim.CarrierUnsampled, false},
		{[]string{"set head.rate 100%", "set sieve ignore", "toggle roots.guild off"}, false, false, true, sim.CarrierEmpty, true},
		{[]string{"set head.rate 100%", "set envelopes.sessions 0%"}, true, true, true, sim.CarrierBare, false},
	} {
		p, err := NewPlayer(append(c.lines, "set rate 0.1", "send", "run 300ms")...)
		require.NoError(t, err)
		p.Finish()
		var s Snapshot
		takeSnapshot(p, &s)
		got, ok := s.Field.Source.(Inspector).InspectTrail(s.Guild.Last)
		require.True(t, ok)
		require.Equal(t, [2]bool{c.sieved, c.opened}, [2]bool{got.Sieved, got.Unpacked}, "%v", c.lines)
		require.Equal(t, c.sampled, got.Sampled)
		require.Equal(t, c.carrier, got.Fanout.Carrier)
		require.Equal(t, c.skipped, got.Skipped)
		require.Equal(t, c.sampled, envelope.Sampled(got.Header))
		require.Less(t, got.SentAt, got.ReadAt)
		require.Less(t, got.ReadAt, got.FannedAt)
		_, ok = s.Field.Source.(Inspector).InspectTrail(s.Guild.Last + 1)
		require.False(t, ok)
	}
}
