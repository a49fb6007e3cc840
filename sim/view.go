package sim

import (
	"slices"

	"fanout/actor"
	"fanout/envelope"
)

// view fills the parts of a snapshot that the world knows.
func (w *World) view(s *Snapshot) {
	s.Now = int64(w.system.Now())
	s.Seed, s.Settings = w.seed, w.settings
	s.Hash = w.hash()
	w.viewServices(s)
	w.viewGuild(&s.Guild)
	w.viewField(&s.Field)
	w.viewTokens(s)
	s.Marks = append(s.Marks[:0], w.marks...)
	s.MarksDropped = w.marksDropped
	s.Spans = w.spans.totals()
	s.Traces = w.spans.traces.totals
	s.Estimates = w.estimates()
	s.SpanNames = w.spans.names.view(s.SpanNames[:0], s.Estimates.Deliveries)
	s.Past = w.past.view()
	s.GRPC = w.stageShares(Presence, "grpc")
	w.viewMessages(&s.Messages)
	w.viewConnects(&s.Connects)
}

func (w *World) viewServices(s *Snapshot) {
	s.Services = [NumServices]ServiceView{}
	for v := range NumServices {
		sv := &s.Services[v]
		for _, p := range w.processesOf(v) {
			sv.Handled += p.handled
			sv.NotRecorded += p.dropped
			for o, n := range p.sink.recorded {
				sv.Spans[o] += n
			}
			sv.Mailbox += p.node.Waiting(w.system.Now())
		}
		sv.Capacity = (w.capacity[v] + 500_000) / 1_000_000
		sv.Busy = w.busy.steps[v]
		sv.BusyLen = min(w.busy.count, BusySteps)
	}
	s.APINodes = s.APINodes[:0]
	for _, n := range w.apis {
		s.APINodes = append(s.APINodes, APINodeView{Name: n.node.Name(), Sent: n.sent, Sampled: n.sampled})
	}
}

func (w *World) processesOf(v Service) (all []*process) {
	switch v {
	case Guilds:
		for _, n := range w.guildNodes {
			all = append(all, n.process)
		}
	case Sessions:
		for _, n := range w.sessionNodes {
			all = append(all, n.process)
		}
	case Presence:
		all = append(all, w.presence)
	case API:
		for _, n := range w.apis {
			all = append(all, n.process)
		}
	}
	return all
}

// guildSlots is how many of the guild's waiting messages a snapshot shows.
const guildSlots = 6

func (w *World) viewGuild(g *GuildView) {
	info, _ := w.system.Info(w.large().pid())
	*g = GuildView{Mailbox: info.Mailbox, Head: g.Head[:0], Stages: w.stageShares(Guilds, "guild")}
	g.Timings = w.guildTimings().view(w.system.Now())
	w.system.Mailbox(w.large().pid(), func(m actor.Message) bool {
		g.Head = append(g.Head, queuedMessage(m))
		return len(g.Head) < guildSlots
	})
	g.Busy = w.busy.actorShare(w.system.Now(), info.Spent)
	if n := len(w.waves); n > 0 {
		last := w.waves[n-1]
		g.Last, g.Carrier, g.Recipients = last.Message, last.Carrier, last.Size
		g.Sent = last.reached(w.system.Now() + actor.Time(w.settings.Latency))
		if g.Sent < last.Size {
			g.Sending = last.Message
		}
	} else {
		*g = w.lastSent.into(*g)
	}
}

// sentFanout remembers the fan-out that the guild's card shows when none is on
// its way.
type sentFanout struct {
	message int64
	carrier Carrier
	size    int
}

func (f sentFanout) into(g GuildView) GuildView {
	g.Last, g.Carrier, g.Recipients, g.Sent = f.message, f.carrier, f.size, f.size
	return g
}

// reached is the number of recipients whose message has arrived by now.
func (wv *wave) reached(now actor.Time) int {
	if int64(now) < wv.Start {
		return 0
	}
	if wv.Step == 0 {
		return wv.Size
	}
	return int(min(int64(wv.Size), (int64(now)-wv.Start)*1000/wv.Step+1))
}

func (w *World) viewField(f *FieldView) {
	*f = FieldView{
		Members: len(w.rank), Columns: w.columns, Rank: w.rank,
		Waves: f.Waves[:0], FanoutNs: w.lastFanout, Source: w,
	}
	for _, wv := range w.waves {
		if wv.stale {
			continue
		}
		v := wv.Wave
		v.Handled = w.deal.front(wv.handled)
		v.Arrived = max(v.Handled, wv.reached(w.system.Now()))
		f.Waves = append(f.Waves, v)
	}
	if f.FanoutNs == 0 {
		n := int64(len(w.rank))
		f.FanoutNs = max(int64(w.costOf(opGuildSend))*n, int64(w.costOf(opForward))*n/int64(w.sessionCores()))
	}
}

// LastHandled implements FieldSource.
func (w *World) LastHandled(rank int) int64 {
	list, place := w.deal.at(rank)
	n := w.sessionNodes[list%len(w.sessionNodes)]
	if st := n.kind.State(w.lists[list][place]); st != nil && st.count > 0 {
		return st.last
	}
	return -1
}

func (w *World) viewTokens(s *Snapshot) {
	s.Tokens = s.Tokens[:0]
	now := int64(w.system.Now())
	for _, n := range w.apis {
		for _, t := range n.tokens {
			if t.Start <= now && now < t.End {
				s.Tokens = append(s.Tokens, t)
			}
		}
	}
	slices.SortFunc(s.Tokens, func(a, b Token) int { return int(a.Message - b.Message) })
}

func (w *World) viewMessages(m *MessageTotals) {
	*m = MessageTotals{
		KeepRate:        PPM(w.sessionNodes[0].fanout.Table().Rate(w.settings.Members)),
		SessionSpansExp: (w.spansExp + int64(Whole)/2) / int64(Whole),
		OrphanSince:     w.orphansSince,
		ChangedAt:       int64(w.changedAt),
		SpansPerSecond:  expectedSpans(&w.settings),
		SpansBefore:     -1,
		Expected:        w.expected,
		Relays:          len(w.relays),
	}
	for _, n := range w.apis {
		m.Sent += n.sent
		m.SentSmall += n.small
		m.Failed += n.failed
		m.Sampled += n.sampled
		m.SampledExp += n.headExp
	}
	for _, n := range w.guildNodes {
		m.Parsed += n.parsed
		m.Stripped += n.stripped
	}
	for _, n := range w.sessionNodes {
		m.Deliveries += n.handled
		m.DeliveriesSmall += n.small
		m.SessionSpans += n.sink.recorded[OriginAPI]
		m.OrphanRoots += n.sink.recorded[OriginSession]
	}
	for _, p := range w.processes {
		m.DeadLetters += p.node.Stats().DeadLetters
		m.Lost += p.node.Stats().Lost
		m.Wire.add(&p.wire)
	}
}

// expectedSpans is how many session spans per 1,000 s the settings lead to: those
// of messages that the API samples and the second layer keeps, and the roots that
// sessions start of themselves. Spans of traces that the guild started are left
// out, as they are in the estimates.
func expectedSpans(s *Settings) int64 {
	kept := s.expectedSpansOf(classDelivery.offered(s), s.Members)
	l := s.smallLoad()
	for id := 1; id <= s.Guilds; id++ {
		n := int64(s.smallSize(id))
		kept += s.expectedSpansOf(mulDiv(s.smallMessages(), n*n, l.members), int(n))
	}
	return kept
}

// expectedSpansOf is the part of deliveries per 1,000 s with so many recipients each.
func (s *Settings) expectedSpansOf(deliveries int64, recipients int) (kept int64) {
	whole := int64(Whole)
	enveloped := mulDiv(deliveries, int64(s.EnvelopesSessions), whole)
	p, q := int64(s.HeadRate), int64(s.fanoutTable().Rate(recipients))
	if s.GRPCLink && s.Sieve != SieveIgnore {
		kept = mulDiv(mulDiv(mulDiv(enveloped, int64(s.EnvelopesGuild), whole), p, whole), q, whole)
	}
	if s.RootsSession {
		kept += mulDiv(deliveries-enveloped, p, whole) // a bare message does not say that it was fanned out
		if !s.NoRoots && s.SkipUnsampled {
			kept += mulDiv(mulDiv(enveloped, whole-p, whole), p, whole)
		}
	}
	return kept
}

func queuedMessage(m actor.Message) QueuedMessage {
	carrier := CarrierBare
	m = lookInto(m)
	if e, ok := m.(*envelope.Envelope); ok {
		carrier, m = envelopeCarrier(e), e.Message
	}
	q := QueuedMessage{Carrier: carrier}
	if u, ok := m.(*userMessage); ok {
		q.Message = u.number
	}
	return q
}

func envelopeCarrier(e *envelope.Envelope) Carrier {
	switch envelope.Scan(e.TraceCarrier.Get("traceparent")) {
	case envelope.ValidSampled:
		return CarrierSampled
	case envelope.ValidUnsampled:
		return CarrierUnsampled
	}
	return CarrierEmpty
}
