package main

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/render/pictures"
)

// packed is a packer of the page with a small program.
func packed(t *testing.T) *packer {
	t.Helper()
	dir := t.TempDir()
	p := &packer{
		out: filepath.Join(dir, "dist"), web: "..", wasm: filepath.Join(dir, "p.wasm"), exec: filepath.Join(dir, "exec.js"),
		fonts: "../../render/fonts", program: "../../cmd/playground", goCommand: "go",
	}
	require.NoError(t, os.WriteFile(p.wasm, []byte(strings.Repeat("program", 1_000)), 0o600))
	require.NoError(t, os.WriteFile(p.exec, []byte("exec"), 0o600))
	return p
}

// What an earlier build left goes, whether it is stale or belongs to nothing; what is the
// same stays as it was.
func TestNothingOfAnEarlierBuildStays(t *testing.T) {
	p := packed(t)
	require.NoError(t, p.pack())
	long := time.Now().Add(-time.Hour).Truncate(time.Second)
	at := func(name string) string { return filepath.Join(p.out, name) }
	for name, text := range map[string]string{"loader.js.gz": "OLD", "loader.js.br": "OLD", "gone.js": "OLD", "style.css": "OLD"} {
		require.NoError(t, os.WriteFile(at(name), []byte(text), 0o600))
	}
	require.NoError(t, os.Chtimes(at("form.js"), long, long))
	folder, err := os.Stat(p.out)
	require.NoError(t, err)
	require.NoError(t, p.pack())
	again, err := os.Stat(p.out)
	require.NoError(t, err)
	assert.False(t, os.SameFile(folder, again), "another folder took the place of the first")
	assert.EqualValues(t, 0o755, again.Mode().Perm())
	entries, err := os.ReadDir(p.out)
	require.NoError(t, err)
	for _, e := range entries {
		plain, zipped := strings.CutSuffix(e.Name(), ".gz")
		want, err := os.ReadFile(at(plain))
		require.NoError(t, err)
		assert.NotEqual(t, "OLD", string(want), plain)
		if !zipped {
			continue
		}
		f, err := os.Open(at(e.Name()))
		require.NoError(t, err)
		z, err := gzip.NewReader(f)
		require.NoError(t, err)
		got, err := io.ReadAll(z)
		require.NoError(t, err)
		f.Close()
		assert.Equal(t, string(want), string(got), e.Name())
	}
	assert.NoFileExists(t, at("gone.js"))
	assert.NoFileExists(t, at("loader.js.br"))
	info, err := os.Stat(at("form.js"))
	require.NoError(t, err)
	assert.True(t, info.ModTime().Equal(long))
	beside, err := filepath.Glob(p.out + ".part*")
	require.NoError(t, err)
	assert.Empty(t, beside)
}

// A build that fails leaves the page as it was, and a folder of something else is not
// touched.
func TestAFailedBuildChangesNothing(t *testing.T) {
	p := packed(t)
	require.NoError(t, p.pack())
	before, err := os.Stat(p.out)
	require.NoError(t, err)
	broken := *p
	broken.exec = filepath.Join(filepath.Dir(p.out), "nowhere")
	assert.Error(t, broken.pack())
	after, err := os.Stat(p.out)
	require.NoError(t, err)
	assert.True(t, os.SameFile(before, after))
	beside, err := filepath.Glob(p.out + ".part*")
	require.NoError(t, err)
	assert.Empty(t, beside)

	other := *p
	other.out = t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(other.out, "thesis.txt"), nil, 0o600))
	assert.ErrorContains(t, other.pack(), "has files but no page")
	require.NoError(t, os.WriteFile(filepath.Join(other.out, "index.html"), nil, 0o600))
	require.NoError(t, os.Mkdir(filepath.Join(other.out, ".git"), 0o700))
	assert.ErrorContains(t, other.pack(), "has the folder .git, which no page has")
	assert.FileExists(t, filepath.Join(other.out, "thesis.txt"))
}

// Where the two cannot be exchanged in one step, two do.
func TestReplace(t *testing.T) {
	dir := t.TempDir()
	folder, place := filepath.Join(dir, "new"), filepath.Join(dir, "dist")
	for range 2 {
		require.NoError(t, os.MkdirAll(folder, 0o700))
		require.NoError(t, os.WriteFile(filepath.Join(folder, "new.txt"), nil, 0o600))
		require.NoError(t, replace(folder, place))
		assert.FileExists(t, filepath.Join(place, "new.txt"))
	}
	assert.DirExists(t, folder)
	assert.NoDirExists(t, folder+"-earlier")
}

// The notices of all that is linked go with the page, and the page's policy allows the
// script that stands in it.
func TestWhatIsPacked(t *testing.T) {
	p := packed(t)
	require.NoError(t, p.pack())
	read := func(name string) string {
		text, err := os.ReadFile(filepath.Join(p.out, name))
		require.NoError(t, err)
		return string(text)
	}
	notices := read(licencesFile)
	for _, want := range []string{
		"\nThe Go standard library and runtime\n===", "Copyright 2009 The Go Authors", "\nFan-out\n===", "MIT License",
		"\ngithub.com/hajimehoshi/ebiten/v2 v2", "\ngo.opentelemetry.io/otel/sdk v1", "\ngithub.com/google/uuid v1", "\ngolang.org/x/image v0", "Apache License",
	} {
		assert.Contains(t, notices, want)
	}
	assert.NotContains(t, notices, "google.golang.org/grpc", "which is not in the page")
	for _, name := range []string{"OFL-Inter.txt", "OFL-JetBrainsMono.txt"} {
		assert.Contains(t, read(name), "SIL OPEN FONT LICENSE")
	}
	page := read("index.html")
	assert.NotContains(t, page, "{{")
	assert.Contains(t, page, `href="licences.txt"`)
	policy, scripts := "script-src 'self' ", strings.Split(page, "<script>")[1:]
	assert.Len(t, scripts, 3, "those that stand in the page itself")
	for _, script := range scripts {
		script, _, _ = strings.Cut(script, "</script>")
		policy += hashOf([]byte(script)) + " "
	}
	assert.Contains(t, page, policy+"'wasm-unsafe-eval';")
	assert.Contains(t, page, "How many messages does the guild send?", "the hook is there before the program")
	assert.Regexp(t, `<link rel="preload" href="playground\.wasm\.gz\?v=[0-9a-f]{12}" as="fetch" crossorigin>`, page)
	for _, module := range []string{"landing.js", "terms.js"} { // that the loader imports, and that one of those does
		assert.Equal(t, 1, strings.Count(page, `<link rel="modulepreload" href="`+module+`">`), module)
	}

	_, err := noticeText(map[string][]string{"x v1": nil}, "")
	assert.EqualError(t, err, "x v1 has no licence; expected a file such as LICENSE in it")
}

// The page has how each chapter begins, before the program is there: in English, and in German
// as far as there is that. Figures of the run are still to come.
func TestOpenings(t *testing.T) {
	h := hookOf(pictures.All())
	assert.Equal(t, 10, strings.Count(h.chapters, `lang="en"`))
	assert.Equal(t, 3, strings.Count(h.chapters, `lang="de"`))
	assert.Contains(t, h.chapters, `data-number="6" data-steps="4" lang="en"><h2>Less than one in a hundred, and still drowning</h2><p>On average this guild spends … of its one core`)
	assert.Contains(t, h.chapters, `data-number="7" data-steps="5" lang="de"><h2>Zehn Punkte CPU</h2>`)
	assert.NotContains(t, h.chapters, "{")
}
