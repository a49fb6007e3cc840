package main

import (
	"os"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The picture in docs is that of the program as it is.
func TestThePictureIsOfThisProgram(t *testing.T) {
	g, err := read(os.DirFS("../.."))
	require.NoError(t, err)
	want, err := os.ReadFile("../architecture.svg")
	require.NoError(t, err)
	assert.True(t, string(want) == g.svg(), "the imports have changed: make docs")
}

// A low package lies below those that import it, and an import that follows from others
// is not drawn.
func TestGraph(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	g, err := read(fstest.MapFS{
		"sim/a.go":            file("package sim\nimport \"fanout/actor\"\n"),
		"actor/a.go":          file("package actor\nimport \"fmt\"\n"),
		"actor/sub/a.go":      file("package sub\nimport \"fanout/actor\"\n"),
		"render/a.go":         file("package render\nimport (\n\"fanout/actor\"\n\"fanout/sim\"\n)\n"),
		"render/a_test.go":    file("package render\nimport \"fanout/web\"\n"),
		"sim/testdata/x/b.go": file("not Go"),
	})
	require.NoError(t, err)
	assert.Equal(t, map[string]int{"actor": 0, "sim": 1, "render": 2}, g.rank)
	assert.Equal(t, []string{"sim"}, g.direct("render"))
	boxes, _ := g.place()
	assert.Less(t, boxes["render"].y, boxes["sim"].y)
}
