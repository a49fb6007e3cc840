package envelope

import (
	"strings"

	"go.opentelemetry.io/otel/trace"
)

// Pass is one pass of a reader over a traceparent: the bytes that it looked at, in order.
type Pass struct {
	Name  string // "find the end of the trace id", "decode the trace id", "read the flag"
	Part  string // of which part of the header, as in Part.Name; "" for none
	Bytes []int  // positions of the bytes looked at
	OK    bool   // the reader went on
}

// Reading is what a reader of a traceparent looked at, pass by pass, and what it found. A
// reader that refuses the header stops in the pass that is not OK.
type Reading struct {
	Passes  []Pass
	Context trace.SpanContext // that a full parse found; not valid if it refused the header
	Sampled bool              // what it found
}

// Total is how many times a byte was looked at.
func (r *Reading) Total() (n int) {
	for i := range r.Passes {
		n += len(r.Passes[i].Bytes)
	}
	return n
}

// Times is how many times each of the first n bytes was looked at.
func (r *Reading) Times(n int) []int {
	times := make([]int, n)
	for i := range r.Passes {
		for _, at := range r.Passes[i].Bytes {
			if at < n {
				times[at]++
			}
		}
	}
	return times
}

// ReadInFull reads a traceparent as the propagator TraceContext of opentelemetry-go 1.47
// does, byte by byte, and notes each look. Each part takes two passes: one to find the
// delimiter behind it and one to decode its digits. A valid header of 55 bytes takes 107
// looks.
//
// The parser itself cannot be watched, so this is a second one. That it finds the same,
// and that the parser looks at no byte that is not noted here, is what the tests hold it to.
func ReadInFull(traceparent string) Reading {
	p := fullParse{header: traceparent}
	p.parse()
	return p.Reading
}

// ReadBySieve is what [Sampled] looks at: nothing of a header that is too short, and one
// byte of any other.
func ReadBySieve(traceparent string) Reading {
	r := Reading{Sampled: Sampled(traceparent)}
	long := len(traceparent) >= traceparentLen
	r.Passes = append(r.Passes, Pass{Name: "look at the length", OK: long})
	if long {
		r.Passes = append(r.Passes, Pass{Name: "read the flag", Part: "flags", Bytes: []int{traceparentLen - 1}, OK: r.Sampled})
	}
	return r
}

// fullParse is a parse in progress: at is how far it has come.
type fullParse struct {
	Reading
	header string
	at     int
}

func (p *fullParse) parse() {
	if p.header == "" {
		return
	}
	var version, flags [1]byte
	var c trace.SpanContextConfig
	if !p.part("version", version[:]) || !p.unless(version[0] == 0xff) ||
		!p.part("trace id", c.TraceID[:]) || !p.part("parent id", c.SpanID[:]) || !p.part("flags", flags[:]) ||
		!p.unless(version[0] == 0 && (p.at < len(p.header) || flags[0] > 3)) {
		return
	}
	c.TraceFlags, c.Remote = trace.TraceFlags(flags[0])&(trace.FlagsSampled|trace.FlagsRandom), true
	p.Passes = append(p.Passes, Pass{Name: "make the span context"})
	if sc := trace.NewSpanContext(c); p.unless(!sc.IsValid()) {
		p.Context, p.Sampled = sc, sc.IsSampled()
	}
}

// unless stops the parse at its last pass if something is wrong.
func (p *fullParse) unless(wrong bool) bool {
	p.Passes[len(p.Passes)-1].OK = !wrong
	return !wrong
}

// part reads one part of the header into dst and reports whether it is as long as that,
// and of lower-case digits.
func (p *fullParse) part(name string, dst []byte) bool {
	begin := p.at
	end, found := begin, false
	find := Pass{Name: "find the end of the " + name, Part: name}
	for ; end < len(p.header) && !found; end++ {
		find.Bytes = append(find.Bytes, end)
		found = p.header[end] == '-'
	}
	p.at = end
	if found {
		end--
	}
	find.OK = end-begin == 2*len(dst)
	p.Passes = append(p.Passes, find)
	if !find.OK {
		return false
	}
	decode := Pass{Name: "decode the " + name, Part: name, OK: true}
	for i := begin; i < end; i++ {
		decode.Bytes = append(decode.Bytes, i)
		v := strings.IndexByte("0123456789abcdef", p.header[i])
		decode.OK = decode.OK && v >= 0
		dst[(i-begin)/2] = dst[(i-begin)/2]<<4 | byte(max(v, 0))
	}
	p.Passes = append(p.Passes, decode)
	return decode.OK
}
