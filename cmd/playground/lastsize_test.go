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
	assert.Equal(t, otherwise, lastSize(otherwise), "with no file")

	rememberSize(windowSize{800, 640})
	assert.Equal(t, windowSize{800, 640}, lastSize(otherwise))
	rememberSize(windowSize{9, 9})
	assert.Equal(t, windowSize{800, 640}, lastSize(otherwise), "an impossible size was kept")

	file := sizeFile()
	assert.Equal(t, "window.json", filepath.Base(file))
	for _, text := range []string{"", "{", "null", "[]", `{"width":"wide"}`, `{"width":9,"height":9}`, `{"width":1e99,"height":900}`} {
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
		assert.Equal(t, otherwise, lastSize(otherwise), text)
	}
}
