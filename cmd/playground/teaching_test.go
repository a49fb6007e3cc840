//go:build !js

package main

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What the teacher's page has one type to open a window is a command line that is taken.
func TestTeachingWindows(t *testing.T) {
	page, err := os.ReadFile("../../docs/teaching.md")
	require.NoError(t, err)
	lines := regexp.MustCompile("playground window ([^`\n]+)").FindAllStringSubmatch(string(page), -1)
	require.GreaterOrEqual(t, len(lines), 3)
	_, rest, _ := strings.Cut(string(page), "```chapter\n")
	example, _, _ := strings.Cut(rest, "```")
	room := filepath.Join(t.TempDir(), "small-room.txt")
	require.NoError(t, os.WriteFile(room, []byte(example), 0o600))
	for _, m := range lines {
		_, err := parseWindow(strings.Fields(strings.ReplaceAll(m[1], "small-room.txt", room)), io.Discard)
		assert.NoError(t, err, m[0])
	}
}
