package guildpicture_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/render/language"
	"fanout/render/pictures/guild/guildtest"
	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/compare"
	"fanout/sim/exact"
	"fanout/sim/guild"
)

// other is a second history beside that of guildtest.Snapshot: sessions may begin traces.
func other() *scene.Other {
	b := guildtest.Snapshot(10_000, .4)
	guildtest.Set(b, func(set *guild.Settings) { set.NoRoots = false })
	guild.ViewOf(b).Messages.OrphanRoots += 4_012
	b.Services[guild.Sessions].Spans[guild.OriginSession] += 4_012
	b.Services[guild.Sessions].CPU[guild.StageSpan] += 10 * exact.Whole / 100
	return &scene.Other{
		Snap: b, Differ: []compare.Difference{{Name: "no.roots", A: "on", B: "off"}}, Lines: []string{"toggle no.roots off"},
		Apart: compare.Apartness{Parted: time.Second, Exact: &compare.Parting{At: 250 * time.Millisecond, Where: "sessions-1"}},
	}
}

// split puts a second history beside the one that is shown.
func split(s *stage, o *scene.Other) *stage {
	s.Beside(o)
	s.frame()
	return s
}

func TestSplitPictures(t *testing.T) {
	for _, size := range sizes {
		if size.name != "1440x900" && size.name != "768x940" && size.name != "390x844" {
			continue
		}
		t.Run(size.name, func(t *testing.T) {
			s := split(newStage(size.w, size.h, guildtest.Snapshot(10_000, .4)), other())
			f := s.frameAnew()
			golden(t, "ab-"+size.name, picture(s, f)+fmt.Sprintf("# other\nat %d,%d pitch %d half %v of %v\n", f.Other.X, f.Other.Y, f.Other.Pitch, f.Field.Half, f.Other.Half))
		})
	}
}

// No text of two histories is cut off, and none lies over another, in any language and on any
// canvas; what can be pressed lies on it.
func TestSplitHasRoom(t *testing.T) {
	late := other()
	late.Late, late.Apart = "B", compare.Apartness{Parted: -1}
	late.Differ = append(late.Differ, compare.Difference{Name: "members", A: "1000000", B: "10"}, compare.Difference{Name: "at 1.2s", B: "send"})
	nothing := other()
	nothing.Differ, nothing.Snap = nil, guildtest.Snapshot(10_000, .4)
	commands := other()
	commands.Differ = []compare.Difference{{Name: "at 1.2s", B: "toggle no.roots off"}}
	commands.Apart.Exact = nil
	for _, tag := range language.Tags() {
		l, _ := language.Of(tag)
		for _, size := range sizes {
			for name, o := range map[string]*scene.Other{"one": other(), "late": late, "nothing": nothing, "commands": commands} {
				t.Run(tag+"/"+size.name+"/"+name, func(t *testing.T) {
					var s *stage
					if snap := guildtest.Snapshot(10_000, .4); l == nil {
						s = newStage(size.w, size.h, snap)
					} else {
						s = newStageIn(l, size.w, size.h, snap)
					}
					split(s, o)
					textHasRoom(t, s, size.w, size.h)
					for _, w := range s.Widgets() {
						for _, other := range s.Widgets() {
							if over := w.Rect.Intersect(other.Rect); strings.HasPrefix(w.ID, "button.ab") && w.Kind == other.Kind && w.ID != other.ID && over.W > 1 && over.H > 1 {
								t.Errorf("%s lies over %s", w.ID, other.ID)
							}
						}
						if r := w.Rect; !r.Empty() && (r.X < -8 || r.Right() > size.w+8 || r.Bottom() > size.h+8) {
							t.Errorf("%s at %v", w.ID, r)
						}
					}
				})
			}
		}
	}
}

// What differs is named with how many other things do: its own commands, which one side lacks, are
// none of them.
func TestTheTwoCountWhatElseDiffers(t *testing.T) {
	o := other()
	o.Differ = append(o.Differ, compare.Difference{Name: "at 4s", A: "toggle no.roots off"}, compare.Difference{Name: "at 9s", A: "set no.roots on"})
	s := split(newStage(1440, 900, guildtest.Snapshot(10_000, .4)), o)
	assert.NotContains(t, written(s), " more")
	o.Differ = append(o.Differ, compare.Difference{Name: "members", A: "10", B: "20"}, compare.Difference{Name: "at 5s", B: "send"})
	s = split(newStage(1440, 900, guildtest.Snapshot(10_000, .4)), o)
	assert.Contains(t, written(s), "No root spans after fan-out: on, and 2 more")
}

// Where the two have no room for a bar, the table has the CPU that it would show, and what
// differs comes before what is the same; no text lies over another in a low window.
func TestSplitSaysTheCPU(t *testing.T) {
	for _, size := range [][2]float64{{360, 640}, {390, 844}, {430, 932}, {700, 600}, {1024, 600}, {1024, 640}, {1024, 704}, {1200, 600}} {
		s := split(newStage(size[0], size[1], guildtest.Snapshot(10_000, .4)), other())
		textHasRoom(t, s, size[0], size[1])
		assert.True(t, s.Has("ab.row.sessions.cpu"), "%v", size)
	}
}

// While one of the two is on its way to where the other one is, nothing is compared: two
// different moments differ in everything.
func TestNothingIsComparedUntilBothAreThere(t *testing.T) {
	late := other()
	late.Late, late.Apart = "B", compare.Apartness{Parted: -1}
	s := split(newStage(1440, 900, guildtest.Snapshot(10_000, .4)), late)
	text := s.frameAnew().Base.Print(s.Theme())
	assert.Contains(t, text, "Compared as soon as B catches up")
	assert.NotContains(t, text, " points\"")
	assert.NotContains(t, text, "00:00.000000")
	assert.False(t, s.Has("ab.row.sessions.cpu"))
	s.Beside(other())
	text = s.frameAnew().Base.Print(s.Theme())
	assert.NotContains(t, text, "catches up")
	assert.Contains(t, text, " points\"")
	assert.True(t, s.Has("ab.row.sessions.cpu"))
}

// A pointer that rests on a part of one of the two is told what it is, as in the picture of one;
// a press on it does nothing to either.
func TestTheTwoExplainThemselves(t *testing.T) {
	for _, size := range [][2]float64{{1440, 900}, {1024, 768}, {768, 1024}, {390, 844}} {
		s := split(newStage(size[0], size[1], guildtest.Snapshot(10_000, .4)), other())
		parts := []string{"guild", "field"}
		if size[0] >= 1000 {
			parts = append(parts, "roots", "rate", "cpu")
		}
		for _, part := range parts {
			for side, other := range map[string]string{"a": "b", "b": "a"} {
				w := s.widget(t, "ab."+side+"."+part)
				assert.True(t, w.Rect.Intersect(s.widget(t, "ab."+other+"."+part).Rect).Empty(), "%v %s", size, part)
				s.PointerMove(ui.Pt(w.Rect.X+4, w.Rect.Y+4), s.now)
				s.wait(time.Second)
				over, first := s.wait(time.Second).Over, strings.Fields(w.Hint)[0]
				told := slices.ContainsFunc(over.Ops, func(op ui.Op) bool { return op.Kind == ui.KindText && strings.HasPrefix(op.Text, first) })
				assert.True(t, told, "%v %s of %s: %q", size, part, side, w.Hint)
				s.Press(w.ID)
				assert.Empty(t, s.Commands())
			}
		}
	}
}

// Key and button ask for a second history that differs in what was changed last, or else in
// what the picture is about; the same again ends it.
func TestTheKeySplits(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	s.Key("a", false, s.snap, s.now)
	assert.Equal(t, []string{"split toggle no.roots off"}, s.Commands())
	before := s.snap.Settings.(guild.Settings)
	before.HeadRate = exact.Whole / 20
	s.snap.Before, s.snap.Changed = before, "head.rate"
	s.frame()
	s.click(t, "button.ab")
	assert.Equal(t, []string{"split set head.rate 5%"}, s.Commands())
	split(s, other())
	s.Key("A", true, s.snap, s.now)
	assert.Equal(t, []string{"only a"}, s.Commands())
	s.Beside(nil)
	s.frame()
	assert.Nil(t, s.frame().Other)
	assert.True(t, s.Has("field"), "the picture is back")
}

// Each control of two histories does what it says, and those of the settings act on the side
// that was chosen.
func TestControlsOfTwoHistories(t *testing.T) {
	s := split(newStage(1440, 900, guildtest.Snapshot(10_000, .4)), other())
	for id, line := range map[string]string{
		"button.ab.swap": "swap", "button.ab.a": "only a", "button.ab.b": "only b", "button.ab": "only a",
		"ab.a": "a toggle no.roots off", "ab.b": "b toggle no.roots on",
	} {
		s.click(t, id)
		assert.Equal(t, []string{line}, s.Commands(), id)
	}
	assert.False(t, s.Has("field"), "nothing of the pictures can be pressed twice")
	for side, line := range map[string]string{"both": "toggle skip", "a": "a toggle skip", "b": "b toggle skip"} {
		s.click(t, "segment.ab.side."+side)
		s.Key("2", false, s.snap, s.now)
		commands := s.Commands()
		require.Len(t, commands, 1)
		assert.Contains(t, commands[0], line)
		s.Key(".", false, s.snap, s.now)
		assert.Equal(t, []string{"step"}, s.Commands(), "time is that of both")
	}
	s.click(t, "segment.ab.side.b")
	s.click(t, "button.ab.controls")
	assert.Equal(t, "off", s.widget(t, "toggle.no.roots").Value, "as B has it")
	s.click(t, "segment.ab.side.a")
	assert.Equal(t, "on", s.widget(t, "toggle.no.roots").Value)
	assert.False(t, s.Comparing())
}

// A link and a chapter lead to a second history and back by lines that look at it.
func TestLooksLeadToTwoHistories(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	require.NoError(t, s.Look("b off"))
	assert.Empty(t, s.Commands())
	require.NoError(t, s.Look("b toggle no.roots off; set members 5"))
	assert.Equal(t, []string{"split toggle no.roots off; set members 5"}, s.Commands())
	o := other()
	o.Lines = []string{"toggle no.roots off", "set members 5"}
	split(s, o)
	assert.Equal(t, []string{"b toggle no.roots off; set members 5"}, s.Looks())
	require.NoError(t, s.Look("b set members 6"))
	assert.Equal(t, []string{"b set members 6"}, s.Commands())
	require.NoError(t, s.Look("b off"))
	assert.Equal(t, []string{"only a"}, s.Commands())
}

// What differs is written as the difference of what is written, the stages add up to it, and
// what is the same has a sign instead of a number.
func TestDifferencesAddUp(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	o := other()
	for st := range s.snap.Services[guild.Sessions].CPU { // tenths that rounding loses
		o.Snap.Services[guild.Sessions].CPU[st] += 440
	}
	f := split(s, o).frameAnew()
	text := f.Base.Print(s.Theme())
	a, b := s.snap.Services[guild.Sessions].CPU.Total().InTenths(), o.Snap.Services[guild.Sessions].CPU.Total().InTenths()
	total := (b - a).Tenths()
	assert.True(t, strings.Contains(text, fmt.Sprintf("%q", "+"+total+" points")), total)
	assert.True(t, strings.Contains(text, "+4,012"))
	rows := 0
	for _, w := range s.Widgets() {
		if name, ok := strings.CutPrefix(w.ID, "ab.row."); ok {
			rows++
			m, err := s.snap.Model.Metric(name)
			require.NoError(t, err)
			assert.Contains(t, w.Value, "A ")
			if m.Of(s.snap) == m.Of(o.Snap) {
				continue
			}
			assert.NotEqual(t, sim.UnitTime, m.Unit())
		}
	}
	assert.GreaterOrEqual(t, rows, 4)
}

// A history that stands still under a pointer that rests is not built again, with a B beside
// it either; when B goes on, it is.
func TestTwoHistoriesThatStandStill(t *testing.T) {
	s := split(newStage(1440, 900, guildtest.Snapshot(10_000, .4)), other())
	s.rest()
	o := other()
	s.Beside(o)
	s.wait(time.Second)
	s.Beside(o)
	assert.True(t, s.wait(time.Second).Same)
	o.Snap.Now++
	s.Beside(o)
	assert.False(t, s.wait(time.Second).Same)
}
