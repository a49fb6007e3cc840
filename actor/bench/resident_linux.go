package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
)

// resident is the memory of this process that is resident, in bytes, after
// everything that is not in use was given back.
func resident() int64 {
	runtime.GC()
	debug.FreeOSMemory() // collects again, with what the first one's finalizers let go
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		panic(err)
	}
	var size, pages int64
	if _, err := fmt.Sscan(string(b), &size, &pages); err != nil {
		panic(err)
	}
	return pages * int64(os.Getpagesize())
}
