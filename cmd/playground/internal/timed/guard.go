package timed

import (
	"fmt"
	"time"

	"fanout/sim"
)

// guard keeps a history from taking all the memory there is: a tab that runs out of it
// dies with everything in it. Near the bound it lets go of what can be had again, the
// checkpoints; at the bound it stops time and says what takes so much and what to do.
//
// Only a history that grows is stopped: ways back stay open.
type guard struct {
	frames int           // since the last look
	latest time.Duration // of the history, at the last look
}

// framesPerLook is how many frames pass between two looks. What a frame can add in its
// some milliseconds is far below what is left beyond the bound.
const framesPerLook = 8

// easeFrom is the part of the bound, in percent, from which checkpoints go.
const easeFrom = 75

// look does what is to be done after a frame.
func (g *guard) look(p *Player) {
	m := &p.machine
	if g.frames++; g.frames < framesPerLook || m.Live == nil || m.Most == 0 {
		return
	}
	grows := p.Latest() > g.latest
	g.frames, g.latest = 0, p.Latest()
	live := m.Live()
	if ease := m.Most / 100 * easeFrom; live > ease {
		p.relieve(live - ease)
	}
	if live <= m.Most || !grows {
		return
	}
	if m.Collect != nil { // some of it may have been let go of since
		m.Collect()
		live = m.Live()
	}
	if live > m.Most {
		p.Interrupt(tooMuch(live, m.Most, p.Memory()))
	}
}

// relieve has checkpoints go, about so many bytes: of two histories half of them each.
func (p *Player) relieve(bytes int64) {
	all := p.played()
	for _, h := range all {
		h.Relieve(max(0, checkpointBytes(h.Memory())-bytes/int64(len(all))))
	}
}

func checkpointBytes(parts []sim.MemoryPart) int64 {
	for _, part := range parts {
		if part.Name == sim.CheckpointsPart {
			return part.Bytes
		}
	}
	return 0
}

// tooMuch says what takes most of the memory and what can be done.
func tooMuch(live, most int64, parts []sim.MemoryPart) string {
	largest := parts[0]
	for _, part := range parts[1:] {
		if part.Bytes > largest.Bytes {
			largest = part
		}
	}
	return fmt.Sprintf("paused: %d MiB of memory are in use, of %d at most; %s take the most, %d MiB. Go back to an earlier time, choose smaller settings, or reset",
		live>>20, most>>20, largest.Name, largest.Bytes>>20)
}
