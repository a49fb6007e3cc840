package sampling_test

import (
	"fmt"

	"fanout/envelope/sampling"
)

// Twelve of the messages were sampled at 1 %; each went to 10,000 sessions, of
// which about ten recorded a span at 0.1 %. How many deliveries were there?
func ExampleEstimator() {
	e := sampling.Estimator{Largest: 10_000}
	for _, kept := range []int{9, 11, 10, 7, 14, 10, 8, 12, 9, 13, 10, 11} {
		if err := e.Add(10_000, 1_000, kept); err != nil {
			panic(err)
		}
	}
	deliveries, err := e.Interval(0.95)
	if err != nil {
		panic(err)
	}
	fmt.Printf("deliveries %.1f million, between %.0f and %.0f\n", deliveries.Estimate/1e6, deliveries.Low/1e6, deliveries.High/1e6)
	// Output:
	// deliveries 12.4 million, between 6 and 22
}

// Twelve messages were sampled at 1 %. How many were there?
func ExampleCountInterval() {
	messages, err := sampling.CountInterval(12, 10_000, 0.95)
	if err != nil {
		panic(err)
	}
	fmt.Printf("%.0f, between %.0f and %.0f\n", messages.Estimate, messages.Low, messages.High)

	_, err = sampling.CountInterval(12, 10_000, 95)
	fmt.Println(err)
	// Output:
	// 1200, between 623 and 2091
	// sampling: no estimate: confidence 95, want more than 0 and less than 1
}

// The range in which the truth is.
func ExampleInterval() {
	i, err := sampling.CountInterval(0, 10_000, 0.95)
	if err != nil {
		panic(err)
	}
	fmt.Println("nothing kept at 1 %: from", i.Low, "to", i.High)
	fmt.Println("100 may have been:", i.Covers(100))
	// Output:
	// nothing kept at 1 %: from 0 to 367
	// 100 may have been: true
}
