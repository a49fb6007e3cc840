package render

import "time"

// A game rests when nothing moves until somebody acts: after as many equal pictures in a
// row as restFrames, which stand for restAfter at least. What begins by itself after a
// while, as a tooltip does, begins sooner.
const (
	restAfter  = time.Second
	restFrames = 3
)

// rest is how long nothing has moved.
type rest struct {
	since  time.Duration // when something has moved last
	frames int           // since then
	now    bool
}

// saw takes a frame, and whether it left everything as it was and nothing is to come.
func (r *rest) saw(now time.Duration, still bool) {
	if !still {
		*r = rest{since: now}
		return
	}
	r.frames++
	r.now = r.frames >= restFrames && now-r.since >= restAfter
}

// idle reports whether the world stands still: nothing is under way, or nobody sees it.
func (g *Game) idle() bool {
	return g.snapshot.Timeline.Idle || g.held && !g.config.Player.Busy()
}

// Resting reports whether further updates would change nothing until somebody acts, which is
// the case about a second after everything has come to a halt. Who drives the game need
// not ask for frames then.
func (g *Game) Resting() bool { return g.rest.now }
