//go:build unix

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

// A pipe is written by one who does not read it as well: when its reader has gone, the
// next write fails, and does not wait for ever.
func TestAPipeWhoseReaderHasGone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	require.NoError(t, syscall.Mkfifo(path, 0o600))
	require.True(t, outfile.Direct(path))
	require.NoError(t, outfile.Check(path))
	readers := make(chan *os.File)
	go func() {
		r, err := os.Open(path)
		assert.NoError(t, err)
		readers <- r
	}()
	f, err := outfile.Create(path)
	require.NoError(t, err)
	r := <-readers
	_, err = io.WriteString(f, "some")
	require.NoError(t, err)
	some := make([]byte, 4)
	_, err = io.ReadFull(r, some)
	require.NoError(t, err)
	require.NoError(t, r.Close())
	_, err = f.Write(make([]byte, 1<<20))
	assert.ErrorIs(t, err, syscall.EPIPE)
	f.Discard()
	assert.True(t, outfile.Direct(path), "it is still there")
}
