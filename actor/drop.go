package actor

// DropReason is why no actor will handle a message.
type DropReason uint8

const (
	DropLost     DropReason = iota // a link lost it
	DropDead                       // its recipient does not exist, or exited with the message in its mailbox
	DropOverflow                   // a full mailbox did not take it, or pushed it out
	DropUnsent                     // its sender exited before it let the message go: it was never on its way
)

// Drop is the end of one message that no actor will handle. A fan-out has one for each
// recipient that gets no copy.
type Drop struct {
	Reason DropReason
	At     Time
	From   PID // 0 for outside
	To     PID
	Msg    Message
	Rank   int // the recipient's place in the fan-out that the message belongs to
}

// dropped tells the system's OnDrop of a message.
func dropped(n *Node, d Drop) {
	if n.system.OnDrop == nil {
		return
	}
	n.hook = true
	n.system.OnDrop(d)
	n.hook = false
}

// droppedAll tells of the members of a group's part that have ranks from … to-1.
func droppedAll(n *Node, p *groupPart, from, to uint32, d Drop) {
	if n.system.OnDrop == nil {
		return
	}
	p.each(from, to, func(pid PID, rank uint32) {
		d.To, d.Rank = pid, int(rank)
		dropped(n, d)
	})
}

// droppedUnsent tells of what a job had not let go when its actor exited.
func droppedUnsent(n *Node, j *job, at Time) {
	for i := range j.out {
		out := &j.out[i]
		d := Drop{Reason: DropUnsent, At: at, From: out.ev.from, To: out.ev.to, Msg: out.ev.msg}
		switch {
		case out.group != nil:
			for p := range out.group.parts {
				droppedAll(n, &out.group.parts[p], uint32(out.rank), uint32(out.group.size), d)
			}
		case out.ev.kind == evDeliver:
			dropped(n, d)
		}
	}
}

// each calls f for the part's members with ranks from … to-1, in their order.
func (p *groupPart) each(from, to uint32, f func(pid PID, rank uint32)) {
	for i := range p.runs {
		r := &p.runs[i]
		for k := r.below(from); k < r.below(to); k++ {
			f(r.first+PID(k)<<pidGenBits, r.rank+k*r.stride)
		}
	}
}
