package guildpicture_test

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/render/language"
	"fanout/render/pictures/guild/guildtest"
	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim/exact"
	"fanout/sim/guild"
	"fanout/sim/sweep"
)

// answer answers what a stage asks by figures that follow from the values: so many runs of them.
func answer(t *testing.T, s *stage, done int) *scene.Answer {
	t.Helper()
	q := s.Asks()
	require.NotNil(t, q)
	plan, err := q.Plan(s.snap)
	require.NoError(t, err)
	sw, err := sweep.New(plan)
	require.NoError(t, err)
	r := sweep.NewResult(sw)
	numbers := plan.Axes[0].Numbers(plan.Base.Model)
	done = min(done, sw.Jobs())
	for i := range done {
		j := sw.Job(i)
		v := numbers[j.Point] / numbers[len(numbers)-1]
		figures := make([]float64, len(q.Metrics))
		for m := range figures {
			spread := math.Round(1e4*(1-v)*.1*float64(j.Seed%3)) / 1e4
			figures[m] = math.Round(1e4*math.Pow(v, 1/float64(m+1)))/1e4 + spread
		}
		figures[0] = math.Round(8e6*v) / 1e5 // over several decades
		r.Add(j.Point, figures)
	}
	return &scene.Answer{Question: *q, Sweep: sw, Result: r, Done: done, Jobs: sw.Jobs()}
}

// asking is a stage with the tab, after a line for Look.
func asking(t *testing.T, s *stage, line string, done int) *stage {
	t.Helper()
	require.NoError(t, s.Look("tab whatif"))
	s.rest()
	require.NoError(t, s.Look("whatif "+line))
	s.rest()
	s.Answer(answer(t, s, done))
	s.rest()
	return s
}

func TestWhatIfPictures(t *testing.T) {
	for _, size := range sizes {
		if size.name != "1440x900" && size.name != "768x940" && size.name != "390x844" {
			continue
		}
		t.Run(size.name, func(t *testing.T) {
			s := asking(t, newStage(size.w, size.h, guildtest.Snapshot(10_000, .4)), "head.rate", 23)
			require.NoError(t, s.Look("tab whatif full"))
			s.rest()
			golden(t, "whatif-"+size.name, inside(s, s.frameAnew(), s.widget(t, "drawer").Rect))
		})
	}
}

// No text of the tab is cut off, and none lies over another, in any language and on any canvas,
// whatever is known.
func TestWhatIfHasRoom(t *testing.T) {
	for _, tag := range language.Tags() {
		l, _ := language.Of(tag)
		for _, size := range sizes {
			for name, line := range map[string]string{
				"head":    "head.rate",
				"members": "members guild.mailbox,estimate.deliveries.error,presence.cpu 10 1m0s",
				"latency": "latency orphans.rate,api.cpu,guild.load 1 2s",
				"one":     "envelopes.sessions sessions.busy 3 10s",
			} {
				t.Run(tag+"/"+size.name+"/"+name, func(t *testing.T) {
					var s *stage
					if snap := guildtest.Snapshot(10_000, .4); l == nil {
						s = newStage(size.w, size.h, snap)
					} else {
						s = newStageIn(l, size.w, size.h, snap)
					}
					guildtest.Set(s.snap, func(set *guild.Settings) { set.HeadRate = exact.PPM(12_345) })
					asking(t, s, line, 17)
					if size.w < 560 { // half open it lies over the picture
						require.NoError(t, s.Look("tab whatif full"))
						s.rest()
					}
					textHasRoom(t, s, size.w, size.h)
					for waits := range scene.WaitsForMemory {
						a := answer(t, s, 12)
						a.Waits = waits + 1
						s.Answer(a)
						s.rest()
						textHasRoom(t, s, size.w, size.h)
					}
				})
			}
		}
	}
}

// A click, a tap or Enter on a point goes to its value by one command; the present value leads
// nowhere, and says so.
func TestWhatIfLeadsThere(t *testing.T) {
	s := asking(t, newStage(1440, 900, guildtest.Snapshot(10_000, .4)), "head.rate", 27)
	s.click(t, "whatif.point.sessions.cpu.10%")
	assert.Equal(t, []string{"set head.rate 10%"}, s.Commands())
	s.click(t, "whatif.point.sessions.cpu.1%")
	assert.Empty(t, s.Commands())
	now := s.widget(t, "whatif.point.sessions.cpu.1%")
	assert.Contains(t, now.Value, "in force now")

	s.Key("Tab", true, s.snap, s.now)
	assert.Equal(t, "button.whatif.metric.2", s.Focus())
	s.Key("Tab", false, s.snap, s.now)
	assert.Equal(t, "whatif.point.sessions.cpu.1%", s.Focus(), "of all points Tab comes to the present one alone")
	s.Key("ArrowRight", false, s.snap, s.now)
	s.Key("ArrowRight", false, s.snap, s.now)
	s.rest()
	assert.Equal(t, "whatif.point.sessions.cpu.10%", s.Focus())
	assert.Contains(t, written(s), "10 %", "what has the focus is read")
	s.Key("Enter", false, s.snap, s.now)
	assert.Equal(t, []string{"set head.rate 10%"}, s.Commands())
	s.Key("Home", false, s.snap, s.now)
	s.rest()
	assert.Equal(t, "whatif.point.sessions.cpu.0.01%", s.Focus())
	s.Key("ArrowLeft", false, s.snap, s.now)
	s.rest()
	assert.Equal(t, "whatif.point.sessions.cpu.0.01%", s.Focus())
}

// What a pointer is over is read in all charts.
func TestWhatIfReads(t *testing.T) {
	s := asking(t, newStage(1440, 900, guildtest.Snapshot(10_000, .4)), "head.rate", 18)
	assert.Equal(t, 3, strings.Count(written(s), "now 1 %"))
	w := s.widget(t, "whatif.point.spans.rate.30%")
	assert.Equal(t, "Spans per second", w.Label)
	assert.Equal(t, "30 %, 24, 2 seeds", w.Value)
	s.PointerMove(w.Rect.Middle(), s.now)
	s.rest()
	text := written(s)
	assert.Zero(t, strings.Count(text, "now 1 %"))
	assert.Contains(t, text, "30 %, 24, 2 seeds. Press to go there", "and explained where the pointer rests")

	s.Answer(answer(t, s, 4))
	s.rest()
	assert.Equal(t, "30 %, not computed yet", s.widget(t, "whatif.point.spans.rate.30%").Value)
	assert.Contains(t, written(s), "4 of 27 runs are done.")
	s.click(t, "whatif.point.spans.rate.30%")
	assert.Equal(t, []string{"set head.rate 30%"}, s.Commands(), "one can go there all the same")
	s.Answer(&scene.Answer{Question: *s.Asks(), Err: errors.New("nothing is computed yet")})
	s.rest()
	assert.Contains(t, written(s), "Nothing is computed yet.")
}

// By finger every point is as wide as a fingertip, and as high.
func TestWhatIfByFinger(t *testing.T) {
	for _, w := range []float64{360, 390, 768} {
		s := asking(t, newStage(w, 844, guildtest.Snapshot(10_000, .4)), "head.rate", 27)
		require.NoError(t, s.Look("tab whatif full"))
		s.rest()
		n := 0
		for _, widget := range s.Widgets() {
			if !strings.Contains(widget.ID, "whatif.") || widget.Kind == ui.Tab {
				continue
			}
			n++
			r := widget.Whole()
			assert.True(t, r.W >= 44 && r.H >= 44, "%s is %g by %g", widget.ID, r.W, r.H)
			assert.True(t, r.X >= 0 && r.Right() <= w, "%s is at %v", widget.ID, r)
		}
		assert.Equal(t, 27+3+1+6, n, "points, metrics, the setting, seeds and lengths")
	}
}

// What is asked can be chosen, and a link leads to it.
func TestWhatIfAsks(t *testing.T) {
	snap := guildtest.Snapshot(10_000, .4)
	snap.Changed = "members"
	s := newStage(1440, 900, snap)
	assert.Nil(t, s.Asks(), "nobody looks")
	require.NoError(t, s.Look("tab whatif"))
	s.rest()
	assert.Equal(t, "members", s.Asks().Setting, "what was changed last")
	snap.Changed = "rate"
	require.NoError(t, s.Look("tab log"))
	s.rest()
	assert.Nil(t, s.Asks())
	require.NoError(t, s.Look("tab whatif"))
	s.rest()
	assert.Equal(t, "rate", s.Asks().Setting)

	for _, id := range []string{"button.whatif.setting", "button.whatif.setting.latency", "segment.whatif.seeds.10", "segment.whatif.length.1m0s",
		"button.whatif.metric.0", "button.whatif.metric.0.sessions.cpu"} {
		s.click(t, id)
	}
	q := *s.Asks()
	assert.Equal(t, "latency", q.Setting)
	assert.Equal(t, 10, q.Seeds)
	assert.Equal(t, time.Minute, q.Length)
	line := "whatif latency sessions.cpu,estimate.messages.error,spans.rate 10 1m0s"
	assert.Equal(t, []string{"tab whatif", line}, s.Looks(), "a chart that is drawn already changes places")
	snap.Changed = "members"
	require.NoError(t, s.Look("tab log"))
	require.NoError(t, s.Look("tab whatif"))
	s.rest()
	assert.Equal(t, "latency", s.Asks().Setting, "what a person has chosen stays")

	other := newStage(390, 844, guildtest.Snapshot(10_000, .4))
	require.NoError(t, other.Look(line))
	other.rest()
	assert.Equal(t, []string{"tab whatif", line}, other.Looks())
	require.NoError(t, other.Look("whatif head.rate sessions.busy"))
	other.rest()
	assert.Contains(t, other.Asks().Metrics, "sessions.busy", "any metric can be named")
	for line, want := range map[string]string{
		"whatif sieve":          `whatif: "sieve" is not a setting with a range; expected one of members`,
		"whatif":                `whatif: "" is not a setting with a range`,
		"whatif rate joy":       `whatif: "joy" is not a metric`,
		"whatif rate lost,lost": "whatif: the metric lost comes twice",
		"whatif rate lost,relays,orphans,messages": "whatif: 4 metrics; expected at most 3",
		"whatif rate lost 0":                       "whatif: 0 seeds; expected a whole number",
		"whatif rate lost 101":                     `whatif: "101" is no number of seeds; expected one from 1 to 100`,
		"whatif rate lost 3 soon":                  `whatif: "soon" is no length of a run; expected one up to 1h0m0s, such as 10s`,
		"whatif rate lost 3 2h":                    `whatif: "2h" is no length of a run`,
		"whatif rate lost 3 2s now":                `whatif: "now" is one word too many`,
	} {
		assert.ErrorContains(t, other.Look(line), want)
	}
	assert.Equal(t, "head.rate", other.Asks().Setting, "what was asked stays")
}
