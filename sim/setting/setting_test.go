package setting

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim/exact"
)

// Every kind of setting spells its values as it reads them, and refuses others.
func TestSettingKinds(t *testing.T) {
	type all struct {
		Number   int
		Rate     int64
		Share    exact.PPM
		Duration int64
		Switch   bool
		Choice   uint8
	}
	row := func(key string) Row { return Row{Key: key, Label: key, Group: "g", Doc: "d"} }
	for _, c := range []struct {
		k         Setting
		good      map[string]float64
		bad       []string
		low, high float64
	}{
		{Number(row("number"), 1, 1000, func(s *all) *int { return &s.Number }).Slides(2, 10), map[string]float64{"1": 1, "1000": 1000}, []string{"0", "1001", "1.5", "1e2", ""}, 2, 10},
		{Rate(row("rate"), 100, 1_500_000, func(s *all) *int64 { return &s.Rate }), map[string]float64{"0.1": .1, "1.234": 1.234, "1500": 1500}, []string{"0.099", "0.1234", "1501", "NaN", "-1", ""}, .1, 1500},
		{Share(row("share"), 1, func(s *all) *exact.PPM { return &s.Share }), map[string]float64{"0.0001%": 1e-6, "12.5%": .125, "100%": 1}, []string{"0%", "101%", "-1%", "x", ""}, 1e-6, 1},
		{Duration(row("duration"), 10*time.Microsecond, func(s *all) *int64 { return &s.Duration }), map[string]float64{"10µs": 1e4, "1.5ms": 1.5e6, "10s": 1e10}, []string{"9us", "11s", "5", ""}, 1e4, 1e10},
		{Switch(row("switch"), func(s *all) *bool { return &s.Switch }), map[string]float64{"on": 1, "off": 0}, []string{"", "yes", "1"}, 0, 0},
		{OneOf(row("choice"), []string{"a", "b", "c"}, func(s *all) *uint8 { return &s.Choice }), map[string]float64{"a": 0, "c": 2}, []string{"", "d", "0"}, 0, 0},
	} {
		defaults := any(all{Number: 5, Rate: 5000, Share: 5, Duration: 50_000})
		assert.Empty(t, c.k.Wrong(defaults), c.k.Key)
		low, high := c.k.Ends()
		assert.Equal(t, []float64{c.low, c.high}, []float64{low, high}, c.k.Key)
		for text, value := range c.good {
			next, ok := c.k.Set(defaults, text)
			require.True(t, ok, "%s %s", c.k.Key, text)
			assert.Equal(t, text, c.k.Text(next))
			assert.InDelta(t, value, c.k.Value(next), 1e-9, c.k.Key)
			if c.k.Dragged() {
				assert.Equal(t, text, c.k.Spell(c.k.Value(next)))
				for _, beyond := range []float64{-1e12, 1e12} {
					_, ok := c.k.Set(defaults, c.k.Spell(beyond))
					assert.True(t, ok, "%s: the nearest to %v", c.k.Key, beyond)
				}
			}
		}
		for _, text := range c.bad {
			_, ok := c.k.Set(defaults, text)
			assert.False(t, ok, "%s %q", c.k.Key, text)
		}
		assert.Equal(t, all{Number: 5, Rate: 5000, Share: 5, Duration: 50_000}, defaults, "settings are values")
	}
	both := Then(Number(row("number"), 0, 9, func(s *all) *int { return &s.Number }), func(s *all) { s.Switch = s.Number > 3 })
	next, ok := both.Set(all{}, "5")
	assert.True(t, ok)
	assert.Equal(t, all{Number: 5, Switch: true}, next)
	next, ok = both.Set(all{Number: 1}, "50")
	assert.False(t, ok)
	assert.Equal(t, all{Number: 1}, next)
}
