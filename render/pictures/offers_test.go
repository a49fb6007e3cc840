package pictures_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/render/pictures"
	"fanout/render/scene"
	"fanout/render/scene/scenetest"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/chapter"
)

// always are the controls that every chapter has: time, and those of the interface itself.
var always = []string{
	"button.back", "button.step", "button.play", "timeline", "slider.speed",
	"tab.intro", "tab.controls", "tab.readings", "tab.rail.controls", "tab.more",
	"slider.bill.price",    // the reader's own, and nothing to the world
	"button.micro.measure", // it measures, and changes nothing
}

// again are controls that there are once more, where they take less room, by the name of those that
// can be named.
var again = map[string]string{"toggle.envelopes": "chip.envelopes", "toggle.sieve": "segment.sieve"}

// acting are the widgets that change the world or open a part of the drawer.
func acting(widgets []ui.Widget) (ids []string) {
	for _, w := range widgets {
		if w.Command != "" || w.Adjust != nil || w.Kind == ui.Tab {
			ids = append(ids, w.ID)
		}
	}
	return ids
}

// worlds are those in which every control of a model is there at some time.
var worlds = map[string][][]string{
	"guild": {
		{"run 1s", "set fanout.10 5%"},
		{"set fanout flat", "link api guilds down", "link guilds sessions down", "link guilds presence down", "set latency 20ms", "set latency.api 20ms", "run 1s"},
		{"run 5s", "set fanout none", "run 20ms"},
		{"run 1s", "crash guild", "run 10ms"},
	},
	"hashring": {{"run 1s"}, {"set nodes 20", "leave gs-3", "run 1s"}},
}

// snapshot is a world after some commands.
func snapshot(t *testing.T, m *sim.Model, lines []string) *sim.Snapshot {
	p, err := sim.NewPlayer(m)
	require.NoError(t, err)
	for _, line := range lines {
		require.NoError(t, p.Do(line))
		p.Finish()
	}
	p.Frame(0, nil) // what foretells the bars
	snap := new(sim.Snapshot)
	p.Snapshot(snap)
	return snap
}

// visit looks at a world on a canvas, with what a chapter offers, nil for free play.
func visit(e *scene.Entry, snap *sim.Snapshot, canvas [2]float64, names []string) *tour {
	s := scene.New(scene.Config{Model: e.Model, Picture: e.New, Words: e.Words, Measure: scenetest.Measurer{}, ReducedMotion: true,
		Offered: func() []string { return names }})
	s.Resize(canvas[0], canvas[1], 1, scenetest.Measurer{})
	u := &tour{Scene: s, snap: snap, now: time.Second}
	u.rest()
	return u
}

// sides are a canvas with all beside each other, and one of a phone.
var sides = [][2]float64{{1440, 1400}, {390, 844}}

// What a chapter can name is what the picture has: each control that acts is in the list, and
// whatever is in the list is there at some time.
func TestOffersAreTheControls(t *testing.T) {
	for _, e := range pictures.All() {
		met := map[string]bool{}
		for _, lines := range worlds[e.Model.Name] {
			snap := snapshot(t, e.Model, lines)
			for _, canvas := range sides {
				u := visit(&e, snap, canvas, nil)
				u.each = func(scene.Frame) {
					for _, w := range u.Widgets() {
						met[w.ID] = true
					}
					for _, id := range acting(u.Widgets()) {
						assert.True(t, slices.Contains(e.Offers(), id) || slices.Contains(always, id) || again[id] != "", "%s: nobody can name %s", e.Model.Name, id)
					}
				}
				u.take(false)
			}
		}
		for _, id := range e.Offers() {
			assert.True(t, met[id], "%s: there is no %s", e.Model.Name, id)
		}
	}
}

// A chapter has the controls that it has named, and none besides those of every chapter;
// keys of others do nothing.
func TestOnlyWhatIsOffered(t *testing.T) {
	for _, e := range pictures.All() {
		snap := snapshot(t, e.Model, worlds[e.Model.Name][0])
		for _, name := range append(e.Offers(), "nothing") {
			for _, canvas := range sides {
				u := visit(&e, snap, canvas, []string{name})
				have := func() {
					for _, id := range acting(u.Widgets()) {
						assert.True(t, chapter.Names(name, id) || chapter.Names(again[id], name) || slices.Contains(always, id), "%s: a chapter with %s has %s", e.Model.Name, name, id)
					}
				}
				have()
				u.Press("tab.controls")
				u.rest()
				have()
				u.Key("D", true, u.snap, u.now) // the picture is a strip
				u.rest()
				have()
			}
		}
		u := visit(&e, snap, sides[0], []string{})
		for _, key := range []string{"1", "2", "3", "4", "5", "s", "S", "p", "c", "+", "-", "r", "d", "D"} {
			u.Key(key, key == "S" || key == "D", u.snap, u.now)
			u.rest()
			assert.Empty(t, u.Commands(), key)
			assert.Nil(t, u.find("drawer"), "the key %s opens the drawer", key)
		}
		for _, key := range []string{"t", "m"} {
			there := u.ids()
			u.Key(key, false, u.snap, u.now)
			u.rest()
			assert.Equal(t, there, u.ids(), "the key %s opens something", key)
		}
	}
}

func (u *tour) find(id string) *ui.Widget {
	for _, w := range u.Widgets() {
		if w.ID == id {
			return &w
		}
	}
	return nil
}

// A group is named by the beginning of its ids; a step that names more uncovers it, and the step
// before covers it again. Free play has all.
func TestAGroupIsUncovered(t *testing.T) {
	e := pictures.All()[0]
	snap := snapshot(t, e.Model, []string{"run 1s"})
	names := []string{"chip.deploy", "button.send"}
	s := scene.New(scene.Config{Model: e.Model, Picture: e.New, Words: e.Words, Measure: scenetest.Measurer{}, Offered: func() []string { return names }})
	s.Resize(1440, 1400, 1, scenetest.Measurer{})
	u := &tour{Scene: s, snap: snap, now: time.Second}
	has := func() []string {
		ids := map[string]bool{}
		for _, id := range acting(u.Widgets()) {
			ids[id] = !slices.Contains(always, id)
		}
		maps.DeleteFunc(ids, func(_ string, is bool) bool { return !is })
		return slices.Sorted(maps.Keys(ids))
	}
	text := func(f scene.Frame) (all []string) {
		for _, list := range []*ui.List{f.Base, f.Over} {
			for _, op := range list.Ops {
				all = append(all, op.Text)
			}
		}
		return all
	}
	u.rest()
	assert.Equal(t, []string{"button.send", "chip.deploy.guilds", "chip.deploy.sessions"}, has())

	names = []string{"chip.deploy", "button.send", "toggle.no.roots", "tab.log"}
	u.frame()
	f := u.Frame(snap, u.now)
	assert.Contains(t, has(), "toggle.no.roots")
	assert.Contains(t, has(), "tab.log")
	assert.Contains(t, text(f), "New")
	assert.Subset(t, text(f), []string{"Controls", "not", "shown", "keep", "their", "values."})
	u.now += 10 * time.Second
	assert.NotContains(t, text(u.Frame(snap, u.now)), "New", "for some seconds only")
	require.True(t, u.Press("tab.log"))
	u.rest()
	require.NotNil(t, u.find("log"))

	names = names[:2]
	u.rest()
	assert.Equal(t, []string{"button.send", "chip.deploy.guilds", "chip.deploy.sessions"}, has())
	assert.Nil(t, u.find("log"), "the drawer closes with its last tab")

	names = nil
	u.rest()
	assert.Subset(t, has(), []string{"slider.members", "toggle.no.roots", "tab.spans", "button.reset", "button.seed.dice", "toggle.detach"})
}

// words are what a frame says, in its order.
func words(f scene.Frame) string {
	var all []string
	for _, list := range []*ui.List{f.Base, f.Live, f.Over} {
		for _, op := range list.Ops {
			if op.Text != "" {
				all = append(all, op.Text)
			}
		}
	}
	return strings.Join(all, " ")
}

// traced are worlds in which whatever is looked at has a trace.
var traced = map[string]struct{ lines, looks []string }{
	"guild":    {[]string{"set members 10", "set head.rate 100%", "set fanout none", "set rate 1", "run 3s"}, []string{scene.Home, "follow #1", "follow 3"}},
	"hashring": {[]string{"run 1s"}, []string{scene.Home}},
}

// What leads to a part that a chapter hides is not there: whatever can be pressed, in whichever
// tab and with whatever is inspected, does not answer that it is hidden.
func TestNothingLeadsToWhatIsHidden(t *testing.T) {
	for _, e := range pictures.All() {
		world := traced[e.Model.Name]
		snap := snapshot(t, e.Model, world.lines)
		for _, name := range append(e.Offers(), "nothing") {
			if !strings.HasPrefix(name, "tab.") && name != "nothing" {
				continue
			}
			for _, look := range world.looks {
				begin := func() *tour {
					u := visit(&e, snap, sides[0], []string{name})
					require.NoError(t, u.Look(look))
					u.Press(name)
					u.rest()
					return u
				}
				for _, id := range begin().ids() {
					if u := begin(); u.Press(id) {
						u.frame()
						assert.NotContains(t, words(u.Frame(snap, u.now)), "this chapter hides it", "%s, %s: with %s alone there is %s", e.Model.Name, look, name, id)
					}
				}
			}
		}
	}
}

// stages are canvases of every layout.
var stages = [][2]float64{{1440, 900}, {1280, 800}, {1100, 700}, {768, 1024}, {390, 844}, {844, 390}, {1300, 520}}

// A chapter shows the parts of the stage that it has named, and in the drawer's head nothing of
// those that it has not.
func TestPartsOfTheStageAreNamed(t *testing.T) {
	e := pictures.All()[0]
	snap := snapshot(t, e.Model, []string{"run 1s", "set members 50", "run 10ms"})
	parts := map[string]struct {
		ids, words []string
	}{
		"sieve":        {[]string{"sieve"}, []string{"parsed", "stripped"}},
		"counters":     {[]string{"counters"}, []string{"Session spans kept", "Expected per second", "expected /s"}},
		"cpu.presence": {[]string{"cpu.api", "cpu.guilds", "cpu.sessions", "cpu.presence"}, []string{"CPU by stage", "sized again", " → 0.", "of the service,", "expected %", ", expected "}},
	}
	for _, canvas := range stages {
		all := visit(&e, snap, canvas, nil)
		had := all.ids()
		for named := range parts {
			u := visit(&e, snap, canvas, []string{"guild", "tab.log", named})
			for name, part := range parts {
				for _, id := range part.ids {
					if name != named {
						assert.Nil(t, u.find(id), "%v: with %s alone there is %s", canvas, named, id)
					} else if slices.Contains(had, id) {
						if !slices.Contains(had, named) { // the one bar that there is room for is the one that is named
							id = named
						}
						assert.NotNil(t, u.find(id), "%v: %s is not there", canvas, id)
					}
				}
			}
			for _, press := range []string{"", "tab.readings", "tab.log"} {
				u.Press(press)
				u.rest()
				text := words(u.Frame(snap, u.now))
				for name, part := range parts {
					for _, word := range part.words {
						assert.True(t, name == named || !strings.Contains(text, word), "%v: with %s alone the stage says %q: %s", canvas, named, word, text)
					}
				}
			}
		}
	}
}

// The sign of a control that has just come covers nothing that is written.
func TestNewCoversNothing(t *testing.T) {
	e := pictures.All()[0]
	snap := snapshot(t, e.Model, worlds["guild"][0])
	for _, canvas := range [][2]float64{{1280, 1400}, {768, 1024}, {390, 844}} {
		for _, id := range e.Offers() {
			names := []string{}
			s := scene.New(scene.Config{Model: e.Model, Picture: e.New, Words: e.Words, Measure: scenetest.Measurer{}, Offered: func() []string { return names }})
			s.Resize(canvas[0], canvas[1], 1, scenetest.Measurer{})
			u := &tour{Scene: s, snap: snap, now: time.Second}
			u.rest()
			u.Press("tab.controls")
			u.rest()
			names = []string{id}
			u.now += 100 * time.Millisecond
			f := u.Frame(snap, u.now)
			if u.now += 100 * time.Millisecond; f.Over == nil || !strings.Contains(words(f), "New") {
				f = u.Frame(snap, u.now)
			}
			tags, texts := []ui.Rect(nil), map[ui.Rect]string{}
			for _, list := range []*ui.List{f.Base, f.Over} {
				for _, op := range list.Ops {
					r := ui.Box(op.Rect.X, op.Rect.Y-4, scenetest.Measurer{}.Advance(op.Style, op.Text), 8)
					switch {
					case op.Kind != ui.KindText || strings.HasPrefix(id, "tab.") || strings.HasPrefix(id, "button."):
					case op.Text == "New":
						tags = append(tags, r)
					default:
						texts[r] = op.Text
					}
				}
			}
			for r, text := range texts {
				for _, tag := range tags {
					assert.True(t, r.Intersect(tag).Empty(), "%v: New of %s lies on %q", canvas, id, text)
				}
			}
			for _, tag := range tags {
				assert.True(t, tag.Within(ui.Box(7, 5, canvas[0]-14, canvas[1]-10)), "%v: New of %s is cut", canvas, id)
			}
		}
	}
}

// A tooltip that lies far from what it explains outlines it: no line strikes what is between.
func TestATooltipStrikesNothing(t *testing.T) {
	e := pictures.All()[0]
	u := visit(&e, snapshot(t, e.Model, worlds["guild"][0]), [2]float64{1280, 1400}, nil)
	for _, w := range slices.Clone(u.Widgets()) {
		if w.Hint == "" {
			continue
		}
		u.PointerMove(w.Rect.Middle(), u.now)
		u.rest()
		f := u.Frame(u.snap, u.now)
		for _, line := range f.Over.Ops {
			if line.Kind != ui.KindLine || line.Rect.H != 0 {
				continue
			}
			for _, op := range f.Base.Ops {
				if op.Kind == ui.KindText && max(op.Rect.Y-line.Rect.Y, line.Rect.Y-op.Rect.Y) < 5 {
					end := op.Rect.X + scenetest.Measurer{}.Advance(op.Style, op.Text)
					assert.False(t, op.Rect.X < line.Rect.Right() && end > line.Rect.X, "the line of the tooltip of %s strikes %q", w.ID, op.Text)
				}
			}
		}
	}
}

// Only what came with the present step is marked as new, and in a view that fills the canvas
// nothing is: all of it is.
func TestNewIsOfThePresentStep(t *testing.T) {
	u, r := reading(t, 1440, 900, "button.micro")
	r.open = true
	u.rest()
	u.Look("microscope")
	names := []string{"guild"}
	s := scene.New(scene.Config{Model: pictures.All()[0].Model, Picture: pictures.All()[0].New, Words: pictures.All()[0].Words, Measure: scenetest.Measurer{},
		Chapters: r, Offered: func() []string { return names }})
	s.Resize(1440, 900, 1, scenetest.Measurer{})
	u = &tour{Scene: s, snap: u.snap, now: time.Second}
	next := func(more ...string) string {
		r.step++
		names = append(names, more...)
		u.now += 200 * time.Millisecond
		u.Frame(u.snap, u.now)
		u.now += 200 * time.Millisecond
		return words(u.Frame(u.snap, u.now))
	}
	u.rest()
	assert.NotContains(t, next(), "New")
	assert.Contains(t, next("toggle.no.roots"), "New")
	assert.NotContains(t, next(), "New", "it came with the step before")
	require.NoError(t, u.Look("microscope"))
	assert.NotContains(t, next("button.micro"), "New")
}
