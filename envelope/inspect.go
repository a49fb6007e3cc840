package envelope

import (
	"fmt"
	"strings"
)

// Part is a stretch of a traceparent and what there is to say about it.
type Part struct {
	Name       string // "version", "delimiter", "trace id" …
	Start, End int    // byte range in the header, End exclusive
	OK         bool   // whether it is as the grammar wants it
	Note       string // what it means, or what is wrong with it
}

// Step is one step of the sieve.
type Step struct {
	Code  string // the expression, in Go
	Value string // what it is for this header
	Note  string // why it is done
}

// Inspection explains a traceparent to a person: part by part as the grammar
// sees it, and step by step as the sieve does.
type Inspection struct {
	Header  string
	Parts   []Part // from left to right, together the whole header
	Verdict Verdict
	Steps   []Step // the sieve stops early at a header that is too short
	Sampled bool   // the answer of the sieve

	Full, Sieve Reading // what a full parse and the sieve look at
}

// layout is what all versions of a traceparent begin with.
var layout = []struct {
	name       string
	start, end int
}{
	{"version", 0, 2},
	{"delimiter", 2, 3},
	{"trace id", 3, 35},
	{"delimiter", 35, 36},
	{"parent id", 36, 52},
	{"delimiter", 52, 53},
	{"flags", 53, 55},
}

// Inspect explains any string as a traceparent. Its verdict is that of Scan and
// its answer that of Sampled.
func Inspect(traceparent string) Inspection {
	s := traceparent
	i := Inspection{Header: s, Verdict: Scan(s), Sampled: Sampled(s), Full: ReadInFull(s), Sieve: ReadBySieve(s)}
	for _, l := range layout {
		if len(s) <= l.start {
			break
		}
		p := Part{Name: l.name, Start: l.start, End: min(l.end, len(s))}
		if p.End < l.end {
			p.Note = fmt.Sprintf("cut short: %d of %d bytes", p.End-p.Start, l.end-l.start)
		} else {
			p.OK, p.Note = explain(l.name, s[p.Start:p.End])
		}
		i.Parts = append(i.Parts, p)
	}
	if len(s) > traceparentLen {
		p := Part{Name: "rest", Start: traceparentLen, End: len(s)}
		switch {
		case s[:2] == "00":
			p.Note = "version 00 ends after the flags"
		case s[traceparentLen] != '-':
			p.Note = "a later version may go on, but only after a \"-\""
		default:
			p.OK, p.Note = true, "fields of a later version, ignored"
		}
		i.Parts = append(i.Parts, p)
	}
	i.Steps = sieveSteps(s)
	return i
}

// explain says what a complete part means and whether it is allowed.
func explain(name, s string) (ok bool, note string) {
	switch name {
	case "delimiter":
		if s != "-" {
			return false, "must be \"-\""
		}
		return true, ""
	case "version":
		switch {
		case !lowerHex(s):
			return false, "must be two digits 0-9 or a-f, lower case"
		case s == "ff":
			return false, "ff is forbidden"
		case s == "00":
			return true, "the version in use"
		}
		return true, "a later version, read as far as this one knows it"
	case "trace id", "parent id":
		switch {
		case !lowerHex(s):
			return false, fmt.Sprintf("must be %d digits 0-9 or a-f, lower case", len(s))
		case strings.Trim(s, "0") == "":
			return false, "all zeros is no id"
		case name == "parent id":
			return true, "the span that sent this"
		}
		return true, "the same in every span of the trace; its last 14 digits are random"
	case "flags":
		if !lowerHex(s) {
			return false, "must be two digits 0-9 or a-f, lower case"
		}
		return true, flagNames(s[1])
	}
	panic("envelope: no such part: " + name)
}

// flagNames spells out the flags in the second digit.
func flagNames(digit byte) string {
	v := hexValue(digit)
	names := []string{"not sampled"}
	if v&1 != 0 {
		names[0] = "sampled"
	}
	if v&2 != 0 {
		names = append(names, "random trace id")
	}
	if v>>2 != 0 {
		names = append(names, "and bits that have no meaning yet")
	}
	return strings.Join(names, ", ")
}

func sieveSteps(s string) []Step {
	steps := []Step{{
		Code:  "len(s) >= 55",
		Value: fmt.Sprintf("%d >= 55: %v", len(s), len(s) >= traceparentLen),
		Note:  "nothing shorter is a traceparent, of any version",
	}}
	if len(s) < traceparentLen {
		return steps
	}
	c := s[54]
	return append(
		steps,
		Step{"s[54]", fmt.Sprintf("%q = %08b", c, c), "the second digit of the flags, wherever the header ends"},
		Step{"s[54] >> 6", fmt.Sprintf("%08b", c>>6), "1 for the letters a to f, whose lowest bit ASCII turns around; 0 for digits"},
		Step{"s[54] ^ s[54]>>6", fmt.Sprintf("%08b", c^c>>6), "turns it back"},
		Step{"(…) & 1 == 1", fmt.Sprint((c^c>>6)&1 == 1), "the lowest bit is the sampled flag; other flags do not matter"},
	)
}

// String is the inspection as a few lines of text.
func (i Inspection) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%q: %v\n", i.Header, i.Verdict)
	for _, p := range i.Parts {
		mark := "ok "
		if !p.OK {
			mark = "BAD"
		}
		line := fmt.Sprintf("%3d..%-3d %s %-9s %-34q %s", p.Start, p.End-1, mark, p.Name, i.Header[p.Start:p.End], p.Note)
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	for _, s := range i.Steps {
		fmt.Fprintf(&b, "sieve: %-18s %-16s %s\n", s.Code, s.Value, s.Note)
	}
	return b.String()
}
