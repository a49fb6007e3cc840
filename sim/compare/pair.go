package compare

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"fanout/sim"
)

// Pair is two histories that are kept at one virtual time.
type Pair struct {
	A, B *sim.Player

	late  *sim.Player // of the two, begun again and on its way to where the other one is; nil for none
	watch watch

	own   []string // what B begins with otherwise, see Otherwise
	known bool     // own has been found out
	told  sim.Told // how much A had been told when B was last told as much
}

// Split begins a second history beside one that is played: B, which is A with other settings
// from its beginning on, see [Otherwise]; without lines it is A once more. It is on its way
// to where A is, see Frame.
func Split(a *sim.Player, lines ...string) (*Pair, error) {
	h := a.History()
	if !h.Whole {
		return nil, errors.New("a history with so many commands has lost its beginning; expected a whole one, which can be played a second time")
	}
	h, err := Otherwise(&h, lines...)
	if err != nil {
		return nil, err
	}
	b, err := h.Player()
	if err != nil {
		return nil, err
	}
	sim.TakeOver(b, a)
	p := &Pair{A: a, B: b, late: b, own: lines, known: true, told: sim.ToldOf(a)}
	p.watch.forgetAll()
	return p, nil
}

// New begins both histories. It refuses those that [Check] does.
func New(a, b *sim.History) (*Pair, error) {
	if err := Check(a, b); err != nil {
		return nil, err
	}
	return begin(a, b)
}

func begin(a, b *sim.History) (p *Pair, err error) {
	p = new(Pair)
	p.watch.forgetAll()
	if p.A, err = a.Player(); err != nil {
		return nil, fmt.Errorf("history A: %w", err)
	}
	if p.B, err = b.Player(); err != nil {
		return nil, fmt.Errorf("history B: %w", err)
	}
	p.told = sim.ToldOf(p.A)
	return p, nil
}

// Check refuses, in one sentence, what cannot be compared: histories of two models or of
// two seeds, one whose beginning is lost, and one history twice.
func Check(a, b *sim.History) error {
	switch {
	case a.Model != b.Model:
		return fmt.Errorf("the model of A is %s and that of B %s; expected one model", a.Model.Name, b.Model.Name)
	case a.Seed != b.Seed:
		return fmt.Errorf("the seed of A is %d and that of B %d; expected one seed, so that chance does the same in both", a.Seed, b.Seed)
	case !a.Whole || !b.Whole:
		return fmt.Errorf("a history with so many commands has lost its beginning; expected two whole ones")
	case slices.Equal(a.Setup, b.Setup) && slices.Equal(a.Commands, b.Commands):
		return fmt.Errorf("nothing differs between A and B; expected a setting, a price or a command that does")
	}
	return nil
}

// slice is how far one of the two may be ahead.
const slice = 10 * time.Millisecond

// Reach brings both to a virtual time, or as near as the budget lasts, and reports whether
// they are there. In between one is ahead of the other by a few milliseconds at most.
func (p *Pair) Reach(until time.Duration, over func() bool) bool {
	for {
		now := min(p.A.Now(), p.B.Now())
		to := min(until, now-now%slice+slice)
		if !p.A.Reach(to, over) || !p.B.Reach(to, over) {
			return false
		}
		if to == until {
			return true
		}
	}
}

// Goto takes both to a virtual time, back by checkpoints or ahead by computing, as Reach
// does.
func (p *Pair) Goto(at time.Duration, over func() bool) bool {
	for _, h := range []*sim.Player{p.A, p.B} {
		if err := h.Do("goto " + at.String()); err != nil {
			panic("compare: " + err.Error()) // every time of a history is possible
		}
		if !h.Reach(at, over) {
			return false
		}
	}
	return true
}
