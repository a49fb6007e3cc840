package guildpicture

import (
	"fanout/render/ui"
	"fanout/sim/exact"
)

// deployVersions are the versions that nodes may come from, as the grammar spells them and as
// the control does.
var deployVersions = [][3]string{
	{"bare", "No envelopes", "The others send bare messages, and take the message out of an envelope"},
	{"carrier", "Carrier only", "The others send envelopes without the number of recipients"},
}

func deployFromIDs() []string {
	var names []string
	for _, version := range deployVersions {
		names = append(names, version[0])
	}
	return segmentIDs("deploy.from", names...)
}

// deployed is the share of a service's nodes that run the present version.
func (v controls) deployed(c *ui.Column) {
	set, r := settingsOf(v.Snap), c.Take(v.Tall(20)+6)
	v.chips(ui.Box(r.X, r.Y+(r.H-20)/2, r.W, 20), chip{"deploy.guilds", "guilds", set.DeployGuilds}, chip{"deploy.sessions", "sessions", set.DeploySessions})
}

// deployedFrom is the version of the other nodes.
func (v controls) deployedFrom(c *ui.Column) {
	set, t := settingsOf(v.Snap), v.Theme
	if v.Snap.Changed == "deploy.from" {
		v.ChangedMark(ui.Box(c.X-8, c.Y, c.W+16, 22+v.Tall(26)+4))
	}
	about := "some nodes are behind"
	if set.DeployGuilds == exact.Whole && set.DeploySessions == exact.Whole {
		about = "no node is behind"
	}
	head := c.Take(22)
	v.Text(c.X, head.CenterY(), ui.Label, t.T2, "The other nodes run")
	v.TextRight(c.X+c.W, head.CenterY(), ui.Tick, t.T2, about)
	now := v.Snap.Model.Setting("deploy.from").Text(v.Snap.Settings)
	choices := make([]ui.Choice, len(deployVersions))
	for i, version := range deployVersions {
		choices[i] = ui.Choice{ID: version[0], Label: version[1], Hint: version[2], Command: "set deploy.from " + version[0], On: now == version[0]}
	}
	v.Segment(c.Take(v.Tall(26)), "deploy.from", choices)
	c.Y += 4
}
