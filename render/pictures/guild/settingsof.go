package guildpicture

import (
	"fanout/sim"
	"fanout/sim/guild"
)

// settingsOf is the settings in force in a snapshot.
func settingsOf(s *sim.Snapshot) *guild.Settings {
	set := guild.SettingsOf(s)
	return &set
}
