package compare

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"fanout/sim"
)

// Do gives a pair that is watched a line of the grammar. What changes a history is done in
// both at one time, after what is under way has been completed. The rest is about A alone,
// how it is played and where it goes: B is where A is, see Frame. On an error nothing has
// changed, and the error is one sentence.
func (p *Pair) Do(line string) error {
	verb, _, _ := strings.Cut(strings.TrimSpace(line), " ")
	c := p.command(verb)
	switch {
	case verb == "reset":
		return errors.New("reset would make A and B the same; expected one of them to be left first")
	case c == nil:
		return p.A.Do(line) // it is refused
	case verb == "seed":
		p.late = nil
	case slices.Contains(rewrites, verb):
		return p.rewrite(line)
	case verb == "try":
		if p.late != nil { // of a drag, only what it ends with counts
			return nil
		}
		p.settle()
	case c.Alters():
		p.A.Finish()
		if p.late != nil {
			return p.doLate(line)
		}
		p.follow(nil)
	case verb == "at":
	case p.late == p.A && !slices.Contains([]string{"play", "pause", "speed", "goto"}, verb):
		p.settle()
		return p.A.Do(line)
	default:
		if verb == "goto" && p.late == p.A {
			p.late = nil
		}
		return p.A.Do(line)
	}
	if err := p.A.Do(line); err != nil {
		return err
	}
	if err := p.B.Do(line); err != nil { // of the same model: it reads the same lines
		panic(fmt.Sprintf("compare: %s is possible in A alone: %v", line, err))
	}
	p.told = sim.ToldOf(p.A)
	p.watch.forget(p)
	return nil
}

// rewrites are the verbs that go on from what the log of A has been before.
var rewrites = []string{"undo", "redo", "branch", "keep"}

// rewrite has A go on from what its log was, which B does not have: B begins again.
func (p *Pair) rewrite(line string) error {
	if p.late == p.A {
		p.settle()
	}
	if !p.known {
		p.remember()
	}
	if err := p.A.Do(line); err != nil {
		return err
	}
	p.told = sim.Told{}
	return nil
}

// doLate has a change happen in both at the time of the one that is not late: the other has
// it to come.
func (p *Pair) doLate(line string) error {
	ahead := p.other(p.late)
	if err := ahead.Do(line); err != nil {
		return err
	}
	if err := p.late.Do(fmt.Sprintf("at %v %s", ahead.Now(), line)); err != nil {
		panic(fmt.Sprintf("compare: %s is possible in one alone: %v", line, err))
	}
	p.told = sim.ToldOf(p.A)
	p.watch.forget(p)
	return nil
}

// command is that of a verb, nil if there is none.
func (p *Pair) command(verb string) *sim.Command {
	all := p.A.Model().Grammar()
	for i := range all {
		if all[i].Verb == verb {
			return &all[i]
		}
	}
	return nil
}

// Set has A or B, whichever of is, begin with other settings, see [Otherwise]. It is played
// again from its beginning to where the other one is, before both go on. On an error nothing
// has changed.
func (p *Pair) Set(of *sim.Player, lines ...string) error {
	h := of.History()
	h, err := Otherwise(&h, lines...)
	if err != nil {
		return err
	}
	next, err := h.Player()
	if err != nil {
		return err
	}
	playAs(next, p.A)
	p.settle()
	sim.TakeOver(next, of)
	if of == p.A {
		p.A = next
	} else {
		p.B = next
	}
	p.late = next
	p.watch.forgetAll()
	p.remember()
	return nil
}

// remember notes in what B differs, and that it was told as much as A.
func (p *Pair) remember() {
	a, b := p.A.History(), p.B.History()
	if lines, err := Apart(&a, &b); err == nil {
		p.own, p.known = lines, true
	}
	p.told = sim.ToldOf(p.A)
}

// keepUp has B begin again as A does otherwise, if somebody has told A alone something, such as a
// chapter that plays it.
func (p *Pair) keepUp() {
	if !p.known || p.told == sim.ToldOf(p.A) {
		return
	}
	p.told = sim.ToldOf(p.A)
	a := p.A.History()
	h, err := Otherwise(&a, p.own...)
	if err != nil {
		return // B stays as it is
	}
	b, err := h.Player()
	if err != nil {
		return
	}
	sim.TakeOver(b, p.B)
	p.B, p.late = b, b
	p.watch.forgetAll()
}

// Swap exchanges A and B.
func (p *Pair) Swap() {
	p.A.Finish()
	playAs(p.B, p.A)
	sim.TakeOver(p.B, p.A)
	sim.TakeOver(p.A, p.B)
	p.A, p.B = p.B, p.A
	p.watch.swap()
	p.remember()
}

// Late is the one of the two that is played again to where the other one is; nil for none.
func (p *Pair) Late() *sim.Player { return p.late }

func (p *Pair) other(of *sim.Player) *sim.Player {
	if of == p.A {
		return p.B
	}
	return p.A
}

// playAs has a history be played as another one is.
func playAs(p, as *sim.Player) {
	var s sim.Snapshot
	as.Snapshot(&s)
	line := "pause"
	if s.Playing {
		line = "play"
	}
	for _, line := range []string{"speed " + s.Speed.Decimal(), line} {
		if err := p.Do(line); err != nil {
			panic("compare: " + err.Error()) // another history is played so
		}
	}
}

// settle brings both to one time without a budget.
func (p *Pair) settle() {
	p.catchUp(nil)
	p.A.Finish()
	p.follow(nil)
}

const (
	turns     = 4 // parts of a frame, by one of which A may be ahead of B
	turnPolls = 8 // after so many looks at the budget B has its turn, where A goes as fast as it can
)

// Frame goes on as [sim.Player.Frame] does, in both: A goes on by a part of the time that has
// elapsed, and B follows, so that they stay near each other however small the budget is. A waits
// for B.
func (p *Pair) Frame(elapsed time.Duration, over func() bool) {
	p.keepUp()
	p.B.Frame(0, over) // the preview of its bars
	if !p.catchUp(over) {
		return
	}
	p.advance(elapsed, over)
	p.watch.look(p, over)
}

// advance goes on in turns.
func (p *Pair) advance(elapsed time.Duration, over func() bool) {
	for turn := 0; p.follow(over); turn++ {
		if turn >= 2*turns && !p.A.Busy() || turn > 0 && over != nil && over() {
			return
		}
		budget := over
		if polls := 0; over != nil && p.A.Busy() {
			budget = func() bool { polls++; return over() || polls > turnPolls }
		}
		p.A.Frame(elapsed/(2*turns), budget) // it may make up for as much again
	}
}

// InStep reports whether both are at one virtual time.
func (p *Pair) InStep() bool { return p.A.Now() == p.B.Now() }

// catchUp brings the one that is late to where the other one is, as far as the budget lasts,
// and reports whether it is there.
func (p *Pair) catchUp(over func() bool) bool {
	if p.late == nil {
		return true
	}
	if to := p.other(p.late).Now(); p.late.Now() < to && !p.late.Reach(to, over) {
		return false
	}
	p.late = nil
	return true
}

// follow brings B to where A is, as far as the budget lasts, and reports whether it is there.
func (p *Pair) follow(over func() bool) bool {
	at := p.A.Now()
	if p.B.Now() > at {
		if err := p.B.Do("goto " + at.String()); err != nil {
			panic("compare: " + err.Error()) // every time of a history is possible
		}
	}
	return p.B.Reach(at, over)
}
