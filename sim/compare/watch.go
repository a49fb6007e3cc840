package compare

import (
	"time"

	"fanout/sim"
)

// Apartness is what a pair that is watched has found of the instant at which its histories
// part: later than Same and, if they have been seen to differ, at Parted or before. Once
// that instant is known, Exact has it.
type Apartness struct {
	Same, Parted time.Duration // Parted is negative while nothing has differed
	Exact        *Parting
}

// watch looks for that instant: first between two frames, then by a [Search] beside the pair.
type watch struct {
	found  Apartness
	search *Search
	busy   bool // a search goes on
}

// searchBytes is up to which size of a history there is room for a search, which plays both
// of them once more.
const searchBytes = 48 << 20

// Apartness is what has been found so far.
func (p *Pair) Apartness() Apartness { return p.watch.found }

// Idle reports whether frames change nothing but by A's playing: B is where A is, and all is
// known of where they part that there is to know.
func (p *Pair) Idle() bool {
	return p.late == nil && p.InStep() && !p.watch.busy && sim.Foretell(p.B, func() bool { return true })
}

// look compares what both have done, and goes on with the search.
func (w *watch) look(p *Pair, over func() bool) {
	if w.found.Exact != nil || !p.InStep() {
		return
	}
	if now := p.A.Now(); w.found.Parted < 0 {
		if parted(p) == "" {
			w.found.Same = max(w.found.Same, now)
			return
		}
		w.found.Parted = now
	}
	if w.search == nil {
		if size(p.A)+size(p.B) > searchBytes {
			return
		}
		a, b := p.A.History(), p.B.History()
		w.search, _ = NewSearch(&a, &b, w.found.Parted) // none for histories that have lost their beginning
		if w.search == nil {
			return
		}
	}
	if w.busy = !w.search.Step(over); !w.busy {
		w.found.Exact = w.search.Parting()
		w.search = &Search{done: true}
	}
}

// size is about how many bytes a world takes.
func size(of *sim.Player) (n int64) {
	for _, part := range of.Memory() {
		if part.Name != sim.CheckpointsPart {
			n += part.Bytes
		}
	}
	return n
}

// forget drops what lies behind a change of both histories.
func (w *watch) forget(p *Pair) {
	if at := p.A.Now(); w.found.Parted >= 0 && w.found.Parted <= at {
		return // it has happened before
	}
	same := min(w.found.Same, p.A.Now())
	w.forgetAll()
	w.found.Same = same
}

func (w *watch) forgetAll() { *w = watch{found: Apartness{Parted: -1}} }

// swap has A and B exchanged: they part where they did, only the figures are those of the other.
func (w *watch) swap() {
	w.search, w.busy = nil, false
	if e := w.found.Exact; e != nil {
		swapped := &Parting{At: e.At, Where: e.Where}
		for _, m := range e.Metrics {
			swapped.Metrics = append(swapped.Metrics, Parted{m.Metric, m.B, m.A})
		}
		w.found.Exact = swapped
	}
}
