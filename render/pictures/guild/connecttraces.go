package guildpicture

import (
	"fanout/sim"
	"fanout/sim/guild"
	"fanout/sim/span"
)

// connectTraces finds the spans of connects that were kept, by session. It looks at each span
// once, as it comes.
type connectTraces struct {
	travels, seen int64
	of            map[int64][]keptConnect
}

// keptConnect is the span of one connect.
type keptConnect struct {
	number, guild, ns int64
}

// update takes in what was recorded since the last time.
func (t *connectTraces) update(s *sim.Snapshot) {
	recorded := s.Kept.Recorded()
	if t.of == nil || t.travels != s.Travels || recorded < t.seen {
		*t = connectTraces{travels: s.Travels, of: make(map[int64][]keptConnect)}
	}
	for number := max(t.seen, recorded-span.MaxHeld) + 1; number <= recorded; number++ {
		one := s.Kept.Span(number)
		if one == nil || one.Name != "session.connect" {
			continue
		}
		session, _ := guild.SessionOf(one)
		where, _ := one.Int(guild.GuildKey)
		t.of[session] = append(t.of[session], keptConnect{number, where, one.End - one.Start})
	}
	t.seen = recorded
}

// find is the span of a connect, nil if it was not sampled, goes on, or has left the store. Of
// several connects of a session to the same guild it is the one that took as long.
func (t *connectTraces) find(s *sim.Snapshot, row *guild.ConnectRow) *span.Span {
	if row.Waiting {
		return nil
	}
	for _, k := range t.of[row.Session] {
		if k.guild == int64(row.Guild) && k.ns == row.TookNs {
			return s.Kept.Span(k.number)
		}
	}
	return nil
}
