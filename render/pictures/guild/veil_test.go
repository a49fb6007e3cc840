package guildpicture_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	guildpicture "fanout/render/pictures/guild"
	"fanout/render/scene"
	"fanout/render/scene/scenetest"
	"fanout/sim"
	"fanout/sim/guild"
)

// While a question is open whose answer happens in the picture, no place says it: not the
// guild's card, its inspector, nor what is left of it beside cards. Afterwards they all do.
func TestAnOpenQuestionIsNotAnsweredByThePicture(t *testing.T) {
	p, err := sim.NewPlayer(guild.Model(), "pause")
	require.NoError(t, err)
	for _, line := range []string{"set members 1234", "send", "run 1s"} {
		require.NoError(t, p.Do(line))
		p.Finish()
	}
	for name, c := range map[string]struct {
		w, h  float64
		press string
		look  string
		says  string
	}{
		"card":         {1440, 900, "", "", "× 1,234"},
		"sent":         {1440, 900, "", "", "1,234 sent"},
		"inspector":    {1440, 900, "guild", "", "1,234 of 1,234"},
		"beside cards": {1440, 900, "", "zoom 3", "1,234 of 1,234 sent"},
		"phone":        {390, 844, "guild", "", "1,234 of 1,234"},
	} {
		veiled := true
		s := &stage{Scene: scene.New(scene.Config{Model: guild.Model(), Picture: guildpicture.New, Words: guildpicture.Words(),
			Measure: scenetest.Measurer{}, Language: scenetest.Listener{}, Veiled: func() bool { return veiled }}), snap: new(sim.Snapshot), now: time.Second}
		p.Snapshot(s.snap)
		s.Resize(c.w, c.h, 1, scenetest.Measurer{})
		s.frame()
		if c.press != "" {
			require.True(t, s.Press(c.press))
		}
		if c.look != "" {
			s.look(t, c.look)
		}
		assert.NotContains(t, written(s), c.says, name)
		veiled = false
		assert.Contains(t, written(s), c.says, name)
	}
}

// A step that goes round until its question is answered replaces its own future. That is no news
// to a reader; what a person replaces is.
func TestAStepThatGoesRoundTellsNothing(t *testing.T) {
	veiled := true
	snap := small()
	s := &stage{Scene: scene.New(scene.Config{Model: guild.Model(), Picture: guildpicture.New, Words: guildpicture.Words(),
		Measure: scenetest.Measurer{}, Veiled: func() bool { return veiled }}), snap: snap, now: time.Second}
	s.Resize(1440, 900, 1, scenetest.Measurer{})
	s.frame()
	for _, told := range []bool{false, true} {
		veiled = !told
		snap.Log.Notes, snap.Log.Note = snap.Log.Notes+1, "changed in the past"
		s.wait(time.Second)
		texts := s.wait(time.Second).Over.Print(s.Theme())
		assert.Equal(t, told, strings.Contains(texts, "Changed in the past."), "told: %v", told)
	}
}
