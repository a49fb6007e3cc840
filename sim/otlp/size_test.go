package otlp_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"
	tracepb "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"

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
		traces := read(t, otlp.AppendLine(nil, []span.Span{*s}, span.Epoch()))
		data, err := (&ptrace.ProtoMarshaler{}).MarshalTraces(traces)
		require.NoError(t, err)
		var decoded tracepb.TracesData
		require.NoError(t, proto.Unmarshal(data, &decoded))
		one := decoded.ResourceSpans[0].ScopeSpans[0].Spans[0]
		if one.Status != nil && one.Status.Code == 0 {
			one.Status = nil // an empty message, which only the collector writes
		}
		n := proto.Size(one)
		assert.EqualValues(t, protowire.SizeTag(2)+protowire.SizeBytes(n), s.WireSize(), "%s: %v", s.Name, one)
	}
	assert.Greater(t, len(names), 4)
}
