package otlp_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"fanout/sim"
	"fanout/sim/guild"
	"fanout/sim/otlp"
	"fanout/sim/span"
)

// What a span is said to take on the wire is what the collector's encoder makes of it.
func TestWireSize(t *testing.T) {
	p, err := sim.NewPlayer(guild.Model(), "set members 200", "set head.rate 100%", "set guilds 3")
	require.NoError(t, err)
	for _, line := range []string{"toggle no.roots off", "run 1s", "reconnect 50%", "run 2s", "crash guild", "run 2s"} {
		require.NoError(t, p.Do(line))
		p.Finish()
	}
	names := map[string]bool{}
	for _, s := range p.Spans() {
		if names[s.Name] && len(s.Links) == 0 {
			continue
		}
		names[s.Name] = true
		one := *s
		one.Status, one.Parent = codes.Ok, trace.SpanID{1} // without them the collector writes empty fields, and nobody else does
		size := func(n int) int {
			traces := read(t, otlp.AppendLine(nil, slices.Repeat([]span.Span{one}, n), span.Epoch()))
			return (&ptrace.ProtoMarshaler{}).TracesSize(traces)
		}
		assert.EqualValues(t, size(51)-size(50), one.WireSize(), s.Name) // the lengths around them stay as long
	}
	assert.Greater(t, len(names), 4)
}
