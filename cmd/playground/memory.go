package main

import (
	"fanout/cmd/playground/internal/timed"
	"runtime"
	"runtime/metrics"
)

// liveBytes is how much memory was in use when the collector last looked.
func liveBytes() func() int64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	return func() int64 {
		metrics.Read(sample)
		return int64(sample[0].Value.Uint64())
	}
}

// bounded gives a machine's clock a bound of memory as well, at which time stops.
func bounded(m timed.Machine, most int64) timed.Machine {
	m.Live, m.Most, m.Collect = liveBytes(), most, runtime.GC
	return m
}
