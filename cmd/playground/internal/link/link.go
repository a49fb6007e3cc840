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

// Command returns the line of the command grammar that gives name that value.
// Whether the line makes sense is for the grammar to say.
func Command(name, value string) (string, error) {
	if bad := strings.IndexFunc(name+value, func(r rune) bool { return r < ' ' }); bad >= 0 || name == "" {
		return "", fmt.Errorf("%q is not of the form name=value", name+"="+value)
	}
	switch {
	case name == "seed" || name == "speed":
		return name + " " + value, nil
	case name == "costs":
		return "costs " + value, nil
	case strings.HasPrefix(name, "cost."):
		return "cost " + strings.TrimPrefix(name, "cost.") + " " + value, nil
	case name == "paused":
		return "pause", nil
	case slices.ContainsFunc(sim.SettingKeys(), func(k sim.Setting) bool { return k.Key == name && k.Switch }):
		return "toggle " + name + " " + value, nil
	}
	return "set " + name + " " + value, nil
}

// Commands reads a link's query or fragment ("?seed=7&head.rate=1%25",
// "#members=50") into command lines. The settings come first and the seed after
// them, since a seed starts a history with the settings in force: nothing then
// counts as having been changed in it.
func Commands(query string) ([]string, error) {
	var settings, playback []string
	seed := ""
	for pair := range strings.SplitSeq(strings.TrimLeft(query, "?#"), "&") {
		if pair == "" {
			continue
		}
		name, value, err := decode(pair)
		if err != nil {
			return nil, err
		}
		line, err := Command(name, value)
		switch {
		case err != nil:
			return nil, err
		case name == "seed":
			seed = line
		case name == "speed" || name == "paused":
			playback = append(playback, line)
		default:
			settings = append(settings, line)
		}
	}
	return append(Start(seed, settings), playback...), nil
}

// Start puts settings into the order that starts a history with them. seed is a
// line, or "" for the default; without settings the default needs no line.
func Start(seed string, settings []string) []string {
	if seed == "" && len(settings) > 0 {
		seed = fmt.Sprintf("seed %d", sim.DefaultSeed)
	}
	if seed != "" {
		settings = append(settings, seed)
	}
	return settings
}

// decode reads one name=value of a link.
func decode(pair string) (name, value string, err error) {
	name, value, _ = strings.Cut(pair, "=")
	if name, err = url.QueryUnescape(name); err != nil {
		return "", "", fmt.Errorf("%q in the link is not encoded as links are", pair)
	}
	if plain, err := url.QueryUnescape(value); err == nil {
		return name, plain, nil
	}
	return name, value, nil // people type head.rate=1% and mean it
}

// Query is the link's query, without the question mark, that leads from the
// default settings to s with that seed. It is "" for the defaults with the default seed.
func Query(s *sim.Settings, seed uint64) string {
	var pairs []string
	if seed != sim.DefaultSeed {
		pairs = append(pairs, "seed="+strconv.FormatUint(seed, 10))
	}
	defaults := sim.DefaultSettings()
	for _, k := range sim.SettingKeys() {
		value := k.Value(s)
		// A custom table is told by its points.
		if value == k.Value(&defaults) || k.Key == "fanout" && s.Fanout == sim.FanoutCustom {
			continue
		}
		pairs = append(pairs, k.Key+"="+url.QueryEscape(value))
	}
	for _, line := range s.Costs.Lines() {
		verb, args, _ := strings.Cut(line, " ")
		if key, price, ok := strings.Cut(args, " "); verb == "cost" && ok {
			verb, args = "cost."+key, price
		}
		pairs = append(pairs, verb+"="+url.QueryEscape(args))
	}
	return strings.Join(pairs, "&")
}
