package scenarios

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"time"

	"fanout/cmd/playground/internal/report"
	"fanout/cmd/playground/internal/seeds"
)

// print writes the expectations of a scenario and what was found, as a table.
func (r *Result) print(w io.Writer) error {
	rows := [][]string{{"line", "expectation", "found", "", ""}}
	for _, s := range r.Steps {
		if f := s.Found; f != nil {
			rows = append(rows, []string{strconv.Itoa(s.Line), s.Text, f.Text, verdict(f.Met)})
		}
	}
	_, err := fmt.Fprintf(w, "%s: %s\n%s%s", r.Scenario.Name, r.Scenario.Title, report.Rows(1, rows), r.summary())
	return err
}

// summary is a line if something was not met, and otherwise nothing.
func (r *Result) summary() string {
	if r.Unmet == 0 {
		return ""
	}
	return fmt.Sprintf("%d of its expectations not met\n", r.Unmet)
}

// Print writes the expectations of a scenario and the figures of its seeds.
func (m *Many) Print(w io.Writer) error {
	rows := [][]string{{"line", "expectation", "least", "median", "most", "met"}}
	for _, e := range m.Expected {
		spell := func(f seeds.Figure) string { return e.Finding.Spell(float64(f)) }
		rows = append(rows, []string{strconv.Itoa(e.Line), e.Text,
			spell(e.Figures.Least), spell(e.Figures.Median), spell(e.Figures.Most),
			fmt.Sprintf("%d of %d", e.Met, m.Seeds)})
	}
	_, err := fmt.Fprintf(w, "%s: %s; seeds %d to %d\n%s", m.Scenario.Name, m.Scenario.Title, m.First, m.last(), report.Rows(1, rows))
	if err == nil && m.Unmet > 0 {
		_, err = fmt.Fprintf(w, "%d of its expectations not met with every seed; the first: playground run -seed %d %s\n",
			m.Unmet, m.Bad, m.Scenario.Name)
	}
	return err
}

func (m *Many) last() uint64 { return m.First + uint64(m.Seeds) - 1 }

func verdict(met bool) string {
	if met {
		return "ok"
	}
	return "NOT MET"
}

// JSON is how results leave the program for other programs. Figures are shares of 1,
// nanoseconds of virtual time, counts, or ratios to a mark.

type resultJSON struct {
	Name    string     `json:"name"`
	Title   string     `json:"title"`
	Steps   []stepJSON `json:"steps"`
	Unmet   int        `json:"unmet"`
	History string     `json:"history"` // 16 hexadecimal digits
}

type stepJSON struct {
	At    time.Duration `json:"at"`   // virtual nanoseconds
	Line  int           `json:"line"` // of the file; 0 if it is not in it
	Text  string        `json:"text"`
	Found *foundJSON    `json:"found,omitempty"` // of an expectation
}

type foundJSON struct {
	Figure seeds.Figure `json:"figure"`
	Text   string       `json:"text"`
	Met    bool         `json:"met"`
}

// MarshalJSON writes every line of the scenario, with what it found.
func (r Result) MarshalJSON() ([]byte, error) {
	out := resultJSON{Name: r.Scenario.Name, Title: r.Scenario.Title, Unmet: r.Unmet, History: fmt.Sprintf("%016x", r.History)}
	for _, s := range r.Steps {
		step := stepJSON{At: s.At, Line: s.Line, Text: s.Text}
		if f := s.Found; f != nil {
			step.Found = &foundJSON{seeds.Figure(f.Figure), f.Text, f.Met}
		}
		out.Steps = append(out.Steps, step)
	}
	return json.Marshal(out)
}

type manyJSON struct {
	Name     string         `json:"name"`
	Title    string         `json:"title"`
	First    uint64         `json:"firstSeed,string"`
	Seeds    int            `json:"seeds"`
	Expected []expectedJSON `json:"expected"`
	Unmet    int            `json:"unmet"`
}

type expectedJSON struct {
	Line    int          `json:"line"`
	Text    string       `json:"text"`
	Figures seeds.Spread `json:"figures"`
	Met     int          `json:"met"` // seeds that met it
}

// MarshalJSON writes every expectation with the spread of its figures.
func (m Many) MarshalJSON() ([]byte, error) {
	out := manyJSON{Name: m.Scenario.Name, Title: m.Scenario.Title, First: m.First, Seeds: m.Seeds, Unmet: m.Unmet, Expected: []expectedJSON{}}
	for _, e := range m.Expected {
		out.Expected = append(out.Expected, expectedJSON{e.Line, e.Text, e.Figures, e.Met})
	}
	return json.Marshal(out)
}

// WriteJSON writes results as one indented list.
func WriteJSON[T any](w io.Writer, all []T) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(all)
}
