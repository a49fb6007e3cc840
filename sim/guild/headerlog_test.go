package guild

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"fanout/envelope"
	"fanout/sim"
)

func headersOf(p *sim.Player) RunHeaders { return inspector{world(p)}.InspectHeaders(RunHeaders{}) }

// The headers of a run are those that its gRPC servers were handed, all of them counted
// and the last thousand word for word; going back takes them back.
func TestHeadersOfARun(t *testing.T) {
	p, err := NewPlayer("seed 7", "toggle even on", "set head.rate 10%")
	require.NoError(t, err)
	do(t, p, "run 400ms")
	early := headersOf(p)
	assert.Equal(t, early.Count, int64(len(early.Last)))
	do(t, p, "run 1s")
	all := headersOf(p)
	e := executedBy(world(p))
	assert.Equal(t, e.messages[classPresence]+e.messages[classRPC], all.Count)
	require.Len(t, all.Last, headersKept)
	total := int64(0)
	for _, s := range all.Shapes {
		total += s.Count
		assert.Contains(t, []string{"00", "01"}, s.Flags)
	}
	assert.Equal(t, all.Count, total)
	last := map[bool]int{}
	for _, h := range all.Last {
		require.True(t, envelope.Scan(h).Valid(), h)
		last[envelope.Sampled(h)]++
	}
	assert.InDelta(t, 100, last[true], 40)
	do(t, p, "goto 400ms")
	assert.Equal(t, early, headersOf(p))
	do(t, p, "toggle grpc.link off")
	do(t, p, "run 1s")
	assert.LessOrEqual(t, headersOf(p).Count, early.Count+20, "only what was under way")
}

// What the tests lose is counted on the run's own headers: nothing while callers write 00
// and 01, all of level 2 with "the flags are 01".
func TestWhatHeaderTestsLose(t *testing.T) {
	for _, c := range []struct {
		callers string
		lost    [5]float64 // share of the sampled headers of presence's callers
		more    [5]bool    // lets some through that are not sampled
	}{
		{"level-1", [5]float64{}, [5]bool{}},
		{"level-2", [5]float64{0, 0, 0, 1, 0}, [5]bool{4: true}},
		{"mixed", [5]float64{0, .5, .25, .75, 0}, [5]bool{1: true, 2: true, 4: true}},
	} {
		t.Run(c.callers, func(t *testing.T) {
			p, err := NewPlayer("seed 3", "toggle even on", "set head.rate 20%", "set rate 0.1", "set callers "+c.callers)
			require.NoError(t, err)
			do(t, p, "run 4s")
			run := headersOf(p)
			for i, test := range HeaderTests() {
				o := run.Outcome(&test)
				assert.Positive(t, o.Kept+o.Lost)
				assert.InDelta(t, c.lost[i], float64(o.Lost)/float64(o.Kept+o.Lost), .08, test.Name)
				assert.Equal(t, c.more[i], o.More > 0, test.Name)
				if test.Right {
					assert.Zero(t, o.Lost, test.Name)
				}
			}
		})
	}
}

// Tests are counted by shapes: two headers of one shape are the same to each of them.
func TestShapesTellHeaderTests(t *testing.T) {
	of := make(map[HeaderShape]string)
	for _, flags := range []string{"00", "01", "02", "03", "0a", "0b", "ff", "0x", "0"} {
		for _, tail := range []string{"", "-00", "-x-01", "-"} {
			for _, version := range []string{"00", "01", "zz"} {
				for _, id := range []string{"4bf92f3577b34da6", "a3ce929d0e0e4736"} {
					h := version + "-" + id + id + "-" + id + "-" + flags + tail
					s := shapeOf(h)
					s.Example = ""
					if other, ok := of[s]; ok {
						for _, test := range HeaderTests() {
							assert.Equal(t, test.Keeps(other), test.Keeps(h), "%s: %s and %s", test.Name, other, h)
						}
					}
					of[s] = h
				}
			}
		}
	}
	assert.Less(t, len(of), 9*4*3*2, "some share a shape")
}

// Whatever callers write is a header that a parser takes, and as sampled as the trace.
func TestCallersWriteValidHeaders(t *testing.T) {
	seen := make(map[string]bool)
	for c := range callersMixed + 1 {
		for number := range int64(8) {
			for _, flags := range []string{"00", "01"} {
				plain := "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-" + flags
				h := c.write(plain, number)
				seen[h] = true
				sc := trace.SpanContextFromContext(propagation.TraceContext{}.Extract(t.Context(), propagation.MapCarrier{"traceparent": h}))
				assert.True(t, sc.IsValid(), h)
				assert.Equal(t, flags == "01", sc.IsSampled(), h)
				assert.Equal(t, flags == "01", envelope.Sampled(h), h)
				assert.True(t, envelope.Scan(h).Valid(), h)
			}
		}
	}
	assert.Len(t, seen, 8)
	assert.Equal(t, "no header", callersMixed.write("no header", 1))
}
