package timed

import (
	"time"

	"fanout/render/scene"
	"fanout/sim"
	"fanout/sim/sweep"
)

// asking is what a person asks about the history that is played, see [scene.Question], and the
// histories that answer it. They are played in what the picture's frames leave of their time,
// one after the other, and stay for as long as they answer what is asked.
type asking struct {
	on     bool // somebody looks at the answer
	answer scene.Answer
	asked  asked
	runs   *sweep.Background // nil while there is nothing to play

	beginning time.Duration // what it has taken to begin the last one
	late      int           // frames in a row that have left no time
}

// asked is what an answer depends on. It begins again once any of it is another one.
type asked struct {
	question scene.Question
	seed     uint64
	inForce  sim.InForce
	model    *sim.Model
}

const (
	// slowBeginning is what the beginning of a history may take while time goes on: it cannot
	// be shared out among frames.
	slowBeginning = 30 * time.Millisecond

	// lateFrames is how many frames in a row leave no time before that is told.
	lateFrames = 30
)

// WhatIf takes what is asked about the history of a snapshot, nil for nothing, and returns what
// is known of the answer so far. It is valid until the next call.
func (p *Player) WhatIf(q *scene.Question, now *sim.Snapshot) *scene.Answer {
	a := &p.asking
	if a.on = q != nil; q == nil {
		return nil
	}
	if of := askedOf(q, now); a.answer.Err == nil && a.runs == nil || !a.asked.is(&of) {
		a.begin(of, now)
	}
	a.answer.Waits = a.waits(p)
	if a.runs != nil {
		a.answer.Done = a.runs.Done()
	}
	return &a.answer
}

// Answering reports whether somebody waits for more of an answer, and it is going to come.
func (p *Player) Answering() bool { return p.asking.working() }

func askedOf(q *scene.Question, now *sim.Snapshot) asked {
	return asked{*q, now.Seed, now.InForce(), now.Model}
}

// is reports whether two are the same.
func (a *asked) is(o *asked) bool {
	return a.question.Is(&o.question) && a.seed == o.seed && a.inForce == o.inForce && a.model == o.model
}

// begin begins to answer, with all that was found before and still holds.
func (a *asking) begin(of asked, now *sim.Snapshot) {
	old := a.runs
	a.asked, a.runs, a.answer = of, nil, scene.Answer{Question: of.question}
	plan, err := of.question.Plan(now)
	if err != nil {
		a.answer.Err = err
		return
	}
	s, err := sweep.New(plan)
	if err != nil {
		a.answer.Err = err
		return
	}
	a.runs = sweep.NewBackground(s)
	if old != nil {
		a.runs.Adopt(old)
	}
	a.answer.Sweep, a.answer.Result, a.answer.Jobs, a.answer.Done = s, a.runs.Result, s.Jobs(), a.runs.Done()
}

// working reports whether somebody waits for more of the answer, and it is going to come.
func (a *asking) working() bool {
	return a.on && a.runs != nil && a.runs.Done() < a.answer.Jobs && a.answer.Waits != scene.WaitsForMemory
}

// waits says what the answer waits for.
func (a *asking) waits(p *Player) scene.Waits {
	switch m := &p.machine; {
	case a.runs == nil || a.runs.Done() == a.answer.Jobs:
		return scene.WaitsForNothing
	case a.runs.Begins() && m.Live != nil && m.Most > 0 && m.Live() > m.Most/100*easeFrom:
		return scene.WaitsForMemory
	case a.runs.Begins() && a.beginning > slowBeginning && sim.Playing(p.Player):
		return scene.WaitsForPause
	case a.late >= lateFrames:
		return scene.WaitsForTime
	}
	return scene.WaitsForNothing
}

// goOn plays as far as what is left of a frame lasts.
func (a *asking) goOn(p *Player, over func() bool) {
	if !a.working() {
		return
	}
	if over != nil && over() {
		a.late++
		return
	}
	a.late = 0
	switch a.waits(p) {
	case scene.WaitsForMemory, scene.WaitsForPause:
		return
	}
	if a.runs.Begins() {
		start := p.machine.Now()
		a.step(func() bool { return true })
		a.beginning = p.machine.Now() - start
		return
	}
	a.step(over)
}

// step goes on with the histories; one that cannot be played ends the answer.
func (a *asking) step(over func() bool) {
	if _, err := a.runs.Step(over); err != nil {
		a.answer.Err, a.runs = err, nil
	}
}
