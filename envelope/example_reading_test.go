package envelope_test

import (
	"fmt"

	"fanout/envelope"
)

// What a full parse and the sieve look at in the same header.
func ExampleReading() {
	const header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
	var full, sieve envelope.Reading = envelope.ReadInFull(header), envelope.ReadBySieve(header)
	fmt.Println(full.Total(), sieve.Total())
	var last envelope.Pass = sieve.Passes[len(sieve.Passes)-1]
	fmt.Println(last.Name, last.Bytes)
	// Output:
	// 107 1
	// read the flag [54]
}
