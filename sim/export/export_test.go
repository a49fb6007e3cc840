package export_test

import (
	"bytes"
	"errors"
	"fanout/sim/span"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/export"
	"fanout/sim/guild"
	"fanout/sim/readout"
)

// run exports a second of a small guild in a form.
func run(t *testing.T, f export.Format) string {
	t.Helper()
	p, err := sim.NewPlayer(guild.Model(), "set members 100", "set head.rate 100%", "set fanout none")
	require.NoError(t, err)
	var out bytes.Buffer
	e := f.New(&out)
	p.Export(func(s *span.Span) { require.NoError(t, e.Span(s)) })
	require.NoError(t, p.Do("run 1s"))
	p.Finish()
	require.NoError(t, e.Finish(p, export.Straight))
	return out.String()
}

// Every form has a name for a flag and a help text that names its argument; the same
// history gives the same bytes, lines of text, and not none.
func TestEveryForm(t *testing.T) {
	names := map[string]bool{}
	for _, f := range export.Formats() {
		t.Run(f.Name, func(t *testing.T) {
			assert.Regexp(t, `^[a-z]+$`, f.Name)
			assert.False(t, names[f.Name], "two forms have this name")
			names[f.Name] = true
			assert.Contains(t, f.Doc, "`file`")
			text := run(t, f)
			assert.Equal(t, text, run(t, f))
			assert.NotEmpty(t, text)
			assert.Equal(t, !f.Binary, strings.HasSuffix(text, "\n"))
		})
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

// A writer's failure is told.
func TestAFailureIsTold(t *testing.T) {
	for _, f := range export.Formats() {
		p, err := sim.NewPlayer(guild.Model(), "set members 100", "set head.rate 100%")
		require.NoError(t, err)
		e := f.New(broken{})
		var failed error
		p.Export(func(s *span.Span) { failed = errors.Join(failed, e.Span(s)) })
		require.NoError(t, p.Do("run 1s"))
		p.Finish()
		assert.ErrorContains(t, errors.Join(failed, e.Finish(p, export.Straight)), "the disk is full", f.Name)
	}
}

// What the picture's flame graph shows of the whole history is what the profile has: every frame
// adds up to the same, and the stretches before and after the last change are parts of it.
func TestTheProfileIsThatOfThePicture(t *testing.T) {
	p, err := sim.NewPlayer(guild.Model(), "set members 100")
	require.NoError(t, err)
	for _, line := range []string{"run 1s", "set sieve parse", "run 2s", "toggle no.roots off", "run 1s"} {
		require.NoError(t, p.Do(line))
		p.Finish()
	}
	var s sim.Snapshot
	p.Snapshot(&s)
	var out bytes.Buffer
	for _, f := range export.Formats() {
		if f.Name == "profile" {
			require.NoError(t, f.New(&out).Finish(p, export.Straight))
		}
	}
	exported := map[string]int64{}
	for line := range strings.Lines(out.String()) {
		at := strings.LastIndexByte(line, ' ')
		ns, err := strconv.ParseInt(strings.TrimSpace(line[at:]), 10, 64)
		require.NoError(t, err)
		frames := strings.Split(line[:at], ";")
		for n := range frames {
			exported[strings.Join(frames[:n+1], ";")] += ns
		}
	}
	shown := map[string]int64{}
	for _, f := range readout.Flame(s.Profile.Whole.Stacks, nil) {
		shown[strings.Join(f.Path(), ";")] = f.Ns
	}
	assert.Equal(t, exported, shown)

	total := func(stacks []readout.StackTime) (ns int64) {
		for i := range stacks {
			ns += stacks[i].Ns
		}
		return ns
	}
	assert.Equal(t, [2]int64{1e9, 3e9}, [2]int64{s.Profile.Before.From, s.Profile.Before.To})
	assert.Equal(t, [2]int64{3e9, 4e9}, [2]int64{s.Profile.Since.From, s.Profile.Since.To})
	before, since := total(s.Profile.Before.Stacks), total(s.Profile.Since.Stacks)
	assert.Positive(t, before)
	assert.Positive(t, since)
	assert.Less(t, before+since, total(s.Profile.Whole.Stacks), "the first second is neither")
}
