package span

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/trace"

	"fanout/envelope/sampling"
)

// spec is a span of a test: its number is its place in the list, its parent the number of
// another one, 0 for none.
type spec struct {
	name, service string
	parent        int
	start, end    int64 // µs
	kind          trace.SpanKind
	keep          int64 // ppm of the second layer, 0 for none
}

func spanID(n int) (id trace.SpanID) {
	binary.BigEndian.PutUint64(id[:], uint64(n))
	return id
}

// spansOf makes spans of specs.
func spansOf(specs []spec) func(yield func(int64, *Span) bool) {
	return func(yield func(int64, *Span) bool) {
		for i, c := range specs {
			s := Span{Trace: traceNumber(1), ID: spanID(i + 1), Name: c.name, Resource: &Resource{Service: c.service}, Kind: c.kind,
				Start: c.start * 1_000, End: c.end * 1_000}
			if c.parent > 0 {
				s.Parent = spanID(c.parent)
			}
			if c.keep > 0 {
				s.Attributes = append(s.Attributes, sampling.KeepRateKey.Int64(c.keep), RecipientsKey.Int(1_000_000))
			}
			if !yield(int64(i+1), &s) {
				return
			}
		}
	}
}

// text is a trace as a newcomer reads it: a line for each row, a line for each fold, and
// the critical path.
func text(t *Trace) string {
	var b strings.Builder
	us := func(ns int64) time.Duration { return time.Duration(ns) }
	for i := range t.Rows {
		r := &t.Rows[i]
		if r.Fold >= 0 && t.Folds[r.Fold].First == i {
			f := &t.Folds[r.Fold]
			fmt.Fprintf(&b, "%s%s × %d of %d, estimated %d … %d … %d\n", strings.Repeat("  ", r.Depth), r.Name, f.Kept, f.Recipients, f.Total.Low, f.Total.Estimate, f.Total.High)
			fmt.Fprintf(&b, "%s  p50 %v, p99 %v, slowest %v after the fan-out began\n", strings.Repeat("  ", r.Depth),
				us(f.Latency(&t.Rows[f.P50])), us(f.Latency(&t.Rows[f.P99])), us(f.Latency(&t.Rows[f.Slowest])))
		}
		if r.Fold >= 0 {
			continue
		}
		fmt.Fprintf(&b, "%s%s (%s) %v + %v", strings.Repeat("  ", r.Depth), r.Name, r.Resource.Service, us(r.Start), us(r.End-r.Start))
		if r.Orphan {
			b.WriteString(", its parent is not there")
		}
		b.WriteByte('\n')
	}
	b.WriteString("the end waited for\n")
	for _, s := range t.Path {
		fmt.Fprintf(&b, "  %v … %v %s\n", us(s.From), us(s.To), t.Rows[s.Row].Name)
	}
	return b.String()
}

// dispatch is a message as the published trace has it: the call of the guild ends long
// before the fan-out does.
func dispatch() []spec {
	list := []spec{
		{"dispatch_message", "api", 0, 0, 2_760, trace.SpanKindServer, 0},
		{"db.insert", "api", 1, 100, 900, trace.SpanKindClient, 0},
		{"discord_guilds", "api", 1, 1_700, 2_760, trace.SpanKindClient, 0},
		{"guild.fan_out", "guilds", 3, 2_270, 122_270, trace.SpanKindConsumer, 0},
	}
	for i := range int64(100) {
		start := 3_000 + i*1_200
		list = append(list, spec{"session.forward", "sessions", 4, start, start + 66, trace.SpanKindConsumer, 1_000})
	}
	return list
}

// A fan-out to a million is one row. The end of the trace waits for the API's own work, for
// what the API called, for the guild until it sent to the slowest session, and for that
// session.
func TestTraceOfAFanout(t *testing.T) {
	got := TraceOf(spansOf(dispatch()))
	assert.Equal(t, `dispatch_message (api) 0s + 2.76ms
  db.insert (api) 100µs + 800µs
  discord_guilds (api) 1.7ms + 1.06ms
    guild.fan_out (guilds) 2.27ms + 120ms
      session.forward × 100 of 1000000, estimated 81373 … 100000 … 121615
        p50 59.596ms, p99 118.396ms, slowest 119.596ms after the fan-out began
the end waited for
  0s … 100µs dispatch_message
  100µs … 900µs db.insert
  900µs … 1.7ms dispatch_message
  1.7ms … 2.27ms discord_guilds
  2.27ms … 121.8ms guild.fan_out
  121.8ms … 121.866ms session.forward
`, text(got))
	assert.Zero(t, got.Missing)
	kept := 0
	for i, b := range got.Folds[0].Latencies {
		kept += b.Kept
		assert.Less(t, b.From, b.To)
		if i > 0 {
			assert.Equal(t, got.Folds[0].Latencies[i-1].To, b.From, "no gap")
		}
	}
	assert.Equal(t, 100, kept, "each latency is counted once")
}

// While the fan-out is under way its span has not ended: the sessions that have are one row
// all the same.
func TestTraceUnderWay(t *testing.T) {
	specs := dispatch()[:24]
	specs[3].name = "" // not there
	assert.Equal(t, `dispatch_message (api) 0s + 2.76ms
  db.insert (api) 100µs + 800µs
  discord_guilds (api) 1.7ms + 1.06ms
session.forward × 20 of 1000000, estimated 12220 … 20000 … 30882
  p50 13.866ms, p99 25.866ms, slowest 25.866ms after the fan-out began
the end waited for
  25.8ms … 25.866ms session.forward
`, text(TraceOf(func(yield func(int64, *Span) bool) {
		for n, s := range spansOf(specs) {
			if s.Name != "" && !yield(n, s) {
				return
			}
		}
	})))
}

// A user connects for sixteen minutes: the call waits in the guild's mailbox, and what it
// repeated meanwhile is answered when the user is in.
func TestTraceOfAConnect(t *testing.T) {
	got := TraceOf(spansOf([]spec{
		{"session.connect", "sessions", 0, 0, 960_000_000, trace.SpanKindClient, 0},
		{"guild.connect", "guilds", 1, 958_000_000, 958_036_000, trace.SpanKindConsumer, 0},
		{"guild.connect", "guilds", 1, 961_000_000, 961_000_022, trace.SpanKindConsumer, 0},
	}))
	assert.Equal(t, `session.connect (sessions) 0s + 16m0s
  guild.connect (guilds) 15m58s + 36ms
  guild.connect (guilds) 16m1s + 22µs
the end waited for
  0s … 15m58s session.connect
  15m58s … 15m58.036s guild.connect
  15m58.036s … 16m0s session.connect
`, text(got))
}

// Two rates in one fan-out, as in the middle of a deploy, are added up by what each span
// stands for.
func TestFoldOfTwoRates(t *testing.T) {
	got := TraceOf(spansOf([]spec{
		{"fan_out", "guilds", 0, 0, 10, trace.SpanKindConsumer, 0},
		{"forward", "sessions", 1, 1, 2, trace.SpanKindConsumer, 100_000},
		{"forward", "sessions", 1, 2, 3, trace.SpanKindConsumer, 1_000},
		{"forward", "sessions", 1, 3, 4, trace.SpanKindConsumer, 100_000},
	}))
	require.Len(t, got.Folds, 1)
	f := got.Folds[0]
	assert.EqualValues(t, 1_020, f.Total.Estimate, "10 + 1,000 + 10")
	assert.Zero(t, f.Rate)
	assert.EqualValues(t, 3_000, f.Latency(&got.Rows[f.P50]), "the one that stands for most is in the middle")
}

// Many siblings are a fold though nobody says at which rate they were kept; few are not.
func TestManySiblingsAreFolded(t *testing.T) {
	for n, folds := range map[int]int{manySiblings - 1: 0, manySiblings: 1} {
		specs := []spec{{name: "root", start: 0, end: 100}}
		for range n {
			specs = append(specs, spec{name: "child", parent: 1, start: 1, end: 2})
		}
		got := TraceOf(spansOf(specs))
		assert.Len(t, got.Folds, folds, "%d siblings", n)
		if folds > 0 {
			assert.Equal(t, Interval{int64(n), int64(n), int64(n)}, got.Folds[0].Total, "each stands for itself")
		}
	}
}

// Whatever the spans are, each is in one row, parents come before their children, folds lie
// in one piece, and the critical path goes forward in time.
func FuzzTraceOf(f *testing.F) {
	f.Add([]byte{0, 0, 9, 0, 1, 1, 3, 1, 1, 4, 2, 1})
	f.Add([]byte{2, 0, 9, 0, 1, 1, 3, 1})
	f.Fuzz(func(t *testing.T, in []byte) {
		var specs []spec
		for ; len(in) >= 4 && len(specs) < 64; in = in[4:] {
			specs = append(specs, spec{name: string('a' + rune(in[3]%3)), parent: int(in[0] % 64), start: int64(in[1]),
				end: int64(in[1]) + int64(in[2]), kind: trace.SpanKind(in[3] % 6), keep: int64(in[3]) % 2 * 1_000})
		}
		got := TraceOf(spansOf(specs))
		require.Len(t, got.Rows, len(specs))
		seen := make(map[int64]bool)
		for i, r := range got.Rows {
			require.False(t, seen[r.Number])
			seen[r.Number] = true
			require.Less(t, r.ParentRow, i)
			if r.ParentRow >= 0 {
				require.Equal(t, got.Rows[r.ParentRow].ID, r.Parent)
				require.Equal(t, got.Rows[r.ParentRow].Depth+1, r.Depth)
			}
		}
		kept := 0
		for i, fold := range got.Folds {
			kept += fold.Kept
			for _, r := range got.Rows[fold.First : fold.First+fold.Kept] {
				require.Equal(t, i, r.Fold)
			}
			for _, at := range []int{fold.P50, fold.P99, fold.Slowest} {
				require.Equal(t, i, got.Rows[at].Fold)
			}
		}
		for _, r := range got.Rows {
			if r.Fold >= 0 {
				kept--
			}
		}
		require.Zero(t, kept)
		for i, s := range got.Path {
			require.Less(t, s.From, s.To)
			if i > 0 {
				require.LessOrEqual(t, got.Path[i-1].To, s.From)
			}
		}
	})
}
