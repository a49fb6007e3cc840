package actor

import (
	"cmp"
	"slices"
)

// Group is a list of recipients for [Context.SendAll], in the order in which
// they are sent to. It is immutable. Consecutive actors of one kind that were
// spawned in a row take no memory each: a group keeps runs.
type Group struct {
	size  int
	parts []groupPart // one per node that has members
}

// groupPart is the members of a group on one node, in send order.
type groupPart struct {
	node uint32
	runs []groupRun
	size int
}

// groupRun is n members in consecutive slots of the same generation, whose
// ranks in the group are rank, rank+stride, rank+2·stride … A run's ranks are
// all above those of the run before it.
type groupRun struct {
	first  PID
	rank   uint32
	stride uint32
	n      uint32
	before uint32 // members in the runs before this one
}

// NewGroup makes a group of the given actors. The same actor may stand in it
// more than once and then gets the message more than once.
func NewGroup(pids []PID) *Group {
	g := &Group{size: len(pids)}
	partOf := make(map[uint32]int)
	for rank, pid := range pids {
		i, ok := partOf[pid.node()]
		if !ok {
			i = len(g.parts)
			partOf[pid.node()] = i
			g.parts = append(g.parts, groupPart{node: pid.node()})
		}
		g.parts[i].add(pid, uint32(rank))
	}
	return g
}

func (p *groupPart) add(pid PID, rank uint32) {
	p.size++
	before := uint32(p.size - 1)
	if k := len(p.runs); k > 0 {
		r := &p.runs[k-1]
		if pid == r.first+PID(r.n)<<pidGenBits {
			if r.n == 1 {
				r.stride = rank - r.rank
			}
			if rank == r.rank+r.n*r.stride {
				r.n++
				return
			}
		}
	}
	p.runs = append(p.runs, groupRun{first: pid, rank: rank, stride: 1, n: 1, before: before})
}

// Len is the number of recipients.
func (g *Group) Len() int { return g.size }

// cast is one fan-out on its way through one receiving node: a cursor over the
// node's part of the group. Recipient number r of the group is due at
// start + r·step.
//
// A fan-out is one record, not a million mailbox writes. [Context.SendAll] puts a cursor
// into each receiving node, and the node merges its cursors with its other events in
// order of time. A recipient that is busy or suspended when its rank comes up gets the
// message into its mailbox, like any other. This keeps global order and makes an idle
// recipient cost no memory.
type cast struct {
	part    *groupPart
	run     int    // current run
	index   uint32 // position in the run
	touched int    // runs below this have been looked at ahead
	due     Time   // of the current recipient; never when the cursor waits for its sender
	frac    int64  // picoseconds that due was rounded down by
	ord     order
	start   Time
	step    int64  // picoseconds
	limit   uint32 // ranks below this have departed; the sender raises it
	from    PID
	msg     Message
	job     uint64 // the sending job, by which a later slice finds its cursor
	cut     bool   // limit will not be raised any more
	delay   Time   // of the link, in start
	loss    uint32 // of the link
	dice    uint64
}

func (c *cast) rank() uint32 {
	r := &c.part.runs[c.run]
	return r.rank + c.index*r.stride
}

func (c *cast) at(rank uint32) Time { return c.start + Time(int64(rank)*c.step/1000) }

// settle computes when the current recipient is due; false means that the
// cursor has passed its last recipient.
func (c *cast) settle() bool {
	if c.run == len(c.part.runs) {
		return false
	}
	r := c.rank()
	if r >= c.limit {
		c.due = never
		return !c.cut
	}
	c.due = c.at(r)
	c.frac = int64(r) * c.step % 1000
	return true
}

// advance moves to the next recipient.
func (c *cast) advance() bool {
	if c.index++; c.index == c.part.runs[c.run].n {
		c.index = 0
		c.run++
	}
	return c.settle()
}

// seek puts the cursor on the first recipient whose rank is at least the given
// one; false means that there is none.
func (c *cast) seek(rank uint32) bool {
	c.run = c.part.search(rank)
	c.index = 0
	if c.run > 0 {
		// The run before may reach that far as well.
		r := &c.part.runs[c.run-1]
		if i := r.below(rank); i < r.n {
			c.run, c.index = c.run-1, i
		}
	}
	return c.settle()
}

// castOf finds the cursor that a job left at this node for a part of a group.
func (n *Node) castOf(job uint64, p *groupPart) *cast {
	for i := len(n.casts) - 1; i >= 0; i-- {
		if c := n.casts[i]; c.job == job && c.part == p {
			return c
		}
	}
	return nil
}

// drop removes a cursor that has passed its last recipient.
func (n *Node) drop(c *cast) {
	if i := slices.Index(n.casts, c); i >= 0 {
		n.casts = slices.Delete(n.casts, i, i+1)
	}
}

// cutCast ends a cursor at the recipients that its sender has let go so far.
func (n *Node) cutCast(c *cast) {
	c.cut = true
	if c.due == never {
		n.drop(c)
	}
}

// abandon ends the fan-outs of a job whose actor has exited.
func (s *System) abandon(j *job) {
	for _, n := range s.nodes {
		for i := len(n.casts) - 1; i >= 0; i-- {
			if c := n.casts[i]; c.job == j.id && !c.cut {
				n.cutCast(c)
			}
		}
	}
}

// search is the index of the first run that begins at the given rank or above.
func (p *groupPart) search(rank uint32) int {
	i, _ := slices.BinarySearchFunc(p.runs, rank, func(r groupRun, rank uint32) int { return cmp.Compare(r.rank, rank) })
	return i
}

// below is how many of the part's members have a rank below the given one.
func (p *groupPart) below(rank uint32) uint32 {
	i := p.search(rank)
	if i == 0 {
		return 0
	}
	r := &p.runs[i-1]
	return r.before + r.below(rank)
}

// count is how many of the part's members have ranks from … to-1.
func (p *groupPart) count(from, to uint32) uint32 { return p.below(to) - p.below(from) }

// below is how many of the run's members have a rank below the given one.
func (r *groupRun) below(rank uint32) uint32 {
	if rank <= r.rank {
		return 0
	}
	return min(r.n, (rank-r.rank+r.stride-1)/r.stride)
}
