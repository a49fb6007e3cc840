package guild

import (
	"fanout/sim/row"
	"fanout/sim/span"
)

// Why a trace does not have spans from all services on its way.
const (
	NoGap      row.Gap = iota // whole: spans of the API, the guilds and the sessions, of caller and presence, or of a connect at both ends
	GapOpen                   // its root has not ended yet
	GapGuild                  // it is rooted in the guild, where a message came without context
	GapSession                // it is rooted in a session, where a message came without context
	GapNoGuild                // rooted at the API or where a session connects, and the context did not reach the guild
	GapNoKept                 // it reached the guild, and no session kept a span
	GapNoCall                 // rooted in presence, where a request came without context, or was not read
	NumGaps
)

var gapTexts = [NumGaps]string{
	NoGap:      "whole",
	GapOpen:    "the root has not ended yet",
	GapGuild:   "rooted in the guild: the message came without context",
	GapSession: "rooted in a session: the message came without context",
	GapNoGuild: "the context did not reach the guild",
	GapNoKept:  "no session kept a span",
	GapNoCall:  "rooted in presence: no context was read",
}

// gapOf is the query for traces with spans from all services.
func gapOf(t *span.TraceSummary) row.Gap {
	switch t.Origin() {
	case OriginGuild:
		return GapGuild
	case OriginSession:
		return GapSession
	case OriginBackground:
		switch {
		case t.Has(row.Outside, Presence), t.Has(Sessions, Guilds):
			return NoGap
		case !t.Rooted:
			return GapOpen
		case t.Has(Sessions):
			return GapNoGuild
		}
		return GapNoCall
	}
	switch {
	case t.Has(API, Guilds, Sessions):
		return NoGap
	case !t.Rooted:
		return GapOpen
	case t.Has(Guilds):
		return GapNoKept
	}
	return GapNoGuild
}

// weigh says what a span tells of how many such operations there were. Only those of
// traces that began where they had to are told of: at the API, or in the background
// at a caller or a session that connects.
func weigh(s *span.Span) span.Weight {
	origin, session := s.Origin(), s.Resource.In(Sessions)
	switch {
	case origin == OriginAPI && session:
		return span.WeighBoth
	case origin == OriginAPI,
		origin == OriginBackground && (s.Parent.IsValid() || s.Resource.In(row.Outside) || session):
		return span.WeighHead
	}
	return span.WeighNone
}

// ofMessages adds up the traces that a user's message or an update of the guild has
// made: all but those of background requests.
func ofMessages(count func(row.Origin) int64) (n int64) {
	for o := range OriginBackground {
		n += count(o)
	}
	return n
}
