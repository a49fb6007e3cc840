package scene_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/render/scene"
	"fanout/render/scene/scenetest"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/readout"
)

// sharedScene is a plain one that can copy links.
func sharedScene(t *testing.T, w, h float64, lacks func() string) (*scene.Scene, *sim.Snapshot) {
	t.Helper()
	_, snap := newPlain(w, h)
	s := scene.New(scene.Config{Model: snap.Model, Measure: scenetest.Measurer{}, Share: true, Lacks: lacks,
		Picture: func(s *scene.Shell) scene.Picture { return &plain{s: s} }})
	s.Resize(w, h, 1, scenetest.Measurer{})
	s.Frame(snap, time.Second)
	return s, snap
}

func find(s *scene.Scene, id string) *ui.Widget {
	for _, w := range s.Widgets() {
		if w.ID == id {
			return &w
		}
	}
	return nil
}

// On the way to the moment of a link nothing else is shown, nothing below can be pressed, and
// the bar moves; when it is there, everything is.
func TestOnlyTheWayIsShownUntilALinkIsThere(t *testing.T) {
	for _, size := range [][2]float64{{1440, 900}, {768, 1024}, {390, 844}} {
		s, snap := sharedScene(t, size[0], size[1], nil)
		snap.Timeline.Target, snap.Now = 12_400_000_000, 0
		s.Arrive()
		var shares []float64
		for i := range 4 {
			snap.Now = int64(i) * 3_000_000_000
			f := s.Frame(snap, time.Duration(i+2)*time.Second)
			assert.Nil(t, f.Field)
			assert.Empty(t, f.Live.Ops)
			assert.Len(t, s.Widgets(), 2)
			assert.Contains(t, texts(f), "On the way to 00:12.400")
			widest := 0.
			for _, op := range f.Base.Ops {
				if op.Rect.H == 6 && op.Color == s.Theme().Acc {
					widest = max(widest, op.Rect.W)
				}
			}
			shares = append(shares, widest)
			require.NotNil(t, find(s, "arriving"))
		}
		assert.IsIncreasing(t, shares)
		assert.False(t, s.Key("d", false, snap, 6*time.Second))
		s.PointerDown(ui.Pt(size[0]-20, 20), 6*time.Second)
		s.PointerUp(ui.Pt(size[0]-20, 20), 6*time.Second)
		assert.Empty(t, s.Commands())

		snap.Timeline.Target, snap.Now = -1, 12_400_000_000
		s.Frame(snap, 7*time.Second)
		assert.False(t, s.Arriving())
		assert.NotNil(t, find(s, "timeline"))
	}
}

// Who does not want to wait sees the world as it is, by button or key.
func TestTheWayCanBeSeen(t *testing.T) {
	for _, show := range []func(*scene.Scene, *sim.Snapshot){
		func(s *scene.Scene, _ *sim.Snapshot) { s.Press("button.arriving.show") },
		func(s *scene.Scene, snap *sim.Snapshot) { s.Key("Escape", false, snap, 3*time.Second) },
	} {
		s, snap := sharedScene(t, 1440, 900, nil)
		snap.Timeline.Target = 12_400_000_000
		s.Arrive()
		s.Frame(snap, 2*time.Second)
		show(s, snap)
		s.Frame(snap, 4*time.Second)
		assert.NotNil(t, find(s, "timeline"))
	}
	s, snap := sharedScene(t, 1440, 900, nil)
	s.Arrive() // at a moment where it is already
	s.Frame(snap, 2*time.Second)
	assert.NotNil(t, find(s, "timeline"))
}

// What a link could not hold is said on the button, and again before it is copied.
func TestALinkThatLacksSomething(t *testing.T) {
	lacks := ""
	s, snap := sharedScene(t, 1440, 900, func() string { return lacks })
	s.Press("button.share")
	assert.True(t, s.Sharing())
	lacks = "The link starts at 0 s."
	snap.Now++
	s.Frame(snap, 2*time.Second)
	assert.Equal(t, lacks, find(s, "button.share").Hint)
	assert.Equal(t, "not all of it fits", find(s, "button.share").Value)
	for id, copies := range map[string]bool{"button.menu.not": false, "button.menu.copy": true} {
		s.Press("button.share")
		assert.False(t, s.Sharing(), "not yet")
		f := s.Frame(snap, 3*time.Second)
		assert.Contains(t, texts(f), lacks)
		require.True(t, s.Press(id))
		assert.Equal(t, copies, s.Sharing(), id)
		s.Frame(snap, 4*time.Second)
	}
}

// Each place where futures part has a mark that a pointer and a finger can meet; several at
// one place are a list.
func TestBranchMarks(t *testing.T) {
	for _, c := range []struct{ w, h, least float64 }{{1440, 900, 24}, {390, 844, 44}} {
		s, snap := sharedScene(t, c.w, c.h, nil)
		span := snap.Timeline.Span
		snap.Timeline.Branches = []readout.Branch{
			{Number: 1, At: span / 5, Until: span / 2},
			{Number: 2, At: span / 5, Until: span, Commands: 2, First: "set nodes 5"},
			{Number: 5, At: span * 4 / 5, Until: span, Commands: 1, First: "toggle on on"},
		}
		snap.Now++
		s.Frame(snap, 2*time.Second)
		alone, pile := find(s, "button.branch.5"), find(s, "button.branch.2")
		require.NotNil(t, alone)
		require.NotNil(t, pile)
		for _, w := range []*ui.Widget{alone, pile} {
			assert.GreaterOrEqual(t, min(w.Rect.W, w.Rect.H), c.least)
		}
		assert.Contains(t, alone.Value, "On: on")
		s.Press("button.branch.5")
		assert.Equal(t, []string{"branch 5"}, s.Commands())
		assert.Equal(t, "2", pile.Value)
		s.Press("button.branch.2")
		s.Frame(snap, 3*time.Second)
		require.True(t, s.Press("row.branch.1"))
		assert.Equal(t, []string{"branch 1"}, s.Commands())
	}
}

// The keys of undo and redo, and the tab in the lines that lead back.
func TestUndoKeysAndTabs(t *testing.T) {
	s, snap := sharedScene(t, 1440, 900, nil)
	s.Key("z", false, snap, time.Second)
	s.Key("Z", true, snap, time.Second)
	assert.Equal(t, []string{"undo", "redo"}, s.Commands())
	assert.Empty(t, s.Looks())
	require.NoError(t, s.Look("tab log"))
	assert.Equal(t, []string{"tab log"}, s.Looks())
	require.NoError(t, s.Look("tab metrics full"))
	assert.Equal(t, []string{"tab metrics full"}, s.Looks())
	require.NoError(t, s.Look("tab metrics"))
	assert.Equal(t, []string{"tab metrics"}, s.Looks())
	for line, want := range map[string]string{
		"tab joy":                                `tab: "joy" is not a tab; expected one of profile, past, whatif, log, metrics, counters, prices`,
		"tab log wide":                           `tab: "wide" is not possible; expected nothing after the tab, or full`,
		"trace #1000000000":                      "trace: no span of message #1000000000 is stored at 00:01.000",
		"trace x":                                `trace: "x" is not the number of a message, such as #1, nor the id of a trace`,
		"trace 0123456789abcdef0123456789abcdef": "trace: no span of 0123456789abcdef0123456789abcdef is stored at 00:01.000",
	} {
		assert.EqualError(t, s.Look(line), want)
		assert.Equal(t, []string{"tab metrics"}, s.Looks())
	}
}
