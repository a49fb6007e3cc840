package published

import (
	"fmt"
	"math"
	"strings"

	"fanout/cmd/playground/internal/seeds"
	"fanout/sim"
	"fanout/sim/guild"
	"fanout/sim/ring"
)

// Sources of figures that stand in no scenario.
const (
	thePost      = "Discord Engineering"
	theCaseStudy = "fullstack.zip"
	openTel      = "OpenTelemetry"
)

// worked is the figures that need no scenario.
func worked(n int) ([]Row, error) {
	exactly := func(figure, published, source, run, how string) Row {
		ok := run == published
		return Row{Figure: figure, Published: published, Source: source, Run: run, OK: &ok, How: how}
	}
	rows := []Row{
		exactly("points of a node on the hash ring", "512", theCaseStudy, fmt.Sprint(ring.Points), "playground ring"),
		moved(n),
	}
	for _, head := range []struct{ rate, published string }{{"10%", "th:e666"}, {"1%", "th:fd70a"}, {"0.1%", "th:ffbe77"}} {
		th, err := threshold(head.rate)
		if err != nil {
			return nil, err
		}
		rows = append(rows, exactly("tracestate at a head rate of "+head.rate, head.published, openTel, th,
			"playground run -set head.rate="+head.rate+" -spans FILE"))
	}
	return rows, nil
}

// threshold is what the first recorded span of a run at a head rate says of it in its
// tracestate.
func threshold(rate string) (string, error) {
	p, err := sim.NewPlayer(guild.Model(), "set members 1", "set head.rate "+rate, "run 10s")
	if err != nil {
		return "", err
	}
	p.Finish()
	for _, s := range p.Spans() {
		return strings.TrimPrefix(s.TraceState, "ot="), nil
	}
	return "no span", nil
}

// moved is the share of keys that move when a fifth node is added to a ring. Its
// seeds give the nodes other names.
func moved(n int) Row {
	const nodes, keys = 4, 100_000
	share := func(seed uint64) (float64, error) {
		first := uint32(seed * (nodes + 1))
		old := ring.New(ring.Points, first, first+1, first+2, first+3)
		grown := ring.New(ring.Points, first, first+1, first+2, first+3, first+4)
		moved := 0
		for key := range uint64(keys) {
			if old.Node(key) != grown.Node(key) {
				moved++
			}
		}
		return float64(moved) / keys, nil
	}
	const want, tolerance = 1.0 / (nodes + 1), 0.03
	own, _ := share(0)
	ok := math.Abs(own-want) <= tolerance
	r := Row{Figure: "keys that move when a fifth node joins", Published: percent(want), Source: theCaseStudy,
		Run: percent(own), Difference: fmt.Sprintf("%+.2f points", 100*(own-want)), OK: &ok, How: "playground ring -nodes 4 -add 1"}
	if n > 1 {
		all, _ := seeds.Run(1, n, nil, share)
		for _, s := range all {
			ok = ok && math.Abs(s-want) <= tolerance
		}
		s := seeds.SpreadOf(all)
		r.Spread = &Spread{n, percent(float64(s.Least)), percent(float64(s.Median)), percent(float64(s.Most))}
	}
	return r
}

func percent(share float64) string { return fmt.Sprintf("%.2f%%", 100*share) }

// shown is the figures that are published and that nothing here can reproduce, with
// the reason.
func shown() []Row {
	const bench = `a property of the machine: "playground bench" measures yours`
	only := func(figure, published, source, why string) Row {
		return Row{Figure: figure, Published: published, Source: source, How: why}
	}
	return []Row{
		only("a guild's fan-out in the trace of one message", "357 µs", thePost, "how many sessions it went to is not published"),
		only("traced time of a gRPC handler and its unpacking", "14.9 of 18.9 s", thePost, "its share, 78.8 %, is reproduced; its load is not published"),
		only("memory of an idle process", "2,616 B", "Erlang/OTP", "a property of the BEAM"),
		only("reductions per time slice", "4,000", "Erlang/OTP", "a slice here is 1 ms of virtual time"),
		only("send to a process on another node", "30 to 70 µs", theCaseStudy, "before Manifold; a guild here sends at 0.12 µs, which is modelled"),
		only("extract of a sampled context in Go", "313 ns; wasm 890 to 2,023 ns", "measured with otel-go 1.47", bench),
		only("inject of a context in Go", "366 ns; wasm 1,291 to 1,425 ns", "measured with otel-go 1.47", bench),
		only("sieve in Go", "1.3 ns; wasm 3.1 to 5.6 ns", "measured with otel-go 1.47", bench),
		only("span with a batch processor in Go", "1,173 ns; wasm 3,544 to 3,798 ns", "measured with otel-go 1.47", bench),
		only("extract's share of a gRPC handler in Go", "7.6 %", "measured with grpc-go", "this world prices its operations; there is no gRPC in it"),
	}
}
