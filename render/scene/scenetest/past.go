package scenetest

import "fanout/sim"

// Past is the history that led to a Snapshot: its bars from before the change until
// five seconds, those of now from there on, and a message every quarter of a second.
func Past(s *sim.Snapshot) sim.Past {
	p := sim.Past{StepNs: sim.BusyStepNs}
	for i := range s.Now / p.StepNs {
		var step sim.PastStep
		for v := range step {
			step[v].CPU, step[v].Busy = s.Services[v].CPU, s.Services[v].CPU.Total()
			if i*p.StepNs < 5*Second {
				step[v].CPU = s.Services[v].Before
			}
		}
		p.Steps = append(p.Steps, step)
	}
	for n := range int64(40) {
		at, carrier := n*Second/4, sim.CarrierEmpty
		first := sim.CarrierUnsampled
		if n == 12 {
			first, carrier = sim.CarrierSampled, sim.CarrierSampled
		}
		p.Events = append(p.Events,
			sim.Event{At: at, Message: n, Kind: sim.EventSent, Carrier: first},
			sim.Event{At: at + 1_600_000, Message: n, N: int64(s.Settings.Members), Kind: sim.EventFanout, Carrier: carrier},
			sim.Event{At: at + 113_000_000, Message: n, N: 111_000_000, Kind: sim.EventHandled, Carrier: carrier})
	}
	return p
}

// SpanNames are the spans that the Snapshot's history has recorded.
func SpanNames() []sim.SpanName {
	return []sim.SpanName{
		{Service: "api", Name: "discord_guilds", Origin: sim.OriginAPI, Kept: 2, Since: 1, Estimated: true, Total: sim.Interval{Low: 24, Estimate: 200, High: 722}},
		{Service: "guilds", Name: "guild.fan_out", Origin: sim.OriginAPI, Kept: 2, Since: 1, Estimated: true, Total: sim.Interval{Low: 24, Estimate: 200, High: 722}},
		{Service: "sessions", Name: "session.forward", Origin: sim.OriginAPI, Kept: 1_415, Since: 700, Estimated: true, Total: sim.Interval{Low: 17_000_000, Estimate: 141_500_000, High: -1}},
		{Service: "sessions", Name: "session.forward", Origin: sim.OriginSession, Orphan: true, Kept: 1_189_412},
		{Service: "callers", Name: "presence.call", Origin: sim.OriginBackground, Kept: 118, Since: 60, Estimated: true, Total: sim.Interval{Low: 9_768, Estimate: 11_800, High: 14_131}},
		{Service: "presence", Name: "presence.update", Origin: sim.OriginBackground, Kept: 70, Since: 35, Estimated: true, Total: sim.Interval{Low: 5_457, Estimate: 7_000, High: 8_844}},
	}
}
