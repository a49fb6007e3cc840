package exports_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/exports"
	"fanout/cmd/playground/internal/timed"
	"fanout/render/language"
	"fanout/sim"
	"fanout/sim/export"
	"fanout/sim/guild"
)

func exporting(t *testing.T, lines ...string) (*exports.Exports, *timed.Player) {
	t.Helper()
	p, err := sim.NewPlayer(guild.Model(), lines...)
	require.NoError(t, err)
	p.Finish()
	player := timed.New(p, timed.Machine{Now: func() time.Duration { return 0 }})
	return exports.New(player), player
}

var traced = []string{"set members 300", "set head.rate 100%", "run 2s"}

// Every form is a row, and a picture is.
func TestRows(t *testing.T) {
	rows := exports.Rows()
	require.Len(t, rows, len(export.Formats())+1)
	seen := make(map[string]bool)
	for _, r := range rows {
		assert.NotEmpty(t, r.Title, r.Name)
		assert.NotEmpty(t, r.For, r.Name)
		assert.NotEmpty(t, r.Extension, r.Name)
		assert.Contains(t, r.Type, "/", r.Name)
		assert.False(t, seen[r.Extension], "two rows have files like these: "+r.Extension)
		seen[r.Extension] = true
	}
	assert.Equal(t, exports.Picture, rows[len(rows)-1].Name)
}

// An export goes on step by step, one at a time, and can be given up.
func TestStepByStep(t *testing.T) {
	e, _ := exporting(t, traced...)
	file, err := e.Begin(exports.Ask{Form: "jaeger"})
	require.NoError(t, err)
	assert.Equal(t, "fanout-guild-2s.jaeger.json", file.Name)
	assert.Equal(t, e.Kept().Spans, file.Spans)
	_, err = e.Begin(exports.Ask{Form: "chrome"})
	assert.EqualError(t, err, "an export is being written; expected one at a time")
	steps, bytes := 0, 0
	for done := false; !done; steps++ {
		var written []byte
		written, done, err = e.Step(func() bool { return true })
		require.NoError(t, err)
		bytes += len(written)
	}
	assert.Greater(t, steps, file.Spans)
	assert.Greater(t, bytes, 100*file.Spans)
	_, done, err := e.Step(func() bool { return true })
	assert.True(t, done)
	assert.ErrorContains(t, err, "no export is being written")
	_, err = e.Begin(exports.Ask{Form: "chrome"})
	require.NoError(t, err)
	e.Stop()
	assert.False(t, e.Writing())
	_, err = e.Begin(exports.Ask{Form: "spans", From: "1s", To: "1.5s"})
	require.NoError(t, err)
	e.Stop()
}

// Every form writes something.
func TestEveryForm(t *testing.T) {
	e, _ := exporting(t, traced...)
	for _, f := range export.Formats() {
		_, err := e.Begin(exports.Ask{Form: f.Name})
		require.NoError(t, err)
		written, done, err := e.Step(func() bool { return false })
		require.NoError(t, err)
		assert.True(t, done)
		assert.Greater(t, len(written), 200, f.Name)
	}
}

// What makes no sense is one sentence, and nothing has begun.
func TestAsksThatMakeNoSense(t *testing.T) {
	e, _ := exporting(t, traced...)
	for _, c := range []struct {
		ask  exports.Ask
		want string
	}{
		{exports.Ask{Form: "zip"}, `there is no form "zip"; expected one of spans, jaeger, chrome, profile, pprof, metrics`},
		{exports.Ask{Form: "jaeger", Trace: "x"}, `"x" is no trace id`},
		{exports.Ask{Form: "jaeger", From: "3s"}, "no span began from 3s on"},
		{exports.Ask{Form: "pprof", From: "1s"}, "pprof profile is of the whole history up to now"},
	} {
		_, err := e.Begin(c.ask)
		assert.ErrorContains(t, err, c.want)
		assert.False(t, e.Writing())
	}
	silent, _ := exporting(t)
	_, err := silent.Begin(exports.Ask{Form: "spans"})
	assert.ErrorContains(t, err, "no span has been kept")
	assert.Equal(t, "No span is kept yet. Play on, or sample more messages.", silent.Kept().Sentence)
}

// The traces that are offered are kept, the latest message first, and each can be exported.
func TestTraces(t *testing.T) {
	e, player := exporting(t, traced...)
	all := e.Traces(5)
	require.Len(t, all, 5)
	assert.Greater(t, all[0].Spans, 1)
	assert.Regexp(t, `#\d+ · [\d,]+ spans · `, all[0].Label)
	for _, tr := range all {
		file, err := e.Begin(exports.Ask{Form: "spans", Trace: tr.ID})
		require.NoError(t, err)
		assert.Equal(t, tr.Spans, file.Spans)
		e.Stop()
	}
	require.NoError(t, player.Do("run 60s"))
	player.Finish()
	kept := e.Kept()
	assert.Equal(t, 40_000, kept.Spans)
	assert.Contains(t, kept.Sentence, "The latest 40,000 of ")
}

// Why nothing was saved is known in every language, whatever was asked for.
func TestRefusalsAreTranslated(t *testing.T) {
	german, ok := language.Of("de")
	require.True(t, ok)
	nothing, _ := exporting(t, "set members 5")
	some, _ := exporting(t, traced...)
	id := some.Traces(1)[0].ID
	for _, c := range []struct {
		e   *exports.Exports
		ask exports.Ask
	}{
		{nothing, exports.Ask{Form: "jaeger"}},
		{some, exports.Ask{Form: "jaeger", Trace: "twelve"}},
		{some, exports.Ask{Form: "jaeger", Trace: strings.Repeat("1b", 16)}},
		{some, exports.Ask{Form: "jaeger", Trace: id, From: "1h"}},
		{some, exports.Ask{Form: "jaeger", Trace: id, From: "1h", To: "2h30m"}},
		{some, exports.Ask{Form: "jaeger", From: "1h"}},
		{some, exports.Ask{Form: "jaeger", From: "5.5s", To: "6s"}},
		{some, exports.Ask{Form: "jaeger", From: "6s", To: "5s"}},
		{some, exports.Ask{Form: "jaeger", From: "soon"}},
	} {
		_, err := c.e.Begin(c.ask)
		require.Error(t, err, "%+v", c.ask)
		assert.True(t, german.Has(err.Error()), err.Error())
		assert.NotEqual(t, err.Error(), german.Text(err.Error()))
		assert.NotContains(t, german.Text(err.Error()), "expected")
	}
	_, err := some.Begin(exports.Ask{Form: "jaeger"})
	require.NoError(t, err)
	_, err = some.Begin(exports.Ask{Form: "jaeger"})
	assert.True(t, german.Has(err.Error()), err.Error())
	for _, text := range []string{
		"the export was stopped; nothing was saved", "a folder is being asked for already",
		"Nothing was saved: open /home/me/out/fanout-guild-2s.jaeger.json: permission denied.", "Nothing was saved: write /mnt/out/fanout-guild-2s.csv: no space left on device.",
	} {
		assert.True(t, german.Has(text), text)
	}
}
