package guild

import (
	"strconv"

	"fanout/sim"
	"fanout/sim/exact"
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
}

// shortTime writes ns in the unit that leaves at most three figures before the point.
func shortTime(ns int64) string {
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
