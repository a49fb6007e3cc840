package guildpicture

import (
	"errors"
	"time"

	"fanout/render/scene"
	"fanout/sim"
	"fanout/sim/guild"
	"fanout/sim/span"
)

// LeadTo implements scene.SpanLeader: a session's span leads to the session, that of a service
// before it to the message. Of the connects it is the longest that is led to: whom it was about
// is what one looks for in them.
func (p *Picture) LeadTo(row *span.ByName, s *sim.Snapshot, now time.Duration) error {
	pic := &p.stage
	in, ok := guild.ViewOf(s).Field.Source.(guild.Inspector)
	if !ok {
		return errors.New("this world remembers no spans")
	}
	switch {
	case row.Name == "session.connect":
		id, ok := in.SlowestConnect()
		if !ok {
			return errors.New("the sessions that these connects were of are gone")
		}
		pic.follow(id, now)
		return nil
	case row.Origin == guild.OriginBackground:
		return errors.New("background requests are not on the stage: their spans have no place there")
	case row.Service == "sessions":
		if id, ok := pic.newestSession(in, row, s); ok {
			pic.follow(id, now)
			return nil
		}
	default:
		for n := guild.ViewOf(s).Messages.Sent; n > 0 && n > guild.ViewOf(s).Messages.Sent-64; n-- {
			t, ok := in.InspectTrail(n)
			if ok && (row.Origin == guild.OriginAPI && t.Sampled || row.Origin == guild.OriginGuild && t.Fanout.Carrier == sim.CarrierSampled && t.Fanout.Origin == guild.OriginGuild) {
				return pic.look("follow "+scene.Numbered(n), now)
			}
		}
	}
	return errors.New("the newest of these spans is of a message that is no longer remembered")
}

// newestSession is the session that kept the newest span of a row.
func (pic *stage) newestSession(in guild.Inspector, row *span.ByName, s *sim.Snapshot) (id int, ok bool) {
	marks := guild.ViewOf(s).Marks
	for i := len(marks) - 1; i >= 0; i-- {
		m := &marks[i]
		if m.Orphan != (row.Origin == guild.OriginSession) || int(m.Rank) >= len(pic.grid.idOf) {
			continue
		}
		if kept, held := in.InspectSpan(m.Span); !m.Orphan && (!held || kept.Origin() != row.Origin) {
			continue
		}
		return int(pic.grid.idOf[m.Rank]), true
	}
	return 0, false
}
