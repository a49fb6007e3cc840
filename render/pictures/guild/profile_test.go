package guildpicture_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/render/pictures/guild/guildtest"
	"fanout/render/ui"
)

// profiled is the tab with the profile, whole, of a history in which the sieve was switched on.
func profiled(t *testing.T, more ...string) *stage {
	return played(t, append([]string{"tab.profile", "button.drawer.full"}, more...), "set members 100", "set sieve parse", "run 3s", "set sieve sieve", "run 2s")
}

// The published figure stands beside the handler that it is of, with its tag, and what the sieve
// saves is said to be never spent.
func TestProfileShowsWhatWasPublished(t *testing.T) {
	s := profiled(t)
	text := written(s)
	for _, want := range []string{"14.9", "of 18.9 s", "POST", "78.8 % of the gRPC handler", "never spent", "MODEL", "extract_headers"} {
		assert.Contains(t, strings.ReplaceAll(text, "\n", " "), want)
	}
	s.click(t, "button.profile.subject")
	s.rest()
	s.click(t, "subject.all.sessions")
	assert.NotContains(t, written(s), "of 18.9 s", "nothing was published of the sessions’ frames")
	assert.Equal(t, "Sessions", s.widget(t, "button.profile.subject").Value)
}

// Keys go from frame to frame, Enter goes in, and Esc comes back out and only then closes the drawer.
func TestProfileByKeys(t *testing.T) {
	s := profiled(t)
	focus("flame")(t, s)
	value := func() string { s.rest(); return s.widget(t, "flame").Value }
	press := func(keys ...string) {
		for _, key := range keys {
			s.Key(key, false, s.snap, s.now)
			s.rest()
		}
	}
	press("Home", "ArrowDown", "ArrowDown")
	require.Contains(t, value(), "gRPC side › grpc › handle › unpack")
	press("ArrowRight")
	assert.Contains(t, value(), "gRPC side › grpc › handle › handle")
	press("ArrowLeft", "Enter")
	assert.Equal(t, "gRPC side › grpc › handle › unpack", s.widget(t, "button.profile.subject").Value)
	press("ArrowDown")
	assert.Contains(t, value(), "unpack › extract_headers")
	for _, want := range []string{"gRPC side › grpc › handle", "gRPC side › grpc"} {
		press("Escape")
		assert.Equal(t, want, s.widget(t, "button.profile.subject").Value)
	}
	press("Home", "Enter")
	assert.Equal(t, "gRPC side", s.widget(t, "button.profile.subject").Value, "to enter the frame that fills the width goes out of it")
	press("Escape")
	assert.Zero(t, s.height())
}

// A pointer tells by pointing and enters by a press. A finger tells first.
func TestProfileByPointer(t *testing.T) {
	s := profiled(t)
	r := s.widget(t, "flame").Rect
	q := ui.Point{X: r.X + 40, Y: r.Y + 13 + 2*28}
	s.PointerMove(q, s.now)
	s.rest()
	assert.Contains(t, s.widget(t, "flame").Value, "› unpack")
	s.PointerDown(q, s.now)
	s.PointerUp(q, s.now)
	s.rest()
	assert.Equal(t, "gRPC side › grpc › handle › unpack", s.widget(t, "button.profile.subject").Value)

	s = profiled(t)
	tap := func() {
		s.PointerDown(q, s.now)
		s.PointerUp(q, s.now)
		s.PointerLeave()
		s.rest()
	}
	tap()
	assert.Equal(t, "gRPC side › grpc", s.widget(t, "button.profile.subject").Value)
	assert.Contains(t, s.widget(t, "flame").Value, "› unpack")
	tap()
	assert.Equal(t, "gRPC side › grpc › handle › unpack", s.widget(t, "button.profile.subject").Value)
}

// The samples have a margin, and less of one the more there are.
func TestProfileBySamples(t *testing.T) {
	s := profiled(t, "segment.profile.by.samples")
	assert.Contains(t, written(s), " ± ")
	assert.Regexp(t, `\d samples`, s.widget(t, "flame").Value+written(s))
	s.click(t, "segment.profile.of.since")
	s.rest()
	assert.Equal(t, "on", s.widget(t, "segment.profile.of.since").Value)
}

// A list opens beside what has it, is left with Esc, and a press elsewhere closes it and does
// nothing else.
func TestTheListOfSubjects(t *testing.T) {
	s := profiled(t)
	focus("button.profile.subject")(t, s)
	s.Key("Enter", false, s.snap, s.now)
	s.rest()
	assert.Equal(t, "subject.all", s.Focus())
	s.Key("ArrowDown", false, s.snap, s.now)
	s.rest()
	assert.NotEqual(t, "subject.all", s.Focus())
	s.Key("Escape", false, s.snap, s.now)
	s.rest()
	assert.False(t, s.Has("menu"))
	assert.Equal(t, "button.profile.subject", s.Focus())
	s.click(t, "button.profile.subject")
	s.rest()
	q := s.middle(t, "button.theme")
	dark := s.Theme().Dark
	s.PointerDown(q, s.now)
	s.PointerUp(q, s.now)
	s.rest()
	assert.False(t, s.Has("menu"))
	assert.Equal(t, dark, s.Theme().Dark)
}

// Tabs without room are in a list, on every canvas, and the one that is open stays in sight.
func TestEveryTabCanBeOpened(t *testing.T) {
	for _, size := range sizes {
		for _, id := range drawerTabs {
			s := newStage(size.w, size.h, guildtest.Snapshot(10_000, .4))
			s.openDrawerTab(t, id)
			w := s.widget(t, "tab."+id)
			assert.Equal(t, "open", w.Value, "%s %s", size.name, id)
			assert.True(t, w.Rect.X >= 0 && w.Rect.Right() <= size.w, "%s %s lies at %v", size.name, id, w.Rect)
			assert.False(t, s.Has("menu"), "the list is closed")
		}
	}
}
