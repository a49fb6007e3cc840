package sampling_test

import (
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"fanout/envelope/sampling"
)

// countByRates sums up what the spans say they stand for.
func countByRates(spans []sdktrace.ReadOnlySpan) (n float64) {
	for _, s := range spans {
		for _, a := range s.Attributes() {
			if a.Key == sampling.KeepRateKey {
				n += float64(sampling.Whole) / float64(a.Value.AsInt64())
			}
		}
	}
	return n
}

// receive starts a recipient's span of a message that was sent in a span.
func receive(tracer trace.Tracer, from trace.Span, d sampling.Delivery) trace.Span {
	ctx := trace.ContextWithRemoteSpanContext(context.Background(), from.SpanContext())
	_, s := tracer.Start(sampling.WithDelivery(ctx, d), "received")
	return s
}

// A message that goes from a guild by relays to sessions passes two second layers: the
// sessions of a relay that was kept are counted for those of the others too. Relays and
// sessions are numbered from 0, and still their decisions have nothing to do with each
// other.
func TestRatesOfLayersMultiply(t *testing.T) {
	const messages, relays, sessions = 30, 90, 100
	for _, c := range []struct {
		name           string
		relay, session sampling.PPM
		want           sampling.PPM
	}{
		{"10 % and 10 %", 100_000, 100_000, 10_000},
		{"two equal ones of 50 %", 500_000, 500_000, 250_000},
		{"the relay keeps everything", sampling.Whole, 100_000, 100_000},
		{"the session keeps everything", 100_000, sampling.Whole, 100_000},
		{"a product that is no whole number", 333_333, 10_001, 3_334},
	} {
		t.Run(c.name, func(t *testing.T) {
			whole := sampling.NewHead(sampling.Whole)
			guild, _ := provider(whole)
			relay, _ := provider(sampling.NewFanout(whole, sampling.Flat(c.relay)))
			session, spans := provider(sampling.NewFanout(whole, sampling.Flat(c.session)))
			for range messages {
				_, message := guild.Start(t.Context(), "message")
				for r := range uint64(relays) {
					dispatch := receive(relay, message, sampling.Delivery{Recipients: relays, Recipient: r})
					for n := range uint64(sessions) {
						s := receive(session, dispatch, sampling.Delivery{Recipients: sessions, Recipient: n})
						if s.SpanContext().IsSampled() {
							q, ok := sampling.KeepRate(s.SpanContext())
							require.True(t, ok)
							require.Equal(t, c.want, q)
						}
						s.End()
					}
				}
			}
			got := countByRates(spans.Ended())
			// Sessions come and go with their relay: what varies is that sum.
			p, q := float64(c.relay)/1e6, float64(c.session)/1e6
			perRelay := (1-p)/p*sessions*sessions + sessions*(1-q)/q/p
			assert.InDelta(t, messages*relays*sessions, got, 4*math.Sqrt(messages*relays*perRelay)+1)
		})
	}
}

// The product of two rates is at least 1 ppm, so that every span has a weight, and the
// decision is made with the rate that is recorded.
func TestProductsOfSmallRates(t *testing.T) {
	for _, c := range []struct{ before, table, want sampling.PPM }{
		{1, 1, 1}, {1, 500_000, 1}, {1_000, 100, 1}, {1_000, 1_499, 1}, {1_000, 1_500, 2},
		{1, sampling.Whole, 1}, {sampling.Whole, 1, 1}, {500_000, 0, 0}, {sampling.Whole, sampling.Whole, sampling.Whole},
	} {
		f := sampling.NewFanout(sampling.NewHead(0), sampling.Flat(c.table))
		kept := 0
		const n = 20_000
		for i := range uint64(n) {
			parent := remoteParent(trace.FlagsSampled).WithTraceState(state(t, fmt.Sprintf("fanout=%d", c.before)))
			q, keep := f.Decide(parent, sampling.Delivery{Recipients: n, Recipient: i})
			assert.Equal(t, c.want, q, "%v and %v", c.before, c.table)
			if keep {
				kept++
			}
		}
		share := float64(c.want) / float64(c.before)
		assert.InDelta(t, n*share, kept, 4*math.Sqrt(n*share*(1-share)), "%v and %v", c.before, c.table)
	}
}

// A tracestate may say anything; what is no rate is none.
func TestKeepRateReadsRatesOnly(t *testing.T) {
	for text, want := range map[string]sampling.PPM{
		"fanout=1": 1, "fanout=1000000,ot=th:0": sampling.Whole,
		"": 0, "fanout=0": 0, "fanout=-5": 0, "fanout=1000001": 0, "fanout=99999999999999999999": 0, "fanout=NaN": 0, "fanout=1e3": 0,
	} {
		q, ok := sampling.KeepRate(remoteParent(0).WithTraceState(state(t, text)))
		assert.Equal(t, want != 0, ok, text)
		assert.Equal(t, want, q, text)
	}
}
