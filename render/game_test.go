package render

import (
	"errors"
	"slices"
	"testing"
	"time"

	guildpicture "fanout/render/pictures/guild"
	"fanout/render/pictures/guild/guildtest"
	"fanout/render/scene"
	"fanout/sim"
	"fanout/sim/guild"
)

// standIn is a world that costs a millisecond of the clock per question.
type standIn struct {
	clock   *time.Duration
	elapsed time.Duration // of the last frame
	spent   time.Duration // in it
	lines   []string
	busy    bool // a run is under way
	plays   bool
}

func (p *standIn) Do(line string) error {
	p.lines = append(p.lines, line)
	if line == "nonsense" {
		return errors.New("\"nonsense\" is not a command")
	}
	return nil
}

func (p *standIn) Model() *sim.Model { return guild.Model() }

func (p *standIn) Busy() bool { return p.busy }

func (p *standIn) Lay(*sim.Scenario) error { return nil }

func (p *standIn) Frame(elapsed time.Duration, over func() bool) {
	p.elapsed, p.spent = elapsed, 0
	for !over() {
		*p.clock += time.Millisecond
		p.spent += time.Millisecond
	}
}

func (p *standIn) Snapshot(s *sim.Snapshot) {
	*s = *guildtest.Snapshot(100, .5)
	s.Timeline.Idle = !p.busy && !p.plays
}

func newStandIn(t *testing.T) (*Game, *standIn, *string) {
	t.Helper()
	clock, told := time.Second, ""
	p := &standIn{clock: &clock}
	g, err := New(Config{Player: p, Pictures: []scene.Entry{{Model: guild.Model(), New: guildpicture.New}}, Now: func() time.Duration { return clock }, OnError: func(s string) { told = s }})
	if err != nil {
		t.Fatal(err)
	}
	return g, p, &told
}

// Who asks before there is a frame is told of the world that is there, and so is who asks right
// after another one was chosen.
func TestSnapshotBeforeTheFirstUpdate(t *testing.T) {
	other := *guild.Model()
	other.Name = "other"
	models := []*sim.Model{guild.Model(), &other}
	var worlds []scene.Entry
	for _, m := range models {
		worlds = append(worlds, scene.Entry{Model: m, New: guildpicture.New})
	}
	var world struct{ *sim.Player }
	choose := func(m *sim.Model) (err error) {
		world.Player, err = sim.NewPlayer(m)
		return err
	}
	if err := choose(models[0]); err != nil {
		t.Fatal(err)
	}
	g, err := New(Config{Player: &world, Pictures: worlds, Now: func() time.Duration { return 0 }, Choose: func(name string) ([]string, error) {
		return nil, choose(models[slices.IndexFunc(models, func(m *sim.Model) bool { return m.Name == name })])
	}})
	for _, want := range models {
		if err == nil {
			err = g.ChooseQuietly(want.Name)
		}
		if err != nil {
			t.Fatal(err)
		}
		if got := g.Snapshot().Model; got != want {
			t.Errorf("the snapshot is of %v, want one of %s", got, want.Name)
		}
	}
}

// The simulation has 8 ms of each 16.7, and no more than a quarter of a second is ever made
// up for.
func TestBudget(t *testing.T) {
	g, p, _ := newStandIn(t)
	for _, c := range []struct{ elapsed, spent, told time.Duration }{
		{frame, 8 * time.Millisecond, frame},
		{frame / 2, 8 * time.Millisecond, frame / 2},
		{50 * time.Millisecond, 24 * time.Millisecond, 50 * time.Millisecond},
		{time.Hour, longest * budget / frame, longest},
	} {
		g.last = *p.clock - c.elapsed
		g.advance(*p.clock)
		if p.elapsed != c.told || p.spent < c.spent-time.Millisecond || p.spent > c.spent+time.Millisecond {
			t.Errorf("after %v the world is told %v and may use %v, want %v and %v", c.elapsed, p.elapsed, p.spent, c.told, c.spent)
		}
	}
}

// A refused command is returned, told and shown.
func TestRefused(t *testing.T) {
	g, _, told := newStandIn(t)
	if err := g.Do("nonsense"); err == nil || *told != err.Error() {
		t.Errorf("error %v, told %q", err, *told)
	}
	if err := g.Do("send"); err != nil {
		t.Error(err)
	}
}

func TestPress(t *testing.T) {
	g, p, _ := newStandIn(t)
	p.Snapshot(&g.snapshot)
	g.frame = g.scene.Frame(&g.snapshot, time.Second)
	if !g.Press("toggle.no.roots") || g.Press("no such thing") {
		t.Error("Press does not know its widgets")
	}
	if len(p.lines) != 1 || p.lines[0] != "toggle no.roots off" {
		t.Errorf("commands %q", p.lines)
	}
}

func TestConfig(t *testing.T) {
	if _, err := New(Config{}); err == nil {
		t.Error("a game without a player")
	}
}

// A frame is counted once, and as drawn only if it has something new to show.
func TestCosts(t *testing.T) {
	g, p, _ := newStandIn(t)
	for range 3 {
		*p.clock += frame
		if err := g.Update(); err != nil {
			t.Fatal(err)
		}
	}
	c := g.Costs()
	if c.Updates != 3 || c.Drawn != 0 || c.Simulation < 2*budget {
		t.Errorf("after three updates and no drawing: %+v", c)
	}
}
