package guildtest

import (
	"encoding/binary"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"fanout/envelope/sampling"
	"fanout/sim/guild"
	"fanout/sim/row"
	"fanout/sim/span"
)

// Store holds the traces of a world in which two messages were sampled: #61 to a million
// sessions, of which so many kept a span, and #165, of whose spans only that of the API has
// ended. A user has connected for almost sixteen minutes, a presence has changed, and a
// session has begun a trace that leads nowhere.
func Store(kept int) *span.Store {
	b := traceBuilder{st: span.NewStore(guild.Model().Tracing)}
	b.fanout(61, 5_000_000_000, kept)
	b.begin(guild.OriginBackground, 24_830)
	connect := b.add("session.connect", "sessions-2", guild.Sessions, 0, 1_000_000_000, 961_000_000_000, trace.SpanKindClient, guild.GuildKey.Int(0), guild.AttemptsKey.Int(18))
	b.add("guild.connect", "guilds-1", guild.Guilds, connect, 959_000_000_000, 959_036_000_000, trace.SpanKindConsumer)
	b.add("guild.connect", "guilds-1", guild.Guilds, connect, 962_000_000_000, 962_000_022_000, trace.SpanKindConsumer)
	b.begin(guild.OriginBackground, 7)
	call := b.add("presence.call", "callers", row.Outside, 0, 8_000_000_000, 8_000_000_000, trace.SpanKindClient)
	b.add("presence.update", "presence", guild.Presence, call, 8_000_230_000, 8_000_259_000, trace.SpanKindServer)
	b.begin(guild.OriginSession, 62)
	b.add("session.forward", "sessions-1", guild.Sessions, 0, 8_500_000_000, 8_500_066_000, trace.SpanKindConsumer, span.MessageKey.Int(62), guild.RecipientKey.Int(40))
	b.begin(guild.OriginAPI, 165)
	b.add("message_common.dispatch_message", "api-2", guild.API, 0, 10_250_000_000, 10_252_760_000, trace.SpanKindServer, span.MessageKey.Int(165))
	return b.st
}

// traceBuilder adds spans to a store, trace by trace.
type traceBuilder struct {
	st    *span.Store
	trace trace.TraceID
	spans int64
}

func (b *traceBuilder) begin(o row.Origin, number int64) {
	binary.BigEndian.PutUint64(b.trace[:8], span.Tag(o, number))
	binary.BigEndian.PutUint64(b.trace[8:], 0x4bf92f3577b34da6)
}

// add ends a span whose parent is another one of the trace, 0 for none, and returns which it is.
func (b *traceBuilder) add(name, node string, service row.Service, parent int64, start, end int64, kind trace.SpanKind, attributes ...attribute.KeyValue) int64 {
	b.spans++
	names := [...]string{guild.API: "api", guild.Guilds: "guilds", guild.Sessions: "sessions", guild.Presence: "presence"}
	s := span.Span{Trace: b.trace, ID: idOf(b.spans), Name: name, Resource: &span.Resource{Service: "callers", Instance: node, Number: service},
		Kind: kind, Start: start, End: end, Attributes: attributes, TraceState: "ot=th:fd70a"}
	if service < row.Outside {
		s.Resource.Service = names[service]
	}
	if parent > 0 {
		s.Parent = idOf(parent)
	}
	b.st.Add(s)
	return b.spans
}

func idOf(n int64) (id trace.SpanID) {
	binary.BigEndian.PutUint64(id[:], uint64(0xf067aa0b)<<32|uint64(n))
	return id
}

// fanout is a message to a million sessions in 120 ms: every twentieth of those that kept a
// span was behind with its work.
func (b *traceBuilder) fanout(message, at int64, kept int) {
	b.begin(guild.OriginAPI, message)
	root := b.add("message_common.dispatch_message", "api-1", guild.API, 0, at, at+2_760_000, trace.SpanKindServer, span.MessageKey.Int64(message))
	client := b.add("discord_guilds", "api-1", guild.API, root, at+1_700_000, at+2_760_000, trace.SpanKindClient)
	begun := at + 2_270_000
	fan := b.add("guild.fan_out", "guilds-1", guild.Guilds, client, begun, begun+120_000_000, trace.SpanKindConsumer, span.MessageKey.Int64(message), span.RecipientsKey.Int(1_000_000))
	for i := range int64(kept) {
		start := begun + 380_000 + i*120_000_000/int64(kept)
		if i%20 == 7 {
			start += 10_000_000 + i%13*2_000_000
		}
		b.add("session.forward", "sessions-1", guild.Sessions, fan, start, start+66_000, trace.SpanKindConsumer, sampling.KeepRateKey.Int(1_000),
			span.MessageKey.Int64(message), span.RecipientsKey.Int(1_000_000), guild.RecipientKey.Int64(i*1_000_000/int64(kept)))
	}
}
