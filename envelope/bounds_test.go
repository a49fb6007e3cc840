package envelope_test

import (
	"flag"
	"fmt"
	"runtime"
	"slices"
	"testing"

	"go.opentelemetry.io/otel/propagation"

	"fanout/envelope"
)

var boundsRounds = flag.Int("bounds", 0, "how often TestBounds measures; 0 skips it, 8 is good")

// TestBounds measures what the package promises about its speed, each figure as
// the median of several rounds in which all of them take turns, so that whatever
// else the machine does hits them alike. It prints the table of README.md. The
// command stands in bench_test.go. Figures depend on the machine, so this is no
// part of an ordinary test run; the allocations are (TestAllocations).
func TestBounds(t *testing.T) {
	if *boundsRounds == 0 {
		t.Skip("run with -bounds 8")
	}
	ns := measure(t, boundFigures())
	t.Log("\n" + boundsTable(ns))

	if runtime.GOARCH == "wasm" {
		return
	}
	if ns("sieve") > 2 {
		t.Errorf("the sieve takes %.1f ns", ns("sieve"))
	}
	if over := ns("skip/slot") - ns("bare"); over > 10 {
		t.Errorf("an unsampled message from a slot takes %.1f ns more than a bare one", over)
	}
	if s, o := ns("sampled/carrier"), ns("sampled/otel-go"); s > o {
		t.Errorf("inject and extract take %.0f ns, with otel-go on a map %.0f", s, o)
	}
}

// figure is something that is measured.
type figure struct {
	name  string
	bench func(*testing.B)
}

func boundFigures() []figure {
	figures := []figure{
		{"sieve", benchSieve},
		{"bare", benchBare},
		{"skip/slot", func(b *testing.B) { benchSlot(b, skipUnsampled, unsampledSDK) }},
		{"guard/no span", func(b *testing.B) { benchGuard(b, noSpan) }},
		{"skip/no span", func(b *testing.B) { benchMessage(b, skipUnsampled, noSpan) }},
		{"guard/API span", func(b *testing.B) { benchGuard(b, unsampled) }},
		{"skip/API span", func(b *testing.B) { benchMessage(b, skipUnsampled, unsampled) }},
		{"guard/SDK span", func(b *testing.B) { benchGuard(b, unsampledSDK) }},
		{"skip/SDK span", func(b *testing.B) { benchMessage(b, skipUnsampled, unsampledSDK) }},
		{"sampled", func(b *testing.B) { benchMessage(b, skipUnsampled, sampled) }},
		{"sampled/carrier", benchCarrier},
		{"sampled/otel-go", benchMapCarrier},
		{"look", benchLook},
		{"ReceiveHeaders", func(b *testing.B) {
			benchReceiveHeaders(b, envelope.HeadersSieve, headerCarrierOf16(unsampledHeader))
		}},
		{"ReceiveHeaders/parse", func(b *testing.B) {
			benchReceiveHeaders(b, envelope.HeadersParse, headerCarrierOf16(unsampledHeader))
		}},
	}
	for _, c := range extractCarriers() {
		figures = append(figures,
			figure{"sieve/" + c.name, func(b *testing.B) { benchExtract(b, newSieve(b), c.carrier) }},
			figure{"otel-go/" + c.name, func(b *testing.B) { benchExtract(b, propagation.TraceContext{}, c.carrier) }})
	}
	return figures
}

// measure returns the median of each figure in nanoseconds, by its name.
func measure(t *testing.T, figures []figure) func(name string) float64 {
	rounds := map[string][]float64{}
	for range *boundsRounds {
		for _, f := range figures {
			r := testing.Benchmark(f.bench)
			rounds[f.name] = append(rounds[f.name], float64(r.T.Nanoseconds())/float64(r.N))
		}
	}
	return func(name string) float64 {
		r := rounds[name]
		slices.Sort(r)
		if len(r) == 0 {
			t.Fatalf("no figure %q", name)
		}
		return (r[(len(r)-1)/2] + r[len(r)/2]) / 2
	}
}

// boundsTable is what README.md has.
func boundsTable(ns func(name string) float64) string {
	out := fmt.Sprintf("%s, %s/%s, medians of %d\n", runtime.Version(), runtime.GOOS, runtime.GOARCH, *boundsRounds)
	line := func(format string, args ...any) { out += fmt.Sprintf(format+"\n", args...) }
	line("sieve of one header value            %8.1f ns", ns("sieve"))
	line("bare message                         %8.1f ns", ns("bare"))
	line("unsampled, skipped, over bare:")
	line("  WrapFrom a Slot, SDK span          %+8.1f ns", ns("skip/slot")-ns("bare"))
	for _, kind := range []string{"no span", "API span", "SDK span"} {
		line("  Wrap, %-8s                     %+8.1f ns  (OpenTelemetry's own question alone %+.1f)",
			kind, ns("skip/"+kind)-ns("bare"), ns("guard/"+kind)-ns("bare"))
	}
	line("sampled, inject and extract          %8.1f ns  otel-go on a map %.1f: %.2f of it",
		ns("sampled/carrier"), ns("sampled/otel-go"), ns("sampled/carrier")/ns("sampled/otel-go"))
	line("sampled, wrapped and handled         %8.1f ns  otel-go on a map %.1f: %.2f of it",
		ns("sampled"), ns("sampled/otel-go"), ns("sampled")/ns("sampled/otel-go"))
	line("unsampled request, through the sieve and without:")
	for _, c := range extractCarriers() {
		s, o := ns("sieve/"+c.name), ns("otel-go/"+c.name)
		line("  %-19s                %8.1f ns  otel-go %.1f: %.0f times cheaper", c.name, s, o, o/s)
	}
	http := ns("otel-go/HeaderCarrier of 16")
	line("  ReceiveHeaders                     %8.1f ns  otel-go's HeaderCarrier: %.0f times cheaper", ns("ReceiveHeaders"), http/ns("ReceiveHeaders"))
	line("  one look into the map alone        %8.1f ns  %.0f times", ns("look"), http/ns("look"))
	line("  the bare value (Sampled)           %8.1f ns  %.0f times", ns("sieve"), http/ns("sieve"))
	line("  ReceiveHeaders, HeadersParse       %8.1f ns  %.2f of otel-go's HeaderCarrier", ns("ReceiveHeaders/parse"), ns("ReceiveHeaders/parse")/http)
	return out
}
