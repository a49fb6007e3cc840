package compare

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Do gives a pair that is watched a line of the grammar. What changes a history is done in
// both at one time, after what is under way has been completed. The rest is about A alone,
// how it is played and where it goes: B is where A is, see Frame. On an error nothing has
// changed, and the error is one sentence.
func (p *Pair) Do(line string) error {
	verb, _, _ := strings.Cut(strings.TrimSpace(line), " ")
	if verb == "reset" {
		return errors.New("reset would make A and B the same; expected one of them to be left first")
	}
	if !p.alters(verb) {
		return p.A.Do(line)
	}
	p.A.Finish()
	p.follow(nil)
	if err := p.A.Do(line); err != nil {
		return err
	}
	if err := p.B.Do(line); err != nil { // of the same model: it reads the same lines
		panic(fmt.Sprintf("compare: %s is possible in A alone: %v", line, err))
	}
	return nil
}

// alters reports whether a verb is about the history, and not only about how it is played.
func (p *Pair) alters(verb string) bool {
	for _, c := range p.A.Model().Grammar() {
		if c.Verb == verb {
			return c.Alters() || verb == "at" || verb == "undo"
		}
	}
	return false // it will be refused
}

const (
	turns     = 4 // of A and B in a frame
	turnPolls = 8 // after so many looks at the budget B has its turn, where A goes as fast as it can
)

// Frame goes on as [sim.Player.Frame] does, in both: A goes on by a part of the time that has
// elapsed, and B follows, so that they stay near each other however small the budget is. What
// the budget does not suffice for is not caught up later, but for B, which A waits for.
func (p *Pair) Frame(elapsed time.Duration, over func() bool) {
	p.B.Frame(0, over) // the preview of its bars
	for turn := 0; p.follow(over); turn++ {
		if turn >= turns && !p.A.Busy() || turn > 0 && over != nil && over() {
			return
		}
		budget := over
		if polls := 0; over != nil && p.A.Busy() {
			budget = func() bool { polls++; return over() || polls > turnPolls }
		}
		p.A.Frame(elapsed/turns, budget)
	}
}

// InStep reports whether both are at one virtual time.
func (p *Pair) InStep() bool { return p.A.Now() == p.B.Now() }

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
