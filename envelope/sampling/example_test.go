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

// A table of points: straight lines between them on logarithmic axes.
func ExampleNewTable() {
	table, err := sampling.NewTable(sampling.Point{Recipients: 10, Keep: sampling.Whole}, sampling.Point{Recipients: 1_000, Keep: 10_000})
	if err != nil {
		panic(err)
	}
	fmt.Println(table.Rate(1), table.Rate(100), table.Rate(1_000_000))

	_, err = sampling.NewTable(sampling.Point{Recipients: 10, Keep: 0})
	fmt.Println(err)
	// Output:
	// 100% 10% 1%
	// sampling: bad table: rate 0 ppm at 10 recipients, want 1 to 1000000
}
