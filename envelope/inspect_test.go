package envelope_test

import (
	"fmt"
	"testing"

	"fanout/envelope"
)

// Whatever Inspect tells a person is what the machine does.
func checkInspect(t *testing.T, s string) {
	t.Helper()
	i := envelope.Inspect(s)
	if i.Verdict != envelope.Scan(s) || i.Sampled != envelope.Sampled(s) {
		t.Errorf("%q: Inspect says %v, %v", s, i.Verdict, i.Sampled)
	}
	end, allOK := 0, true
	for _, p := range i.Parts {
		if p.Start != end || p.End <= p.Start {
			t.Errorf("%q: part %+v does not follow byte %d", s, p, end)
		}
		end, allOK = p.End, allOK && p.OK
	}
	if end != len(s) {
		t.Errorf("%q: parts end at byte %d of %d", s, end, len(s))
	}
	if allOK && len(s) >= 55 != i.Verdict.Valid() {
		t.Errorf("%q: all parts ok: %v, verdict %v", s, allOK, i.Verdict)
	}
	if last := i.Steps[len(i.Steps)-1].Value; len(s) >= 55 && last != fmt.Sprint(i.Sampled) {
		t.Errorf("%q: the last step says %s", s, last)
	}
}

func TestInspect(t *testing.T) {
	for _, c := range traceparents {
		checkInspect(t, c.s)
		for n := range c.s {
			checkInspect(t, c.s[:n])
		}
	}
}

func FuzzInspect(f *testing.F) {
	for _, c := range traceparents {
		f.Add(c.s)
	}
	f.Fuzz(checkInspect)
}

// The flags 0b of a later version: sampled, although the byte "b" is even.
func ExampleInspect() {
	fmt.Print(envelope.Inspect("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0b-new"))
	// Output:
	// "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0b-new": sampled
	//   0..1   ok  version   "cc"                               a later version, read as far as this one knows it
	//   2..2   ok  delimiter "-"
	//   3..34  ok  trace id  "0af7651916cd43dd8448eb211c80319c" the same in every span of the trace; its last 14 digits are random
	//  35..35  ok  delimiter "-"
	//  36..51  ok  parent id "b7ad6b7169203331"                 the span that sent this
	//  52..52  ok  delimiter "-"
	//  53..54  ok  flags     "0b"                               sampled, random trace id, and bits that have no meaning yet
	//  55..58  ok  rest      "-new"                             fields of a later version, ignored
	// sieve: len(s) >= 55       59 >= 55: true   nothing shorter is a traceparent, of any version
	// sieve: s[54]              'b' = 01100010   the second digit of the flags, wherever the header ends
	// sieve: s[54] >> 6         00000001         1 for the letters a to f, whose lowest bit ASCII turns around; 0 for digits
	// sieve: s[54] ^ s[54]>>6   01100011         turns it back
	// sieve: (…) & 1 == 1       true             the lowest bit is the sampled flag; other flags do not matter
}
