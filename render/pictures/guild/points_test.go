package guildpicture_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	guildpicture "fanout/render/pictures/guild"
	"fanout/render/scene"
	"fanout/render/scene/scenetest"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/guild"
)

// pointing is a world that runs, with its picture, and what was picked on it.
type pointing struct {
	*stage
	player *sim.Player
	points []string
}

func newPointing(t *testing.T, lines ...string) *pointing {
	t.Helper()
	player, err := sim.NewPlayer(guild.Model(), lines...)
	require.NoError(t, err)
	player.Finish()
	p := &pointing{player: player}
	s := scene.New(scene.Config{Model: guild.Model(), Picture: guildpicture.New, Words: guildpicture.Words(), Measure: scenetest.Measurer{},
		Pointed: func(kind, thing string) { p.points = append(p.points, kind+" "+thing) }})
	p.stage = &stage{Scene: s, snap: new(sim.Snapshot), now: time.Second}
	player.Snapshot(p.snap)
	s.Resize(1440, 900, 1, scenetest.Measurer{})
	p.frame()
	return p
}

// Whatever is picked is told by the name that the spans of it have: what chapters ask for can
// be pointed at by a click.
func TestWhatIsPickedIsPointedAt(t *testing.T) {
	p := newPointing(t, "seed 7", "set members 100", "set head.rate 100%", "set rate 0.1", "send", "run 1s")
	p.click(t, "guild.message")
	require.Len(t, p.points, 2)
	assert.Regexp(t, `^message \d$`, p.points[0])
	assert.Regexp(t, "^header 00-[0-9a-f]{32}-[0-9a-f]{16}-01$", p.points[1])

	p.points = nil
	r := p.widget(t, "field").Rect
	p.clickAt(ui.Pt(r.X+r.W*.55, r.Y+r.H*.45))
	require.Len(t, p.points, 1)
	assert.Regexp(t, `^session \d+$`, p.points[0])

	p.points = nil
	p.click(t, "tab.log")
	p.rest()
	log := p.widget(t, "log").Rect
	for y := log.Y + 10; y < log.Bottom() && len(p.points) == 0; y += 11 {
		p.clickAt(ui.Pt(log.X+300, y))
	}
	require.NotEmpty(t, p.points)
	assert.Regexp(t, `^message \d$`, p.points[0], "a line of the log leads to its message, at the time that is now")
}

// A trace that is chosen from the list points at the message that it is of.
func TestATracePointsAtItsMessage(t *testing.T) {
	p := newPointing(t, "seed 7", "set members 100", "set head.rate 100%", "set rate 0.1", "send", "run 1s", "send", "run 1s")
	p.click(t, "tab.trace")
	p.rest()
	p.points = nil
	list := p.widget(t, "traces").Rect
	p.clickAt(ui.Pt(list.CenterX(), list.Y+20))
	require.Equal(t, []string{"message 3"}, p.points)
	p.rest()
	assert.Contains(t, written(p.stage), "Message #3")
}

// The row of the connects leads to the session that waited longest.
func TestTheSlowestConnect(t *testing.T) {
	p := newPointing(t, "seed 7", "set members 2000", "set rate 0.1", "set head.rate 20%", "run 1s", "reconnect 100%", "run 100s")
	p.click(t, "tab.spans")
	p.rest()
	body := p.widget(t, "spans").Rect
	p.Wheel(ui.Pt(body.X+100, body.CenterY()), 20) // to its end
	p.rest()
	found := false
	for y := body.Y + 5; y < body.Bottom() && !found; y += 11 {
		p.points = nil
		p.clickAt(ui.Pt(body.X+100, y))
		for _, point := range p.points {
			for _, f := range guild.Model().Finds {
				if kind, thing, _ := strings.Cut(point, " "); f.Name == "session.slowest" && kind == "session" {
					_, found = f.Is(p.player, thing)
				}
			}
		}
		p.rest()
	}
	assert.True(t, found, "no row leads to it")
	assert.Contains(t, strings.Join(p.Watching().About, ". "), "connecting took: ")
}

// The tab with the connects has the longest first, and a press on it, without any key, leads to
// the session that waited longest.
func TestTheFirstOfTheConnects(t *testing.T) {
	p := newPointing(t, "seed 7", "set members 2000", "set rate 0.1", "set head.rate 20%", "run 1s", "reconnect 100%", "run 100s")
	p.click(t, "tab.connects")
	p.rest()
	require.Regexp(t, `^session \d+, the large guild, 1 min \d+ s$`, p.widget(t, "connects").Value)
	body := p.widget(t, "connects").Rect
	p.points = nil
	p.clickAt(ui.Pt(body.X+100, body.Y+12))
	p.rest()
	require.Equal(t, []string{fmt.Sprint("session ", guild.ViewOf(p.snap).Connects.Rows[0].Session)}, p.points)
	p.click(t, "segment.connects.waiting")
	p.rest()
	assert.Contains(t, written(p.stage), "Nobody waits for a guild now.")
	p.click(t, "segment.connects.done")
	p.rest()
	focus("connects")(t, p.stage)
	p.Key("ArrowDown", false, p.snap, p.now)
	p.rest()
	first := p.widget(t, "connects").Value
	p.Key("End", false, p.snap, p.now)
	p.rest()
	assert.NotEqual(t, first, p.widget(t, "connects").Value)
	p.points = nil
	p.Key("Enter", false, p.snap, p.now)
	p.rest()
	assert.Len(t, p.points, 1)
}
