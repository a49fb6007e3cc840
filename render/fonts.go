package render

import (
	_ "embed"
	"fmt"
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"fanout/render/ui"
)

// The files are cut by fonts/make.sh. In all of them figures are tabular, so that
// a number never changes its width while it counts.

//go:embed fonts/Inter-Regular.otf
var inter400 []byte

//go:embed fonts/Inter-Medium.otf
var inter500 []byte

//go:embed fonts/Inter-SemiBold.otf
var inter600 []byte

//go:embed fonts/JetBrainsMono-Medium.ttf
var mono500 []byte

// fonts holds the parsed font files.
type fonts [ui.NumFaces]*sfnt.Font

func loadFonts() (*fonts, error) {
	f := new(fonts)
	for i, data := range [ui.NumFaces][]byte{inter400, inter500, inter600, mono500} {
		parsed, err := opentype.Parse(data)
		if err != nil {
			return nil, fmt.Errorf("render: embedded font %d: %w", i, err)
		}
		f[i] = parsed
	}
	return f, nil
}

// typeface is a style at one device scale. Its unit is 1/64 device px.
//
// Text is laid out letter by letter with kerning: the languages that the program
// speaks need no more, and a shaping engine, which Ebitengine's text package brings
// along, weighs 0.7 MB of the 4.5 that the page may (in brotli) and a tenth of a
// second of its start.
type typeface struct {
	font    *sfnt.Font
	size    fixed.Int26_6 // of an em
	spacing fixed.Int26_6 // added to every advance
	face    font.Face     // draws glyphs; its Kern is in units of the font, and not used
	letters map[rune]letter
	buffer  sfnt.Buffer
}

// letter is what a character is in a typeface.
type letter struct {
	glyph   sfnt.GlyphIndex // 0 if the font lacks it: an empty box
	advance fixed.Int26_6
}

func (f *fonts) face(s ui.Style, scale float64) *typeface {
	spec := s.Spec()
	px := spec.Size * scale
	t := &typeface{
		font:    f[spec.Face],
		size:    fixed.Int26_6(math.Round(px * 64)),
		spacing: fixed.Int26_6(math.Round(spec.Spacing * px * 64)),
		letters: make(map[rune]letter),
	}
	t.face, _ = opentype.NewFace(t.font, &opentype.FaceOptions{Size: px, DPI: 72, Hinting: font.HintingNone}) // never fails
	return t
}

// letter is what c is. What the font cannot tell of it is 0.
func (t *typeface) letter(c rune) letter {
	l, ok := t.letters[c]
	if !ok {
		l.glyph, _ = t.font.GlyphIndex(&t.buffer, c)
		l.advance, _ = t.font.GlyphAdvance(&t.buffer, l.glyph, t.size, font.HintingNone)
		l.advance += t.spacing
		t.letters[c] = l
	}
	return l
}

// kern is what to add to the distance of two glyphs that follow one another.
func (t *typeface) kern(before, after sfnt.GlyphIndex) fixed.Int26_6 {
	k, err := t.font.Kern(&t.buffer, before, after, t.size, font.HintingNone)
	if err != nil { // most pairs have none
		return 0
	}
	return k
}
