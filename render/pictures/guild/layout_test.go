package guildpicture_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"fanout/render/pictures/guild/guildtest"
	"fanout/render/scene/scenetest"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/guild"
	"fanout/sim/readout"
)

// small and large are worlds at the two ends of what numbers can look like.
func small() *sim.Snapshot {
	s := guildtest.Snapshot(1, 0)
	guildtest.Set(s, func(g *guild.Settings) { g.MessageRate, g.HeadRate = 100, 100 })
	s.Speed, s.Reached, s.Seed, s.Changed = 100, 100, 1, ""
	guild.ViewOf(s).Messages = guild.MessageTotals{SessionTotals: guild.SessionTotals{KeepRate: exact.Whole}}
	guild.ViewOf(s).Marks, guild.ViewOf(s).Tokens, s.Log.Entries = nil, nil, nil
	guild.ViewOf(s).Guild = guild.GuildView{}
	for i := range guild.ViewOf(s).APINodes {
		guild.ViewOf(s).APINodes[i] = guild.APINodeView{Name: fmt.Sprintf("api-%d", i+1)}
	}
	for i := range s.Services {
		s.Services[i] = readout.Service{Capacity: 1000}
	}
	return s
}

func large() *sim.Snapshot {
	s := guildtest.Snapshot(1_000_000, .8)
	s.Now = 3_599_999_000_000
	guildtest.Set(s, func(g *guild.Settings) { g.MessageRate, g.HeadRate = 100_000, 316_000 })
	s.Speed, s.Reached, s.Seed, s.Changed = 10_000_000, 20_000, math.MaxUint64, "sieve"
	guild.ViewOf(s).Messages = guild.MessageTotals{
		Sent: 359_999, Sampled: 113_000, Headers: guild.HeaderTotals{Parsed: 359_999, Stripped: 359_999},
		SessionTotals: guild.SessionTotals{
			SessionSpans: 99_999_999, SessionSpansExp: 99_999_999, OrphanRoots: 99_999_999,
			GuildSpans: 99_999_999, OrphanSince: 99_999_999, KeepRate: 1_000,
		},
		Forecast: guild.Forecast{Spans: guild.SpanRates{API: 99_999_999_000, Guild: 99_999_999_000, Session: 99_999_999_000}},
		Before:   guild.Forecast{Spans: guild.SpanRates{API: 99_999_998_000, Guild: 99_999_998_000, Session: 99_999_998_000}}, HasBefore: true,
	}
	s.ChangedAt = 3_500e9
	guild.ViewOf(s).Guild.Mailbox, guild.ViewOf(s).Guild.Sending, guild.ViewOf(s).Guild.Busy = 99_999, 359_999, exact.Whole
	for i := range guild.ViewOf(s).APINodes {
		guild.ViewOf(s).APINodes[i].Sent, guild.ViewOf(s).APINodes[i].Sampled = 119_999, 37_999
	}
	for i := range s.Services {
		s.Services[i].CPU = readout.StageCost{999_000, 20_000, 980_000, 0, 10_000, 5_000}
		s.Services[i].Before = readout.StageCost{100_000}
	}
	return s
}

// Numbers, labels and states may change; boxes may not.
func TestNothingJumps(t *testing.T) {
	for _, size := range sizes {
		t.Run(size.name, func(t *testing.T) {
			places := func(snap *sim.Snapshot) map[string]ui.Rect {
				s := newStage(size.w, size.h, snap)
				m := make(map[string]ui.Rect)
				for _, w := range s.Widgets() {
					if w.Kind == ui.Handle || strings.HasPrefix(w.ID, "cpu.") && size.h < 760 || strings.HasPrefix(w.ID, "cpu.") && size.w < 700 {
						continue // a point is where its value is; the one bar is the one that moved
					}
					m[w.ID] = w.Rect
				}
				return m
			}
			a, b := places(small()), places(large())
			for id, r := range a {
				if b[id] != r && id != "tab.spans" && id != "tab.log" {
					t.Errorf("%s moved from %v to %v", id, r, b[id])
				}
			}
			for id := range b {
				if _, ok := a[id]; !ok {
					t.Errorf("%s is there only with large numbers", id)
				}
			}
		})
	}
}

// textBox is what a text covers: from its baseline up to the height of figures.
func textBox(op ui.Op) ui.Rect {
	h := op.Style.Spec().Size * .72
	return ui.Rect{X: op.Rect.X, Y: op.Rect.Y - h, W: op.Rect.W, H: h}
}

// No text is cut off by the canvas, none is smaller than 11 px, and no two of
// the base lie over one another; nor do they beside a page's guide.
func TestTextHasRoom(t *testing.T) {
	for _, size := range sizes {
		for name, snap := range map[string]*sim.Snapshot{"small": small(), "large": large(), "main": guildtest.Snapshot(10_000, .4)} {
			t.Run(size.name+"/"+name, func(t *testing.T) {
				s := newStage(size.w, size.h, snap)
				textHasRoom(t, s, size.w, size.h)
				textStaysIn(t, s)
			})
			if size.w < 1200 {
				continue
			}
			t.Run(size.name+"/guide/"+name, func(t *testing.T) {
				s := newStage(size.w, size.h, snap)
				s.SetLeftInset(264)
				s.Resize(size.w-264, size.h, 1, scenetest.Measurer{})
				textHasRoom(t, s, size.w-264, size.h)
			})
		}
	}
}

func textHasRoom(t *testing.T, s *stage, w, h float64) {
	f := s.frameAnew()
	var texts []ui.Op
	for _, op := range f.Base.Ops {
		if op.Kind == ui.KindText {
			texts = append(texts, op)
		}
	}
	for i, op := range texts {
		r := textBox(op)
		if op.Style.Spec().Size < 11 {
			t.Errorf("%q is smaller than 11 px", op.Text)
		}
		if r.X < 0 || r.Y < 0 || r.Right() > w || op.Clip == 0 && r.Bottom() > h {
			t.Errorf("%q at %v leaves the canvas", op.Text, r)
		}
		for _, other := range texts[:i] {
			if over := textBox(other).Intersect(r); over.W > 1 && over.H > 1 && op.Clip == other.Clip {
				t.Errorf("%q at %v is written over %q at %v", op.Text, r, other.Text, textBox(other))
			}
		}
	}
}

// textStaysIn fails where a text begins in something that can be pressed and does not end in it.
func textStaysIn(t *testing.T, s *stage) {
	for _, op := range s.frameAnew().Base.Ops {
		if op.Kind != ui.KindText || op.Clip != 0 {
			continue
		}
		r := textBox(op)
		for _, w := range s.Widgets() {
			if w.Kind != ui.Area && w.Rect.Contains(ui.Pt(r.X, r.CenterY())) && r.Right() > w.Rect.Right()+4 {
				t.Errorf("%q at %v runs out of %s at %v", op.Text, r, w.ID, w.Rect)
			}
		}
	}
}

// Any size of window has a layout: nothing panics, and everything that can be
// pressed lies on the canvas.
func TestAnySize(t *testing.T) {
	snap := guildtest.Snapshot(1_000, .4)
	s := newStage(1440, 900, snap)
	for w := 320.; w <= 4000; w += 61 {
		for h := 480.; h <= 2400; h += 173 {
			s.Resize(w, h, 1, scenetest.Measurer{})
			s.wait(time.Millisecond)
			for _, widget := range s.Widgets() {
				if r := widget.Rect; !r.Empty() && (r.X < -8 || r.Right() > w+8) {
					t.Fatalf("%gx%g: %s at %v", w, h, widget.ID, r)
				}
			}
		}
	}
}

// The boxes of the 1440 layout are those that the design gives in numbers.
func TestDesignCoordinates(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(1_000_000, .4))
	if got, want := s.widget(t, "field").Rect, (ui.Rect{X: 628, Y: 93, W: 500, H: 500}); got != want {
		t.Errorf("field at %v, want %v", got, want)
	}
	f := s.frameAnew()
	if f.Field.Dots != 125 || f.Field.Pitch != 4 || f.Field.Per != 64 {
		t.Errorf("1,000,000 sessions: %d dots of %d px for %d sessions each", f.Field.Dots, f.Field.Pitch, f.Field.Per)
	}
	for _, c := range []struct{ members, dots, pitch, per int }{{100_000, 106, 4, 9}, {10_000, 100, 5, 1}} {
		s := newStage(1440, 900, guildtest.Snapshot(c.members, .4))
		f := s.frameAnew().Field
		if f.Dots != c.dots || f.Pitch != c.pitch || f.Per != c.per {
			t.Errorf("%d sessions: %d dots of %d px for %d sessions each, want %+v", c.members, f.Dots, f.Pitch, f.Per, c)
		}
	}
}
