package micro

import (
	"fmt"
	"math"
	"time"
	"unicode/utf8"

	"fanout/render/ui"
)

// boxID is the widget that a header is typed into.
const boxID = "micro.box"

// longest is how many characters the box takes.
const longest = 128

// box is the text under the microscope, as it is edited.
type box struct {
	m    *Microscope
	text string // printable ASCII
	at   int    // the caret stands before this character
	all  bool   // all of it is selected: what is typed replaces it

	was   bool    // it had the focus when it was drawn last
	from  int     // the first character that is seen
	left  float64 // where that stands
	pitch float64
	wrong string // why the last thing that was typed does not do, "" for nothing
}

func (b *box) put(text string) {
	b.text, b.at, b.all, b.wrong = text, len(text), false, ""
}

// checkText refuses what cannot be shown character by character. The error is a part of a
// sentence.
func checkText(text string) error {
	for i, r := range text {
		if r < 0x20 || r > 0x7e {
			return fmt.Errorf("character %d is %q; expected printable ASCII, which is all that a header can have", utf8.RuneCountInString(text[:i]), r)
		}
	}
	if len(text) > longest {
		return fmt.Errorf("a text of %d characters; expected at most %d, a header of version 00 has 55", len(text), longest)
	}
	return nil
}

// paste puts a text in: at the caret while the box has the focus, else in the place of all.
func (b *box) paste(text string) error {
	whole := text
	if b.m.Typing() && !b.all {
		whole = b.text[:b.at] + text + b.text[b.at:]
	}
	if err := checkText(whole); err != nil {
		return fmt.Errorf("paste: %w", err)
	}
	at := len(text)
	if whole != text {
		at += b.at
	}
	b.put(whole)
	b.at = at
	return nil
}

// key edits the text. Every key that types something is its own; others are not.
func (b *box) key(key string) bool {
	b.m.shell.In().Stale = true
	b.wrong = ""
	switch key {
	case "Escape", "Enter":
		b.m.shell.In().Focus = cellsID
		b.m.point()
	case "ArrowLeft":
		b.move(b.at - 1)
	case "ArrowRight":
		b.move(b.at + 1)
	case "Home", "ArrowUp":
		b.move(0)
	case "End", "ArrowDown":
		b.move(len(b.text))
	case "Backspace":
		b.remove(b.at - 1)
	case "Delete":
		b.remove(b.at)
	default:
		if utf8.RuneCountInString(key) != 1 {
			return false
		}
		b.insert(key)
	}
	return true
}

func (b *box) move(to int) { b.at, b.all = min(max(to, 0), len(b.text)), false }

// remove takes one character out, or all that is selected.
func (b *box) remove(at int) {
	switch {
	case b.all:
		b.put("")
	case at < 0 || at >= len(b.text):
		return
	default:
		b.text, b.at = b.text[:at]+b.text[at+1:], at
	}
	b.m.edited()
}

func (b *box) insert(key string) {
	text, at := b.text, b.at
	if b.all {
		text, at = "", 0
	}
	whole := text[:at] + key + text[at:]
	if err := checkText(whole); err != nil {
		b.refuse(err)
		return
	}
	b.put(whole)
	b.at = at + 1
	b.m.edited()
}

// refuse says why something cannot be typed.
func (b *box) refuse(err error) {
	b.wrong = "Not typed: " + err.Error() + "."
	b.m.shell.Say(b.wrong)
}

// Take implements ui.Dragged: the first press selects all, the next ones move the caret.
func (b *box) Take(q ui.Point, _ time.Duration) {
	if !b.was {
		b.all = true
		return
	}
	b.move(b.from + int(math.Round((q.X-b.left)/max(b.pitch, 1))))
}

// Drag, Drop and Cancel implement ui.Dragged: nothing follows the pointer.
func (b *box) Drag(ui.Point, time.Duration) bool { return false }
func (b *box) Drop(ui.Point, time.Duration)      {}
func (b *box) Cancel() bool                      { return false }

// window brings the caret into sight of so many characters.
func (b *box) window(room int) {
	b.from = min(b.from, b.at, max(0, len(b.text)-room+1))
	b.from = max(b.from, b.at-room+1, 0)
}

// box draws the box into r: a button that pastes, the text with its caret, and whether it
// is a valid header.
func (d *drawing) box(r ui.Rect) {
	t, b := d.Theme, &d.m.box
	verdict := d.m.seen.Verdict
	state := d.Place(ui.Widget{ID: boxID, Kind: ui.TextBox, Rect: r, Label: "traceparent", Value: b.text, Takes: b,
		Hint: "Type a traceparent, or paste one"})
	focused := d.In.Focus == boxID && !d.In.Away
	if focused && !b.was && d.In.ByKey {
		b.all = true
	}
	b.was = focused
	line := t.Line2
	switch {
	case b.wrong != "":
		line = t.Bad
	case focused:
		line = t.Acc
	case state.Hover:
		line = t.T3
	}
	d.FocusRing(r, 8, state)
	d.Panel(r, 8, t.Bg1, line)
	side := r.H
	d.Button(ui.Box(r.X+4, r.Y+4, side-8, side-8), ui.ButtonSpec{ID: "micro.paste", Label: "Paste a header", Icon: iconClipboard, Hint: "Paste a header (Ctrl + V)", Act: d.m.do.paste})
	style := ui.MonoTime
	if r.W < 640 {
		style = ui.Mono
	}
	b.pitch, b.left = d.Width(style, "0"), r.X+side+6
	room := int((r.Right() - side - b.left) / b.pitch)
	if b.from = min(b.from, len(b.text)); focused {
		b.window(room)
	} else {
		b.from = 0
	}
	shown := b.text[b.from:min(len(b.text), b.from+room)]
	if b.all && focused {
		d.Fill(ui.Box(b.left-2, r.CenterY()-11, float64(len(shown))*b.pitch+4, 22), 2, t.AccDim)
	}
	for i := range len(shown) { // one by one, so that the caret stands where it is said to
		d.Text(b.left+float64(i)*b.pitch, r.CenterY(), style, t.T1, shown[i:i+1])
	}
	if b.text == "" {
		d.Text(b.left+8, r.CenterY(), ui.Label, t.T3, "version-traceid-parentid-flags")
	}
	if focused && !b.all {
		d.Fill(ui.Box(b.left+float64(b.at-b.from)*b.pitch, r.CenterY()-10, 1.5, 20), 0, t.Acc)
	}
	x, y := r.Right()-side/2, r.CenterY()
	switch {
	case b.text == "":
	case verdict.Valid():
		d.Ring(x, y, 8, 1.5, t.Good)
		ui.IconTick(&d.Painter, x, y, t.Good)
	default:
		d.Ring(x, y, 8, 1.5, t.Bad)
		ui.IconClose(&d.Painter, x, y, t.Bad)
	}
}

// iconClipboard is a sheet on a board.
func iconClipboard(p *ui.Painter, x, y float64, c ui.Color) {
	p.Border(ui.Box(x-5.5, y-6, 11, 13), 2, 1.4, c)
	p.Fill(ui.Box(x-3, y-8, 6, 4), 1, c)
	p.HLine(x-2.5, y-1, 5, c)
	p.HLine(x-2.5, y+2, 5, c)
}
