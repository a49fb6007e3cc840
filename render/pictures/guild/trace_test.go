package guildpicture_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/render/pictures/guild/guildtest"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/guild"
	"fanout/sim/span"
)

// traceStage is a canvas of which the drawer shows traces, of a fan-out that so many
// sessions kept a span of.
func traceStage(t *testing.T, w, h float64, kept int) *stage {
	t.Helper()
	snap := guildtest.Snapshot(10_000, .4)
	if kept != 1_003 {
		snap.Kept = guildtest.Store(kept).Kept()
	}
	s := newStage(w, h, snap)
	s.openDrawerTab(t, "trace")
	s.Key("D", true, s.snap, s.now)
	s.rest()
	return s
}

// openFirst opens the first trace of the list.
func openFirst(t *testing.T, s *stage) {
	t.Helper()
	r := s.widget(t, "traces").Rect
	s.clickAt(ui.Pt(r.X+100, r.Y+20))
	s.rest()
}

// value is what a widget shows.
func value(t *testing.T, s *stage, id string) string {
	t.Helper()
	return s.widget(t, id).Value
}

// keys presses keys one after the other.
func keys(s *stage, list ...string) {
	for _, key := range list {
		s.Key(key, false, s.snap, s.now)
		s.rest()
	}
}

// The tab over the whole window, at every width, in each of its levels on a phone, and of
// the user who has waited for sixteen minutes.
func TestTracePictures(t *testing.T) {
	for _, c := range []struct {
		name string
		w, h float64
		do   func(*testing.T, *stage)
	}{
		{"1440", 1440, 900, func(*testing.T, *stage) {}},
		{"1024", 1024, 704, func(*testing.T, *stage) {}},
		{"768", 768, 940, func(*testing.T, *stage) {}},
		{"768-detail", 768, 940, func(t *testing.T, s *stage) { s.click(t, "waterfall") }},
		{"390", 390, 844, func(*testing.T, *stage) {}},
		{"390-trace", 390, 844, openFirst},
		{"390-detail", 390, 844, func(t *testing.T, s *stage) {
			openFirst(t, s)
			focus("waterfall")(t, s)
			keys(s, "End", "Enter")
		}},
		{"390-unfolded", 390, 844, func(t *testing.T, s *stage) {
			openFirst(t, s)
			focus("waterfall")(t, s)
			keys(s, "Enter")
		}},
		{"connect", 1440, 900, func(t *testing.T, s *stage) { s.click(t, "trace.slowest") }},
		{"unfolded", 1440, 900, func(t *testing.T, s *stage) { s.click(t, "button.trace.unfold") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := traceStage(t, c.w, c.h, 1_003)
			c.do(t, s)
			f := s.rest()
			golden(t, "trace-"+c.name, inside(s, f, s.widget(t, "drawer").Rect))
		})
	}
}

// Arrows go through the rows, Enter unfolds the fan-out and folds it again, and Left folds
// it from within.
func TestTraceByKeys(t *testing.T) {
	s := traceStage(t, 1440, 900, 1_003)
	focus("waterfall")(t, s)
	assert.Equal(t, "session.forward, folded, 1,003 kept of 1,000,000, estimated 942 k – 1.07 M", value(t, s, "waterfall"), "what one came for")
	keys(s, "Home")
	assert.Equal(t, "message_common.dispatch_message, 2.76 ms, starts after 0 ns, on the critical path", value(t, s, "waterfall"))
	keys(s, "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown")
	assert.Contains(t, value(t, s, "waterfall"), "p50, session.forward, ")
	keys(s, "ArrowUp", "Enter")
	assert.Contains(t, value(t, s, "waterfall"), "session.forward, unfolded")
	keys(s, "End")
	assert.Contains(t, value(t, s, "waterfall"), "session.forward, 66.0 µs")
	keys(s, "ArrowLeft")
	assert.Contains(t, value(t, s, "waterfall"), "session.forward, folded")
	assert.Empty(t, s.Commands(), "none of this is the world's business")
}

// A press tells of a row; another one on the fan-out unfolds it; the wheel scrolls.
func TestTraceByPointer(t *testing.T) {
	s := traceStage(t, 1440, 900, 1_003)
	r := s.widget(t, "waterfall").Rect
	s.clickAt(ui.Pt(r.X+400, r.Y+22+11))
	s.rest()
	assert.Contains(t, value(t, s, "waterfall"), "discord_guilds, 1.06 ms, starts after 1.70 ms")
	s.clickAt(ui.Pt(r.X+400, r.Y+66+40))
	s.rest()
	require.Contains(t, value(t, s, "waterfall"), "session.forward, folded")
	s.clickAt(ui.Pt(r.X+400, r.Y+66+40))
	s.rest()
	require.Contains(t, value(t, s, "waterfall"), "session.forward, unfolded")
	shown := func() string { return value(t, s, "trace.map") }
	before := shown()
	s.Wheel(s.middle(t, "waterfall"), 10)
	s.rest()
	assert.NotEqual(t, before, shown())
	q := s.middle(t, "trace.map")
	s.PointerDown(ui.Pt(q.X, s.widget(t, "trace.map").Rect.Bottom()-1), s.now)
	s.PointerUp(q, s.now)
	s.rest()
	assert.Contains(t, shown(), "to 1,007 of 1,007", "the strip leads to the end")
}

// What is asked of the list: where traces begin, whether they are whole, of which services
// they have spans, how long they took, and what is in them.
func TestTracesAreAskedFor(t *testing.T) {
	s := traceStage(t, 1440, 900, 1_003)
	listed := func() string { return value(t, s, "traces") }
	assert.Contains(t, listed(), "1 of 1: Message #61, 155 ms, 1,006 spans, 00:05.000, whole", "one that has ended")
	s.click(t, "toggle.trace.complete")
	s.rest()
	assert.Contains(t, listed(), "1 of 3: Message #165", "the newest, of which the API's span has ended")
	s.click(t, "toggle.trace.service.sessions")
	s.rest()
	assert.Contains(t, listed(), "1 of 2: session.forward #62")
	s.click(t, "toggle.trace.service.guilds")
	s.rest()
	assert.Contains(t, listed(), "1 of 1: Message #61")
	s.click(t, "toggle.trace.service.sessions")
	s.click(t, "toggle.trace.service.guilds")
	s.click(t, "segment.traces.all")
	s.rest()
	assert.Contains(t, listed(), "of 5")
	s.click(t, "segment.traces.others")
	s.rest()
	assert.Contains(t, listed(), "of 2: presence.call")
	for range 5 {
		s.click(t, "button.trace.least")
	}
	s.rest()
	assert.Contains(t, listed(), "1 of 1: session.connect, 16 min 1 s")
	s.click(t, "button.trace.least")
	s.click(t, "segment.traces.all")
	for text, want := range map[string]string{
		"#61": "1 of 1: Message #61", "attempts=18": "1 of 1: session.connect", "SESSIONS-1": "1 of 2: session.forward #62",
		"fanout.recipient=40 sessions-1 #62": "1 of 1: session.forward #62",
	} {
		s.click(t, "trace.find")
		require.True(t, s.Typing())
		for range 40 {
			s.Key("Backspace", false, s.snap, s.now)
		}
		s.types(strings.Split(text, "")...)
		s.rest()
		assert.Equal(t, `"`+text+`"`, value(t, s, "trace.find"))
		assert.Contains(t, listed(), want, text)
	}
	keys(s, "Escape")
	assert.Empty(t, value(t, s, "trace.find"), "Esc empties the box")
	s.click(t, "trace.find")
	s.types("q", "q", "q")
	s.rest()
	assert.False(t, s.Has("traces"))
	s.click(t, "button.trace.clear")
	s.rest()
	assert.Contains(t, listed(), "of 5")
	assert.Empty(t, s.Commands())
}

// Every service of the model can be asked for: by a check each, and where these have no room by
// a list.
func TestTracesOfEveryService(t *testing.T) {
	wide := traceStage(t, 1440, 900, 1_003)
	for _, service := range wide.snap.Model.Services {
		assert.True(t, wide.Has("toggle.trace.service."+service.Name), service.Name)
	}
	for _, size := range [][2]float64{{1024, 704}, {768, 940}, {390, 844}} {
		s := traceStage(t, size[0], size[1], 1_003)
		s.click(t, "segment.traces.all")
		s.click(t, "toggle.trace.complete")
		s.rest()
		assert.Contains(t, value(t, s, "traces"), "of 5", "%v", size)
		for _, service := range s.snap.Model.Services {
			s.click(t, "button.trace.services")
			s.rest()
			s.click(t, "toggle.trace.service."+service.Name)
			s.rest()
		}
		assert.Equal(t, "4 services", value(t, s, "button.trace.services"))
		assert.False(t, s.Has("traces"), "%v: no trace has spans of all", size)
		for _, service := range []string{"api", "guilds", "sessions"} {
			s.click(t, "button.trace.services")
			s.rest()
			s.click(t, "toggle.trace.service."+service)
			s.rest()
		}
		assert.Equal(t, "gRPC side", value(t, s, "button.trace.services"))
		assert.Contains(t, value(t, s, "traces"), "1 of 1: presence.call", "%v", size)
	}
}

// On a phone the rows of a fan-out say which session they are of: their names are all the same.
func TestUnfoldedRowsNameTheirSessions(t *testing.T) {
	s := traceStage(t, 390, 844, 1_003)
	openFirst(t, s)
	focus("waterfall")(t, s)
	keys(s, "Enter", "ArrowDown")
	said := value(t, s, "waterfall")
	require.Contains(t, said, "session.forward, ")
	text := written(s)
	found := 0
	for _, one := range s.snap.Kept.Spans(s.snap.Kept.OfMessage(61).ID) {
		if number, ok := guild.SessionOf(one); ok && strings.Contains(text, " "+ui.Count(number)+" ") {
			found++
		}
	}
	assert.Greater(t, found, 5)
}

// A message or a session that is picked leads to its trace by a button and by T; Esc goes
// back to where one was; and from a row the way leads back to what recorded it.
func TestThereAndBack(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	require.NoError(t, s.Look("follow #61"))
	s.rest()
	s.click(t, "button.trace.show")
	s.rest()
	assert.Equal(t, "open", value(t, s, "tab.trace"))
	assert.Contains(t, value(t, s, "waterfall"), "session.forward")
	s.Press("button.trace.find")
	s.rest()
	id, ok := guild.SessionOf(slowestOf(s.snap.Kept))
	require.True(t, ok)
	assert.Contains(t, s.frame().Over.Print(s.Theme()), "is gone", "session %d is none of the 10,000", id)

	s = newStage(1440, 900, guildtest.Snapshot(1_000_000, .4))
	s.openDrawerTab(t, "log")
	keys(s, "t")
	assert.Equal(t, "open", value(t, s, "tab.trace"))
	s.click(t, "button.trace.find")
	s.rest()
	assert.NotEmpty(t, s.Watching().Following, "the slowest session")
	focus("waterfall")(t, s)
	keys(s, "Home")
	s.Press("button.trace.find")
	s.rest()
	assert.Contains(t, s.Watching().About[0], "Message #61")
	keys(s, "Escape")
	assert.Equal(t, "open", value(t, s, "tab.trace"), "the pick is given up first")
}

// slowestOf is the slowest span of the fan-out of message #61.
func slowestOf(k span.Kept) *span.Span {
	t := k.Trace(k.OfMessage(61).ID)
	return t.Rows[t.Folds[0].Slowest].Span
}

// The table of spans leads to the newest trace with such a span, and Esc back to the table.
func TestSpansLeadToTraces(t *testing.T) {
	s := newStage(1440, 900, guildtest.Snapshot(10_000, .4))
	s.openDrawerTab(t, "spans")
	s.click(t, "spans.trace.presence.call")
	s.rest()
	require.Equal(t, "open", value(t, s, "tab.trace"))
	assert.Contains(t, value(t, s, "waterfall"), "presence.call, 0 ns")
	keys(s, "Escape")
	assert.Equal(t, "open", value(t, s, "tab.spans"))
}

// Keys go from row to row of the spans, into sight where one was out of it, and Enter leads to
// whom the row is of, here by its name alone: the row may be anywhere in the table.
func TestKeysLeadFromEverySpan(t *testing.T) {
	s := played(t, []string{"tab.spans"}, "set members 10000", "set head.rate 100%", "run 2s", "reconnect 5%", "run 20s")
	focus("spans")(t, s)
	var last string
	for i := 0; !strings.HasPrefix(last, "session.connect "); i++ {
		require.Less(t, i, 20, "the rows that keys came to end at %q", last)
		keys(s, "ArrowDown")
		s.frame()
		last = value(t, s, "spans")
	}
	keys(s, "Enter")
	s.rest()
	assert.NotEmpty(t, s.Watching().Following, "the session with the longest connect")
}

// A line of the log of a sampled message leads to the message's trace; where none is held it
// says so.
func TestLogLeadsToTraces(t *testing.T) {
	snap := guildtest.Snapshot(10_000, .4)
	last := &snap.Events.List[len(snap.Events.List)-1]
	last.Subject, last.Carrier = 61, sim.CarrierSampled
	s := newStage(1440, 900, snap)
	s.openDrawerTab(t, "log")
	s.Key("D", true, s.snap, s.now)
	s.rest()
	s.click(t, "log.trace.61")
	s.rest()
	assert.Equal(t, "open", value(t, s, "tab.trace"))
	assert.Contains(t, value(t, s, "waterfall"), "1,003 kept")
	keys(s, "Escape")
	require.Equal(t, "open", value(t, s, "tab.log"))
	last.Subject = 62_000
	s.frameAnew()
	s.click(t, "log.trace.62000")
	assert.Contains(t, s.rest().Over.Print(s.Theme()), "No span of message #62000 is stored")
}

// Before the first trace the tab says when one is to be expected.
func TestNoTraceYet(t *testing.T) {
	for _, c := range []struct {
		head exact.PPM
		want string
	}{
		{10_000, "No trace yet. At 1 % head sampling, expect one in 100 messages."},
		{2_000, "No trace yet. At 0.2 % head sampling, expect one in 500 messages."},
		{exact.Whole, "No trace yet. At 100 % head sampling, expect one for every message."},
		{0, "No trace will come: head sampling stands at 0 %."},
	} {
		snap := guildtest.Snapshot(10_000, .4)
		snap.Kept = span.Kept{}
		guildtest.Set(snap, func(g *guild.Settings) { g.HeadRate = c.head })
		s := newStage(1440, 900, snap)
		s.openDrawerTab(t, "trace")
		assert.True(t, strings.Contains(s.rest().Base.Print(s.Theme()), c.want), c.want)
	}
}

// What is drawn does not grow with the spans of a trace, folded or not.
func TestTraceDrawsWhatIsInSight(t *testing.T) {
	ops := func(kept int, unfold bool) int {
		s := traceStage(t, 1440, 900, kept)
		if unfold {
			s.click(t, "button.trace.unfold")
		}
		return len(s.rest().Base.Ops)
	}
	for _, unfold := range []bool{false, true} {
		few, many := ops(1_000, unfold), ops(20_000, unfold)
		assert.InDelta(t, few, many, 150, "unfolded %v", unfold)
		assert.Less(t, many, 2_500)
	}
}

// On a phone one level leads to the next, and Esc back.
func TestTraceLevels(t *testing.T) {
	s := traceStage(t, 390, 844, 1_003)
	require.True(t, s.Has("traces"))
	require.False(t, s.Has("waterfall"))
	openFirst(t, s)
	require.True(t, s.Has("waterfall"))
	require.False(t, s.Has("traces"))
	r := s.widget(t, "waterfall").Rect
	s.clickAt(ui.Pt(r.X+200, r.Y+11))
	s.rest()
	require.True(t, s.Has("trace.about"))
	keys(s, "Escape")
	require.True(t, s.Has("waterfall"))
	s.click(t, "button.trace.back")
	s.rest()
	require.True(t, s.Has("traces"))
	keys(s, "Escape")
	assert.Zero(t, s.height(), "then the drawer closes")
}

// Of a trace that has left the store the tab says so, and the way to the others stays.
func TestTraceThatIsGone(t *testing.T) {
	s := traceStage(t, 1440, 900, 1_003)
	s.click(t, "segment.traces.all")
	s.click(t, "toggle.trace.complete")
	s.rest()
	focus("traces")(t, s)
	keys(s, "End")
	snap := guildtest.Snapshot(10_000, .4)
	st := span.NewStore(guild.Model().Tracing)
	st.Add(*s.snap.Kept.Span(1_011))
	snap.Kept = st.Kept()
	s.snap = snap
	f := s.frameAnew()
	assert.True(t, strings.Contains(f.Base.Print(s.Theme()), "no span of this trace is stored"))
	assert.True(t, s.Has("traces"))
}

// BenchmarkOpenTrace opens a waterfall of a fan-out to a million of which 1,003 spans are
// kept: the tree, the lines and a frame of the whole canvas.
func BenchmarkOpenTrace(b *testing.B) {
	snap := guildtest.Snapshot(10_000, .4)
	s := newStage(1440, 900, snap)
	s.Press("tab.trace")
	s.rest()
	for b.Loop() {
		require.NoError(b, s.Look("trace #61"))
		s.frame()
		require.NoError(b, s.Look("trace #165"))
		s.frame()
	}
}

// With fan-outs that are not folded the button folds them, and unfolds them again, whatever
// row is told of.
func TestUnfoldFromAnyRow(t *testing.T) {
	s := traceStage(t, 1440, 900, 1_003)
	focus("waterfall")(t, s)
	keys(s, "Home")
	label := func() string { return s.widget(t, "button.trace.unfold").Label }
	s.click(t, "button.trace.unfold")
	s.rest()
	assert.Equal(t, "Fold the rows", label())
	s.click(t, "button.trace.unfold")
	s.rest()
	s.click(t, "toggle.trace.folds")
	s.rest()
	assert.Equal(t, "Fold the rows", label(), "none is folded")
	s.click(t, "button.trace.unfold")
	s.rest()
	assert.Equal(t, "Unfold the row", label())
	assert.Equal(t, "on", value(t, s, "toggle.trace.folds"))
}

// The words that the pane uses explain themselves.
func TestTraceTerms(t *testing.T) {
	s := traceStage(t, 1440, 900, 1_003)
	for id, want := range map[string]string{"term.kept": "second layer", "term.stands": "counts it 1,000 times", "term.p99": "99 of 100"} {
		assert.Contains(t, value(t, s, id), want)
	}
	focus("waterfall")(t, s)
	keys(s, "Home")
	assert.Contains(t, value(t, s, "term.path"), "waited for")
}

// A trace is called by the message that began it, whatever strays into it, and what strayed says
// so. One that a session began is called by its root.
func TestATraceIsCalledByItsRoot(t *testing.T) {
	lines := []string{"toggle even on", "set members 10", "set head.rate 100%", "set fanout none", "set rate 0.1", "set grpc 0", "set small 0", "toggle detach off",
		"fail", "run 500ms", "set envelopes.guild 0%", "send", "run 1s"}
	s := played(t, nil, lines...)
	require.NoError(t, s.Look("trace #1"))
	s.rest()
	text := written(s)
	assert.Contains(t, text, "Message #1")
	assert.Contains(t, text, "error")
	assert.Contains(t, text, "of message #2")

	s = played(t, nil, append(lines[:7:7], "toggle roots.session on", "toggle no.roots off", "set envelopes.guild 0%", "set envelopes.sessions 0%", "send", "run 1s")...)
	require.NoError(t, s.Look("tab trace"))
	s.rest()
	s.click(t, "toggle.trace.complete")
	s.rest()
	assert.Contains(t, written(s), "session.forward #1")
}
