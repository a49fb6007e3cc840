package guildpicture

import "fanout/sim/guild"

// A copy that was lost is seen where it did not come to: the dot of its session is an
// empty frame, until another copy reaches it. Of a dot that stands for several sessions
// that is so while at least half of them lost theirs.

// lostRank reports whether the last copy that a session should have got never came, and it
// has handled nothing since.
func lostRank(f *guild.FieldView, rank int) bool {
	message, at := f.LastLost(rank)
	if message == 0 || f.LastHandled(rank) > at {
		return false
	}
	for i := len(f.Waves) - 1; i >= 0; i-- { // the newest that has come by decides
		w := &f.Waves[i]
		if w.Lost(rank) {
			return true
		}
		if rank < w.Arrived {
			return false
		}
	}
	return true
}

// lastHandled is when the last of a dot's sessions to do so handled something, -1 if none
// ever has.
func (g *grid) lastHandled(f *guild.FieldView, d int) int64 {
	last := int64(-1)
	for _, rank := range g.ranks[g.start[d]:g.start[d+1]] {
		last = max(last, f.LastHandled(int(rank)))
	}
	return last
}

// lost reports whether a dot is to show a loss.
func (g *grid) lost(f *guild.FieldView, d int) bool {
	if !f.Losses {
		return false
	}
	ranks := g.ranks[g.start[d]:g.start[d+1]]
	n := 0
	for _, rank := range ranks {
		if lostRank(f, int(rank)) {
			n++
		}
	}
	return n > 0 && 2*n >= len(ranks)
}
