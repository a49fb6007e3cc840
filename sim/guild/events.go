package guild

import (
	"fmt"
	"time"

	"fanout/sim"
)

var events = []sim.Event{
	EventSent: {Name: "sent", Service: API, Log: true, Text: func(o *sim.Occurrence) string {
		if o.Carrier == sim.CarrierSampled {
			return "accepted and sampled"
		}
		return "accepted, not sampled"
	}},
	EventFanout: {Name: "fan_out", Service: Guilds, Log: true, Step: true, Tick: true, Text: func(o *sim.Occurrence) string {
		return "goes out to " + sim.Thousands(o.N) + [...]string{", bare", " in empty envelopes", " with unsampled context", " with sampled context"}[o.Carrier]
	}},
	EventHandled: {Name: "handled", Service: Sessions, Log: true, Text: func(o *sim.Occurrence) string {
		return fmt.Sprint("handled by all within ", time.Duration(o.N).Round(time.Microsecond))
	}},
	eventDone: {Name: "done", Service: Sessions, Step: true},
}
