package guildpicture_test

import (
	"strings"
	"testing"
	"time"

	"fanout/render/pictures/guild/guildtest"
	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim/guild"
)

// landings are the stages of the pictures of the landing: beside prose, and between it and
// what is asked.
var landings = []struct {
	name  string
	w, h  float64
	stage ui.Rect
	field float64 // side of the field
}{
	{"1440x900", 1440, 900, ui.Box(508, 48, 932, 750), 750},
	{"768x1024", 768, 1024, ui.Box(0, 190, 768, 500), 500},
	{"390x844", 390, 844, ui.Box(0, 182, 390, 432), 375},
}

// amber reports whether anything in a picture has a colour of tracing.
func amber(text string) bool { return strings.Contains(text, "trace") }

// Before the answer a landing is the picture alone, without counts and without amber; with
// it come the marks of what was kept, which grow and then rest.
func TestLanding(t *testing.T) {
	for _, l := range landings {
		t.Run(l.name, func(t *testing.T) {
			s := newStage(l.w, l.h, guildtest.Snapshot(1_000_000, .4))
			s.SetLanding(&scene.Landing{Stage: l.stage})
			s.now += time.Second
			before := s.frame()
			text := picture(s, before)
			if len(s.Widgets()) > 0 || amber(text) || len(before.Field.Marks) > 0 {
				t.Errorf("%d widgets, %d marks, amber: %v; none is expected before the answer", len(s.Widgets()), len(before.Field.Marks), amber(text))
			}
			if !strings.Contains(text, "× ?") || strings.Contains(text, "400,000") {
				t.Error("the count is told")
			}
			if got := float64(before.Field.Dots * before.Field.Pitch); got != l.field {
				t.Errorf("the field is %v px wide, want %v", got, l.field)
			}
			golden(t, "landing-"+l.name, text)

			s.SetLanding(&scene.Landing{Stage: l.stage, Told: true})
			born := s.frame()
			first, marks := born.Field.Marks[0].Half, len(born.Field.Marks)
			later := s.wait(time.Second)
			if last := later.Field.Marks[0].Half; marks == 0 || first <= last {
				t.Errorf("%d marks, from %v to %v px: they grow smaller to their usual size", marks, first, last)
			}
			golden(t, "landing-"+l.name+"-answer", picture(s, s.frameAnew()))
		})
	}
}

// A landing that begins again has no marks, also if there had been so many that they were
// painted once and kept.
func TestALandingBeginsAgain(t *testing.T) {
	snap := guildtest.Snapshot(1_000_000, .4)
	view := guild.ViewOf(snap)
	for len(view.Marks) < 2_000 {
		view.Marks = append(view.Marks, view.Marks...)
	}
	s := newStage(1440, 900, snap)
	s.SetLanding(&scene.Landing{Stage: landings[0].stage, Told: true})
	s.wait(time.Second)
	if told := s.frameAnew(); told.Field.Settled == 0 {
		t.Fatalf("none of %d marks has settled", len(told.Field.Marks))
	}
	s.SetLanding(&scene.Landing{Stage: landings[0].stage})
	if again := s.frameAnew(); again.Field.Settled != 0 || len(again.Field.Marks) != 0 {
		t.Errorf("%d of %d marks have settled, where none is to be seen", again.Field.Settled, len(again.Field.Marks))
	}
}

// A landing takes no pointer and no key, and leaves nothing behind.
func TestLandingTakesNothing(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	want := len(s.Widgets())
	s.SetLanding(&scene.Landing{Stage: landings[0].stage})
	s.frame()
	q := ui.Pt(1000, 400)
	s.PointerMove(q, s.now)
	s.PointerDown(q, s.now)
	s.PointerUp(q, s.now)
	s.Wheel(q, -3)
	for _, key := range []string{" ", "d", "m", "Enter", "?", "1"} {
		if s.Key(key, false, s.snap, s.now) {
			t.Errorf("the key %q means something", key)
		}
	}
	if got := s.Commands(); len(got) > 0 {
		t.Errorf("commands %q", got)
	}
	s.SetLanding(nil)
	s.now += time.Second
	s.frame()
	if got := len(s.Widgets()); got != want {
		t.Errorf("%d widgets afterwards, want %d", got, want)
	}
}
