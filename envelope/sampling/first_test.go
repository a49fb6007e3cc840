package sampling_test

import (
	"math"
	"testing"

	"go.opentelemetry.io/otel/trace"

	"fanout/envelope/sampling"
)

func TestThresholdText(t *testing.T) {
	for _, c := range []struct {
		p    sampling.PPM
		text string
	}{
		{sampling.Whole, "0"}, {500_000, "8"}, {250_000, "c"},
		{100_000, "e666"}, {10_000, "fd70a"}, {1_000, "ffbe77"},
		{1, "ffffef39"}, {999_999, "000010c7"}, {0, ""},
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

// The published points, the assumed ones, and straight lines between them.
func TestTableAgainstFloatingPoint(t *testing.T) {
	tb := sampling.Published()
	pts := tb.Points()
	for n := 1; n < 20_000; n++ {
		got := tb.Rate(n)
		want := float64(pts[len(pts)-1].Keep)
		for i := 1; i < len(pts); i++ {
			if a, b := pts[i-1], pts[i]; n >= a.Recipients && n <= b.Recipients {
				f := (math.Log(float64(n)) - math.Log(float64(a.Recipients))) /
					(math.Log(float64(b.Recipients)) - math.Log(float64(a.Recipients)))
				want = math.Exp(math.Log(float64(a.Keep)) + f*(math.Log(float64(b.Keep))-math.Log(float64(a.Keep))))
				break
			}
		}
		if d := math.Abs(float64(got) - want); d > 0.5001 {
			t.Fatalf("Rate(%d) = %d, want %.3f", n, got, want)
		}
		if again := tb.Rate(n); again != got {
			t.Fatalf("Rate(%d) = %d, then %d", n, got, again)
		}
	}
}

func TestKeepRate(t *testing.T) {
	id := trace.TraceID{0: 1, 15: 9}
	for _, q := range []sampling.PPM{0, 1_000, 10_000, 316_228, 999_000, sampling.Whole} {
		const n = 200_000
		kept := 0
		for i := range uint64(n) {
			if sampling.Keep(id, i, q) {
				kept++
			}
		}
		p := float64(q) / 1e6
		if d := math.Abs(float64(kept) - n*p); d > 5*math.Sqrt(n*p*(1-p)) {
			t.Errorf("q = %v: kept %d of %d", q, kept, n)
		}
	}
}
