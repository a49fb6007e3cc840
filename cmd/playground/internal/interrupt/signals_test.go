//go:build unix

package interrupt_test

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/interrupt"
)

// The first signal that asks a program to end is taken, with the status that shells know.
func TestSignals(t *testing.T) {
	for s, want := range map[syscall.Signal]interrupt.Signal{
		syscall.SIGINT:  {Name: "SIGINT", Status: 130},
		syscall.SIGTERM: {Name: "SIGTERM", Status: 143},
		syscall.SIGHUP:  {Name: "SIGHUP", Status: 129},
		syscall.SIGPIPE: {Name: "SIGPIPE", Status: 141, Quiet: true},
	} {
		asked, stop := interrupt.Signals()
		assert.Nil(t, asked())
		require.NoError(t, syscall.Kill(os.Getpid(), s))
		for asked() == nil {
			runtime.Gosched()
		}
		assert.Equal(t, want, *asked())
		stop()
		err := fmt.Errorf("%w at 3s", asked())
		var found *interrupt.Signal
		require.True(t, errors.As(err, &found))
		assert.Equal(t, "interrupted by "+want.Name+" at 3s", err.Error())
	}
}
