package guide

import (
	"unicode/utf8"

	"fanout/render/ui"
)

// thingID is the widget into which a thing is typed.
const thingID = "guide.thing"

// things are what a reader is asked to point at, as the box is labelled.
var things = map[string]string{
	"message": "Number of the message", "session": "Number of the session", "header": "A traceparent header",
}

// slot is the least height of what stands below the text of a task: a hint and what was
// done share it, so that the card keeps its height.
const slot = 48.

// task draws the card of something to do.
func (v *drawing) task(k *Task) {
	t := v.Theme
	line := t.Line2
	switch {
	case k.Done:
		line = t.Good
	case len(k.Hints) > 0:
		line = t.Acc
	}
	v.y += 2
	top := v.y
	h := v.measured(func() { v.card(k) })
	v.Panel(ui.Box(v.x-8, top, v.w+16, h), 8, t.Bg2, line)
	v.In.Add(ui.Widget{ID: "guide.task", Kind: ui.Area, Rect: ui.Box(v.x-8, top, v.w+16, h), Label: title(k), Value: status(k)})
	v.card(k)
	v.y += 8
}

func title(k *Task) string {
	if k.Done {
		return "Done"
	}
	return "Now you"
}

func status(k *Task) string {
	switch {
	case k.Done:
		return "done"
	case k.Tries == 0:
		return "to do"
	}
	return number(k.Tries) + " tried"
}

// measured is how high what a function draws is. Nothing of it is drawn.
func (v *drawing) measured(draw func()) float64 {
	outer, y, terms := v.View, v.y, v.terms
	v.View = &ui.View{
		Painter: ui.Painter{List: &ui.List{}, Theme: outer.Theme, Measure: outer.Measure},
		In:      &ui.Interaction{}, Motion: outer.Motion, Size: outer.Size, W: outer.W, H: outer.H,
	}
	draw()
	h := v.y - y
	v.View, v.y, v.terms = outer, y, terms
	return h
}

// card is what is on it.
func (v *drawing) card(k *Task) {
	t := v.Theme
	v.y += 10
	v.checkbox(ui.Around(v.x+9, v.y+10, 7), k.Done)
	v.Text(v.x+24, v.y+10, ui.BodyStrong, t.T1, title(k))
	v.y += 26
	v.text(k.Text, ink{ui.Body, ui.BodyStrong, t.T1, t.T1})
	if k.Find != "" && !k.Done {
		v.thing(k)
	}
	v.HLine(v.x, v.y-2, v.w, t.Line)
	v.y += 6
	end := v.y + slot
	switch {
	case k.Done && k.Seen != "":
		v.text(Text{{{Text: sentence(k.Seen)}}}, ink{ui.Label, ui.LabelStrong, t.T2, t.T1})
	case len(k.Hints) > 0:
		v.text(k.Hints[len(k.Hints)-1], ink{ui.Label, ui.LabelStrong, t.T2, t.T1})
	}
	if !k.Done {
		v.choices(k)
	}
	v.y = max(v.y, end)
}

// choices are what there is besides doing it: the controls, a hint, and to go on without. Nothing
// waits for a task, as nothing waits for a guess.
func (v *drawing) choices(k *Task) {
	g, h, x := v.g, v.Tall(28), v.x
	if g.Controls != nil {
		w := max(72, v.wayWidth("Controls"))
		v.Button(ui.Box(x, v.y, w, h), ui.ButtonSpec{ID: "guide.controls", Label: "Controls", Text: "Controls", Act: g.Controls, Hint: "Shows the controls that this takes"})
		x += w + 8
	}
	if k.More {
		v.Button(ui.Box(x, v.y, 72, h), ui.ButtonSpec{ID: "guide.hint", Label: "Hint", Text: "Hint", Act: func() { g.act("hint", "", "") }})
		x += 80
	}
	if x == v.x {
		h = 16
	}
	v.Text(x, v.y+h/2, ui.Label, v.Theme.T2, v.Fit(ui.Label, v.x+v.w-x, withoutIt, ""))
	v.y += h + 10
}

// withoutIt is said on the card of a task that is not done; chapter.js says the same.
const withoutIt = "You can go on without it."

// checkbox says without colour whether a task is done.
func (v *drawing) checkbox(r ui.Rect, done bool) {
	t := v.Theme
	if !done {
		v.Border(r, 3, 1.4, t.T2)
		return
	}
	v.Fill(r, 3, t.Good)
	tick(&v.Painter, r.CenterX(), r.CenterY(), t.Bg1)
}

// box is what is typed to be pointed at.
type box struct{ text string }

// longest is how many characters of it are kept: a header has 55.
const longest = 80

// Typing reports whether characters go into a box of the guide.
func (g *Guide) Typing(in *ui.Interaction) bool { return in.Focus == thingID }

// thing is the box: the way to point by keyboard at what a click in the picture points at
// as well.
func (v *drawing) thing(k *Task) {
	t, g := v.Theme, v.g
	label := things[k.Find]
	if label == "" {
		label = k.Find
	}
	way := []string{"Click it in the picture, or type it", "Click it, or type it"}
	if k.Find == "header" {
		way = []string{"Paste it under the microscope, or type it", "Paste it, or type it"}
	}
	v.Text(v.x, v.y+6, ui.Label, t.T2, v.Fit(ui.Label, v.w, way...))
	v.y += 18
	h := v.Tall(30)
	r := ui.Box(v.x, v.y, v.w-60, h)
	state := v.Place(ui.Widget{ID: thingID, Kind: ui.TextBox, Rect: r, Label: label, Value: g.box.text, Takes: &typed{g, k.Find}})
	on := v.In.Focus == thingID && !v.In.Away
	v.FocusRing(r, 6, state)
	v.Panel(r, 6, t.Bg0, map[bool]ui.Color{true: t.Acc, false: t.Line2}[on])
	v.typedText(r, label, on)
	v.Button(ui.Box(r.Right()+8, v.y, 52, h), ui.ButtonSpec{ID: "guide.point", Label: "This one", Text: "OK", Act: func() { g.act("point", k.Find, g.box.text) }})
	v.y += h + 12
}

// typedText is the end of what was typed, with a caret, or what is expected.
func (v *drawing) typedText(r ui.Rect, label string, on bool) {
	t, text := v.Theme, v.g.box.text
	if text == "" && !on {
		v.Text(r.X+10, r.CenterY(), ui.Label, t.T3, v.Fit(ui.Label, r.W-16, label, "…"))
		return
	}
	for v.Width(ui.Mono, text) > r.W-22 {
		_, n := utf8.DecodeRuneInString(text)
		text = text[n:]
	}
	x := v.Text(r.X+10, r.CenterY(), ui.Mono, t.T1, text)
	if on {
		v.Fill(ui.Box(x+1, r.CenterY()-8, 1, 16), 0, t.T1)
	}
}

// typed takes keys for the box.
type typed struct {
	g    *Guide
	kind string
}

// Key implements ui.Keyed.
func (b *typed) Key(key string) bool {
	text := &b.g.box.text
	switch {
	case key == "Enter":
		b.g.act("point", b.kind, *text)
	case key == "Backspace":
		_, n := utf8.DecodeLastRuneInString(*text)
		*text = (*text)[:len(*text)-n]
	case utf8.RuneCountInString(key) == 1 && len(*text) < longest:
		*text += key
	default:
		return false
	}
	return true
}
