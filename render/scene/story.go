package scene

import (
	"time"

	"fanout/render/guide"
	"fanout/render/ui"
)

// story is the chapters as the scene has them: the left rail shows the one that is open, or
// their list below the introduction.
type story struct {
	guide.Guide
	s       *Scene
	asked   time.Duration            // when the reader was asked last what is to be shown
	reading bool                     // a chapter was open then
	pointed func(kind, thing string) // is told what was picked; nil for nobody
	offering
}

func (y *story) begin(s *Scene, c *Config) {
	y.s, y.Reader, y.pointed, y.asks, y.names, y.veils = s, c.Chapters, c.Pointed, c.Offered, c.Named, c.Veiled
	y.Tell = func(sentence string) { s.Tell(sentence, s.now) }
	y.Update()
}

// follow asks for what is to be shown, as often as numbers are.
func (y *story) follow(now time.Duration) {
	came := y.offer(y.s, now)
	if y.Reader == nil || now-y.asked < refresh && !y.s.in.Stale {
		return
	}
	y.asked = now
	was := y.Page()
	if y.Update() {
		y.s.in.Stale = true
	}
	if !came && y.Page() != was { // what came with the step before is not new here
		y.s.in.Offered.Settle()
	}
	if y.Open() && !y.reading { // where there is no rail, it comes as a sheet
		y.s.rails.read()
	}
	y.reading = y.Open()
}

// point tells that a person has picked a thing.
func (y *story) point(kind, thing string) {
	y.Picked(kind, thing)
	if y.pointed != nil {
		y.pointed(kind, thing)
	}
}

// read shows the chapter that has been opened.
func (r *rails) read() {
	if r.away = false; r.beneath() {
		r.sheet = ""
		r.s.relayout()
		return
	}
	if r.s.layout.LeftRail.Empty() && r.s.layout.Size != ui.Wide && r.sheet != "intro" {
		r.open("intro")
	}
}
