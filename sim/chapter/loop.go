package chapter

import (
	"errors"
	"fmt"
	"time"

	"fanout/sim"
)

// longestLoop is the most virtual time that a loop may take.
const longestLoop = time.Minute

// loop reads how long a step goes on before it goes back to where it began.
func (r *reader) loop(args string) error {
	s := r.now()
	switch {
	case s == nil:
		return errors.New("loop: it stands before the first step; expected it below one")
	case s.Loop > 0:
		return errors.New("loop: the step has one; expected at most one in a step")
	}
	d, err := time.ParseDuration(args)
	if err != nil || d <= 0 || d > longestLoop {
		return sim.AtWord(1, fmt.Errorf("loop: %q is not possible; expected a duration up to %v, such as 140ms", sim.Clip(args), longestLoop))
	}
	s.Loop = d
	return nil
}

// loops reports whether the present step goes round and round: its question is open.
func (s *Session) loops() bool {
	step := &s.c.Steps[s.step]
	return step.Loop > 0 && step.Predict != nil && s.pages[s.step].predict.state == Open && !s.closing
}

// Veiled reports whether the answer to the question that is open is there to be seen: its step
// goes round and round, so that what it asks for happens before the guess. Until the answer is
// told, a picture shows neither counts nor what was traced.
func (s *Session) Veiled() bool {
	step := &s.c.Steps[s.step]
	return step.Loop > 0 && step.Predict != nil && !s.pages[s.step].predict.done
}

// round goes back to where the step began, once its time is over, and then on from there. It
// reports whether it is on the way.
func (s *Session) round(shot *sim.Snapshot) bool {
	switch {
	case !s.loops():
		s.returns = false
	case s.returns && !s.p.Busy():
		s.returns = false
		s.do("play")
	case !s.returns && shot.Playing && time.Duration(shot.Now-s.marks["step"].Now) >= s.c.Steps[s.step].Loop:
		s.do(fmt.Sprint("goto ", time.Duration(s.marks["step"].Now)))
		s.returns = true
	}
	return s.returns
}

// restart goes back to the moment before the present step did anything, if it loops: what
// answers its question begins with a clean slate. What was done at a moment belongs to it, so
// that each time this is a nanosecond earlier.
func (s *Session) restart() {
	if s.c.Steps[s.step].Loop > 0 {
		s.returns = false
		page := &s.pages[s.step]
		page.from--
		s.do(fmt.Sprint("goto ", page.from))
	}
}

// Again asks the question of the present step once more, which has been answered: the world
// goes back to where the step began. It is for steps that loop. The error is one sentence,
// and nothing has changed.
func (s *Session) Again() error {
	step, page := &s.c.Steps[s.step], &s.pages[s.step]
	switch {
	case step.Loop == 0 || step.Predict == nil:
		return errors.New("again: this step does not go round; expected one that does")
	case s.Busy() || !page.predict.done:
		return errors.New("again: the question has not been answered yet; expected to wait for it")
	}
	s.closing, page.predict = false, prediction{}
	s.do("pause")
	s.restart()
	s.begin(nil, func(*sim.Snapshot) { s.enter() })
	return nil
}

// unsteady says why no step, or not this one, can go round, nil if it can.
func (c *Chapter) unsteady() (line int, err error) {
	acts := func(lines []*sim.Line) bool { return len(lines) > 0 && alters(c.Model, lines[0].Text()) }
	for i := range c.Steps {
		step := &c.Steps[i]
		switch {
		case step.Loop == 0:
			continue
		case i > 0:
			err = errors.New("loop: the step is not the first one; expected it there, where the starting state can come back")
		case step.Predict == nil:
			err = errors.New("loop: the step asks nothing; expected predict, whose guess ends it")
		case len(c.Start) == 0 || lasting(c.Start[len(c.Start)-1:]) == 0:
			err = errors.New("loop: the starting state ends with something that is done; expected run behind it, so that there is a moment to go back to")
		case !acts(step.Do) || !acts(step.Predict.Run):
			err = errors.New("loop: time goes on first; expected something that is done, below step and below predict")
		default:
			continue
		}
		return step.Line, err
	}
	return 0, nil
}
