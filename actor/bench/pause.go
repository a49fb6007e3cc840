//go:build !js

package main

// pausing says whether a loop has to give way, because nothing preempts it.
const pausing = false

// pause lets everyone else run.
func pause() {}
