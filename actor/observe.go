package actor

import (
	"iter"
	"math/bits"
	"slices"
	"time"
)

// Info is what Erlang's observer shows of one process.
type Info struct {
	Kind      string
	Names     []string // in the order of registration
	Mailbox   int
	Handled   int           // messages; 0 for kinds that are Uncounted
	Spent     time.Duration // of them, by slices begun; likewise
	BusyUntil Time          // end of its latest work, or when it was spawned

	Traps     bool  // gets exit signals as messages
	Links     []PID // in the order of linking
	Watches   []PID // whom it monitors, as it named them; once per monitor
	WatchedBy []PID // who monitors it; once per monitor
	Owes      int   // calls that it took and has not answered

	Suspended bool // waits for the answer to a call
	Callee    PID  // of that call
	Deadline  Time // of that call

	Working bool          // goes on, slice by slice, with what one message began
	Work    Message       // that message; nil if it was an answer
	Left    time.Duration // of the work, behind the slice that runs
}

// Info inspects a live actor; ok is false for any other PID. It costs a few map
// look-ups, and a copy of the actor's own names and relations if it has any: an observer
// may ask for all actors of a node many times a second.
func (s *System) Info(pid PID) (info Info, ok bool) {
	n, a := s.lookup(pid)
	if a == nil {
		return Info{}, false
	}
	slot := pid.slot()
	info = Info{
		Kind:      n.actors.kind(a).name,
		Mailbox:   n.mailboxes.depth(a),
		BusyUntil: a.busyUntil.time(),
		Traps:     a.life&trapping != 0,
		Links:     slices.Clone(n.relations.links[slot]),
		Watches:   others(n.relations.watched[slot]),
		WatchedBy: others(n.relations.watchers[slot]),
		Owes:      len(n.relations.callers[slot]),
		Suspended: a.life&suspended != 0,
	}
	if did := n.actors.account(a); did != nil {
		info.Handled, info.Spent = int(did.handled), time.Duration(did.spent)
	}
	for _, i := range n.names.held[slot] {
		info.Names = append(info.Names, n.names.names[i])
	}
	if info.Suspended {
		info.Callee, info.Deadline = n.calls.bySlot[slot].to, n.calls.bySlot[slot].deadline
	}
	if j := n.jobs[slot]; j != nil {
		info.Working, info.Work, info.Left = true, j.msg, time.Duration(j.total-j.done)
	}
	return info, true
}

func others(ms []monitor) (pids []PID) {
	for _, m := range ms {
		pids = append(pids, m.other)
	}
	return pids
}

// Actors are the live actors of a node, in the order of their places on it. Going
// through them costs a look at every place that was ever in use at once, a few
// nanoseconds each. The loop may end actors; whether it sees those that are spawned
// meanwhile is not said.
func (n *Node) Actors() iter.Seq[PID] {
	return func(yield func(PID) bool) {
		for slot := uint32(0); slot < n.actors.used; slot++ {
			if n.actors.cell(slot).life&alive != 0 && !yield(n.pid(slot)) {
				return
			}
		}
	}
}

// NodeInfo is the state of a node at one time, and what it did until then.
type NodeInfo struct {
	NodeStats
	Name    string
	At      Time
	Cores   int
	Live    int // actors
	Waiting int // messages that have arrived and were not handled
	// Ready is the length of the run queue: messages and answers that have arrived
	// and activations and slices that are due, for which there was no core yet. Messages
	// behind others in a mailbox do not count.
	Ready int
	// Busy is the core time spent until At, and Offered that which there was, busy
	// or not. In real time Busy is what handlers declared by Spend.
	Busy, Offered time.Duration
	// Memory is the bytes of places, values, mailboxes and events, without what
	// values and messages point to.
	Memory int64
}

// Info inspects a node at the system's time; in the middle of a run that a budget
// cut short it may be ahead of it by a look-ahead (see [System.Settle]). It costs a
// look at every event of the node, timers included: a few nanoseconds each.
//
// While the system runs in real time, [Running.Do] asks for it on the node's own
// goroutine.
func (n *Node) Info() NodeInfo {
	now := n.system.now
	if n.real != nil {
		now = n.real.running.now()
	}
	info := NodeInfo{
		NodeStats: n.stats, Name: n.name, At: now, Cores: len(n.cores.free), Live: n.actors.live,
		Waiting: n.Waiting(now), Ready: n.schedule.ready(now),
		Busy: n.stats.Spent, Offered: time.Duration(n.cores.coreTime(now).upTo),
		Memory: int64(n.actors.memory() + n.mailboxes.memory() + n.schedule.memory()),
	}
	for _, free := range n.cores.free {
		info.Busy -= time.Duration(max(0, free-now)) // booked ahead
	}
	return info
}

// Utilisation is the share of the cores' time that was spent since an earlier
// NodeInfo of the same node, in millionths; since NodeInfo{} it is that of all time.
// It is 0 if no time has passed.
func (i NodeInfo) Utilisation(since NodeInfo) int {
	busy, offered := i.Busy-since.Busy, i.Offered-since.Offered
	if busy <= 0 || offered <= 0 {
		return 0
	}
	hi, lo := bits.Mul64(uint64(busy), 1_000_000)
	share, _ := bits.Div64(hi, lo, uint64(offered))
	return int(share)
}
