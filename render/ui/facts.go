package ui

import (
	"strconv"
	"strings"
)

// Facts is a column of facts that is filled from the top. What it says is noted for
// people who do not see it.
type Facts struct {
	*View
	X, Y, W float64  // Y is where the next fact begins
	About   []string // the notes, in the language of the reader
}

// Note adds a sentence to About, without drawing it. Its parts are translated one by one.
func (f *Facts) Note(text ...string) {
	said := make([]string, len(text))
	for i, part := range text {
		said[i] = f.Said(part)
	}
	f.About = append(f.About, strings.Join(said, ""))
}

// Title is the name of what the facts are about, with a sign before it, if there is
// one, and a remark at the right. spoken is how the name is noted, "" for as it is.
func (f *Facts) Title(style Style, name, remark, spoken string, sign func(x, y float64)) {
	x := f.X
	if sign != nil {
		sign(x+8, f.Y+10)
		x += 24
	}
	f.Text(x, f.Y+10, style, f.Theme.T1, name)
	f.TextRight(f.X+f.W, f.Y+10, Label, f.Theme.Acc, remark)
	if spoken == "" {
		spoken = name
	}
	f.Note(spoken)
	f.Y += 28
}

// Sentence is a sentence, broken where it is too long.
func (f *Facts) Sentence(text string, ink Color) {
	for _, line := range f.Wrap(Label, text, f.W) {
		f.Text(f.X, f.Y+8, Label, ink, line)
		f.Y += 17
	}
	f.Note(text)
}

// Row is a name and a value: below it, where there is no room beside it, so that no number
// stands without its name.
func (f *Facts) Row(name, value string, ink Color) {
	if f.Width(Label, name)+f.Width(LabelStrong, value)+rowGap > f.W {
		f.Text(f.X, f.Y+9, Label, f.Theme.T2, name)
		f.TextRight(f.X+f.W, f.Y+26, LabelStrong, ink, value)
		f.Note(name, ": ", value)
		f.Y += 38
		return
	}
	f.Pair(f.X, f.X+f.W, f.Y+9, Label, LabelStrong, f.Theme.T2, ink, name, value)
	f.Note(name, ": ", value)
	f.Y += 21
}

// rowGap is the least room between a name and its value, see Pair.
const rowGap = 4

// Identifier is a name and an id in monospace.
func (f *Facts) Identifier(name, value string) {
	f.Text(f.X, f.Y+8, Tick, f.Theme.T3, name)
	f.Text(f.X+46, f.Y+8, MonoSmall, f.Theme.TraceInk, value)
	f.Note(name, " ", value)
	f.Y += 18
}

// Rule separates two groups.
func (f *Facts) Rule() {
	f.HLine(f.X-16, f.Y+6, f.W+32, f.Theme.Line)
	f.Y += 18
}

// Heading begins a group, with a remark at the right; MODEL becomes a tag.
func (f *Facts) Heading(text, remark string) {
	f.Text(f.X, f.Y+8, BodyStrong, f.Theme.T1, text)
	if remark == "MODEL" {
		f.Tag(f.X+f.W, f.Y+8, remark)
	} else {
		f.TextRight(f.X+f.W, f.Y+8, Label, f.Theme.T3, remark)
	}
	f.Y += 26
}

// Fact is a step of what was done.
type Fact struct {
	Title, About string
	Kept         bool         // drawn as a diamond: it left a span
	Draw         func(*Facts) // a picture of 42 px below it, nil for none
}

// factPicture is the height of what a Fact draws.
const factPicture = 42

// Steps are facts in the order in which they happened, numbered.
func (f *Facts) Steps(list []Fact) {
	t := f.Theme
	for i := range list {
		s := &list[i]
		cx, top := f.X+9, f.Y+9
		x := f.X + 30
		about := f.Wrap(Label, s.About, f.W-30)
		h := 20 + 17*float64(len(about))
		if s.Draw != nil {
			h += factPicture
		}
		if i < len(list)-1 {
			f.VLine(cx-.5, top+12, h-16, t.Line2)
		}
		if s.Kept {
			f.Diamond(cx, top, 10, t.Trace)
			f.TextCenter(cx, top, TickStrong, onTrace, strconv.Itoa(i+1))
		} else {
			f.Ring(cx, top, 9, 1.4, t.Line2)
			f.TextCenter(cx, top, TickStrong, t.T1, strconv.Itoa(i+1))
		}
		f.Text(x, f.Y+9, LabelStrong, t.T1, s.Title)
		if s.About != "" {
			f.Note(s.Title, ": ", s.About)
		} else {
			f.Note(s.Title)
		}
		f.Y += 20
		for _, line := range about {
			f.Text(x, f.Y+7, Label, t.T2, line)
			f.Y += 17
		}
		if s.Draw != nil {
			s.Draw(f)
			f.Y += factPicture
		}
		f.Y += 4
	}
}

// onTrace is the ink on a diamond.
const onTrace Color = 0x071321FF
