package jaeger

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// programs are those that the tests run.
var programs struct{ playground, jaeger string }

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "readers-")
	if err != nil {
		panic(err)
	}
	programs.playground = build("../../..", filepath.Join(dir, "playground"), "./cmd/playground")
	if programs.jaeger = os.Getenv("JAEGER"); programs.jaeger == "" {
		programs.jaeger = build(".", filepath.Join(dir, "jaeger"), "github.com/jaegertracing/jaeger/cmd/all-in-one")
	}
	status := m.Run()
	os.RemoveAll(dir)
	os.Exit(status)
}

func build(in, out, pkg string) string {
	if text, err := exec.Command("go", "-C", in, "build", "-o", out, pkg).CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "%s", text)
		os.Exit(1)
	}
	return out
}

// served is a Jaeger that keeps traces in its memory.
type served struct{ otlp, query string }

func serve(t *testing.T) served {
	t.Helper()
	s := served{"http://" + free(t), "http://" + free(t)}
	at := func(url string) string { return strings.TrimPrefix(url, "http://") }
	ctx, cancel := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, programs.jaeger,
		"--collector.otlp.http.host-port="+at(s.otlp), "--query.http-server.host-port="+at(s.query),
		"--collector.otlp.grpc.host-port="+free(t), "--query.grpc-server.host-port="+free(t),
		"--collector.grpc-server.host-port="+free(t), "--collector.http-server.host-port="+free(t), "--admin.http.host-port="+free(t))
	var log bytes.Buffer
	cmd.Stdout, cmd.Stderr = &log, &log
	must(t, cmd.Start())
	t.Cleanup(func() {
		cancel()
		_ = cmd.Wait()
	})
	for end := time.Now().Add(time.Minute); ; {
		response, err := http.Get(s.query + "/api/services")
		if err == nil {
			response.Body.Close()
			if c, err := net.Dial("tcp", at(s.otlp)); err == nil {
				c.Close()
				return s
			}
		}
		if time.Now().After(end) {
			t.Fatalf("it does not answer: %s", &log)
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

// document is what Jaeger's API answers, and what its page opens from a file.
type document struct {
	Data []trace
}

type trace struct {
	TraceID   string
	Spans     []span
	Processes map[string]struct{ ServiceName string }
}

type span struct {
	TraceID, SpanID, OperationName, ProcessID string
	StartTime, Duration                       int64
	References                                []struct{ RefType, TraceID, SpanID string }
	Tags                                      []struct {
		Key, Type string
		Value     any
	}
}

// story is a trace as lines, one a span in the order of their ids, without its dates.
func (tr *trace) story() []string {
	var lines []string
	for _, s := range tr.Spans {
		// Jaeger keeps the kind of an internal span and the name of the scope, which the
		// file has no need for.
		tags := []string{}
		for _, g := range s.Tags {
			if g.Key != "otel.scope.name" && g.Key != "span.kind" && g.Key != "internal.span.format" && g.Key != "w3c.tracestate" {
				tags = append(tags, fmt.Sprint(g.Key, "=", g.Value))
			}
		}
		slices.Sort(tags)
		lines = append(lines, fmt.Sprint(s.SpanID, " ", tr.Processes[s.ProcessID].ServiceName, " ", s.OperationName, " ", s.References, " ", tags))
	}
	slices.Sort(lines)
	return lines
}

// times are when the spans of a trace began and how long they took, in µs, by their ids.
func (tr *trace) times() map[string][2]int64 {
	all := make(map[string][2]int64)
	for _, s := range tr.Spans {
		all[s.SpanID] = [2]int64{s.StartTime, s.Duration}
	}
	return all
}

// history is what is exported.
var history = []string{"run", "-for", "2s", "-set", "members=300", "-set", "head.rate=100%"}

// play exports a history, also as the file for Jaeger's page, whose traces it returns.
func play(t *testing.T, flags ...string) map[string]trace {
	t.Helper()
	file := filepath.Join(t.TempDir(), "file.json")
	if out, err := exec.Command(programs.playground, slices.Concat(history, flags, []string{"-jaeger", file})...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	text, err := os.ReadFile(file)
	must(t, err)
	var d document
	must(t, json.Unmarshal(text, &d))
	traces := make(map[string]trace)
	for _, tr := range d.Data {
		traces[tr.TraceID] = tr
	}
	return traces
}

// ask is a trace as Jaeger's API tells it.
func (s served) ask(t *testing.T, id string) trace {
	t.Helper()
	response, err := http.Get(s.query + "/api/traces/" + id)
	must(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	must(t, err)
	var d document
	must(t, json.Unmarshal(text, &d))
	if len(d.Data) != 1 {
		t.Fatalf("trace %s: %s %s", id, response.Status, text)
	}
	return d.Data[0]
}

// compare holds what Jaeger tells of each trace of some size against the file.
func (s served) compare(t *testing.T, traces map[string]trace, dates bool) {
	t.Helper()
	compared := 0
	for id, want := range traces {
		if len(want.Spans) < 5 {
			continue // presence and the like: thousands of one or two spans
		}
		got := s.ask(t, id)
		if wants, gots := want.story(), got.story(); !slices.Equal(wants, gots) {
			t.Fatalf("trace %s is\n%s\nwant\n%s", id, strings.Join(gots, "\n"), strings.Join(wants, "\n"))
		}
		gots := got.times()
		for span, want := range want.times() {
			got := gots[span]
			// Jaeger cuts a duration to µs, the file beginning and end: a span that lies in
			// another one does so in the file.
			if longer := want[1] - got[1]; longer < 0 || longer > 1 || dates && got[0] != want[0] {
				t.Fatalf("trace %s: span %s began and took %v µs, want %v", id, span, got, want)
			}
		}
		compared++
	}
	if compared < 5 {
		t.Fatalf("%d traces are too few", compared)
	}
}

// Jaeger takes the lines of the file, and tells of each trace what the file for its own page
// says: parents, names, services, attributes, beginnings and durations.
func TestJaegerTakesTheLines(t *testing.T) {
	s := serve(t)
	lines := filepath.Join(t.TempDir(), "lines.jsonl")
	traces := play(t, "-spans", lines)
	text, err := os.ReadFile(lines)
	must(t, err)
	for line := range bytes.Lines(text) {
		response, err := http.Post(s.otlp+"/v1/traces", "application/json", bytes.NewReader(line))
		must(t, err)
		response.Body.Close()
		if response.StatusCode != http.StatusOK {
			t.Fatal(response.Status)
		}
	}
	s.compare(t, traces, true)
}

// Jaeger has what a run sends, at the present.
func TestJaegerHasWhatARunSends(t *testing.T) {
	s := serve(t)
	traces := play(t, "-otlp-endpoint", s.otlp)
	s.compare(t, traces, false)
	response, err := http.Get(s.query + "/api/services")
	must(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	must(t, err)
	for _, tr := range traces {
		for _, p := range tr.Processes {
			if !bytes.Contains(text, []byte(`"`+p.ServiceName+`"`)) {
				t.Fatalf("the service %q is not among %s", p.ServiceName, text)
			}
		}
	}
}
