package render

import (
	"bytes"
	_ "embed"
	"fmt"
	"math"

	"github.com/hajimehoshi/ebiten/v2/text/v2"

	"fanout/render/scene"
)

//go:embed fonts/Inter-Regular.otf
var inter400 []byte

//go:embed fonts/Inter-Medium.otf
var inter500 []byte

//go:embed fonts/Inter-SemiBold.otf
var inter600 []byte

//go:embed fonts/JetBrainsMono-Medium.ttf
var mono500 []byte

// fonts holds the parsed font files. Parsing takes a few milliseconds; sizes
// and features are cheap faces on top of it.
type fonts struct {
	sources [scene.NumFaces]*text.GoTextFaceSource
}

func loadFonts() (*fonts, error) {
	f := new(fonts)
	for i, data := range [scene.NumFaces][]byte{inter400, inter500, inter600, mono500} {
		source, err := text.NewGoTextFaceSource(bytes.NewReader(data))
		if err != nil {
			return nil, fmt.Errorf("render: embedded font %d: %w", i, err)
		}
		f.sources[i] = source
	}
	return f, nil
}

// face is style s at the given number of device px per CSS px. Figures are
// tabular in every face, so that a number never changes its width while it
// counts; contextual alternates are off, because Inter's turn 0x into a
// multiplication sign.
func (f *fonts) face(s scene.Style, scale float64) *text.GoTextFace {
	spec := s.Spec()
	face := &text.GoTextFace{Source: f.sources[spec.Face], Size: spec.Size * scale}
	face.SetFeature(text.MustParseTag("tnum"), 1)
	face.SetFeature(text.MustParseTag("calt"), 0)
	return face
}

// spacing is the letter-spacing of style s in device px.
func spacing(s scene.Style, scale float64) float64 {
	spec := s.Spec()
	return math.Round(spec.Spacing*spec.Size*scale*8) / 8
}
