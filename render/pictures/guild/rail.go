package guildpicture

import (
	"fanout/render/pictures/guild/micro"
	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim/guild"
)

type railRow = scene.RailRow[controls]

// rail is all controls, from the top.
var rail = scene.Rail[controls]{
	{Rows: []railRow{{IDs: sendIDs, Draw: controls.send, If: controls.flat}}},
	{Rows: []railRow{dialRow("members"), dialRow("rate")}},
	{Rows: []railRow{{IDs: []string{"slider.head.rate"}, Draw: controls.headSampling}}},
	{Rows: []railRow{{IDs: secondLayerIDs(), Draw: controls.secondLayer}}},
	{Title: "Optimisations", Rows: []railRow{
		{IDs: []string{"chip.envelopes.guild", "chip.envelopes.sessions"}, Draw: controls.envelopes},
		toggleRow("skip.unsampled", func(v controls) ui.Option { return skipUnsampled(v.Snap) }),
		toggleRow("no.roots", func(v controls) ui.Option { return noRoots(v.Snap) }),
		{IDs: append([]string{microID}, sieveIDs...), Draw: controls.sieve},
	}},
	{Rows: []railRow{{IDs: costIDs(), Draw: controls.costControl}}},
	{Rows: []railRow{
		toggleLine("grpc.link", func(v controls) ui.Option {
			return ui.Option{Title: "Link API and guild", On: settingsOf(v.Snap).GRPCLink, About: "context in headers"}
		}),
		toggleLine("roots.guild", func(v controls) ui.Option {
			on := settingsOf(v.Snap).RootsGuild
			return ui.Option{Title: "Guild roots", On: on, About: mayStart(on, false)}
		}),
		toggleLine("roots.session", func(v controls) ui.Option {
			set := settingsOf(v.Snap)
			return ui.Option{Title: "Session roots", On: set.RootsSession, About: mayStart(set.RootsSession, set.NoRoots)}
		}),
		toggleLine("detach", func(v controls) ui.Option {
			on := settingsOf(v.Snap).Detach
			return ui.Option{Title: "Detach after a failure", On: on, About: mayDetach(on)}
		}),
	}},
	{Title: "Rolling deploy", Rows: []railRow{
		{IDs: []string{"chip.deploy.guilds", "chip.deploy.sessions"}, Draw: controls.deployed},
		{IDs: deployFromIDs(), Draw: controls.deployedFrom},
	}},
	{Rows: []railRow{dialRow("grpc"), dialRow("small")}},
}

// flat reports whether the lanes have no room for buttons.
func (v controls) flat() bool { return v.l.Flat }

func dialRow(key string) railRow {
	return railRow{IDs: []string{"slider." + key}, Draw: func(v controls, c *ui.Column) { v.Dial(c.Take(44), key) }}
}

// toggleRow is a switch with the consequence below it.
func toggleRow(key string, option func(controls) ui.Option) railRow {
	return railRow{IDs: []string{"toggle." + key}, Draw: func(v controls, c *ui.Column) { v.ToggleRow(c.TakeWide(50), v.toggle(option(v))) }}
}

// toggleLine is a switch in one line.
func toggleLine(key string, option func(controls) ui.Option) railRow {
	return railRow{IDs: []string{"toggle." + key}, Draw: func(v controls, c *ui.Column) {
		o := option(v)
		o.ID = key
		v.ToggleLine(c.TakeWide(v.Tall(28)), v.toggle(o))
	}}
}

var (
	sendIDs  = []string{"button.send", "button.burst"}
	sieveIDs = segmentIDs("sieve", guild.SieveIgnore.String(), guild.SieveParse.String(), guild.SieveOn.String())
)

func secondLayerIDs() []string {
	ids := []string{"point.flat.rate", "button.fanout.reset"}
	for i := range guild.FanoutPoints {
		ids = append(ids, "point."+fanoutKey(i))
	}
	return append(ids, segmentIDs("fanout", guild.FanoutTable.String(), guild.FanoutTenN.String(), guild.FanoutFlat.String(), guild.FanoutNone.String())...)
}

func costIDs() []string {
	var names []string
	for _, p := range costProfiles {
		names = append(names, p.name)
	}
	return segmentIDs("costs", names...)
}

func segmentIDs(of string, choices ...string) (ids []string) {
	for _, choice := range choices {
		ids = append(ids, "segment."+of+"."+choice)
	}
	return ids
}

// offers are the ids of the picture's controls, and of what it shows: what a chapter can name.
func offers() []string {
	ids := []string{
		"guild", "mailbox", "guild.message", sieveID, "field", countersID, "api-1", "api-2", "api-3", "link.api", "link.sessions", // readings
		"tab.timings", "tab.connects",
		"remark", "stage.handle", "stage.wrap", "stage.unpack", "stage.sieve", "stage.span", "stage.export", "published",
		"button.fault.crash", "button.fault.crash.node", "button.fault.storm", "button.fault.hot", "button.undo",
	}
	ids = append(ids, scene.BarIDs(guild.Model())...)
	for _, link := range []string{"api", "sessions"} {
		for _, fault := range []string{"cut", "lossy", "restore", "slow", "fast"} {
			ids = append(ids, "button.fault."+fault+"."+link)
		}
	}
	for _, tab := range new(Picture).Tabs() {
		id, _, _ := tab.Title()
		ids = append(ids, "tab."+id)
	}
	ids = append(ids, micro.CallersIDs...)
	return append(ids, rail.IDs()...)
}
