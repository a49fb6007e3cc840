package guild

import (
	"go.opentelemetry.io/otel/attribute"

	"fanout/sim/span"
)

// The keys of the attributes that spans have here, besides those of the engine.
const (
	GuildKey     = attribute.Key("fanout.guild")     // number of the guild: 0 is the large one
	AttemptsKey  = attribute.Key("fanout.attempts")  // calls that a connect took
	RecipientKey = attribute.Key("fanout.recipient") // number of the session
)

// SessionOf is the number of the session that a span is about: that got the message, or that
// connects; ok is false if it is about none.
func SessionOf(s *span.Span) (number int64, ok bool) {
	if s.Name == "session.connect" || s.Name == "guild.connect" {
		return taggedNumber(s.Trace), s.Origin() == OriginBackground
	}
	return s.Int(RecipientKey)
}
