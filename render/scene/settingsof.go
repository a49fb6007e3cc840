package scene

import (
	"fanout/sim"
	"fanout/sim/guild"
)

// settingsOf is the settings in force in a snapshot.
func settingsOf(s *sim.Snapshot) *guild.Settings {
	set := guild.SettingsOf(s)
	return &set
}

// stageOf and serviceOf are rows of the model's tables.
func stageOf(s *sim.Snapshot, st sim.StageID) *sim.Stage { return &s.Model.Stages[st] }

func serviceOf(s *sim.Snapshot, v sim.ServiceID) *sim.Service { return &s.Model.Services[v] }
