package actor

import "time"

// NodeStats counts what a node did since its start.
type NodeStats struct {
	Handled     int64         // messages
	Spent       time.Duration // virtual time of its cores
	Spawned     int64
	Exited      int64
	Refused     int64 // spawns after Stop
	Crashes     int64
	DeadLetters int64 // messages to actors that do not exist
	LateReplies int64 // answers that nobody waits for any more
	Overflow    int64 // messages that a full mailbox did not take, or pushed out
}

func durationOf(t Time) time.Duration { return time.Duration(t) }

// Name is the node's name.
func (n *Node) Name() string { return n.name }

// Cores is the number of its virtual cores.
func (n *Node) Cores() int { return len(n.cores.free) }

// Stats is what the node did since its start.
func (n *Node) Stats() NodeStats { return n.stats }

// Live is the number of its actors.
func (n *Node) Live() int { return n.live }

// Waiting is the number of messages that have arrived at the node by the given
// time and were not handled: in mailboxes, or with recipients that no core had
// time for.
func (n *Node) Waiting(now Time) int {
	w := n.post.waiting
	n.events.each(func(e *event) {
		if e.kind == evDeliver && e.at <= now {
			w++
		}
	})
	for _, c := range n.casts {
		w += c.arrived(now)
	}
	return w
}

// arrived counts the recipients before or at now that the cursor has not reached.
func (c *cast) arrived(now Time) int {
	if c.due > now {
		return 0
	}
	end := c.limit // ranks below have arrived by now
	if c.step > 0 {
		end = min(end, uint32(min(int64(c.limit), (int64(now-c.start)+1)*1000/c.step)+1))
	}
	count := 0
	for i := c.run; i < len(c.part.runs); i++ {
		r := &c.part.runs[i]
		from := uint32(0)
		if i == c.run {
			from = c.index
		}
		upTo := uint32(0)
		if end > r.rank {
			upTo = min(r.n, (end-r.rank+r.stride-1)/r.stride)
		}
		if upTo <= from {
			break
		}
		count += int(upTo - from)
	}
	return count
}

// Refused is how many messages from outside went nowhere: to PIDs that never were,
// or after Stop.
func (s *System) Refused() int64 { return s.refused }

// Info is what Erlang's observer shows of one process.
type Info struct {
	Kind      string
	Mailbox   int
	Handled   int
	Spent     time.Duration
	Suspended bool // waits for the answer to a call
	BusyUntil Time
}

// Info inspects a live actor; ok is false for any other PID.
func (s *System) Info(pid PID) (info Info, ok bool) {
	_, a := s.lookup(pid)
	if a == nil {
		return Info{}, false
	}
	return Info{
		Kind:      s.kinds[a.kind].name,
		Mailbox:   int(a.depth),
		Handled:   int(a.handled),
		Spent:     time.Duration(a.spent),
		Suspended: a.flags&suspended != 0,
		BusyUntil: a.busyUntil,
	}, true
}

// Mailbox calls f for the messages in an actor's mailbox, oldest first, until f
// returns false.
func (s *System) Mailbox(pid PID, f func(Message) bool) {
	n, a := s.lookup(pid)
	if a == nil {
		return
	}
	n.post.each(a, func(l *letter) bool { return f(l.msg) })
}
