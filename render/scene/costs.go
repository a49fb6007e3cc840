package scene

import (
	"strings"

	"fanout/render/ui"
	"fanout/sim"
)

// costProfile is a choice of the cost profile control.
type costProfile struct {
	name    string // as the command grammar spells it
	label   string
	flag    string // on a timeline, which may be one that came from elsewhere
	command string
	tip     string
}

// costProfiles are the price lists, in the order of the control and of its key. What
// this machine takes is measured when it is chosen.
var costProfiles = []costProfile{
	{"beam-published", "BEAM", "BEAM", "costs beam-published", "Ratios that Discord published"},
	{"this-machine", "This tab", "measured", "costs measure", "Measure what everything takes here, for about a second"},
	{"go-native", "Go native", "Go native", "costs go-native", "Go’s own costs, measured in a native program"},
}

// published reports whether the figures of the post belong beside the bars.
func published(s *sim.Snapshot) bool {
	return s.Costs.Profile == costProfiles[0].name && !s.Costs.Edited
}

// costTag says where the lengths of the bars come from: measured here, or modelled.
func (v *view) costTag() string {
	if v.snap.Costs.Profile == costProfiles[1].name && !v.snap.Costs.Edited {
		return v.s.here
	}
	return "MODEL"
}

// costAbout says in a sentence what the prices are.
func (v controls) costAbout() string {
	c := &v.snap.Costs
	about := "Go’s own costs, measured natively on " + c.Machine
	switch c.Profile {
	case costProfiles[0].name:
		about = "Discord’s published ratios. The split inside each bar is this model’s"
	case costProfiles[1].name:
		about = "What this program’s operations take here, measured " + c.Date
	}
	if c.Edited {
		about += "; some prices were edited"
	}
	return about + "."
}

// costControl chooses the price list.
func (v controls) costControl(c *ui.Column) {
	t := v.Theme
	if key := v.snap.Changed; key == "costs" || strings.HasPrefix(key, "cost.") {
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
		if p.name == "this-machine" && v.s.here != "TAB" {
			label = "This machine"
		}
		choices = append(choices, ui.Choice{ID: p.name, Label: label, Command: p.command, On: v.snap.Costs.Profile == p.name, Hint: p.tip})
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
	if published(v.snap) {
		return []string{"MODEL", "POST"}
	}
	return []string{v.costTag()}
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
