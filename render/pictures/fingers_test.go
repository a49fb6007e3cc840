package pictures_test

import (
	"fmt"
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
)

// fingertip is the least that a finger hits, in CSS px.
const fingertip = 44

// lessThanAFingertip are those that lie too close to be larger, by how their ids begin.
var lessThanAFingertip = map[string]ui.Point{
	"point.fanout.": ui.Pt(36, fingertip), // on an axis of six decades; each takes a value as well
	"node.":         ui.Pt(29, fingertip), // machines side by side
	"sort.":         ui.Pt(fingertip, 37), // heads of a table, up to the tabs above them
	"spans.trace.":  ui.Pt(24, 20),        // in the rows of a table; the tab with traces finds the same
}

// onATablet are those on a tablet, besides, that mostly say something, by how their ids begin: a
// press on them opens what a larger one opens as well.
var onATablet = []string{"cpu.", "stage.", "way.", "node.", "link.", "sieve", "guild.message", "published", "remark", "drawer.grip"}

// On a phone, upright or on its side, and on a tablet, every control is as large as a fingertip and within the
// canvas, whatever is open.
func TestFingersHitEverything(t *testing.T) {
	for _, e := range pictures.All() {
		snap := snapshot(t, e.Model, []string{"run 1s"})
		for _, size := range [][2]float64{{390, 844}, {360, 640}, {640, 360}, {844, 390}, {700, 900}, {768, 1024}, {820, 1180}} {
			for _, press := range []string{"", "tab.intro", "tab.controls", "tab.readings", "button.drawer"} {
				tablet := size[0] >= 700 && size[1] > 690
				if tablet {
					press = strings.Replace(strings.Replace(press, "tab.readings", "", 1), "tab.", "button.", 1)
				} else if press == "button.drawer" {
					continue
				}
				t.Run(fmt.Sprintf("%s %gx%g %s", e.Model.Name, size[0], size[1], press), func(t *testing.T) {
					s := scene.New(scene.Config{
						Model: e.Model, Picture: e.New, Words: e.Words, Measure: scenetest.Measurer{}, ReducedMotion: true,
						Worlds: pictures.All(), Share: true, Export: true,
					})
					s.Resize(size[0], size[1], 1, scenetest.Measurer{})
					u := &tour{Scene: s, snap: snap, now: time.Second}
					u.rest()
					if press != "" {
						require.True(t, u.Press(press))
						u.rest()
					}
					if press == "tab.intro" {
						assert.NotNil(t, u.find("button.help"), "the help is in reach")
					}
					if press == "tab.controls" && e.Model.Name == "guild" {
						for _, id := range []string{"button.send", "button.burst"} {
							w := u.find(id)
							require.NotNil(t, w, id)
							assert.Equal(t, w.Whole(), w.Rect, "%s is in sight", id)
						}
					}
					for _, w := range u.Widgets() {
						begins := func(id string) bool { return strings.HasPrefix(w.ID, id) }
						if w.Kind == ui.Area || w.Kind == ui.Term || tablet && slices.ContainsFunc(onATablet, begins) {
							continue
						}
						r, least := w.Whole(), ui.Pt(fingertip, fingertip)
						for id, size := range lessThanAFingertip {
							if strings.HasPrefix(w.ID, id) {
								least = size
							}
						}
						assert.True(t, r.W > least.X-.001 && r.H > least.Y-.001, "%s is %g by %g", w.ID, r.W, r.H)
						seen := w.Rect
						assert.True(t, seen.Empty() || seen.X >= 0 && seen.Y >= 0 && seen.Right() < size[0]+1 && seen.Bottom() < size[1]+1, "%s is cut off: %v", w.ID, seen)
					}
				})
			}
		}
	}
}
