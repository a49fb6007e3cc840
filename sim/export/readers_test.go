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

// What pprof reads is what the flame graph of the picture is made of: every stack with the same
// samples and the same time.
func TestPprofHasWhatThePictureShows(t *testing.T) {
	player, err := sim.NewPlayer(guild.Model(), "set members 100", "set head.rate 100%", "set fanout none", "run 1s")
	require.NoError(t, err)
	player.Finish()
	var snap sim.Snapshot
	player.Snapshot(&snap)
	type stack [5]string
	type spent struct{ samples, ns int64 }
	shown, read := make(map[stack]spent), make(map[stack]spent)
	for _, s := range snap.Profile.Whole.Stacks {
		shown[s.Frames()] = spent{s.Samples, s.Ns}
	}
	p, err := profile.Parse(strings.NewReader(run(t, form(t, "pprof"))))
	require.NoError(t, err)
	for _, s := range p.Sample {
		var frames stack
		require.Len(t, s.Location, len(frames))
		for i, l := range s.Location { // the innermost first
			frames[len(frames)-1-i] = l.Line[0].Function.Name
		}
		read[frames] = spent{s.Value[0], s.Value[1]}
	}
	assert.NotEmpty(t, shown)
	assert.Equal(t, shown, read)
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

// chromeFile has the fields of the Trace Event Format (the specification of that name by
// Google, which Perfetto says it adheres to in docs/getting-started/other-formats.md of
// github.com/google/perfetto) that the playground uses; any other one fails the test.
type chromeFile struct {
	DisplayTimeUnit string            `json:"displayTimeUnit"` // "Json Object Format": "ms" or "ns"
	OtherData       map[string]string `json:"otherData"`
	TraceEvents     []struct {
		Name *string        `json:"name"`
		Cat  *string        `json:"cat"`
		Ph   string         `json:"ph"`
		Ts   *float64       `json:"ts"`
		Dur  *float64       `json:"dur"`
		Pid  *int           `json:"pid"`
		Tid  *int           `json:"tid"`
		ID   *string        `json:"id"`
		Bp   *string        `json:"bp"`
		Args map[string]any `json:"args"`
	} `json:"traceEvents"`
}

// Every event has what the format asks for in its phase: "Complete Events" a duration from 0 on,
// "Metadata Events" the name in args, "Flow Events" an id, category and name that both ends
// share, the end behind the start, and at "e" bound to the event around it.
func TestChromeEventsAreOfTheFormat(t *testing.T) {
	var doc chromeFile
	d := json.NewDecoder(strings.NewReader(run(t, form(t, "chrome"))))
	d.DisallowUnknownFields()
	require.NoError(t, d.Decode(&doc))
	assert.Contains(t, []string{"ms", "ns"}, doc.DisplayTimeUnit)
	type end struct {
		name, cat string
		ts        float64
	}
	begun, phases := make(map[string]end), make(map[string]int)
	for i, e := range doc.TraceEvents {
		phases[e.Ph]++
		require.True(t, e.Name != nil && *e.Name != "" && e.Pid != nil && e.Tid != nil, "event %d: every one has a name and a place", i)
		if e.Ph == "M" {
			require.Equal(t, "process_name", *e.Name)
			require.NotEmpty(t, e.Args["name"])
			continue
		}
		require.True(t, e.Cat != nil && e.Ts != nil && *e.Ts >= 0, "event %d", i)
		switch e.Ph {
		case "X":
			require.True(t, e.Dur != nil && *e.Dur >= 0 && e.Args != nil, "event %d", i)
		case "s":
			require.NotContains(t, begun, *e.ID, "an id is of one arrow")
			begun[*e.ID] = end{*e.Name, *e.Cat, *e.Ts}
		case "f":
			from, ok := begun[*e.ID]
			require.True(t, ok, "an arrow ends after it begins")
			require.Equal(t, end{*e.Name, *e.Cat, from.ts}, from)
			require.GreaterOrEqual(t, *e.Ts, from.ts)
			require.Equal(t, "e", *e.Bp)
		default:
			t.Fatalf("event %d is of phase %q, which is none of those that are written", i, e.Ph)
		}
	}
	for _, phase := range []string{"M", "X", "s", "f"} {
		assert.Positive(t, phases[phase], phase)
	}
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
