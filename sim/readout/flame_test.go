package readout_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim/readout"
)

func stack(ns, samples int64, service, actor, action, stage, op string) readout.StackTime {
	return readout.StackTime{Stack: readout.Stack{Service: service, Actor: actor, Action: action, Stage: stage, Operation: op}, Ns: ns, Samples: samples}
}

// Each frame stands behind the one that calls it, the dearest first, and what a frame calls adds
// up to it.
func TestFlame(t *testing.T) {
	frames := readout.Flame([]readout.StackTime{
		stack(5, 1, "presence", "presence", "update", "handle", "update"),
		stack(3, 0, "presence", "grpc", "handle", "handle", "handle"),
		stack(14, 2, "presence", "grpc", "handle", "unpack", "extract_headers"),
		stack(7, 1, "sessions", "session", "forward", "handle", "forward"),
	}, nil)
	var names []string
	for i := range frames {
		f := &frames[i]
		names = append(names, f.Name)
		if f.Parent >= 0 {
			assert.Less(t, f.Parent, i)
			assert.Equal(t, frames[f.Parent].Depth+1, f.Depth)
			assert.True(t, f.Under(frames[f.Parent].Path()))
		}
		var ns, samples int64
		for j := range frames {
			if frames[j].Parent == i {
				ns, samples = ns+frames[j].Ns, samples+frames[j].Samples
			}
		}
		if f.Depth < 4 {
			assert.Equal(t, [2]int64{f.Ns, f.Samples}, [2]int64{ns, samples}, f.Path())
		}
	}
	assert.Equal(t, []string{
		"presence", "grpc", "handle", "unpack", "extract_headers", "handle", "handle", "presence", "update", "handle", "update",
		"sessions", "session", "forward", "handle", "forward",
	}, names)
	assert.EqualValues(t, 22, frames[0].Ns)
	assert.EqualValues(t, 17, frames[1].Ns)
	assert.Equal(t, []string{"presence", "grpc"}, frames[1].Path())
	assert.Empty(t, readout.Flame(nil, frames))
}

// The margin shrinks with the root of the samples; none, or all, of n say no more than 3 in n.
func TestSampledShare(t *testing.T) {
	share, margin := readout.SampledShare(50, 100)
	assert.Equal(t, "50.0", share.Tenths())
	assert.Equal(t, "9.8", margin.Tenths())
	_, finer := readout.SampledShare(5_000, 10_000)
	assert.Equal(t, "1.0", finer.Tenths())
	share, margin = readout.SampledShare(0, 60)
	assert.Zero(t, share)
	assert.Equal(t, "5.0", margin.Tenths())
	_, margin = readout.SampledShare(0, 0)
	require.Equal(t, "100.0", margin.Tenths(), "without a sample nothing is known")
}
