package guildpicture_test

import (
	"slices"
	"testing"

	"fanout/render/scene"
	"fanout/render/scene/scenetest"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/guild"
)

// textsOf are the texts of a caption that is w wide.
func textsOf(c *scene.Caption, w float64, s *sim.Snapshot) (texts []string, right float64) {
	list := &ui.List{}
	list.Reset()
	p := &ui.Painter{List: list, Theme: ui.Dark(), Measure: scenetest.Measurer{}}
	c.Draw(p, s, ui.Box(0, 0, w, c.High()))
	for i := range list.Ops {
		if op := &list.Ops[i]; op.Kind == ui.KindText {
			texts, right = append(texts, op.Text), max(right, op.Rect.X+p.Width(op.Style, op.Text))
		}
	}
	return texts, right
}

// A caption says of which world and moment the picture is, and which settings are not the
// usual ones; what has no room ends in dots.
func TestCaption(t *testing.T) {
	set := guild.DefaultSettings()
	set.Members = 300
	s := &sim.Snapshot{Model: guild.Model(), Now: 1_500_000_000, Seed: 279, Settings: set}
	c := &scene.Caption{Link: "https://school.example/#members=300&t=1.5s&paused"}
	got, _ := textsOf(c, 1440, s)
	want := []string{"Fan-out", guild.Model().Title, "00:01.500 · Seed 279 · Online members 300", c.Link}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for _, w := range []float64{320, 390, 768} {
		texts, right := textsOf(c, w, s)
		if len(texts) != 4 || right > w-8 {
			t.Errorf("%v px wide: %q reach to %v", w, texts, right)
		}
	}
	if narrow, _ := textsOf(c, 320, s); narrow[3] == c.Link || []rune(narrow[3])[len([]rune(narrow[3]))-1] != '…' {
		t.Errorf("%q has no dots", narrow[3])
	}
	for _, w := range []float64{1200, 390} { // on a phone the title is smaller, and whole
		poster, right := textsOf(&scene.Caption{Title: "Ten points of CPU", About: "never start one"}, w, s)
		if !slices.Equal(poster, []string{"Fan-out", "Ten points of CPU", "never start one"}) || right > w-8 {
			t.Errorf("%v px wide: %q reach to %v", w, poster, right)
		}
	}
}
