package guild

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// The rule as pictures have it is the table that decides, to the millionth, at every size.
func TestSecondLayer(t *testing.T) {
	custom := DefaultSettings()
	custom.FanoutTable[1], custom.FanoutTable[3] = 900_000, 2
	flat, tenN, none := DefaultSettings(), DefaultSettings(), DefaultSettings()
	flat.Fanout, tenN.Fanout, none.Fanout = FanoutFlat, FanoutTenN, FanoutNone
	for _, s := range []Settings{DefaultSettings(), custom, flat, tenN, none} {
		rule, table := s.SecondLayer(), s.fanoutTable()
		for n := 1; n <= 1_000_000; n += 1 + n/7 {
			assert.InDelta(t, float64(table.Rate(n))/1e6, rule.At(float64(n)), 1e-6, "%v at %d", s.Fanout, n)
		}
	}
}
