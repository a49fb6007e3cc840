package guild

import "go.opentelemetry.io/otel/attribute"

// The keys of the attributes that spans have here, besides those of the engine.
const (
	GuildKey     = attribute.Key("fanout.guild")     // number of the guild: 0 is the large one
	AttemptsKey  = attribute.Key("fanout.attempts")  // calls that a connect took
	RecipientKey = attribute.Key("fanout.recipient") // number of the session
)
