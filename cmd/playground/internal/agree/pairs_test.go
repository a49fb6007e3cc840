package agree

import (
	"math"
	"strings"
)

// pair is two readings that a person can compare, and how they stand to each other.
type pair struct {
	a, b reading
	how  relation
}

// relation says what is wrong with two values, "" for nothing.
type relation func(a, b value) string

// same is one number, as exactly as both places write it, or one word.
func same(a, b value) string {
	if math.IsNaN(a.n) || math.IsNaN(b.n) {
		if a.text != b.text {
			return "are not the same"
		}
		return ""
	}
	if d := math.Abs(a.n - b.n); d > a.half+b.half+1e-6+1e-9*math.Abs(a.n) {
		return "are not the same number"
	}
	return ""
}

// atMost is a number that is not greater than the other.
func atMost(a, b value) string {
	if a.n > b.n+a.half+b.half+1e-6 {
		return "is more than the other"
	}
	return ""
}

var (
	messages    = underHead("messages", 1)
	sampled     = underHead("sampled", 3)
	fromAPI     = column("kept, API traces", 0, keptLine)
	fromGuild   = column("kept, guild traces", 1, keptLine)
	roots       = column("kept, session roots", 2, keptLine)
	mailbox     = widgetSays("the guild's card", "stage", "guild", "")
	actorBusy   = roundedFact("actor's share in the guild's panel", "guild", "it was busy")
	lastMessage = cardMessage()
)

// pairs are all that are held together: one row each.
var pairs = []pair{
	// Messages, and who sampled them.
	{messages, of("messages.sent", 1), same},
	{messages, line("messages", 0), same},
	{messages, cards("sent"), same},
	{sampled, of("messages.sampled", 1), same},
	{sampled, line("  sampled at the API", 0), same},
	{sampled, cards("sampled"), same},
	{underHead("expected", 2), nodesExpected(), same},
	{spanRow("API traces", "message_common.dispatch_message"), sampled, atMost},
	{fact("api-1's panel", "api-1", "users’ messages sent"), apiCard(" sent"), same},
	{fact("api-1's panel, sampled", "api-1", "sampled here"), apiCard(" sampled"), same},
	{roundedFact("api-1's panel, expected", "api-1", "expected before the draw"), apiExpected(), same},

	// Headers.
	{written("parsed on the stage", "stage", "", " parsed"), of("messages.parsed", 1), same},
	{written("stripped on the stage", "stage", "", " stripped"), of("messages.stripped", 1), same},
	{fact("parsed in the sieve's panel", "sieve", "headers parsed"), of("messages.parsed", 1), same},
	{fact("stripped in the sieve's panel", "sieve", "stripped"), of("messages.stripped", 1), same},
	{line("headers parsed", 0), of("messages.parsed", 1), same},
	{line("headers stripped", 0), of("messages.stripped", 1), same},
	{written("ignored on the stage", "stage", "", " ignored"), of("messages.ignored", 1), same},
	{fact("ignored in the sieve's panel", "sieve", "ignored"), of("messages.ignored", 1), same},
	{line("headers ignored", 0), of("messages.ignored", 1), same},

	// Spans, by who began the trace.
	{fromAPI, of("messages.sessionSpans", 1), same},
	{fromAPI, of("services.sessions.spans.api", 1), same},
	{fromAPI, spanRow("API traces", "session.forward"), same},
	{fromAPI, counterCell("Sessions", "API traces"), same},
	{fromAPI, line("session spans, API traces", 0), same},
	{fromGuild, of("services.sessions.spans.guild", 1), same},
	{fromGuild, of("messages.sessionSpansOfGuildTraces", 1), same},
	{fromGuild, spanRow("Guild traces", "session.forward"), same},
	{fromGuild, counterCell("Sessions", "guild traces"), same},
	{fromGuild, line("session spans, guild traces", 0), same},
	{roots, of("messages.orphanRoots", 1), same},
	{roots, of("services.sessions.spans.session", 1), same},
	{roots, spanRow("Session roots", ""), same},
	{roots, counterCell("Sessions", "session roots"), same},
	{roots, line("session roots", 0), same},
	{sinceChange(), roots, atMost},
	{phoneNumber("kept", "kept"), bothKept(), same},
	{phoneNumber("roots", "roots"), roots, same},
	{allSpans(), of("spanStore.recorded", 1), same},
	{allSpans(), tabCount("Spans"), same},
	{allSpans(), line("spans of all services", 0), same},
	{onField(), bothKept(), atMost},

	// Spans per second, expected.
	{perSecond(), of("messages.spansPerSecond", 1), same},
	{column("expected, session roots", 2, rateLine), rootsAbout(), same},
	{column("expected, API traces", 0, rateLine), formula(), same},

	// The guild's actor and its queue.
	{mailbox, of("guild.mailbox", 1), same},
	{mailbox, fact("mailbox in the guild's panel", "guild", "messages in its mailbox"), same},
	{mailbox, counterCell("Guilds", "mailbox"), atMost},
	{mailbox, widgetSays("the card's slots", "stage", "mailbox", ""), same},
	{fact("from users in the guild's panel", "guild", "of them from users"), of("guild.mailboxUsers", 1), same},
	{of("guild.mailboxUsers", 1), messages, atMost},
	{mailbox, phoneMailbox(), same},
	{factWord("This actor on the card", "stage", "This actor"), of("guild.working", 1), same},
	{factWord("This actor on the card", "stage", "This actor"), factWord("this actor in the panel", "guild", "this actor, now"), same},
	{roundedFact("busy on the card", "stage", "busy in"), actorBusy, same},
	{actorBusy, of("guild.busy", 100), same},
	{lastMessage, panelMessage(), same},
	{copies(), of("guild.recipients", 1), same},
	{cardSent(), panelSent(), same},
	{waveMessage(), newestWave(), same},

	// Load.
	{bar("api", 0), of("services.api.cpu.total", 100), same},
	{bar("guilds", 0), of("services.guilds.cpu.total", 100), same},
	{bar("sessions", 0), of("services.sessions.cpu.total", 100), same},
	{bar("presence", 0), of("services.presence.cpu.total", 100), same},
	{bar("api", 1), of("services.api.spent", 100), same},
	{bar("guilds", 1), of("services.guilds.spent", 100), same},
	{bar("sessions", 1), of("services.sessions.spent", 100), same},
	{bar("presence", 1), of("services.presence.spent", 100), same},
	{capped(bar("api", 0)), barLength("api"), same},
	{capped(bar("guilds", 0)), barLength("guilds"), same},
	{capped(bar("sessions", 0)), barLength("sessions"), same},
	{capped(bar("api", 1)), markAt("api"), same},
	{capped(bar("guilds", 1)), markAt("guilds"), same},
	{capped(bar("sessions", 1)), markAt("sessions"), same},
	{bar("guilds", 0), roundedFact("expected in the guild's panel", "guild", "the service, expected"), same},
	{bar("guilds", 1), roundedFact("spent in the guild's panel", "guild", "the service, spent"), same},
	{bar("guilds", 0), roundedFact("expected in the bar's panel", "cpu.guilds", "expected, of its"), same},
	{bar("guilds", 1), roundedFact("spent in the bar's panel", "cpu.guilds", "spent in"), same},
	{bar("sessions", 0), roundedFact("expected in the sessions bar's panel", "cpu.sessions", "expected, of its"), same},
	{bar("sessions", 1), roundedFact("spent in the sessions bar's panel", "cpu.sessions", "spent in"), same},
	{bar("sessions", 1), widgetSays("CPU over time, sessions", "tab past", "past", "Sessions"), same},
	{bar("guilds", 1), widgetSays("CPU over time, guilds", "tab past", "past", "Guilds"), same},
	{changed("api"), difference("api"), same},
	{changed("guilds"), difference("guilds"), same},
	{changed("sessions"), difference("sessions"), same},
	{changed("presence"), difference("presence"), same},
	{panelChange("cpu.sessions"), changed("sessions"), same},
	{panelChange("cpu.guilds"), changed("guilds"), same},
	{spentHead(), spentColumn(), same},
	{stageShares("cpu.guilds"), whole(), same},
	{stageShares("cpu.sessions"), whole(), same},
	{sizedMembers(), of("settings.members", 1), same},
	{actorCores(), serviceCores(), atMost},

	// Sessions.
	{didTooEarly(), none(), same},

	// What is set, and what follows.
	{members(), of("settings.members", 1), same},
	{members(), written("recipients on the curve", "stage", "", " recipients"), same},
	{keeps(), curveProduct(), same},
	{forbiddenRoots(), newRoots(), same},
	{onlyBare(), newEnvelopes(), same},
	{logLines(), tabCount("Log"), same},

	// The tabs of those who are on call.
	{connectSum("waiting"), of("connects.waiting", 1), same},
	{connectSum("waiting"), tabCount("Connects"), same},
	{connectSum("in again"), of("connects.done", 1), same},
	{connectSum("calls given up"), of("connects.givenUp", 1), same},
	{connectSum("served late"), of("connects.servedLate", 1), same},
	{metricMailbox("Guilds"), counterCell("Guilds", "mailbox"), same},
	{metricMailbox("Sessions"), counterCell("Sessions", "mailbox"), same},
	{truly("messages", 0), of("messages.sent", 1), same},
	{truly("deliveries", 1), of("messages.deliveries", 1), same},
}

// wrong is what is wrong with a pair, "" for nothing or where one of the places shows nothing.
func (p *pair) wrong(read func(*reading) (value, bool)) string {
	a, ok := read(&p.a)
	if !ok {
		return ""
	}
	b, ok := read(&p.b)
	if !ok {
		return ""
	}
	problem := p.how(a, b)
	if problem == "" {
		return ""
	}
	return strings.Join([]string{p.a.name, a.String(), "and", p.b.name, b.String(), problem}, " ")
}
