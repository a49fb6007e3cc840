package actor

import "time"

// job is the work of one handler that takes longer than a slice. The handler
// itself has run; what it sent after the first slice departs as virtual time
// gets there.
type job struct {
	id     uint64
	msg    Message // that the handler got; nil if it got an answer
	total  Time    // spent by the handler
	done   Time    // of it, behind us
	out    []departure
	exit   bool
	reason error
}

// departure is a send that has not left yet.
type departure struct {
	offset Time // since the start of the job
	ev     event
	// For a fan-out: ranks from rank on have not left; they leave every step
	// picoseconds from offset on, counted from rank 0.
	group *Group
	rank  int
	step  int64
}

// laterJob returns the job of the handler that runs now, which is about to send
// something behind its first slice.
func (c *Context) laterJob() *job {
	c.mustHandle()
	if c.job == nil {
		c.node.system.jobs++
		c.job = &job{id: c.node.system.jobs}
	}
	return c.job
}

// begin books the first slice of a handler that spent more than that.
func (j *job) begin(n *Node, a *cell, pid PID, start Time) {
	c := &n.ctx
	c.job = nil
	j.total = c.spent
	j.exit, j.reason = c.exiting, c.reason
	if n.jobs == nil {
		n.jobs = make(map[uint32]*job)
	}
	n.jobs[pid.slot()] = j
	j.endSlice(n, a, pid, start)
}

// resume goes on with a job at start.
func (j *job) resume(n *Node, a *cell, pid PID, start Time) {
	n.reached = start
	j.depart(n, start)
	j.endSlice(n, a, pid, start)
}

// endSlice books the slice that begins at start and plans what follows.
func (j *job) endSlice(n *Node, a *cell, pid PID, start Time) {
	d := min(n.system.slice, j.total-j.done)
	end := start + d
	j.done += d
	if n.real == nil {
		n.cores.occupy(end)
	}
	if did := n.actors.account(a); did != nil {
		did.spent += d
	}
	n.stats.Spent += time.Duration(d)
	a.busyUntil = instantOf(end)
	if j.done < j.total {
		a.life |= queued
		n.schedule.events.push(event{at: end, ord: n.nextOrder(), kind: evSlice, to: pid})
		return
	}
	delete(n.jobs, pid.slot())
	a.life &^= queued
	if j.exit {
		n.remove(a, pid, end, j.reason)
		return
	}
	n.queue(a, pid)
}

// depart lets go what the job sends in the slice that begins at start.
func (j *job) depart(n *Node, start Time) {
	end := j.done + n.system.slice
	last := end >= j.total
	keep := j.out[:0]
	for _, d := range j.out {
		if d.offset >= end && !last {
			keep = append(keep, d)
			continue
		}
		if d.group == nil {
			d.ev.at += start - j.done
			n.send(d.ev)
			continue
		}
		upTo := d.group.size
		if !last {
			upTo = min(upTo, ranksBefore(end-d.offset, d.step))
		}
		part := castRange{job: j.id, group: d.group, from: d.ev.from, msg: d.ev.msg,
			start: start - j.done + d.offset, step: d.step, first: uint32(d.rank), end: uint32(upTo)}
		part.send(n)
		if d.rank = upTo; d.rank < d.group.size {
			keep = append(keep, d)
		}
	}
	clear(j.out[len(keep):])
	j.out = keep
}

// ranksBefore is how many recipients of a fan-out leave within the first d of it.
func ranksBefore(d Time, step int64) int {
	if step == 0 {
		return maxSlots
	}
	if d <= 0 {
		return 0
	}
	// rank r leaves at floor(r·step/1000), which is below d for r·step < 1000·d.
	return int((int64(d)*1000 + step - 1) / step)
}
