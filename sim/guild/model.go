package guild

import (
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/row"
	"fanout/sim/setting"
	"fanout/sim/span"
)

// The services, in the order of a message's way.
const (
	API      row.Service = iota // HTTP in, gRPC out; opens the root span of a message
	Guilds                      // one actor per guild: one mailbox, one message at a time
	Sessions                    // one actor per connected client
	Presence                    // receives the background gRPC traffic
	NumServices
)

// The stages, in the stacking order of a bar.
const (
	StageHandle row.Stage = iota // the work itself
	StageWrap                    // inject a context into an envelope or a header
	StageUnpack                  // extract a context from an envelope or a header
	StageSieve                   // read the sampled bit without unpacking
	StageSpan                    // start, record and end spans, and decide not to
	StageExport                  // hand finished spans to the exporter
	NumStages
)

// The origins of traces. Counts are kept apart by origin because only API-rooted traces
// have the inclusion probability p·q that the estimators assume.
const (
	OriginAPI        row.Origin = iota // rooted by a user's message at the API
	OriginGuild                        // rooted by the guild, which saw no context
	OriginSession                      // rooted by a session, which saw no context
	OriginBackground                   // rooted by a background request
	NumOrigins
)

// The events.
const (
	EventSent    row.Event = iota // the API accepted a user's message; its carrier says whether it is sampled
	EventFanout                   // the guild sends it to N sessions
	EventHandled                  // the last of them has handled it, N ns after the first arrival
	eventDone                     // the same, at the time at which it happens

	EventHandledSome  // N sessions have handled it, and nobody else will
	EventCopiesLost   // N copies were lost on a link
	EventCopiesDead   // N copies came to sessions that were down
	EventCopiesUnsent // N copies never left: the guild crashed
	EventCopiesMissed // N copies came to sessions without a connection

	EventLost        // a message was lost on a link before the guild's node read it
	EventRefused     // it was refused: the guild's node was down
	EventDropped     // it went with the guild's mailbox
	EventFailed      // the guild's handler failed on it
	EventCallTimeout // the API got no answer for it within N ns

	EventCrashed      // the guild crashed with N messages in its mailbox
	EventRestarted    // it is up again, N ns later
	EventGuildsDown   // guild node N crashed
	EventGuildsUp     // and is back
	EventSessionsDown // session node N crashed
	EventSessionsUp   // and is back

	EventStorm       // N sessions lose their connections
	EventStormOver   // all are connected again, N ns later
	EventTimeouts    // N calls to connect timed out lately
	EventRetries     // N sessions tried again lately
	EventLateReplies // N answers came lately to sessions that no longer waited for them
	numEvents
)

// The kinds of messages.
const (
	classDispatch      row.Class = iota // API: a user message
	classRPC                            // guilds: its gRPC request
	classFanout                         // guilds: the large guild handles it and fans it out
	classSmall                          // guilds: a small message
	classRelay                          // guilds: a relay sends on
	classDelivery                       // sessions: a message of the large guild
	classPresence                       // presence: a background request
	classFanoutSmall                    // guilds: a small guild handles a user message and fans it out
	classDeliverySmall                  // sessions: a message of a small guild
	classConnect                        // guilds: a session connects
	classConnecting                     // sessions: the same, at the other end
	numClasses
)

// The operations that the world charges for.
const (
	opForward      row.Op = iota // session: forward one message to its client
	opInject                     // put a context into an envelope or headers
	opExtractEmpty               // look at an envelope without context
	opExtract                    // unpack an envelope's context
	opHeaders                    // unpack the context of a gRPC request (16 headers)
	opSieve                      // read the sampled bit of a gRPC request
	opHandler                    // gRPC handler, without reading headers
	opPresence                   // the rest of what presence does per request
	opSpanRoot                   // ask for a root span, sampled or not
	opRootKept                   // what a recorded root span costs besides that of any recorded span
	opSpanChild                  // ask for a child span, sampled or not
	opCapture                    // the extra work of a span that is recorded
	opExport                     // hand a recorded span on
	opGuildSmall                 // guild: one small message
	opGuildSend                  // guild or relay: send to one recipient
	opGuildRelay                 // guild: send to one relay
	opDispatch                   // API: accept and dispatch one user message
	opConnect                    // large guild: take in a session that connects
	opConnectSmall               // small guild: the same
	numOps
)

// Model is the system of the post: API nodes, guild nodes, session nodes and the
// background gRPC traffic.
func Model() *sim.Model { return model }

var model = &sim.Model{
	Name:  "guild",
	Title: "Fan-out: the guild",
	About: "One message to a million sessions, and what tracing it costs.",

	Rows:     row.Counts{Services: NumServices, Stages: NumStages, Classes: numClasses, Ops: numOps, Events: numEvents},
	Services: services,
	Stages: []sim.Stage{
		StageHandle: {Name: "handle", Title: "handle", Letter: 'H', Doc: "The work itself: what would be left without any tracing."},
		StageWrap:   {Name: "wrap", Title: "wrap / inject", Letter: 'W', Doc: "Putting a context into an envelope or into headers."},
		StageUnpack: {Name: "unpack", Title: "unpack / extract", Letter: 'U', Doc: "Getting a context out of an envelope or headers, also when there is none."},
		StageSieve:  {Name: "sieve", Title: "sieve", Letter: 'S', Doc: "Reading the one byte that says whether unpacking is worth it."},
		StageSpan:   {Name: "span", Title: "span capture", Letter: 'C', Doc: "Starting, recording and ending spans, and deciding not to."},
		StageExport: {Name: "export", Title: "export", Letter: 'X', Doc: "Handing finished spans on."},
	},
	Classes:  classes,
	Ops:      ops,
	Events:   events,
	Tracing:  &tracing,
	Lists:    lists,
	Settings: settings,
	Commands: commands,
	Finds:    finds,
	Figures: []string{
		"messages", "messages.sampled", "deliveries", "spans.expected", "sessions.spans.api", "sessions.spans.session", "guilds.spans.guild",
		"headers.parsed", "headers.stripped", "traces.whole", "traces.partial", "dead.letters",
		"api.cpu", "guilds.cpu", "sessions.cpu", "presence.cpu",
		"api.busy", "guilds.busy", "sessions.busy", "presence.busy",
	},
	Default: DefaultSettings(),
	Preview: sim.Preview{Settings: previewSettings, Length: previewLength, Least: previewLength / 64},
	Files:   files,
}

// What refers to the model, or to what makes a world of it, is set here.
func init() {
	model.Metrics = metrics()
	model.Report = report
	model.Bench, model.Probes = bench, probes
	model.New = newWorld
}

var services = []sim.Service{
	API:      {Name: "api", Title: "API"},
	Guilds:   {Name: "guilds", Title: "Guilds"},
	Sessions: {Name: "sessions", Title: "Sessions"},
	Presence: {Name: "presence", Title: "gRPC side"},
}

var classes = []sim.Class{
	classDispatch: {Metric: "dispatch", Service: API, Actor: "api", Action: "dispatch_message", Offered: setting.Of(func(s *Settings) int64 { return s.MessageRate + s.smallMessages() })},
	classRPC:      {Metric: "rpc", Service: Guilds, Actor: "grpc", Action: "handle", Offered: setting.Of(func(s *Settings) int64 { return s.MessageRate + s.smallMessages() })},
	classFanout:   {Metric: "fan_out", Service: Guilds, Actor: "guild", Action: "fan_out", Offered: setting.Of(func(s *Settings) int64 { return s.MessageRate }), Weight: guildScale},
	classSmall:    {Metric: "update", Service: Guilds, Actor: "guild", Action: "update", Offered: setting.Of(func(s *Settings) int64 { return min(s.SmallRate, s.GRPCRate) }), Weight: guildScale},
	classRelay: {Metric: "relay", Service: Guilds, Actor: "relay", Action: "fan_out", Offered: setting.Of(func(s *Settings) int64 {
		return s.MessageRate * int64(s.relaysOf(s.Members))
	})},
	classDelivery: {Metric: "forward", Service: Sessions, Actor: "session", Action: "forward", Offered: setting.Of(func(s *Settings) int64 { return s.MessageRate * int64(s.Members) }),
		Counts: setting.Of(func(s *Settings) int64 { return int64(s.Members)/previewSessions + 1 })},
	classPresence:    {Metric: "presence", Service: Presence, Actor: "grpc", Action: "handle", Offered: setting.Of(func(s *Settings) int64 { return s.GRPCRate })},
	classFanoutSmall: {Metric: "fan_out.small", Service: Guilds, Actor: "small guild", Action: "fan_out", Offered: setting.Of((*Settings).smallMessages)},
	classDeliverySmall: {Metric: "forward.small", Service: Sessions, Actor: "session", Action: "forward",
		Offered: setting.Of(func(s *Settings) int64 {
			l := s.smallLoad()
			return exact.MulDiv(s.smallMessages(), l.squares, max(1, l.members))
		}),
		Counts: setting.Of(func(s *Settings) int64 { return s.smallLoad().recipients()/previewSessions + 1 })},
	classConnect:    {Metric: "connect", Service: Guilds, Actor: "guild", Action: "connect"},        // closed loop: no offered rate
	classConnecting: {Metric: "connecting", Service: Sessions, Actor: "session", Action: "connect"}, // likewise
}

// guildScale is how many times the operations of the guild's own work are charged: it
// can be made as slow as that of a guild with many more messages.
var guildScale = setting.Of(func(s *Settings) int64 { return int64(s.GuildScale) })

// forward is W, the unit of the published ratios: 447 ms of core time per second
// for 10,830 deliveries.
const forward = 41_270 // ns

// inW turns ten-thousandths of W into nanoseconds, to the nearest.
func inW(tenThousandths int64) int64 { return (forward*tenThousandths + 5_000) / 10_000 }

// The prices are those of the cost model "BEAM, published ratios" in its usual reading:
// what Discord's post says of its services, with the parts that it leaves open filled
// from measurements of the Erlang library. 36 ms for a connect and a queue of 26,700
// make the published 16 minutes; what a small guild needs is assumed.
var ops = []sim.Op{
	opForward:      {Key: "forward", Frame: "forward", Stage: StageHandle, Price: inW(10_000), Doc: "a session forwards one message to its client"},
	opInject:       {Key: "inject", Frame: "inject", Stage: StageWrap, Price: inW(1_270), Doc: "put a context into an envelope or into headers"},
	opExtractEmpty: {Key: "extract.empty", Frame: "extract_empty", Stage: StageUnpack, Price: inW(85), Doc: "look at an envelope without context"},
	opExtract:      {Key: "extract", Frame: "extract", Stage: StageUnpack, Price: inW(2_600), Doc: "unpack the context of an envelope"},
	opHeaders:      {Key: "grpc.extract", Frame: "extract_headers", Stage: StageUnpack, Price: inW(7_030), Doc: "unpack the context of a gRPC request with 16 headers"},
	opSieve:        {Key: "grpc.sieve", Frame: "sieve", Stage: StageSieve, Price: inW(36), Doc: "read the sampled bit of a gRPC request"},
	opHandler:      {Key: "grpc.handler", Frame: "handle", Stage: StageHandle, Price: inW(2_340), Doc: "a gRPC handler, without reading headers"},
	opPresence: {Key: "presence", Frame: "update", Stage: StageHandle, Price: inW(4_680), Doc: "the rest of what presence does per request",
		Actor: "presence", Action: "update"}, // beside the gRPC handler, which the published profile is of
	opSpanRoot:     {Key: "span.root", Frame: "start_root", Stage: StageSpan, Price: inW(2_236), Doc: "ask for a root span, sampled or not"},
	opRootKept:     {Key: "span.root.recorded", Frame: "record_root", Stage: StageSpan, Price: 0, Doc: "record a span that is a root, besides span.recorded"},
	opSpanChild:    {Key: "span.child", Frame: "start_child", Stage: StageSpan, Price: inW(3_050), Doc: "ask for a child span, sampled or not"},
	opCapture:      {Key: "span.recorded", Frame: "record", Stage: StageSpan, Price: inW(200), Doc: "record a span instead of dropping it"},
	opExport:       {Key: "span.export", Frame: "export", Stage: StageExport, Price: inW(170), Doc: "hand a recorded span to the exporter"},
	opGuildSmall:   {Key: "guild.small", Frame: "update", Stage: StageHandle, Price: inW(2_420), Doc: "the guild handles one small message"},
	opGuildSend:    {Key: "guild.send", Frame: "send", Stage: StageHandle, Price: 120, Doc: "the guild or a relay sends to one recipient"},
	opGuildRelay:   {Key: "guild.relay", Frame: "send_to_relay", Stage: StageHandle, Price: inW(1_255), Doc: "the guild sends to one relay"}, // with a small message's handling 8.65 W for 67 relays
	opDispatch:     {Key: "dispatch", Frame: "dispatch", Stage: StageHandle, Price: inW(409_500), Doc: "the API accepts and dispatches one user message"},
	opConnect:      {Key: "guild.connect", Frame: "connect", Stage: StageHandle, Price: 36_000_000, Modelled: true, Doc: "the large guild takes in a session that connects"},
	opConnectSmall: {Key: "guild.connect.small", Frame: "connect", Stage: StageHandle, Price: 100_000, Modelled: true, Doc: "a small guild takes in a session that connects"},
}

var tracing = span.Tracing{
	Inject: opInject, ExtractEmpty: opExtractEmpty, Extract: opExtract, Headers: opHeaders, Sieve: opSieve,
	Root: opSpanRoot, RootKept: opRootKept, Child: opSpanChild, Capture: opCapture, Export: opExport,
	Origins: []string{OriginAPI: "api", OriginGuild: "guild", OriginSession: "session", OriginBackground: "background"},
	Leaf:    Sessions,
	Gaps:    gapTexts[:],
	Gap:     gapOf,
	Weigh:   weigh,
}
