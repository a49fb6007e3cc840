package scene

import (
	"slices"

	"fanout/render/ui"
	"fanout/render/worldmap"
	"fanout/sim"
	"fanout/sim/row"
	"fanout/sim/span"
)

// Entry is a model with its picture: a row of the list of package pictures.
type Entry struct {
	Model *sim.Model
	New   func(*Shell) Picture
	Words *Words // nil for what the model's tables say

	// Controls are the ids of the picture's controls, and of its readings: what a chapter can
	// name. Nil for the usual controls of all settings, see View.Setting.
	Controls []string

	// On the map: the places that the model is about, and a miniature of its picture.
	Places    []worldmap.Place
	Miniature func(p *ui.Painter, box ui.Rect)
}

// Words are what the shell says of a model in the words of its picture. Nothing in it is
// required.
type Words struct {
	Subtitle     string // in the top bar; "" for the title of the model
	Introduction Prose  // of the left rail; without a title that of the model

	// Keys of the picture and what they do: those that act on the world, and those that
	// change how it is looked at. Two spaces part keys of one line.
	Acts, Looks [][2]string

	// Signs of the picture and what they mean, as the help shows them before the keys.
	Signs []Sign

	// View is how the picture is looked at from outside of it: by links and by the page.
	View ViewWords

	// Origins are those of a traced model in the order in which tables have them.
	Origins []OriginWords

	// NoSpans says why no span has been recorded so far.
	NoSpans func(s *sim.Snapshot) string

	// NoTraces says why no trace is kept so far, and when there will be one.
	NoTraces func(s *sim.Snapshot) string

	// Published is what was published of the work that spans of a name show, and SpanAbout
	// says in a few words whom a span is about, "" for nobody.
	Published map[string]string
	SpanAbout func(s *span.Span) string

	// Accounts say what has become of what was sent: sums for the tab with counters. Nil for
	// a model without.
	Accounts func(s *sim.Snapshot) []Account

	// Truth is how many messages there really were, and deliveries of them: beside what the kept
	// spans say. Nil for a model that does not know.
	Truth func(s *sim.Snapshot) (messages, deliveries int64)

	// Contrast is the key of the setting in which a second history first differs where nothing
	// was changed before; "" for the model's first switch. Compared are the metrics that a
	// comparison shows first; none for those that matter most to the model.
	Contrast string
	Compared []Compared

	// WhatIf is what the tab about other values of a setting begins with.
	WhatIf WhatIf

	// Profiles is what was published of where the time of single actors goes.
	Profiles []PublishedProfile

	// Value is a value of a setting as its control writes it, "" for as the grammar does.
	Value func(key, value string) string
}

// Account is a sum of what was sent and the parts of it: they add up at any instant.
type Account struct {
	Name  string // of what was counted, behind the sum
	Sum   int64
	Parts []AccountPart
}

// AccountPart is a part of an account.
type AccountPart struct {
	Name string // behind the number
	N    int64
}

// PublishedProfile is what was published of where the time of one actor goes: a part of a whole.
type PublishedProfile struct {
	Path        []string // to the actor, as stacks have it
	Part, Whole int64    // ns
	Stage       row.Stage
	Says        string // what follows the share: "of the handler unpacks trace context."
	Head, Why   string // a remark below it
}

// profileOf is what was published of an actor on the way of a frame, or below it; nil for nothing.
func (w *Words) profileOf(path []string) *PublishedProfile {
	for i := range w.Profiles {
		p := &w.Profiles[i]
		n := min(len(path), len(p.Path))
		if slices.Equal(p.Path[:n], path[:n]) {
			return p
		}
	}
	return nil
}

// ViewWords are the lines of Picture.Look that can be given from outside of the picture.
type ViewWords struct {
	Verbs   []string    // that a link can have, as VERB=REST
	Buttons [][2]string // of the page's form: a line and a label
	Follow  string      // label of the form's field for "follow"; "" leaves it out

	// Header is the label of the form's field for "microscope" and a traceparent; "" leaves
	// it out.
	Header string
}

// OriginWords are how an origin is called.
type OriginWords struct {
	Origin row.Origin
	Column string // of the counters
	Traces string // heading above its spans

	// Orphans is the heading above those of its spans that are roots where there was a
	// context that was not read, and above what lies below them; "" for none apart.
	Orphans string
}

// origins are those of a model, in the words of its picture or of its tables.
func (w *Words) origins(m *sim.Model) []OriginWords {
	switch {
	case m.Tracing == nil:
		return nil
	case len(w.Origins) > 0:
		return w.Origins
	}
	var list []OriginWords
	for i, name := range m.Tracing.Origins {
		list = append(list, OriginWords{Origin: row.Origin(i), Column: name + " traces", Traces: "In traces that " + name + " begins"})
	}
	return list
}

func (w *Words) subtitle(m *sim.Model) string {
	if w.Subtitle == "" {
		return m.Title
	}
	return w.Subtitle
}

// introduction is that of the picture, or what the model's tables say.
func (w *Words) introduction(m *sim.Model) *Prose {
	if w.Introduction.Title == "" {
		return &Prose{Title: m.Title, Paragraphs: []string{m.About}}
	}
	return &w.Introduction
}

// Keys are the keys and what they do, as the help shows them, here and in the page.
func (w *Words) Keys() [][2]string {
	keys := [][2]string{
		{"Space", "play, pause"},
		{".  ,", "step, step back"},
		{"Shift + .  ,", "next, previous sampled message"},
		{"Home  End", "start, latest computed"},
		{"[  ]", "slower, faster"},
		{"Z", "undo; Shift + Z: redo"},
	}
	keys = append(append(keys, w.Acts...), [][2]string{
		{"R", "another seed"},
		{"Tab", "next control"},
		{"Arrows", "move the focused value, or time"},
		{"Page ↑ ↓", "move it further"},
		{"0 – 9", "type the focused value"},
		{"Enter", "press the focused control"},
	}...)
	return append(append(keys, w.Looks...), [][2]string{
		{"A", "A/B: two histories side by side"},
		{"D", "drawer; Shift + D: all of it"},
		{"T", "the trace of what is picked"},
		{"L", "light or dark"},
		{"W", "the map: other worlds"},
		{"Ctrl + +  −  0", "everything larger, smaller"},
		{"Esc", "cancel, close"},
		{"?", "this list"},
	}...)
}
