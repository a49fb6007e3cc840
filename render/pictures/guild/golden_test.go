package guildpicture_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fanout/render/pictures/guild/guildtest"
	"fanout/render/scene"
	"fanout/render/scene/scenetest"
	"fanout/render/ui"
	"fanout/sim/guild"
	"fanout/sim/readout"
)

// sizes are the canvases that every layout is tested at.
var sizes = []struct {
	name string
	w, h float64
}{
	{"1440x900", 1440, 900}, {"1440x700", 1440, 700}, {"1200x800", 1200, 800}, {"1024x704", 1024, 704},
	{"768x940", 768, 940}, {"768x720", 768, 720}, {"1366x630", 1366, 630}, {"1240x500", 1240, 500}, {"844x390", 844, 390}, {"667x375", 667, 375},
	{"360x640", 360, 640}, {"390x844", 390, 844}, {"1920x1080", 1920, 1080}, {"3840x2160", 3840, 2160},
}

func TestPictures(t *testing.T) {
	for _, size := range sizes {
		if size.name != "1440x900" && size.name != "390x844" {
			continue
		}
		t.Run(size.name, func(t *testing.T) {
			s := newStage(size.w, size.h, guildtest.Snapshot(10_000, .4))
			golden(t, "picture-"+size.name, picture(s, s.frameAnew()))
		})
	}
}

// frameAnew is a full frame of what the last one showed.
func (s *stage) frameAnew() scene.Frame {
	s.SetTheme(!s.Theme().Dark)
	return s.frame()
}

// Every widget has its place in the goldens: a test that clicks, a page that
// mirrors and a person who learned where things are rely on it.
func TestWidgets(t *testing.T) {
	for _, size := range sizes {
		t.Run(size.name, func(t *testing.T) {
			s := newStage(size.w, size.h, guildtest.Snapshot(1_000_000, .4))
			var b strings.Builder
			for _, w := range s.Widgets() {
				fmt.Fprintln(&b, w)
			}
			golden(t, "widgets-"+size.name, b.String())
		})
	}
}

// states are the components in each of their states: what to do, and the widget
// whose surroundings are the golden.
var states = []struct {
	name, widget string
	do           func(*testing.T, *stage)
}{
	{"slider-rest", "slider.head.rate", nil},
	{"slider-hover", "slider.head.rate", hover("slider.head.rate")},
	{"slider-focus", "slider.head.rate", focus("slider.head.rate")},
	{"slider-dragging", "slider.head.rate", func(t *testing.T, s *stage) {
		q := s.middle(t, "slider.head.rate")
		s.PointerDown(q, s.now)
		s.PointerMove(ui.Point{X: q.X + 60, Y: q.Y}, s.now)
	}},
	{"timeline-rest", "timeline", nil},
	{"timeline-hover", "timeline", hover("timeline")},
	{"timeline-focus", "timeline", focus("timeline")},
	{"timeline-dragging", "timeline", func(t *testing.T, s *stage) {
		q := s.middle(t, "timeline")
		s.PointerDown(q, s.now)
		s.PointerMove(ui.Point{X: q.X - 300, Y: q.Y}, s.now)
	}},
	{"timeline-past", "timeline", func(_ *testing.T, s *stage) { s.snap.Now = 4 * scenetest.Second }},
	{"timeline-seeking", "timeline", func(_ *testing.T, s *stage) {
		s.snap.Now, s.snap.Timeline.Target = 4*scenetest.Second, 9*scenetest.Second
	}},
	{"timeline-ahead", "timeline", func(_ *testing.T, s *stage) {
		s.snap.Timeline.Target, s.snap.Timeline.Span = 30*scenetest.Second, 48*scenetest.Second
	}},
	{"slider-entry", "slider.head.rate", func(t *testing.T, s *stage) {
		s.click(t, "exact.slider.head.rate")
	}},
	{"slider-typed", "slider.head.rate", func(t *testing.T, s *stage) {
		s.click(t, "exact.slider.head.rate")
		s.types("0", ".", "5")
	}},
	{"slider-refused", "slider.head.rate", func(t *testing.T, s *stage) {
		s.click(t, "exact.slider.head.rate")
		s.types("1", "2", "3", "Enter")
	}},
	{"toggle-disabled", "toggle.no.roots", func(t *testing.T, s *stage) {
		guildtest.Set(s.snap, func(g *guild.Settings) { g.RootsSession = false })
		s.wait(time.Second)
		s.now += time.Second
	}},
	{"toggle-rest", "toggle.skip.unsampled", nil},
	{"toggle-hover", "toggle.skip.unsampled", hover("toggle.skip.unsampled")},
	{"toggle-pressed", "toggle.skip.unsampled", press("toggle.skip.unsampled")},
	{"toggle-focus", "toggle.skip.unsampled", focus("toggle.skip.unsampled")},
	{"toggle-off", "toggle.skip.unsampled", func(t *testing.T, s *stage) {
		guildtest.Set(s.snap, func(g *guild.Settings) { g.SkipUnsampled = false })
		s.wait(time.Second)
		s.now += time.Second
	}},
	{"toggle-changed", "toggle.no.roots", nil},
	{"segment-rest", "segment.sieve.parse", nil},
	{"segment-hover", "segment.sieve.parse", hover("segment.sieve.parse")},
	{"segment-focus", "segment.sieve.parse", focus("segment.sieve.parse")},
	{"segment-pressed", "segment.sieve.parse", press("segment.sieve.parse")},
	{"segment-disabled", "segment.sieve.parse", func(t *testing.T, s *stage) {
		guildtest.Set(s.snap, func(g *guild.Settings) { g.GRPCLink = false })
		s.wait(time.Second)
		s.now += time.Second
	}},
	{"segment-costs", "segment.costs.go-native", func(t *testing.T, s *stage) {
		s.snap.Costs, s.snap.Changed = readout.Costs{Profile: "go-native", Machine: "linux/amd64", Edited: true}, "costs"
		for range 10 { // it lies at the end of the rail
			s.Wheel(ui.Point{X: 1300, Y: 300}, 3)
		}
	}},
	{"button-focus", "button.step", focus("button.step")},
	{"tab-rest", "tab.past", nil},
	{"tab-hover", "tab.past", hover("tab.past")},
	{"tab-pressed", "tab.past", press("tab.past")},
	{"tab-focus", "tab.past", focus("tab.past")},
	{"tab-open", "tab.past", func(t *testing.T, s *stage) { s.openDrawerTab(t, "past") }},
	{"grip-rest", "drawer.grip", nil},
	{"grip-hover", "drawer.grip", hover("drawer.grip")},
	{"grip-focus", "drawer.grip", focus("drawer.grip")},
	{"grip-dragging", "drawer.grip", func(t *testing.T, s *stage) {
		q := s.middle(t, "drawer.grip")
		s.PointerDown(q, s.now)
		s.PointerMove(ui.Point{X: q.X, Y: q.Y - 40}, s.now)
	}},
	{"button-rest", "button.step", nil},
	{"button-hover", "button.step", hover("button.step")},
	{"button-pressed", "button.step", press("button.step")},
	{"button-primary", "button.play", nil},
	{"button-tooltip", "button.step", func(t *testing.T, s *stage) {
		hover("button.step")(t, s)
		s.now += time.Second
	}},
	{"chip-rest", "chip.envelopes.guild", nil},
	{"chip-half", "chip.envelopes.guild", func(t *testing.T, s *stage) {
		guildtest.Set(s.snap, func(g *guild.Settings) { g.EnvelopesGuild = 500_000 })
	}},
	{"chip-hover", "chip.envelopes.guild", hover("chip.envelopes.guild")},
	{"chip-focus", "chip.envelopes.guild", focus("chip.envelopes.guild")},
	{"chip-dragging", "chip.envelopes.guild", func(t *testing.T, s *stage) {
		q := s.middle(t, "chip.envelopes.guild")
		s.PointerDown(q, s.now)
		s.PointerMove(ui.Point{X: q.X - 20, Y: q.Y}, s.now)
	}},
	{"handle-hover", "point.fanout.100", hover("point.fanout.100")},
	{"handle-focus", "point.fanout.100", focus("point.fanout.100")},
	{"handle-dragging", "point.fanout.100", func(t *testing.T, s *stage) {
		q := s.middle(t, "point.fanout.100")
		s.PointerDown(q, s.now)
		s.PointerMove(ui.Point{X: q.X, Y: q.Y - 20}, s.now)
	}},
	{"handle-rest", "point.fanout.100", nil},
	{"handle-moved", "point.fanout.100", func(t *testing.T, s *stage) {
		guildtest.Set(s.snap, func(g *guild.Settings) { g.Fanout = guild.FanoutCustom })
		guildtest.Set(s.snap, func(g *guild.Settings) { g.FanoutTable[2] = 300_000 })
	}},
	{"bar-equal", "cpu.api", nil},
	{"bar-saved", "cpu.sessions", nil},
	{"bar-grown", "cpu.presence", func(t *testing.T, s *stage) {
		s.snap.Services[guild.Presence].CPU = readout.StageCost{300_000, 20_000, 280_000, 0, 10_000, 5_000}
		s.wait(time.Second)
		s.now += time.Second
	}},
	{"bar-saturated", "cpu.guilds", func(t *testing.T, s *stage) {
		s.snap.Services[guild.Guilds].CPU = readout.StageCost{600_000, 20_000, 680_000, 0, 10_000, 5_000}
		s.wait(time.Second)
		s.now += time.Second
	}},
}

func hover(id string) func(*testing.T, *stage) {
	return func(t *testing.T, s *stage) { s.PointerMove(s.middle(t, id), s.now) }
}

func press(id string) func(*testing.T, *stage) {
	return func(t *testing.T, s *stage) { s.PointerDown(s.middle(t, id), s.now) }
}

func focus(id string) func(*testing.T, *stage) {
	return func(t *testing.T, s *stage) {
		for range 100 {
			s.Key("Tab", false, s.snap, s.now)
			if s.Focus() == id {
				return
			}
		}
		t.Fatal("Tab never comes to " + id)
	}
}

func TestStates(t *testing.T) {
	for _, c := range states {
		t.Run(c.name, func(t *testing.T) {
			s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
			s.wait(time.Second)
			if c.do != nil {
				c.do(t, s)
			}
			f := s.frame()
			golden(t, "state-"+c.name, around(s, f, s.widget(t, c.widget).Rect))
		})
	}
}

// Every tab of the drawer, half open, as it is on the widest and the narrowest
// screen.
func TestDrawerTabs(t *testing.T) {
	for _, id := range drawerTabs {
		for _, size := range sizes {
			if size.name != "1440x900" && size.name != "390x844" {
				continue
			}
			t.Run(id+"/"+size.name, func(t *testing.T) {
				s := newStage(size.w, size.h, guildtest.Snapshot(10_000, .4))
				s.openDrawerTab(t, id)
				f := s.rest()
				body := s.widget(t, "drawer").Rect
				golden(t, "tab-"+id+"-"+size.name, inside(s, f, ui.Rect{X: body.X, Y: body.Y - 44, W: body.W, H: body.H + 44}))
			})
		}
	}
}

// drawerTabs are all tabs.
var drawerTabs = []string{"spans", "trace", "profile", "past", "whatif", "timings", "connects", "log", "metrics", "counters", "bill", "prices"}

// openDrawerTab opens the drawer on a tab, at any size.
func (s *stage) openDrawerTab(t *testing.T, id string) {
	t.Helper()
	if s.Has("tab.readings") {
		s.click(t, "tab.readings")
		s.rest()
	}
	if !s.Has("tab." + id) {
		s.click(t, "tab.more")
		s.rest()
	}
	if s.widget(t, "tab."+id).Value != "open" {
		s.click(t, "tab."+id)
	}
	s.rest()
}

// Whole views that cover others.
func TestViews(t *testing.T) {
	for _, c := range []struct {
		name string
		w, h float64
		do   func(*testing.T, *stage)
	}{
		{"dot", 1440, 900, func(t *testing.T, s *stage) { s.PointerMove(ui.Point{X: 638.5, Y: 300.5}, s.now) }},
		{"help", 1440, 900, func(t *testing.T, s *stage) { s.Key("?", true, s.snap, s.now) }},
		{"refused", 1440, 900, func(t *testing.T, s *stage) {
			s.Tell("set members: 2000000 is not possible; expected a whole number from 1 to 1,000,000", s.now)
		}},
		{"sheet-controls", 390, 844, func(t *testing.T, s *stage) { s.click(t, "tab.controls") }},
		{"sheet-intro", 768, 940, func(t *testing.T, s *stage) { s.click(t, "button.intro") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newStage(c.w, c.h, guildtest.Snapshot(10_000, .4))
			c.do(t, s)
			f := s.wait(time.Second)
			golden(t, "view-"+c.name, f.Over.Print(s.Theme()))
		})
	}
}
