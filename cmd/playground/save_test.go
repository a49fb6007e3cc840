//go:build !js

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/exports"
	"fanout/cmd/playground/internal/timed"
	"fanout/sim"
	"fanout/sim/guild"
)

func saving(t *testing.T, folder string) *saver {
	t.Helper()
	p, err := sim.NewPlayer(guild.Model(), "set members 300", "set head.rate 100%", "run 2s")
	require.NoError(t, err)
	p.Finish()
	return newSaver(timed.New(p, timed.Machine{Now: func() time.Duration { return 0 }}), folder)
}

// A window writes the same bytes as the command line, under a name that no file has yet.
func TestAWindowSaves(t *testing.T) {
	dir := t.TempDir()
	s := saving(t, dir)
	path, err := s.save(exports.Ask{Form: "jaeger"})
	require.NoError(t, err)
	assert.Equal(t, filepath.Join(dir, "fanout-guild-2s.jaeger.json"), path)
	again, err := s.save(exports.Ask{Form: "jaeger"})
	require.NoError(t, err)
	assert.Equal(t, filepath.Join(dir, "fanout-guild-2s-2.jaeger.json"), again)
	line := filepath.Join(dir, "line")
	var stdout, stderr strings.Builder
	require.Zero(t, command([]string{"run", "-for", "2s", "-set", "members=300", "-set", "head.rate=100%", "-jaeger", line}, &stdout, &stderr), &stderr)
	want, err := os.ReadFile(line)
	require.NoError(t, err)
	for _, file := range []string{path, again} {
		got, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, string(want), string(got))
	}
}

// What cannot be written is an error, and the folder is as it was.
func TestAWindowCannotSave(t *testing.T) {
	s := saving(t, filepath.Join(t.TempDir(), "gone"))
	_, err := s.save(exports.Ask{Form: "spans"})
	assert.ErrorContains(t, err, "gone")
	assert.False(t, s.exports.Writing(), "another can begin")
	dir := t.TempDir()
	s.folder = dir
	_, err = s.save(exports.Ask{Form: "spans", Trace: "12"})
	assert.ErrorContains(t, err, "is no trace id")
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Empty(t, files)
	s.folder = ""
	_, err = s.save(exports.Ask{Form: "spans"})
	assert.ErrorContains(t, err, "expected -out")
}

func TestFreeNames(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "fanout-guild-12.5s.jaeger.json")
	assert.Equal(t, name, free(name))
	require.NoError(t, os.WriteFile(name, nil, 0o600))
	assert.Equal(t, filepath.Join(dir, "fanout-guild-12.5s-2.jaeger.json"), free(name))
}
