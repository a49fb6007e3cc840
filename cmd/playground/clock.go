package main

import "time"

// stopwatch starts now and tells the real time since. It is the only clock that
// anything below cmd gets to see.
func stopwatch() func() time.Duration {
	start := time.Now()
	return func() time.Duration { return time.Since(start) }
}
