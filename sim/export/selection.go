package export

import (
	"cmp"
	"fmt"
	"math"
	"strings"
	"time"

	"go.opentelemetry.io/otel/trace"

	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/span"
)

// Selection is which spans are exported: those that fulfil all of its conditions. The zero
// value has none.
type Selection struct {
	Trace    trace.TraceID // zero for any
	From, To int64         // virtual ns in which a span began, without To; To 0 is no end
}

// Select reads a selection: the id of a trace, and two times such as 1.5s. An empty text is
// no condition. The error is one sentence with what was given and what was expected.
func Select(id, from, to string) (s Selection, err error) {
	if id = strings.TrimSpace(id); id != "" {
		if s.Trace, err = trace.TraceIDFromHex(strings.ToLower(id)); err != nil {
			return Selection{}, fmt.Errorf("%q is no trace id; expected 32 hexadecimal digits that are not all 0", sim.Clip(id))
		}
	}
	if s.From, err = moment(from); err != nil {
		return Selection{}, err
	}
	if s.To, err = moment(to); err != nil {
		return Selection{}, err
	}
	if strings.TrimSpace(to) != "" && s.To <= s.From {
		return Selection{}, fmt.Errorf("the stretch ends at %v and begins at %v; expected an end after its beginning", time.Duration(s.To), time.Duration(s.From))
	}
	return s, nil
}

// moment reads a virtual time; "" is 0. A plain number is one of seconds.
func moment(text string) (int64, error) {
	if text = strings.TrimSpace(text); text == "" {
		return 0, nil
	}
	at, err := time.ParseDuration(text)
	if err != nil {
		at, err = time.ParseDuration(text + "s")
	}
	if err != nil || at < 0 {
		return 0, fmt.Errorf("%q is no virtual time; expected one from 0s on, such as 1.5s", sim.Clip(text))
	}
	return int64(at), nil
}

// Any reports whether there is a condition.
func (s Selection) Any() bool { return s != Selection{} }

// Has reports whether a span is of the selection.
func (s Selection) Has(of *span.Span) bool {
	return (!s.Trace.IsValid() || of.Trace == s.Trace) && of.Start >= s.From && (s.To == 0 || of.Start < s.To)
}

// None is the error of a selection that no span is of, given all that there were.
func (s Selection) None(seen *Seen) error {
	switch {
	case seen.Spans == 0:
		return fmt.Errorf("no span has been kept; expected at least one that a sampler kept")
	case s.Trace.IsValid() && s.From == 0 && s.To == 0:
		return fmt.Errorf("no span of the trace %v is kept; expected the id of a trace of the %s spans that are", s.Trace, exact.Thousands(int64(seen.Spans)))
	case s.Trace.IsValid():
		return fmt.Errorf("no span of the trace %v began %v; expected a trace and a stretch that go together", s.Trace, s.stretch())
	}
	return fmt.Errorf("no span began %v; expected a stretch with some of the %s that began from %v to %v", s.stretch(), exact.Thousands(int64(seen.Spans)), time.Duration(seen.First), time.Duration(seen.Last))
}

func (s Selection) stretch() string {
	if s.To == 0 {
		return fmt.Sprintf("from %v on", time.Duration(s.From))
	}
	return fmt.Sprintf("from %v to %v", time.Duration(s.From), time.Duration(s.To))
}

// Seen is what is known of spans among which was selected.
type Seen struct {
	Spans       int
	Selected    int
	First, Last int64 // virtual ns at which the first and the last of them began
}

// Note counts a span.
func (n *Seen) Note(s *span.Span, selected bool) {
	if n.Spans == 0 {
		n.First, n.Last = math.MaxInt64, 0
	}
	n.Spans++
	if selected {
		n.Selected++
	}
	n.First, n.Last = min(n.First, s.Start), max(n.Last, s.Start)
}

// Refuse is why a form cannot be of a selection, nil if it can. The sentence begins with
// the form.
func (f *Format) Refuse(s Selection) error {
	if f.OfState && s.Any() {
		return fmt.Errorf("%s is of the whole history up to now; expected neither a trace nor a stretch of time with it", cmp.Or(f.Title, f.Name))
	}
	return nil
}

// FileName is a name for a file of a history at the present time, such as
// fanout-guild-12.5s.jaeger.json.
func FileName(p *sim.Player, extension string, s Selection) string {
	var b strings.Builder
	fmt.Fprintf(&b, "fanout-%s-%v", p.Model().Name, p.Now().Round(time.Microsecond))
	if s.Trace.IsValid() {
		fmt.Fprintf(&b, "-trace-%.8s", s.Trace.String()[16:])
	}
	if s.From > 0 || s.To > 0 {
		fmt.Fprintf(&b, "-from-%v", time.Duration(s.From))
		if s.To > 0 {
			fmt.Fprintf(&b, "-to-%v", time.Duration(s.To))
		}
	}
	return strings.ReplaceAll(b.String(), "µ", "u") + "." + extension
}
