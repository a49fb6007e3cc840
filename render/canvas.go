package render

import (
	_ "embed"
	"fmt"
	"image"

	"github.com/hajimehoshi/ebiten/v2"

	"fanout/render/scene"
	"fanout/render/ui"
)

//go:embed shapes.kage
var shapesSource []byte

//go:embed field.kage
var fieldSource []byte

// canvas executes the frames of a scene. It owns everything that belongs to the
// graphics card: shaders, the glyph atlas of the present scale, the texels of
// the field. A frame is four draw calls: a copy of what lies under the field, the
// field, a copy of the marks that are settled, and everything above them. What is
// copied is painted again at most ten times a second.
type canvas struct {
	shapes, field *ebiten.Shader
	fonts         *fonts
	glyphs        *glyphs
	fields        [2]fieldImages // of the picture, or of two side by side
	backdrop      *ebiten.Image  // the base, as large as the screen
	batch         batch
	indices       []uint32
	shapeOptions  ebiten.DrawTrianglesShaderOptions
	fieldOptions  ebiten.DrawTrianglesShaderOptions
	copyOptions   ebiten.DrawImageOptions
	uniforms      uniforms
}

// fieldImages are what is kept of a field on the graphics card.
type fieldImages struct {
	owner   *scene.Field // whose texels they are
	texels  *ebiten.Image
	settled settledMarks
}

// uniforms are the values that the shaders are given, kept so that a frame does
// not allocate them.
type uniforms struct {
	theme        *ui.Theme
	shape, field map[string]any
}

func newCanvas() (*canvas, error) {
	c := new(canvas)
	var err error
	if c.shapes, err = ebiten.NewShader(shapesSource); err != nil {
		return nil, fmt.Errorf("render: shapes.kage: %w", err)
	}
	if c.field, err = ebiten.NewShader(fieldSource); err != nil {
		return nil, fmt.Errorf("render: field.kage: %w", err)
	}
	if c.fonts, err = loadFonts(); err != nil {
		return nil, err
	}
	c.copyOptions.Blend = ebiten.BlendCopy
	c.uniforms.shape = make(map[string]any)
	c.uniforms.field = make(map[string]any)
	return c, nil
}

// setScale changes the device px per CSS px. All glyphs are baked again: nothing
// is ever a stretched bitmap.
func (c *canvas) setScale(scale float64) {
	if c.glyphs != nil && c.glyphs.scale == scale {
		return
	}
	if c.glyphs != nil {
		c.glyphs.image.Deallocate()
	}
	c.glyphs = newGlyphs(c.fonts, scale)
	c.batch = batch{glyphs: c.glyphs, scale: scale, vertices: c.batch.vertices[:0]}
	c.uniforms.shape["Scale"] = float32(scale)
	c.shapeOptions.Images[0] = c.glyphs.image
}

// draw paints a frame. It reports false if letters were missing because the
// atlas was full: then everything must be painted once more.
func (c *canvas) draw(screen *ebiten.Image, f *scene.Frame, t *ui.Theme) bool {
	all := [2]*scene.Field{f.Field, f.Other}
	newTheme := c.setTheme(t)
	if c.fitBackdrop(screen) || f.BaseChanged {
		c.batch.reset()
		c.batch.add(f.Base)
		c.drawBatch(c.backdrop)
	}
	screen.DrawImage(c.backdrop, &c.copyOptions)
	for i, field := range all {
		if field == nil {
			continue
		}
		field.MarksChanged = field.MarksChanged || newTheme
		c.drawField(screen, field, &c.fields[i])
		c.drawSettled(screen, field, &c.fields[i].settled, t)
	}
	c.batch.reset()
	for _, field := range all {
		if field != nil {
			c.batch.addMarks(field.Marks[field.Settled:], t, 0, 0, field.Half)
		}
	}
	c.batch.add(f.Live)
	c.batch.add(f.Over)
	c.drawBatch(screen)
	if c.glyphs.full {
		c.glyphs.startAnew()
		f.BaseChanged = true
		return false
	}
	return true
}

// drawOver paints a list onto what is there, and reports what draw does.
func (c *canvas) drawOver(screen *ebiten.Image, list *ui.List) bool {
	c.batch.reset()
	c.batch.add(list)
	c.drawBatch(screen)
	if c.glyphs.full {
		c.glyphs.startAnew()
		return false
	}
	return true
}

// fitBackdrop makes the backdrop as large as the screen and reports whether it
// had to be made.
func (c *canvas) fitBackdrop(screen *ebiten.Image) bool {
	size := screen.Bounds().Size()
	if c.backdrop != nil && c.backdrop.Bounds().Size() == size {
		return false
	}
	if c.backdrop != nil {
		c.backdrop.Deallocate()
	}
	c.backdrop = ebiten.NewImageWithOptions(image.Rectangle{Max: size}, &ebiten.NewImageOptions{Unmanaged: true})
	return true
}

// setTheme reports whether the theme is another one than before.
func (c *canvas) setTheme(t *ui.Theme) bool {
	if c.uniforms.theme == t {
		return false
	}
	c.uniforms.theme = t
	ramp := make([]float32, 0, 4*ui.RampStops)
	for _, stop := range t.Ramp {
		ramp = append(ramp, vec4(stop)...)
	}
	c.uniforms.field["Ramp"] = ramp
	c.uniforms.field["Idle"] = vec4(t.Idle)
	c.uniforms.field["Orphan"] = vec4(t.Trace)
	c.uniforms.field["Lost"] = vec4(t.Ghost)
	c.uniforms.field["Ground"] = vec4(t.FieldBg)
	return true
}

// vec4 is a colour with premultiplied alpha, as shaders return it.
func vec4(c ui.Color) []float32 {
	r, g, b, a := c.RGBA()
	return []float32{r * a, g * a, b * a, a}
}

func (c *canvas) drawBatch(on *ebiten.Image) {
	c.glyphs.flush()
	quads := len(c.batch.vertices) / 4
	for n := len(c.indices) / 6; n < quads; n++ {
		i := uint32(4 * n)
		c.indices = append(c.indices, i, i+1, i+2, i+1, i+3, i+2)
	}
	c.shapeOptions.Uniforms = c.uniforms.shape
	on.DrawTrianglesShader32(c.batch.vertices, c.indices[:6*quads], c.shapes, &c.shapeOptions)
}

// drawField uploads the rows of texels that have changed and draws the field as
// one quad.
func (c *canvas) drawField(screen *ebiten.Image, f *scene.Field, of *fieldImages) {
	if f.Dots == 0 {
		return
	}
	if of.texels == nil || of.texels.Bounds().Dx() != f.Dots || of.owner != f {
		if of.texels != nil {
			of.texels.Deallocate()
		}
		of.texels, of.owner = ebiten.NewImage(f.Dots, f.Dots), f
		f.Changed, f.Rows, f.MarksChanged = true, [2]int{0, f.Dots}, true
	}
	if f.Changed {
		rows := image.Rect(0, f.Rows[0], f.Dots, f.Rows[1])
		of.texels.SubImage(rows).(*ebiten.Image).WritePixels(f.Texels[4*f.Dots*f.Rows[0] : 4*f.Dots*f.Rows[1]])
		f.Changed = false
	}
	c.uniforms.field["Pitch"] = float32(f.Pitch)
	c.uniforms.field["Dot"] = float32(f.Dot)
	c.fieldOptions.Uniforms = c.uniforms.field
	c.fieldOptions.Images[0] = of.texels
	side := float64(f.Pitch * f.Dots)
	x, y := float64(f.X), float64(f.Y)
	q := quad{x, y, x + side, y + side, 0, 0, side, side}
	if f.Stretch != (ui.Point{}) {
		q.x1, q.y1 = x+side*f.Stretch.X, y+side*f.Stretch.Y
	}
	for _, r := range [2]ui.Rect{f.Clip, f.Half} {
		if r != (ui.Rect{}) {
			snap := c.batch.snap
			q = q.cut(snap(r.X), snap(r.Y), snap(r.Right()), snap(r.Bottom()))
		}
	}
	corner := func(x, y, sx, sy float64) ebiten.Vertex {
		return ebiten.Vertex{DstX: float32(x), DstY: float32(y), SrcX: float32(sx), SrcY: float32(sy)}
	}
	screen.DrawTrianglesShader([]ebiten.Vertex{
		corner(q.x0, q.y0, q.sx0, q.sy0), corner(q.x1, q.y0, q.sx1, q.sy0),
		corner(q.x0, q.y1, q.sx0, q.sy1), corner(q.x1, q.y1, q.sx1, q.sy1),
	}, []uint16{0, 1, 2, 1, 3, 2}, c.field, &c.fieldOptions)
}
