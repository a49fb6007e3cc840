package challenge

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fanout/sim"
	"fanout/sim/readout"
)

// every is how often the rules that always have to hold are looked at.
const every = 100 * time.Millisecond

// Trial plays a run again and scores it.
type Trial struct {
	c      *Challenge
	p      *sim.Player
	next   time.Duration // when the rules are looked at
	shot   sim.Snapshot
	result Result
}

// Result is what a run came to.
type Result struct {
	Bill   int64
	Passed bool // every rule was kept
	Rules  []Kept
}

// Kept is what became of a rule.
type Kept struct {
	Rule
	Met   bool
	Value string        // at the end, or where it was broken first
	At    time.Duration // then
}

// NewTrial begins to play a run again: what was done in it, as its history's log has it.
// The challenge's own events may be among it and are left out. The error says which
// command may not be given.
func NewTrial(c *Challenge, done []readout.LogEntry) (*Trial, error) {
	t := &Trial{c: c}
	var err error
	if t.p, err = c.player(); err != nil {
		return nil, err
	}
	for _, e := range c.Own(done) {
		at := time.Duration(e.At)
		if err := c.Refuse(e.Text); err != nil {
			return nil, fmt.Errorf("at %v: %w", at, err)
		}
		if at >= c.For {
			continue // too late to count
		}
		if err := t.p.Do(fmt.Sprintf("at %v %s", at, e.Text)); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// Own is what a player did in a history: its commands without what happens in any case.
// Each of the challenge's events is left out once.
func (c *Challenge) Own(done []readout.LogEntry) (own []readout.LogEntry) {
	events := slices.Clone(c.Events)
	for _, e := range done {
		i := slices.Index(events, Event{time.Duration(e.At), e.Text})
		if i >= 0 {
			events = slices.Delete(events, i, i+1)
			continue
		}
		own = append(own, e)
	}
	return own
}

// player is a player at the start of a run, paused.
func (c *Challenge) player() (*sim.Player, error) {
	p, err := sim.NewPlayer(c.Model, c.lines()...)
	if err != nil {
		return nil, err
	}
	return p, c.fix(p)
}

// lines begin a run. The seed comes last, since it starts a history with the settings in
// force: nothing then counts as having been changed in it.
func (c *Challenge) lines() []string {
	lines, seed := []string{"reset"}, fmt.Sprint("seed ", sim.DefaultSeed)
	for _, l := range c.Start {
		if strings.HasPrefix(l, "seed ") {
			seed = l
			continue
		}
		lines = append(lines, l)
	}
	return append(lines, seed, "pause")
}

// fix has the events of the challenge happen.
func (c *Challenge) fix(p *sim.Player) error {
	for _, e := range c.Events {
		if err := p.Fix(e.At, e.Line); err != nil {
			return err
		}
	}
	return nil
}

// Progress is how far the run has been played.
func (t *Trial) Progress() (done, total time.Duration) { return t.p.Now(), t.c.For }

// Advance goes on until over says that it is enough, nil for never, and reports whether
// there is a result.
func (t *Trial) Advance(over func() bool) bool {
	for {
		for t.p.Busy() {
			t.p.Frame(0, over)
			if over != nil && over() {
				return false
			}
		}
		t.look()
		if t.p.Now() >= t.c.For {
			return true
		}
		t.next = min(t.next+every, t.c.For)
		must(t.p.Do(fmt.Sprint("goto ", t.next)))
	}
}

// look sees how the rules stand.
func (t *Trial) look() {
	t.p.Frame(0, nil)
	t.p.Snapshot(&t.shot)
	if t.result.Rules == nil {
		for _, r := range t.c.Rules {
			t.result.Rules = append(t.result.Rules, Kept{Rule: r, Met: true})
		}
	}
	t.result.Passed = true
	for i := range t.result.Rules {
		k := &t.result.Rules[i]
		if k.Met || !k.Always {
			k.judge(&t.shot)
		}
		t.result.Passed = t.result.Passed && k.Met
	}
	t.result.Bill = int64(t.c.bill.Of(&t.shot, nil))
}

// judge is how a rule stands at a moment.
func (k *Kept) judge(shot *sim.Snapshot) {
	v := k.Expect.Of(shot, nil)
	k.Met, k.Value, k.At = k.Expect.Met(v), k.Expect.Text(v), time.Duration(shot.Now)
}

// Result is what the run came to. It is only complete once Advance has said so.
func (t *Trial) Result() Result { return t.result }

// Score plays a run again in one go.
func Score(c *Challenge, done []readout.LogEntry) (Result, error) {
	t, err := NewTrial(c, done)
	if err != nil {
		return Result{}, err
	}
	t.Advance(nil)
	return t.Result(), nil
}
