package readout

// Probed is what was timed where the program runs, or is being timed. It is no part of the
// history.
type Probed struct {
	Name     string // of the probe, "" if nothing was asked for
	Done, Of int    // batches
	Parts    []Part // once it is done; nil before
}

// Part is a part of what was timed.
type Part struct {
	Name string
	Ps   int64 // picoseconds each time, as a rule
}
