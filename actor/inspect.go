package actor

import "time"

// NodeStats counts what a node did since its start.
type NodeStats struct {
	Handled     int64         // messages
	Sent        int64         // messages sent from here, those from outside to here
	Lost        int64         // messages lost on links: fan-outs count where they are lost, others where they were sent
	Spent       time.Duration // virtual time of its cores
	Spawned     int64
	Exited      int64
	Refused     int64 // spawns after Stop
	Crashes     int64
	DeadLetters int64 // messages to actors that do not exist
	LateReplies int64 // answers that nobody waits for any more
	Overflow    int64 // messages that a full mailbox did not take, or pushed out
}

// Name is the node's name.
func (n *Node) Name() string { return n.name }

// Cores is the number of its virtual cores.
func (n *Node) Cores() int { return len(n.cores.free) }

// Stats is what the node did since its start.
func (n *Node) Stats() NodeStats { return n.stats }

// Live is the number of its actors.
func (n *Node) Live() int { return n.actors.live }

// Waiting is the number of messages that have arrived at the node by the given
// time and were not handled: in mailboxes, or with recipients that no core had
// time for.
func (n *Node) Waiting(now Time) int {
	return n.mailboxes.waiting + n.schedule.waiting(now)
}

// WaitingCopies is how many of the messages that wait at a node at the present time are
// copies of fan-outs, to actors whose mailboxes have no limit.
func (s *System) WaitingCopies(on *Node) int {
	return on.mailboxes.copies + on.schedule.arrived(s.now)
}

// Account is where all messages of a system are. It closes at any time:
// Sent = Handled + DeadLetters + Overflow + Lost + InFlight.
type Account struct {
	Sent        int64
	Handled     int64
	DeadLetters int64
	Overflow    int64
	Lost        int64
	InFlight    int64 // in mailboxes, on links, or departed and not yet delivered
}

// Closes reports whether every message is accounted for.
func (a Account) Closes() bool {
	return a.Sent == a.Handled+a.DeadLetters+a.Overflow+a.Lost+a.InFlight
}

// Account adds up the messages of all nodes.
func (s *System) Account() (a Account) {
	s.Settle()
	for _, n := range s.nodes {
		a.Sent += n.stats.Sent
		a.Handled += n.stats.Handled
		a.DeadLetters += n.stats.DeadLetters
		a.Overflow += n.stats.Overflow
		a.Lost += n.stats.Lost
		a.InFlight += int64(n.Waiting(never))
	}
	return a
}

// Refused is how many messages from outside went nowhere: to PIDs that never were,
// or after Stop.
func (s *System) Refused() int64 { return s.refused.Load() }

// Mailbox calls f for the messages in an actor's mailbox, oldest first, until f
// returns false.
func (s *System) Mailbox(pid PID, f func(Message) bool) {
	n, a := s.lookup(pid)
	if a == nil {
		return
	}
	n.mailboxes.each(a, f)
}
