package pictures_test

import (
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"fanout/render/pictures"
	"fanout/render/scene"
	"fanout/render/scene/scenetest"
	"fanout/render/ui"
	"fanout/sim"
)

// Every text that the tour comes by is in all languages.
func TestMain(m *testing.M) { os.Exit(scenetest.Translated(m.Run())) }

// canvases are those of the layouts.
var canvases = [][2]float64{{1440, 900}, {1240, 500}, {1024, 704}, {768, 940}, {390, 844}, {844, 390}, {360, 640}}

// histories are worlds in which there is something to say, by model.
var histories = map[string][][]string{
	"guild": {
		{"run 2s"},
		{"set head.rate 100%", "run 2s", "toggle no.roots off", "run 1s", "set sieve parse", "run 1s"},
		{"set members 1", "set rate 0.5", "run 1ms"},
		{"set head.rate 0%", "set grpc.link off", "toggle skip.unsampled off", "run 1s"},
		{"costs go-native", "burst 50", "run 100ms", "crash guilds-1", "run 300ms", "set q.10 5%", "run 1s"},
		{"set head.rate 50%", "run 2s", "toggle no.roots off", "run 1s", "goto 1s", "set sieve parse", "run 500ms", "goto 1500ms", "send", "goto 700ms", "send"},
		{"set members 100000", "connect 1000", "set kept.roots off", "run 1s", "goto 500ms"},
	},
	"hashring": {
		{"run 1s"},
		{"set nodes 12", "reconnect", "run 10s"},
		{"set placement modulo", "set lookup constant", "reconnect", "run 3s"},
		{"set nodes 1", "set lookup process", "run 1s"},
		{"toggle separator on", "set nodes 20", "leave gs-3", "run 1s"},
	},
}

// tour is a person who looks at everything.
type tour struct {
	*scene.Scene
	snap *sim.Snapshot
	now  time.Duration
	each func(scene.Frame) // is told of every frame
}

func (u *tour) frame() {
	u.now += time.Second
	f := u.Frame(u.snap, u.now)
	if u.each != nil {
		u.each(f)
	}
}

// rest lets motions end.
func (u *tour) rest() {
	u.frame()
	u.frame()
}

// hover rests on every widget in turn.
func (u *tour) hover() {
	var at []ui.Point
	for _, w := range u.Widgets() {
		at = append(at, w.Rect.Middle())
	}
	for _, q := range at {
		u.PointerMove(q, u.now)
		u.rest()
	}
	u.PointerMove(ui.Pt(-1, -1), u.now)
}

// ids are the widgets that can be pressed.
func (u *tour) ids() (ids []string) {
	for _, w := range u.Widgets() {
		ids = append(ids, w.ID)
	}
	return ids
}

// take goes through tabs, sheets, help and map, and picks everything that can be picked.
func (u *tour) take(hover bool) {
	u.rest()
	if hover {
		u.hover()
	}
	for _, id := range u.ids() {
		if u.Press(id) {
			u.rest()
			u.Press("button.inspect.close")
			u.Key("Escape", false, u.snap, u.now)
			u.rest()
		}
	}
	for _, key := range []string{"?", "m", "d", "D", "f"} {
		u.Key(key, key == "?" || key == "D", u.snap, u.now)
		u.rest()
		if key == "m" && hover {
			u.hover()
		}
		u.Key("Escape", false, u.snap, u.now)
		u.rest()
	}
	for _, look := range []string{"zoom 1", "zoom 3", "zoom 5", "zoom 6", "follow 7", "follow #2", "follow g381204", "unfollow", "follow nobody"} {
		if err := u.Look(look); err == nil {
			u.rest()
		}
	}
	for range 40 {
		u.Key("Tab", false, u.snap, u.now)
		u.rest()
	}
}

// guided calls visit with a tour of each history on each canvas.
func guided(t *testing.T, words ui.Translator, each func(canvas [2]float64, f scene.Frame)) {
	for _, e := range pictures.All() {
		for _, lines := range histories[e.Model.Name] {
			p, err := sim.NewPlayer(e.Model)
			require.NoError(t, err)
			for _, line := range lines {
				if p.Do(line) == nil { // what another version of the model refuses is left out
					p.Finish()
				}
			}
			snap := new(sim.Snapshot)
			p.Snapshot(snap)
			for i, c := range canvases {
				s := scene.New(scene.Config{Model: e.Model, Picture: e.New, Words: e.Words, Measure: scenetest.Measurer{}, Language: words,
					Worlds: pictures.All(), Share: true, Here: "TAB", ReducedMotion: true})
				s.Resize(c[0], c[1], 1, scenetest.Measurer{})
				u := &tour{Scene: s, snap: snap, now: time.Second, each: func(f scene.Frame) {
					if words == (scenetest.Listener{}) {
						scenetest.Hear(s.Widgets())
					}
					if each != nil {
						each(c, f)
					}
				}}
				u.take(i == 0 || i == 4)
			}
		}
	}
}

// What the page's form says of a model, and what a scenario of the log can say, is in all
// languages too.
func TestTables(t *testing.T) {
	hear := func(texts ...string) {
		for _, text := range texts {
			scenetest.Listener{}.Text(text)
		}
	}
	for _, e := range pictures.All() {
		m := e.Model
		hear(m.Title, m.About, e.Words.View.Follow)
		for i := range m.Settings {
			k := &m.Settings[i]
			hear(k.Label, k.Name(), k.Doc, k.Group)
			hear(k.Spoken()...)
		}
		for _, c := range m.Grammar() {
			if c.Button != "" {
				hear(c.Button, c.Doc)
			}
		}
		for _, s := range m.Services {
			hear(s.Title)
		}
		for _, b := range e.Words.View.Buttons {
			hear(b[1])
		}
	}
}

// A person who looks at everything meets no text that a language lacks.
func TestTour(t *testing.T) {
	if testing.Short() {
		t.Skip("the texts are the same everywhere")
	}
	guided(t, scenetest.Listener{}, nil)
}
