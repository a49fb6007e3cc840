package guildpicture_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	guildpicture "fanout/render/pictures/guild"
	"fanout/render/pictures/guild/guildtest"
	"fanout/render/scene"
	"fanout/render/scene/scenetest"
	"fanout/render/ui"
	"fanout/sim/guild"
)

// newFrame is a scene in a frame of another page, with these controls.
func newFrame(w, h float64, names ...string) *stage {
	s := &stage{Scene: scene.New(scene.Config{
		Model: guild.Model(), Picture: guildpicture.New, Words: guildpicture.Words(), Measure: scenetest.Measurer{}, Language: scenetest.Listener{},
		Share: true, Framed: true, Offered: func() []string { return names },
	}), snap: guildtest.Snapshot(10_000, .4), now: time.Second}
	s.Resize(w, h, 1, scenetest.Measurer{})
	s.frame()
	s.frame()
	return s
}

// A frame has the picture, the transport with the time line, the way out of it, and of the
// controls those that were named: all of them in sight, and no two in one place.
func TestFramed(t *testing.T) {
	readings := []string{"sieve", "field", "counters", "cpu"}
	chosen := append([]string{"slider.members", "slider.head.rate", "toggle.no.roots", "button.send"}, readings...)
	for _, size := range [][2]float64{{1440, 900}, {1000, 640}, {900, 560}, {720, 480}, {640, 360}, {390, 640}, {320, 480}} {
		for _, names := range [][]string{readings, chosen} {
			t.Run(fmt.Sprintf("%vx%v with %d", size[0], size[1], len(names)), func(t *testing.T) {
				s := newFrame(size[0], size[1], names...)
				have := map[string]ui.Widget{}
				for _, w := range s.Widgets() {
					have[w.ID] = w
					const margin = 8 // what can be pressed reaches a little over what is drawn
					if r := w.Rect.Intersect(ui.Box(0, 0, size[0], size[1])); w.Rect.W-r.W > margin || w.Rect.H-r.H > margin {
						t.Errorf("%s is at %v, cut by a canvas of %v", w.ID, w.Rect, size)
					}
				}
				for _, id := range []string{"button.back", "button.play", "button.step", "timeline", "button.whole"} {
					if have[id].Rect.Empty() {
						t.Errorf("there is no %s", id)
					}
				}
				for _, id := range []string{"button.help", "button.theme", "button.share", "slider.speed", "tab.spans", "button.drawer", "slider.rate", "intro", "controls"} {
					if w, ok := have[id]; ok && (id != "controls" || len(names) == len(readings)) {
						t.Errorf("there is %v", w)
					}
				}
				if _, ok := have["slider.members"]; ok != (len(names) == len(chosen)) {
					t.Errorf("slider.members: %v", ok)
				}
				if _, ok := have["button.send"]; ok != (len(names) == len(chosen)) {
					t.Errorf("button.send: %v", ok)
				}
			})
		}
	}
	for name, s := range map[string]*stage{"720x480": newFrame(720, 480, readings...), "1000x640": newFrame(1000, 640, chosen...), "390x640": newFrame(390, 640, chosen...)} {
		golden(t, "framed-"+name, picture(s, s.frameAnew()))
	}
}

// A frame has no panel for controls that are all on the stage.
func TestAFrameWithoutAPanel(t *testing.T) {
	s := newFrame(1200, 546, "field", "button.send")
	s.frame()
	var ids []string
	for _, w := range s.Widgets() {
		ids = append(ids, w.ID)
	}
	if slices.Contains(ids, "controls") || !slices.Contains(ids, "button.send") {
		t.Errorf("there are %q", ids)
	}
	s.Resize(600, 400, 1, scenetest.Measurer{}) // where the lanes have no room for it
	s.frame()
	s.frame()
	s.widget(t, "controls")
	s.widget(t, "button.send")
}

// Keys of what a frame leaves out say so and do nothing; those of the world work.
func TestKeysInAFrame(t *testing.T) {
	s := newFrame(720, 480, "field")
	before := len(s.Widgets())
	for _, key := range []string{"d", "r", "t", "w"} {
		s.Key(key, false, s.snap, s.now)
		s.rest()
		if lines := s.Commands(); len(lines) > 0 || len(s.Widgets()) != before {
			t.Errorf("%s gives %q and %d widgets, which were %d", key, lines, len(s.Widgets()), before)
		}
	}
	s.Key("d", false, s.snap, s.now)
	if n, said := s.Said(); n == 0 || said != "The drawer: this frame leaves it out. The whole page has it." {
		t.Errorf("said %q", said)
	}
	s.Key(" ", false, s.snap, s.now)
	s.Key(".", false, s.snap, s.now)
	if lines := s.Commands(); len(lines) != 2 || lines[0] != "pause" || lines[1] != "step" {
		t.Errorf("space and the full stop give %q", lines)
	}
	s.Press("button.whole")
	if !s.Sharing() {
		t.Error("the way out of the frame asks for nothing")
	}
}
