package guildpicture

import (
	"errors"
	"strconv"
	"time"

	"fanout/render/scene"
	"fanout/render/ui"
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
		if id, ok := newestSession(pic, in, row, s); ok {
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
func newestSession(pic *stage, in guild.Inspector, row *span.ByName, s *sim.Snapshot) (id int, ok bool) {
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

// FindSpan implements scene.SpanFinder: a span about a session leads to the session, any
// other one to the message that it was recorded for.
func (p *Picture) FindSpan(s *span.Span) error {
	pic := &p.stage
	snap := pic.s.Snap()
	if snap == nil {
		return errors.New("there is no picture yet")
	}
	in, ok := guild.ViewOf(snap).Field.Source.(guild.Inspector)
	if !ok {
		return errors.New("this world remembers no spans")
	}
	if number, about := guild.SessionOf(s); about {
		id, there := in.SessionNumbered(number)
		if !there {
			return errors.New("session " + ui.Count(number) + " is gone: it is on the field no longer")
		}
		pic.follow(id, pic.s.Now())
		return nil
	}
	message, ok := s.Int(span.MessageKey)
	if !ok {
		if sum := snap.Kept.Summary(s.Trace); sum != nil {
			message = sum.Message
		}
	}
	if message == 0 {
		return errors.New("this span is of a background request, which has no place on the stage")
	}
	pic.pick(picked{kind: pickMessage, message: message})
	return nil
}

// Names implements scene.SpanNamer: a span is about its session, or about its message.
func (p *Picture) Names(s *span.Span) (kind, thing string) {
	if number, ok := guild.SessionOf(s); ok {
		return "session", strconv.FormatInt(number, 10)
	}
	if message, ok := s.Int(span.MessageKey); ok {
		return "message", strconv.FormatInt(message, 10)
	}
	return "", ""
}

// PickedTrace implements scene.TracePicker: the trace of the message that is picked, or the
// newest span that the session has kept, or its connect.
func (p *Picture) PickedTrace() (id span.TraceID, row span.SpanID, ok bool) {
	pic := &p.stage
	snap := pic.s.Snap()
	if snap == nil {
		return id, row, false
	}
	switch pic.picked.kind {
	case pickMessage:
		if t := snap.Kept.OfMessage(pic.picked.message); t != nil {
			return t.ID, row, true
		}
	case pickSession:
		return sessionTrace(snap, pic.picked.id)
	}
	return id, row, false
}

// sessionTrace is the trace in which a session kept its newest span that is held.
func sessionTrace(snap *sim.Snapshot, session int) (id span.TraceID, row span.SpanID, ok bool) {
	field := &guild.ViewOf(snap).Field
	if session >= len(field.Rank) {
		return id, row, false
	}
	marks := guild.ViewOf(snap).Marks
	for i := len(marks) - 1; i >= 0; i-- {
		if int(marks[i].Rank) != int(field.Rank[session]) {
			continue
		}
		if s := snap.Kept.Span(marks[i].Span); s != nil {
			return s.Trace, s.ID, true
		}
	}
	in, there := field.Source.(guild.Inspector)
	if !there {
		return id, row, false
	}
	number := in.InspectSession(session).Number
	for t := range snap.Kept.Traces {
		if span.Tagged(t.ID, guild.OriginBackground, number) {
			for _, s := range snap.Kept.Spans(t.ID) {
				if s.Name == "session.connect" {
					return s.Trace, s.ID, true
				}
			}
		}
	}
	return id, row, false
}
