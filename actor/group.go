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

// abandon ends the fan-outs of a job whose actor has exited. In real time those on other
// nodes are on their own: see [System.Start].
func (n *Node) abandon(j *job) {
	for _, m := range n.system.nodes {
		if m == n || n.real == nil {
			m.schedule.cutCasts(func(c *cast) bool { return c.job == j.id })
		}
	}
}

// cutCasts ends some cursors at the recipients that their senders have let go so far.
func (s *schedule) cutCasts(which func(*cast) bool) {
	for i := len(s.casts) - 1; i >= 0; i-- {
		if c := s.casts[i]; !c.cut && which(c) {
			s.cutCast(c)
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
