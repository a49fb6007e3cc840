package sampling_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/trace"

	"fanout/envelope/sampling"
)

// What no estimate can be made of is refused with its value and what is expected.
func TestEstimatesRefuse(t *testing.T) {
	confidence := func(c float64) func() error {
		return func() error { _, err := sampling.CountInterval(10, 500_000, c); return err }
	}
	of := func(kept int, p sampling.PPM) func() error {
		return func() error { _, err := sampling.CountInterval(kept, p, 0.95); return err }
	}
	var e sampling.Estimator
	add := func(p, q sampling.PPM, kept int) func() error { return func() error { return e.Add(p, q, kept) } }
	for _, c := range []struct {
		do   func() error
		want string
	}{
		{confidence(math.NaN()), "confidence NaN, want more than 0 and less than 1"},
		{confidence(math.Inf(1)), "confidence +Inf, want more than 0 and less than 1"},
		{confidence(math.Inf(-1)), "confidence -Inf, want more than 0 and less than 1"},
		{confidence(95), "confidence 95, want more than 0 and less than 1"},
		{confidence(1), "confidence 1, want more than 0 and less than 1"},
		{confidence(0), "confidence 0, want more than 0 and less than 1"},
		{confidence(-0.95), "confidence -0.95, want more than 0 and less than 1"},
		{func() error { _, err := e.Interval(math.NaN()); return err }, "confidence NaN, want more than 0 and less than 1"},
		{func() error { _, err := e.Interval(95); return err }, "confidence 95, want more than 0 and less than 1"},
		{func() error { _, err := (&sampling.Estimator{Largest: -1}).Interval(0.95); return err }, "largest fan-out -1, want 0 or more"},
		{of(-1, 500_000), "-1 kept at 50%, want 0 or more, and 0 at 0%"},
		{of(1, 0), "1 kept at 0%, want 0 or more, and 0 at 0%"},
		{of(1, -1), "rate -1 ppm, want 0 to 1000000"},
		{of(1, sampling.Whole+1), "rate 1000001 ppm, want 0 to 1000000"},
		{add(0, 1, 1), "rates 0 and 1 ppm, want 1 to 1000000"},
		{add(1, 0, 1), "rates 1 and 0 ppm, want 1 to 1000000"},
		{add(1, sampling.Whole+1, 1), "rates 1 and 1000001 ppm, want 1 to 1000000"},
		{add(math.MinInt32, 1, 1), "rates -2147483648 and 1 ppm, want 1 to 1000000"},
		{add(1, 1, -1), "-1 kept, want 0 or more"},
	} {
		err := c.do()
		assert.ErrorIs(t, err, sampling.ErrEstimate)
		assert.EqualError(t, err, "sampling: no estimate: "+c.want)
	}
	assert.Zero(t, e, "what was refused left something")
}

// Whatever is not refused comes to an end, in order and without NaN.
func TestEstimatesEnd(t *testing.T) {
	most := math.MaxInt
	for _, confidence := range []float64{5e-324, 0.5, 0.95, 0.999999, 1 - 1.0/(1<<53)} {
		for _, p := range []sampling.PPM{1, 1_000, 500_000, sampling.Whole - 1, sampling.Whole} {
			for _, kept := range []int{0, 1, 1_000, 1_000_000, 1_000_001, 1_000_000_000, most} {
				name := fmt.Sprintf("%d kept at %v, confidence %v", kept, p, confidence)
				inOrder(t, name, count(t, kept, p, confidence))
				for _, q := range []sampling.PPM{1, 500_000, sampling.Whole} {
					e := sampling.Estimator{Largest: kept}
					for range 3 {
						require.NoError(t, e.Add(p, q, kept))
						inOrder(t, fmt.Sprintf("%s and %v", name, q), interval(t, &e, confidence))
					}
				}
			}
		}
	}
}

func inOrder(t *testing.T, name string, i sampling.Interval) {
	t.Helper()
	assert.True(t, 0 <= i.Low && i.Low <= i.Estimate && i.Estimate <= i.High && !math.IsInf(i.High, 1), "%s: %+v", name, i)
}

// Where the exact intervals give way to approximate ones nothing jumps.
func TestLargeCountsGoOn(t *testing.T) {
	for _, p := range []sampling.PPM{1, 1_000, 500_000, 999_000} {
		exact, score := count(t, 1_000_000, p, 0.95), count(t, 1_000_001, p, 0.95)
		width := exact.High - exact.Low
		assert.InDelta(t, exact.Low, score.Low, width/100, "%v", p)
		assert.InDelta(t, exact.High, score.High, width/100, "%v", p)
	}
	var e sampling.Estimator // the gamma distribution's shape is the number of traces
	for range 1_000_000 {
		require.NoError(t, e.Add(1_000, sampling.Whole, 1))
	}
	before := interval(t, &e, 0.95)
	for range 2_000 {
		require.NoError(t, e.Add(1_000, sampling.Whole, 1))
	}
	after := interval(t, &e, 0.95)
	width := before.High - before.Low
	assert.InDelta(t, before.Low+2_000_000, after.Low, width/100)
	assert.InDelta(t, before.High+2_000_000, after.High, width/100)
}

// Rates out of range count as the nearest, numbers of recipients below 1 as 1.
func TestRatesOutOfRange(t *testing.T) {
	id := trace.TraceID{1, 15: 9}
	for _, c := range []struct{ p, nearest sampling.PPM }{
		{-1, 0}, {math.MinInt32, 0}, {sampling.Whole + 1, sampling.Whole}, {math.MaxInt32, sampling.Whole},
	} {
		assert.Equal(t, c.nearest, sampling.NewHead(c.p).Rate())
		assert.Equal(t, c.nearest, sampling.Flat(c.p).Rate(5))
		assert.Equal(t, sampling.ThresholdOf(c.nearest), sampling.ThresholdOf(c.p))
		for i := range uint64(100) {
			assert.Equal(t, c.nearest == sampling.Whole, sampling.Keep(id, i, c.p))
		}
	}
	for _, table := range []*sampling.Table{sampling.Published(), sampling.TenOverN(), sampling.Flat(7), sampling.None()} {
		for _, n := range []int{0, -1, math.MinInt} {
			assert.Equal(t, table.Rate(1), table.Rate(n), table.Name())
		}
		assert.Equal(t, table.Rate(math.MaxInt-1), table.Rate(math.MaxInt), table.Name())
	}
	assert.PanicsWithValue(t, "sampling: NewFanout without a head sampler", func() { sampling.NewFanout(nil, nil) })
}
