// Package link turns name=value pairs, as they stand in a link to the page or
// behind a flag of the command line, into lines of the command grammar, and
// settings back into a link.
package link

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"fanout/sim"
)

// switches are the settings that the grammar toggles; all others it sets.
var switches = []string{"skip.unsampled", "no.roots", "grpc.link", "roots.guild", "roots.session"}

// Command returns the line of the command grammar that gives name that value.
// Whether the line makes sense is for the grammar to say.
func Command(name, value string) (string, error) {
	if bad := strings.IndexFunc(name+value, func(r rune) bool { return r < ' ' }); bad >= 0 || name == "" {
		return "", fmt.Errorf("%q is not of the form name=value", name+"="+value)
	}
	switch {
	case name == "seed" || name == "speed":
		return name + " " + value, nil
	case name == "paused":
		return "pause", nil
	case slices.Contains(switches, name):
		return "toggle " + name + " " + value, nil
	}
	return "set " + name + " " + value, nil
}

// Commands reads a link's query or fragment ("?seed=7&head.rate=1%25",
// "#members=50") into command lines, in the link's order.
func Commands(query string) ([]string, error) {
	var lines []string
	for pair := range strings.SplitSeq(strings.TrimLeft(query, "?#"), "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		name, err := url.QueryUnescape(name)
		if err != nil {
			return nil, fmt.Errorf("%q in the link is not encoded as links are", pair)
		}
		plain, err := url.QueryUnescape(value)
		if err != nil {
			// People type head.rate=1% and mean it.
			plain = value
		}
		line, err := Command(name, plain)
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// Query is the link's query, without the question mark, that leads from the
// default settings to s with that seed. It is "" for the defaults.
func Query(s *sim.Settings, seed uint64) string {
	def := sim.DefaultSettings()
	var pairs []string
	add := func(differs bool, name, value string) {
		if differs {
			pairs = append(pairs, name+"="+url.QueryEscape(value))
		}
	}
	share := func(now, was sim.PPM, name string) { add(now != was, name, percent(now)) }
	onOff := func(now, was bool, name string) { add(now != was, name, map[bool]string{true: "on", false: "off"}[now]) }

	add(seed != 1, "seed", strconv.FormatUint(seed, 10))
	add(s.Members != def.Members, "members", strconv.Itoa(s.Members))
	add(s.MessageRate != def.MessageRate, "rate", decimal(s.MessageRate, 1000))
	share(s.HeadRate, def.HeadRate, "head.rate")
	add(s.Fanout != def.Fanout && s.Fanout != sim.FanoutCustom, "fanout", s.Fanout.String())
	share(s.EnvelopesGuild, def.EnvelopesGuild, "envelopes.guild")
	share(s.EnvelopesSessions, def.EnvelopesSessions, "envelopes.sessions")
	onOff(s.SkipUnsampled, def.SkipUnsampled, "skip.unsampled")
	onOff(s.NoRoots, def.NoRoots, "no.roots")
	onOff(s.GRPCLink, def.GRPCLink, "grpc.link")
	add(s.Sieve != def.Sieve, "sieve", s.Sieve.String())
	onOff(s.RootsGuild, def.RootsGuild, "roots.guild")
	onOff(s.RootsSession, def.RootsSession, "roots.session")
	return strings.Join(pairs, "&")
}

func percent(p sim.PPM) string { return decimal(int64(p), 10_000) + "%" }

// decimal writes n ÷ unit exactly; unit is a power of ten.
func decimal(n, unit int64) string {
	return strconv.FormatFloat(float64(n)/float64(unit), 'f', -1, 64)
}
