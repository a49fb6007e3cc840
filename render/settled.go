package render

import (
	"image"

	"github.com/hajimehoshi/ebiten/v2"

	"fanout/render/scene"
	"fanout/render/ui"
)

// settledMarks keeps the marks painted that do not change from frame to frame:
// thousands of quads cost more time than all the rest of a frame.
type settledMarks struct {
	image   *ebiten.Image // as large as the field and what of a mark stands out of it
	options ebiten.DrawImageOptions
}

// markReach is how far a mark may stand out of the field, in CSS px.
const markReach = 12

// drawSettled draws the settled marks, and paints them again first if they have
// changed.
func (c *canvas) drawSettled(screen *ebiten.Image, f *scene.Field, m *settledMarks, t *ui.Theme) {
	if f.Settled == 0 {
		return
	}
	reach := int(c.batch.snap(markReach))
	left, top, side := f.X-reach, f.Y-reach, f.Pitch*f.Dots+2*reach
	if m.image == nil || m.image.Bounds().Dx() != side {
		if m.image != nil {
			m.image.Deallocate()
		}
		m.image = ebiten.NewImageWithOptions(image.Rect(0, 0, side, side), &ebiten.NewImageOptions{Unmanaged: true})
		f.MarksChanged = true
	}
	if f.MarksChanged {
		f.MarksChanged = false
		m.image.Clear()
		c.batch.reset()
		c.batch.addMarks(f.Marks[:f.Settled], t, float64(left), float64(top), f.Half)
		c.drawBatch(m.image)
	}
	m.options.GeoM.Reset()
	m.options.GeoM.Translate(float64(left), float64(top))
	screen.DrawImage(m.image, &m.options)
}
