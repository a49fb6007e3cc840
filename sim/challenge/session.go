package challenge

import (
	"fmt"
	"time"

	"fanout/sim"
	"fanout/sim/readout"
)

// Session is a run of a challenge on a player that a person plays with. A program that
// draws carries the player on with frames and tells the session of each by Update. It is
// not safe for concurrent use.
type Session struct {
	c     *Challenge
	p     *sim.Player
	trial *Trial // of the run as it stands, nil while it has not come to its end
	done  bool
	now   []Kept // as the rules stand
	bill  int64
}

// New begins a run: the player starts again. It panics if the player's model is another
// one. done is what somebody did in a run that is to be watched, nil for one's own; the
// error says which of that may not be done, and nothing has changed.
func New(c *Challenge, p *sim.Player, done []readout.LogEntry) (*Session, error) {
	if p.Model() != c.Model {
		panic("challenge: " + c.Name + " is of the model " + c.Model.Name)
	}
	if _, err := NewTrial(c, done); err != nil {
		return nil, err
	}
	for _, line := range c.lines() {
		must(p.Do(line))
	}
	must(c.fix(p))
	for _, e := range c.Own(done) {
		must(p.Do(fmt.Sprintf("at %v %s", time.Duration(e.At), e.Text)))
	}
	must(p.Do("speed 1"))
	must(p.Do("play"))
	return &Session{c: c, p: p}, nil
}

// Challenge is what is played.
func (s *Session) Challenge() *Challenge { return s.c }

// Refuse says why a line may not be given to the player now, nil if it may.
func (s *Session) Refuse(line string) error { return s.c.Refuse(line) }

// Acted tells the session of a line that was taken. What changes the run makes its result
// void.
func (s *Session) Acted(line string) {
	if alters(s.c.Model, line) {
		s.trial, s.done = nil, false
	}
}

// Update is to be called after every frame, with a snapshot of then: time stops at the end
// of the run, and then the run is scored, as far as the budget lasts each time.
func (s *Session) Update(shot *sim.Snapshot, over func() bool) {
	s.now = s.now[:0]
	for _, r := range s.c.Rules {
		k := Kept{Rule: r}
		k.judge(shot)
		s.now = append(s.now, k)
	}
	s.bill = int64(s.c.bill.Of(shot, nil))
	if s.done || s.p.Latest() < s.c.For {
		return
	}
	if s.trial == nil {
		must(s.p.Do(fmt.Sprint("goto ", s.c.For)))
		history := s.p.History()
		var err error
		s.trial, err = NewTrial(s.c, history.Commands)
		must(err) // each of them was asked for when it was given
	}
	s.done = s.trial.Advance(over)
}

// Now is how the bill and the rules stand at the present moment.
func (s *Session) Now() Result { return Result{Bill: s.bill, Rules: s.now} }

// Result is what the run came to, and false until it has been played to its end and
// scored.
func (s *Session) Result() (Result, bool) {
	if !s.done {
		return Result{}, false
	}
	return s.trial.Result(), true
}

// Scoring is how far the scoring of a run is that has come to its end; total is 0 if none
// is under way.
func (s *Session) Scoring() (done, total time.Duration) {
	if s.trial == nil || s.done {
		return 0, 0
	}
	return s.trial.Progress()
}
