package agree

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"fanout/cmd/playground/internal/report"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/guild"
)

// source is what a reading is read from: a screen, the state for scripts, or the tables.
type source struct {
	*screen
	*run
	snap  *sim.Snapshot
	state map[string]any
	table []string // lines
}

// reading is one place that shows something. Not all places show it at all times.
type reading struct {
	name string
	at   string // screen; "" for state and tables
	read func(s *source) (value, bool)
}

// screens are the arrangements that readings are taken from, of the guild's picture.
func screens(m *sim.Model) []*screen {
	tab := func(id string) *screen {
		return newScreen("tab "+id, m, 1440, 1200, "tab.more", "tab."+id, "button.drawer.full")
	}
	return []*screen{
		newScreen("stage", m, 1440, 1200),
		newScreen("half", m, 1440, 900, "tab.log"),
		newScreen("phone", m, 390, 844),
		newScreen("guild", m, 1440, 1200, "guild"),
		newScreen("sieve", m, 1440, 1200, "sieve"),
		newScreen("api-1", m, 1440, 1200, "api-1"),
		newScreen("cpu.guilds", m, 1440, 1200, "cpu.guilds"),
		newScreen("cpu.sessions", m, 1440, 1200, "cpu.sessions"),
		tab("spans"), tab("past"), tab("counters"), tab("log"), tab("connects"), tab("metrics"), tab("bill"),
	}
}

// What follows makes readings of the usual kinds.

// written is the number in the first text that begins and ends as given.
func written(name, at, begin, end string) reading {
	return reading{name, at, func(s *source) (value, bool) {
		op, ok := s.says(begin, end)
		if !ok {
			return value{}, false
		}
		return number(strings.TrimPrefix(op.Text, begin))
	}}
}

// fact is the value that stands in a line of the right rail, as a number.
func fact(name, at, label string) reading {
	return reading{name, at, func(s *source) (value, bool) {
		text, ok := s.fact(label)
		if !ok {
			return value{}, false
		}
		return number(text)
	}}
}

// factWord is a value in words, on the guild's card or in the right rail.
func factWord(name, at, label string) reading {
	return reading{name, at, func(s *source) (value, bool) {
		op, ok := s.says(label, "")
		if !ok {
			return value{}, false
		}
		text, ok := s.beside(op, 1)
		return word(text), ok
	}}
}

// of is a value of the state for scripts, by its path.
func of(path string, times float64) reading {
	return reading{"state." + path, "", func(s *source) (value, bool) {
		var at any = s.state
		for _, key := range strings.Split(path, ".") {
			switch node := at.(type) {
			case map[string]any:
				at = node[key]
			case []any:
				i := slices.IndexFunc(node, func(v any) bool { return v.(map[string]any)["name"] == key })
				if i < 0 {
					return value{}, false
				}
				at = node[i]
			}
		}
		switch v := at.(type) {
		case float64:
			return exactly(v * times), true
		case bool:
			return word(map[bool]string{true: "busy", false: "idle"}[v]), true
		}
		return value{}, false
	}}
}

// line is the number behind a label in the tables of the command line: the nth column.
func line(label string, nth int) reading {
	return reading{fmt.Sprint("table ", label, ", column ", nth), "", func(s *source) (value, bool) {
		for _, l := range s.table {
			if rest, ok := strings.CutPrefix(l, label+"  "); ok {
				if f := strings.Fields(rest); len(f) > nth {
					return number(f[nth])
				}
			}
		}
		return value{}, false
	}}
}

// bar is the nth number right of a bar.
func bar(service string, nth int) reading {
	return reading{[]string{"bar expects ", "bar spent "}[nth] + service, "stage", func(s *source) (value, bool) {
		w, ok := s.widget("cpu." + service)
		if !ok {
			return value{}, false
		}
		var right []ui.Op
		for _, op := range s.texts {
			if math.Abs(op.Rect.Y-5-w.Rect.CenterY()) < 8 && op.Rect.X > w.Rect.Right() && op.Text != "%" {
				right = append(right, op)
			}
		}
		slices.SortFunc(right, func(a, b ui.Op) int { return int(a.Rect.X - b.Rect.X) })
		if len(right) <= nth {
			return value{}, false
		}
		return rounded(right[nth].Text)
	}}
}

// barLength is how long a bar is drawn, in percent of its track, and markAt is where the
// mark of what was spent stands.
func barLength(service string) reading {
	return reading{"length of bar " + service, "stage", func(s *source) (value, bool) {
		w, ok := s.widget("cpu." + service)
		if !ok {
			return value{}, false
		}
		end := w.Rect.X
		for _, op := range s.ops {
			r := op.Rect
			if op.Kind == ui.KindBox && r.Y == w.Rect.Y && r.H == w.Rect.H && slices.Contains(s.Theme().Stages[:], op.Color) {
				end = max(end, r.Right()+1)
			}
		}
		v := exactly(100 * min(1, (end-w.Rect.X)/w.Rect.W))
		v.half = 100 * 4 / w.Rect.W
		return v, true
	}}
}

func markAt(service string) reading {
	return reading{"mark on bar " + service, "stage", func(s *source) (value, bool) {
		w, ok := s.widget("cpu." + service)
		if !ok {
			return value{}, false
		}
		for _, op := range s.ops {
			if r := op.Rect; op.Kind == ui.KindBox && r.W == 2 && r.H == w.Rect.H+6 && r.Y == w.Rect.Y-3 {
				v := exactly(100 * (r.CenterX() - w.Rect.X) / w.Rect.W)
				v.half = 100 * 2 / w.Rect.W
				return v, true
			}
		}
		return value{}, false
	}}
}

// capped is a share as a bar can show it.
func capped(r reading) reading {
	return reading{r.name + ", at most 100", r.at, func(s *source) (value, bool) {
		v, ok := r.read(s)
		v.n = min(v.n, 100)
		return v, ok
	}}
}

// spanRow is what is kept of a span name below a heading of the table of spans; with no name
// that of the heading.
func spanRow(heading, name string) reading {
	return reading{"Spans tab, " + heading + " " + name, "tab spans", func(s *source) (value, bool) {
		head, ok := s.spanHeading(heading)
		if !ok {
			return exactly(0), true
		}
		end := math.Inf(1)
		for _, other := range spanHeadings {
			if next, ok := s.spanHeading(other); ok && next.Rect.Y > head.Rect.Y {
				end = min(end, next.Rect.Y)
			}
		}
		at := head
		if name != "" {
			found := false
			for _, op := range s.texts {
				if op.Text == name && op.Rect.Y > head.Rect.Y && op.Rect.Y < end {
					at, found = op, true
				}
			}
			if !found {
				return exactly(0), true
			}
		}
		text, ok := s.beside(at, 1)
		if !ok {
			return value{}, false
		}
		return number(text)
	}}
}

// spanHeadings are those of the table of spans, as they begin.
var spanHeadings = []string{"API traces", "Guild traces", "Session roots", "Background", "Background roots"}

// spanHeading is a heading of the table of spans, in full or short.
func (s *screen) spanHeading(heading string) (op ui.Op, ok bool) {
	for _, op := range s.texts {
		if op.Text == heading || strings.HasPrefix(op.Text, heading+":") {
			return op, true
		}
	}
	return op, false
}

// counterCell is a number of the counters tab.
func counterCell(service, title string) reading {
	return reading{"Counters tab, " + service + " " + title, "tab counters", func(s *source) (value, bool) {
		for _, head := range s.texts {
			if head.Text != title {
				continue
			}
			for _, row := range s.texts {
				if row.Text != service || row.Rect.Y < head.Rect.Y {
					continue
				}
				for _, op := range s.texts {
					if math.Abs(op.Rect.Y-row.Rect.Y) <= 3 && math.Abs(op.Rect.Right()-head.Rect.Right()) < 1 {
						return number(op.Text)
					}
				}
			}
		}
		return value{}, false
	}}
}

// widgetSays is the first number of a widget's value behind a word.
func widgetSays(name, at, id, behind string) reading {
	return reading{name, at, func(s *source) (value, bool) {
		w, ok := s.widget(id)
		if !ok {
			return value{}, false
		}
		_, rest, ok := strings.Cut(w.Value, behind)
		if !ok {
			return value{}, false
		}
		return number(rest)
	}}
}

// scripts is what scripts and tables show of a snapshot.
func (s *source) scripts() {
	data, err := json.Marshal(report.From(s.snap))
	if err == nil {
		err = json.Unmarshal(data, &s.state)
	}
	var table strings.Builder
	if err == nil {
		err = report.Table(&table, s.snap)
	}
	if err != nil {
		panic(err)
	}
	s.table = strings.Split(table.String(), "\n")
}

// view is the guild's part of what is seen.
func (s *source) view() *guild.View { return guild.ViewOf(s.snap) }
