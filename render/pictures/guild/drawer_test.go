package guildpicture_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	guildpicture "fanout/render/pictures/guild"
	"fanout/render/pictures/guild/guildtest"
	"fanout/render/scene"
	"fanout/render/scene/scenetest"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/guild"
	"fanout/sim/readout"
	"fanout/sim/span"
)

// height is that of the drawer's body, 0 while it is closed.
func (s *stage) height() float64 {
	for _, w := range s.Widgets() {
		if w.ID == "drawer" {
			return w.Rect.H
		}
	}
	return 0
}

// D opens half and closes, Shift + D opens fully; the field stays in sight half
// open at every size that has room for both.
func TestDrawerPlaces(t *testing.T) {
	for _, size := range sizes {
		t.Run(size.name, func(t *testing.T) {
			s := newStage(size.w, size.h, guildtest.Snapshot(10_000, .4))
			field := s.widget(t, "field").Rect
			s.Key("d", false, s.snap, s.now)
			s.rest()
			half := s.height()
			require.GreaterOrEqual(t, half, 120.)
			assert.Equal(t, field, s.widget(t, "field").Rect, "the field stays where it is")
			rows := 88. // timeline and tabs, which lie above the body
			if size.w < 700 {
				rows = 56
			} else if size.w < 1000 {
				rows = 100
			}
			if size.h >= 690 && half > 120 {
				assert.GreaterOrEqual(t, s.widget(t, "drawer").Rect.Y-rows, field.Bottom())
			}
			s.Key("D", true, s.snap, s.now)
			f := s.rest()
			assert.Greater(t, s.height(), half)
			if size.h >= 690 || size.w < 560 {
				assert.EqualValues(t, 125, f.Field.Pitch*f.Field.Dots+25, "100 dots of one px")
			}
			assert.False(t, s.Has("slider.members"), "the rails have left")
			s.Key("D", true, s.snap, s.now)
			s.rest()
			assert.Equal(t, half, s.height())
			s.Key("Escape", false, s.snap, s.now)
			s.rest()
			assert.Zero(t, s.height())
			assert.Equal(t, field, s.widget(t, "field").Rect)
		})
	}
}

// The drawer takes 220 ms, and no time at all with reduced motion.
func TestDrawerMotion(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	s.Key("d", false, s.snap, s.now)
	s.wait(0)
	s.wait(110 * time.Millisecond)
	assert.Greater(t, s.height(), 103., "it starts fast")
	assert.Less(t, s.height(), 206.)
	s.wait(110 * time.Millisecond)
	assert.Equal(t, 206., s.height())

	calm := &stage{Scene: scene.New(scene.Config{Model: guild.Model(), Picture: guildpicture.New, Words: guildpicture.Words(), Measure: scenetest.Measurer{}, ReducedMotion: true}), snap: s.snap, now: time.Second}
	calm.Resize(1440, 900, 1, scenetest.Measurer{})
	calm.frame()
	calm.Key("d", false, s.snap, calm.now)
	calm.wait(time.Millisecond)
	assert.Equal(t, 206., calm.height())
}

// The edge is dragged to the nearest place; Esc on the way puts it back; a press
// without a movement goes one place further.
func TestDrawerEdge(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	drag := func(dy float64) {
		q := s.middle(t, "drawer.grip")
		s.PointerDown(q, s.now)
		for range 10 {
			q.Y += dy / 10
			s.PointerMove(q, s.now)
			s.wait(time.Second / 60)
		}
	}
	drop := func() {
		s.PointerUp(ui.Point{}, s.now)
		s.rest()
	}
	drag(-160)
	assert.InDelta(t, 160, s.height(), 1, "it follows the pointer")
	drop()
	assert.EqualValues(t, 206, s.height())
	drag(-350)
	drop()
	assert.EqualValues(t, 624, s.height())
	drag(400)
	s.Key("Escape", false, s.snap, s.now)
	s.rest()
	assert.EqualValues(t, 624, s.height(), "Esc gives the drag up")
	drop()
	assert.EqualValues(t, 624, s.height())
	drag(600)
	drop()
	assert.Zero(t, s.height())
	for _, want := range []float64{206, 624, 0} {
		s.click(t, "drawer.grip")
		s.rest()
		assert.Equal(t, want, s.height())
	}
	focus("drawer.grip")(t, s)
	s.Key("ArrowUp", false, s.snap, s.now)
	s.rest()
	assert.EqualValues(t, 206, s.height())
	s.Key("ArrowDown", false, s.snap, s.now)
	s.rest()
	assert.Zero(t, s.height())
	assert.Empty(t, s.Commands(), "none of this is the world's business")
}

// A tab opens the drawer, another one changes what it shows, the same one closes it.
func TestTabs(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	s.click(t, "tab.past")
	s.rest()
	assert.Equal(t, "open", s.widget(t, "tab.past").Value)
	s.click(t, "tab.log")
	s.rest()
	assert.Equal(t, "closed", s.widget(t, "tab.past").Value)
	assert.True(t, s.Has("log"))
	s.click(t, "tab.log")
	s.rest()
	assert.Zero(t, s.height())
}

// rowsOf are the names in the table of spans, from top to bottom.
func rowsOf(f scene.Frame) (names []string) {
	for _, op := range f.Base.Ops {
		if op.Kind == ui.KindText && (strings.Contains(op.Text, ".") && op.Style == ui.Mono || op.Text == "discord_guilds" || strings.HasPrefix(op.Text, "Session roots:")) {
			names = append(names, op.Text)
		}
	}
	return names
}

func TestSpansAreSortedByTheirHeaders(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	s.Key("d", false, s.snap, s.now)
	s.Key("D", true, s.snap, s.now)
	const roots = "Session roots: a session began the trace, which ends there"
	byKept := []string{"session.forward", "discord_guilds", "guild.fan_out", roots, "session.forward", "presence.call", "presence.update"}
	assert.Equal(t, byKept, rowsOf(s.rest()))
	s.click(t, "sort.kept")
	upwards := []string{"discord_guilds", "guild.fan_out", "session.forward", roots, "session.forward", "presence.update", "presence.call"}
	assert.Equal(t, upwards, rowsOf(s.rest()))
	focus("sort.name")(t, s)
	s.Key("Enter", false, s.snap, s.now)
	byName := []string{"discord_guilds", "guild.fan_out", "session.forward", roots, "session.forward", "presence.call", "presence.update"}
	assert.Equal(t, byName, rowsOf(s.rest()), "by keyboard")
	assert.Equal(t, "smallest first", s.widget(t, "sort.name").Value)
	assert.Equal(t, "not sorted", s.widget(t, "sort.kept").Value)
}

func TestNothingRecorded(t *testing.T) {
	for _, c := range []struct {
		head exact.PPM
		want string
	}{
		{10_000, "No span recorded so far. At 1 % about one message in 100 leaves a trace."},
		{0, "No span is recorded: head sampling stands at 0 %."},
	} {
		snap := guildtest.Snapshot(10_000, .4)
		snap.SpanNames, snap.Spans = nil, span.Totals{}
		guildtest.Set(snap, func(g *guild.Settings) { g.HeadRate = c.head })
		s := newStage(1440, 900, snap)
		s.Key("d", false, s.snap, s.now)
		assert.Contains(t, s.rest().Base.Print(s.Theme()), c.want)
	}
}

// A long table scrolls by wheel, finger and keys, and no further than its ends.
func TestSpansScroll(t *testing.T) {
	snap := guildtest.Snapshot(10_000, .4)
	for range 40 {
		snap.SpanNames = append(snap.SpanNames, guildtest.SpanNames()[0])
	}
	s := newStage(1440, 900, snap)
	s.Key("d", false, s.snap, s.now)
	top := func() string { return rowsOf(s.rest())[0] }
	require.Equal(t, "session.forward", top())
	in := s.middle(t, "spans")
	s.Wheel(in, 3)
	assert.Equal(t, "discord_guilds", top())
	s.Wheel(in, -100)
	assert.Equal(t, "session.forward", top())
	s.PointerDown(in, s.now)
	for range 10 {
		in.Y -= 12
		s.PointerMove(in, s.now)
	}
	s.PointerUp(in, s.now)
	assert.Equal(t, "discord_guilds", top())
	focus("spans")(t, s)
	s.Key("Home", false, s.snap, s.now)
	assert.Equal(t, "session.forward", top())
	s.Key("End", false, s.snap, s.now)
	rows := rowsOf(s.rest())
	assert.Equal(t, []string{"presence.call", "presence.update"}, rows[len(rows)-2:])
	s.Key("PageUp", false, s.snap, s.now)
	s.Key("PageUp", false, s.snap, s.now)
	rows = rowsOf(s.rest())
	assert.NotContains(t, rows, "presence.update")
}

// The line over the charts follows the pointer and the arrows, in all charts.
func TestPastIsRead(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	s.openDrawerTab(t, "past")
	require.Equal(t, "spent in 1 s until 00:11.298, API 30.0 %, Guilds 37.0 %, Sessions 51.0 %, gRPC side 36.5 %", s.widget(t, "past").Value)
	r := s.widget(t, "past").Rect
	s.PointerMove(ui.Point{X: r.X + 100, Y: r.CenterY()}, s.now)
	s.rest()
	s.PointerMove(ui.Point{X: r.X + 101, Y: r.CenterY()}, s.now)
	f := s.rest()
	value := s.widget(t, "past").Value
	assert.Contains(t, value, "Sessions 55.0 %", "before the change")
	lines := 0
	for _, op := range f.Base.Ops {
		if op.Kind == ui.KindBox && op.Rect.W == 1.5 && op.Rect.Y > r.Y && op.Color == s.Theme().T1 {
			lines++
		}
	}
	assert.Equal(t, 4, lines, "one line in each chart")
	focus("past")(t, s)
	s.Key("End", false, s.snap, s.now)
	s.rest()
	assert.Contains(t, s.widget(t, "past").Value, "until 00:11.298")
	s.Key("ArrowLeft", false, s.snap, s.now)
	s.rest()
	assert.Contains(t, s.widget(t, "past").Value, "until 00:11.198")
	s.Key("Home", false, s.snap, s.now)
	s.rest()
	assert.Contains(t, s.widget(t, "past").Value, "until 00:00.000")
}

// The log follows the newest line, stands still when someone scrolls, and follows
// again from its end or by its button.
func TestLogFollows(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	s.openDrawerTab(t, "log")
	last := func() string {
		rows := ""
		for _, op := range s.rest().Base.Ops {
			if op.Kind == ui.KindText && op.Style == ui.MonoSmall && strings.HasPrefix(op.Text, "00:") && op.Rect.X == 28 {
				rows = op.Text
				break // drawn from the newest on
			}
		}
		return rows
	}
	more := func(at int64) {
		s.snap.Events.List = append(s.snap.Events.List, sim.Occurrence{At: at, Subject: 99})
		s.snap.Now = at
	}
	assert.Equal(t, "00:09.863", last())
	more(11_500_000_000)
	assert.Equal(t, "00:11.500", last())
	s.Wheel(s.middle(t, "log"), -1)
	assert.Equal(t, "00:09.750", last(), "three lines up")
	more(11_600_000_000)
	assert.Equal(t, "00:09.750", last(), "it stands still")
	s.click(t, "button.log.follow")
	assert.Equal(t, "00:11.600", last())
	focus("log")(t, s)
	s.Key("Home", false, s.snap, s.now)
	assert.Less(t, last(), "00:01.000")
	s.Key("End", false, s.snap, s.now)
	more(11_700_000_000)
	assert.Equal(t, "00:11.700", last())
}

// What the open drawer shows has room, at every size.
func TestDrawerTextHasRoom(t *testing.T) {
	for _, size := range sizes {
		for _, id := range drawerTabs {
			for _, full := range []bool{false, true} {
				s := newStage(size.w, size.h, guildtest.Snapshot(10_000, .4))
				s.openDrawerTab(t, id)
				if full {
					s.Key("D", true, s.snap, s.now)
				}
				f := s.rest()
				// A drawer that has been lifted over the field lies over all of the base.
				in := func(list *ui.List) (texts []ui.Op) {
					for _, op := range list.Ops {
						if op.Kind == ui.KindText && s.widget(t, "drawer").Rect.Contains(ui.Point{X: max(0, op.Rect.X), Y: op.Rect.Y}) {
							texts = append(texts, op)
						}
					}
					return texts
				}
				texts := in(f.Over)
				if len(texts) == 0 {
					texts = in(f.Base)
				}
				require.NotEmpty(t, texts)
				for i, op := range texts {
					r := textBox(op)
					if r.X < 0 || r.Right() > size.w {
						t.Errorf("%s %s full %v: %q at %v leaves the canvas", size.name, id, full, op.Text, r)
					}
					for _, other := range texts[:i] {
						if over := textBox(other).Intersect(r); over.W > 1 && over.H > 1 && op.Clip == other.Clip {
							t.Errorf("%s %s full %v: %q at %v is written over %q", size.name, id, full, op.Text, r, other.Text)
						}
					}
				}
			}
		}
	}
}

// A pointer near the diamond of a sampled message means its fan-out, not a moment
// before it.
func TestTimelineSnapsToSampledMessages(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	line := &s.snap.Timeline
	line.Ticks = [readout.TimelineTicks]readout.Tick{}
	line.Ticks[100], line.Ticks[110] = readout.TickSampled, readout.TickSampled
	s.frameAnew()
	each := line.Step * readout.TimelineColumns / readout.TimelineTicks
	r := s.widget(t, "timeline").Rect.Inset(8) // the plot and 8 px at either side
	for off, want := range map[float64]bool{-4: true, 0: true, 4: true, 30: false} {
		x := r.X + r.W*float64(100*each)/float64(line.Span) + off
		s.PointerDown(ui.Point{X: x, Y: r.CenterY()}, s.now)
		s.PointerUp(ui.Point{X: x, Y: r.CenterY()}, s.now)
		got := s.Commands()
		assert.Equal(t, want, slices.Contains(got, fmt.Sprintf("goto %dus", 101*each/1000)), "%v px beside it: %q", off, got)
	}
}

// What is entered into the log without a command is told: nobody looks there for what
// they have just lost.
func TestNotesAreTold(t *testing.T) {
	p, err := sim.NewPlayer(guild.Model(), "set members 100", "pause", "run 1s", "toggle no.roots off", "run 1s")
	require.NoError(t, err)
	s := newStage(1440, 900, guildtest.Snapshot(1, 0))
	told := func(lines ...string) (texts []string) {
		for _, line := range lines {
			require.NoError(t, p.Do(line))
			p.Finish()
		}
		p.Snapshot(s.snap)
		for _, op := range s.frame().Over.Ops {
			if op.Kind == ui.KindText && strings.HasPrefix(op.Text, "Changed in the past") {
				texts = append(texts, op.Text)
			}
		}
		return texts
	}
	assert.Empty(t, told("run 1s"))
	assert.Empty(t, told("goto 500ms"))
	assert.Equal(t, []string{"Changed in the past: the 2.5s that came after are kept as branch 1."}, told("toggle grpc.link off"))
}

// A press on the tip of a diamond shows the trace of the message that was sent then, and leaves
// the time as it is; the playhead's handle, which lies above it, and what lies below still move
// the time.
func TestADiamondLeadsToItsTrace(t *testing.T) {
	s := played(t, nil, "set members 500", "set head.rate 100%", "run 2s")
	var number, at int64
	for _, e := range s.snap.Events.List {
		if s.snap.Model.Events[e.Event].Tick && e.Carrier == sim.CarrierSampled {
			number, at = e.Subject, max(e.Began, 0)
			break
		}
	}
	require.NotZero(t, number)
	r := s.widget(t, "timeline").Rect
	plot := ui.Box(r.X+8, r.Y+6, r.W-16, r.H-12)
	x := plot.X + plot.W*float64(at)/float64(s.snap.Timeline.Span)
	s.PointerMove(ui.Pt(x, plot.Y+3), s.now)
	s.rest()
	hint := ""
	for _, w := range s.Widgets() {
		if w.ID == "timeline" {
			hint = w.Hint
		}
	}
	assert.Contains(t, hint, "Show the trace")
	s.clickAt(ui.Pt(x, plot.Y+3))
	s.rest()
	require.Equal(t, "open", s.widget(t, "tab.trace").Value)
	assert.Contains(t, written(s), fmt.Sprintf("Message #%d", number))
	assert.Empty(t, s.Commands())
	r = s.widget(t, "timeline").Rect // the drawer has pushed it up
	s.clickAt(ui.Pt(x, r.CenterY()+4))
	assert.NotEmpty(t, s.Commands(), "its stem is the time")
	s.clickAt(ui.Pt(plot.X+plot.W*float64(s.snap.Now)/float64(s.snap.Timeline.Span), r.Y+4))
	assert.Equal(t, "open", s.widget(t, "tab.trace").Value)
}
