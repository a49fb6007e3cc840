//go:build verify

package envelope_test

// make verify sends as many messages as the package promises to lose none of.
func init() { *flips = 10_000_000 }
