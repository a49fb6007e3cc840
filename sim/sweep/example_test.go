package sweep_test

import (
	"fmt"
	"time"

	"fanout/sim"
	"fanout/sim/hashring"
	"fanout/sim/sweep"
)

// What a page does between its frames: a bit of a sweep within what is left of the budget,
// and a line through the means that there are so far.
func Example() {
	now, err := sim.NewPlayer(hashring.Model(), "set sessions 500") // what is on the screen
	if err != nil {
		panic(err)
	}
	nodes := sweep.Range(hashring.Model().Setting("nodes"), 5, 20, 4)
	s, err := sweep.New(sweep.Plan{
		Base: now.History(), Axes: []sweep.Axis{nodes}, Metrics: []string{"share.largest"}, First: 1, Seeds: 2, Length: 50 * time.Millisecond,
	})
	if err != nil {
		panic(err)
	}
	b, frames := sweep.NewBackground(s), 0
	for done := false; !done; frames++ {
		polls := 0
		if done, err = b.Step(func() bool { polls++; return polls > 10 }); err != nil {
			panic(err)
		}
	}
	for p := range s.Points() {
		mean := b.Result.Cells[p][0].Mean()
		fmt.Println(s.Values(p), s.Metric(0).Text(mean))
	}
	fmt.Println("more than one frame:", frames > 1)
	// Output:
	// [5] 106.31%
	// [10] 108.76%
	// [15] 114.20%
	// [20] 111.82%
	// more than one frame: true
}
