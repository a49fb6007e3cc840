package seam

import (
	"flag"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/render/scene"
	"fanout/render/scene/scenetest"
	"fanout/sim"
	"fanout/sim/simtest"
)

// The model keeps what every model promises.
func TestModel(t *testing.T) { simtest.TestModel(t, Model(), simtest.Options{Length: 2 * time.Second}) }

func TestScenarios(t *testing.T) { simtest.TestScenarios(t, Model()) }

// The picture, in the shell, is the one in testdata: as text, so that a difference can be
// read. The flag -rewrite writes it.
func TestPicture(t *testing.T) {
	p, err := sim.NewPlayer(Model(), "set rate 120")
	require.NoError(t, err)
	require.NoError(t, p.Do("run 2s"))
	p.Finish()
	var shot sim.Snapshot
	p.Snapshot(&shot)

	e := Entry()
	s := scene.New(scene.Config{Model: e.Model, Picture: e.New, Words: e.Words, Measure: scenetest.Measurer{}})
	s.Resize(1024, 720, 1, scenetest.Measurer{})
	s.Frame(&shot, time.Second)
	f := s.Frame(&shot, 3*time.Second)
	got := f.Base.Print(s.Theme())
	const file = "testdata/picture.txt"
	if flag.Lookup("rewrite").Value.String() == "true" { // of simtest
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.True(t, string(want) == got, "the picture is another one: go test ./test/seam -rewrite, then read the difference")

	ids := map[string]string{}
	for _, w := range s.Widgets() {
		ids[w.ID] = w.Value
	}
	assert.Equal(t, "120", ids["slider.rate"])
	assert.Contains(t, ids, "cpu.office")
	s.Key("w", false, &shot, 3*time.Second)
	assert.Empty(t, s.Chosen(), "there is no map where there is no choice")
}

// A chapter shows what it names of the usual controls, with nothing written for that.
func TestOffered(t *testing.T) {
	p, err := sim.NewPlayer(Model())
	require.NoError(t, err)
	var shot sim.Snapshot
	p.Snapshot(&shot)
	e := Entry()
	var names []string
	s := scene.New(scene.Config{Model: e.Model, Picture: e.New, Words: e.Words, Measure: scenetest.Measurer{}, Offered: func() []string { return names }})
	s.Resize(1440, 900, 1, scenetest.Measurer{})
	controls := func(now time.Duration) (ids []string) {
		s.Frame(&shot, now)
		for _, w := range s.Widgets() {
			if w.ID != "slider.speed" && slices.Contains(e.Offers(), w.ID) {
				ids = append(ids, w.ID)
			}
		}
		return ids
	}
	assert.Subset(t, controls(time.Second), []string{"slider.rate", "tab.log", "button.reset"})
	names = []string{"slider.rate"}
	assert.Equal(t, names, controls(2*time.Second))
	names = []string{}
	assert.Empty(t, controls(3*time.Second))
}

// The shell lists it beside others: on the map, and back.
func TestChosen(t *testing.T) {
	e := Entry()
	other := sim.Model{Name: "other", Title: "Another", About: "Another one.", Services: e.Model.Services, Stages: e.Model.Stages}
	s := scene.New(scene.Config{Model: e.Model, Picture: e.New, Words: e.Words, Measure: scenetest.Measurer{},
		Worlds: []scene.Entry{e, {Model: &other, New: NewPicture, Words: e.Words}}})
	s.Resize(1440, 900, 1, scenetest.Measurer{})
	p, err := sim.NewPlayer(Model())
	require.NoError(t, err)
	var shot sim.Snapshot
	p.Snapshot(&shot)
	s.Frame(&shot, time.Second)
	require.True(t, s.Press("button.worlds"))
	f := s.Frame(&shot, 2*time.Second)
	assert.Nil(t, f.Field)
	assert.Contains(t, f.Base.Print(s.Theme()), "One message, the whole stack")
	assert.False(t, s.Press("slider.rate"), "nothing of the world can be used meanwhile")
	s.Key("ArrowRight", false, &shot, 2*time.Second)
	s.Frame(&shot, 3*time.Second)
	assert.Equal(t, "map.other", s.Focus())
	require.True(t, s.Key("Enter", false, &shot, 3*time.Second))
	assert.Equal(t, "other", s.Chosen())
}
