package sampling_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"go.opentelemetry.io/otel/trace"

	"fanout/envelope/sampling"
)

func TestThresholdText(t *testing.T) {
	for _, c := range []struct {
		p    sampling.PPM
		text string
	}{
		{sampling.Whole, "0"}, // everything: nothing is rejected
		{500_000, "8"}, {250_000, "c"},
		{100_000, "e666"}, {10_000, "fd70a"}, {1_000, "ffbe77"},
		{1, "ffffef39"}, {999_999, "000010c7"},
		{0, ""}, // nothing is ever kept, so nothing is ever written
	} {
		th := sampling.ThresholdOf(c.p)
		if got := th.String(); got != c.text {
			t.Errorf("%v: th:%s, want th:%s", c.p, got, c.text)
		}
		if c.text == "" {
			continue
		}
		back, err := sampling.ParseThreshold(c.text)
		if err != nil || back != th {
			t.Errorf("%s parses as %x, %v; want %x", c.text, back, err, th)
		}
		if got, want := th.AdjustedCount(), 1e6/float64(c.p); math.Abs(got/want-1) > 1e-3 {
			t.Errorf("%v: adjusted count %g, want about %g", c.p, got, want)
		}
	}
}

func TestThresholdRefusesOtherText(t *testing.T) {
	for _, s := range []string{"", "E666", "g", "th:8", "123456789abcdef", "-1", " 8"} {
		if th, err := sampling.ParseThreshold(s); err == nil {
			t.Errorf("%q parses as %x", s, th)
		}
	}
}

// The specification computes thresholds in floating point, with the number of
// digits from the exponents of p and 1-p. Integers give the same text.
func TestThresholdAgainstFloatingPoint(t *testing.T) {
	reference := func(p float64) uint64 {
		_, expP := math.Frexp(p)
		_, expR := math.Frexp(1 - p)
		digits := min(14, max(4-expP/4, 4-expR/4))
		th := uint64(1)<<56 - uint64(math.Round(p*float64(uint64(1)<<56)))
		if shift := 4 * (14 - digits); shift > 0 {
			th = (th + 1<<(shift-1)) >> shift << shift
		}
		return th
	}
	check := func(p sampling.PPM) {
		if got, want := uint64(sampling.ThresholdOf(p)), reference(float64(p)/1e6); got != want {
			t.Fatalf("%d ppm: %014x, want %014x", p, got, want)
		}
	}
	for p := sampling.PPM(1); p < 2_000; p++ {
		check(p)
		check(sampling.Whole - p)
	}
	r := rand.New(rand.NewPCG(1, 0))
	for range 20_000 {
		check(1 + sampling.PPM(r.Int32N(999_999)))
	}
}

func TestRandomnessIsTheRightmostSevenBytes(t *testing.T) {
	id := trace.TraceID{0xff, 8: 0xff, 9: 0x01, 15: 0x02}
	if got, want := sampling.Randomness(id), uint64(0x01000000000002); got != want {
		t.Errorf("%014x, want %014x", got, want)
	}
}
