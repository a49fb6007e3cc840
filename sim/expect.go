package sim

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Quantity is a figure of a moment: "METRIC", "METRIC / MARK", its ratio to what it was
// at a mark, or "METRIC - MARK", by how much it has grown since.
type Quantity struct {
	metric *Metric
	mark   string // "" for none
	ratio  bool   // to the figure at the mark; otherwise the difference
}

// ParseQuantity reads a quantity. The error is about one word of the text, see [Column].
func (m *Model) ParseQuantity(text string, marks map[string]bool) (*Quantity, error) {
	f := strings.Fields(text)
	q, n, err := parseQuantity(m, f, marks)
	if err == nil && n < len(f) {
		err = atWord(n, fmt.Errorf("%q is too much; expected METRIC, METRIC / MARK or METRIC - MARK", Clip(strings.Join(f[n:], " "))))
	}
	if err != nil {
		return nil, err
	}
	return &q, nil
}

// parseQuantity reads the quantity that the words begin with, and says how many it is.
func parseQuantity(m *Model, f []string, marks map[string]bool) (q Quantity, words int, err error) {
	if len(f) == 0 {
		return q, 0, fmt.Errorf("nothing expected; expected METRIC = VALUE")
	}
	if q.metric, err = m.Metric(f[0]); err != nil {
		return q, 0, err
	}
	if len(f) < 3 || f[1] != "/" && f[1] != "-" {
		return q, 1, nil
	}
	if q.mark, q.ratio = f[2], f[1] == "/"; !marks[q.mark] {
		return q, 0, atWord(2, fmt.Errorf("there is no mark %q before this line", Clip(q.mark)))
	}
	return q, 3, nil
}

// Of is the quantity at a moment: a share of 1, nanoseconds of virtual time, or a count or
// ratio. A ratio to nothing is no number.
func (q *Quantity) Of(s *Snapshot, marks map[string]*Snapshot) float64 {
	v := q.metric.Of(s)
	switch {
	case q.ratio:
		return v / q.metric.Of(marks[q.mark])
	case q.mark != "":
		return v - q.metric.Of(marks[q.mark])
	}
	return v
}

// Unit is what its figures are in.
func (q *Quantity) Unit() Unit {
	if q.ratio {
		return UnitCount
	}
	return q.metric.unit
}

// Expected reports whether it is of what the settings lead to, see [Metric.Expected].
func (q *Quantity) Expected() bool { return q.metric.Expected() }

// String is the quantity as the grammar spells it.
func (q *Quantity) String() string {
	switch {
	case q.ratio:
		return q.metric.Name + " / " + q.mark
	case q.mark != "":
		return q.metric.Name + " - " + q.mark
	}
	return q.metric.Name
}

// Text is a figure of it as tables and expectations spell it.
func (q *Quantity) Text(v float64) string {
	if q.ratio {
		return strconv.FormatFloat(v, 'f', 3, 64)
	}
	return q.metric.Text(v)
}

// Parse reads a figure in its unit: a plain number for counts and ratios, otherwise as the
// metric is spelled.
func (q *Quantity) Parse(text string) (float64, error) {
	v, ok := q.Unit().parse(text)
	if !ok {
		return 0, fmt.Errorf("%q is not possible; expected %s", Clip(text), q.Unit().wanted())
	}
	return v, nil
}

// Expectation is a quantity and what it is to be: "QUANTITY = VALUE ± TOLERANCE",
// "QUANTITY = VALUE", "QUANTITY < VALUE" or "QUANTITY > VALUE".
type Expectation struct {
	Quantity
	comparison
	published *Published // nil for a plain expectation
}

// comparison is what a figure is held against.
type comparison struct {
	op        string // = < >
	value     float64
	tolerance float64
}

func (c *comparison) met(v float64) bool {
	switch c.op {
	case "<":
		return v < c.value
	case ">":
		return v > c.value
	}
	return math.Abs(v-c.value) <= c.tolerance
}

// Met reports whether a figure of the quantity is as expected.
func (e *Expectation) Met(v float64) bool { return e.met(v) }

// String is the expectation as the grammar spells it.
func (e *Expectation) String() string {
	text := e.Quantity.String() + " " + e.op + " " + e.Text(e.value)
	if e.tolerance > 0 {
		text += " ± " + e.Text(e.tolerance)
	}
	return text
}

// ParseExpectation reads an expectation. The error is about one word of the text, see
// [Column].
func (m *Model) ParseExpectation(text string, marks map[string]bool) (*Expectation, error) {
	f := strings.Fields(text)
	q, word, err := parseQuantity(m, f, marks)
	if err != nil {
		return nil, err
	}
	e := &Expectation{Quantity: q}
	f = f[word:]
	if len(f) != 2 && len(f) != 4 || !isComparison(f[0]) || len(f) == 4 && (f[2] != "±" || f[0] != "=") {
		return nil, atWord(word, fmt.Errorf("%q is not an expectation; expected = VALUE ± TOLERANCE, = VALUE, < VALUE or > VALUE", Clip(text)))
	}
	e.op = f[0]
	if e.value, err = e.Parse(f[1]); err != nil {
		return nil, atWord(word+1, err)
	}
	if len(f) == 4 {
		if e.tolerance, err = e.Parse(f[3]); err != nil {
			return nil, atWord(word+3, err)
		}
	}
	return e, nil
}

// parseExpect reads what stands behind the verb expect.
func parseExpect(m *Model, args string, marks map[string]bool) (*Expectation, error) {
	e, err := m.ParseExpectation(args, marks)
	if err != nil {
		return nil, atWord(1+wordOf(err), fmt.Errorf("expect: %w", err))
	}
	return e, nil
}

// parsePublished reads a line "published METRIC [/ MARK] = VALUE ± TOLERANCE FIGURE
// (SOURCE)", or with < VALUE or > VALUE.
func parsePublished(m *Model, args string, marks map[string]bool) (*Expectation, error) {
	f := strings.Fields(args)
	end := slices.IndexFunc(f, isComparison) + 2 // behind the value
	if end < len(f) && f[end] == "±" {
		end += 2
	}
	if end < 2 || end >= len(f) {
		return nil, atWord(len(f)+1, fmt.Errorf("published: %q is too little; expected METRIC = VALUE ± TOLERANCE FIGURE (SOURCE)", Clip(args)))
	}
	e, err := parseExpect(m, strings.Join(f[:end], " "), marks)
	if err != nil {
		return nil, err
	}
	rest := strings.Join(f[end:], " ")
	name, source, ok := strings.Cut(rest, " (")
	source, closed := strings.CutSuffix(source, ")")
	if !ok || !closed || source == "" {
		return nil, atWord(end+1, fmt.Errorf("published: %q is not a figure; expected its name and, in parentheses, its source", Clip(rest)))
	}
	e.published = &Published{
		Figure: name, Source: source, Value: e.value, Text: e.Text(e.value),
		Ratio: e.ratio, Share: e.metric.unit == UnitShare && e.mark == "",
	}
	if e.op != "=" {
		e.published.Text = e.op + " " + e.published.Text
	}
	return e, nil
}

// Exact reports whether the quantity is to be one figure, more or less.
func (e *Expectation) Exact() bool { return e.op == "=" }

func isComparison(word string) bool { return word == "=" || word == "<" || word == ">" }

// Check compares and says what was found.
func (e *Expectation) Check(s *Snapshot, marks map[string]*Snapshot) *Finding {
	v := e.Of(s, marks)
	return &Finding{Figure: v, Text: e.Text(v), Met: e.met(v), expect: e}
}
