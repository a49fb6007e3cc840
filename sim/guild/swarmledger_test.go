package guild

import (
	"github.com/stretchr/testify/require"

	"fanout/actor"
)

// checkLedger holds the model's ledger against what the runtime itself has told of, at any
// instant.
func (s *swarmRun) checkLedger() {
	t, l := s.t, s.w.ledger()
	require.True(t, l.Messages.Closes(), "messages: %+v", l.Messages)
	require.True(t, l.Copies.Closes(), "copies: %+v", l.Copies)

	var sent, toSend, handled, lost, dead, lostRelayed int64
	for _, c := range s.fanouts {
		if c.toRelays {
			for _, n := range c.reaches {
				toSend += n
			}
			lostRelayed += c.lost + c.dead
			continue
		}
		sent, handled, lost, dead = sent+c.size, handled+c.handled, lost+c.lost, dead+c.dead
	}
	require.Equal(t, sent+toSend, l.Copies.Sent, "copies that fan-outs and relays have sent, or will")
	require.Equal(t, handled, l.Copies.Handled+l.Copies.Missed, "copies that came to a session")
	require.Equal(t, s.w.totals.messages, l.Messages.Sent)
	if lostRelayed == 0 { // else a part of what is to be sent never will, and is counted as what the relay's copy is
		require.Equal(t, lost, l.Copies.Lost, "copies that links lost")
		require.Equal(t, dead, l.Copies.Dead, "copies that nobody was there for")
	}
	if len(s.byRelay) == 0 {
		require.Equal(t, s.copiesUnderWay(sent, l.Copies.Unsent), l.Copies.Waiting+l.Copies.InFlight, "copies in mailboxes, on links, and still to be sent")
	}
	require.LessOrEqual(t, s.copiesInMailboxes(), l.Copies.Waiting, "copies in the mailboxes of sessions")
	require.LessOrEqual(t, s.userMessagesInMailboxes(), l.Messages.Waiting, "messages in the mailboxes of guilds")
}

// copiesUnderWay is how many of the copies of all fan-outs have not come to an end: those
// that the runtime finds when it looks everywhere, and those that have not departed. What
// crashed senders did not send is not among them.
func (s *swarmRun) copiesUnderWay(sent, unsent int64) int64 {
	a := s.w.System().Account()
	open := a.InFlight - s.already
	for k := range s.tallies {
		n := &s.tallies[k]
		open -= n.sent - n.handled - n.lost - n.dead
	}
	departed := a.Sent - s.before - s.single
	return open + sent - departed - unsent
}

// copiesInMailboxes counts them one by one.
func (s *swarmRun) copiesInMailboxes() (n int64) {
	for _, node := range s.w.sessionNodes {
		for pid := range node.Node().Actors() {
			s.w.System().Mailbox(pid, func(m actor.Message) bool {
				if fanoutOf(m) != nil {
					n++
				}
				return true
			})
		}
	}
	return n
}

// userMessagesInMailboxes counts them one by one.
func (s *swarmRun) userMessagesInMailboxes() (n int64) {
	for _, g := range s.w.guilds {
		s.w.System().Mailbox(g.pid(), func(m actor.Message) bool {
			if _, ok := inner(m).(*userMessage); ok {
				n++
			}
			return true
		})
	}
	return n
}

// checkLedgerAtRest holds the ledger of a world at rest to this: everything has come to an
// end, and each end is one that the runtime told of.
func (s *swarmRun) checkLedgerAtRest(snap *Snapshot) {
	t, l := s.t, snap.Ledger
	require.Zero(t, l.Messages.Waiting+l.Messages.InFlight, "messages: %+v", l.Messages)
	require.Zero(t, l.Copies.Waiting+l.Copies.InFlight, "copies: %+v", l.Copies)
	require.Equal(t, l.Copies.Sent-l.Copies.Handled, l.Copies.Missing.Total())
	rpc, toGuild := &s.tallies[tallyRPC], &s.tallies[tallyGuild]
	m := &l.Messages
	require.Equal(t, rpc.lost, m.Lost, "requests that links lost")
	require.Equal(t, rpc.dead, m.Refused, "requests that found no server")
	require.Equal(t, toGuild.handled, m.Handled+m.Failed, "messages that a guild handled")
	require.Equal(t, toGuild.dead, m.Dead, "messages that went with a mailbox, or found no guild")
	if !s.strikes && !s.moves {
		require.Zero(t, m.Missing.Total()-m.Failed+l.Copies.Missing.Total(), "without a fault")
	}
}
