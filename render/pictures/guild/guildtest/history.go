package guildtest

import (
	"fanout/envelope"
	"fanout/sim"
	"fanout/sim/guild"
	"fanout/sim/span"
)

// Header is the traceparent of the fixture's message.
const Header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

// history is a world in which a session that has not handled the present wave has
// handled nothing.
type history struct {
	wave guild.Wave
	now  int64
	rank []uint32
	idle int64 // time that a session takes for a message
	kept map[uint32]bool
}

func newHistory(f *guild.FieldView, now int64) history {
	h := history{wave: f.Waves[0], now: now, rank: f.Rank, idle: 45_000, kept: make(map[uint32]bool)}
	for _, m := range marks(f.Members, h.wave.Handled, now) {
		h.kept[m.Rank] = true
	}
	return h
}

// LastHandled implements guild.FieldSource.
func (h history) LastHandled(rank int) int64 {
	if rank >= h.wave.Handled {
		return -1
	}
	return h.wave.Start + int64(rank)*120 + 60_000
}

// LastLost implements guild.FieldSource.
func (h history) LastLost(int) (message, at int64) { return 0, 0 }

// InspectSession implements guild.Inspector. The last eight who have handled the wave
// are still at it.
func (h history) InspectSession(id int) guild.SessionView {
	rank := int(h.rank[id])
	v := guild.SessionView{ID: id, Number: int64(id), Rank: rank, Node: "sessions-1", Ends: -1}
	switch {
	case rank >= h.wave.Arrived:
	case rank >= h.wave.Handled:
		v.Mailbox = 1
	default:
		v.Handled, v.Ends = 1, h.LastHandled(rank)
		if rank >= h.wave.Handled-8 {
			v.Ends = h.now + h.idle/4
		}
		v.Last = h.InspectDeliveries(id, nil)[0]
		v.Last.Began = v.Ends - h.idle
	}
	return v
}

// InspectDeliveries implements guild.Inspector.
func (h history) InspectDeliveries(id int, d []guild.Delivery) []guild.Delivery {
	rank := h.rank[id]
	one := guild.Delivery{
		Message: h.wave.Message, Carrier: sim.CarrierSampled, Recipients: h.wave.Size, Rate: 1_000,
		State: guild.DeliveryBegun, Decision: guild.DecisionCleared, Roll: uint64(rank)*0x9e3779b97f4a7c15>>8 | 1<<50,
	}
	switch {
	case h.kept[rank]:
		one.Decision, one.Roll = guild.DecisionKept, 41<<guild.RollBits/100_000
	case int(rank) >= h.wave.Arrived:
		one = guild.Delivery{Message: h.wave.Message, Carrier: sim.CarrierSampled, State: guild.DeliveryComing}
	case int(rank) >= h.wave.Handled:
		one = guild.Delivery{Message: h.wave.Message, Carrier: sim.CarrierSampled, State: guild.DeliveryWaiting}
	}
	d = append(d, one)
	for m := h.wave.Message - 1; m > h.wave.Message-12; m-- {
		d = append(d, guild.Delivery{Message: m, Carrier: sim.CarrierEmpty, State: guild.DeliveryBegun, Decision: guild.DecisionBanned})
	}
	return d
}

// InspectTrail implements guild.Inspector: message 165 is the wave, those after it
// are on their way.
func (h history) InspectTrail(number int64) (guild.Trail, bool) {
	p := guild.Trail{
		Number: number, Node: int(number) % 3, SentAt: h.wave.Start - 2_000_000, Head: 10_000,
		Linked: true, Header: Header[:54] + "0",
	}
	switch {
	case number == h.wave.Message:
		p.Sampled, p.Header = true, Header
		p.ReadAt, p.GuildNode, p.Sieved, p.Unpacked = p.SentAt+500_000, "guilds-1", true, true
		p.Enveloped, p.GuildHeader = true, Header
		p.FannedAt, p.Fanout, p.CopyHeader, p.Recipients = p.ReadAt+100_000, h.wave, Header, h.wave.Size
	case number == 166 || number == 167:
		p.ReadAt, p.GuildNode, p.Sieved, p.Enveloped = h.now-1_000, "guilds-1", true, true
	case number != 168:
		return guild.Trail{}, false
	}
	return p, true
}

// InspectHeaders implements guild.Inspector: a thousand headers, ten of them sampled.
func (h history) InspectHeaders(guild.RunHeaders) guild.RunHeaders {
	r := guild.RunHeaders{Count: 11_168, Shapes: []guild.HeaderShape{
		{Version: "00", Flags: "00", End: "-00", Verdict: envelope.ValidUnsampled, Count: 11_058, Example: Header[:53] + "00"},
		{Version: "00", Flags: "01", End: "-01", Verdict: envelope.ValidSampled, Count: 110, Example: Header},
	}}
	for i := range 1000 {
		one := Header[:53] + "00"
		if i*37%1000 < 10 {
			one = Header
		}
		r.Last = append(r.Last, one)
	}
	return r
}

// InspectSpan implements guild.Inspector: no span is kept in the store.
func (h history) InspectSpan(int64) (span.Span, bool) { return span.Span{}, false }

// InspectConnect implements guild.Inspector: nothing is recorded of connects.
func (h history) InspectConnect(int) (ns int64, ok bool) { return 0, false }

// SlowestConnect implements guild.Inspector.
func (h history) SlowestConnect() (id int, ok bool) { return 0, false }

// SessionNumbered implements guild.Inspector: a session's number is its id.
func (h history) SessionNumbered(number int64) (id int, ok bool) {
	return int(number), number >= 0 && number < int64(len(h.rank))
}
