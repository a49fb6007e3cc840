package seeds_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/seeds"
)

func TestRunKeepsTheOrderOfTheSeeds(t *testing.T) {
	last := 0
	got, err := seeds.Run(5, 100, func(n int) { last = n }, func(seed uint64) (uint64, error) { return seed * seed, nil })
	require.NoError(t, err)
	require.Len(t, got, 100)
	for i, v := range got {
		seed := uint64(5 + i)
		assert.Equal(t, seed*seed, v)
	}
	assert.Equal(t, 100, last)
}

func TestRunStopsAtAnError(t *testing.T) {
	_, err := seeds.Run(1, 1_000_000, nil, func(seed uint64) (int, error) {
		if seed >= 3 {
			return 0, fmt.Errorf("seed %d: %w", seed, errors.ErrUnsupported)
		}
		return 0, nil
	})
	assert.EqualError(t, err, "seed 3: unsupported operation")
}

func TestSpreadOf(t *testing.T) {
	figures := []float64{4, 1, 3}
	assert.Equal(t, seeds.Spread{Least: 1, Median: 3, Most: 4}, seeds.SpreadOf(figures))
	assert.Equal(t, seeds.Spread{Least: 1, Median: 2, Most: 3}, seeds.SpreadOf([]float64{3, 1}))
	assert.Equal(t, seeds.Spread{Least: 7, Median: 7, Most: 7}, seeds.SpreadOf([]float64{7}))
	assert.Equal(t, []float64{4, 1, 3}, figures, "they stay as they were")
}

func TestCheck(t *testing.T) {
	assert.NoError(t, seeds.Check(1, 1))
	assert.NoError(t, seeds.Check(1, seeds.Most))
	assert.EqualError(t, seeds.Check(1, 0), "-n is 0, want a whole number from 1 to 10000")
	assert.Error(t, seeds.Check(1, seeds.Most+1))
}

func TestFiguresInJSON(t *testing.T) {
	data, err := json.Marshal(seeds.Spread{Least: 0.5, Median: seeds.Figure(math.NaN()), Most: seeds.Figure(math.Inf(1))})
	require.NoError(t, err)
	assert.JSONEq(t, `{"least":0.5,"median":null,"most":null}`, string(data))
}
