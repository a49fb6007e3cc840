package guild

import (
	"strings"

	"fanout/envelope"
)

// HeaderTest is a way to tell from a traceparent whether it is sampled, without a parse.
type HeaderTest struct {
	Name  string // a few words
	Code  string // the expression, in Go
	About string // one sentence: what is right or wrong about it
	Right bool   // it loses no sampled header
	Keeps func(header string) bool
}

// HeaderTests are the sieve, and the tests that come to mind before it.
func HeaderTests() []HeaderTest {
	return []HeaderTest{
		{
			Name: "the sieve", Code: "(s[54]^s[54]>>6)&1 == 1", Right: true,
			About: "It reads the flag itself, as a digit or as a letter, wherever the header ends.",
			Keeps: envelope.Sampled,
		},
		{
			Name: "the last byte is odd", Code: "s[len(s)-1]&1 == 1",
			About: "In ASCII, b, d and f are even. A later version may also go on after the flags.",
			Keeps: func(s string) bool { return s != "" && s[len(s)-1]&1 == 1 },
		},
		{
			Name: "character 54 is odd", Code: "s[54]&1 == 1",
			About: "The right place, but a letter’s lowest bit says the opposite: b is 0x62.",
			Keeps: func(s string) bool { return len(s) > 54 && s[54]&1 == 1 },
		},
		{
			Name: "the flags are 01", Code: `strings.HasSuffix(s, "-01")`,
			About: "Level 2 has a second flag, so 03 is sampled as well.",
			Keeps: func(s string) bool { return strings.HasSuffix(s, "-01") },
		},
		{
			Name: "the flags are not 00", Code: `s[53:55] != "00"`, Right: true,
			About: "It loses nothing, and lets 02 through: a full parse for a header that is not sampled.",
			Keeps: func(s string) bool { return len(s) > 54 && s[53:55] != "00" },
		},
	}
}

// lostBy names the tests that lose a sampled header.
func lostBy(header string) (by []string) {
	for _, t := range HeaderTests() {
		if !t.Keeps(header) {
			by = append(by, "“"+t.Name+"”")
		}
	}
	return by
}
