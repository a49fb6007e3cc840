package link

import (
	"fmt"
	"strings"
	"time"

	"fanout/sim"
	"fanout/sim/readout"
)

// Run is what an address says about a run of a challenge: the name of the challenge, "" if
// it names none, and what is done in the run, in the order of the address. The address may
// be a whole one, its query or its fragment. Whether what is done makes sense is not looked
// at.
func Run(address string) (name string, done []readout.LogEntry, err error) {
	if n := len(address); n > most {
		return "", nil, fmt.Errorf("the link has %d characters; expected at most %d", n, most)
	}
	for _, part := range parts(address) {
		for _, p := range decodeAll(part) {
			switch p.name {
			case Challenge:
				name = p.value
			case "do":
				when, line, _ := strings.Cut(p.value, " ")
				at, err := time.ParseDuration(when)
				if err != nil || at < 0 {
					return "", nil, fmt.Errorf("do: %q is not a time; expected one such as 12.5s before the command", sim.Clip(when))
				}
				done = append(done, readout.LogEntry{At: int64(at), Command: true, Text: line})
			}
		}
	}
	return name, done, nil
}

// OfRun is the query of a run of a challenge.
func OfRun(name string, done []readout.LogEntry) string {
	var l pairs
	l.add(Challenge, name)
	for _, d := range done {
		l.add("do", time.Duration(d.At).String()+" "+d.Text)
	}
	return strings.Join(l, "&")
}

// parts are the query and the fragment of an address.
func parts(address string) []string {
	before, fragment, _ := strings.Cut(address, "#")
	if _, query, whole := strings.Cut(before, "?"); whole || strings.Contains(before, "://") {
		before = query
	}
	return []string{before, fragment}
}

// ReadAddress reads a link as people copy it: a whole address, its query or its fragment.
func ReadAddress(address string) (Link, error) { return ReadParts(parts(address)...) }
