package report_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/report"
	"fanout/sim/guild"
)

func TestFigures(t *testing.T) {
	for _, c := range []struct {
		metric                 string
		value                  float64
		figure, change, margin string
	}{
		{"sessions.cpu", 0.4545, "45.45%", "+45.45 points", "45.45 points"},
		{"sessions.cpu", -0.0999, "-9.99%", "−9.99 points", "-9.99 points"},
		{"deliveries", 391_596, "391,596", "+391,596", "391,596"},
		{"deliveries", 391_596.3333, "391,596.33", "+391,596.33", "391,596.33"},
		{"deliveries", -1234.5, "−1,234.5", "−1,234.5", "−1,234.5"},
		{"deliveries", 0, "0", "+0", "0"},
		{"deliveries", 0.25, "0.25", "+0.25", "0.25"},
		{"deliveries", 0.012345, "0.0123", "+0.0123", "0.0123"},
		{"deliveries", 3e20, "3e+20", "+3e+20", "3e+20"},
		{"time.fan_out", 55_804.4, "55.8µs", "+55.8µs", "55.8µs"},
		{"time.fan_out", -1_234_567, "-1.235ms", "−1.235ms", "-1.235ms"},
	} {
		m, err := guild.Model().Metric(c.metric)
		require.NoError(t, err)
		assert.Equal(t, c.figure, report.Figure(m, c.value))
		assert.Equal(t, c.change, report.Change(m, c.value))
		assert.Equal(t, c.margin, report.Margin(m, c.value))
	}
	assert.Equal(t, "1 degree of freedom", report.Degrees(2))
	assert.Equal(t, "19 degrees of freedom", report.Degrees(20))
}
