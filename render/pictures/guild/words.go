package guildpicture

import (
	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/guild"
	"fanout/sim/span"
)

// Words returns what the shell says of the guild.
func Words() *scene.Words {
	const background = "Background: requests, small messages, connects"
	return &scene.Words{
		Subtitle:     "what tracing one really costs",
		Introduction: introduction(),
		Acts: [][2]string{
			{"1 – 4", "envelopes, skip, no roots, sieve"},
			{"5", "cost profile"},
			{"S", "send a message; Shift + S: 50"},
		},
		Looks: [][2]string{
			{"+  −  0", "zoom in, out, whole field"},
			{"F", "follow a session or a message"},
			{"M", "sieve microscope"},
		},
		Signs: signs(),
		View: scene.ViewWords{
			Verbs:   []string{"zoom", "follow", "microscope"},
			Buttons: [][2]string{{"zoom in", "Nearer"}, {"zoom out", "Farther"}, {"zoom fit", "Whole"}, {"microscope", "Sieve microscope"}, {"microscope off", "Close the microscope"}},
			Header:  "A traceparent for the sieve microscope",
			Follow:  "Follow a session, such as 50 50, or a message, such as #1",
		},
		Origins: []scene.OriginWords{
			{Origin: guild.OriginAPI, Column: "API traces", Traces: "API traces: spans of all services, begun at the API for a user’s message"},
			{Origin: guild.OriginSession, Column: "session roots", Traces: "Session roots: a session began the trace, which ends there"},
			{Origin: guild.OriginGuild, Column: "guild traces", Traces: "Guild traces: spans of all services, begun by the guild where a message came without context"},
			{Origin: guild.OriginBackground, Column: "background", Traces: background, Orphans: "Background roots: begun by presence, which read no context"},
		},
		NoSpans:   noSpans,
		NoTraces:  noTraces,
		Published: map[string]string{"message_common.dispatch_message": "1.69 ms"},
		SpanAbout: spanAbout,
		Accounts:  accounts,
		Value:     valueText,
		Contrast:  "no.roots",
		Compared: []scene.Compared{
			{Metric: "messages", Name: "Messages"},
			{Metric: "deliveries", Name: "Deliveries", Better: 1},
			{Metric: "sessions.spans.api", Name: "Session spans in API traces", Brief: "In API traces"},
			{Metric: "traces.whole", Name: "Whole traces", Better: 1},
			{Metric: "sessions.spans.session", Name: "Session roots", Better: -1},
			{Metric: "spans.expected", Name: "Spans expected per second", Brief: "Spans per second", Better: -1},
			{Metric: "sessions.cpu", Name: "CPU of sessions", Brief: "Sessions", Better: -1},
			{Metric: "guilds.cpu", Name: "CPU of guilds", Brief: "Guilds", Better: -1},
			{Metric: "api.cpu", Name: "CPU of the API", Brief: "API", Better: -1},
			{Metric: "presence.cpu", Name: "CPU of presence", Brief: "Presence", Better: -1},
			{Metric: "dead.letters", Name: "Dead letters", Better: -1},
		},
		WhatIf: scene.WhatIf{Setting: "head.rate", Metrics: []scene.Measured{
			{Metric: "spans.rate", Name: "Spans per second", Tracing: true},
			{Metric: "estimate.messages.error", Name: "Error of the estimate", Brief: "Error", Tracing: true},
			{Metric: "sessions.cpu", Name: "CPU of sessions", Brief: "Sessions"},
			{Metric: "guilds.cpu", Name: "CPU of guilds", Brief: "Guilds"},
			{Metric: "api.cpu", Name: "CPU of the API", Brief: "API"},
			{Metric: "presence.cpu", Name: "CPU of presence", Brief: "Presence"},
			{Metric: "guild.load", Name: "Load of the guild", Brief: "Guild’s load"},
			{Metric: "guild.mailbox", Name: "Waiting in the guild’s mailbox", Brief: "Guild’s mailbox"},
			{Metric: "orphans.rate", Name: "Session roots per second", Brief: "Session roots", Tracing: true},
			{Metric: "traces.whole", Name: "Whole traces", Tracing: true},
			{Metric: "traces.partial", Name: "Traces with gaps", Tracing: true},
			{Metric: "estimate.deliveries.error", Name: "Error of the estimate of deliveries", Brief: "Deliveries’ error", Tracing: true},
		}},
		Truth: func(s *sim.Snapshot) (messages, deliveries int64) {
			m := &guild.ViewOf(s).Messages
			return m.Sent, m.Deliveries
		},
		Profiles: []scene.PublishedProfile{{
			Path: []string{"presence", "grpc"}, Part: publishedUnpack, Whole: publishedHandler, Stage: guild.StageUnpack,
			Says: "of the gRPC handler of Discord’s presence service unpacked trace context. The text of the post says 75 %.",
			Head: "Why it was found late",
			Why:  "A tracer records no spans about itself. Only a profiler can see this frame.",
		}},
	}
}

// signs are those of the picture, as the help shows them.
func signs() []scene.Sign {
	return []scene.Sign{
		{Name: "blue", About: "messages, and the work for them", Draw: func(p *ui.Painter, x, y float64) { p.Fill(ui.Around(x, y, 5), 2, p.Theme.Acc) }},
		{Name: "amber", About: "tracing", Draw: func(p *ui.Painter, x, y float64) { p.Fill(ui.Around(x, y, 5), 2, p.Theme.Trace) }},
		{Name: "diamond", About: "a span is kept", Draw: func(p *ui.Painter, x, y float64) { p.Diamond(x, y, 5.5, p.Theme.Trace) }},
		{Name: "ring", About: "a context that nobody will keep", Draw: func(p *ui.Painter, x, y float64) { p.Ring(x, y, 5, 1.4, p.Theme.T2) }},
		{Name: "dashed ring", About: "no context", Draw: func(p *ui.Painter, x, y float64) { p.DashedRing(x, y, 5, 1.4, p.Theme.T2) }},
		{Name: "square", About: "a session began a trace: a root", Draw: func(p *ui.Painter, x, y float64) { p.Border(ui.Around(x, y, 5), 0, 2, p.Theme.Trace) }},
	}
}

// introduction is what the left rail says. The page shows the same text as HTML
// where it shows a rail itself.
func introduction() scene.Prose {
	return scene.Prose{
		Title: "One message fans out",
		Paragraphs: []string{
			"Someone posts a message. An API node hands it to the guild, *one process with one mailbox*, and the guild sends a copy to everybody who is online.",
			"Blue is traffic, *amber is tracing*. A diamond means: this trace is kept. A ring carries a context that nobody will keep, a dashed ring carries none.",
			"Every dot of the field stands for sessions. A dot stands out when its copy arrives and fades once the session has handled it.",
			"The bars below say how busy the cores of each service are *expected* to be, and with what. The upright mark is what they have *spent* in the last second. More members get more cores. The work really runs; only its price is modelled.",
		},
		Try: "Switch off *No root spans after fan-out* and watch the Sessions bar. Then set the sieve to *Parse all* and watch the gRPC side.",
	}
}

// accounts are the model's ledger for the tab with counters.
func accounts(s *sim.Snapshot) []scene.Account {
	l := &guild.ViewOf(s).Ledger
	list := []scene.Account{{Name: "messages sent", Sum: l.Messages.Sent}, {Name: "copies sent", Sum: l.Copies.Sent}}
	for i, one := range []string{"message sent", "copy sent"} {
		if list[i].Sum == 1 {
			list[i].Name = one
		}
	}
	for i, parts := range [][]guild.Part{guild.MessageParts(&l.Messages), guild.CopyParts(&l.Copies)} {
		for _, p := range parts {
			list[i].Parts = append(list[i].Parts, scene.AccountPart{Name: p.Name, N: p.N})
		}
	}
	return list
}

// noSpans says when there will be one.
func noSpans(s *sim.Snapshot) string {
	head := scene.Share(settingsOf(s).HeadRate)
	if head <= 0 {
		return "No span is recorded: head sampling stands at 0 %."
	}
	return "No span recorded so far. At " + ui.Percent(settingsOf(s).HeadRate) + " about one message in " +
		ui.Count(int64(1/head+.5)) + " leaves a trace."
}

// noTraces says when there will be one.
func noTraces(s *sim.Snapshot) string {
	head := scene.Share(settingsOf(s).HeadRate)
	if head <= 0 {
		return "No trace will come: head sampling stands at 0 %."
	}
	text := "No trace yet. At " + ui.Percent(settingsOf(s).HeadRate) + " head sampling, expect one "
	if per := int64(1/head + .5); per > 1 {
		return text + "in " + ui.Count(per) + " messages."
	}
	return text + "for every message."
}

// spanAbout names the session that a span is about.
func spanAbout(s *span.Span) string {
	number, ok := guild.SessionOf(s)
	if !ok {
		return ""
	}
	return "session " + ui.Count(number)
}

// valueText is a value of the sieve as its control has it.
func valueText(key, value string) string {
	switch {
	case key != "sieve":
		return ""
	case value == guild.SieveOn.String():
		return "on"
	case value == guild.SieveParse.String():
		return "parse all"
	}
	return ""
}
