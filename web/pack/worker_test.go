package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// workerOf is the version that a packed worker keeps, and its list.
func workerOf(t *testing.T, p *packer) (version string, files map[string][]string) {
	t.Helper()
	require.NoError(t, p.pack())
	script, err := os.ReadFile(filepath.Join(p.out, workerFile))
	require.NoError(t, err)
	assert.NotContains(t, string(script), "{{")
	found := regexp.MustCompile(`const version = "([0-9a-f]{12})";\nconst files = (.*);`).FindSubmatch(script)
	require.NotNil(t, found)
	require.NoError(t, json.Unmarshal(found[2], &files))
	return string(found[1]), files
}

// The worker keeps every file that a page may ask for, by its contents, and neither itself nor
// what others show of the page.
func TestTheWorkerListsTheWholePage(t *testing.T) {
	p := packed(t)
	_, files := workerOf(t, p)
	entries, err := os.ReadDir(p.out)
	require.NoError(t, err)
	asked := 0
	for _, e := range entries {
		name := e.Name()
		if name == workerFile || p.apart[name] || strings.HasSuffix(name, ".gz") && name != zippedProgram {
			assert.NotContains(t, files, name)
			continue
		}
		asked++
		data, err := os.ReadFile(filepath.Join(p.out, name))
		require.NoError(t, err)
		require.Contains(t, files, name)
		assert.Equal(t, base64SHA256(data), files[name][0], name)
	}
	assert.Len(t, files, asked)
	assert.Equal(t, files[programFile][0], files[zippedProgram][1], "which a server may have unpacked on the way")
}

// The same files are the same version; any other file is another one.
func TestTheVersionIsThatOfTheFiles(t *testing.T) {
	p := packed(t)
	version, _ := workerOf(t, p)
	again, _ := workerOf(t, p)
	assert.Equal(t, version, again)

	require.NoError(t, os.WriteFile(p.exec, []byte("exec, but another"), 0o600))
	loader, _ := workerOf(t, p)
	assert.NotEqual(t, version, loader)

	web := filepath.Join(t.TempDir(), "web")
	require.NoError(t, os.CopyFS(web, os.DirFS(p.web)))
	script, err := os.ReadFile(filepath.Join(web, workerFile))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(web, workerFile), append(script, "// other\n"...), 0o600))
	p.web = web
	worker, _ := workerOf(t, p)
	assert.NotEqual(t, loader, worker)
}

// Every icon that an installed page has is packed, and it starts where it lies.
func TestTheManifestNamesWhatIsThere(t *testing.T) {
	p := packed(t)
	require.NoError(t, p.pack())
	text, err := os.ReadFile(filepath.Join(p.out, "playground.webmanifest"))
	require.NoError(t, err)
	var manifest struct {
		Start string `json:"start_url"`
		Scope string
		Icons []struct{ Src string }
	}
	require.NoError(t, json.Unmarshal(text, &manifest))
	assert.Equal(t, "./", manifest.Start)
	assert.Equal(t, "./", manifest.Scope)
	require.NotEmpty(t, manifest.Icons)
	for _, icon := range manifest.Icons {
		assert.FileExists(t, filepath.Join(p.out, icon.Src))
	}
}
