package pictures_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/render/guide"
	"fanout/render/pictures"
	"fanout/render/scene"
	"fanout/render/scene/scenetest"
)

// reader has one chapter, which is open or not.
type reader struct{ open bool }

func (r *reader) View() guide.View {
	v := guide.View{Chapters: []guide.Entry{{Title: "One"}}}
	if r.open {
		v.Open = &guide.Opened{Title: "One", Step: 1, Steps: 2, Prose: guide.Text{{{Text: "Watch the bar."}}}}
	}
	return v
}

func (r *reader) Open(int) error                  { r.open = true; return nil }
func (r *reader) Do(string, string, string) error { r.open = false; return nil }
func (r *reader) GuessValue(float64) error        { return nil }
func (r *reader) SetProgress(string) error        { return nil }

// On a phone a chapter and its controls stand below the picture: neither hides what the step
// speaks of.
func TestAPhoneShowsPictureAndChapter(t *testing.T) {
	e := pictures.All()[0]
	snap := snapshot(t, e.Model, []string{"run 1s"})
	r := &reader{}
	names := []string{"cpu.sessions", "guild", "toggle.no.roots"}
	s := scene.New(scene.Config{Model: e.Model, Picture: e.New, Words: e.Words, Measure: scenetest.Measurer{}, ReducedMotion: true,
		Chapters: r, Offered: func() []string {
			if !r.open {
				return nil
			}
			return names
		}})
	s.Resize(390, 844, 1, scenetest.Measurer{})
	u := &tour{Scene: s, snap: snap, now: time.Second}
	u.rest()
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
