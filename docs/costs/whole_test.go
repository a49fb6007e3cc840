package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The pictures in docs are of the figures beside them.
func TestThePicturesAreOfTheirFigures(t *testing.T) {
	files, err := filepath.Glob("*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		w, err := read(string(text))
		require.NoError(t, err, file)
		picture, err := os.ReadFile(strings.TrimSuffix(file, ".txt") + ".svg")
		require.NoError(t, err)
		assert.True(t, string(picture) == w.svg(), "%s has changed: make docs", file)
	}
}

func TestRead(t *testing.T) {
	w, err := read("A title\nns\n2.5\tone & two\n7.5\tthree\n")
	require.NoError(t, err)
	assert.Equal(t, &whole{"A title", "ns", []part{{2.5, "one & two"}, {7.5, "three"}}}, w)
	assert.Contains(t, w.svg(), "A title: 10 ns")
	assert.Contains(t, w.svg(), "one &amp; two")
	for text, problem := range map[string]string{
		"":                       "expected a title, a unit and a line for each part",
		"a\nns\n1 no tab":        `line 3: "1 no tab"; expected a figure, a tab and what takes that long`,
		"a\nns\n1\tone\n-1\ttwo": `line 4: "-1\ttwo"; expected a figure, a tab and what takes that long`,
	} {
		_, err := read(text)
		assert.EqualError(t, err, problem)
	}
}
