package sim

import (
	"context"

	"go.opentelemetry.io/otel/trace"

	"fanout/actor"
	"fanout/envelope"
)

// guildState is the guild's own: how often it has done what.
type guildState struct {
	fanouts, small int64
	timings        timings
}

// fanout is the message that the guild sends to every session.
type fanout struct {
	message int64
	wave    *wave
}

// wave is the book of one fan-out. The guild's node opens it, the sessions' node
// counts in it.
type wave struct {
	Wave
	stale bool       // its sessions were exchanged
	done  actor.Time // the last session has handled it
}

// rpcHandle is the gRPC server on the guild's node: it reads the trace headers as
// the sieve setting says and hands the message to the guild.
func (w *World) rpcHandle(c *actor.Context, st *rpcState, msg actor.Message) {
	r := msg.(*request)
	p := w.guilds
	p.begin(c, classRPC, r.message.number)
	ctx, receipt := p.transport.ReceiveHeaders(context.Background(), r.headers)
	p.charge(c, classRPC, receiptOps(receipt.Op)...)
	if receipt.Op.Extracted() {
		st.parsed++
	} else {
		st.stripped++
	}
	p.charge(c, classRPC, opHandler)
	c.Send(w.guildPID, w.wrapForGuild(c, p, classRPC, ctx, r.message, r.message.number))
	caller, _ := c.Caller()
	c.Reply(caller, nil)
}

type rpcState struct{ parsed, stripped int64 }

// wrapForGuild puts a message for the guild into an envelope, if the share of the
// rollout covers it.
func (w *World) wrapForGuild(c *actor.Context, p *process, cl class, ctx context.Context, msg any, number int64) any {
	if !rolledOut(w.settings.EnvelopesGuild, number) {
		return msg
	}
	wrapped, receipt := p.transport.Wrap(ctx, msg, 1)
	p.charge(c, cl, receiptOps(receipt.Op)...)
	return wrapped
}

// rolledOut decides whether a sender that makes the given message already sends
// envelopes. One guild stands for a fleet here, so the share is one of messages.
func rolledOut(share PPM, number int64) bool {
	return mix(uint64(number))%uint64(Whole) < uint64(share)
}

func (w *World) guildHandle(c *actor.Context, st *guildState, msg actor.Message) {
	p := w.guilds
	began := c.Now()
	ctx, got := p.transport.Receive(context.Background(), msg)
	cl, name, number := classSmall, "guild.update", int64(0)
	m, isMessage := got.Message.(*userMessage)
	if isMessage {
		cl, name, number = classFanout, "guild.fan_out", m.number
	} else {
		number = got.Message.(*update).number
	}
	p.begin(c, cl, number)
	p.charge(c, cl, receiptOps(got.Receipt.Op)...)
	var s span
	if got.Receipt.Op.Continues() || got.MayStart && w.settings.RootsGuild {
		ctx, s = p.begun(c, cl, ctx, name, trace.SpanKindConsumer, tag(OriginGuild, number))
	}
	p.charge(c, cl, opGuildSmall)
	if isMessage {
		if s.outcome.kept() {
			s.SetAttributes(MessageKey.Int64(m.number), RecipientsKey.Int(w.settings.Members))
		}
		st.fanouts++
		w.fanOut(c, ctx, m)
	} else {
		st.small++
	}
	p.ended(c, cl, s)
	st.timings.add(cl, began, c.Now())
}

// fanOut sends a message to all sessions.
func (w *World) fanOut(c *actor.Context, ctx context.Context, m *userMessage) {
	p := w.guilds
	f := &fanout{message: m.number, wave: &wave{}}
	var msg any = f
	carrier := CarrierBare
	if rolledOut(w.settings.EnvelopesSessions, m.number) {
		var r envelope.Receipt
		msg, r = p.transport.Wrap(ctx, f, w.settings.Members)
		p.charge(c, classFanout, receiptOps(r.Op)...)
		carrier = carrierOf(r, ctx)
	}
	perSend := w.costOf(opGuildSend)
	f.wave.Wave = Wave{
		Message: m.number, Start: int64(c.Now() + sessionLatency), Step: int64(perSend) * 1000,
		Size: w.crew.Len(), Carrier: carrier,
	}
	w.waves = append(w.waves, f.wave)
	if sc := trace.SpanContextFromContext(ctx); carrier == CarrierSampled && originOf(sc.TraceID()) == OriginAPI {
		w.spansExp += int64(w.settings.Members) * int64(p.fanout.Table().Rate(w.settings.Members))
	}
	w.largest = max(w.largest, w.settings.Members)
	w.milestones++
	c.SendAll(w.crew, msg, int64(perSend)*1000)
	// A preview has fewer sessions than it says it has.
	c.Spend(perSend * durationOf(w.settings.Members-w.crew.Len()))
	p.recorder.did(c, classFanout, opGuildSend)
	p.meter.ops[classFanout][opGuildSend] += int64(w.settings.Members)
}
