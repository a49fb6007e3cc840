package sim

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim/readout"
)

// What a line of costs says, the lines that costs gives for it say as well.
func FuzzCosts(f *testing.F) {
	m := tinyModel(true)
	for _, line := range []string{"this-machine date=2026-01-31 on=go1.26,js/wasm,8-cpu ask=90..100..200ns serve=101ns", "recorded", "listed asks=dear pings=free",
		"this-machine on=x", "this-machine ping=1us", "1.5us", "0", "1..2..3ns", "100ms", "-1ns"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, args string) {
		if ns, spread, ok := parsePrice(args); ok {
			again, _, ok := parsePrice(nanoseconds(ns))
			assert.True(t, ok)
			assert.Equal(t, ns, again)
			assert.LessOrEqual(t, ns, int64(priceMax))
			assert.True(t, spread == readout.Spread{} || 0 <= spread.Low && spread.Low <= ns && ns <= spread.High)
		}
		list, err := m.parseProfile(args)
		if err != nil {
			assert.NotContains(t, err.Error(), "\n")
			return
		}
		again := m.defaultCosts().list
		c := costsOf(list)
		for _, line := range c.lines(m) {
			again, err = m.parseProfile(strings.TrimPrefix(line, "costs "))
			require.NoError(t, err)
		}
		assert.Equal(t, list, again)
	})
}

func TestPrices(t *testing.T) {
	for text, want := range map[string]struct {
		ns     int64
		spread readout.Spread
	}{
		"1234ns": {1234, readout.Spread{}}, "1.5us": {1500, readout.Spread{}}, "0ns": {}, "0": {}, "100ms": {100_000_000, readout.Spread{}},
		"1200..1234..1500ns": {1234, readout.Spread{Low: 1200, High: 1500}}, "0..0..0ns": {}, "5..5..5ns": {5, readout.Spread{Low: 5, High: 5}},
	} {
		ns, spread, ok := parsePrice(text)
		assert.True(t, ok, text)
		assert.Equal(t, want.ns, ns, text)
		assert.Equal(t, want.spread, spread, text)
	}
	for _, text := range []string{"", "12", "-1ns", "101ms", "1..2ns", "3..2..1ns", "1..3..2ns", "-1..0..1ns", "1..2..100000001ns", "1..2..3us", "1..2..3", "1..x..3ns"} {
		_, _, ok := parsePrice(text)
		assert.False(t, ok, text)
	}
}

// A list that was measured or recorded before an operation was added has no price for it:
// it is read all the same, and the operation costs what its row says.
func TestAListOutlivesItsVersion(t *testing.T) {
	m := tinyModel(true)
	for _, args := range []string{"recorded", "this-machine ask=9ns serve=8ns"} {
		list, err := m.parseProfile(args)
		require.NoError(t, err)
		assert.EqualValues(t, 9, list.Price(tinyOpAsk), args)
		assert.EqualValues(t, 8, list.Price(tinyOpServe), args)
		assert.EqualValues(t, 100, list.Price(tinyOpPing), args)
	}
}

// What is only modelled costs the same by every list, and takes no real time.
func TestModelledPrices(t *testing.T) {
	m := tinyModel(true)
	for _, args := range []string{"listed", "listed asks=dear", "recorded", "this-machine ask=1ns"} {
		list, err := m.parseProfile(args)
		require.NoError(t, err)
		assert.EqualValues(t, 7, list.Price(tinyOpNever), args)
		assert.Zero(t, m.unitsOf(&list).ps[tinyOpNever], args)
	}
	assert.Equal(t, "recorded", m.recordedUnits().Source, "the one that was measured")
	_, err := m.parseProfile("this-machine never=1ns")
	assert.ErrorContains(t, err, `"never=1ns" is not possible`)
}
