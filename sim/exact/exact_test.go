package exact

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// A share is read from percent and from a fraction, written so that it can be read again,
// and refused where it cannot be held exactly.
func TestShares(t *testing.T) {
	for text, want := range map[string]PPM{
		"1%": 10_000, "0.1 %": 1_000, "0.01": 10_000, "100%": Whole, "1": Whole, "31.6228%": 316_228, "0": 0, ".5": Whole / 2, "5.": 5 * Whole,
	} {
		got, ok := ParsePPM(text)
		assert.True(t, ok, text)
		assert.Equal(t, want, got, text)
		for _, again := range []string{got.String(), got.Percent(), got.Decimal()} {
			same, ok := ParsePPM(again)
			assert.True(t, ok, again)
			assert.Equal(t, got, same, again)
		}
	}
	for _, text := range []string{"", "%", ".", "-1%", "1e2", "0.00001%", "0.0000001", "3000", "1,5", "1 1"} {
		_, ok := ParsePPM(text)
		assert.False(t, ok, text)
	}
}

func TestMulDiv(t *testing.T) {
	for _, c := range []struct{ a, b, c, want int64 }{
		{7, 3, 2, 10}, {0, 5, 1, 0},
		{math.MaxInt64, math.MaxInt64, math.MaxInt64, math.MaxInt64},
		{math.MaxInt64, 2, 4, math.MaxInt64 / 2},
		{math.MaxInt64, 2, 1, math.MaxInt64}, // does not fit
		{math.MaxInt64, math.MaxInt64, 1, math.MaxInt64},
	} {
		assert.Equal(t, c.want, MulDiv(c.a, c.b, c.c), "%d × %d ÷ %d", c.a, c.b, c.c)
	}
}

func TestNearest(t *testing.T) {
	for p, want := range map[PPM]PPM{450: 0, 500: 1_000, 45_650: 46_000, -500: -1_000, -450: 0, math.MinInt32: math.MinInt32} {
		if got := p.InTenths(); got != want {
			t.Errorf("%d: %d, want %d", p, got, want)
		}
	}
	for p, want := range map[PPM]string{456_499: "45.6", 456_500: "45.7", -1_500: "−0.2", 12_345_000: "1,234.5", 0: "0.0"} {
		if got := p.Tenths(); got != want {
			t.Errorf("%d: %q, want %q", p, got, want)
		}
	}
}

func TestMinutes(t *testing.T) {
	for d, want := range map[time.Duration]string{
		time.Minute: "1 min", 90 * time.Second: "1 min 30 s", 966*time.Second + 600*time.Millisecond: "16 min 7 s",
		time.Hour - time.Millisecond: "1 h", time.Hour + 5*time.Minute + 29*time.Second: "1 h 5 min", 2_000 * time.Hour: "2,000 h",
	} {
		assert.Equal(t, want, Minutes(int64(d)), d.String())
	}
}
