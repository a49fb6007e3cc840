package envelope_test

import (
	"strings"
	"testing"

	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"fanout/envelope"
)

// parse is the parser that ReadInFull stands for.
func parse(s string) trace.SpanContext {
	return trace.SpanContextFromContext(propagation.TraceContext{}.Extract(noSpan, propagation.MapCarrier{"traceparent": s}))
}

// replacements are bytes that make a difference wherever one is looked at: a digit, one
// that is none, and the delimiter.
const replacements = "0f-G"

// checkReading holds a recorded reading to the parser and to the sieve: they find the same,
// and nothing that was not noted makes a difference to them.
func checkReading(t *testing.T, s string) {
	t.Helper()
	full, sieve, found := envelope.ReadInFull(s), envelope.ReadBySieve(s), parse(s)
	if !full.Context.Equal(found) || full.Sampled != found.IsSampled() {
		t.Errorf("%q: the recorded parse finds %v, the parser %v", s, full.Context, found)
	}
	if sieve.Sampled != envelope.Sampled(s) {
		t.Errorf("%q: the recorded sieve says %v", s, sieve.Sampled)
	}
	if valid := len(full.Passes) == 9 && full.Passes[8].OK; valid != found.IsValid() {
		t.Errorf("%q: %d passes, %+v; the parser says %v", s, len(full.Passes), full.Passes, found.IsValid())
	}
	if len(s) > 300 {
		return
	}
	byFull, bySieve := full.Times(len(s)), sieve.Times(len(s))
	for at := range s {
		for i := range replacements {
			other := s[:at] + replacements[i:i+1] + s[at+1:]
			if byFull[at] == 0 && !parse(other).Equal(found) {
				t.Errorf("%q: byte %d is not noted, and %q is another header to the parser", s, at, other)
			}
			if bySieve[at] == 0 && envelope.Sampled(other) != sieve.Sampled {
				t.Errorf("%q: byte %d is not noted, and the sieve says otherwise of %q", s, at, other)
			}
		}
	}
}

func TestReading(t *testing.T) {
	for _, c := range traceparents {
		checkReading(t, c.s)
		for n := range c.s {
			checkReading(t, c.s[:n])
		}
	}
}

func FuzzReading(f *testing.F) {
	for _, c := range traceparents {
		f.Add(c.s)
	}
	f.Fuzz(checkReading)
}

// A valid header takes 107 looks in nine passes, and each of them matters: with another
// byte there the parser finds something else. The sieve takes one.
func TestReadsOfAValidHeader(t *testing.T) {
	const s = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
	full, sieve := envelope.ReadInFull(s), envelope.ReadBySieve(s)
	if full.Total() != 107 || len(full.Passes) != 9 || sieve.Total() != 1 {
		t.Errorf("%d looks in %d passes, and %d by the sieve; expected 107 in 9, and 1", full.Total(), len(full.Passes), sieve.Total())
	}
	for at, n := range full.Times(len(s)) {
		if want := map[bool]int{true: 1, false: 2}[s[at] == '-']; n != want {
			t.Errorf("byte %d is looked at %d times; expected %d", at, n, want)
		}
		if parse(s[:at] + "G" + s[at+1:]).IsValid() {
			t.Errorf("byte %d is noted, and makes no difference", at)
		}
	}
	if at := sieve.Passes[1].Bytes; len(at) != 1 || at[0] != 54 {
		t.Errorf("the sieve looks at %v", at)
	}
}

// A parse ends where it refuses the header.
func TestReadingStopsWhereItFails(t *testing.T) {
	for header, want := range map[string]struct {
		pass  string
		looks int
	}{
		"": {"", 0},
		"00-0AF7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01":                            {"decode the trace id", 3 + 2 + 33 + 32},
		"00-0af7651916cd43dd8448eb211c80319":                                                 {"find the end of the trace id", 3 + 2 + 31},
		"ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01":                            {"decode the version", 3 + 2},
		"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-ff":                            {"decode the flags", 107},
		"00-00000000000000000000000000000000-b7ad6b7169203331-01":                            {"make the span context", 107},
		"01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-" + strings.Repeat("x", 20): {"", 108},
	} {
		r := envelope.ReadInFull(header)
		last := envelope.Pass{OK: true}
		if len(r.Passes) > 0 {
			last = r.Passes[len(r.Passes)-1]
		}
		if r.Total() != want.looks || last.OK != (want.pass == "") || !last.OK && last.Name != want.pass {
			t.Errorf("%q: %d looks, ended in %+v; expected %+v", header, r.Total(), last, want)
		}
	}
}
