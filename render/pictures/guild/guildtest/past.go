package guildtest

import (
	"fanout/render/scene/scenetest"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/guild"
	"fanout/sim/readout"
	"fanout/sim/row"
	"fanout/sim/span"
)

// Series is the history that led to a Snapshot: it has spent what the bars expect, those from
// before the change until five seconds, those of now from there on.
func Series(s *sim.Snapshot) readout.Series {
	p := readout.Series{StepNs: readout.BusyStepNs}
	for i := range s.Now / p.StepNs {
		var step readout.SeriesStep
		for v := range s.Services {
			step[v] = s.Services[v].CPU
			if i*p.StepNs < 5*scenetest.Second {
				step[v] = s.Services[v].Before
			}
		}
		p.Steps = append(p.Steps, step)
	}
	return p
}

// Events are a message every quarter of a second.
func Events(s *sim.Snapshot) (e sim.EventLog) {
	for n := range int64(40) {
		at, carrier := n*scenetest.Second/4, sim.CarrierEmpty
		first := sim.CarrierUnsampled
		if n == 12 {
			first, carrier = sim.CarrierSampled, sim.CarrierSampled
		}
		e.List = append(e.List,
			sim.Occurrence{At: at, Subject: n, Event: guild.EventSent, Carrier: first},
			sim.Occurrence{At: at + 1_600_000, Subject: n, N: int64(guild.SettingsOf(s).Members), Event: guild.EventFanout, Carrier: carrier},
			sim.Occurrence{At: at + 113_000_000, Subject: n, N: 111_000_000, Event: guild.EventHandled, Carrier: carrier})
	}
	return e
}

// SpanNames are the spans that the Snapshot's history has recorded.
func SpanNames() []span.ByName {
	return []span.ByName{
		{Service: "api", Name: "discord_guilds", Origin: guild.OriginAPI, Kept: 2, Since: 1, Estimated: true, Total: span.Interval{Low: 24, Estimate: 200, High: 722}},
		{Service: "guilds", Name: "guild.fan_out", Origin: guild.OriginAPI, Kept: 2, Since: 1, Estimated: true, Total: span.Interval{Low: 24, Estimate: 200, High: 722}},
		{Service: "sessions", Name: "session.forward", Origin: guild.OriginAPI, Kept: 1_415, Since: 700, Bytes: 700 * 118, Unlayered: span.Weighted{Sum: 70_000, Variance: 6_930_000}, Estimated: true, Total: span.Interval{Low: 17_000_000, Estimate: 141_500_000, High: -1}},
		{Service: "sessions", Name: "session.forward", Origin: guild.OriginSession, Orphan: true, Kept: 1_189_412},
		{Service: "callers", Name: "presence.call", Origin: guild.OriginBackground, Kept: 118, Since: 60, Estimated: true, Total: span.Interval{Low: 9_768, Estimate: 11_800, High: 14_131}},
		{Service: "presence", Name: "presence.update", Origin: guild.OriginBackground, Kept: 70, Since: 35, Estimated: true, Total: span.Interval{Low: 5_457, Estimate: 7_000, High: 8_844}},
	}
}

// Profile is where the time of the Snapshot's history went: half of it before the change, in
// which everything was unpacked.
func Profile(s *sim.Snapshot) readout.Profile {
	stack := func(service, actor, action, stage, op string, row row.Op, samples, ms int64) readout.StackTime {
		return readout.StackTime{Stack: readout.Stack{Service: service, Actor: actor, Action: action, Stage: stage, Operation: op}, Op: row, Samples: samples, Ns: ms * 1e6}
	}
	work := []readout.StackTime{
		stack("api", "api", "dispatch_message", "handle", "dispatch", 16, 1, 76),
		stack("guilds", "guild", "fan_out", "handle", "send", 14, 0, 48),
		stack("sessions", "session", "forward", "handle", "forward", 0, 160, 16_500),
		stack("sessions", "session", "forward", "unpack", "extract_empty", 2, 2, 141),
		stack("presence", "grpc", "handle", "handle", "handle", 6, 10, 1_000),
		stack("presence", "presence", "update", "handle", "update", 7, 19, 1_990),
	}
	unpacked := append([]readout.StackTime{stack("presence", "grpc", "handle", "unpack", "extract_headers", 4, 31, 2_990)}, work...)
	half := s.Now / 2
	return readout.Profile{
		Whole:  readout.Stretch{To: s.Now, Stacks: unpacked},
		Before: readout.Stretch{To: half, Stacks: unpacked},
		Since:  readout.Stretch{From: half, To: s.Now, Stacks: work},
	}
}

// Actions are how often and how long the Snapshot's messages were handled since the change.
func Actions() []readout.Action {
	action := func(class row.Class, n int64, ns ...int64) readout.Action {
		a := readout.Action{Class: class, Messages: n * int64(len(ns))}
		for i, t := range ns {
			a.Buckets[40+4*i] = readout.Bucket{N: n, Ns: n * t}
		}
		return a
	}
	return []readout.Action{
		action(0, 24, 1_690_000), action(2, 24, 357_000, 2_100_000), action(3, 560, 10_000),
		action(5, 16_800, 41_270, 52_000), action(6, 6_200, 9_660, 38_700),
	}
}

// Connects are those of a small storm: one still waits.
func Connects() guild.ConnectView {
	return guild.ConnectView{
		Large: guild.ConnectTotals{Waiting: 1, Done: 3, OldestNs: 9_120_000_000, LongestNs: 966_313_085_619}, Small: guild.ConnectTotals{Done: 2, LongestNs: 4_100_000},
		Timeouts: 12, Retries: 11, LateReplies: 9, Missed: 1_204,
		Rows: []guild.ConnectRow{
			{Session: 1_907, TookNs: 966_313_085_619, Attempts: 18}, {Session: 8_420, TookNs: 9_120_000_000, Attempts: 3, Waiting: true},
			{Session: 77, TookNs: 3_400_000_000, Attempts: 1}, {Session: 12, Guild: 3, TookNs: 4_100_000, Attempts: 1},
		},
	}
}

// Seconds are the guild's own timings of the minute of the Snapshot.
func Seconds(s *sim.Snapshot) (seconds []guild.SecondTimings, minutes []guild.MinuteTimings) {
	var fanOut, update int64
	for n := range int(s.Now/1e9) + 1 {
		one := guild.SecondTimings{Second: n}
		one.Spent[2], one.Spent[3] = 9_000_000*int64(n%3), 1_310_000
		fanOut, update = fanOut+one.Spent[2], update+one.Spent[3]
		seconds = append(seconds, one)
	}
	return seconds, []guild.MinuteTimings{{Length: s.Now, Actions: []guild.ActionTiming{
		{Action: "fan_out", Ns: fanOut, Share: exact.PPM(fanOut * 1_000_000 / s.Now)}, {Action: "update", Ns: update, Share: exact.PPM(update * 1_000_000 / s.Now)},
	}}}
}
