package sampling_test

import (
	"errors"
	"math"
	"testing"

	"fanout/envelope/sampling"
)

func TestRates(t *testing.T) {
	for _, c := range []struct {
		table *sampling.Table
		n     int
		want  sampling.PPM
	}{
		{sampling.Published(), -5, sampling.Whole}, // bad input: as if absent
		{sampling.Published(), 0, sampling.Whole},  // the sender did not say
		{sampling.Published(), 1, sampling.Whole},
		{sampling.Published(), 10, 316_228}, // assumed
		{sampling.Published(), 100, 100_000},
		{sampling.Published(), 1_000, 10_000}, // assumed
		{sampling.Published(), 10_000, 1_000},
		{sampling.Published(), 1_000_000, 1_000},
		{sampling.Published(), math.MaxInt, 1_000},
		{sampling.TenOverN(), 10, sampling.Whole},
		{sampling.TenOverN(), 30, 333_333},
		{sampling.TenOverN(), 100, 100_000},
		{sampling.TenOverN(), 10_000, 1_000},
		{sampling.TenOverN(), 1_000_000, 1_000},
		{sampling.Flat(1_000), 1, 1_000},
		{sampling.Flat(-1), 1, 0},
		{sampling.Flat(2_000_000), 1, sampling.Whole},
		{sampling.None(), 1_000_000, sampling.Whole},
	} {
		if got := c.table.Rate(c.n); got != c.want {
			t.Errorf("%s: Rate(%d) = %v, want %v", c.table.Name(), c.n, got, c.want)
		}
	}
}

// Straight lines on logarithmic axes, with floating point as the oracle: the
// rate is the nearest ppm, or one of two where the line runs half way between.
func TestTableAgainstFloatingPoint(t *testing.T) {
	upAndDown, err := sampling.NewTable(
		sampling.Point{Recipients: 3, Keep: 5},
		sampling.Point{Recipients: 70, Keep: sampling.Whole},
		sampling.Point{Recipients: 71, Keep: 1},
		sampling.Point{Recipients: 5_000_000, Keep: 999_999},
		sampling.Point{Recipients: 1_900_000_000, Keep: 999_999},
	)
	if err != nil {
		t.Fatal(err)
	}
	for _, tb := range []*sampling.Table{sampling.Published(), upAndDown} {
		points := tb.Points()
		for n := 1; n < 2_000_000_000; n += 1 + n/300 {
			got := tb.Rate(n)
			if want := logLog(points, float64(n)); math.Abs(float64(got)-want) > 0.5+1e-6*want {
				t.Fatalf("Rate(%d) = %d, want %.3f", n, got, want)
			}
			if again := tb.Rate(n); again != got {
				t.Fatalf("Rate(%d) = %d, then %d", n, got, again)
			}
		}
	}
}

func logLog(points []sampling.Point, n float64) float64 {
	a := points[0]
	if n <= float64(a.Recipients) {
		return float64(a.Keep)
	}
	for _, b := range points[1:] {
		if n <= float64(b.Recipients) {
			f := math.Log(n/float64(a.Recipients)) / math.Log(float64(b.Recipients)/float64(a.Recipients))
			return float64(a.Keep) * math.Pow(float64(b.Keep)/float64(a.Keep), f)
		}
		a = b
	}
	return float64(a.Keep)
}

// A falling table has falling rates: nowhere does one recipient more raise the
// rate, which a reader of the curve would take for a fault in the data.
func TestPublishedTableFalls(t *testing.T) {
	tb := sampling.Published()
	last := tb.Rate(1)
	for n := 2; n <= 11_000; n++ {
		q := tb.Rate(n)
		if q > last {
			t.Fatalf("Rate(%d) = %d after %d", n, q, last)
		}
		last = q
	}
}

func TestBadTables(t *testing.T) {
	for name, points := range map[string][]sampling.Point{
		"empty":            {},
		"no recipients":    {{0, 1}},
		"rate zero":        {{1, 0}},
		"more than all":    {{1, sampling.Whole + 1}},
		"sizes not rising": {{10, 100}, {10, 50}},
	} {
		if _, err := sampling.NewTable(points...); !errors.Is(err, sampling.ErrTable) {
			t.Errorf("%s: error %v, want ErrTable", name, err)
		}
	}
}

func FuzzTable(f *testing.F) {
	f.Add(1, int32(1_000_000), 100, int32(100_000), 10)
	f.Add(7, int32(1), 8, int32(1), 7)
	f.Add(1, int32(1), 1<<30, int32(1_000_000), 1<<29)
	f.Fuzz(func(t *testing.T, n0 int, q0 int32, n1 int, q1 int32, n int) {
		tb, err := sampling.NewTable(sampling.Point{n0, sampling.PPM(q0)}, sampling.Point{n1, sampling.PPM(q1)})
		if err != nil {
			return
		}
		got := tb.Rate(n)
		lo, hi := min(q0, q1), max(q0, q1)
		if got < sampling.PPM(lo) || got > sampling.PPM(hi) {
			t.Errorf("Rate(%d) = %d between %d and %d", n, got, lo, hi)
		}
		if want := logLog(tb.Points(), float64(n)); math.Abs(float64(got)-want) > 0.5+1e-6*want {
			t.Errorf("Rate(%d) = %d, want %.3f", n, got, want)
		}
	})
}

func TestPPMString(t *testing.T) {
	for p, want := range map[sampling.PPM]string{
		0: "0%", 1: "0.0001%", 1_000: "0.1%", 10_000: "1%", 316_228: "31.6228%", sampling.Whole: "100%",
		-1: "-0.0001%", -10_000: "-1%", -1_234_500: "-123.45%", math.MinInt32: "-214748.3648%", math.MaxInt32: "214748.3647%",
	} {
		if got := p.String(); got != want {
			t.Errorf("%d ppm: %s, want %s", int32(p), got, want)
		}
	}
}
