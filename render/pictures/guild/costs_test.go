package guildpicture_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"fanout/render/language"
	"fanout/render/pictures/guild/guildtest"
	"fanout/sim/readout"
)

// The card of the prices says which one is not the list's, or how many are not.
func TestCostsSayWhatIsSetOtherwise(t *testing.T) {
	german, _ := language.Of("de")
	edit := func(keys ...string) *stage {
		snap := guildtest.Snapshot(10_000, .4)
		snap.Costs.Profile, snap.Costs.Machine, snap.Costs.Edited = "go-native", "m-7", true
		for _, key := range keys {
			snap.Costs.Prices = append(snap.Costs.Prices, readout.Price{Key: key, Ns: 5_276, Listed: 2_000})
		}
		s := newStage(1440, 900, snap)
		if len(keys) == 1 {
			in := newStageIn(german, 1440, 900, snap)
			assert.Contains(t, written(in), "grpc.handler ist auf 5,3 µs gesetzt")
		}
		return s
	}
	assert.Contains(t, written(edit("grpc.handler")), "grpc.handler is set to 5.3 µs.")
	assert.Contains(t, written(edit("grpc.handler", "deliver")), "2 prices are set otherwise.")
}
