package render

import "time"

const (
	// budget is the real time that the simulation may use per 1/60 s of real time.
	budget = 8 * time.Millisecond
	frame  = time.Second / 60

	// budgetRun is the most that a run may use in one frame.
	budgetRun = 400 * time.Millisecond

	// budgetArrive is what the way to the moment of a link may use in one frame at least:
	// nothing is shown but a bar.
	budgetArrive = 80 * time.Millisecond

	// longest is the real time that one frame can stand for. A longer pause, as
	// of a hidden tab, is not caught up.
	longest = 250 * time.Millisecond
)

// hurry is how many times as much real time as everything else a run gets that a person waits
// for.
const hurry = 4

// share is how the real time of frames is shared between the simulation and everything else.
type share struct {
	simulated time.Duration // what the simulation used in the last frame
	rest      time.Duration // what everything else took in the frame before that
}

// took tells what the simulation used in a frame.
func (s *share) took(d time.Duration) { s.simulated = d }

// next is the real time that the simulation may use in a frame that begins so long after the
// last one, and stands for so much time. A run that a person waits for gets a multiple of what
// everything else takes, or a machine that draws slowly would take forever. Everything else is
// the mean of two frames: a browser that was late with one is early with the next.
func (s *share) next(elapsed, passed time.Duration, waits bool) time.Duration {
	before := s.rest
	s.rest = max(0, passed-s.simulated)
	usual := max(budget, budget*elapsed/frame)
	if !waits {
		return usual
	}
	return max(usual, min(hurry*(before+s.rest)/2, budgetRun))
}
