package guild

import (
	"fmt"
	"iter"
	"strconv"
	"strings"

	"go.opentelemetry.io/otel/trace"

	"fanout/envelope"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/span"
)

// finds are what a reader can be asked to point at.
var finds = []sim.Find{
	message("message.whole", "a message whose trace has spans of the API, the guild and the sessions",
		func(t *messageTrace) bool { return t.api && t.guild && t.session }),
	message("message.cut", "a message whose trace began at the API and has no session's spans",
		func(t *messageTrace) bool { return t.api && !t.session }),
	message("message.headless", "a message whose trace lacks the API's spans",
		func(t *messageTrace) bool { return !t.api && (t.guild || t.session) }),
	message("message.stray", "a message whose spans lie on the trace of another one",
		func(t *messageTrace) bool { return t.stray > 0 }),
	message("message.own", "a message whose spans all lie on a trace that it began",
		func(t *messageTrace) bool { return t.stray == 0 && (t.api || t.guild || t.session) }),
	connects("session.slowest", "the session that took longest to connect to the large guild, or one within two hundredths of it",
		func(one, longest int64) bool { return one >= longest-longest/50 }),
	connects("session.quick", "a session that took less than half as long",
		func(one, longest int64) bool { return one < longest/2 }),
	header("header.lost", "a sampled traceparent that a tempting test loses: the last byte is odd, or the flags are 01", exampleLost,
		func(h string) bool { return len(lostBy(h)) > 0 }),
	header("header.kept", "a sampled traceparent that no wrong sieve loses", exampleKept,
		func(h string) bool { return len(lostBy(h)) == 0 }),
}

// messageTrace is what the recorded spans say of one message: those of the trace that the
// API began for it, or if there is none, of those that were begun behind it.
type messageTrace struct {
	api, guild, session bool  // has such spans
	stray               int64 // the message on whose trace another of its spans lies, 0 for none
}

// add takes a span of the message in.
func (t *messageTrace) add(s *span.Span) {
	t.api = t.api || s.Resource.In(API)
	t.guild = t.guild || s.Resource.In(Guilds)
	t.session = t.session || s.Resource.In(Sessions)
}

// traceOf collects it.
func traceOf(p *sim.Player, number int64) messageTrace {
	var home, elsewhere messageTrace
	for _, s := range p.Spans() {
		if n, ok := s.Int(span.MessageKey); !ok || n != number || s.Origin() == OriginBackground {
			continue
		}
		switch owner := taggedNumber(s.Trace); {
		case s.Origin() != OriginAPI:
			elsewhere.add(s)
		case owner == number:
			home.add(s)
		default:
			home.stray = owner
		}
	}
	if !home.api && !home.guild && !home.session {
		elsewhere.stray = home.stray
		return elsewhere
	}
	return home
}

// taggedNumber is the number in the tag of a trace, see [span.Tag].
func taggedNumber(id trace.TraceID) (n int64) {
	for _, b := range id[1:8] {
		n = n<<8 | int64(b)
	}
	return n
}

func (t *messageTrace) String() string {
	var has []string
	for _, part := range []struct {
		is   bool
		name string
	}{{t.api, "the API"}, {t.guild, "the guild"}, {t.session, "sessions"}} {
		if part.is {
			has = append(has, part.name)
		}
	}
	switch {
	case t.stray > 0 && len(has) == 0:
		return fmt.Sprintf("a span on the trace of message #%d", t.stray)
	case len(has) == 0:
		return "nothing of it was recorded"
	case t.stray > 0:
		return fmt.Sprintf("spans of %s, and another on the trace of message #%d", strings.Join(has, ", "), t.stray)
	}
	return "spans of " + strings.Join(has, ", ")
}

// message is a find about the trace of one.
func message(name, doc string, is func(*messageTrace) bool) sim.Find {
	return sim.Find{
		Name: name, Kind: "message", Doc: doc,
		Is: func(p *sim.Player, thing string) (string, bool) {
			n, err := strconv.ParseInt(strings.TrimPrefix(thing, "#"), 10, 64)
			if err != nil || n < 1 {
				return fmt.Sprintf("%q is not the number of a message", sim.Clip(thing)), false
			}
			t := traceOf(p, n)
			return fmt.Sprintf("message #%d: %v", n, &t), is(&t)
		},
		Example: func(p *sim.Player) string {
			seen := make(map[int64]bool)
			for _, s := range p.Spans() {
				n, ok := s.Int(span.MessageKey)
				if !ok || seen[n] || s.Origin() == OriginBackground {
					continue
				}
				seen[n] = true
				if t := traceOf(p, n); is(&t) {
					return strconv.FormatInt(n, 10)
				}
			}
			return ""
		},
	}
}

// waited is how long a session took to connect to the large guild, as its span has it, and
// the longest that any took; -1 for a session of which nothing was recorded.
func waited(p *sim.Player, session int64) (one, longest int64) {
	one = -1
	for number, ns := range connectTimes(p.Spans()) {
		if longest = max(longest, ns); number == session {
			one = max(one, ns)
		}
	}
	return one, longest
}

// connectTimes calls yield with session and duration of each recorded connect to the large guild.
func connectTimes(spans iter.Seq2[int64, *span.Span]) iter.Seq2[int64, int64] {
	return func(yield func(session, ns int64) bool) {
		for _, s := range spans {
			guild, ok := s.Int(GuildKey)
			if !ok || guild != 0 || s.Name != "session.connect" {
				continue
			}
			if !yield(taggedNumber(s.Trace), s.End-s.Start) {
				return
			}
		}
	}
}

// connects is a find about how long a session took to connect to the large guild. It is of
// those whose connect was sampled: the others left no trace to find.
func connects(name, doc string, is func(one, longest int64) bool) sim.Find {
	return sim.Find{
		Name: name, Kind: "session", Doc: doc,
		Is: func(p *sim.Player, thing string) (string, bool) {
			n, err := strconv.ParseInt(strings.TrimPrefix(thing, "#"), 10, 64)
			if err != nil || n < 0 {
				return fmt.Sprintf("%q is not the number of a session", sim.Clip(thing)), false
			}
			one, longest := waited(p, n)
			if one < 0 {
				return fmt.Sprintf("session %s: its connect was not sampled", exact.Thousands(n)), false
			}
			return fmt.Sprintf("session %s took %s", exact.Thousands(n), shortTime(one)), is(one, longest)
		},
		Example: func(p *sim.Player) string {
			_, longest := waited(p, -1)
			for number, ns := range connectTimes(p.Spans()) {
				if is(ns, longest) {
					return strconv.FormatInt(number, 10)
				}
			}
			return ""
		},
	}
}

// Two traceparents with all flags that level 2 has, and with the sampled one alone.
const (
	exampleLost = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03"
	exampleKept = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
)

// header is a find about a traceparent.
func header(name, doc, example string, is func(h string) bool) sim.Find {
	return sim.Find{
		Name: name, Kind: "header", Doc: doc,
		Is: func(_ *sim.Player, thing string) (string, bool) {
			thing = strings.TrimSpace(thing)
			switch v := envelope.Scan(thing); {
			case !v.Valid():
				return fmt.Sprintf("%q is not a valid traceparent: %v", sim.Clip(thing), v), false
			case v != envelope.ValidSampled:
				return "it is valid, and not sampled", false
			}
			lost := lostBy(thing)
			if len(lost) == 0 {
				return "it is sampled, and every test keeps it", is(thing)
			}
			return "it is sampled, and lost by " + strings.Join(lost, " and "), is(thing)
		},
		Example: func(*sim.Player) string { return example },
	}
}
