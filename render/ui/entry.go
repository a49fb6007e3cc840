package ui

import "time"

// entry is a value that is being typed into an Exact widget.
type entry struct {
	id    string // of the widget, "" while none is open
	text  string
	all   bool    // all of it is selected: the next character replaces it
	old   float64 // what Esc goes back to
	wrong string  // why the text will not do, "" until it was tried
}

// press is the last press on a value, to tell when it is a double one.
type press struct {
	id  string
	at  time.Duration
	q   Point
	old float64 // of the value, before it
}

// doublePress is how soon a second press has to follow the first.
const doublePress = 400 * time.Millisecond

// entryLength is more than any value needs.
const entryLength = 16

// Typing is the id of the widget whose value is being typed, "" if none is.
func (in *Interaction) Typing() string { return in.entry.id }

// again reports whether a press on w is the second of two, and the value before the
// first one. It notes the press.
func (p *press) again(w *Widget, q Point, now time.Duration) (before float64, twice bool) {
	if _, ok := w.Adjust.(Exact); !ok {
		return 0, false
	}
	last := *p
	near := max(q.X-last.q.X, last.q.X-q.X, q.Y-last.q.Y, last.q.Y-q.Y) < 6
	if last.id == w.ID && near && now-last.at < doublePress {
		*p = press{}
		return last.old, true
	}
	*p = press{w.ID, now, q, w.Adjust.Current()}
	return 0, false
}

// openEntry lets a value be typed: from its present text, or from the character
// that was typed already.
func (in *Interaction) openEntry(w *Widget, typed string) {
	in.entry = entry{id: w.ID, text: typed, old: w.Adjust.Current()}
	if typed == "" {
		in.entry.text, in.entry.all = Said(in.Words, w.Value), true
	}
	in.Focus, in.drag, in.Stale = w.ID, drag{}, true
}

// TypedKey is a key while a value is typed; false while none is. Tab leaves the field
// with what is in it.
func (in *Interaction) TypedKey(key string) bool {
	e := &in.entry
	if e.id == "" {
		return false
	}
	in.Stale = true
	switch key {
	case "Escape":
		if w := in.Find(e.id); w != nil && w.Adjust.Current() != e.old {
			adjust(in, w.Adjust, e.old)
		}
		in.entry = entry{}
		return true
	case "Enter":
		in.commitEntry()
		return true
	case "Tab":
		in.commitEntry()
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

// commitEntry puts the text into force, or says in a sentence why it cannot be.
func (in *Interaction) commitEntry() {
	w := in.Find(in.entry.id)
	if w == nil {
		in.entry = entry{}
		return
	}
	exact := w.Adjust.(Exact)
	v, wrong := exact.Parse(typed(in.Words, in.entry.text))
	if wrong != "" {
		in.entry.wrong, in.entry.all = w.Label+": "+wrong, true
		return
	}
	if v != exact.Current() {
		adjust(in, exact, v)
	}
	in.entry = entry{}
}

// typed is a number that the reader typed, in the notation of English.
func typed(words Translator, text string) string {
	if words == nil {
		return text
	}
	return words.Typed(text)
}

// leaveEntry is a press somewhere else: what was typed counts if it can.
func (in *Interaction) leaveEntry() {
	if in.entry.id != "" && !in.entry.all {
		in.commitEntry()
	}
	in.entry = entry{}
}

// EntryTarget is where a press opens the value of an Exact widget for typing: on the
// value itself. It is for pointers only; keys have Enter and the figures.
func (v *View) EntryTarget(id string, r Rect) {
	in := v.In
	in.Add(Widget{ID: "exact." + id, Kind: Area, Rect: r, Label: "Type a value",
		Act: func() {
			if w := in.Find(id); w != nil {
				in.openEntry(w, "")
			}
		}})
}

// EntryField draws the field over a value that ends at right, if it is open there.
func (v *View) EntryField(id string, right, cy, w float64) {
	e, t := &v.In.entry, v.Theme
	if e.id != id {
		return
	}
	r := Rect{right - w + 8, cy - 13, w, 26}
	line := t.Acc
	if e.wrong != "" {
		line = t.Bad
	}
	v.Fill(r, 6, t.Bg0)
	v.Border(r, 6, 1, line)
	v.Border(r.Inset(-3), 8, 2, t.Acc.Alpha(.45))
	from := right - v.Measure.Advance(BodyStrong, e.text)
	if e.all {
		v.Fill(Rect{from - 2, cy - 9, right - from + 4, 18}, 2, t.AccDim)
	}
	v.write(from, cy, BodyStrong, t.T1, e.text)
	v.Fill(Rect{right + 1, cy - 8, 1, 16}, 0, t.T1)
}

// EntryRefusal says at the control what is wrong with what was typed into it, if
// something is. It belongs above everything that is typed into.
func (v *View) EntryRefusal() {
	e, t := &v.In.entry, v.Theme
	w := v.In.Find(e.id)
	if w == nil || e.wrong == "" || w.Rect.Empty() {
		return
	}
	var lines []TipLine
	for _, line := range v.Wrap(Label, e.wrong, 232) {
		lines = append(lines, TipLine{Style: Label, Ink: t.Bad, Text: line})
	}
	v.Tip(w.Rect.Inset(2), lines)
}
