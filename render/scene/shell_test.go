package scene_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/render/scene"
	"fanout/render/scene/scenetest"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/readout"
	"fanout/sim/setting"
)

// settings are one of each kind.
type settings struct {
	Nodes   int
	Rate    int64
	Kept    exact.PPM
	Latency int64
	On      bool
	Way     uint8
}

// model is a system of one service that is not traced.
func model() *sim.Model {
	return &sim.Model{
		Name: "plain", Title: "A plain system", About: "Nothing is traced.",
		Services: []sim.Service{{Name: "machine", Title: "Machine"}},
		Stages:   []sim.Stage{{Name: "find", Title: "find", Letter: 'F'}, {Name: "copy", Title: "copy", Letter: 'C', Doc: "To copy."}},
		Events:   []sim.Event{{Name: "found", Log: true, Text: func(*sim.Occurrence) string { return "all are found" }}},
		Lists:    []sim.PriceList{{Name: "published", Label: "Published"}},
		Default:  settings{Nodes: 10},
		Settings: []setting.Setting{
			setting.Number(setting.Row{Key: "nodes", Label: "Nodes"}, 1, 20, func(s *settings) *int { return &s.Nodes }).Linear(),
			setting.Rate(setting.Row{Key: "rate", Label: "Lookups per second"}, 0, 1_000_000, func(s *settings) *int64 { return &s.Rate }),
			setting.Share(setting.Row{Key: "kept", Label: "Kept"}, 0, func(s *settings) *exact.PPM { return &s.Kept }),
			setting.Duration(setting.Row{Key: "latency", Label: "Latency"}, 0, func(s *settings) *int64 { return &s.Latency }),
			setting.Switch(setting.Row{Key: "on", Label: "On"}, func(s *settings) *bool { return &s.On }),
			setting.OneOf(setting.Row{Key: "way", Label: "Way"}, []string{"ask", "read"}, func(s *settings) *uint8 { return &s.Way }),
		},
	}
}

// plain is a picture with the bars, a control for every setting, and one thing to pick.
type plain struct {
	scene.Plain
	s      *scene.Shell
	place  scene.Place
	bars   scene.Bars
	picked bool
}

func (p *plain) Place(at scene.Place) scene.Room {
	p.place = at
	p.bars.Rect = ui.Box(at.Stage.X, at.Stage.Bottom()-162, at.Stage.W, 162)
	return scene.Room{Main: ui.Box(at.Stage.X, at.Stage.Y, at.Stage.W, at.Stage.H/2), Floor: p.bars.Rect.Y}
}
func (p *plain) Base(v *scene.View) {
	v.Button(ui.Box(p.place.Stage.X+20, p.place.Stage.Y+20, 80, 32), ui.ButtonSpec{ID: "thing", Label: "Thing", Act: func() {
		p.picked = true
		p.s.Inspect()
	}})
	p.bars.Draw(v)
}
func (p *plain) Controls(v *scene.View, c *ui.Column) {
	for i := range v.Snap.Model.Settings {
		v.Setting(c, v.Snap.Model.Settings[i].Key)
		v.Rule(c)
	}
}
func (p *plain) Inspect(v *scene.View, f *ui.Facts) {
	f.Sentence("A thing.", v.Theme.T1)
	scene.BarFacts(v, f, 0, 1)
}
func (p *plain) Picked() string {
	if p.picked {
		return "Thing"
	}
	return ""
}
func (p *plain) Escape() bool {
	was := p.picked
	if p.picked = false; was {
		p.s.Unpicked()
	}
	return was
}

func newPlain(w, h float64) (*scene.Scene, *sim.Snapshot) {
	m := model()
	s := scene.New(scene.Config{Model: m, Measure: scenetest.Measurer{}, Picture: func(s *scene.Shell) scene.Picture { return &plain{s: s} }})
	s.Resize(w, h, 1, scenetest.Measurer{})
	snap := &sim.Snapshot{Model: m, Settings: settings{Nodes: 10, Rate: 5_000, Latency: 2_000_000}, Now: scenetest.Second, Speed: exact.Whole,
		Services: []readout.Service{{CPU: readout.StageCost{300_000, 100_000}, Capacity: 1000}}}
	snap.Timeline = scenetest.Timeline(snap)
	snap.Events.List = []sim.Occurrence{{At: 1, Subject: 3}}
	s.Frame(snap, time.Second)
	return s, snap
}

func texts(f scene.Frame) string {
	var all []string
	for _, l := range []*ui.List{f.Base, f.Over} {
		for _, op := range l.Ops {
			if op.Kind == ui.KindText {
				all = append(all, op.Text)
			}
		}
	}
	return strings.Join(all, "\n")
}

// The shell shows a system that it has never heard of: its bars, its controls, what is
// picked, and those tabs that make sense of it.
func TestAnotherModel(t *testing.T) {
	s, snap := newPlain(1440, 900)
	ids := map[string]ui.Widget{}
	for _, w := range s.Widgets() {
		ids[w.ID] = w
	}
	for id, value := range map[string]string{
		"slider.nodes": "10", "slider.rate": "5.0", "slider.kept": "0 %", "slider.latency": "2.0 ms",
		"toggle.on": "off", "segment.way.ask": "on", "segment.way.read": "off", "cpu.machine": "expected 40.0 %, spent 0.0 %", "button.reset": "",
	} {
		if assert.Contains(t, ids, id) {
			assert.Equal(t, value, ids[id].Value, id)
		}
	}
	assert.NotContains(t, ids, "tab.spans")
	for _, tab := range []string{"past", "counters", "log"} {
		require.True(t, s.Press("tab."+tab))
		s.Frame(snap, 2*time.Second)
		f := s.Frame(snap, 4*time.Second)
		assert.NotContains(t, texts(f), "tracing", tab)
		assert.Contains(t, texts(f), map[string]string{"past": "Machine", "counters": "mailbox", "log": "all are found"}[tab])
	}
	require.True(t, s.Press("button.thing"))
	f := s.Frame(snap, 6*time.Second)
	assert.Contains(t, texts(f), "A thing.")
	assert.Contains(t, s.Watching().About, "A thing.")
	s.Key("Escape", false, snap, 6*time.Second)
	s.Frame(snap, 7*time.Second)
	assert.False(t, s.Press("button.inspect.close"))
}

// Every control gives a command that its setting takes, from end to end.
func TestSettingsControls(t *testing.T) {
	s, snap := newPlain(1440, 900)
	m := snap.Model
	now := time.Second
	for i := range m.Settings {
		k := &m.Settings[i]
		var w ui.Widget
		for _, at := range s.Widgets() {
			if at.ID == "slider."+k.Key {
				w = at
			}
		}
		for _, at := range []float64{0, .4, 1} {
			if w.ID == "" {
				break
			}
			q := ui.Pt(w.Rect.X+at*w.Rect.W, w.Rect.CenterY())
			s.PointerDown(ui.Pt(w.Rect.CenterX(), w.Rect.CenterY()), now)
			s.PointerMove(q, now)
			now += time.Second
			s.Frame(snap, now)
			s.PointerUp(q, now)
		}
	}
	for _, id := range []string{"toggle.on", "segment.way.read"} {
		s.Press(id)
	}
	seen := map[string]bool{}
	for _, line := range s.Commands() {
		line, _ = strings.CutPrefix(line, ui.Trial)
		verb, rest, _ := strings.Cut(line, " ")
		key, value, _ := strings.Cut(rest, " ")
		k := m.Setting(key)
		require.NotNil(t, k, line)
		assert.Equal(t, k.Kind == setting.KindSwitch, verb == "toggle", line)
		seen[key] = true
		assert.NotEmpty(t, value, line)
		_, err := m.ParseScenario("test", line+"\n")
		assert.NoError(t, err, line)
	}
	assert.Len(t, seen, len(m.Settings))
}

// It has a layout at any size.
func TestAnotherModelAtAnySize(t *testing.T) {
	for w := 320.; w <= 2600; w += 93 {
		for h := 360.; h <= 1600; h += 187 {
			s, snap := newPlain(w, h)
			for i, key := range []string{"d", "D", "D", "Escape"} {
				s.Key(key, key == "D", snap, time.Duration(i+2)*time.Second)
				s.Frame(snap, time.Duration(i+3)*time.Second)
			}
		}
	}
}
