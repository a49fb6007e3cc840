package guildpicture_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	guildpicture "fanout/render/pictures/guild"
	"fanout/render/pictures/guild/guildtest"
	"fanout/render/scene"
	"fanout/render/scene/scenetest"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/guild"
)

// types presses one key after the other.
func (s *stage) types(keys ...string) {
	for _, key := range keys {
		s.Key(key, false, s.snap, s.now)
		s.frame()
	}
}

// letters are the keys of a text.
func letters(text string) (keys []string) {
	for _, r := range text {
		keys = append(keys, string(r))
	}
	return keys
}

// What is typed counts to the last figure, with or without a unit; what makes no
// sense is refused in a sentence and changes nothing.
func TestExactEntry(t *testing.T) {
	for _, c := range []struct{ id, text, want, wrong string }{
		{id: "slider.members", text: "12345", want: "set members 12345"},
		{id: "slider.members", text: "1,000,000", want: "set members 1000000"},
		{id: "slider.members", text: "2.5k", want: "set members 2500"},
		{id: "slider.members", text: "1 M", want: "set members 1000000"},
		{id: "slider.members", text: "10000", want: ""}, // what is in force
		{id: "slider.members", text: "0", wrong: `Online members: "0" is not possible; expected a whole number from 1 to 1,000,000, such as 10,000 or 10k`},
		{id: "slider.members", text: "2m", wrong: `Online members: "2m" is not possible; expected a whole number from 1 to 1,000,000, such as 10,000 or 10k`},
		{id: "slider.members", text: "1.5", wrong: `Online members: "1.5" is not possible; expected a whole number from 1 to 1,000,000, such as 10,000 or 10k`},
		{id: "slider.rate", text: "7.25/s", want: "set rate 7.25"},
		{id: "slider.rate", text: "1e2", wrong: `Messages per second: "1e2" is not possible; expected 0.1 to 100 per second`},
		{id: "slider.rate", text: "-4", wrong: `Messages per second: "-4" is not possible; expected 0.1 to 100 per second`},
		{id: "slider.head.rate", text: "0.123%", want: "set head.rate 0.123%"},
		{id: "slider.head.rate", text: "2.5", want: "set head.rate 2.5%"},
		{id: "slider.head.rate", text: "1/1000", want: "set head.rate 0.1%"},
		{id: "slider.head.rate", text: "0", want: "set head.rate 0%"},
		{id: "slider.head.rate", text: "1/0", wrong: `Head sampling: "1/0" is not possible; expected 0 to 100 %, such as 0.5 % or 1/1000`},
		{id: "slider.head.rate", text: "101 %", wrong: `Head sampling: "101 %" is not possible; expected 0 to 100 %, such as 0.5 % or 1/1000`},
		{id: "slider.speed", text: "0.0375x", want: "speed 0.0375"},
		{id: "slider.speed", text: "fast", wrong: `Speed: "fast" is not possible; expected 0.0001 to 10, where 1 is real time`},
		{id: "chip.envelopes.guild", text: "33", want: "set envelopes.guild 33%"},
		{id: "point.fanout.1000", text: "1.23", want: "set fanout.1000 1.23%"},
		{id: "point.fanout.1000", text: "0", wrong: `Kept at 1,000 recipients: "0" is not possible; expected 0.0001 to 100 %`},
	} {
		t.Run(c.id+" "+c.text, func(t *testing.T) {
			s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
			focus(c.id)(t, s)
			s.types("Enter")
			s.types(letters(c.text)...)
			s.types("Enter")
			if c.wrong == "" {
				var want []string
				if c.want != "" {
					want = []string{c.want}
				}
				assert.Equal(t, want, s.Commands())
				return
			}
			assert.Empty(t, s.Commands())
			shown := ""
			for _, op := range s.wait(time.Second).Over.Ops {
				if op.Kind == ui.KindText {
					shown += op.Text + " "
				}
			}
			assert.Equal(t, c.wrong+" ", shown, "a sentence at the control")
			s.types("Escape")
			assert.NotContains(t, s.frame().Over.Print(s.Theme()), "not possible")
			assert.Empty(t, s.Commands())
		})
	}
}

// The world takes whatever the field lets through.
func TestWorldTakesWhatIsTyped(t *testing.T) {
	player, err := sim.NewPlayer(guild.Model())
	require.NoError(t, err)
	for id, texts := range map[string][]string{
		"slider.members": {"1", "999999"}, "slider.rate": {"0.1", "0.1234567", "100"}, "slider.speed": {"0.0001", "9.87654321"},
		"slider.head.rate": {"0", "0.00019", "99.9999"}, "chip.envelopes.sessions": {"0", "12.3456789"}, "point.fanout.10": {"0.0001", "100", "55.55555"},
	} {
		for _, text := range texts {
			s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
			focus(id)(t, s)
			s.types(append(letters(text), "Enter")...)
			lines := s.Commands()
			require.Len(t, lines, 1, "%s %s", id, text)
			assert.NoError(t, player.Do(lines[0]), "%s %s", id, text)
		}
	}
}

// The field opens by a double press, a press on the value, Enter or a figure.
func TestEntryOpens(t *testing.T) {
	open := func(s *stage) bool {
		s.types("7")
		return len(s.Commands()) == 0 && s.Key("Backspace", false, s.snap, s.now)
	}
	for name, do := range map[string]func(t *testing.T, s *stage){
		"Enter": func(t *testing.T, s *stage) {
			focus("slider.head.rate")(t, s)
			s.types("Enter")
		},
		"a figure": func(t *testing.T, s *stage) {
			focus("slider.head.rate")(t, s)
			s.types("2")
		},
		"a double press on the knob": func(t *testing.T, s *stage) {
			s.click(t, "slider.head.rate")
			s.click(t, "slider.head.rate")
		},
		"a press on the value": func(t *testing.T, s *stage) { s.click(t, "exact.slider.head.rate") },
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
			do(t, s)
			assert.Empty(t, s.Commands(), "opening changes nothing")
			assert.True(t, open(s))
			s.types("5", "Enter")
			assert.Len(t, s.Commands(), 1)
		})
	}
}

// Esc, after a double press beside the knob, goes back to before the first press.
func TestEscAfterDoublePress(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	r := s.widget(t, "slider.head.rate").Rect
	q := ui.Point{X: r.Right() - 40, Y: r.CenterY()}
	for range 2 {
		s.PointerDown(q, s.now)
		s.wait(50 * time.Millisecond)
		s.PointerUp(q, s.now)
		s.wait(50 * time.Millisecond)
		for _, line := range s.Commands() {
			require.Contains(t, line, "set head.rate ")
			guildtest.Set(s.snap, func(g *guild.Settings) { g.HeadRate = 300_000 }) // about what the first press has set
		}
		s.wait(50 * time.Millisecond)
	}
	s.types("9", "Escape")
	assert.Equal(t, []string{"set head.rate 1%"}, s.Commands())
}

// A press elsewhere takes what was typed if it makes sense, and forgets it if not.
func TestEntryIsLeft(t *testing.T) {
	for text, want := range map[string][]string{"3": {"set head.rate 3%"}, "many": nil} {
		s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
		s.click(t, "exact.slider.head.rate")
		s.types(letters(text)...)
		s.PointerDown(ui.Point{X: 900, Y: 300}, s.now)
		s.PointerUp(ui.Point{X: 900, Y: 300}, s.now)
		assert.Equal(t, want, s.Commands())
		s.types(".")
		assert.Equal(t, []string{"step"}, s.Commands(), "the keys mean what they did")
	}
}

// A knob that is taken stays where it is until it is moved.
func TestTakingAKnobChangesNothing(t *testing.T) {
	for _, id := range []string{"slider.members", "slider.head.rate", "point.fanout.100"} {
		s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
		guildtest.Set(s.snap, func(g *guild.Settings) { g.Members, g.FanoutTable[2] = 12_345, 123_456 })
		s.wait(time.Second)
		q := s.middle(t, id)
		if id == "slider.members" {
			q.X += 47 // about where 12,345 is
		}
		s.PointerDown(q, s.now)
		s.PointerMove(ui.Point{X: q.X + 1, Y: q.Y + 1}, s.now)
		s.wait(time.Second)
		s.PointerUp(q, s.now)
		assert.Empty(t, s.Commands(), id)
	}
}

func TestPageHomeEnd(t *testing.T) {
	for _, c := range []struct{ id, key, want string }{
		{"slider.members", "PageUp", "set members 100000"}, {"slider.members", "PageDown", "set members 1000"},
		{"slider.members", "Home", "set members 1"}, {"slider.members", "End", "set members 1000000"},
		{"slider.speed", "Home", "speed 0.0001"}, {"slider.rate", "End", "set rate 100"},
		{"slider.head.rate", "PageUp", "set head.rate 10%"}, {"slider.head.rate", "Home", "set head.rate 0.01%"},
		{"chip.envelopes.guild", "PageDown", "set envelopes.guild 50%"}, {"chip.envelopes.guild", "Home", "set envelopes.guild 0%"},
		{"point.fanout.100", "PageUp", "set fanout.100 100%"}, {"point.fanout.100", "Home", "set fanout.100 0.1%"},
	} {
		s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
		focus(c.id)(t, s)
		s.types(c.key)
		assert.Equal(t, []string{c.want}, s.Commands(), "%s on %s", c.key, c.id)
	}
}

// What a finger has to meet is 44 px high below 1024, and 24 px at least elsewhere.
func TestTargets(t *testing.T) {
	for _, size := range sizes {
		least := 24.
		if size.w < 1000 {
			least = 44
		}
		s := newStage(size.w, size.h, guildtest.Snapshot(10_000, .4))
		if s.Has("tab.controls") {
			s.click(t, "tab.controls")
		} else if s.Has("button.controls") {
			s.click(t, "button.controls")
		}
		s.rest()
		for _, w := range s.Widgets() {
			switch w.Kind {
			case ui.Slider, ui.Toggle, ui.Chip, ui.Segment:
				if w.Rect.Empty() || w.Rect.Y < 60 || w.ID == "slider.speed" && least < 44 {
					continue // scrolled out of sight, or in the top bar
				}
				if bottom := s.widget(t, "button.reset").Rect; w.Rect.H < least && !bottom.Empty() {
					t.Errorf("%s: %s is %v high", size.name, w.ID, w.Rect.H)
				}
			}
		}
	}
}

// Controls that would make no difference say why instead of what they do, and
// cannot be used; their keys say why as well.
func TestIdleControlsSayWhy(t *testing.T) {
	for _, c := range []struct {
		id, key, why string
		set          func(*guild.Settings)
	}{
		{"toggle.no.roots", "3", "Session roots are off: none to prevent", func(s *guild.Settings) { s.RootsSession = false }},
		{"toggle.skip.unsampled", "2", "No envelopes: nothing to leave out", func(s *guild.Settings) { s.EnvelopesGuild, s.EnvelopesSessions = 0, 0 }},
		{"segment.sieve.parse", "4", "The API puts no context into headers: nothing to read", func(s *guild.Settings) { s.GRPCLink = false }},
	} {
		s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
		guildtest.Set(s.snap, c.set)
		f := s.wait(time.Second)
		assert.Equal(t, c.why, s.widget(t, c.id).Disabled)
		if c.key != "4" { // the segment has a word for it
			assert.Contains(t, f.Base.Print(s.Theme()), c.why)
		}
		s.click(t, c.id)
		s.types(c.key)
		assert.Empty(t, s.Commands(), c.id)
		assert.Contains(t, s.frame().Over.Print(s.Theme()), c.why[:20], "the key says why")
	}
}

// The price list is chosen by its control or its key; the figures of the post and
// the tag of the bars follow it.
func TestCostProfiles(t *testing.T) {
	for _, c := range []struct{ profile, id, click, key, tag string }{
		{"beam-published", "segment.costs.this-machine", "costs measure", "costs measure", "MODEL"},
		{"this-machine", "segment.costs.go-native", "costs go-native", "costs go-native", "HERE"},
		{"go-native", "segment.costs.beam-published", "costs beam-published", "costs beam-published", "MODEL"},
	} {
		s := &stage{Scene: scene.New(scene.Config{Model: guild.Model(), Picture: guildpicture.New, Words: guildpicture.Words(), Measure: scenetest.Measurer{}, Language: scenetest.Listener{}, Here: "HERE"}), snap: guildtest.Snapshot(10_000, .4), now: time.Second}
		s.Resize(1440, 1100, 1, scenetest.Measurer{})
		s.snap.Costs.Profile = c.profile
		f := s.frame()
		s.click(t, c.id)
		assert.Equal(t, []string{c.click}, s.Commands())
		s.types("5")
		assert.Equal(t, []string{c.key}, s.Commands())
		printed := f.Base.Print(s.Theme())
		assert.Equal(t, c.profile == "beam-published", strings.Contains(printed, `sessions, 55 → 45"`))
		assert.True(t, strings.Contains(printed, `"`+c.tag+`"`), "%s is tagged %s", c.profile, c.tag)
	}
}

// Moved points are squares, and offer the way back to what was published.
func TestResetToPublished(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	assert.False(t, s.Has("button.fanout.reset"))
	guildtest.Set(s.snap, func(g *guild.Settings) { g.Fanout, g.FanoutTable[2] = guild.FanoutCustom, 300_000 })
	s.wait(time.Second)
	s.click(t, "button.fanout.reset")
	assert.Equal(t, []string{"set fanout table"}, s.Commands())
}
