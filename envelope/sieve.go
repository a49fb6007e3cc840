package envelope

// Sampled is the sieve: it reads the sampled flag out of an encoded W3C
// traceparent without decoding the rest. It is true for every header that a
// conforming parser accepts as sampled. For headers that a parser would refuse
// it may be true or false: the parser decides about those that get through, and
// those that do not carry no context anyway.
//
// The flags are bytes 53 and 54 of every acceptable header, two lower-case
// hexadecimal digits, and sampled is the lowest bit of the second. Two shorter
// tests that come to mind lose traces: "the last byte is odd" because ASCII
// turns the low bit of a to f around and because the headers of a future
// version may go on after the flags, and "the flags are 01" because level 2 of
// the specification has a second flag, so that 03 is common.
func Sampled(traceparent string) bool {
	// Bit 6 tells the letters (a = 0x61 is even though the digit is odd) from
	// the digits (0x31 is odd): folding it onto bit 0 undoes the inversion.
	return len(traceparent) >= traceparentLen && (traceparent[54]^traceparent[54]>>6)&1 == 1
}
