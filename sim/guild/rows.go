package guild

import (
	"strconv"

	"fanout/sim/exact"
	"fanout/sim/setting"
)

// The groups of the settings, in the order of the controls.
const (
	groupTraffic  = "Traffic"
	groupSampling = "Sampling"
	groupEnvelope = "Envelopes"
	groupOptimise = "Optimisations"
	groupRoots    = "Who may start traces"
	groupMachines = "Machines and links"
	groupDeploy   = "Rolling deploy"
)

// settings are all of them, in the order of the grammar's help.
var settings = []setting.Setting{
	setting.Number(setting.Row{Key: "members", Label: "Online members", Short: "Members", Group: groupTraffic, Doc: "connected sessions"},
		1, 1_000_000, func(s *Settings) *int { return &s.Members }),
	setting.Rate(setting.Row{Key: "rate", Label: "Messages per second", Group: groupTraffic, Doc: "user messages per second"},
		100, MostMessageRate, func(s *Settings) *int64 { return &s.MessageRate }),
	setting.Rate(setting.Row{Key: "small", Label: "Small messages per second", Short: "Small messages", Group: groupTraffic,
		Doc: "small messages to the guild per second, carried by background requests, one at most by each"},
		0, 1_000_000, func(s *Settings) *int64 { return &s.SmallRate }).Slides(.1, 1000),
	setting.Rate(setting.Row{Key: "grpc", Label: "Background requests per second", Short: "Background requests", Group: groupTraffic,
		Doc: "background gRPC requests per second"},
		0, 20_000_000, func(s *Settings) *int64 { return &s.GRPCRate }).Slides(1, 20_000),
	setting.Switch(setting.Row{Key: "even", Label: "Even arrivals", Group: groupTraffic, Doc: "arrivals at even distances instead of at random"},
		func(s *Settings) *bool { return &s.Even }),
	setting.Number(setting.Row{Key: "nodes.guilds", Label: "Guild nodes", Group: groupMachines, Doc: "machines of the guilds service"},
		1, mostGuildNodes, func(s *Settings) *int { return &s.GuildNodes }),
	setting.Number(setting.Row{Key: "nodes.sessions", Label: "Session nodes", Group: groupMachines, Doc: "machines of the sessions service, which share its cores"},
		1, mostSessionNodes, func(s *Settings) *int { return &s.SessionNodes }),
	setting.Number(setting.Row{Key: "guilds", Label: "Small guilds", Group: groupTraffic, Doc: "small guilds beside the large one, of 2 to 255 of its members"},
		0, mostGuilds, func(s *Settings) *int { return &s.Guilds }).Slides(1, mostGuilds),
	setting.Rate(setting.Row{Key: "guilds.rate", Label: "Messages to small guilds per second", Short: "Small guilds’ messages", Group: groupTraffic,
		Doc: "user messages to all small guilds per second"},
		100, 1_000_000, func(s *Settings) *int64 { return &s.GuildRate }),
	setting.Switch(setting.Row{Key: "relays", Label: "Relays", Group: groupMachines, Doc: "the guild sends to relays, and these to at most 15,000 sessions each"},
		func(s *Settings) *bool { return &s.Relays }),
	setting.Number(setting.Row{Key: "guild.scale", Label: "Guild’s work, times", Short: "Guild’s work", Group: groupMachines,
		Doc: "how many times as long a guild's own work takes, so that few messages make it as busy as many"},
		1, 1_000, func(s *Settings) *int { return &s.GuildScale }),
	setting.Duration(setting.Row{Key: "latency.api", Label: "Latency between API and guilds", Short: "API latency", Group: groupMachines, Doc: "one way between API and guilds"},
		setting.LeastLatency, func(s *Settings) *int64 { return &s.LatencyAPI }),
	setting.Duration(setting.Row{Key: "latency", Label: "Latency between the other services", Short: "Latency", Group: groupMachines, Doc: "one way between the other services"},
		setting.LeastLatency, func(s *Settings) *int64 { return &s.Latency }),
	setting.Duration(setting.Row{Key: "jitter", Label: "Jitter", Group: groupMachines, Doc: "what a message between services takes longer at most, drawn for each"},
		0, func(s *Settings) *int64 { return &s.Jitter }),
	setting.Share(setting.Row{Key: "head.rate", Label: "Head sampling", Group: groupSampling, Doc: "probability that a trace is kept"},
		0, func(s *Settings) *exact.PPM { return &s.HeadRate }).Slides(1e-4, 1).Amber(),
	fanoutPreset(),
	fanoutPoint(0), fanoutPoint(1), fanoutPoint(2), fanoutPoint(3), fanoutPoint(4),
	setting.Share(setting.Row{Key: "flat.rate", Label: "The one rate for all", Short: "Second layer, flat", Group: groupSampling, Doc: "keep rate of the preset flat"},
		1, func(s *Settings) *exact.PPM { return &s.FlatRate }).Amber(),
	setting.Share(setting.Row{Key: "envelopes.guild", Label: "Envelopes to the guild", Short: "Guild envelopes", Group: groupEnvelope, Doc: "share of messages to the guild in envelopes"},
		0, func(s *Settings) *exact.PPM { return &s.EnvelopesGuild }).Linear(),
	setting.Share(setting.Row{Key: "envelopes.sessions", Label: "Envelopes to sessions", Short: "Session envelopes", Group: groupEnvelope, Doc: "share of fan-outs in envelopes"},
		0, func(s *Settings) *exact.PPM { return &s.EnvelopesSessions }).Linear(),
	setting.Switch(setting.Row{Key: "detach", Label: "Detach after a failure", Short: "Detach", Group: groupEnvelope,
		Doc: "the guild takes a message's context off again when its handler fails; off is the published code"},
		func(s *Settings) *bool { return &s.Detach }),
	setting.Share(setting.Row{Key: "deploy.guilds", Label: "Guild nodes deployed", Group: groupDeploy, Doc: "share of the guild nodes that run the present version"},
		0, func(s *Settings) *exact.PPM { return &s.DeployGuilds }).Linear(),
	setting.Share(setting.Row{Key: "deploy.sessions", Label: "Session nodes deployed", Group: groupDeploy, Doc: "share of the session nodes that run the present version"},
		0, func(s *Settings) *exact.PPM { return &s.DeploySessions }).Linear(),
	setting.OneOf(setting.Row{Key: "deploy.from", Label: "Version of the others", Group: groupDeploy,
		Doc: "version of the other nodes: without envelopes, or with those that had a carrier only"},
		versionNames, func(s *Settings) *version { return &s.DeployFrom }).Named("Without envelopes", "With a carrier only"),
	setting.Switch(setting.Row{Key: "skip.unsampled", Label: "Skip unsampled context", Short: "Skip unsampled", Group: groupOptimise, Doc: "leave unsampled context out of envelopes"},
		func(s *Settings) *bool { return &s.SkipUnsampled }),
	setting.Switch(setting.Row{Key: "no.roots", Label: "No root spans after fan-out", Short: "No root spans", Group: groupOptimise, Doc: "after a fan-out continue traces, never start one"},
		func(s *Settings) *bool { return &s.NoRoots }),
	setting.OneOf(setting.Row{Key: "sieve", Label: "Sieve on gRPC headers", Short: "Sieve", Group: groupOptimise, Doc: "what a gRPC server does with trace headers"},
		sieveNames[:], func(s *Settings) *SieveMode { return &s.Sieve }).Named("Ignore", "Parse all", "Sieve"),
	setting.Switch(setting.Row{Key: "grpc.link", Label: "Link API and guild", Group: groupRoots, Doc: "the API puts its context into gRPC headers"},
		func(s *Settings) *bool { return &s.GRPCLink }),
	setting.OneOf(setting.Row{Key: "callers", Label: "Headers of background callers", Short: "Callers’ headers", Group: groupRoots,
		Doc: "what the callers of background requests write into traceparent: flags 00 and 01, those of level 2, or every kind in turn"},
		callersNames[:], func(s *Settings) *callers { return &s.Callers }).Named("Flags 00 and 01", "Level 2: 02 and 03", "Every kind, in turn"),
	setting.Switch(setting.Row{Key: "roots.guild", Label: "Guild roots", Group: groupRoots, Doc: "the guild may start traces"},
		func(s *Settings) *bool { return &s.RootsGuild }),
	setting.Switch(setting.Row{Key: "roots.session", Label: "Session roots", Group: groupRoots, Doc: "sessions may start traces"},
		func(s *Settings) *bool { return &s.RootsSession }),
}

// fanoutPreset goes back to the published points when the table is chosen, so
// that an edited curve has a way back.
func fanoutPreset() setting.Setting {
	k := setting.OneOf(setting.Row{Key: "fanout", Label: "Second layer, by recipients", Short: "Second layer", Group: groupSampling, Doc: "rule of the second layer"},
		fanoutNames[:], func(s *Settings) *FanoutPreset { return &s.Fanout }).
		Named("Published table", "10 / recipients", "One rate for all", "None: keep every span", "Edited table")
	k = setting.Then(k, func(s *Settings) {
		if s.Fanout == FanoutTable {
			s.FanoutTable = DefaultSettings().FanoutTable
		}
	})
	k.Derived = FanoutCustom.String() // its points make it one
	return k.Amber()
}

// fanoutPoint is one point of the table; editing it makes the table a custom one.
func fanoutPoint(i int) setting.Setting {
	n := FanoutRecipients(i)
	r := setting.Row{Key: "fanout." + strconv.Itoa(n), Label: "Kept at " + plural(n, "recipient"), Short: "Second layer at " + exact.Thousands(int64(n)),
		Group: groupSampling, Doc: "keep rate of the second layer at " + plural(n, "recipient")}
	k := setting.Share(r, 1, func(s *Settings) *exact.PPM { return &s.FanoutTable[i] })
	return setting.Then(k, func(s *Settings) { s.Fanout = FanoutCustom }).Amber()
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return exact.Thousands(int64(n)) + " " + word + "s"
}
