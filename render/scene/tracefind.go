package scene

import (
	"strings"
	"unicode/utf8"

	"fanout/render/ui"
	"fanout/sim/span"
)

// traceFindID is the box into which is typed what a trace is to have.
const traceFindID = "trace.find"

// traceFind is what is typed, and which traces are known to have it.
type traceFind struct {
	text    string
	of      string // the text that matched is about
	matched map[span.TraceID]foundIn
}

// foundIn is what looking through a trace found.
type foundIn struct {
	spans int // that it had then
	yes   bool
}

// findLongest is how many characters the box takes.
const findLongest = 60

// matches reports whether a trace has what is typed. A trace is looked through once, and
// again when it has got more spans.
func (f *traceFind) matches(k span.Kept, t *span.TraceSummary, q *traceQuery) bool {
	if q.message != 0 && t.Message != q.message {
		return false
	}
	if len(q.words) == 0 {
		return true
	}
	if f.matched == nil || f.of != f.text {
		f.matched, f.of = make(map[span.TraceID]foundIn), f.text
	}
	have, known := f.matched[t.ID]
	if !known || !have.yes && have.spans != t.Spans {
		have = foundIn{t.Spans, q.in(k, t.ID)}
		f.matched[t.ID] = have
	}
	return have.yes
}

// in reports whether each word is in a span of the trace.
func (q *traceQuery) in(k span.Kept, id span.TraceID) bool {
	left := append([]string{}, q.words...)
	if strings.Contains(id.String(), q.words[0]) && len(q.words[0]) >= 4 {
		left = left[1:]
	}
	for _, s := range k.Spans(id) {
		rest := left[:0]
		for _, word := range left {
			if !spanHas(s, word) {
				rest = append(rest, word)
			}
		}
		if left = rest; len(left) == 0 {
			return true
		}
	}
	return len(left) == 0
}

// spanHas reports whether a word, in small letters, is in a span's name, in the name of what
// recorded it, or in an attribute, as key=value.
func spanHas(s *span.Span, word string) bool {
	has := func(text string) bool { return strings.Contains(strings.ToLower(text), word) }
	if has(s.Name) || has(s.Resource.Service) || has(s.Resource.Instance) {
		return true
	}
	for i := range s.Attributes {
		if a := &s.Attributes[i]; has(string(a.Key) + "=" + a.Value.String()) {
			return true
		}
	}
	return false
}

// Key implements ui.Keyed.
func (f *traceFind) Key(key string) bool {
	switch {
	case key == "Backspace":
		_, n := utf8.DecodeLastRuneInString(f.text)
		f.text = f.text[:len(f.text)-n]
	case key == "Delete":
		f.text = ""
	case utf8.RuneCountInString(key) == 1 && len(f.text) < findLongest:
		f.text += key
	default:
		return utf8.RuneCountInString(key) == 1 // full: no shortcut either
	}
	return true
}

// quoted is what a person has typed, as such: it is in no language.
func quoted(text string) string {
	if text == "" {
		return ""
	}
	return `"` + text + `"`
}

// draw is the box.
func (f *traceFind) draw(v *view, r ui.Rect) {
	t := v.Theme
	state := v.Place(ui.Widget{ID: traceFindID, Kind: ui.TextBox, Rect: r, Label: "Find in names and attributes", Value: quoted(f.text), Takes: f,
		Hint: "A name, a node, key=value or #61 for a message. Esc empties it"})
	on := v.In.Focus == traceFindID && !v.In.Away
	line := t.Line2
	switch {
	case on:
		line = t.Acc
	case state.Hover:
		line = t.T3
	}
	v.FocusRing(r, 6, state)
	v.Panel(r, 6, t.Bg0, line)
	v.Ring(r.X+15, r.CenterY()-1, 4.5, 1.5, t.T3)
	v.Line(r.X+18, r.CenterY()+2.5, r.X+22, r.CenterY()+6.5, 1.5, t.T3)
	x := r.X + 30
	if f.text == "" && !on {
		v.Text(x, r.CenterY(), ui.Label, t.T3, v.Fit(ui.Label, r.W-38, "Find a span or attribute", "Find a span", "Find"))
		return
	}
	text := f.text
	for v.Measure.Advance(ui.Mono, text) > r.W-42 {
		_, n := utf8.DecodeRuneInString(text)
		text = text[n:]
	}
	v.Clipped(r.Inset(1), func() {
		v.Verbatim(func() { x = v.Text(x, r.CenterY(), ui.Mono, t.T1, text) })
	})
	if on {
		v.Fill(ui.Box(x+1, r.CenterY()-8, 1, 16), 0, t.T1)
	}
}
