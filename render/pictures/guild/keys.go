package guildpicture

import (
	"fanout/render/ui"
	"fanout/sim"
)

// settingKey does what a key means for the world and reports whether it means anything.
func (pic *stage) settingKey(key string, shift bool, s *sim.Snapshot) bool {
	set, in := settingsOf(s), pic.s.In()
	switch key {
	case "1":
		in.Emit(envelopesCommand(set))
	case "2":
		pic.s.Flip(skipUnsampled(s))
	case "3":
		pic.s.Flip(noRoots(s))
	case "4":
		pic.s.Flip(ui.Option{Title: "Sieve on gRPC headers", Disabled: sieveIdle(set), Command: sieveCommand(set)})
	case "5":
		in.Emit(nextCosts(s))
	case "s", "S":
		in.Emit(map[bool]string{true: "burst 50", false: "send"}[shift])
	default:
		return false
	}
	return true
}
