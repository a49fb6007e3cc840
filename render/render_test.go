package render

import (
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	guildpicture "fanout/render/pictures/guild"
	"fanout/render/pictures/guild/guildtest"
	"fanout/render/scene"
	"fanout/render/scene/scenetest"
	"fanout/render/ui"
	"fanout/sim/guild"
)

// The shaders compile for every backend that Ebitengine translates to.
func TestShaders(t *testing.T) {
	for name, source := range map[string][]byte{"shapes": shapesSource, "field": fieldSource} {
		if _, err := ebiten.NewShader(source); err != nil {
			t.Errorf("%s.kage: %v", name, err)
		}
	}
}

// frames are lists with about every text that the program can show.
func frames(m ui.Measurer) []scene.Frame {
	var all []scene.Frame
	for _, size := range [][2]float64{{1440, 900}, {768, 940}, {390, 844}} {
		s := scene.New(scene.Config{Model: guild.Model(), Picture: guildpicture.New, Words: guildpicture.Words(), Measure: m})
		s.Resize(size[0], size[1], 1, m)
		snap := guildtest.Snapshot(10_000, .4)
		s.Frame(snap, time.Second)
		s.Key("?", true, snap, time.Second)
		s.Press("tab.spans")
		all = append(all, s.Frame(snap, 2*time.Second))
	}
	return all
}

// The embedded fonts have every sign that is written.
func TestFontsHaveEverySign(t *testing.T) {
	f, err := loadFonts()
	if err != nil {
		t.Fatal(err)
	}
	const more = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.,:;!?'\"“”‘’()[]{}<>/+-−×·…–—→←%#&@_=*≈±≤≥µ"
	check := func(s ui.Style, words string) {
		face := f.face(s, 1)
		for _, c := range words {
			if face.letter(c).glyph == 0 {
				t.Errorf("%v has no %q (in %q)", s, c, words)
			}
		}
	}
	for s := range ui.NumStyles {
		check(s, more)
	}
	for _, frame := range frames(scenetest.Measurer{}) {
		for _, l := range []*ui.List{frame.Base, frame.Live, frame.Over} {
			for _, op := range l.Ops {
				check(op.Style, op.Text)
			}
		}
	}
}

// The faces that set prose have every sign of the chapters, the glossary, the challenges and the
// labels, in every language.
func TestFontsHaveEveryText(t *testing.T) {
	f, err := loadFonts()
	if err != nil {
		t.Fatal(err)
	}
	read, missing := 0, make(map[rune]string)
	check := func(where, text string) {
		for _, c := range text {
			for _, s := range []ui.Style{ui.Body, ui.LabelMedium, ui.BodyStrong} {
				if c != '\n' && f.face(s, 1).letter(c).glyph == 0 {
					missing[c] = where
				}
			}
			read++
		}
	}
	err = fs.WalkDir(guild.Model().Files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(guild.Model().Files, path)
		check(path, string(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	catalogues, err := filepath.Glob("language/*.txt")
	if err != nil || len(catalogues) == 0 {
		t.Fatal("no catalogue: ", err)
	}
	for _, file := range catalogues {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		check(file, string(text))
	}
	if read < 50_000 {
		t.Errorf("only %d signs were looked at", read)
	}
	for c, where := range missing {
		t.Errorf("no face has %q, of %s", c, where)
	}
}

// Figures are all as wide as one another, in every style, and are not kerned, or
// numbers would move while they count.
func TestFiguresAreTabular(t *testing.T) {
	f, err := loadFonts()
	if err != nil {
		t.Fatal(err)
	}
	for s := range ui.NumStyles {
		face := f.face(s, 1)
		zero := face.letter('0')
		for _, c := range "0123456789" {
			figure := face.letter(c)
			if figure.advance != zero.advance {
				t.Errorf("%v: %c is %v wide, 0 is %v", s, c, figure.advance, zero.advance)
			}
			for _, other := range "0123456789.,:% " {
				if k := face.kern(figure.glyph, face.letter(other).glyph); k != 0 {
					t.Errorf("%v: %c before %q is kerned by %v", s, c, other, k)
				}
			}
		}
	}
}

// The table that tests measure with is near the real fonts: a layout that has
// room with the one has it with the other.
func TestMeasurers(t *testing.T) {
	f, err := loadFonts()
	if err != nil {
		t.Fatal(err)
	}
	g := newGlyphs(f, 1)
	for _, frame := range frames(scenetest.Measurer{}) {
		for _, op := range frame.Base.Ops {
			if op.Kind != ui.KindText {
				continue
			}
			real, table := g.Advance(op.Style, op.Text), scenetest.Measurer{}.Advance(op.Style, op.Text)
			if math.Abs(real-table) > 2+.04*real {
				t.Errorf("%v %q is %.1f wide, the table says %.1f", op.Style, op.Text, real, table)
			}
		}
	}
}

// The glyph atlas is one image per device scale; the main screen must fit in it
// at every scale, or it would be baked again with every frame.
func TestAtlasHoldsThePictures(t *testing.T) {
	f, err := loadFonts()
	if err != nil {
		t.Fatal(err)
	}
	for _, scale := range []float64{1, 1.25, 1.5, 2, 3} {
		g := newGlyphs(f, scale)
		for _, frame := range frames(scenetest.Measurer{}) {
			for _, l := range []*ui.List{frame.Base, frame.Live, frame.Over} {
				for _, op := range l.Ops {
					if op.Kind == ui.KindText {
						g.run(op.Style, op.Text)
					}
				}
			}
		}
		if g.full {
			t.Errorf("at scale %v the atlas is full", scale)
		}
	}
}

// Cutting a quad moves its source coordinates with its edges.
func TestCut(t *testing.T) {
	q := quad{10, 20, 30, 60, 0, 0, 40, 80} // two source px per px
	if got, want := q.cut(15, 0, 100, 50), (quad{15, 20, 30, 50, 10, 0, 40, 60}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if got := q.cut(0, 0, 100, 100); got != q {
		t.Errorf("a clip round all of it changes it to %+v", got)
	}
}

// A line is cut where it leaves the clip, and dropped where it never enters.
func TestCutLine(t *testing.T) {
	clip := ui.Rect{X: 0, Y: 0, W: 10, H: 10}
	if got, ok := cutLine(ui.Rect{X: -5, Y: 5, W: 20}, clip); !ok || got != (ui.Rect{X: 0, Y: 5, W: 10}) {
		t.Errorf("%v %v", got, ok)
	}
	if got, ok := cutLine(ui.Rect{X: 5, Y: 5, W: 10, H: 10}, clip); !ok || got != (ui.Rect{X: 5, Y: 5, W: 5, H: 5}) {
		t.Errorf("%v %v", got, ok)
	}
	if _, ok := cutLine(ui.Rect{X: 2, Y: 12, W: 3}, clip); ok {
		t.Error("a line below the clip is drawn")
	}
}

// Edges of boxes lie on whole device px, at odd scales too.
func TestBoxesSnap(t *testing.T) {
	for _, scale := range []float64{1, 1.25, 1.5, 2.75} {
		b := batch{scale: scale}
		b.addOp(&ui.Op{Kind: ui.KindBox, Rect: ui.Rect{X: 10.3, Y: 7.1, W: 33.3, H: 20}, Radius: 3}, ui.Rect{})
		for _, v := range b.vertices {
			if v.DstX != float32(math.Round(float64(v.DstX))) || v.DstY != float32(math.Round(float64(v.DstY))) {
				t.Errorf("scale %v: a corner at %v,%v", scale, v.DstX, v.DstY)
			}
		}
	}
}

func BenchmarkBatch(b *testing.B) {
	f, err := loadFonts()
	if err != nil {
		b.Fatal(err)
	}
	g := newGlyphs(f, 1)
	s := scene.New(scene.Config{Model: guild.Model(), Picture: guildpicture.New, Measure: g})
	s.Resize(1440, 900, 1, g)
	frame := s.Frame(guildtest.Snapshot(1_000_000, .9), time.Second)
	batch := batch{glyphs: g, scale: 1}
	b.ReportAllocs()
	for b.Loop() {
		batch.reset()
		batch.add(frame.Base)
		batch.addMarks(frame.Field.Marks, ui.Dark(), 0, 0, ui.Rect{})
		batch.add(frame.Live)
		batch.add(frame.Over)
	}
	b.ReportMetric(float64(len(batch.vertices)/4), "quads")
}
