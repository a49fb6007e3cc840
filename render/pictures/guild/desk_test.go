package guildpicture_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/render/pictures/guild/guildtest"
	"fanout/render/ui"
	"fanout/sim/guild"
)

// A second of the guild's timings is read by pointer and by keys, the seconds of the minute before
// are hatched, and the minutes that are kept are listed.
func TestTimingsAreRead(t *testing.T) {
	s := played(t, []string{"tab.timings"}, "set members 500", "run 70s")
	r := s.widget(t, "timings").Rect
	assert.Regexp(t, "^second 10, ", s.widget(t, "timings").Value, "the newest")
	focus("timings")(t, s)
	s.Key("Home", false, s.snap, s.now)
	s.rest()
	assert.Regexp(t, "^second 0, ", s.widget(t, "timings").Value)
	s.Key("ArrowRight", false, s.snap, s.now)
	s.Key("ArrowRight", false, s.snap, s.now)
	s.rest()
	assert.Regexp(t, "^second 2, update ", s.widget(t, "timings").Value)
	s.PointerMove(ui.Pt(r.X+40+(r.W-40)*5.5/60, r.CenterY()), s.now)
	s.rest()
	assert.Regexp(t, "^second 5, ", s.widget(t, "timings").Value)
	text := written(s)
	for _, want := range []string{"Minute 2 of the guild", "evicted: the seconds of minute 1", "minute 2", "minute 1"} {
		assert.Contains(t, text, want)
	}
}

// The dashboard has a row for each action, in groups of services, and says what it cannot say.
func TestMetricsHaveEveryAction(t *testing.T) {
	s := played(t, []string{"tab.metrics", "button.drawer.full"}, "set members 500", "run 1s", "reconnect 20%", "run 3s")
	text := written(s)
	for _, a := range s.snap.Profile.Actions {
		class := &s.snap.Model.Classes[a.Class]
		assert.Contains(t, text, class.Action)
		assert.Positive(t, a.Messages, class.Action)
		assert.LessOrEqual(t, a.Percentile(50), a.Percentile(99), class.Action)
		assert.LessOrEqual(t, a.Percentile(99), a.Longest(), class.Action)
	}
	assert.Contains(t, text, "36 ms", "a connect")
	assert.Contains(t, text, "cannot say what users felt")
	assert.Contains(t, s.widget(t, "metric.p99").Value, "99 of 100")

	// What was handled is what the services say, and a mean lies between the ends.
	var handled int64
	for _, a := range s.snap.Profile.Actions {
		if s.snap.Model.Classes[a.Class].Service == guild.Presence {
			handled += a.Messages
		}
	}
	assert.Equal(t, s.snap.Services[guild.Presence].Handled, handled)
}

// The price is the reader's: it goes into the bill, is typed, and is nothing to the world.
func TestTheBill(t *testing.T) {
	s := played(t, []string{"tab.log", "tab.more", "tab.bill", "button.drawer.full"}, "set members 2000", "set head.rate 20%", "run 4s")
	cost := func() string {
		text := written(s)
		at := strings.Index(text, "The second layer saves ")
		require.GreaterOrEqual(t, at, 0, text)
		rest := text[at+len("The second layer saves "):]
		return rest[:strings.Index(rest, " a day")]
	}
	at2 := cost()
	s.click(t, "exact.slider.bill.price")
	s.types("4", "Enter")
	s.rest()
	assert.Equal(t, "$4.00", s.widget(t, "slider.bill.price").Value)
	assert.NotEqual(t, at2, cost())
	s.click(t, "exact.slider.bill.price")
	s.types("9", "9", "9", "Enter")
	s.rest()
	assert.Contains(t, written(s), "$0.01 to $100", "what is possible")
	s.Key("Escape", false, s.snap, s.now)
	s.rest()
	assert.Equal(t, "$4.00", s.widget(t, "slider.bill.price").Value)
	assert.Empty(t, s.Commands(), "the world knows nothing of a price")
	assert.Contains(t, written(s), "sum of kept spans / (p × q)")
}

// A bill of nothing says so.
func TestNoBill(t *testing.T) {
	snap := guildtest.Snapshot(10_000, .4)
	snap.SpanNames = nil
	s := newStage(1440, 900, snap)
	s.openDrawerTab(t, "bill")
	assert.Contains(t, written(s), "No span was recorded since the last change")
}

// A connect of which a span was kept has a diamond in its row: one press leads to its trace, in
// which the first row says how long it took, and Esc leads back.
func TestAConnectLeadsToItsTrace(t *testing.T) {
	s := played(t, []string{"tab.connects", "button.drawer.full"}, "set members 500", "set head.rate 100%", "run 1s", "reconnect 100%", "run 12s")
	longest := s.widget(t, "connects").Value
	var diamond ui.Widget
	for _, w := range s.Widgets() {
		if strings.HasPrefix(w.ID, "connects.trace.") {
			diamond = w
			break
		}
	}
	require.NotEmpty(t, diamond.ID)
	session := strings.TrimPrefix(diamond.ID, "connects.trace.")
	assert.Contains(t, longest, "session "+session+", the large guild, ", "the first row is that of the longest")
	s.click(t, diamond.ID)
	s.rest()
	require.Equal(t, "open", s.widget(t, "tab.trace").Value)
	took := longest[strings.LastIndex(longest, ", ")+2:]
	assert.Regexp(t, "^session.connect, "+took[:1], s.widget(t, "waterfall").Value)
	assert.Contains(t, written(s), "session "+session)
	s.Key("Escape", false, s.snap, s.now)
	s.rest()
	assert.Equal(t, "open", s.widget(t, "tab.connects").Value)
}
