package readout

import "fanout/sim/row"

// Costs is the cost model in force as a view shows it.
type Costs struct {
	Profile string   // name of the price list
	Source  string   // where its prices come from, one line
	Date    string   // YYYY-MM-DD of the measurement, "" for prices that were not measured
	Machine string   // what it was measured on, "" likewise
	Options []string // of the list, the value chosen of each
	Edited  bool     // a price differs from the list's
	Prices  []Price
}

// Price is one price.
type Price struct {
	Key    string // as `cost` spells it
	Doc    string // one line
	Stage  row.Stage
	Ns     int64  // in force
	Listed int64  // by the list; differs from Ns after an edit
	Spread Spread // of the batches in which it was measured; zero if it was not
}

// Spread is the range of the batches in which a price was measured, in
// nanoseconds per operation.
type Spread struct{ Low, High int64 }

// RealTime is what this machine really spent on a history so far, in
// nanoseconds: measured as a whole by the code that drives the Player, and shared out by
// what was executed meanwhile. It is no part of the history and of its hash.
//
// Stages, Preview and Idle add up to Total.
//
// The real time of a frame is only known as a whole. It is shared out by counts times what
// an operation takes on this machine, so its sum is measured and its parts are modelled.
type RealTime struct {
	Total   int64
	Stages  [row.MaxServices][row.MaxStages]int64
	Preview int64  // the small world that foretells the bars after a change
	Idle    int64  // spent while no message was handled
	Units   string // the price list by whose proportions it is shared out

	// Probed is what was timed for a picture, see sim.Probe; nil for nothing. It comes
	// from the code that has the clock.
	Probed *Probed
}

// Of is what was spent on one service.
func (r *RealTime) Of(v row.Service) (ns int64) {
	for _, stage := range r.Stages[v] {
		ns += stage
	}
	return ns
}
