package guild

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/envelope"
	"fanout/sim"
)

// Each header that is timed ends the parser one part later than the one before.
func TestStagesOfAHeader(t *testing.T) {
	for i, want := range []string{"", "version", "trace id", "parent id", "flags", "flags"} {
		decoded := ""
		for _, pass := range envelope.ReadInFull(stages[i].traceparent).Passes {
			if pass.OK && pass.Part != "" {
				decoded = pass.Part
			}
		}
		assert.Equal(t, want, decoded, stages[i].name)
	}
}

// The parts are those of the probe, and each has a figure. The sieve is no comparison: a
// fifth of the parser at most, on any machine.
func TestProbeOfAHeader(t *testing.T) {
	start := time.Now()
	p, err := sim.NewProbing(model, ProbeHeader, sim.MeasureConfig{Now: func() int64 { return int64(time.Since(start)) }, BatchNs: 200_000})
	require.NoError(t, err)
	for p.Step() {
	}
	r, full, sieve := p.Result(), int64(0), int64(0)
	for i, part := range r.Parts {
		assert.Equal(t, probes[0].Parts[i], part.Name)
		assert.GreaterOrEqual(t, part.Ps, int64(0), part.Name)
		if part.Name == PartSieve {
			sieve = part.Ps
		} else {
			full += part.Ps
		}
	}
	assert.Positive(t, sieve)
	assert.Less(t, 5*sieve, full, "%+v", r.Parts)
	t.Logf("%+v", r.Parts)
	_, err = sim.NewProbing(model, "heder", sim.MeasureConfig{Now: func() int64 { return 0 }})
	assert.EqualError(t, err, `probe: "heder" is not known; expected one of header`)
}
