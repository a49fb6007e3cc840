package sampling_test

import (
	"testing"

	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"fanout/envelope/sampling"
)

var (
	sinkBool   bool
	sinkPPM    sampling.PPM
	sinkResult sdktrace.SamplingResult
)

func BenchmarkKeep(b *testing.B) {
	id := trace.TraceID{0: 1, 15: 9}
	b.ReportAllocs()
	i := uint64(0)
	for b.Loop() {
		sinkBool = sampling.Keep(id, i, 1_000)
		i++
	}
}

func BenchmarkRate(b *testing.B) {
	t := sampling.Published()
	b.Run("same", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sinkPPM = t.Rate(4321)
		}
	})
	b.Run("beyond", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sinkPPM = t.Rate(1_000_000)
		}
	})
	b.Run("fresh", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkPPM = t.Rate(2 + i%9_000)
		}
	})
}

func BenchmarkHead(b *testing.B) {
	h := sampling.NewHead(10_000)
	p := sdktrace.SamplingParameters{TraceID: trace.TraceID{15: 1}, ParentContext: b.Context()}
	b.ReportAllocs()
	for b.Loop() {
		sinkResult = h.ShouldSample(p)
	}
}

func BenchmarkFanoutDecide(b *testing.B) {
	f := sampling.NewFanout(sampling.NewHead(10_000), nil)
	for _, c := range []struct{ name, state string }{{"no state", ""}, {"first layer", "ot=th:fd70a"}, {"second layer", "fanout=100000,ot=th:fd70a"}} {
		parent := remoteParent(trace.FlagsSampled).WithTraceState(state(b, c.state))
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			d := sampling.Delivery{Recipients: 4321}
			for b.Loop() {
				_, sinkBool = f.Decide(parent, d)
				d.Recipient++
			}
		})
	}
}
