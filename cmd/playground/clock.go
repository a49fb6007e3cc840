package main

import (
	"fmt"
	"runtime"
	"time"

	"fanout/cmd/playground/internal/timed"
	"fanout/sim"
)

// stopwatch starts now and tells the real time since. It and thisMachine are the
// only clocks that anything below cmd gets to see.
func stopwatch() func() time.Duration {
	start := time.Now()
	return func() time.Duration { return time.Since(start) }
}

// thisMachine is the clock, the day and the class of the machine at hand.
func thisMachine() *timed.Machine {
	return &timed.Machine{
		Now:  stopwatch(),
		Date: time.Now().UTC().Format(time.DateOnly),
		Name: fmt.Sprintf("%s,%s,%s/%s,%d-cpu", runtime.Version(), sim.Libraries(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU()),
	}
}
