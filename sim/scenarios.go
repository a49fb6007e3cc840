package sim

import (
	"embed"
	"io/fs"
	"path"
	"strings"
)

//go:embed scenarios/*.txt
var scenarioFiles embed.FS

// Scenarios returns the scenarios that come with the playground, in order.
func Scenarios() []*Scenario {
	files, err := fs.Glob(scenarioFiles, "scenarios/*.txt")
	if err != nil {
		panic("sim: " + err.Error())
	}
	var all []*Scenario
	for _, f := range files {
		text, err := scenarioFiles.ReadFile(f)
		if err != nil {
			panic("sim: " + err.Error())
		}
		s, err := ParseScenario(strings.TrimSuffix(path.Base(f), ".txt"), string(text))
		if err != nil {
			panic("sim: " + err.Error())
		}
		all = append(all, s)
	}
	return all
}
