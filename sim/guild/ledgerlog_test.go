package guild

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// toldOf is the lines of the log that nobody commanded, without the usual ones.
func toldOf(s *Snapshot) (lines []string) {
	for i := range s.Events.List {
		switch e := &s.Events.List[i]; e.Event {
		case EventSent, EventFanout, EventHandled:
		default:
			lines = append(lines, events[e.Event].Text(e))
		}
	}
	return lines
}

// flagsOf is the flags of events on the timeline.
func flagsOf(s *Snapshot) (flags []string) {
	for i := range s.Events.Flags {
		e := &s.Events.Flags[i]
		flags = append(flags, events[e.Event].Flag(e))
	}
	return flags
}

// sendOne has one message sent, and waits.
var sendOne = []string{"send", "run 1s"}

// What a fault does to a message is said in the log with its number, and counted, once.
func TestTheLogTellsOfFaults(t *testing.T) {
	for name, c := range map[string]struct {
		lines []string
		want  []string
		flags []string
		check func(t *testing.T, l Ledger)
	}{
		"a link that is cut": {append([]string{"link guilds sessions down"}, sendOne...),
			[]string{"300 copies lost on a link"}, nil,
			func(t *testing.T, l Ledger) { assert.EqualValues(t, 300, l.Copies.Lost) }},
		"the API's link": {append([]string{"link api guilds down"}, append(sendOne, "run 5s")...),
			[]string{"lost on the link to the guild", "the API gave up waiting: no answer within 5.0 s"}, nil,
			func(t *testing.T, l Ledger) { assert.EqualValues(t, 1, l.Messages.Lost) }},
		"a guild node that is down": {append([]string{"crash node guilds-1"}, append(sendOne, "run 2s")...),
			[]string{"guilds-1 crashed; it comes back in 2 s", "the guild crashed, and 0 messages in its mailbox are gone", "refused: the guild’s node is down",
				"guilds-1 is back, with what belongs there", "the guild is up again after 2.0 s, with an empty mailbox"},
			[]string{"guilds-1 is back", "The guild is up again"},
			func(t *testing.T, l Ledger) { assert.EqualValues(t, 1, l.Messages.Refused) }},
		"a session node that is down": {append([]string{"set nodes.sessions 1", "run 1s", "crash node sessions-1"}, append(sendOne, "run 2s")...),
			[]string{"sessions-1 crashed; it comes back in 2 s", "300 copies came to sessions that were gone", "sessions-1 is back, with its sessions"},
			[]string{"sessions-1 is back"},
			func(t *testing.T, l Ledger) { assert.EqualValues(t, 300, l.Copies.Dead) }},
		"a handler that fails": {[]string{"fail", "run 1s"}, []string{"its handler failed: nobody gets it"}, nil,
			func(t *testing.T, l Ledger) { assert.EqualValues(t, 1, l.Messages.Failed) }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := quiet(t, "set members 300", "set nodes.guilds 1")
			s := do(t, p, c.lines...)
			assert.Equal(t, c.want, toldOf(s))
			assert.Equal(t, c.flags, flagsOf(s))
			c.check(t, s.Ledger)
			assert.True(t, s.Ledger.Messages.Closes() && s.Ledger.Copies.Closes())
		})
	}
}

// A guild that crashes in the middle of a fan-out, with messages in its mailbox: each is
// said to be gone, the copies that it had not sent are counted, the sessions for whom they
// were are known, and it is up again at once.
func TestACrashInTheMiddle(t *testing.T) {
	p := quiet(t, "set members 10000")
	do(t, p, "run 1s", "burst 30")
	s := do(t, p, "run 1ms")
	for s.Guild.Mailbox < 3 || s.Guild.Sending == 0 || s.Guild.Sent < 1000 {
		s = do(t, p, "run 100us")
	}
	waiting, sending, sent := s.Guild.Mailbox, s.Guild.Last, s.Guild.Sent
	s = do(t, p, "crash guild")
	assert.Equal(t, Crash{Count: 1, At: s.Now, DueAt: s.Now, Messages: waiting}, s.Guild.Crash)
	assert.True(t, s.Guild.Crash.Down())
	s = do(t, p, "run 3s")
	assert.False(t, s.Guild.Crash.Down())
	lines := toldOf(s)
	assert.EqualValues(t, waiting, s.Ledger.Messages.Dead)
	gone := 0
	for _, line := range lines {
		if line == "gone with the guild’s mailbox: nobody gets it" {
			gone++
		}
	}
	assert.Equal(t, waiting, gone, "a line for each")
	assert.Contains(t, lines, "its supervisor has started the guild again, with an empty mailbox")
	assert.Positive(t, s.Ledger.Copies.Unsent)
	assert.LessOrEqual(t, s.Ledger.Copies.Unsent, int64(10_000-sent), "a slice of work that has begun is sent to its end")

	trail, ok := s.Field.Source.(Inspector).InspectTrail(sending)
	require.True(t, ok)
	assert.Equal(t, s.Ledger.Copies.Unsent, trail.Fanout.Missing.Unsent)
	assert.EqualValues(t, 10_000-trail.Fanout.Missing.Unsent, trail.Fanout.Done)
}

// A link that is cut takes the copies of the sessions behind it, and of those alone, until
// they get another one; going back in time takes that back too.
func TestWhoLostACopy(t *testing.T) {
	p := quiet(t, "set members 1000", "set nodes.sessions 2", "run 1s", "link guilds sessions-2 down", "send", "run 1s")
	s := do(t, p)
	lost := func() (n int) {
		for rank := range s.Field.Members {
			if message, at := s.Field.LastLost(rank); message != 0 && at > s.Field.LastHandled(rank) {
				n++
				id := 0
				for s.Field.Rank[id] != uint32(rank) {
					id++
				}
				one := s.Field.Source.(Inspector).InspectSession(id)
				require.Equal(t, "sessions-2", one.Node)
				require.Equal(t, message, one.Lost)
			}
		}
		return n
	}
	there := len(world(p).sessionNodes[1].members)
	assert.Equal(t, there, lost())
	assert.EqualValues(t, there, s.Guild.Missing.Lost)
	assert.Equal(t, LinkView{Down: true, Partly: true}, s.Links[LinkSessions])
	s = do(t, p, "link guilds sessions-2 up", "send", "run 1s")
	assert.Zero(t, lost())
	assert.Equal(t, LinkView{}, s.Links[LinkSessions])
	before := s.Ledger
	s = do(t, p, "goto 2s")
	assert.Equal(t, there, lost())
	s = do(t, p, "end")
	assert.Equal(t, before, s.Ledger)
}

// A storm is told of in a few lines: who lost their connections, who waited in vain, and
// when all are in again.
func TestTheLogTellsOfAStorm(t *testing.T) {
	p := quiet(t, "toggle even on", "set members 400", "run 1s")
	s := do(t, p, "reconnect 100%", "run 30s")
	lines := toldOf(s)
	assert.Equal(t, "400 sessions lose their connections and connect again", lines[0])
	assert.Contains(t, lines[len(lines)-1], "all sessions are connected again, after ")
	assert.Less(t, len(lines), 20)
	var timeouts, retries, late int64
	for _, e := range s.Events.List {
		switch e.Event {
		case EventTimeouts:
			timeouts += e.N
		case EventRetries:
			retries += e.N
		case EventLateReplies:
			late += e.N
		}
	}
	assert.Equal(t, []int64{s.Connects.Timeouts, s.Connects.Retries, s.Connects.LateReplies}, []int64{timeouts, retries, late}, "all are told of")
	assert.Positive(t, timeouts)
	require.Len(t, flagsOf(s), 1)
	assert.Contains(t, flagsOf(s)[0], "All connected again, after 1")
}

// The parts of an account add up to it, in the words of the tables.
func TestPartsAddUp(t *testing.T) {
	a := Account{Sent: 127, Handled: 1, Waiting: 2, InFlight: 4, Missing: Missing{Lost: 8, Dead: 16, Unsent: 32}}
	for _, c := range []struct {
		parts   []Part
		missing Missing
	}{{CopyParts(&a), Missing{Missed: 64}}, {MessageParts(&a), Missing{Refused: 40, Failed: 24}}} {
		sum := c.missing.Total()
		for _, p := range c.parts {
			sum += p.N
		}
		assert.Equal(t, a.Sent, sum)
	}
	full := a
	full.Missed = 64
	assert.True(t, full.Closes())
	full.Waiting = -1
	assert.False(t, full.Closes())
}
