package actor

// castRange is the part of a fan-out that departs in one slice: the recipients of the
// ranks from first on, below end, rank r at start + r·step.
type castRange struct {
	job        uint64 // the sending job, 0 if it fits into its first slice
	group      *Group
	from       PID
	msg        Message
	start      Time
	step       int64 // picoseconds
	first, end uint32
}

// send lets the recipients depart from a node. Their cursor at each receiving node is
// the one the same job left there, if time has gone on without a break since; otherwise
// it is a new one.
func (r *castRange) send(n *Node) {
	if r.first == r.end {
		return
	}
	for i := range r.group.parts {
		p := &r.group.parts[i]
		if int(p.node) >= len(n.system.nodes) {
			nobody := int64(p.count(r.first, r.end))
			n.stats.Sent += nobody
			n.stats.DeadLetters += nobody
			n.system.trace.ended(TraceDeadLetter, r.start, r.from, p.runs[0].first, r.msg, int(nobody))
			droppedAll(n, p, r.first, r.end, Drop{Reason: DropDead, At: r.start, From: r.from, Msg: r.msg})
			continue
		}
		dest := n.system.nodes[p.node]
		if n.real != nil && dest != n {
			if c := (&cast{part: p, limit: r.end, cut: true, from: r.from, msg: r.msg}); c.seek(r.first) {
				n.real.send(event{kind: evCast, to: makePID(p.node, 0, 1), msg: c})
			}
			continue
		}
		r.sendTo(dest, n, p)
	}
}

// sendTo lets the recipients on one node depart, by a new cursor or by raising the limit
// of the one that the job has there.
func (r *castRange) sendTo(dest, n *Node, p *groupPart) {
	leaving := p.count(r.first, r.end)
	n.stats.Sent += int64(leaving)
	old := dest.schedule.castOf(r.job, p)
	if r.job == 0 {
		old = nil
	}
	var w *linkState
	if dest != n {
		w = n.linkTo(dest.id)
		if w.Down {
			n.stats.Lost += int64(leaving)
			n.system.trace.ended(TraceLost, r.start, r.from, p.runs[0].first, r.msg, int(leaving))
			droppedAll(n, p, r.first, r.end, Drop{Reason: DropLost, At: r.start, From: r.from, Msg: r.msg})
			if old != nil {
				dest.schedule.cutCast(old)
			}
			return
		}
	}
	last := int(r.end) == r.group.size
	if old != nil {
		if old.start == r.start+old.delay {
			old.limit, old.cut = r.end, last
			old.settle()
			if w != nil {
				w.inOrder(r.from, never, old.at(r.end-1))
			}
			return
		}
		dest.schedule.cutCast(old)
	}
	c := &cast{part: p, ord: n.nextOrder(), step: r.step, limit: r.end, cut: last, from: r.from, msg: r.msg, job: r.job}
	if w != nil {
		c.delay = w.delay()
		c.start = r.start + c.delay
		c.delay += w.inOrder(r.from, c.at(r.first), c.at(r.end-1))
		c.loss, c.dice = uint32(w.Loss), w.rng
		if w.Loss > 0 {
			c.dice = w.draw()
		}
	}
	c.start = r.start + c.delay
	if c.seek(r.first) {
		dest.schedule.casts = append(dest.schedule.casts, c)
	}
}
