package guildpicture_test

import (
	"testing"
	"time"

	"fanout/sim/guild"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	guildpicture "fanout/render/pictures/guild"
	"fanout/render/pictures/guild/guildtest"
	"fanout/render/scene"
	"fanout/render/scene/scenetest"
)

// The share button asks for a link once, says for two seconds that it was copied, and
// keeps its place meanwhile.
func TestShare(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	at := s.widget(t, "button.share").Rect
	require.True(t, s.Press("button.share"))
	assert.True(t, s.Sharing())
	assert.False(t, s.Sharing(), "once")
	s.Shared("", s.now)
	s.frame()
	assert.Equal(t, "copied", s.widget(t, "button.share").Value)
	assert.Equal(t, at, s.widget(t, "button.share").Rect)
	_, said := s.Said()
	assert.Equal(t, "Link copied", said)
	s.wait(2100 * time.Millisecond)
	assert.Empty(t, s.widget(t, "button.share").Value)
}

// Where nobody can copy a link there is no button.
func TestNoShare(t *testing.T) {
	s := &stage{Scene: scene.New(scene.Config{Model: guild.Model(), Picture: guildpicture.New, Words: guildpicture.Words(), Measure: scenetest.Measurer{}}), snap: guildtest.Snapshot(10_000, .4), now: time.Second}
	s.Resize(1440, 900, 1, scenetest.Measurer{})
	s.frame()
	assert.False(t, s.Has("button.share"))
}

// What is looked at can be looked at again, also on a canvas of another size, with
// fewer levels.
func TestLooksLeadBack(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	assert.Empty(t, s.Looks())
	require.NoError(t, s.Look("follow 20 31"))
	assert.Equal(t, []string{"follow 2031"}, s.Looks())
	require.NoError(t, s.Look("zoom 3 2031"))
	s.rest()
	assert.Equal(t, []string{"zoom 3 2031", "follow 2031"}, s.Looks())
	phone := newStage(390, 844, s.snap)
	for _, line := range s.Looks() {
		require.NoError(t, phone.Look(line))
	}
	phone.rest()
	assert.Equal(t, s.Looks(), phone.Looks())
	require.NoError(t, phone.Look("zoom 99 5"))
	w := phone.Watching()
	assert.Equal(t, w.Levels-1, w.Level)
	assert.EqualError(t, phone.Look("zoom 2 10000"), "zoom: there is no session 10000; the last one is 99 99, number 9,999")
	assert.ErrorContains(t, phone.Look("zoom 2 x"), `zoom: "x" is no session`)
}

// Home is the picture as it begins: no full view, nothing followed, the whole field, the
// drawer closed.
func TestHome(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	for _, line := range []string{"zoom 2 17", "follow 17", "microscope"} {
		require.NoError(t, s.Look(line))
	}
	s.wait(time.Second)
	require.True(t, s.Key("d", false, s.snap, s.now))
	require.NotEmpty(t, s.Looks())
	require.NoError(t, s.Look(scene.Home))
	s.wait(time.Second)
	assert.Empty(t, s.Looks())
	assert.Equal(t, "closed", s.widget(t, "button.drawer").Value)
}
