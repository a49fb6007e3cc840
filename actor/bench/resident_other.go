//go:build !linux

package main

import "runtime"

// resident is the memory in use by the heap, the stacks and the runtime's own
// tables, in bytes, where the system cannot be asked what is resident.
func resident() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapInuse + m.StackInuse + m.MSpanInuse + m.GCSys + m.OtherSys)
}
