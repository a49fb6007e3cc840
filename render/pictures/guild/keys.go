package guildpicture

import (
	"strings"

	"fanout/render/ui"
	"fanout/sim"
)

// settingKey does what a key means for the world and reports whether it means anything.
func (pic *stage) settingKey(key string, shift bool, s *sim.Snapshot) bool {
	of, ok := keyControls[strings.ToLower(key)]
	if !ok {
		return false
	}
	if shift && strings.EqualFold(key, "s") {
		of = burstControl
	}
	kept := pic.s.Hides
	if key >= "1" && key <= "5" { // a setting, which stays as it is
		kept = pic.s.Unasked
	}
	if kept(of.title, of.ids...) {
		return true
	}
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
	}
	return true
}

// keyControl is what a key does the same as.
type keyControl struct {
	title string
	ids   []string
}

var keyControls = map[string]keyControl{
	"1": {"Envelopes", []string{"chip.envelopes.guild", "chip.envelopes.sessions"}},
	"2": {"Skip unsampled context", []string{"toggle.skip.unsampled"}},
	"3": {"No root spans after fan-out", []string{"toggle.no.roots"}},
	"4": {"Sieve on gRPC headers", sieveIDs},
	"5": {"Cost profile", costIDs()},
	"s": {"Send", []string{"button.send"}},
}

var burstControl = keyControl{"Burst", []string{"button.burst"}}
