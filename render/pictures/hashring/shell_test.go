package ringpicture

import (
	"strings"
	"testing"
	"time"

	"fanout/render/scene"
	"fanout/render/scene/scenetest"
	"fanout/render/ui"
	"fanout/sim/hashring"
)

// In a real shell the picture shows its figures, a bar opens the inspector, and what a
// person looks at can be said in lines, on all canvases.
func TestInAShell(t *testing.T) {
	for _, c := range canvases {
		if c.place.Folded {
			continue
		}
		t.Run(c.name, func(t *testing.T) {
			s := scene.New(scene.Config{Model: hashring.Model(), Picture: New, Words: Words(), Measure: scenetest.Measurer{}, Language: scenetest.Listener{}, Here: "TAB"})
			s.Resize(c.w, c.h, 1, scenetest.Measurer{})
			now := time.Second
			frame := func() string {
				now += time.Second
				f := s.Frame(moment(), now)
				var b strings.Builder
				for _, l := range []*ui.List{f.Base, f.Live, f.Over} {
					for i := range l.Ops {
						b.WriteString(l.Ops[i].Text + "\n")
					}
				}
				return b.String()
			}
			if text := frame(); !strings.Contains(text, "9,324") || !strings.Contains(text, "1,500,000 found at 10.5 s") {
				t.Error("the figures are not there")
			}
			if !s.Press("node.gs-3") {
				t.Fatal("no bar can be pressed")
			}
			if text := frame(); !strings.Contains(text, "Leave the ring") {
				t.Error("a bar opens no inspector")
			}
			if _, said := s.Said(); !strings.Contains(said, "gs-3, on the ring. Points: 512. Keys: 9,617") {
				t.Errorf("it is told as %q", said)
			}
			if !s.Press("button.leave") {
				t.Error("it cannot leave")
			}
			if got := s.Commands(); len(got) != 1 || got[0] != "leave gs-3" {
				t.Errorf("commands %q", got)
			}
			if err := s.Look("lens 0.412"); err != nil {
				t.Error(err)
			}
			if got := s.Looks(); len(got) != 1 || got[0] != "lens 0.4120" {
				t.Errorf("looks %q", got)
			}
			s.Key("Escape", false, moment(), now)
			if text := frame(); strings.Contains(text, "Leave the ring") {
				t.Error("Esc does not close it")
			}
		})
	}
}
