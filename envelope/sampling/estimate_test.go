package sampling_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"fanout/envelope/sampling"
)

func TestCountIntervalByHand(t *testing.T) {
	for _, c := range []struct {
		name      string
		kept      int
		p         sampling.PPM
		low, high float64
	}{
		// Nothing kept at 1 %: (99/100)^n > 2.5 % up to n = 367.
		{"nothing kept is no proof of nothing", 0, 10_000, 0, 367},
		// One kept at 50 %: 1-(1/2)^n > 2.5 % from n = 1, (n+1)/2^n > 2.5 % up to n = 8.
		{"one of a few", 1, 500_000, 1, 8},
		{"everything was kept", 17, sampling.Whole, 17, 17},
	} {
		i := count(t, c.kept, c.p, 0.95)
		if i.Low != c.low || math.Abs(i.High-c.high) > 1 {
			t.Errorf("%s: %+v, want %v to %v", c.name, i, c.low, c.high)
		}
	}
	if i := count(t, 0, 0, 0.95); !math.IsInf(i.High, 1) {
		t.Errorf("at rate zero: %+v", i)
	}
}

// Intervals of 95 % must cover the truth in at least 95 of 100 histories, from
// the first sampled message on, and those of 90 and 99 % in as many as they say.
// The slack is that of the number of histories.
func TestCoverage(t *testing.T) {
	histories := 1_000
	if testing.Short() {
		histories = 200
	}
	same := func(n int) func(*rand.Rand) int { return func(*rand.Rand) int { return n } }
	mixed := func(r *rand.Rand) int { return int(math.Pow(10, 4*r.Float64())) }
	for _, c := range []struct {
		name       string
		confidence float64
		messages   int
		p          sampling.PPM
		size       func(*rand.Rand) int
	}{
		{"20 traces of equal fan-outs", 0.95, 2_000, 10_000, same(1_000)},
		{"20 traces, from one recipient to 10,000", 0.95, 2_000, 10_000, mixed},
		{"5 traces, from one recipient to 10,000", 0.95, 500, 10_000, mixed},
		{"2 traces of 50", 0.95, 20, 100_000, same(50)},
		{"200 traces", 0.95, 2_000, 100_000, mixed},
		{"every message, second layer alone", 0.95, 20, sampling.Whole, same(1_000)},
		{"100 traces, 90 %", 0.90, 1_000, 100_000, mixed},
		{"100 traces, 99 %", 0.99, 1_000, 100_000, mixed},
		{"100 traces of equal fan-outs at 1 %", 0.95, 10_000, 10_000, same(100)},
	} {
		t.Run(c.name, func(t *testing.T) {
			confidence := c.confidence
			least := float64(histories) * (confidence - 4*math.Sqrt(confidence*(1-confidence)/float64(histories)))
			table := sampling.Published()
			covered, normal, counts, sum := 0, 0, 0, 0.0
			for seed := range uint64(histories) {
				r := rand.New(rand.NewPCG(seed, 1))
				e := sampling.Estimator{Largest: 10_000}
				truth, kept := 0.0, 0
				v := 0.0
				for range c.messages {
					n := c.size(r)
					truth += float64(n)
					if !sampling.ThresholdOf(c.p).Keeps(r.Uint64() >> 8) {
						continue
					}
					kept++
					q := table.Rate(n)
					k := binomial(r, n, float64(q)/1e6)
					require.NoError(t, e.Add(c.p, q, k))
					fp, fq := float64(c.p)/1e6, float64(q)/1e6
					ns := float64(k) / fq
					v += (1-fp)/fp/fp*ns*ns + ns*(1-fq)/fq/fp
				}
				i := interval(t, &e, confidence)
				sum += i.Estimate / truth
				if i.Covers(truth) {
					covered++
				}
				if math.Abs(i.Estimate-truth) <= 1.96*math.Sqrt(v) {
					normal++
				}
				if count(t, kept, c.p, confidence).Covers(float64(c.messages)) {
					counts++
				}
			}
			t.Logf("of %d histories: deliveries covered in %d (normal interval: %d), messages in %d; mean estimate %.3f of the truth",
				histories, covered, normal, counts, sum/float64(histories))
			if float64(covered) < least {
				t.Errorf("deliveries covered in %d of %d histories", covered, histories)
			}
			if float64(counts) < least {
				t.Errorf("messages covered in %d of %d histories", counts, histories)
			}
		})
	}
}

// binomial draws how many of n are kept at rate q.
func binomial(r *rand.Rand, n int, q float64) int {
	if q >= 1 {
		return n
	}
	// From one kept to the next the number of those left out is geometric.
	k := 0
	for i := math.Floor(math.Log(1-r.Float64()) / math.Log1p(-q)); i < float64(n); k++ {
		i += 1 + math.Floor(math.Log(1-r.Float64())/math.Log1p(-q))
	}
	return k
}

// Ten sampled traces of small fan-outs say nothing about a large one that was
// not sampled; who knows that there may have been one has to say so.
func TestLargestWidensTheInterval(t *testing.T) {
	known, unknown := sampling.Estimator{Largest: 1_000_000}, sampling.Estimator{}
	for range 10 {
		require.NoError(t, known.Add(10_000, sampling.Whole, 5))
		require.NoError(t, unknown.Add(10_000, sampling.Whole, 5))
	}
	k, u := interval(t, &known, 0.95), interval(t, &unknown, 0.95)
	if k.Estimate != u.Estimate || k.Low != u.Low || k.High < 1_000_000 || u.High > 20_000 {
		t.Errorf("%+v and %+v", k, u)
	}
	var none sampling.Estimator
	if i := interval(t, &none, 0.95); i.Low != 0 || !math.IsInf(i.High, 1) {
		t.Errorf("without a trace: %+v", i)
	}
}

func count(t *testing.T, kept int, p sampling.PPM, confidence float64) sampling.Interval {
	t.Helper()
	i, err := sampling.CountInterval(kept, p, confidence)
	require.NoError(t, err)
	return i
}

func interval(t *testing.T, e *sampling.Estimator, confidence float64) sampling.Interval {
	t.Helper()
	i, err := e.Interval(confidence)
	require.NoError(t, err)
	return i
}
