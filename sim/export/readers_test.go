package export_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/google/pprof/profile"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/export"
	"fanout/sim/guild"
	"fanout/sim/span"
)

func form(t *testing.T, name string) export.Format {
	t.Helper()
	for _, f := range export.Formats() {
		if f.Name == name {
			return f
		}
	}
	t.Fatal("no form " + name)
	return export.Format{}
}

// pprof's own reader finds every stack, with its samples and its time.
func TestPprofReadsTheProfile(t *testing.T) {
	p, err := profile.Parse(strings.NewReader(run(t, form(t, "pprof"))))
	require.NoError(t, err)
	require.NoError(t, p.CheckValid())
	assert.Equal(t, []*profile.ValueType{{Type: "samples", Unit: "count"}, {Type: "virtual", Unit: "nanoseconds"}}, p.SampleType)
	assert.Equal(t, "virtual", p.DefaultSampleType)
	assert.Equal(t, int64(1e9), p.DurationNanos)
	folded := make(map[string]string)
	for line := range strings.Lines(run(t, form(t, "profile"))) {
		at := strings.LastIndexByte(line, ' ')
		folded[line[:at]] = strings.TrimSpace(line[at:])
	}
	require.Len(t, p.Sample, len(folded))
	for _, s := range p.Sample {
		var frames []string
		for _, l := range s.Location {
			frames = append([]string{l.Line[0].Function.Name}, frames...)
		}
		stack := strings.Join(frames, ";")
		assert.Equal(t, folded[stack], strconv.FormatInt(s.Value[1], 10), stack)
	}
}

// recorded is the spans of the history that run exports.
func recorded(t *testing.T) (all []span.Span) {
	t.Helper()
	p, err := sim.NewPlayer(guild.Model(), "set members 100", "set head.rate 100%", "set fanout none")
	require.NoError(t, err)
	p.Export(func(s *span.Span) { all = append(all, *s) })
	require.NoError(t, p.Do("run 1s"))
	p.Finish()
	return all
}

// Jaeger's page gets every span in its trace, with its parent; a child lies within the
// time that its parent's and its own figures say.
func TestJaegerHasEverySpan(t *testing.T) {
	var doc struct {
		Data []struct {
			TraceID string
			Spans   []struct {
				TraceID, SpanID, OperationName, ProcessID string
				StartTime, Duration                       int64
				References                                []struct{ RefType, TraceID, SpanID string }
				Tags                                      []struct {
					Key, Type string
					Value     any
				}
			}
			Processes map[string]struct{ ServiceName string }
		}
		Total int
	}
	require.NoError(t, json.Unmarshal([]byte(run(t, form(t, "jaeger"))), &doc))
	assert.Equal(t, len(doc.Data), doc.Total)
	wanted := make(map[string]span.Span)
	for _, s := range recorded(t) {
		wanted[s.ID.String()] = s
	}
	found := 0
	for _, trace := range doc.Data {
		for _, s := range trace.Spans {
			found++
			want, ok := wanted[s.SpanID]
			require.True(t, ok, s.SpanID)
			assert.Equal(t, trace.TraceID, s.TraceID)
			assert.Equal(t, want.Trace.String(), s.TraceID)
			assert.Equal(t, want.Name, s.OperationName)
			assert.Equal(t, want.Resource.Service, trace.Processes[s.ProcessID].ServiceName)
			start := span.Epoch().UnixNano()/1000 + want.Start/1000
			assert.Equal(t, [2]int64{start, span.Epoch().UnixNano()/1000 + want.End/1000}, [2]int64{s.StartTime, s.StartTime + s.Duration})
			parent := ""
			for _, r := range s.References {
				if r.RefType == "CHILD_OF" {
					parent = r.SpanID
				}
			}
			if want.Parent.IsValid() {
				assert.Equal(t, want.Parent.String(), parent)
			} else {
				assert.Empty(t, parent)
			}
			assert.GreaterOrEqual(t, len(s.Tags), len(want.Attributes))
		}
	}
	assert.Equal(t, len(wanted), found)
}

// Perfetto wants the events of a lane to nest, and an arrow to end at an event.
func TestChromeEventsNest(t *testing.T) {
	type event struct {
		Name, Ph, ID string
		Ts, Dur      float64
		Pid, Tid     int
		Args         map[string]any
	}
	var doc struct{ TraceEvents []event }
	require.NoError(t, json.Unmarshal([]byte(run(t, form(t, "chrome"))), &doc))
	type lane struct{ pid, tid int }
	open := make(map[lane][]float64)
	starts := make(map[lane]map[float64]bool)
	names, spans, arrows := make(map[int]string), 0, make(map[string]int)
	for _, e := range doc.TraceEvents {
		l := lane{e.Pid, e.Tid}
		switch e.Ph {
		case "M":
			names[e.Pid] = e.Args["name"].(string)
		case "X":
			spans++
			require.NotEmpty(t, names[e.Pid], "a node is named before its first event")
			ends := open[l]
			for len(ends) > 0 && ends[len(ends)-1] <= e.Ts+1e-6 { // sums of decimals
				ends = ends[:len(ends)-1]
			}
			if len(ends) > 0 {
				require.LessOrEqual(t, e.Ts+e.Dur, ends[len(ends)-1]+1e-6, "%s leaves what it lies in", e.Name)
			}
			open[l] = append(ends, e.Ts+e.Dur)
			if starts[l] == nil {
				starts[l] = make(map[float64]bool)
			}
			starts[l][e.Ts] = true
		case "s", "f":
			arrows[e.ID]++
			assert.True(t, starts[l][e.Ts], "an arrow without an event")
		}
	}
	assert.Len(t, recorded(t), spans)
	assert.NotEmpty(t, arrows)
	for id, ends := range arrows {
		assert.Equal(t, 2, ends, id)
	}
}
