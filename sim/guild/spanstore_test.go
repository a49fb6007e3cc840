package guild

import (
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/trace"

	"fanout/envelope/sampling"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/row"
	"fanout/sim/span"
)

// One sampled message: its trace as it stands in the store, span by span.
func TestTheStoreHoldsWholeSpans(t *testing.T) {
	p, s := play(t, "set head.rate 100%", "set members 100", "set rate 0.1", "set small 0", "set grpc 0", "burst 1", "run 1s")
	var names []string
	byName := map[string]span.Span{}
	sessions := 0
	for _, span := range p.Spans() {
		if span.Name == "session.forward" {
			sessions++
		}
		if _, ok := byName[span.Name]; !ok {
			names = append(names, span.Name)
			byName[span.Name] = *span
		}
	}
	assert.ElementsMatch(t, []string{"message_common.dispatch_message", "discord_guilds", "guild.fan_out", "session.forward"}, names)
	assert.Equal(t, s.Messages.SessionSpans, int64(sessions))

	root, client := byName["message_common.dispatch_message"], byName["discord_guilds"]
	guild, session := byName["guild.fan_out"], byName["session.forward"]
	assert.False(t, root.Parent.IsValid())
	assert.Equal(t, root.ID, client.Parent)
	assert.Equal(t, client.ID, guild.Parent)
	assert.Equal(t, guild.ID, session.Parent)
	assert.False(t, client.Remote)
	assert.True(t, guild.Remote && session.Remote, "a context from a header or an envelope is remote")
	assert.Equal(t, []trace.SpanKind{trace.SpanKindServer, trace.SpanKindClient, trace.SpanKindConsumer, trace.SpanKindConsumer},
		[]trace.SpanKind{root.Kind, client.Kind, guild.Kind, session.Kind})
	assert.Equal(t, "api", root.Resource.Service)
	assert.Equal(t, "api-2", root.Resource.Instance)
	assert.Equal(t, "sessions", session.Resource.Service)

	var took int64
	for _, o := range []row.Op{opExtract, opSpanChild, opForward, opCapture, opExport} {
		took += ops[o].Price
	}
	assert.Equal(t, took, session.End-session.Start)
	assert.Less(t, guild.Start, session.Start)
	assert.LessOrEqual(t, session.End, s.Now)

	want := func(span span.Span, key string, value int64) {
		t.Helper()
		for _, a := range span.Attributes {
			if string(a.Key) == key {
				assert.Equal(t, value, a.Value.AsInt64(), "%s of %s", key, span.Name)
				return
			}
		}
		assert.Fail(t, "no "+key+" on "+span.Name)
	}
	want(root, "fanout.message", 1)
	want(guild, "fanout.recipients", 100)
	want(session, "fanout.message", 1)
	want(session, "fanout.recipients", 100)
	want(session, string(sampling.KeepRateKey), 100_000)
	assert.Equal(t, "ot=th:0", root.TraceState, "100 % rejects nothing")
	assert.Equal(t, "fanout=100000,ot=th:0", session.TraceState, "and the second layer writes its rate beside it")
	head, ok := session.HeadRate()
	assert.True(t, ok)
	assert.Equal(t, exact.Whole, head)
}

// The rate that a tracestate gives is the one that was set, to its four digits.
func TestHeadRateOfATracestate(t *testing.T) {
	for state, want := range map[string]exact.PPM{
		"ot=th:fd70a": 10_000, "ot=th:e666": 100_000, "ot=th:ffbe77": 1_000, "ot=th:8": 500_000, "ot=th:0": exact.Whole,
	} {
		p, ok := (&span.Span{TraceState: state}).HeadRate()
		assert.True(t, ok)
		assert.InEpsilon(t, int(want), int(p), 0.0001, state)
	}
	for _, state := range []string{"", "ot=rv:1", "ot=th:xyz", "other=th:0", "ot"} {
		_, ok := (&span.Span{TraceState: state}).HeadRate()
		assert.False(t, ok, state)
	}
}

// More spans are recorded than the store holds: the oldest leave, the counts stay,
// and every mark in the pictures still finds its span or learns that it has left.
func TestTheStoreIsBoundedAndCounted(t *testing.T) {
	t.Parallel()
	long(t)
	var exported int64
	p, err := NewPlayer("set members 9000", "set rate 10", "set head.rate 100%", "set fanout none", "set grpc 0", "set small 0")
	require.NoError(t, err)
	p.Export(func(*span.Span) { exported++ })
	require.NoError(t, p.Do("run 3s"))
	p.Finish()
	var s Snapshot
	takeSnapshot(p, &s)

	assert.Greater(t, s.Spans.Recorded, int64(span.MaxHeld))
	assert.Equal(t, span.MaxHeld, s.Spans.Held)
	assert.Equal(t, s.Spans.Recorded, int64(s.Spans.Held)+s.Spans.Left)
	assert.Equal(t, s.Spans.Recorded, exported, "a stream sees also those that leave")
	var recorded int64
	for v := range NumServices {
		for _, n := range s.Services[v].Spans {
			recorded += n
		}
	}
	assert.Equal(t, recorded, s.Spans.Recorded)

	_, ok := p.Span(s.Spans.Left)
	assert.False(t, ok)
	for _, m := range s.Marks {
		if kept, ok := p.Span(m.Span); ok {
			number, _ := kept.Int(RecipientKey)
			message, _ := kept.Int(span.MessageKey)
			list, place := world(p).order.interleave.at(int(m.Rank))
			session := world(p).sessionNodes[list].kind.State(world(p).order.lists[list][place])
			require.EqualValues(t, session.number, number)
			require.Equal(t, m.Message, message)
			require.Equal(t, m.At, kept.End)
		}
	}
	_, ok = p.Span(s.Marks[len(s.Marks)-1].Span)
	assert.True(t, ok)
	assert.NoError(t, p.CheckTrees(), "the parents of some have left")
	assert.Equal(t, int64(span.MaxHeld), countSpans(p))
}

func countSpans(p *sim.Player) (n int64) {
	for range p.Spans() {
		n++
	}
	return n
}

// Reading spans leaves the history alone, and so does exporting them.
func TestReadingSpansDoesNotDisturbTheHistory(t *testing.T) {
	lines := []string{"set head.rate 20%", "set members 500"}
	run := func(read bool) uint64 {
		p, err := NewPlayer(lines...)
		require.NoError(t, err)
		if read {
			p.Export(func(*span.Span) {})
		}
		for range 30 {
			require.NoError(t, p.Do("run 100ms"))
			p.Finish()
			if read {
				require.NoError(t, p.CheckTrees())
				model.Tracing.Traces(p.Spans())
			}
		}
		var s Snapshot
		takeSnapshot(p, &s)
		return s.Hash
	}
	assert.Equal(t, run(false), run(true))
}

// What a full store takes: how much more a history takes of which the spans are kept.
func TestMemoryPerSpan(t *testing.T) {
	long(t)
	grown := func(rate string, spans int64) int64 {
		before := heap()
		p, err := NewPlayer("set members 41000", "set head.rate "+rate, "set fanout none", "set rate 0.1", "set grpc 0", "set small 0", "burst 1", "run 9s")
		require.NoError(t, err)
		p.Finish()
		require.Equal(t, spans, countSpans(p))
		after := heap()
		runtime.KeepAlive(p)
		return after - before
	}
	per := (grown("100%", span.MaxHeld) - grown("0%", 0)) / span.MaxHeld
	t.Logf("%d bytes per span, %.1f MB for %d", per, float64(per)*span.MaxHeld/1e6, span.MaxHeld)
	assert.Less(t, per, int64(800))
	assert.Greater(t, per, int64(100))
}

func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
