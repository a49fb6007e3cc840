package export_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/export"
	"fanout/sim/guild"
	"fanout/sim/span"
)

// second is a history of one second, of which every message is traced.
func second(t testing.TB) *sim.Player {
	t.Helper()
	p, err := sim.NewPlayer(guild.Model(), "set members 100", "set head.rate 100%", "set fanout none")
	require.NoError(t, err)
	require.NoError(t, p.Do("run 1s"))
	p.Finish()
	return p
}

func kept(p *sim.Player) (all []span.Span) {
	for _, s := range p.Spans() {
		all = append(all, *s)
	}
	return all
}

func TestSelect(t *testing.T) {
	id := strings.Repeat("0a", 16)
	for _, c := range []struct {
		id, from, to string
		want         export.Selection
		wrong        string
	}{
		{},
		{id: " " + strings.ToUpper(id) + "\n", want: export.Selection{Trace: [16]byte{10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10}}},
		{from: "1.5", to: "2s", want: export.Selection{From: 1.5e9, To: 2e9}},
		{to: "1ms", want: export.Selection{To: 1e6}},
		{id: "0a", wrong: `"0a" is no trace id; expected 32 hexadecimal digits that are not all 0`},
		{id: strings.Repeat("0", 32), wrong: "is no trace id"},
		{from: "-1s", wrong: `"-1s" is no virtual time; expected one from 0s on, such as 1.5s`},
		{to: "soon", wrong: `"soon" is no virtual time`},
		{from: "2s", to: "2s", wrong: "the stretch ends at 2s and begins at 2s; expected an end after its beginning"},
		{to: "0", wrong: "the stretch ends at 0s and begins at 0s"},
		{from: strings.Repeat("9", 500), wrong: "is no virtual time"},
	} {
		got, err := export.Select(c.id, c.from, c.to)
		if c.wrong != "" {
			assert.ErrorContains(t, err, c.wrong)
			assert.Zero(t, got)
			continue
		}
		require.NoError(t, err)
		assert.Equal(t, c.want, got)
	}
}

// Stretches that follow one another have each span once, and a trace has all of its spans.
func TestASelectionHasWhatItSays(t *testing.T) {
	p := second(t)
	all := kept(p)
	const half = int64(time.Second / 2)
	count := func(s export.Selection) (n int) {
		for i := range all {
			if s.Has(&all[i]) {
				n++
			}
		}
		return n
	}
	assert.Equal(t, len(all), count(export.Selection{}))
	before, after := count(export.Selection{To: half}), count(export.Selection{From: half})
	assert.NotZero(t, before)
	assert.NotZero(t, after)
	assert.Equal(t, len(all), before+after)
	of := all[len(all)/2].Trace
	one := count(export.Selection{Trace: of})
	assert.Positive(t, one)
	assert.Less(t, one, len(all))
}

// job writes an export in the smallest steps.
func job(t *testing.T, p *sim.Player, name string, s export.Selection, between func()) string {
	t.Helper()
	var out bytes.Buffer
	f := form(t, name)
	j, err := export.Start(&out, &f, p, s)
	require.NoError(t, err)
	for {
		done, err := j.Step(func() bool { return true })
		require.NoError(t, err)
		if done {
			return out.String()
		}
		between()
	}
}

// An export in steps is, byte for byte, what an exporter that sees the run writes, and of
// the moment at which it began, though the history goes on meanwhile.
func TestAJobWritesTheSameBytes(t *testing.T) {
	for _, f := range export.Formats() {
		t.Run(f.Name, func(t *testing.T) {
			p := second(t)
			steps := 0
			text := job(t, p, f.Name, export.Selection{}, func() {
				if steps++; steps == 3 {
					require.NoError(t, p.Do("run 100ms"))
					p.Finish()
				}
			})
			assert.Equal(t, run(t, f), text)
		})
	}
}

// What cannot be exported is one sentence, and nothing is written.
func TestAnExportOfNothing(t *testing.T) {
	p := second(t)
	silent, err := sim.NewPlayer(guild.Model())
	require.NoError(t, err)
	unknown := export.Selection{Trace: [16]byte{1, 2, 3}}
	for name, c := range map[string]struct {
		of    *sim.Player
		form  string
		pick  export.Selection
		wrong string
	}{
		"nothing kept yet":     {of: silent, form: "jaeger", wrong: "no span has been kept; expected at least one that a sampler kept"},
		"an unknown trace":     {of: p, form: "spans", pick: unknown, wrong: "no span of the trace 01020300000000000000000000000000 is kept; expected the id of a trace of the "},
		"an empty stretch":     {of: p, form: "chrome", pick: export.Selection{From: 5e9, To: 6e9}, wrong: "no span began from 5s to 6s; expected a stretch with some of the "},
		"a trace at no time":   {of: p, form: "chrome", pick: export.Selection{Trace: unknown.Trace, From: 5e9}, wrong: "began from 5s on; expected a trace and a stretch that go together"},
		"a trace of a profile": {of: p, form: "pprof", pick: unknown, wrong: "pprof profile is of the whole history up to now; expected neither a trace nor a stretch of time with it"},
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			f := form(t, c.form)
			_, err := export.Start(&out, &f, c.of, c.pick)
			assert.ErrorContains(t, err, c.wrong)
			assert.Zero(t, out.Len())
		})
	}
}

// A job that is given up writes nothing more.
func TestAJobIsGivenUp(t *testing.T) {
	var out bytes.Buffer
	f := form(t, "jaeger")
	j, err := export.Start(&out, &f, second(t), export.Selection{})
	require.NoError(t, err)
	done, err := j.Step(func() bool { return true })
	require.NoError(t, err)
	require.False(t, done)
	j.Stop()
	assert.Zero(t, out.Len())
}

func TestFileNames(t *testing.T) {
	p := second(t)
	assert.Equal(t, "fanout-guild-1s.csv", export.FileName(p, "csv", export.Selection{}))
	s := export.Selection{Trace: [16]byte{8: 0xab, 9: 0xcd, 10: 1, 11: 2}, From: 5e8, To: 6e8}
	assert.Equal(t, "fanout-guild-1s-trace-abcd0102-from-500ms-to-600ms.jaeger.json", export.FileName(p, "jaeger.json", s))
}

// full is as many spans as a history keeps, of one trace in ten.
func full(b *testing.B) *sim.Player {
	b.Helper()
	p, err := sim.NewPlayer(guild.Model(), "set members 1000", "set head.rate 100%", "set fanout none")
	require.NoError(b, err)
	for {
		n := 0
		for range p.Spans() {
			n++
		}
		if n == span.MaxHeld {
			return p
		}
		require.NoError(b, p.Do("run 1s"))
		p.Finish()
	}
}

// BenchmarkExport writes all spans that a history keeps.
func BenchmarkExport(b *testing.B) {
	p := full(b)
	for _, f := range export.Formats() {
		b.Run(f.Name, func(b *testing.B) {
			for b.Loop() {
				var out bytes.Buffer
				j, err := export.Start(&out, &f, p, export.Selection{})
				require.NoError(b, err)
				_, err = j.Step(func() bool { return false })
				require.NoError(b, err)
				b.SetBytes(int64(out.Len()))
			}
		})
	}
}
