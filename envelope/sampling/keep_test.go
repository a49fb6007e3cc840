package sampling_test

import (
	"math"
	"math/bits"
	"testing"

	"go.opentelemetry.io/otel/trace"

	"fanout/envelope/sampling"
)

func TestKeepRates(t *testing.T) {
	id := trace.TraceID{0: 1, 15: 9}
	for _, q := range []sampling.PPM{-1, 0, 1_000, 10_000, 316_228, 999_000, sampling.Whole, sampling.Whole + 1} {
		const n = 200_000
		kept := 0
		for i := range uint64(n) {
			if sampling.Keep(id, i, q) {
				kept++
			}
		}
		p := math.Min(1, math.Max(0, float64(q)/1e6))
		if d := math.Abs(float64(kept) - n*p); d > 5*math.Sqrt(n*p*(1-p)) {
			t.Errorf("q = %v: kept %d of %d", q, kept, n)
		}
	}
}

func TestHigherRateKeepsWhatALowerOneKept(t *testing.T) {
	for i := range uint64(10_000) {
		id := trace.TraceID{8: byte(i >> 8), 15: byte(i)}
		if sampling.Keep(id, i, 100_000) && !sampling.Keep(id, i, 200_000) {
			t.Fatalf("recipient %d is kept at 10 %% and not at 20 %%", i)
		}
	}
}

// Recipients count up by one, traces differ in a few bits, and still about half
// of the 56 output bits change with each input bit, none of them always.
func TestRecipientRandomnessMixes(t *testing.T) {
	const trials = 500
	for bit := range 192 { // 128 of the trace id, 64 of the recipient
		changed := 0
		for i := range uint64(trials) {
			id := trace.TraceID{0: 0xA9, 7: byte(i), 12: byte(i >> 8), 15: byte(i * 7)}
			recipient := i
			before := sampling.RecipientRandomness(id, recipient)
			if bit < 128 {
				id[bit/8] ^= 1 << (bit % 8)
			} else {
				recipient ^= 1 << (bit - 128)
			}
			changed += bits.OnesCount64(before ^ sampling.RecipientRandomness(id, recipient))
		}
		if mean := float64(changed) / trials; math.Abs(mean-28) > 1.2 {
			t.Errorf("input bit %d changes %.1f of 56 output bits", bit, mean)
		}
	}
}

// Two traces keep different recipients: the number kept by both is that of
// independent decisions.
func TestTracesAreIndependent(t *testing.T) {
	const n, q = 100_000, 100_000
	for other := byte(1); other < 20; other++ {
		both := 0
		for i := range uint64(n) {
			if sampling.Keep(trace.TraceID{15: 100}, i, q) && sampling.Keep(trace.TraceID{15: 100 + other}, i, q) {
				both++
			}
		}
		if p := 0.01; math.Abs(float64(both)-n*p) > 5*math.Sqrt(n*p*(1-p)) {
			t.Errorf("trace +%d: %d recipients kept by both, want about %v", other, both, n*p)
		}
	}
}
