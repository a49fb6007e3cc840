package render

import (
	"image"
	"math"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/text/v2"

	"fanout/render/scene"
)

const (
	atlasSize = 1024
	maxRuns   = 2048 // shaped texts per generation of the cache
)

// glyphs shapes texts and keeps every glyph it has met in one image, so that
// letters can be drawn by the same call as shapes. It belongs to one device
// scale; another scale needs another one.
//
// A shaped text stays as long as it is used: when a generation of the cache is
// full, texts that were not drawn since the one before are let go.
type glyphs struct {
	scale float64
	faces [scene.NumStyles]*text.GoTextFace

	image  *ebiten.Image
	shelf  image.Point // where the next glyph goes
	shelfH int
	places map[glyphKey]image.Rectangle
	full   bool // glyphs were lost: the atlas starts anew with the next frame
	fresh  []freshGlyph

	runs, older map[runKey]*run
	scratch     []text.LazyGlyph
}

type runKey struct {
	style scene.Style
	text  string
}

// glyphKey tells glyph images apart: text/v2 rasterises a glyph at up to eight
// places between two pixels.
type glyphKey struct {
	style scene.Style
	gid   uint32
	phase uint8
}

// freshGlyph is one that has its place and is not there yet.
type freshGlyph struct {
	image *ebiten.Image
	at    image.Point
}

// run is a shaped text.
type run struct {
	advance float64 // device px
	quads   []glyphQuad
}

// glyphQuad is one glyph: where from in the atlas, and where to relative to the
// start of the text on its baseline, in device px.
type glyphQuad struct {
	sx, sy, w, h float32
	dx, dy       float32
}

func newGlyphs(f *fonts, scale float64) *glyphs {
	g := &glyphs{
		scale:  scale,
		image:  ebiten.NewImage(atlasSize, atlasSize),
		places: make(map[glyphKey]image.Rectangle),
		runs:   make(map[runKey]*run),
		shelf:  image.Pt(1, 1),
	}
	for s := range g.faces {
		g.faces[s] = f.face(scene.Style(s), scale)
	}
	return g
}

// Advance implements scene.Measurer.
func (g *glyphs) Advance(s scene.Style, t string) float64 {
	return g.run(s, t).advance / g.scale
}

// run is the shaped text, from the cache if it was drawn lately.
func (g *glyphs) run(s scene.Style, t string) *run {
	key := runKey{s, t}
	if r := g.runs[key]; r != nil {
		return r
	}
	r := g.older[key]
	if r == nil {
		r = g.shape(s, t)
	}
	if len(g.runs) >= maxRuns {
		g.older, g.runs = g.runs, make(map[runKey]*run, maxRuns)
	}
	g.runs[key] = r
	return r
}

func (g *glyphs) shape(s scene.Style, t string) *run {
	face := g.faces[s]
	g.scratch = text.AppendLazyGlyphs(g.scratch[:0], t, face, nil)
	// text/v2 puts the origin at the top of the line: back to the baseline.
	ascent := face.Metrics().HAscent
	extra := spacing(s, g.scale)
	r := &run{quads: make([]glyphQuad, 0, len(g.scratch))}
	for i, glyph := range g.scratch {
		r.advance = glyph.OriginX + glyph.AdvanceX + extra*float64(i+1)
		if glyph.ImageBounds.Empty() {
			continue
		}
		at := g.place(s, glyph)
		b := glyph.ImageBounds
		r.quads = append(r.quads, glyphQuad{
			sx: float32(at.Min.X), sy: float32(at.Min.Y), w: float32(at.Dx()), h: float32(at.Dy()),
			dx: float32(float64(b.Min.X) + math.Round(extra*float64(i))),
			dy: float32(float64(b.Min.Y) - math.Floor(ascent)),
		})
	}
	clear(g.scratch)
	return r
}

// place is where the glyph lies in the atlas; it is put there if it is new.
func (g *glyphs) place(s scene.Style, glyph text.LazyGlyph) image.Rectangle {
	_, frac := math.Modf(glyph.OriginX)
	key := glyphKey{s, glyph.GID, uint8(frac * 8)}
	if r, ok := g.places[key]; ok {
		return r
	}
	size := glyph.ImageBounds.Size()
	if g.shelf.X+size.X+1 > atlasSize {
		g.shelf = image.Pt(1, g.shelf.Y+g.shelfH+1)
		g.shelfH = 0
	}
	if g.shelf.Y+size.Y+1 > atlasSize {
		g.full = true
		return image.Rectangle{}
	}
	r := image.Rectangle{Min: g.shelf, Max: g.shelf.Add(size)}
	g.shelf.X += size.X + 1
	g.shelfH = max(g.shelfH, size.Y)
	g.fresh = append(g.fresh, freshGlyph{glyph.Image(), r.Min})
	g.places[key] = r
	return r
}

// flush puts the fresh glyphs into the atlas, all in one go: each of them has
// just been uploaded, and a card that is asked to draw between two uploads is
// waited for at the second.
func (g *glyphs) flush() {
	op := &ebiten.DrawImageOptions{Blend: ebiten.BlendCopy}
	for _, f := range g.fresh {
		op.GeoM.Reset()
		op.GeoM.Translate(float64(f.at.X), float64(f.at.Y))
		g.image.DrawImage(f.image, op)
	}
	clear(g.fresh)
	g.fresh = g.fresh[:0]
}

// startAnew empties a full atlas. Everything on screen is shaped again.
func (g *glyphs) startAnew() {
	g.image.Clear()
	clear(g.fresh)
	g.fresh = g.fresh[:0]
	clear(g.places)
	g.runs, g.older = make(map[runKey]*run), nil
	g.shelf, g.shelfH, g.full = image.Pt(1, 1), 0, false
}
