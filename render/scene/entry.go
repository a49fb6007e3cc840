package scene

import (
	"strconv"
	"strings"
	"time"
)

// entry is a value that is being typed into a slider, a chip or a point: to the
// last figure, where a pointer gives two.
type entry struct {
	id    string // of the widget, "" while none is open
	text  string
	all   bool    // all of it is selected: the next character replaces it
	old   float64 // what Esc goes back to
	wrong string  // why the text will not do, "" until it was tried
}

// Typing reports whether characters go into a box: a value, or what is to be followed.
func (s *Scene) Typing() bool { return s.entry.id != "" || s.finder.open }

// press is the last press on a value, to tell when it is a double one.
type press struct {
	id  string
	at  time.Duration
	q   Point
	old float64 // of the value, before it
}

// doublePress is how soon a second press has to follow the first.
const doublePress = 400 * time.Millisecond

// pressedTwice reports whether a press on w is the second of two, and notes it.
func (s *Scene) pressedTwice(w *Widget, q Point, now time.Duration) bool {
	last := s.lastPress
	near := max(q.X-last.q.X, last.q.X-q.X, q.Y-last.q.Y, last.q.Y-q.Y) < 6
	if last.id == w.ID && near && now-last.at < doublePress {
		s.lastPress = press{}
		s.openEntry(w, "")
		s.entry.old = last.old
		return true
	}
	s.lastPress = press{w.ID, now, q, w.current()}
	return false
}

// openEntry lets a value be typed: from its present text, or from the character
// that was typed already.
func (s *Scene) openEntry(w *Widget, typed string) {
	s.entry = entry{id: w.ID, text: typed, old: w.current()}
	if typed == "" {
		s.entry.text, s.entry.all = w.Value, true
	}
	s.focus, s.drag, s.stale = w.ID, drag{}, true
}

// entryKey is a key while a value is typed. Tab leaves the field with what is in it.
func (s *Scene) entryKey(key string) bool {
	e := &s.entry
	s.stale = true
	switch key {
	case "Escape":
		if w := s.find(e.id); w != nil && w.current() != e.old {
			s.emit(w.commandFor(e.old))
		}
		s.entry = entry{}
		return true
	case "Enter":
		s.commitEntry()
		return true
	case "Tab":
		s.commitEntry()
		return e.id != "" // a text that will not do keeps the focus
	case "Backspace", "Delete":
		if n := len(e.text); e.all || n == 0 {
			e.text = ""
		} else {
			e.text = string([]rune(e.text)[:len([]rune(e.text))-1])
		}
	case "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End":
	default:
		if len([]rune(key)) != 1 || len(e.text) >= entryLength && !e.all {
			return true
		}
		if e.all {
			e.text = ""
		}
		e.text += key
	}
	e.all, e.wrong = false, ""
	return true
}

// entryLength is more than any value needs.
const entryLength = 16

// commitEntry puts the text into force, or says in a sentence why it cannot be.
func (s *Scene) commitEntry() {
	w := s.find(s.entry.id)
	if w == nil {
		s.entry = entry{}
		return
	}
	v, wrong := w.exact().parse(s.entry.text)
	if wrong != "" {
		s.entry.wrong, s.entry.all = w.Label+": "+wrong, true
		return
	}
	if v != w.current() {
		s.emit(w.commandFor(v))
	}
	s.entry = entry{}
}

// leaveEntry is a press somewhere else: what was typed counts if it can.
func (s *Scene) leaveEntry() {
	if s.entry.id != "" && !s.entry.all {
		s.commitEntry()
	}
	s.entry = entry{}
}

// exact is what may be typed.
type exact struct {
	lo, hi   float64
	whole    bool
	percent  bool     // a number without a unit is one of percent
	units    []string // that a number may have and that mean nothing
	expected string
}

// exact is what may be typed into a slider, a chip or a point.
func (w *Widget) exact() exact {
	if w.Kind == Slider {
		return w.dial.exact
	}
	x := exact{lo: 0, hi: 1, percent: true, expected: "0 to 100 %"}
	if w.Kind == Handle {
		x.lo, x.expected = 1e-6, "0.0001 to 100 %"
	}
	return x
}

// parse reads a number with its unit: "1,000", "10k", "1.5 M", "0.1 %", "1/1000",
// "4/s", "0.02x". wrong is a sentence with the text and what was expected.
func (x exact) parse(text string) (v float64, wrong string) {
	wrong = strconv.Quote(text) + " is not possible; expected " + x.expected
	bare := strings.ToLower(strings.NewReplacer(",", "", " ", "", "×", "x", minus, "-").Replace(text))
	for _, unit := range x.units {
		bare = strings.TrimSuffix(bare, unit)
	}
	factor := 1.
	if x.percent {
		factor = .01
		bare = strings.TrimSuffix(bare, "%")
		if kept, of, ok := strings.Cut(bare, "/"); ok {
			n, err := strconv.ParseFloat(of, 64)
			if err != nil || n <= 0 || strings.HasSuffix(text, "%") {
				return 0, wrong
			}
			bare, factor = kept, 1/n
		}
	} else if end := len(bare) - 1; end > 0 {
		if at := strings.IndexByte("km", bare[end]); at >= 0 {
			bare, factor = bare[:end], [...]float64{1e3, 1e6}[at]
		}
	}
	if bare == "" || strings.Trim(bare, "0123456789.") != "" {
		return 0, wrong
	}
	n, err := strconv.ParseFloat(bare, 64)
	v = roundFigures(n*factor, 9)
	if err != nil || v < x.lo || v > x.hi || x.whole && v != float64(int64(v)) {
		return 0, wrong
	}
	return v, ""
}

// entryField draws the field over a value that ends at right, if it is open there.
func (v *view) entryField(id string, right, cy, w float64) {
	e, t := &v.s.entry, v.theme
	if e.id != id {
		return
	}
	r := Rect{right - w + 8, cy - 13, w, 26}
	line := t.Acc
	if e.wrong != "" {
		line = t.Bad
	}
	v.fill(r, 6, t.Bg0)
	v.border(r, 6, 1, line)
	v.border(r.Inset(-3), 8, 2, t.Acc.Alpha(.45))
	from := right - v.width(BodyStrong, e.text)
	if e.all {
		v.fill(Rect{from - 2, cy - 9, right - from + 4, 18}, 2, t.AccDim)
	}
	v.textRight(right, cy, BodyStrong, t.T1, e.text)
	v.fill(Rect{right + 1, cy - 8, 1, 16}, 0, t.T1)
}

// entryWrong says at the control what is wrong with what was typed into it.
func (v *view) entryWrong() {
	e, t := &v.s.entry, v.theme
	w := v.s.find(e.id)
	if w == nil || e.wrong == "" || w.Rect.Empty() {
		return
	}
	var lines []tipLine
	for _, line := range v.wrap(Label, e.wrong, 232) {
		lines = append(lines, tipLine{Label, t.Bad, line, nil})
	}
	v.tip(w.Rect.Inset(2), lines)
}
