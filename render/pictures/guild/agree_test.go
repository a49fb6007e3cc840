package guildpicture_test

import (
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
	"fanout/sim/guild"
)

// played is a window on a history that was really played, with some widgets pressed.
func played(t *testing.T, press []string, lines ...string) *stage {
	t.Helper()
	p, err := sim.NewPlayer(guild.Model(), "pause")
	require.NoError(t, err)
	for _, line := range lines {
		require.NoError(t, p.Do(line))
		p.Finish()
	}
	p.Frame(0, nil) // what foretells the bars
	s := &stage{Scene: scene.New(scene.Config{Model: guild.Model(), Picture: guildpicture.New, Words: guildpicture.Words(), Measure: scenetest.Measurer{}, Language: scenetest.Listener{}}), snap: new(sim.Snapshot), now: time.Second}
	p.Snapshot(s.snap)
	s.Resize(1440, 1200, 1, scenetest.Measurer{})
	s.frame()
	for _, id := range press {
		require.True(t, s.Press(id), id)
		s.rest()
	}
	return s
}

// written is all texts of a frame, with a space between.
func written(s *stage) string {
	var b strings.Builder
	f := s.rest()
	for _, list := range []*ui.List{f.Base, f.Live, f.Over} {
		for _, op := range list.Ops {
			if op.Kind == ui.KindText {
				b.WriteString(op.Text + " ")
			}
		}
	}
	return b.String()
}

// What is said of a number says what it is of: each row is a state in which two places seemed
// to disagree.
func TestEveryNumberSaysWhatItIsOf(t *testing.T) {
	for name, c := range map[string]struct {
		lines, press []string
		says, not    []string
	}{
		"no second layer: the bar says from where on it would be seen": {
			lines: []string{"run 5s", "set fanout none", "run 20ms"},
			says:  []string{"seen from 3 % head", "400", "396"},
		},
		"unsampled context that is not skipped is carried": {
			lines: []string{"toggle skip.unsampled off"},
			says:  []string{"Expect 98 % with unsampled context"}, not: []string{"copies empty"},
		},
		"one actor, one core, a service of many": {
			lines: []string{"run 5s", "burst 50", "run 20ms"}, press: []string{"guild"},
			says: []string{"This actor", "busy", "busy in 1 s", "this actor, now", "it was busy in the last 1 s", "2.5 % of one core", "the service, spent", "the service, expected"},
			not:  []string{"Actor busy"},
		},
		"fewer members are given less capacity, and it says so": {
			lines: []string{"run 5s", "set members 1000"},
			says:  []string{"sized again", "sized for 1,000 × 4/s, untraced", "0.02 → 0.006 cores"},
		},
		"more than all of a service's cores": {
			lines: []string{"set sieve parse", "costs go-native"}, press: []string{"cpu.api"},
			says: []string{"Above 100 % is more than its cores can do: it would need", "times as many."},
		},
		"a burst is seen in what is spent": {
			lines: []string{"run 5s", "burst 50", "run 100ms"},
			says:  []string{"expected", "spent in the last 1 s"},
		},
		"CPU over time is what was spent": {
			lines: []string{"run 90ms"}, press: []string{"tab.past"},
			says: []string{"The first point comes after 0.1 s of virtual time."},
		},
		"CPU over time says so": {
			lines: []string{"run 2s"}, press: []string{"tab.past"},
			says: []string{"spent in the last 1 s"},
		},
		"roots of the background stand apart": {
			lines: []string{"set sieve ignore", "run 10s"}, press: []string{"tab.spans", "button.drawer.full"},
			says: []string{"Background roots: begun by presence, which read no context", "presence.update"}, not: []string{"Orphan", "orphan"},
		},
		"a trace of the guild says so in the log": {
			lines: []string{"set members 100", "set head.rate 20%", "run 4s"}, press: []string{"tab.log", "button.drawer.full"},
			says: []string{"accepted, not sampled at the API", "goes out to 100 with sampled context, a trace that the guild began"},
		},
		"what sampled is named": {
			lines: []string{"run 5s"},
			says:  []string{"24 messages: 0.2 expected, API sampled 1", "10 expected of the sampled"},
		},
		"kept spans by who began the trace": {
			lines: []string{"set members 100", "set head.rate 20%", "run 4s"},
			says:  []string{"Session spans kept, by where the trace began", "in API traces", "in guild traces", "session roots"},
		},
		"roots although they are forbidden": {
			lines: []string{"set envelopes.sessions 80%"},
			says:  []string{"Expect 80 roots/s, if unmarked", "may start if unmarked"}, not: []string{"Continue a trace, never start one"},
		},
		"a single root": {
			lines: []string{"set members 1", "set head.rate 50%", "set envelopes.guild 0.1%"},
			says:  []string{"Expect 1 root/s, if unmarked"}, not: []string{"1 roots/s"},
		},
		"no context of the API": {
			lines: []string{"toggle grpc.link off"},
			says:  []string{"API and guild are not linked"}, not: []string{"no context is carried to them"},
		},
		"stripped is stripped everywhere": {
			lines: []string{"run 5s"}, press: []string{"sieve"},
			says: []string{"23 stripped", "stripped: passed on without them"}, not: []string{"left alone"},
		},
		"a burst's headline names its message": {
			lines: []string{"run 5s", "burst 5", "run 15ms"},
			says:  []string{"#29: 0 handled"},
		},
		"one recipient": {
			lines: []string{"set members 1", "set head.rate 100%", "set rate 60", "run 2s"}, press: []string{"tab.log"},
			says: []string{"1 recipient"}, not: []string{"1 recipients", "1 members"},
		},
		"a guild's mailbox holds more than users sent": {
			lines: []string{"run 3s", "burst 50", "run 40ms"}, press: []string{"guild"},
			says: []string{"messages in its mailbox", "of them from users, by the API", "Sending", "The last that came to it", "Messages wait because more came at once"},
			not:  []string{"Its last messages", "explains the queue"},
		},
		"a message was sent, others came": {
			lines: []string{"run 3s"}, says: []string{"Sent last"}, not: []string{"Last"},
		},
		"what the settings lead to is no count": {
			lines: []string{"run 5s"}, says: []string{"Expect 98 % of copies empty"}, not: []string{"travel empty"},
		},
		"roots that the settings lead to": {
			lines: []string{"toggle no.roots off"}, says: []string{"Expect sessions to start 392 roots/s"},
		},
		"spans of all services, since the start and since the change": {
			lines: []string{"set members 100", "set head.rate 20%", "run 4s"}, press: []string{"tab.spans", "button.drawer.full"},
			says: []string{"Guild traces: spans of all services", "kept since start", "per s since change"},
		},
		"time that was spent, and time that is expected": {
			lines: []string{"run 5s"}, press: []string{"guild"}, says: []string{"Where its time went since 00:00"}, not: []string{"Where its time goes"},
		},
		"small guilds count, and have no dots": {
			lines: []string{"set guilds 20", "set guilds.rate 40", "run 1s"}, press: []string{"api-1"},
			says: []string{"Session spans kept; no dots for small guilds", "users’ messages sent", "of them to small guilds"},
		},
		"capacity is sized for the work, and tracing comes on top": {
			lines: []string{"costs go-native", "run 1s"}, press: []string{"cpu.api"},
			says: []string{"for their work alone: what tracing costs comes on top", "Of the time expected, by stage"},
		},
		"headers that nobody looks at": {
			lines: []string{"set sieve ignore", "run 5s"}, press: []string{"sieve"},
			says: []string{"24 ignored", "ignored: not looked at"}, not: []string{"24 stripped"},
		},
		"nothing is spent yet": {
			says: []string{"spent so far", "0 % busy so far", "Nothing sent yet"}, not: []string{"0 ns"},
		},
		"half a second": {
			lines: []string{"run 450ms"}, says: []string{"spent in the first 450 ms", "in 450 ms"},
		},
		"a change that moves nothing": {
			lines: []string{"run 5s", "set fanout 10/n", "run 20ms"}, says: []string{"no change"}, not: []string{" pts"},
		},
		"a full mailbox has its name": {
			lines: []string{"set members 400", "burst 1000", "burst 1000", "burst 1000", "burst 1000", "burst 1000", "burst 1000", "burst 1000", "burst 1000", "burst 1000", "burst 1000", "burst 1000", "run 3ms"},
			says:  []string{"Mailbox"},
		},
		"a crash leaves fewer than the members": {
			lines: []string{"set members 100", "run 1s", "crash node sessions-1", "run 1ms", "set nodes.sessions 3"},
			says:  []string{" of 100"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			text := written(played(t, c.press, c.lines...))
			for _, want := range c.says {
				assert.Contains(t, text, want)
			}
			for _, no := range c.not {
				assert.NotContains(t, text, no)
			}
		})
	}
}

// A message says in its panel by which test its header passed, and whose trace its copies are.
func TestMessageSaysHowItPassed(t *testing.T) {
	s := played(t, nil, "run 5s")
	require.NoError(t, s.Look("follow #1"))
	text := written(s)
	assert.Contains(t, text, "the sampled bit at byte 54 is set")
	assert.NotContains(t, text, "is odd")

	s = played(t, nil, "set members 100", "set head.rate 20%", "run 4s")
	in := guild.ViewOf(s.snap).Field.Source.(guild.Inspector)
	for n := guild.ViewOf(s.snap).Messages.Sent; n > 0; n-- {
		if p, ok := in.InspectTrail(n); ok && !p.Sampled && p.Fanout.Carrier == sim.CarrierSampled {
			require.NoError(t, s.Look("follow #"+ui.PlainNumber(float64(n))))
			text = written(s)
			assert.Contains(t, text, "Head: not sampled")
			assert.Contains(t, text, "The guild began a trace: sampled")
			return
		}
	}
	t.Fatal("the guild began no trace")
}

// The remark on a bar that has not moved switches to the other reading of the post.
func TestRemarkSwitchesTheReading(t *testing.T) {
	s := played(t, nil, "run 5s", "set fanout none", "run 20ms")
	s.click(t, "remark")
	assert.Equal(t, []string{"costs beam-published roots=recorded"}, s.Commands())
	assert.Contains(t, s.widget(t, "remark").Hint, "only recorded root spans cost")
}

// A line of the log leads to its time and its message, a row of the spans to who recorded it,
// the published mark to the prices, the counters to the spans, the legend's stages to a bar.
func TestRowsLeadOn(t *testing.T) {
	s := played(t, []string{"tab.log"}, "run 5s")
	r := s.widget(t, "log").Rect
	s.clickAt(ui.Point{X: r.X + 200, Y: r.Bottom() - 11 - 2*22})
	commands := s.Commands()
	require.Len(t, commands, 1)
	assert.True(t, strings.HasPrefix(commands[0], "goto 4"), commands[0])
	assert.Contains(t, s.Looks(), "follow #24")

	s = played(t, []string{"tab.spans"}, "run 5s")
	r = s.widget(t, "spans").Rect
	s.clickAt(ui.Point{X: r.X + 200, Y: r.Y + 22 + 11})
	s.rest()
	require.NotEmpty(t, s.Looks())
	assert.True(t, strings.HasPrefix(s.Looks()[0], "follow "), "a session: %v", s.Looks())
	assert.NotContains(t, s.Looks()[0], "#")

	for id, want := range map[string]string{"published": "tab.prices", "counters": "tab.spans"} {
		s = played(t, []string{id}, "run 1s")
		assert.Equal(t, "open", s.widget(t, want).Value, id)
	}
	s = played(t, []string{"stage.span"}, "run 1s")
	assert.Contains(t, written(s), "Starting, recording and ending spans, and deciding not to.")
}

// What is inspected has the controls that belong to it: those of the rail are not in sight.
func TestPanelsHaveTheirControls(t *testing.T) {
	for id, want := range map[string]string{"guild": "toggle.skip.unsampled", "sieve": "segment.sieve.parse", "api-1": "slider.head.rate", "cpu.sessions": "toggle.no.roots"} {
		assert.True(t, played(t, []string{id}, "run 1s").Has(want), "%s in the panel of %s", want, id)
	}
}

// Tags and signs explain themselves to a pointer that rests on them, to keys and to a tap.
func TestTermsExplainThemselves(t *testing.T) {
	for id, want := range map[string]string{
		"tag.MODEL": "assumed by this model", "tag.POST": "published by Discord", "legend.waiting": "more than one", "mailbox": "grey dot", "stage.wrap": "Putting a context",
	} {
		s := played(t, nil, "run 1s")
		s.PointerMove(s.middle(t, id), s.now)
		s.rest()
		assert.Contains(t, written(s), want, "hover over %s", id)
		s.clickAt(s.middle(t, id))
		if s.widget(t, id).Kind != ui.Term {
			continue
		}
		s.PointerLeave()
		assert.Contains(t, written(s), want, "tap on %s", id)
		s.PointerDown(ui.Point{X: 20, Y: 600}, s.now)
		s.PointerUp(ui.Point{X: 20, Y: 600}, s.now)
		assert.NotContains(t, written(s), want, "a tap elsewhere closes it")
		focus(id)(t, s)
		assert.Contains(t, written(s), want, "focus on %s", id)
	}
}

// A tooltip lies on no control but that one which it explains, and leaves when it is pressed.
func TestTooltipsLeaveNeighboursFree(t *testing.T) {
	s := played(t, nil, "run 1s")
	for _, id := range []string{"segment.fanout.none", "segment.sieve.parse", "button.send", "segment.costs.go-native", "tag.MODEL"} {
		s.PointerMove(s.middle(t, id), s.now)
		f := s.rest()
		require.NotEmpty(t, f.Over.Ops, id)
		var box ui.Rect
		for _, op := range f.Over.Ops {
			if op.Kind == ui.KindBox && op.Stroke == 0 && op.Rect.W > 60 {
				box = op.Rect
			}
		}
		require.False(t, box.Empty(), id)
		for _, w := range s.Widgets() {
			switch w.Kind {
			case ui.Area, ui.Plane, ui.Reader, ui.Term:
			default:
				over := w.Rect.Intersect(box)
				assert.False(t, over.W > 2 && over.H > 2, "the tooltip of %s covers %s", id, w.ID)
			}
		}
		s.clickAt(s.middle(t, id))
		s.Commands()
		if s.widget(t, id).Kind != ui.Term {
			assert.Empty(t, s.rest().Over.Ops, "%s was pressed", id)
		}
		s.PointerMove(ui.Point{X: 700, Y: 300}, s.now)
	}
}

// One session has one number: what its spans name it by is what the inspector, the mark on the
// field and a person who types it say.
func TestOneNumberForASession(t *testing.T) {
	s := played(t, nil, "set members 200", "set head.rate 100%", "set fanout none", "run 3s", "burst 3", "run 1s")
	in := guild.ViewOf(s.snap).Field.Source.(guild.Inspector)
	for id := range 200 {
		number := in.InspectSession(id).Number
		if number == int64(id) {
			continue // its place would do as well
		}
		require.NoError(t, s.Look("follow "+ui.PlainNumber(float64(id))))
		text := written(s)
		assert.Contains(t, text, "Following session "+ui.Count(number))
		assert.Contains(t, text, "Session "+ui.Count(number)+" following", "the inspector")

		s.Key("Escape", false, s.snap, s.now)
		s.Key("f", false, s.snap, s.now)
		for _, digit := range ui.PlainNumber(float64(number)) {
			s.Key(string(digit), false, s.snap, s.now)
		}
		s.Key("Enter", false, s.snap, s.now)
		assert.Contains(t, written(s), "Session "+ui.Count(number)+" following", "by its number")
		return
	}
	t.Fatal("every session has the number of its place")
}

// A guild that has sent nothing yet and takes sessions in says how many are in and how many wait.
func TestTheGuildSaysWhomItTakesIn(t *testing.T) {
	snap := guildtest.Snapshot(10_000, .4)
	view := *guild.ViewOf(snap)
	view.Guild.Last, view.Guild.Sending, view.Guild.Sent, view.Guild.Recipients = 0, 0, 0, 0
	view.Connects.Large = guild.ConnectTotals{Waiting: 26_423, Done: 277}
	snap.View = &view
	text := written(newStage(1440, 900, snap))
	assert.Contains(t, text, "277 Let in")
	assert.Contains(t, text, "26,423 to let in")
	assert.NotContains(t, text, "Nothing sent yet")
	view.Connects.Large = guild.ConnectTotals{}
	assert.Contains(t, written(newStage(1440, 900, snap)), "Nothing sent yet")
}
