// Package guildtest makes what tests of the guild's picture need: a snapshot of a world
// that stands still.
package guildtest

import (
	"math"

	"fanout/render/scene/scenetest"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/guild"
	"fanout/sim/readout"
	"fanout/sim/span"
)

// Snapshot is a world of n members in the middle of a sampled fan-out that has
// reached the given share of them, some seconds after roots after fan-outs were
// switched off. It is the moment of the design's main picture.
func Snapshot(n int, reached float64) *sim.Snapshot {
	s := &sim.Snapshot{
		Now: 11_298_000_000, Playing: true, Speed: 20_000, Reached: 20_000, Seed: 4242,
		Model: guild.Model(), Settings: guild.DefaultSettings(), Changed: "no.roots", ChangedAt: 5 * scenetest.Second,
	}
	Set(s, func(set *guild.Settings) { set.Members = n })
	v := &guild.View{}
	s.View = v
	s.Costs = readout.Costs{Profile: "beam-published"}
	s.Services = services()
	v.APINodes = []guild.APINodeView{{Name: "api-1", Sent: 57, SampledExp: 570_000}, {Name: "api-2", Sent: 54, Sampled: 2, SampledExp: 540_000}, {Name: "api-3", Sent: 57, SampledExp: 570_000}}
	v.Field = Field(n, reached, s.Now)
	v.Guild = guild.GuildView{
		Node:    "guilds-1",
		Mailbox: 2, Users: 2, Head: []guild.QueuedMessage{{Message: 166, Carrier: sim.CarrierEmpty}, {Message: 167, Carrier: sim.CarrierEmpty}},
		Sending: 165, Last: 164, Carrier: sim.CarrierSampled, Recipients: n, Sent: int(float64(n) * reached), Busy: 480_000, BusyNs: 998_000_000, Working: true,
	}
	v.Tokens = []guild.Token{
		{Message: 168, Lane: guild.LaneAPI, Carrier: sim.CarrierUnsampled, Start: s.Now - 40_000, End: s.Now + 60_000},
		{Message: 169, Lane: guild.LaneAPI, Node: 2, Carrier: sim.CarrierSampled, Start: s.Now - 70_000, End: s.Now + 30_000},
	}
	v.Sized.For = guild.SettingsOf(s).Traffic
	v.Marks = marks(n, v.Field.Waves[0].Handled, s.Now)
	v.Messages = guild.MessageTotals{
		Sent: 168, Sampled: 2, SampledExp: 1_680_000, Deliveries: int64(n) * 165, Headers: guild.HeaderTotals{Parsed: 2, Stripped: 165},
		SessionTotals: guild.SessionTotals{KeepRate: 1_000, SessionSpans: 1_415, SessionSpansExp: 1_400, GuildSpans: 380, OrphanRoots: 1_189_412},
		Forecast: guild.Forecast{
			ToGuild:    guild.Shares{sim.CarrierEmpty: 990_000, sim.CarrierSampled: 10_000},
			ToSessions: guild.Shares{sim.CarrierEmpty: 980_100, sim.CarrierSampled: 19_900},
			Spans:      guild.SpanRates{API: 40_000, Guild: 39_600},
		},
		Before:    guild.Forecast{Spans: guild.SpanRates{API: 40_000, Guild: 39_600, Session: 39_204_000}},
		HasBefore: true,
	}
	s.Timeline = scenetest.Timeline(s)
	s.Log.Entries = []readout.LogEntry{
		{At: 0, Command: true, Text: "seed 4242"},
		{At: 2 * scenetest.Second, Text: "message #12 is sampled"},
		{At: 5 * scenetest.Second, Command: true, Text: "toggle no.roots on"},
	}
	s.Series, s.Events, s.SpanNames, s.Profile = Series(s), Events(s), SpanNames(), Profile(s)
	s.Profile.Actions, v.Connects = Actions(), Connects()
	v.Guild.Seconds, v.Guild.Timings = Seconds(s)
	s.Spans = span.Totals{Recorded: 1_191_019, Held: 40_000, Left: 1_151_019}
	s.Kept = Store(1_003).Kept()
	return s
}

// Set changes the settings of a snapshot.
func Set(s *sim.Snapshot, f func(*guild.Settings)) {
	set := guild.SettingsOf(s)
	f(&set)
	s.Settings = set
}

// services are the four rows of the design's CPU strip.
func services() []readout.Service {
	rows := make([]readout.Service, guild.NumServices)
	rows[guild.API] = readout.Service{Handled: 168, CPU: readout.StageCost{226_000, 7_000, 0, 0, 5_000, 2_000}, Before: readout.StageCost{226_000, 7_000, 0, 0, 5_000, 2_000}}
	rows[guild.Guilds] = readout.Service{Handled: 22_000, CPU: readout.StageCost{296_000, 4_000, 5_000, 0, 4_000, 1_000}, Before: readout.StageCost{296_000, 4_000, 5_000, 0, 4_000, 1_000}}
	rows[guild.Sessions] = readout.Service{Handled: 1_650_000, CPU: readout.StageCost{444_000, 0, 4_000, 0, 2_000, 0}, Before: readout.StageCost{444_000, 0, 4_000, 0, 72_000, 30_000}}
	rows[guild.Presence] = readout.Service{Handled: 11_000, CPU: readout.StageCost{300_000, 0, 3_000, 2_000, 0, 0}, Before: readout.StageCost{300_000, 0, 3_000, 2_000, 0, 0}}
	for i := range rows {
		r := &rows[i]
		r.HasBefore, r.Capacity, r.SizedFrom, r.BusyLen = true, 1_000, 1_000, 113
		r.Spent, r.SpentNs = r.CPU.Total()+60_000, 998_000_000
		r.Spans[guild.OriginAPI], r.NotRecorded = 1_415, 98_000
		for j := range r.BusyLen {
			v := .55
			if j > 50 {
				v = .45
			}
			r.Busy[len(r.Busy)-r.BusyLen+j] = exact.PPM((v + .02*math.Sin(float64(j))) * 1e6)
		}
	}
	return rows
}

// Field is a field of n sessions whose newest wave has reached that share of
// them.
func Field(n int, reached float64, now int64) guild.FieldView {
	columns, rank := guild.SendOrder(n)
	f := guild.FieldView{Members: n, Columns: columns, Rank: rank, FanoutNs: int64(n) * 120}
	arrived := int(float64(n) * reached)
	f.Waves = []guild.Wave{{
		Message: 165, Start: now - int64(arrived)*120, Step: 120_000, Size: n,
		Arrived: arrived, Handled: int(float64(arrived) * .93), Done: int(float64(arrived) * .93), Carrier: sim.CarrierSampled,
	}}
	f.Source = newHistory(&f, now)
	return f
}

// marks spreads kept spans over the sessions that have handled the message.
func marks(n, handled int, now int64) []guild.Mark {
	var m []guild.Mark
	step := max(1, n/1000)
	for rank := 0; rank < handled; rank += step {
		jitter := int(uint32(rank)*2654435761>>16) % step
		r := min(rank+jitter, handled-1)
		m = append(m, guild.Mark{Rank: uint32(r), Message: 165, At: now - int64(handled-r)*120})
	}
	return m
}
