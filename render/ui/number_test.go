package ui

import "testing"

func TestNumbers(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Count(0), "0"}, {Count(999), "999"}, {Count(1_000), "1,000"}, {Count(1_234_567), "1,234,567"}, {Count(-12_345), "−12,345"},
		{Decimal(-1.25, 1), "−1.2"}, {Decimal(-.01, 1), "0.0"}, {Decimal(1234.5, 1), "1,234.5"},
		{Percent(1_000_000), "100 %"}, {Percent(10_000), "1 %"}, {Percent(1_000), "0.1 %"}, {Percent(316_228), "31.6 %"}, {Percent(100), "0.01 %"},
		{Percent(999_000), "99.9 %"},
		{Rate(4_000), "4.0"}, {Rate(40_000), "40"}, {Rate(39_640_000), "39,640"}, {Rate(400), "0.4"}, {Rate(100), "0.1"},
		{Times(20_000), "0.02×"}, {Times(500), "0.0005×"}, {Times(10_000_000), "10×"},
		{Clock(41_298_000_000), "00:41.298"}, {Clock(3_600e9), "60:00.000"}, {ClockShort(30e9), "00:30"},
		{Duration(357_000), "357 µs"}, {Duration(48_000_000), "48 ms"}, {Duration(1_690_000), "1.7 ms"}, {Duration(59_900_000_000), "60 s"}, {Duration(966_000_000_000), "16 min 6 s"},
		{Magnitude(4e6), "4 M"}, {Magnitude(40_000), "40 k"}, {Magnitude(100), "100"},
		{Short(9_999), "9,999"}, {Short(113_000), "113 k"}, {Short(2_540_000), "2.54 M"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
