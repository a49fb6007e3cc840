package guildpicture

import (
	"testing"
	"time"

	"fanout/render/pictures/guild/guildtest"
	"fanout/render/scene"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/guild"
)

// At any speed, no dot changes its brightness by more than a tenth of the ramp
// more than three times a second.
func TestFieldDoesNotFlash(t *testing.T) {
	snap := &sim.Snapshot{Playing: true, Settings: guild.DefaultSettings()}
	for _, c := range []struct {
		perSecond int64 // messages, × 1000
		speed     exact.PPM
	}{{4_000, exact.Whole}, {4_000, 10 * exact.Whole}, {100_000, exact.Whole}, {3_000, exact.Whole}} {
		guildtest.Set(snap, func(g *guild.Settings) { g.MessageRate = c.perSecond })
		snap.Speed = c.speed
		flashes := float64(c.perSecond) / 1000 * scene.Share(c.speed)
		var field calm
		low, high, turns, rising := 255, 0, 0, false
		for frame := range 600 {
			now := time.Duration(frame) * time.Second / 60
			phase := float64(frame) / 60 * flashes
			texels := []byte{44, 128, 0, 255} // bright
			if phase-float64(int(phase)) > .4 {
				texels[0] = 255
			}
			field.apply(texels, snap, now)
			if frame < 180 {
				continue // on its way from the first picture
			}
			v := int(texels[0])
			low, high = min(low, v), max(high, v)
			switch {
			case rising && v < high-25:
				rising, low, turns = false, v, turns+1
			case !rising && v > low+25:
				rising, high, turns = true, v, turns+1
			}
		}
		if perSecond := float64(turns) / 2 / 7; perSecond > 3 {
			t.Errorf("%v waves a second: %v flashes a second", flashes, perSecond)
		}
	}
}

// Below that rate every wave is shown as it is, and a paused world always.
func TestFieldIsExactWhenSlow(t *testing.T) {
	snap := &sim.Snapshot{Playing: true, Speed: 50_000, Settings: guild.DefaultSettings()}
	var field calm
	for i := range 10 {
		texels := []byte{byte(i * 20), 128, 0, 255}
		field.apply(texels, snap, time.Duration(i)*time.Second/60)
		if texels[0] != byte(i*20) {
			t.Fatalf("frame %d shows %d", i, texels[0])
		}
	}
}
