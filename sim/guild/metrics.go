package guild

import (
	"fanout/sim/exact"
	"fanout/sim/row"
	"slices"

	"fanout/sim"
)

// metrics are those besides the ones that follow from the tables.
func metrics() []sim.Metric {
	return slices.Concat(messageMetrics(), guildMetrics(), traceMetrics(), stageMetrics())
}

// messageMetrics are about messages, what becomes of them, and the large guild.
func messageMetrics() []sim.Metric {
	return []sim.Metric{
		sim.Count("messages", func(s *sim.Snapshot) int64 { return ViewOf(s).Messages.Sent }),
		sim.Count("messages.sampled", func(s *sim.Snapshot) int64 { return ViewOf(s).Messages.Sampled }),
		sim.Count("deliveries", func(s *sim.Snapshot) int64 { return ViewOf(s).Messages.Deliveries }),
		sim.Count("deliveries.expected", func(s *sim.Snapshot) int64 { return ViewOf(s).Messages.Expected }),
		sim.Count("deliveries.missing", func(s *sim.Snapshot) int64 { return ViewOf(s).Messages.Expected - ViewOf(s).Messages.Deliveries }),
		sim.Count("messages.small", func(s *sim.Snapshot) int64 { return ViewOf(s).Messages.SentSmall }),
		sim.Count("deliveries.small", func(s *sim.Snapshot) int64 { return ViewOf(s).Messages.DeliveriesSmall }),
		sim.Count("connects.waiting", func(s *sim.Snapshot) int64 { return ViewOf(s).Connects.Large.Waiting }),
		sim.Count("connects.done", func(s *sim.Snapshot) int64 { return ViewOf(s).Connects.Large.Done }),
		sim.Lasting("connects.oldest", func(s *sim.Snapshot) int64 { return ViewOf(s).Connects.Large.OldestNs }),
		sim.Lasting("connects.longest", func(s *sim.Snapshot) int64 { return ViewOf(s).Connects.Large.LongestNs }),
		sim.Count("connects.small.waiting", func(s *sim.Snapshot) int64 { return ViewOf(s).Connects.Small.Waiting }),
		sim.Count("connects.small.done", func(s *sim.Snapshot) int64 { return ViewOf(s).Connects.Small.Done }),
		sim.Lasting("connects.small.oldest", func(s *sim.Snapshot) int64 { return ViewOf(s).Connects.Small.OldestNs }),
		sim.Lasting("connects.small.longest", func(s *sim.Snapshot) int64 { return ViewOf(s).Connects.Small.LongestNs }),
		sim.Count("connects.timeouts", func(s *sim.Snapshot) int64 { return ViewOf(s).Connects.Timeouts }),
		sim.Count("connects.retries", func(s *sim.Snapshot) int64 { return ViewOf(s).Connects.Retries }),
		sim.Count("late.replies", func(s *sim.Snapshot) int64 { return ViewOf(s).Connects.LateReplies }),
		sim.Count("deliveries.missed", func(s *sim.Snapshot) int64 { return ViewOf(s).Connects.Missed }),
		sim.Count("wire.written", func(s *sim.Snapshot) int64 { return ViewOf(s).Messages.Wire.Written }),
		sim.Count("wire.batches", func(s *sim.Snapshot) int64 { return ViewOf(s).Messages.Wire.Batches }),
		sim.Count("wire.bytes", func(s *sim.Snapshot) int64 { return ViewOf(s).Messages.Wire.Bytes }),
		sim.Count("wire.dropped", func(s *sim.Snapshot) int64 { return ViewOf(s).Messages.Wire.Dropped }),
		sim.Count("lost", func(s *sim.Snapshot) int64 { return ViewOf(s).Messages.Lost }),
		sim.Count("calls.failed", func(s *sim.Snapshot) int64 { return ViewOf(s).Messages.Failed }),
		sim.Count("headers.parsed", func(s *sim.Snapshot) int64 { return ViewOf(s).Messages.Headers.Parsed }),
		sim.Count("headers.stripped", func(s *sim.Snapshot) int64 { return ViewOf(s).Messages.Headers.Stripped }),
		sim.Count("headers.ignored", func(s *sim.Snapshot) int64 { return ViewOf(s).Messages.Headers.Ignored }),
		sim.Count("spans.stray", func(s *sim.Snapshot) int64 { return ViewOf(s).Messages.Strays }),
		sim.Count("orphans", func(s *sim.Snapshot) int64 { return ViewOf(s).Messages.OrphanRoots }),
		sim.Figure("orphans.rate", orphanRate).SinceChange(),
		sim.Figure("spans.rate", func(s *sim.Snapshot) float64 { return float64(ViewOf(s).Messages.Forecast.Spans.Total()) / 1000 }).InTheMean(),
		sim.Figure("spans.rate.api", func(s *sim.Snapshot) float64 { return float64(ViewOf(s).Messages.Forecast.Spans.API) / 1000 }).InTheMean(),
		sim.Figure("spans.rate.guild", func(s *sim.Snapshot) float64 { return float64(ViewOf(s).Messages.Forecast.Spans.Guild) / 1000 }).InTheMean(),
		sim.Figure("spans.rate.session", func(s *sim.Snapshot) float64 { return float64(ViewOf(s).Messages.Forecast.Spans.Session) / 1000 }).InTheMean(),
		sim.Count("relays", func(s *sim.Snapshot) int64 { return int64(ViewOf(s).Messages.Relays) }),
		sim.Count("orphans.since", func(s *sim.Snapshot) int64 { return ViewOf(s).Messages.OrphanSince }).SinceChange(),
		sim.Count("spans.expected", func(s *sim.Snapshot) int64 { return ViewOf(s).Messages.SessionSpansExp }),
		sim.Figure("spans.expected.each", expectedEach),
		sim.Count("copies.lost", func(s *sim.Snapshot) int64 { return ViewOf(s).Ledger.Copies.Lost }),
		sim.Count("copies.dead", func(s *sim.Snapshot) int64 { return ViewOf(s).Ledger.Copies.Dead }),
		sim.Count("copies.unsent", func(s *sim.Snapshot) int64 { return ViewOf(s).Ledger.Copies.Unsent }),
		sim.Count("copies.missing", func(s *sim.Snapshot) int64 { return ViewOf(s).Ledger.Copies.Missing.Total() }),
		sim.Count("messages.missing", func(s *sim.Snapshot) int64 { return ViewOf(s).Ledger.Messages.Missing.Total() }),
		sim.Count("guild.crashes", func(s *sim.Snapshot) int64 { return int64(ViewOf(s).Guild.Crash.Count) }),
		sim.Count("dead.letters", func(s *sim.Snapshot) int64 { return ViewOf(s).Messages.DeadLetters }),
		sim.Portion("fanout.seen.10", func(s *sim.Snapshot) exact.PPM { set := SettingsOf(s); return set.fanoutSeen(10) }).InTheMean(),
		sim.Portion("keep.rate", func(s *sim.Snapshot) exact.PPM { return ViewOf(s).Messages.KeepRate }),
		sim.Portion("guild.busy", func(s *sim.Snapshot) exact.PPM { return ViewOf(s).Guild.Busy }),
		sim.Portion("guild.load", guildLoad).SinceChange().InTheMean().ByPreview(),
		sim.Count("guild.mailbox", func(s *sim.Snapshot) int64 { return int64(ViewOf(s).Guild.Mailbox) }),
	}
}

// guildMetrics are about the time of the large guild: guild.waited is how long the message
// that it got to last had been on its way until then, and guild.minute.ACTION the share of the
// present minute that it has spent on one kind of message, as its timings have it.
func guildMetrics() []sim.Metric {
	list := []sim.Metric{sim.Lasting("guild.waited", func(s *sim.Snapshot) int64 { return ViewOf(s).Guild.WaitedNs })}
	for _, c := range []row.Class{classFanout, classSmall, classConnect} {
		action := classes[c].Action
		list = append(list, sim.Portion("guild.minute."+action, func(s *sim.Snapshot) exact.PPM { return ViewOf(s).Guild.spentOn(action) }))
	}
	return list
}

// spentOn is the share of the present minute that was spent on an action.
func (g *GuildView) spentOn(action string) (share exact.PPM) {
	if len(g.Timings) == 0 {
		return 0
	}
	for _, a := range g.Timings[0].Actions {
		if a.Action == action {
			share += a.Share
		}
	}
	return min(share, exact.Whole)
}

// traceMetrics are about the traces of messages.
func traceMetrics() []sim.Metric {
	return []sim.Metric{
		sim.Count("traces.whole", func(s *sim.Snapshot) int64 { return ofMessages(s.Traces.Whole) }),
		sim.Count("traces.partial", func(s *sim.Snapshot) int64 { return ofMessages(s.Traces.Partial) }),
		sim.Portion("traces.whole.share", wholeShare),
		sim.Count("spans.messages", messageSpans),
	}
}

// messageSpans is how many spans of messages' traces were recorded: all but background's.
func messageSpans(s *sim.Snapshot) (n int64) {
	for v := range s.Services {
		n += ofMessages(func(o row.Origin) int64 { return s.Services[v].Spans[o] })
	}
	return n
}

// wholeShare is how many of the kept traces of messages are whole, nothing if there are none.
func wholeShare(s *sim.Snapshot) exact.PPM {
	whole := ofMessages(s.Traces.Whole)
	return exact.PPM(exact.MulDiv(whole, int64(exact.Whole), max(1, whole+ofMessages(s.Traces.Partial))))
}

// stageMetrics are about where time goes: the guild's, and a gRPC handler's.
func stageMetrics() (list []sim.Metric) {
	for st := range NumStages {
		name := model.Stages[st].Name
		list = append(list,
			sim.Portion("guild.samples."+name, func(s *sim.Snapshot) exact.PPM { return ViewOf(s).Guild.Stages.Samples[st] }).SinceChange(),
			sim.Portion("guild.time."+name, func(s *sim.Snapshot) exact.PPM { return ViewOf(s).Guild.Stages.Time[st] }).SinceChange(),
			sim.Portion("grpc.samples."+name, func(s *sim.Snapshot) exact.PPM { return ViewOf(s).GRPC.Samples[st] }).SinceChange(),
			sim.Portion("grpc.time."+name, func(s *sim.Snapshot) exact.PPM { return ViewOf(s).GRPC.Time[st] }).SinceChange(),
		)
	}
	return list
}

// expectedEach is the session spans expected of a sampled message, in the mean.
func expectedEach(s *sim.Snapshot) float64 {
	return float64(ViewOf(s).Messages.SessionSpansExp) / float64(max(1, ViewOf(s).Messages.Sampled))
}

// orphanRate is the session-rooted spans per second since the last change.
func orphanRate(s *sim.Snapshot) float64 {
	return float64(exact.MulDiv(ViewOf(s).Messages.OrphanSince, 1e9, max(1, s.Now-s.ChangedAt)))
}

// guildLoad is the time that the guild's own work takes at the offered rates: above
// the whole it falls behind.
func guildLoad(s *sim.Snapshot) exact.PPM {
	var ns int64 // per 1,000 s
	for _, c := range []row.Class{classFanout, classSmall} {
		ns += classes[c].Offered(s.Settings) * s.Time(c)
	}
	return exact.PPM(min(exact.MulDiv(ns, int64(exact.Whole), 1e12), 1<<31-1))
}
