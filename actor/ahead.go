package actor

// Ahead calls f for the messages of fan-outs to g that its member of the given
// rank, pid, has not been given yet, until f returns false: those under way, and
// those that have arrived and that no core has had time for. at is when each
// arrives or arrived, the greatest Time if the sender is still busy with those
// before it. Those in the actor's mailbox are not among them, see [System.Mailbox].
func (s *System) Ahead(g *Group, pid PID, rank int, f func(msg Message, at Time) bool) {
	n := s.node(pid)
	if n == nil {
		return
	}
	for _, c := range n.schedule.casts {
		at, left := c.at(uint32(rank)), uint32(rank) < c.limit
		if !left {
			at = never
		}
		if !g.has(c.part) || !left && c.cut || c.passed(uint32(rank)) {
			continue
		}
		if !f(c.msg, at) {
			return
		}
	}
}

// has reports whether p is a part of the group.
func (g *Group) has(p *groupPart) bool {
	for i := range g.parts {
		if &g.parts[i] == p {
			return true
		}
	}
	return false
}
