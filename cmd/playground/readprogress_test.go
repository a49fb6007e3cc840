//go:build !js

package main

import (
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/lesson"
	"fanout/cmd/playground/internal/models"
	"fanout/cmd/playground/internal/timed"
	"fanout/sim"
)

// What was read in one window is known to the next; a file that makes no sense is told.
func TestChaptersAreRemembered(t *testing.T) {
	home := t.TempDir()
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "AppData"} {
		t.Setenv(name, home)
	}
	open := func() (*lesson.Lessons, error) {
		p, err := sim.NewPlayer(models.Default())
		require.NoError(t, err)
		lessons := lesson.New(timed.New(p, timed.Machine{Now: func() time.Duration { return 0 }}))
		return lessons, rememberChapters(lessons)
	}
	first, err := open()
	require.NoError(t, err)
	require.NoError(t, first.Open(7))
	first.Settle()
	require.NoError(t, first.Do("next", "", ""))
	first.Settle()
	require.NoError(t, first.GuessValue(.5))
	first.Settle()
	first.View()
	second, err := open()
	require.NoError(t, err)
	assert.Equal(t, first.Progress(), second.Progress())
	assert.Contains(t, second.Progress(), "step guild/7 2")

	require.NoError(t, os.WriteFile(keptFile(progressFile), []byte("garbage\n"), 0o600))
	_, err = open()
	assert.ErrorContains(t, err, `"garbage" is not the beginning of one`)
}
