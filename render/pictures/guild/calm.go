package guildpicture

import (
	"math"
	"time"

	"fanout/render/scene"
	"fanout/sim"
)

// calm keeps the field from flashing. When more waves pass per real second than
// maxFlashes, every dot goes towards its colour slowly, and the field shows how
// much there is to do on average instead of every wave: nothing on the screen
// may change its brightness more than three times a second.
type calm struct {
	shown []uint16 // the first byte of each texel, times 256
	last  time.Duration
}

const (
	maxFlashes = 2.5                    // waves per real second that are shown one by one
	calmTime   = 500 * time.Millisecond // in which a dot covers 63 % of its way
)

// apply replaces the ages in texels by those to show at the given real time, and
// reports whether they are others than the world's.
func (c *calm) apply(texels []byte, snap *sim.Snapshot, now time.Duration) bool {
	elapsed := now - c.last
	c.last = now
	flashes := float64(settingsOf(snap).MessageRate) / 1000 * scene.Share(snap.Speed)
	dots := len(texels) / 4
	if !snap.Playing || flashes <= maxFlashes || len(c.shown) != dots {
		c.shown = c.shown[:0]
		if flashes > maxFlashes {
			for d := range dots {
				c.shown = append(c.shown, uint16(texels[4*d])<<8)
			}
		}
		return len(c.shown) > 0
	}
	step := int32((1 - math.Exp(-float64(elapsed)/float64(calmTime))) * 65536)
	for d := range c.shown {
		was, is := int32(c.shown[d]), int32(texels[4*d])<<8
		was += int32(int64(is-was) * int64(step) >> 16)
		c.shown[d] = uint16(was)
		texels[4*d] = byte(was >> 8)
	}
	return true
}
