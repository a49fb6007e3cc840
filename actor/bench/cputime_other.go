//go:build !linux

package main

import "time"

// cpuTime is known on Linux only.
func cpuTime() time.Duration { panic("bench: -cpu needs Linux") }
