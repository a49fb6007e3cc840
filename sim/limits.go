package sim

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"fanout/actor"
	"fanout/sim/readout"
)

// Bounds of what comes from outside: files, links, scripts. What keeps to them can be
// played; nothing of it is refused later.
const (
	// LongestScenario is the size in bytes up to which a scenario is read.
	LongestScenario = 1 << 20

	longestLine    = 4096 // of the grammar, in bytes
	longestTitle   = 200  // of a scenario, in bytes; the rest is cut off
	mostCommands   = 2000 // of a scenario, with its expectations
	longestHistory = 24 * time.Hour
)

// Clip keeps a message readable when someone pastes a book.
func Clip(s string) string { return clipTo(s, 40) }

// clipTo cuts a text off after some bytes, between two characters.
func clipTo(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most] + "…"
}

// textOf is the text of a scenario without the mark that some editors put before it. The
// error is one sentence that begins with the name.
func textOf(name, text string) (string, error) {
	text = strings.TrimPrefix(text, "\ufeff")
	switch {
	case len(text) > LongestScenario:
		return "", fmt.Errorf("%s has %d bytes; expected a scenario, of at most %d", name, len(text), LongestScenario)
	case strings.HasPrefix(text, "\xff\xfe") || strings.HasPrefix(text, "\xfe\xff"):
		return "", fmt.Errorf("%s is text in UTF-16; expected a scenario, in UTF-8", name)
	case !utf8.ValidString(text) || strings.ContainsRune(text, 0):
		return "", fmt.Errorf("%s is no text; expected a scenario", name)
	}
	return text, nil
}

// reach is how far the lines of a scenario lead at most: each command that goes on by
// itself is possible, and the sum has to be as well.
type reach struct{ now, latest, sum time.Duration }

// add goes on by what a line does. The error is about the word behind the verb.
func (r *reach) add(verb, args string) error {
	from := r.now
	switch verb {
	case "seed", "reset":
		r.now, r.latest = 0, 0
		return nil
	case "run":
		d, _ := time.ParseDuration(args) // it was parsed before
		r.now += d
	case "step":
		r.now += time.Second
	case "next":
		r.now += time.Duration(sampledWithin)
	case "goto":
		r.now, _ = time.ParseDuration(args)
	case "end":
		r.now = r.latest
	}
	r.latest = max(r.latest, r.now)
	r.sum += max(0, r.now-from)
	if r.sum > longestHistory {
		return atWord(1, fmt.Errorf("%s: with the lines before it that is %v; expected at most %v in all", verb, r.sum, longestHistory))
	}
	return nil
}

// end stops time where a history ends.
func (p *Player) end() {
	p.halt()
	p.log.insert(readout.LogEntry{At: int64(p.k.system.Now()), Text: fmt.Sprintf("time has stopped: a history ends at %v", longestHistory)})
}

// within is a time, or the end of the history if that is earlier.
func within(t actor.Time) actor.Time { return min(t, actor.Time(longestHistory)) }
