package main

// sliceSends is how many sends a loop does between two pauses, where it has to
// pause: some milliseconds.
const sliceSends = 1 << 15

// breathe is called with the index of every send of a long loop. Natively it
// costs nothing.
func breathe(i int) {
	if pausing && i&(sliceSends-1) == sliceSends-1 {
		pause()
	}
}
