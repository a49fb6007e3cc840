//go:build !js

package interrupt

import (
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
)

// names are the signals that are taken. A write to a pipe that nobody reads any more
// comes as one of them.
var names = map[os.Signal]string{
	syscall.SIGINT: "SIGINT", syscall.SIGTERM: "SIGTERM", syscall.SIGHUP: "SIGHUP", syscall.SIGPIPE: "SIGPIPE",
}

// Signals is the Watch of a program on this system.
func Signals() (asked func() *Signal, stop func()) {
	var first atomic.Pointer[Signal]
	taken := make(chan os.Signal, 1)
	var again []os.Signal // those that end the program the second time
	for s := range names {
		if signal.Ignored(s) {
			continue
		}
		signal.Notify(taken, s)
		if s != syscall.SIGPIPE {
			again = append(again, s)
		}
	}
	over := make(chan struct{})
	go func() {
		select {
		case s := <-taken:
			first.Store(&Signal{Name: names[s], Status: 128 + int(s.(syscall.Signal)), Quiet: s == syscall.SIGPIPE})
			signal.Reset(again...)
		case <-over:
		}
	}()
	return first.Load, func() {
		signal.Stop(taken)
		close(over)
	}
}
