package collector

import (
	"bufio"
	"bytes"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/open-telemetry/opentelemetry-collector-contrib/exporter/fileexporter"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/exporter/exportertest"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/receiver/otlpreceiver"
	"go.opentelemetry.io/collector/receiver/receivertest"
)

var program string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "readers-")
	if err != nil {
		panic(err)
	}
	program = filepath.Join(dir, "playground")
	if out, err := exec.Command("go", "-C", "../../..", "build", "-o", program, "./cmd/playground").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "%s", out)
		os.Exit(1)
	}
	status := m.Run()
	os.RemoveAll(dir)
	os.Exit(status)
}

// history is what is exported.
var history = []string{"run", "-for", "2s", "-set", "members=300", "-set", "head.rate=100%"}

func play(t *testing.T, flags ...string) {
	t.Helper()
	if out, err := exec.Command(program, append(history, flags...)...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

// collector is an OTLP receiver that hands what it gets to a file exporter. stop has the file
// written to its end.
func collector(t *testing.T) (endpoint, file string, stop func()) {
	t.Helper()
	host, ctx := componenttest.NewNopHost(), t.Context()
	file = filepath.Join(t.TempDir(), "out.jsonl")
	ef := fileexporter.NewFactory()
	ec := ef.CreateDefaultConfig().(*fileexporter.Config)
	ec.Path = file
	out, err := ef.CreateTraces(ctx, exportertest.NewNopSettings(ef.Type()), ec)
	must(t, err)
	must(t, out.Start(ctx, host))

	rf := otlpreceiver.NewFactory()
	rc := rf.CreateDefaultConfig().(*otlpreceiver.Config)
	at := free(t)
	rc.HTTP.GetOrInsertDefault().ServerConfig.Endpoint = at
	rc.GRPC.GetOrInsertDefault().NetAddr.Endpoint = free(t)
	in, err := rf.CreateTraces(ctx, receivertest.NewNopSettings(rf.Type()), rc, out)
	must(t, err)
	must(t, in.Start(ctx, host))
	return "http://" + at, file, func() {
		for _, c := range []component.Component{in, out} {
			must(t, c.Shutdown(ctx))
		}
	}
}

func free(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer l.Close()
	return l.Addr().String()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// read reads a file of OTLP JSON lines with the Collector's decoder: each span by its id, as
// text, without its dates, and how long it took.
func read(t *testing.T, file string) map[string]string {
	t.Helper()
	f, err := os.Open(file)
	must(t, err)
	defer f.Close()
	spans := make(map[string]string)
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		traces, err := (&ptrace.JSONUnmarshaler{}).UnmarshalTraces(lines.Bytes())
		must(t, err)
		for _, rs := range traces.ResourceSpans().All() {
			for _, ss := range rs.ScopeSpans().All() {
				for _, s := range ss.Spans().All() {
					spans[s.SpanID().String()] = fmt.Sprint(rs.Resource().Attributes().AsRaw(), ss.Scope().Name(), s.TraceID(), s.ParentSpanID(), s.Name(), s.Kind(), s.Status().Code(), s.TraceState().AsRaw(), s.Attributes().AsRaw(), s.Links().Len(), s.EndTimestamp()-s.StartTimestamp())
				}
			}
		}
	}
	must(t, lines.Err())
	return spans
}

func compare(t *testing.T, wants, gots map[string]string) {
	t.Helper()
	if len(wants) < 1000 || len(wants) != len(gots) {
		t.Fatalf("%d spans, want %d", len(gots), len(wants))
	}
	for id, want := range wants {
		if got := gots[id]; got != want {
			t.Fatalf("span %s is\n%s, want\n%s", id, got, want)
		}
	}
}

// What a run sends, a Collector receives, and writes what the run writes itself.
func TestACollectorReceivesARun(t *testing.T) {
	endpoint, file, stop := collector(t)
	own := filepath.Join(t.TempDir(), "own.jsonl")
	play(t, "-spans", own, "-otlp-endpoint", endpoint)
	stop()
	compare(t, read(t, own), read(t, file))
}

// Each line of the file is a request that a Collector takes, as it does from the page.
func TestACollectorTakesTheLines(t *testing.T) {
	endpoint, file, stop := collector(t)
	own := filepath.Join(t.TempDir(), "own.jsonl")
	play(t, "-spans", own)
	text, err := os.ReadFile(own)
	must(t, err)
	for line := range bytes.Lines(text) {
		response, err := http.Post(endpoint+"/v1/traces", "application/json", bytes.NewReader(line))
		must(t, err)
		response.Body.Close()
		if response.StatusCode != http.StatusOK {
			t.Fatal(response.Status)
		}
	}
	stop()
	compare(t, read(t, own), read(t, file))
}
