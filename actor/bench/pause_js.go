package main

import "syscall/js"

// pausing says whether a loop has to give way: in js/wasm nothing preempts it, and
// a collection that has begun would stay in its mark phase, with its write
// barriers on, until the loop ends.
const pausing = true

var (
	resumed  = make(chan struct{}, 1)
	onResume = js.FuncOf(func(js.Value, []js.Value) any {
		resumed <- struct{}{}
		return nil
	})
)

// pause blocks until the host's event loop has come round, which it does when all
// goroutines, those of the collector included, have nothing left to do.
func pause() {
	js.Global().Call("setImmediate", onResume)
	<-resumed
}
