package guild

import "fanout/actor"

// A preview has a few sessions only, and as many messages as make its means steady.
const (
	previewSessions = 2
	previewMessages = 1_000
	previewRate     = 4_000 // per 1,000 s: a guild of a million keeps up with it
	previewLength   = actor.Time(previewMessages * 1e12 / previewRate)
)

// previewSettings are those of the small world that foretells the costs of another.
func previewSettings(settings any) any {
	s := settings.(Settings)
	s.Even = true
	s.MessageRate = previewRate
	s.GuildRate = previewRate
	s.GRPCRate = 2 * previewRate
	s.SmallRate = previewRate
	return s
}
