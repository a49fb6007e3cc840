package sim

import (
	"slices"

	"fanout/sim/readout"
)

// undo takes back the last command that changed the history. If it was a change in the past,
// what it replaced is back, and the history stands where it was changed. Else the history goes
// on from just before the command, as if it had never been given. What is left is kept as a
// branch, from which redo brings it back.
func undo(p *Player) {
	i := p.lastDone()
	p.halt()
	if i < 0 || p.history.list[i].at <= p.begin() && !replacedBy(p, i) {
		p.say("nothing can be undone: no command has changed this history since it began")
		return
	}
	e := p.history.list[i]
	if j := p.branches.replaced(e, i); j >= 0 {
		b := p.branches.list[j]
		enterBranch(p, j, true)
		p.travel(b.at)
	} else {
		takeBack(p, i)
	}
	p.log.insert(readout.LogEntry{At: int64(p.seek.to), Text: "undone: " + e.text})
}

// lastDone is the index of the last command that has been done where the history stands, or
// where a seek under way leads, and can be taken back; -1 for none.
func (r *record) lastDone() int {
	i := len(r.history.list) - 1
	for i >= 0 && (r.history.list[i].kept || r.history.list[i].at > r.arrival()) {
		i--
	}
	return i
}

// replacedBy reports whether the command of that index has replaced a branch.
func replacedBy(p *Player, i int) bool { return p.branches.replaced(p.history.list[i], i) >= 0 }

// takeBack has the history go on from just before the command of that index without it, and
// keeps what it was as a branch.
func takeBack(p *Player, i int) {
	left := p.leaving()
	left.undone = true
	e, own := left.list[i], left.list[i:]
	rewind(p, i, e.at-1)
	p.log.leave(e.at-1, own)
	p.history.list = append(slices.Clone(left.list[:i]), slices.DeleteFunc(slices.Clone(own), func(e entry) bool { return !e.kept })...)
	for _, e := range p.history.list[p.history.next:] {
		if e.at >= left.list[i].at {
			p.log.insert(readout.LogEntry{At: int64(e.at), Command: true, Text: e.text})
		}
	}
	p.branches.keep(left)
	p.branches.compare(p.history.list)
	p.travel(e.at - 1)
}

// redo goes back to what the last undo has left.
func redo(p *Player) {
	now := p.arrival()
	p.halt()
	i := p.branches.undone(p.history.list, now)
	if i < 0 {
		p.say("nothing can be done again: no undo was the last change here")
		return
	}
	b := p.branches.list[i]
	enterBranch(p, i, false)
	to := min(now, b.latest)
	if b.common < len(b.list) {
		to = max(to, b.list[b.common].at)
	}
	p.travel(to)
	p.say("done again: " + b.own())
}
