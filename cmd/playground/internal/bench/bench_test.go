package bench_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/bench"
	"fanout/cmd/playground/internal/timed"
	"fanout/sim"
	"fanout/sim/guild"
)

// run measures by a clock on which every look takes a second: each batch is one look.
func run(t *testing.T, args string) (status int, stdout, stderr string) {
	t.Helper()
	var out, problems strings.Builder
	var clock time.Duration
	status = bench.Main(strings.Fields(args), &out, &problems, timed.Machine{
		Now:  func() time.Duration { clock += time.Second; return clock },
		Date: "2026-01-31", Name: "a,machine",
	})
	return status, out.String(), problems.String()
}

func TestTable(t *testing.T) {
	status, table, problems := run(t, "-rounds 2")
	require.Zero(t, status, problems)
	words := strings.Join(strings.Fields(table), " ")
	for _, want := range []string{
		"a,machine, 2026-01-31: lower quartile of 2 rounds",
		" inject 1,000,000,000 1,000,000,000 1,000,000,000 ",
		" otel extract, unsampled 1,000,000,000 1,000,000,000 1,000,000,000 1.00 otel extract, sampled ",
		" clock ",
		" measured here, with the code that the world runs",
	} {
		assert.Contains(t, words, want)
	}
}

func TestJSON(t *testing.T) {
	status, text, problems := run(t, "-rounds 1 -json")
	require.Zero(t, status, problems)
	var got struct {
		Date, Machine, Costs string
		Rounds               int
		Rows                 []struct {
			Name, Beside         string
			World                bool
			Typical, Low, High   float64
			W, PublishedW, Ratio *float64
		}
	}
	require.NoError(t, json.Unmarshal([]byte(text), &got))
	assert.Equal(t, "a,machine", got.Machine)
	_, err := sim.NewPlayer(guild.Model(), got.Costs)
	assert.NoError(t, err)
	names := make(map[string]int)
	for i, row := range got.Rows {
		names[row.Name] = i
		assert.Equal(t, row.World, row.W != nil && row.PublishedW != nil, row.Name)
		assert.Equal(t, row.Beside != "", row.Ratio != nil, row.Name)
	}
	inject := got.Rows[names["inject"]]
	assert.Equal(t, [3]float64{1e9, 1e9, 1e9}, [3]float64{inject.Low, inject.Typical, inject.High})
	assert.InDelta(t, 0.127, *inject.PublishedW, 0.0005)
	for _, name := range []string{"forward", "grpc.sieve", "otel inject", "NeverSample", "sieve", "clock"} {
		assert.Contains(t, names, name)
	}
}

func TestCostsIsACommand(t *testing.T) {
	status, line, problems := run(t, "-rounds 1 -costs")
	require.Zero(t, status, problems)
	_, err := sim.NewPlayer(guild.Model(), strings.TrimSuffix(line, "\n"))
	assert.NoError(t, err)
}

func TestRefuses(t *testing.T) {
	for args, want := range map[string]string{
		"now":          `unexpected argument "now"`,
		"-for 1ms":     "-for is 1ms, want from 10ms to 1m0s",
		"-for 2m":      "-for is 2m0s, want from 10ms to 1m0s",
		"-rounds 0":    "-rounds is 0, want a whole number from 1 to 1,000",
		"-json -costs": "-json and -costs do not go together",
		"-fast":        "-fast",
	} {
		status, out, problems := run(t, args)
		assert.Equal(t, 2, status, args)
		assert.Empty(t, out, args)
		assert.Contains(t, problems, want)
		assert.Equal(t, 1, strings.Count(problems, "\n"), args)
	}
	status, help, _ := run(t, "-h")
	assert.Zero(t, status)
	assert.Contains(t, help, "example: playground bench")
}
