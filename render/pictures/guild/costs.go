package guildpicture

import (
	"strings"

	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/readout"
)

// costProfile is a choice of the cost profile control.
type costProfile struct {
	name    string // as the command grammar spells it
	label   string
	command string
	tip     string
}

// costProfiles are the price lists, in the order of the control and of its key. What
// this machine takes is measured when it is chosen.
var costProfiles = []costProfile{
	{"beam-published", "BEAM", "costs beam-published", "Ratios that Discord published"},
	{"this-machine", "This tab", "costs measure", "Measure what everything takes here, for about a second"},
	{"go-native", "Go native", "costs go-native", "Go’s own costs, measured in a native program"},
}

// published reports whether the figures of the post belong beside the bars.
func published(s *sim.Snapshot) bool {
	return s.Costs.Profile == costProfiles[0].name && !s.Costs.Edited
}

// costAbout says in a sentence what the prices are.
func (v controls) costAbout() string {
	c := &v.Snap.Costs
	about := "Go’s own costs, measured natively on " + c.Machine
	switch c.Profile {
	case costProfiles[0].name:
		about = "Discord’s published ratios. The split inside each bar is this model’s"
	case costProfiles[1].name:
		about = "What this program’s operations take here, measured " + c.Date
	}
	if c.Edited {
		about += "; " + edited(c)
	}
	return about + "."
}

// edited says which price is not the list's, or how many are not.
func edited(c *readout.Costs) string {
	text, n := "", 0
	for _, p := range c.Prices {
		if p.Ns != p.Listed {
			text, n = p.Key+" is set to "+ui.Duration(p.Ns), n+1
		}
	}
	if n == 1 {
		return text
	}
	return ui.Count(int64(n)) + " prices are set otherwise"
}

// costControl chooses the price list.
func (v controls) costControl(c *ui.Column) {
	t := v.Theme
	if key := v.Snap.Changed; key == "costs" || strings.HasPrefix(key, "cost.") {
		v.ChangedMark(ui.Box(c.X-8, c.Y-2, c.W+16, 112))
	}
	head := c.Take(22)
	v.Text(c.X, head.CenterY(), ui.LabelStrong, t.T1, "Cost profile")
	x := c.X + c.W
	for _, tag := range v.costTags() {
		v.Tag(x, head.CenterY(), tag)
		x -= v.Width(ui.Tick, tag) + 16
	}
	var choices []ui.Choice
	for _, p := range costProfiles {
		label := p.label
		if p.name == "this-machine" && v.Shell.Here() != "TAB" {
			label = "This machine"
		}
		choices = append(choices, ui.Choice{ID: p.name, Label: label, Command: p.command, On: v.Snap.Costs.Profile == p.name, Hint: p.tip})
	}
	v.Segment(c.Take(v.Tall(30)), "costs", choices)
	for i, line := range v.Wrap(ui.Label, v.costAbout(), c.W) {
		if i < 3 {
			v.Text(c.X, c.Y+14+16*float64(i), ui.Label, t.T2, line)
		}
	}
	c.Y += 56
}

// costTags are the sources of the bars in force, from the right.
func (v controls) costTags() []string {
	if published(v.Snap) {
		return []string{"MODEL", "POST"}
	}
	return []string{v.CostTag()}
}

// nextCosts is the command of the key: the next price list of the control.
func nextCosts(s *sim.Snapshot) string {
	for i, p := range costProfiles {
		if p.name == s.Costs.Profile {
			return costProfiles[(i+1)%len(costProfiles)].command
		}
	}
	return costProfiles[0].command
}
