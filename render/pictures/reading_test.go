package pictures_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/render/guide"
	"fanout/render/pictures"
	"fanout/render/scene"
	"fanout/render/scene/scenetest"
	"fanout/render/ui"
)

// reader has one chapter, which is open or not.
type reader struct {
	open bool
	step int
	task *guide.Task
	also []string // that the step offers besides
}

func (r *reader) View() guide.View {
	v := guide.View{Chapters: []guide.Entry{{Title: "One"}}}
	if r.open {
		v.Open = &guide.Opened{Title: "One", Step: 1 + r.step, Steps: 9, Prose: guide.Text{{{Text: "Watch the bar."}}}, Task: r.task}
	}
	return v
}

func (r *reader) Open(int) error                  { r.open = true; return nil }
func (r *reader) Do(string, string, string) error { r.open = false; return nil }
func (r *reader) GuessValue(float64) error        { return nil }
func (r *reader) SetProgress(string) error        { return nil }

// Where there is no rail, a chapter stands below the picture, at every size, and stays while its
// controls are open: neither hides what the step speaks of.
func TestNothingCoversWhatAChapterSpeaksOf(t *testing.T) {
	for _, size := range [][2]float64{{700, 900}, {768, 1024}, {820, 1180}, {900, 700}, {1024, 768}, {1024, 600}, {1100, 800}, {1199, 900}} {
		u, r := reading(t, size[0], size[1], "cpu.guilds", "guild", "counters", "toggle.no.roots", "tab.trace")
		before := u.find("guild").Rect
		r.open = true
		u.rest()
		u.rest()
		for _, press := range []string{"", "button.controls", "tab.controls", "tab.trace"} {
			if press == "tab.trace" && size[1] < 690 { // too low for a table above the picture
				continue
			}
			if press != "" && !u.Press(press) {
				continue
			}
			u.rest()
			place := u.find("reading")
			require.NotNil(t, place, "%v %s", size, press)
			assert.GreaterOrEqual(t, place.Rect.H, 200., "%v", size)
			assert.NotNil(t, u.find("button.guide.next"), "%v %s", size, press)
			for _, id := range []string{"guild", "field", "timeline", "button.play"} {
				w := u.find(id)
				require.NotNil(t, w, "%v: %s after %q", size, id, press)
				assert.LessOrEqual(t, w.Rect.Bottom(), place.Rect.Y+1, "%v: %s after %q", size, id, press)
				if sheet := u.find("sheet"); sheet != nil {
					assert.True(t, sheet.Rect.Intersect(w.Rect).Empty(), "%v: %s is under the sheet after %q", size, id, press)
				}
			}
			if press == "" {
				assert.NotNil(t, u.find("cpu.guilds"), "%v: the bar that is spoken of", size)
			}
		}
		u.Key("d", false, u.snap, u.now)
		for _, there := range []bool{false, true} { // it can be put away
			require.True(t, u.Press("button.intro") || u.Press("tab.intro"), "%v", size)
			u.rest()
			assert.Equal(t, there, u.find("reading") != nil, "%v", size)
		}
		require.True(t, u.Press("button.guide.leave"), "%v", size)
		u.rest()
		u.rest()
		assert.Equal(t, before, u.find("guild").Rect, "%v: the picture has its room again", size)
	}
}

// In a window too low for both, a chapter stands beside the picture, and its controls open over
// its text: all of the stage stays in sight, and so do the chapter's buttons.
func TestALowWindowHasAChapterBesideThePicture(t *testing.T) {
	for _, size := range [][2]float64{{700, 400}, {740, 360}, {844, 390}, {900, 599}, {1000, 500}, {1024, 560}, {1199, 599}} {
		u, r := reading(t, size[0], size[1], "cpu.guilds", "guild", "counters", "toggle.no.roots", "tab.trace")
		before := u.find("guild").Rect
		r.open = true
		u.rest()
		u.rest()
		for _, press := range []string{"", "controls"} {
			if press != "" {
				require.True(t, u.Press("button."+press) || u.Press("tab."+press), "%v", size)
				u.rest()
				require.NotNil(t, u.find("toggle.no.roots"), "%v", size)
			}
			place := u.find("reading")
			require.NotNil(t, place, "%v %s", size, press)
			assert.NotNil(t, u.find("button.guide.next"), "%v %s", size, press)
			for _, id := range []string{"guild", "field", "cpu.guilds", "button.play"} {
				w := u.find(id)
				require.NotNil(t, w, "%v: %s after %q", size, id, press)
				assert.Equal(t, w.Whole(), w.Rect, "%v: %s after %q", size, id, press)
				for _, over := range []string{"reading", "sheet"} {
					if o := u.find(over); o != nil {
						assert.True(t, o.Rect.Intersect(w.Rect).Empty(), "%v: %s is under the %s after %q", size, id, over, press)
					}
				}
			}
		}
		require.True(t, u.Press("button.guide.leave"), "%v", size)
		u.Key("Escape", false, u.snap, u.now)
		u.rest()
		u.rest()
		assert.Equal(t, before, u.find("guild").Rect, "%v: the picture has its room again", size)
	}
}

// Controls that a task takes and that are not in sight are a press away: from its card, and behind
// a button that is marked when they are new. They cover neither the task nor the way on.
func TestATaskLeadsToItsControls(t *testing.T) {
	for _, c := range []struct {
		w, h float64
		door string
	}{{390, 844, "tab.controls"}, {768, 1024, "button.controls"}, {1024, 560, "button.controls"}, {1024, 768, ""}, {1440, 900, ""}} {
		u, r := reading(t, c.w, c.h, "guild", "field")
		r.open, r.task = true, &guide.Task{Text: guide.Text{{{Text: "Draw your own table."}}}, More: true}
		u.rest()
		u.rest()
		assert.Nil(t, u.find("button.guide.controls"), "%v: there are none yet", c)
		r.also = []string{"point.fanout"}
		u.rest()
		f := u.Frame(u.snap, u.now)
		if c.door == "" {
			assert.Nil(t, u.find("button.guide.controls"), "%v", c)
			assert.NotNil(t, u.find("point.fanout.10"), "%v", c)
			continue
		}
		door, marked := u.find(c.door).Rect, false
		for _, op := range f.Over.Ops {
			marked = marked || op.Kind == ui.KindText && op.Text == "New" && op.Rect.Y >= 7 && door.Inset(-20).Contains(ui.Pt(op.Rect.X, op.Rect.Y))
		}
		assert.True(t, marked, "%v: %s is marked", c, c.door)
		require.True(t, u.Press("button.guide.controls"), "%v", c)
		u.rest()
		u.rest()
		point, sheet := u.find("point.fanout.10"), u.find("sheet")
		require.NotNil(t, point, "%v", c)
		require.NotNil(t, sheet, "%v", c)
		assert.True(t, point.Rect.H > 0 && point.Rect.Within(sheet.Rect), "%v: %v in %v", c, point.Rect, sheet.Rect)
		assert.Nil(t, u.find("button.guide.controls"), "%v: they are in sight", c)
		if c.w == 768 {
			assert.True(t, sheet.Rect.Intersect(u.find("guide.task").Rect).Empty(), "%v: the task is below the controls", c)
		}
		if c.w > 700 {
			assert.NotNil(t, u.find("button.guide.next"), "%v", c)
		}
	}
}

// On a phone the field is as large as leaves enough to read.
func TestAChapterLeavesAPhonesFieldItsRoom(t *testing.T) {
	for _, c := range []struct{ w, h, alone, with float64 }{{360, 640, 125, 125}, {375, 667, 125, 125}, {390, 844, 250, 125}, {430, 932, 375, 250}} {
		for _, names := range [][]string{{"guild"}, {"guild", "cpu.sessions", "counters"}} {
			u, r := reading(t, c.w, c.h, names...)
			r.open = true
			u.rest()
			u.rest()
			field, sheet, timeline := u.find("field").Rect, u.find("sheet"), u.find("timeline").Rect
			require.NotNil(t, sheet, "%v", c)
			assert.GreaterOrEqual(t, sheet.Rect.H, 160., "%v", c)
			assert.LessOrEqual(t, timeline.Bottom(), sheet.Rect.Y+1, "%v", c)
			assert.LessOrEqual(t, field.Bottom(), timeline.Y+1, "%v", c)
			parts, side := []string{"guild"}, c.alone
			if len(names) > 1 {
				parts, side = append(parts, "cpu.sessions"), c.with
			}
			assert.Equal(t, side, field.W, "%v with %v", c, names)
			for _, id := range parts {
				w := u.find(id)
				require.NotNil(t, w, "%v: %s", c, id)
				assert.LessOrEqual(t, w.Rect.Bottom(), timeline.Y+1, "%v: %s", c, id)
				assert.True(t, w.Rect.Intersect(field.Inset(1)).Empty(), "%v: %s lies over the field", c, id)
			}
		}
	}
}

// On a phone a chapter and its controls stand below the picture: neither hides what the step
// speaks of.
func TestAPhoneShowsPictureAndChapter(t *testing.T) {
	u, r := reading(t, 390, 844, "cpu.sessions", "guild", "toggle.no.roots")
	snap := u.snap
	before := u.find("field").Rect
	r.open = true
	u.rest()
	u.rest()
	for _, press := range []string{"", "tab.controls", "tab.intro"} {
		if press != "" {
			require.True(t, u.Press(press), press)
			u.rest()
		}
		sheet := u.find("sheet")
		require.NotNil(t, sheet, press)
		for _, id := range []string{"guild", "field", "cpu.sessions", "timeline", "button.play"} {
			w := u.find(id)
			require.NotNil(t, w, "%s after %q", id, press)
			assert.LessOrEqual(t, w.Rect.Bottom(), sheet.Rect.Y+1, "%s after %q", id, press)
		}
		assert.Equal(t, press == "tab.controls", u.find("toggle.no.roots") != nil)
		assert.Equal(t, u.find("tab.controls").Rect.Y, sheet.Rect.Bottom())
	}
	require.True(t, u.Press("button.guide.leave"))
	u.rest()
	u.Key("Escape", false, snap, u.now)
	u.rest()
	assert.Equal(t, before, u.find("field").Rect, "the picture has its room again")
}

// reading is a canvas of w by h px with a chapter that shows the named controls, not opened yet.
func reading(t *testing.T, w, h float64, names ...string) (*tour, *reader) {
	e := pictures.All()[0]
	r := &reader{}
	s := scene.New(scene.Config{Model: e.Model, Picture: e.New, Words: e.Words, Measure: scenetest.Measurer{}, ReducedMotion: true,
		Chapters: r, Offered: func() []string {
			if !r.open {
				return nil
			}
			return append(slices.Clone(names), r.also...)
		}})
	s.Resize(w, h, 1, scenetest.Measurer{})
	u := &tour{Scene: s, snap: snapshot(t, e.Model, []string{"run 1s"}), now: time.Second}
	u.rest()
	return u, r
}

// A chapter goes on below two histories: a step that puts them side by side hides no text.
func TestAChapterStaysBelowTwoHistories(t *testing.T) {
	for _, size := range [][2]float64{{360, 640}, {390, 844}, {768, 1024}, {1024, 768}} {
		u, r := reading(t, size[0], size[1], "cpu.sessions", "button.ab")
		r.open = true
		u.rest()
		u.rest()
		place := func() ui.Rect {
			for _, id := range []string{"reading", "sheet"} {
				if w := u.find(id); w != nil {
					return w.Rect
				}
			}
			return ui.Rect{}
		}
		was := place()
		require.False(t, was.Empty(), "%v", size)
		for _, other := range []*scene.Other{{Snap: u.snap}, nil} {
			u.Beside(other)
			u.rest()
			assert.Equal(t, was, place(), "%v", size)
			if other != nil {
				a, b := u.find("ab.a.field"), u.find("ab.b.field")
				if a == nil || b == nil {
					t.Fatalf("%v: each has its field, or its half of one", size)
				}
				assert.InDelta(t, a.Rect.W, b.Rect.W, 1, "%v", size)
			}
			assert.NotNil(t, u.find("button.guide.next"), "%v", size)
		}
	}
}

// On a short phone no two texts of the stage lie over each other while a wave is on its way.
func TestAShortStageHasRoomForItsTexts(t *testing.T) {
	e := pictures.All()[0]
	snap := snapshot(t, e.Model, []string{"set rate 0.1", "set grpc 0", "set small 0", "run 1s", "send", "run 40ms"})
	for _, width := range []float64{340, 360, 375, 414} {
		u, r := reading(t, width, 640, "guild", "cpu.sessions", "counters")
		u.snap, r.open = snap, true
		u.rest()
		u.rest()
		f := u.Frame(snap, u.now)
		end, texts := u.find("timeline").Rect.Y, []ui.Op(nil)
		for _, list := range []*ui.List{f.Base, f.Live} {
			for _, op := range list.Ops {
				if op.Kind == ui.KindText && op.Rect.Y < end {
					texts = append(texts, op)
				}
			}
		}
		box := func(op *ui.Op) ui.Rect {
			return ui.Box(op.Rect.X, op.Rect.Y-8, scenetest.Measurer{}.Advance(op.Style, op.Text), 8)
		}
		for i := range texts {
			for k := range i {
				over := box(&texts[i]).Intersect(box(&texts[k]))
				assert.False(t, over.W > 1 && over.H > 1, "%v: %q lies over %q", width, texts[i].Text, texts[k].Text)
			}
		}
	}
}
