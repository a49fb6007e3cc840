package sampling_test

import (
	"fmt"

	"fanout/envelope/sampling"
)

// The second layer's rate by fan-out size, and about how many session spans of
// one sampled message that leaves.
func ExampleTable_Rate() {
	for _, table := range []*sampling.Table{sampling.Published(), sampling.TenOverN(), sampling.Flat(1_000)} {
		fmt.Println(table.Name())
		for n := 1; n <= 1_000_000; n *= 100 {
			q := table.Rate(n)
			fmt.Printf("%9d recipients %8v  %g spans\n", n, q, float64(n)*float64(q)/float64(sampling.Whole))
		}
	}
	// Output:
	// table
	//         1 recipients     100%  1 spans
	//       100 recipients      10%  10 spans
	//     10000 recipients     0.1%  10 spans
	//   1000000 recipients     0.1%  1000 spans
	// 10/n
	//         1 recipients     100%  1 spans
	//       100 recipients      10%  10 spans
	//     10000 recipients     0.1%  10 spans
	//   1000000 recipients     0.1%  1000 spans
	// flat
	//         1 recipients     0.1%  0.001 spans
	//       100 recipients     0.1%  0.1 spans
	//     10000 recipients     0.1%  10 spans
	//   1000000 recipients     0.1%  1000 spans
}

// Twelve of the messages were sampled at 1 %; each went to 10,000 sessions, of
// which about ten recorded a span at 0.1 %. How many deliveries were there?
func ExampleEstimator() {
	e := sampling.Estimator{Largest: 10_000}
	for _, kept := range []int{9, 11, 10, 7, 14, 10, 8, 12, 9, 13, 10, 11} {
		e.Add(10_000, 1_000, kept)
	}
	deliveries := e.Interval(0.95)
	messages := sampling.CountInterval(e.Traces(), 10_000, 0.95)
	fmt.Printf("messages   %.0f, between %.0f and %.0f\n", messages.Estimate, messages.Low, messages.High)
	fmt.Printf("deliveries %.1f million, between %.0f and %.0f\n", deliveries.Estimate/1e6, deliveries.Low/1e6, deliveries.High/1e6)
	// Output:
	// messages   1200, between 623 and 2091
	// deliveries 12.4 million, between 6 and 22
}
