//go:build !js

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A size is found again; what makes no sense is as good as none.
func TestSizeIsRemembered(t *testing.T) {
	home := t.TempDir()
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "AppData"} {
		t.Setenv(name, home)
	}
	otherwise := windowSize{1440, 900}
	expect := func(size windowSize, zoom float64, why string) {
		t.Helper()
		gotSize, gotZoom := lastSize(otherwise)
		assert.Equal(t, size, gotSize, why)
		assert.Equal(t, zoom, gotZoom, why)
	}
	expect(otherwise, 1, "with no file")

	remember(windowSize{800, 640}, 1)
	expect(windowSize{800, 640}, 1, "")
	remember(windowSize{800, 640}, 1.5)
	expect(windowSize{800, 640}, 1.5, "")
	remember(windowSize{9, 9}, 1)
	expect(windowSize{800, 640}, 1.5, "an impossible size was kept")

	file := sizeFile()
	assert.Equal(t, "window.json", filepath.Base(file))
	for _, text := range []string{"", "{", "null", "[]", `{"width":"wide"}`, `{"width":9,"height":9}`, `{"width":1e99,"height":900}`} {
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
		expect(otherwise, 1, text)
	}
	require.NoError(t, os.WriteFile(file, []byte(`{"width":700,"height":500,"zoom":-7}`), 0o600))
	expect(windowSize{700, 500}, 1, "a zoom level that does not exist")
}
