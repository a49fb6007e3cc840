package guide_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/render/guide"
	"fanout/render/ui"
)

// newSheet is a screen of w by h px, as a phone's sheet or the place below a picture.
func newSheet(t *testing.T, w, h float64, v guide.View) *screen {
	s := newScreen(t, v)
	s.w, s.h, s.size = w, h, ui.Phone
	s.draw()
	return s
}

// seen reports whether a text stands above the buttons, and not above the top.
func (s *screen) seen(text string) bool {
	ways := s.widget("button.guide.back").Rect.Y
	for _, op := range s.list.Ops {
		if op.Kind == ui.KindText && strings.Contains(op.Text, text) {
			return op.Rect.Y > 0 && op.Rect.Y < ways
		}
	}
	return false
}

func long(words int) guide.Text { return prose(strings.TrimSpace(strings.Repeat("word ", words))) }

// An answer comes into sight by itself, with the bar that it stands on; so do a hint and the end
// of a task. Another step begins at its top.
func TestWhatHasComeIsBroughtIntoSight(t *testing.T) {
	task := func(hints int, done bool) *guide.Task {
		k := &guide.Task{Text: prose("Make it so."), More: true, Done: done, Seen: "it was found"}
		for range hints {
			k.Hints = append(k.Hints, prose("Look there."))
		}
		return k
	}
	for _, size := range [][2]float64{{390, 260}, {360, 230}, {768, 240}} {
		step := func(p *guide.Predict, k *guide.Task) guide.View {
			v := opened(p, k)
			v.Open.Prose = long(70)
			return v
		}
		s := newSheet(t, size[0], size[1], step(in("locked", bar()), nil))
		s.view = step(in("compared", bar()), nil)
		s.guide.Update()
		s.draw()
		s.draw()
		texts := []string{"result 45 %", "off.", "is."}
		if size[1] < 240 { // too low for why it is so, below a bar and its sources
			texts = texts[:2]
		}
		for _, text := range texts {
			assert.True(t, s.seen(text), "%v: %q is out of sight", size, text)
		}
		s.view.Open.Step++
		s.view.Open.Predict = nil
		s.guide.Update()
		s.draw()
		assert.True(t, s.seen("CPU"), "%v", size)

		s = newSheet(t, size[0], size[1], step(nil, task(0, false)))
		s.view = step(nil, task(1, false))
		s.guide.Update()
		s.draw()
		s.draw()
		assert.True(t, s.seen("there."), "%v", size)
		s.view = step(nil, task(1, true))
		s.guide.Update()
		s.draw()
		s.draw()
		assert.True(t, s.seen("found."), "%v", size)
	}
}

// In a phone's sheet the reason of an answer is in sight as well, with its guess and what ran.
func TestAPhoneLeavesTheAnswerRoom(t *testing.T) {
	for _, p := range []func() *guide.Predict{bar, choice, number} {
		s := newSheet(t, 390, 315, opened(in("locked", p()), nil))
		s.view = opened(in("compared", p()), nil)
		s.view.Open.Prose, s.view.Open.Predict.Reveal = long(70), prose("It is so because the guild sends every copy itself, one by one, and in the end.")
		s.guide.Update()
		s.draw()
		s.draw()
		for _, text := range map[string][]string{"bar": {"result 45 %", "end."}, "choice": {"Hundreds", "1,000,000", "end."}, "number": {"60 s", "result 961 s", "end."}}[s.view.Open.Predict.Kind] {
			assert.True(t, s.seen(text), "%s: %q is out of sight", s.view.Open.Predict.Kind, text)
		}
	}
}

// The buttons below a chapter are one row where they fit, in English and in German.
func TestWaysAreOneRowWhereTheyFit(t *testing.T) {
	for w, rows := range map[float64]int{264: 2, 358: 1, 390: 1, 768: 1, 1024: 1} {
		s := newSheet(t, w, 300, opened(nil, nil))
		var ys []float64
		right := 0.
		for _, id := range []string{"button.guide.back", "button.guide.next", "button.guide.list", "button.guide.leave"} {
			r := s.widget(id).Rect
			if len(ys) == 0 || ys[len(ys)-1] != r.Y {
				ys, right = append(ys, r.Y), 0
			}
			assert.GreaterOrEqual(t, r.X, right, "%v: %s", w, id)
			assert.GreaterOrEqual(t, r.H, 44., "%v: %s", w, id)
			assert.LessOrEqual(t, r.Right(), w, "%v: %s", w, id)
			right = r.Right()
		}
		assert.Len(t, ys, rows, "%v", w)
	}
}

// Where there is room, what is asked stands beside what is told.
func TestTwoColumns(t *testing.T) {
	s := newSheet(t, 768, 320, opened(choice(), nil))
	assert.Greater(t, s.widget("guess.1").Rect.X, 384.)
	assert.True(t, s.seen("messages?"))
	assert.True(t, s.seen("CPU"))
	s = newSheet(t, 390, 720, opened(choice(), nil))
	assert.Less(t, s.widget("guess.1").Rect.X, 100.)
}

// The ends of a scale give way to what is written about the guess, and no part of them is left.
func TestEndsOfAScaleGiveWay(t *testing.T) {
	for _, share := range []float64{.02, .2, .4, .5, .6, .8, .98} {
		s := newScreen(t, opened(bar(), nil))
		s.drag("guess", .5, share)
		var texts []ui.Op
		for _, op := range s.list.Ops {
			if op.Kind == ui.KindText {
				texts = append(texts, op)
			}
		}
		for i, a := range texts {
			for _, b := range texts[:i] {
				apart := a.Rect.X >= b.Rect.X+b.Rect.W || b.Rect.X >= a.Rect.X+a.Rect.W || max(a.Rect.Y, b.Rect.Y)-min(a.Rect.Y, b.Rect.Y) >= 10
				require.True(t, apart, "at %v %q lies over %q", share, a.Text, b.Text)
			}
		}
	}
}

// A figure and its percent sign are not torn apart by the end of a line.
func TestAFigureKeepsItsSign(t *testing.T) {
	for words := range 12 {
		v := opened(nil, nil)
		v.Open.Prose = prose(strings.Repeat("word ", words) + "99.5 % said so")
		s := newScreen(t, v)
		y := map[string]float64{}
		for _, op := range s.list.Ops {
			if op.Kind == ui.KindText {
				y[op.Text] = op.Rect.Y
			}
		}
		_, whole := y["99.5 %"]
		assert.True(t, whole, "behind %d words", words)
	}
}
