package render

import (
	"image"

	"github.com/hajimehoshi/ebiten/v2"
	"golang.org/x/image/math/fixed"

	"fanout/render/ui"
)

const (
	atlasSize = 1024
	maxRuns   = 2048 // laid out texts per generation of the cache

	// phase is the distance of two places between pixels, in 1/64 px, for which a
	// glyph is drawn apart.
	phase = 16
)

// glyphs lays out texts and keeps every glyph it has met in one image, so that
// letters can be drawn by the same call as shapes. It belongs to one device
// scale; another scale needs another one.
//
// A text stays laid out as long as it is used: when a generation of the cache is
// full, texts that were not drawn since the one before are let go.
type glyphs struct {
	scale float64
	faces [ui.NumStyles]*typeface

	image  *ebiten.Image
	pixels []byte      // of the image, RGBA
	stale  [2]int      // rows of the image that lack what is in pixels
	shelf  image.Point // where the next glyph goes
	shelfH int
	places map[glyphKey]place
	full   bool // glyphs were lost: the atlas starts again with the next frame

	runs, older map[runKey]*run
}

type runKey struct {
	style ui.Style
	text  string
}

// glyphKey tells glyph images apart.
type glyphKey struct {
	style  ui.Style
	letter rune
	phase  uint8
}

// place is where a glyph lies in the atlas, and where it goes relative to the px
// in which its origin is.
type place struct {
	in image.Rectangle
	at image.Point
}

// run is a text that is laid out.
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
		pixels: make([]byte, 4*atlasSize*atlasSize),
		places: make(map[glyphKey]place),
		runs:   make(map[runKey]*run),
		shelf:  image.Pt(1, 1),
	}
	for s := range g.faces {
		g.faces[s] = f.face(ui.Style(s), scale)
	}
	return g
}

// Advance implements ui.Measurer.
func (g *glyphs) Advance(s ui.Style, t string) float64 {
	return g.run(s, t).advance / g.scale
}

// run is the text laid out, from the cache if it was drawn lately.
func (g *glyphs) run(s ui.Style, t string) *run {
	key := runKey{s, t}
	if r := g.runs[key]; r != nil {
		return r
	}
	r := g.older[key]
	if r == nil {
		r = g.layOut(s, t)
	}
	if len(g.runs) >= maxRuns {
		g.older, g.runs = g.runs, make(map[runKey]*run, maxRuns)
	}
	g.runs[key] = r
	return r
}

func (g *glyphs) layOut(s ui.Style, text string) *run {
	face := g.faces[s]
	r := &run{quads: make([]glyphQuad, 0, len(text))}
	var pen fixed.Int26_6
	var before letter
	for i, c := range text {
		l := face.letter(c)
		if i > 0 {
			pen += face.kern(before.glyph, l.glyph)
		}
		nearest := pen + phase/2
		if p := g.place(s, c, nearest%64/phase); !p.in.Empty() {
			r.quads = append(r.quads, glyphQuad{
				sx: float32(p.in.Min.X), sy: float32(p.in.Min.Y), w: float32(p.in.Dx()), h: float32(p.in.Dy()),
				dx: float32(nearest.Floor() + p.at.X), dy: float32(p.at.Y),
			})
		}
		pen += l.advance
		before = l
	}
	r.advance = float64(pen) / 64
	return r
}

// place is where the glyph lies in the atlas; it is put there if it is new.
func (g *glyphs) place(s ui.Style, c rune, phases fixed.Int26_6) place {
	key := glyphKey{s, c, uint8(phases)}
	if p, ok := g.places[key]; ok {
		return p
	}
	bounds, mask, from, _, _ := g.faces[s].face.Glyph(fixed.Point26_6{X: phases * phase}, c)
	p := place{at: bounds.Min}
	if !bounds.Empty() {
		at, ok := g.room(bounds.Size())
		if !ok {
			g.full = true
			return place{}
		}
		p.in = image.Rectangle{Min: at, Max: at.Add(bounds.Size())}
		g.paint(p.in, mask.(*image.Alpha), from)
	}
	g.places[key] = p
	return p
}

// room finds a place for a glyph of that size, 1 px from all others.
func (g *glyphs) room(size image.Point) (at image.Point, ok bool) {
	if g.shelf.X+size.X+1 > atlasSize {
		g.shelf = image.Pt(1, g.shelf.Y+g.shelfH+1)
		g.shelfH = 0
	}
	if g.shelf.Y+size.Y+1 > atlasSize {
		return image.Point{}, false
	}
	at = g.shelf
	g.shelf.X += size.X + 1
	g.shelfH = max(g.shelfH, size.Y)
	return at, true
}

// paint copies a glyph from a mask, where it begins at from.
func (g *glyphs) paint(to image.Rectangle, mask *image.Alpha, from image.Point) {
	for y := range to.Dy() {
		covered := mask.Pix[mask.PixOffset(from.X, from.Y+y):][:to.Dx()]
		row := g.pixels[4*((to.Min.Y+y)*atlasSize+to.Min.X):]
		for x, a := range covered {
			row[4*x], row[4*x+1], row[4*x+2], row[4*x+3] = a, a, a, a
		}
	}
	if g.stale[1] == 0 {
		g.stale = [2]int{to.Min.Y, to.Max.Y}
	}
	g.stale = [2]int{min(g.stale[0], to.Min.Y), max(g.stale[1], to.Max.Y)}
}

// flush brings the image up to date, all of it at once: a card that is asked to
// draw between two uploads is waited for at the second.
func (g *glyphs) flush() {
	if g.stale[1] == 0 {
		return
	}
	rows := image.Rect(0, g.stale[0], atlasSize, g.stale[1])
	g.image.SubImage(rows).(*ebiten.Image).WritePixels(g.pixels[4*atlasSize*g.stale[0] : 4*atlasSize*g.stale[1]])
	g.stale = [2]int{}
}

// startAnew empties a full atlas. Everything on screen is laid out again.
func (g *glyphs) startAnew() {
	clear(g.pixels)
	clear(g.places)
	g.stale = [2]int{0, atlasSize}
	g.runs, g.older = make(map[runKey]*run), nil
	g.shelf, g.shelfH, g.full = image.Pt(1, 1), 0, false
}
