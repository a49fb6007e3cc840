package guild

import (
	"fmt"

	"fanout/actor"
	"fanout/envelope"
)

// ledger is what the runtime itself tells of every message: another account of what
// the world counts.
type ledger struct {
	w       *World
	copies  map[any]*copies // by the message that all recipients share
	fanouts []*copies
	byRelay map[int64]*copies // by user message: the fan-out to the relays
	tallies [numTallies]struct{ sent, handled, lost, dead int64 }
	written int64 // wireMessages
	single  int64 // messages that were sent, but for copies of fan-outs
	before  int64 // sent before the ledger was opened
	already int64 // and not handled then
	exits   map[actor.PID]string
	place   map[actor.PID]int // of a session in seen
	seen    map[int64][]uint64
	ghosts  map[actor.PID]int64 // who did not get copies, as they were no more, and one of the messages
	wrong   []string
}

// copies are those of one fan-out, or of a relay's part of one.
type copies struct {
	message                    int64
	from                       actor.PID
	size                       int64
	handled, lost, dead        int64
	toRelays, large, fromRelay bool
	reaches                    map[int]int64 // by relay that has not sent on yet: its members
	changed                    int64         // by how many these were fewer when it did
}

// tally tells apart what is not fanned out.
type tally int

const (
	tallyDispatch tally = iota // to the API
	tallyRPC
	tallyGuild    // user messages to a guild
	tallyPresence // requests to presence
	tallySmall    // small messages to the guild
	tallyConnect
	tallyToSession // reconnect, connected, tryAgain
	tallySource    // ticks of those who send
	tallyOther     // what supervisors are told
	numTallies
)

// inner is a message without envelope and wireMessage.
func inner(msg any) any {
	msg = unwrap(msg)
	if e, ok := msg.(*envelope.Envelope); ok {
		return e.Message
	}
	return msg
}

func (l *ledger) tallyOf(to actor.PID, msg any) tally {
	switch inner(msg).(type) {
	case *userMessage:
		for _, n := range l.w.apis {
			if n.pid == to {
				return tallyDispatch
			}
		}
		return tallyGuild
	case *request:
		return tallyRPC
	case *update:
		if to == l.w.presencePID {
			return tallyPresence
		}
		return tallySmall
	case *connect:
		return tallyConnect
	case *reconnect, *connected, *tryAgain:
		return tallyToSession
	}
	if src := &l.w.sources; to == src.users || to == src.small || to == src.requests {
		return tallySource
	}
	return tallyOther
}

// open begins to watch a world at time 0.
func (l *ledger) open(w *World) {
	l.w = w
	l.copies, l.byRelay, l.seen = make(map[any]*copies), make(map[int64]*copies), make(map[int64][]uint64)
	l.ghosts = make(map[actor.PID]int64)
	l.exits, l.place = make(map[actor.PID]string), make(map[actor.PID]int)
	account := w.System().Account()
	l.before, l.already = account.Sent, account.InFlight
	w.System().OnExit = func(e actor.Exit) { l.exits[e.PID] = e.Kind }
	w.System().Trace(l.note)
}

func (l *ledger) note(t actor.Trace) {
	n := int64(t.Count)
	switch t.What {
	case actor.TraceFanOut:
		l.fannedOut(&t)
		return
	case actor.TraceSend:
		l.single++
		l.tallies[l.tallyOf(t.To, t.Msg)].sent++
		if _, ok := t.Msg.(*wireMessage); ok {
			l.written++
		}
		return
	case actor.TraceReply, actor.TraceResume:
		return
	}
	if c := l.copies[t.Msg]; c != nil {
		switch t.What {
		case actor.TraceHandle:
			c.handled++
			if !c.toRelays {
				l.once(t.To, c.message)
			}
		case actor.TraceLost:
			c.lost += n
		case actor.TraceDeadLetter:
			c.dead += n
			if t.To != 0 { // 0 is a relay whose node is down
				l.ghosts[t.To] = c.message
			}
		}
		return
	}
	k := &l.tallies[l.tallyOf(t.To, t.Msg)]
	switch t.What {
	case actor.TraceHandle:
		k.handled++
	case actor.TraceLost:
		k.lost += n
	case actor.TraceDeadLetter:
		k.dead += n
	}
}

func (l *ledger) fannedOut(t *actor.Trace) {
	f := inner(t.Msg).(*fanout)
	c := &copies{message: f.message, from: t.From, size: int64(t.Count), large: f.inFlight != nil}
	if e := l.copies[t.Msg]; e != nil {
		l.wrong = append(l.wrong, fmt.Sprintf("message %d is fanned out twice", f.message))
	}
	l.copies[t.Msg] = c
	l.fanouts = append(l.fanouts, c)
	for _, r := range l.w.relays {
		c.fromRelay = c.fromRelay || r.pid == t.From
	}
	switch {
	case c.fromRelay:
		of := l.byRelay[f.message]
		of.changed += of.reaches[f.relay] - c.size
		delete(of.reaches, f.relay)
	case c.large && len(l.w.relays) > 0:
		c.toRelays, c.reaches = true, make(map[int]int64)
		for i, r := range l.w.relays {
			c.reaches[i] = int64(r.group.Len())
		}
		l.byRelay[f.message] = c
	}
	if _, ok := t.Msg.(*wireMessage); ok && !c.fromRelay {
		l.written++
	}
}

// once notes that a session has handled a message, and whether it had before.
func (l *ledger) once(session actor.PID, message int64) {
	at, ok := l.place[session]
	if !ok {
		at = len(l.place)
		l.place[session] = at
	}
	set := l.seen[message]
	for len(set) <= at/64 {
		set = append(set, 0)
	}
	if set[at/64]>>(at%64)&1 == 1 {
		l.wrong = append(l.wrong, fmt.Sprintf("session %v got message %d twice", session, message))
	}
	set[at/64] |= 1 << (at % 64)
	l.seen[message] = set
}
