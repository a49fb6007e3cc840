package guild

import (
	"fmt"
	"strconv"
	"strings"

	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/row"
)

var events = []sim.Event{
	EventSent: {Name: "sent", Service: API, Log: true, Text: func(o *sim.Occurrence) string {
		if o.Carrier == sim.CarrierSampled {
			return "accepted, sampled at the API"
		}
		return "accepted, not sampled at the API"
	}},
	EventFanout: {Name: "fan_out", Service: Guilds, Log: true, Step: true, Tick: true, Text: func(o *sim.Occurrence) string {
		text := "goes out to " + exact.Thousands(o.N) + [...]string{", bare", " in empty envelopes", " with unsampled context", " with sampled context"}[o.Carrier]
		if o.Carrier == sim.CarrierSampled && o.Origin == OriginGuild {
			text += ", a trace that the guild began"
		}
		return text
	}},
	EventHandled: {Name: "handled", Service: Sessions, Log: true, Text: func(o *sim.Occurrence) string {
		return "handled by all within " + shortTime(o.N)
	}},
	eventDone: {Name: "done", Service: Sessions, Step: true},

	EventHandledSome:  told("handled_some", Sessions, counted("1 copy handled", "%s copies handled")),
	EventCopiesLost:   told("copies_lost", Sessions, counted("1 copy lost on a link", "%s copies lost on a link")),
	EventCopiesDead:   told("copies_dead", Sessions, counted("1 copy came to a session that was gone", "%s copies came to sessions that were gone")),
	EventCopiesUnsent: told("copies_unsent", Guilds, counted("1 copy never left: the guild crashed before it sent it", "%s copies never left: the guild crashed before it sent them")),
	EventCopiesMissed: told("copies_missed", Sessions, counted("1 copy came to a session without a connection", "%s copies came to sessions without a connection")),

	EventLost:    told("lost", API, saying("lost on the link to the guild")),
	EventRefused: told("refused", API, saying("refused: the guild’s node is down")),
	EventDropped: told("dropped", Guilds, saying("gone with the guild’s mailbox: nobody gets it")),
	EventFailed:  told("failed", Guilds, saying("its handler failed: nobody gets it")),
	EventCallTimeout: told("call_timeout", API, func(o *sim.Occurrence) string {
		return "the API gave up waiting: no answer within " + shortTime(o.N)
	}),

	EventCrashed:      told("crashed", Guilds, counted("the guild crashed, and 1 message in its mailbox is gone", "the guild crashed, and %s messages in its mailbox are gone")),
	EventRestarted:    flagged("restarted", Guilds, restartText, restartFlag),
	EventGuildsDown:   told("guilds_down", Guilds, node("guilds-%d crashed; it comes back in 2 s")),
	EventGuildsUp:     flagged("guilds_up", Guilds, node("guilds-%d is back, with what belongs there"), node("guilds-%d is back")),
	EventSessionsDown: told("sessions_down", Sessions, node("sessions-%d crashed; it comes back in 2 s")),
	EventSessionsUp:   flagged("sessions_up", Sessions, node("sessions-%d is back, with its sessions"), node("sessions-%d is back")),

	EventStorm:       told("storm", Sessions, counted("1 session loses its connection and connects again", "%s sessions lose their connections and connect again")),
	EventStormOver:   flagged("storm_over", Sessions, lasting("all sessions are connected again, after "), lasting("All connected again, after ")),
	EventTimeouts:    told("timeouts", Sessions, counted("1 call to connect got no answer within 5 s; its session will try again", "%s calls to connect got no answer within 5 s; their sessions will try again")),
	EventRetries:     told("retries", Sessions, counted("1 session tried again to connect", "%s sessions tried again to connect")),
	EventLateReplies: told("late_replies", Sessions, counted("1 answer came too late: its session had given up waiting", "%s answers came too late: their sessions had given up waiting")),
}

// told is an event that has a line in the log.
func told(name string, service row.Service, text func(*sim.Occurrence) string) sim.Event {
	return sim.Event{Name: name, Service: service, Log: true, Text: text}
}

// flagged is one that has a flag on the timeline too: the end of a fault.
func flagged(name string, service row.Service, text, flag func(*sim.Occurrence) string) sim.Event {
	return sim.Event{Name: name, Service: service, Log: true, Text: text, Flag: flag}
}

// restartText says that the guild is up again.
func restartText(o *sim.Occurrence) string {
	if o.N == 0 {
		return "its supervisor has started the guild again, with an empty mailbox"
	}
	return "the guild is up again after " + shortTime(o.N) + ", with an empty mailbox"
}

// restartFlag is the end of a crash that lasted.
func restartFlag(o *sim.Occurrence) string {
	if o.N == 0 {
		return ""
	}
	return "The guild is up again"
}

// saying is a text that does not depend on what happened.
func saying(text string) func(*sim.Occurrence) string {
	return func(*sim.Occurrence) string { return text }
}

// counted is a text about one thing, or about N of them.
func counted(one, many string) func(*sim.Occurrence) string {
	return func(o *sim.Occurrence) string {
		if o.N == 1 {
			return one
		}
		return strings.Replace(many, "%s", exact.Thousands(o.N), 1)
	}
}

// node is a text about node number N.
func node(format string) func(*sim.Occurrence) string {
	return func(o *sim.Occurrence) string { return fmt.Sprintf(format, o.N) }
}

// lasting is a text that ends with N as a time.
func lasting(text string) func(*sim.Occurrence) string {
	return func(o *sim.Occurrence) string { return text + shortTime(o.N) }
}

// shortTime writes ns in the unit that leaves at most three figures before the point, and from
// a minute on as people say it.
func shortTime(ns int64) string {
	if ns >= exact.Minute {
		return exact.Minutes(ns)
	}
	v, unit, decimals := float64(ns), "ns", 0
	for _, next := range []string{"µs", "ms", "s"} {
		if v < 1000 {
			break
		}
		v, unit = v/1000, next
	}
	if v < 10 && unit != "ns" {
		decimals = 1
	}
	return strconv.FormatFloat(v, 'f', decimals, 64) + " " + unit
}
