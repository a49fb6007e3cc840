package agree

import (
	"math"
	"strings"
	"time"

	"fanout/render/pictures"
	"fanout/render/scene"
	"fanout/render/scene/scenetest"
	"fanout/render/ui"
	"fanout/sim"
)

// screen is one arrangement of the interface that looks at a history: what is open in it
// stays open.
type screen struct {
	*scene.Scene
	name  string
	press []string
	now   time.Duration
	texts []ui.Op
	ops   []ui.Op
}

// newScreen opens a window of that size and presses what is to be open.
func newScreen(name string, m *sim.Model, w, h float64, press ...string) *screen {
	for _, e := range pictures.All() {
		if e.Model.Name == m.Name {
			s := &screen{Scene: scene.New(scene.Config{Model: m, Picture: e.New, Words: e.Words, Measure: scenetest.Measurer{}, ReducedMotion: true}), name: name, press: press}
			s.Resize(w, h, 1, scenetest.Measurer{})
			return s
		}
	}
	panic("agree: no picture of " + m.Name)
}

// look builds the frame of a snapshot and keeps what it writes.
func (s *screen) look(snap *sim.Snapshot) {
	s.frame(snap)
	for len(s.press) > 0 {
		s.Press(s.press[0])
		s.press = s.press[1:]
		s.frame(snap)
	}
}

func (s *screen) frame(snap *sim.Snapshot) {
	s.now += time.Second
	f := s.Frame(snap, s.now)
	s.texts, s.ops = s.texts[:0], s.ops[:0]
	for _, list := range []*ui.List{f.Base, f.Live, f.Over} {
		for _, op := range list.Ops {
			if op.Kind == ui.KindText {
				s.texts = append(s.texts, op)
			} else {
				s.ops = append(s.ops, op)
			}
		}
	}
}

// widget is the one with that id.
func (s *screen) widget(id string) (w ui.Widget, ok bool) {
	for _, w := range s.Widgets() {
		if w.ID == id {
			return w, true
		}
	}
	return w, false
}

// says is the first text that begins and ends as given.
func (s *screen) says(begin, end string) (op ui.Op, ok bool) {
	for _, op := range s.texts {
		if strings.HasPrefix(op.Text, begin) && strings.HasSuffix(op.Text, end) {
			return op, true
		}
	}
	return op, false
}

// beside is the text that stands right of another one in the same line, the nearest first.
func (s *screen) beside(label ui.Op, nth int) (text string, ok bool) {
	from := label.Rect.X
	for range nth {
		best, at := math.Inf(1), ""
		for _, op := range s.texts {
			if math.Abs(op.Rect.Y-label.Rect.Y) <= 3 && op.Rect.X > from && op.Rect.X < best {
				best, at = op.Rect.X, op.Text
			}
		}
		if at == "" {
			return "", false
		}
		from, text = best, at
	}
	return text, true
}

// fact is the value of a line of the right rail, by how its name begins.
func (s *screen) fact(label string) (text string, ok bool) {
	const rail = 1440 - 296
	for _, op := range s.texts {
		if op.Rect.X > rail && strings.HasPrefix(op.Text, label) {
			return s.beside(op, 1)
		}
	}
	return "", false
}
