package guild

import (
	"slices"

	"fanout/actor"
	"fanout/envelope"
	"fanout/sim"
	"fanout/sim/exact"
)

// View implements sim.World.
func (w *World) View(old any) any {
	v, ok := old.(*View)
	if !ok {
		v = new(View)
	}
	v.APINodes = v.APINodes[:0]
	for _, n := range w.apis {
		v.APINodes = append(v.APINodes, APINodeView{Name: n.Node().Name(), Sent: n.sent, SentSmall: n.small, Sampled: n.sampled, SampledExp: n.headExp})
	}
	v.Guild.fill(w)
	v.Field.fill(w)
	v.fillTokens(w)
	v.Marks = append(v.Marks[:0], w.pictures.marks...)
	v.MarksDropped = w.pictures.marksDropped
	v.GRPC = w.StageShares(Presence, "grpc")
	v.Messages.fill(w)
	v.Connects.fill(w)
	v.Sized = w.sized
	v.Ledger = w.ledger()
	v.Links = w.outages.links()
	return v
}

// guildSlots is how many of the guild's waiting messages a snapshot shows.
const guildSlots = 6

func (g *GuildView) fill(w *World) {
	info, _ := w.System().Info(w.large().pid())
	*g = GuildView{Node: w.large().node.Node().Name(), Mailbox: info.Mailbox, Head: g.Head[:0], Seconds: g.Seconds[:0], Stages: w.StageShares(Guilds, "guild")}
	own := w.large().timings()
	g.Timings, g.Seconds = own.view(w.System().Now()), own.viewSeconds(w.System().Now(), g.Seconds)
	w.System().Mailbox(w.large().pid(), func(m actor.Message) bool {
		if len(g.Head) < guildSlots {
			g.Head = append(g.Head, queuedMessage(m))
		}
		if isUsers(m) {
			g.Users++
		}
		return true
	})
	g.Crash = w.outages.crash
	now := w.System().Now()
	g.Working = info.Working || info.BusyUntil > now
	g.Busy, g.BusyNs = w.actor.share(now, w.SampledAt(), info.Spent)
	if last := &w.pictures.lastSent; last.Message != 0 {
		g.Last, g.Carrier, g.Origin, g.Recipients = last.Message, last.Carrier, last.Origin, last.Size
		if t, ok := (inspector{w}).InspectTrail(g.Last); ok {
			g.Missing = t.Fanout.Missing
		}
		g.Sent = min(last.reached(now+actor.Time(w.settings.Latency)), last.Size-int(g.Missing.Unsent))
		if g.Sent < last.Size && g.Missing.Unsent == 0 {
			g.Sending = last.Message
		}
		if p := w.pictures.trails.of(last.Message); p != nil {
			g.WaitedNs, g.CameBare = p.FannedAt-p.SentAt, !p.Enveloped
		}
	}
}

func (f *FieldView) fill(w *World) {
	*f = FieldView{
		Members: len(w.order.rank), Columns: w.order.columns, Rank: w.order.rank,
		Waves: f.Waves[:0], FanoutNs: w.pictures.lastFanout, Source: inspector{w},
		Losses: len(w.pictures.losses.message) > 0,
	}
	for _, flight := range w.inFlight.list {
		if flight.stale {
			continue
		}
		f.Waves = append(f.Waves, flight.view(w, w.System().Now()))
	}
	if f.FanoutNs == 0 {
		n := int64(len(w.order.rank))
		f.FanoutNs = max(int64(w.Price(opGuildSend))*n, int64(w.Price(opForward))*n/int64(w.sessionNodes[:w.settings.SessionNodes].cores()))
	}
}

func (v *View) fillTokens(w *World) {
	v.Tokens = v.Tokens[:0]
	now := int64(w.System().Now())
	for _, n := range w.apis {
		for _, t := range n.tokens {
			if t.Start <= now && now < t.End {
				v.Tokens = append(v.Tokens, t)
			}
		}
	}
	slices.SortFunc(v.Tokens, func(a, b Token) int { return int(a.Message - b.Message) })
}

func (m *MessageTotals) fill(w *World) {
	sessions := w.sessionNodes.byVersion()
	now, before := w.forecasts.now.forecastOf(w.settings, &sessions), w.forecasts.before.forecastOf(w.Before(), &sessions)
	*m = MessageTotals{
		Expected: w.totals.expected,
		Relays:   len(w.relays),
		SessionTotals: SessionTotals{
			KeepRate:        w.sessionNodes[0].KeepRate(w.settings.Members),
			SessionSpansExp: (w.totals.spansExp + int64(exact.Whole)/2) / int64(exact.Whole),
			OrphanSince:     w.totals.orphansSince,
		},
		Forecast: *now,
	}
	if before != nil {
		m.Before, m.HasBefore = *before, true
	}
	for _, n := range w.apis {
		m.Sent += n.sent
		m.SentSmall += n.small
		m.Failed += n.failed
		m.Sampled += n.sampled
		m.SampledExp += n.headExp
	}
	for _, n := range w.guildNodes {
		m.Headers.add(&n.headers)
		m.Strays += n.strays
	}
	for _, n := range w.sessionNodes {
		m.Deliveries += n.Handled()
		m.DeliveriesSmall += n.small
		m.SessionSpans += n.Recorded(OriginAPI)
		m.GuildSpans += n.Recorded(OriginGuild)
		m.OrphanRoots += n.Recorded(OriginSession)
	}
	for _, p := range w.allProcesses() {
		m.DeadLetters += p.Node().Stats().DeadLetters
		m.Lost += p.Node().Stats().Lost
		m.Wire.add(&p.wire)
	}
}

// isUsers reports whether a message in the guild's mailbox is one that a user sent.
func isUsers(m actor.Message) bool {
	m = unwrap(m)
	if e, ok := m.(*envelope.Envelope); ok {
		m = e.Message
	}
	_, ok := m.(*userMessage)
	return ok
}

func (t *HeaderTotals) add(o *HeaderTotals) {
	t.Parsed, t.Stripped, t.Ignored = t.Parsed+o.Parsed, t.Stripped+o.Stripped, t.Ignored+o.Ignored
}

// total is how many messages there were.
func (t *HeaderTotals) total() int64 { return t.Parsed + t.Stripped + t.Ignored }

// count counts the headers of one message.
func (t *HeaderTotals) count(did envelope.Op) {
	switch {
	case did.Extracted():
		t.Parsed++
	case did == envelope.HeadersIgnored:
		t.Ignored++
	default:
		t.Stripped++
	}
}

func queuedMessage(m actor.Message) QueuedMessage {
	carrier := sim.CarrierBare
	m = unwrap(m)
	if e, ok := m.(*envelope.Envelope); ok {
		carrier, m = envelopeCarrier(e), e.Message
	}
	q := QueuedMessage{Carrier: carrier}
	if u, ok := m.(*userMessage); ok {
		q.Message = u.number
	}
	return q
}

func envelopeCarrier(e *envelope.Envelope) sim.Carrier {
	switch envelope.Scan(e.TraceCarrier.Get("traceparent")) {
	case envelope.ValidSampled:
		return sim.CarrierSampled
	case envelope.ValidUnsampled:
		return sim.CarrierUnsampled
	}
	return sim.CarrierEmpty
}
