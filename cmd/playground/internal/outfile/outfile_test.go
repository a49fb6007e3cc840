package outfile_test

import (
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/outfile"
)

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(text)
}

// A name stands for the old contents until the new ones are complete, and for none if it
// stood for nothing.
func TestWholeOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	old, link, dangling, fresh := filepath.Join(dir, "old"), filepath.Join(dir, "link"), filepath.Join(dir, "dangling"), filepath.Join(dir, "fresh")
	require.NoError(t, os.WriteFile(old, []byte("old"), 0o640))
	require.NoError(t, os.Symlink("old", link))
	require.NoError(t, os.Symlink("fresh", dangling))
	for _, path := range []string{old, link, fresh, dangling} {
		require.NoError(t, outfile.Check(path))
		f, err := outfile.Create(path)
		require.NoError(t, err)
		_, err = io.WriteString(f, "half")
		require.NoError(t, err)
		assert.Equal(t, "old", read(t, old))
		f.Discard()
		f.Discard()
		assert.Equal(t, "old", read(t, old))
		assert.NoFileExists(t, fresh)
	}
	require.NoError(t, outfile.Write(link, []byte("new")))
	require.NoError(t, outfile.Write(dangling, []byte("new")))
	assert.Equal(t, "new", read(t, old))
	assert.Equal(t, "new", read(t, fresh))
	info, err := os.Stat(old)
	require.NoError(t, err)
	assert.EqualValues(t, 0o640, info.Mode().Perm())
	for _, l := range []string{link, dangling} {
		_, err = os.Readlink(l)
		assert.NoError(t, err, "a link stays one")
	}
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, entries, 4, "and nothing else")
}

func TestSame(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	require.NoError(t, os.WriteFile(at("a"), nil, 0o600))
	require.NoError(t, os.WriteFile(at("b"), nil, 0o600))
	require.NoError(t, os.Link(at("a"), at("hard")))
	require.NoError(t, os.Symlink("a", at("soft")))
	require.NoError(t, os.Symlink("none", at("dangling")))
	require.NoError(t, os.Symlink(".", at("here")))
	for names, want := range map[[2]string]bool{
		{"a", "a"}: true, {"a", "b"}: false, {"a", "hard"}: true, {"soft", "hard"}: true, {"b", "soft"}: false,
		{"a", "none"}: false, {"none", "none"}: true, {"none", "other"}: false, {"dangling", "none"}: true,
		{"here/none", "none"}: true, {"here/b", "b"}: true, {"no/folder", "no/folder"}: false,
	} {
		assert.Equal(t, want, outfile.Same(at(names[0]), at(names[1])), names)
	}
	assert.False(t, outfile.Same(os.DevNull, os.DevNull))
}

func TestRefusals(t *testing.T) {
	dir := t.TempDir()
	loop := filepath.Join(dir, "loop")
	require.NoError(t, os.Symlink("loop", loop))
	for path, want := range map[string]error{dir: syscall.EISDIR, filepath.Join(dir, "a/b"): syscall.ENOENT, loop: syscall.ELOOP} {
		_, err := outfile.Create(path)
		assert.ErrorIs(t, err, want)
		assert.ErrorContains(t, err, " "+path+": ", "with the name that was given")
		assert.ErrorIs(t, outfile.Check(path), want)
	}
	if os.Getuid() == 0 {
		return // who may write everything
	}
	path := filepath.Join(dir, "kept")
	require.NoError(t, os.WriteFile(path, nil, 0o400))
	assert.ErrorContains(t, outfile.Check(path), "permission denied")
}
