package ring_test

import (
	"fmt"

	"fanout/sim/ring"
)

// A fifth machine joins four. The ring moves a fifth of the keys, all of them to
// it; the remainder of the hash moves four fifths.
func ExamplePublished() {
	names := []string{"guilds-a", "guilds-b", "guilds-c", "guilds-d", "guilds-e"}
	four, _ := ring.NewPublished(ring.Config{Nodes: ring.Nodes(names[:4]...)})
	five, _ := ring.NewPublished(ring.Config{Nodes: ring.Nodes(names...)})
	name, _ := four.Find("41771983423143937")
	fmt.Println("the guild is at", name)

	arcs, moved := ring.Diff(four, five)
	fmt.Printf("ring: %d arcs, %d of 100,000 keys\n", len(arcs), moved.Of(100_000))
	for _, p := range [][2]ring.Placement{
		{four, five},
		{ring.Modulo(names[:4]), ring.Modulo(names)},
	} {
		count := 0
		for key := range 100_000 {
			hash := ring.Hash(fmt.Sprint("g", key))
			if p[0].Locate(hash) != p[1].Locate(hash) {
				count++
			}
		}
		fmt.Println("moved:", count)
	}
	// Output:
	// the guild is at guilds-d
	// ring: 417 arcs, 19705 of 100,000 keys
	// moved: 19761
	// moved: 80055
}

// Without a separator two nodes hash the same text, and one loses the point.
func ExampleConfig_separator() {
	for _, separator := range []string{"", "/"} {
		r, _ := ring.NewPublished(ring.Config{
			Nodes:     ring.Nodes("guilds-1", "guilds-11"),
			Separator: separator,
		})
		fmt.Printf("%q: %d points, guilds-1 has %d\n", separator, r.NumPoints(), r.Kept(0))
	}
	// Output:
	// "": 924 points, guilds-1 has 412
	// "/": 1024 points, guilds-1 has 512
}

// During a move FindStable names the new home of a key and the one before.
func ExampleHistory() {
	h, _ := ring.NewHistory(ring.HistoryConfig{
		Ring:  ring.Config{Nodes: ring.Nodes("a", "b", "c")},
		Depth: 2,
	})
	_ = h.Remove(0, "c")
	fmt.Println("generation", h.Generation(), h.FindStable(nil, "1", 1))
	_ = h.Remove(0, "b")
	atNs, _ := h.NextExpiry()
	fmt.Println("the first is dropped after", atNs, "ns:", h.Expire(atNs))
	// Output:
	// generation 2 [b c]
	// the first is dropped after 10000000000 ns: 1
}
