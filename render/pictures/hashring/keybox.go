package ringpicture

import (
	"fanout/render/ui"
)

// Places at which a key is typed.
const (
	boxClosed = iota
	boxInRail
	boxOnStage
)

// keyBox is where a key to follow is typed.
type keyBox struct {
	at    int
	text  string
	focus string // what had the focus when it was opened
}

// openBox begins typing.
func (pic *Picture) openBox(at int) {
	pic.box = keyBox{at: at, focus: pic.host.In().Focus}
	pic.host.In().Stale = true
	pic.host.Say("Follow which key? Type any text, then Enter")
}

// Typing implements scene.Picture.
func (pic *Picture) Typing() bool { return pic.box.at != boxClosed }

// leaveBox closes the box after a press somewhere else: what was typed counts.
func (pic *Picture) leaveBox() {
	if b := pic.box; b.at != boxClosed && pic.host.In().Focus != b.focus {
		pic.box = keyBox{}
		if b.text != "" {
			pic.follow(b.text)
		}
	}
}

// typed takes what is typed into the box.
func (pic *Picture) typed(key string) {
	b := &pic.box
	pic.host.In().Stale = true
	switch {
	case key == "Escape" || key == "Tab":
		*b = keyBox{}
	case key == "Enter":
		text := b.text
		*b = keyBox{}
		pic.follow(text)
		pic.key.say = text != ""
	case key == "Backspace":
		if r := []rune(b.text); len(r) > 0 {
			b.text = string(r[:len(r)-1])
		}
	case len([]rune(key)) == 1 && len([]rune(b.text)) < longestKey:
		b.text += key
	}
}

// tail is as much of the end of a text as is so wide.
func tail(p *ui.Painter, style ui.Style, text string, w float64) string {
	r := []rune(text)
	for len(r) > 0 && p.Width(style, string(r)) > w {
		r = r[1:]
	}
	return string(r)
}

// entry draws a box with what is typed, or with the followed key.
func (v *view) entry(box ui.Rect, open bool, state ui.State) {
	t, pic := v.Theme, v.pic
	line, text, ink := t.Line2, pic.key.text, t.T1
	if open {
		line, text = t.Acc, pic.box.text
	} else if state.Hover {
		line = t.T3
	}
	v.FocusRing(box, 6, state)
	v.Panel(box, 6, t.Bg2, line)
	const hint = "any text"
	x := 0.
	v.Verbatim(func() {
		x = v.Text(box.X+10, box.CenterY(), ui.Mono, ink, tail(&v.Painter, ui.Mono, text, box.W-32))
	})
	if open {
		v.Fill(ui.Box(x+1, box.CenterY()-8, 1.5, 16), 0, t.T1)
	}
	if w := v.Width(ui.Label, hint); x+12+w <= box.Right()-10 {
		v.TextRight(box.Right()-10, box.CenterY(), ui.Label, t.T3, hint)
	}
}

// overBox is the box on the stage, opened by a key.
func (v *view) overBox() {
	if v.pic.box.at != boxOnStage {
		return
	}
	t, s := v.Theme, v.pic.place.Stage
	w := min(280, s.W-24)
	x := min(max(v.l.middle.X-w/2, s.X+12), s.Right()-12-w)
	r := ui.Box(x, max(s.Y+8, v.l.room.Y+8), w, 76)
	v.Place(ui.Widget{ID: "key.box", Kind: ui.Area, Rect: r, Label: "Follow a key", Value: v.pic.box.text})
	v.Panel(r, 10, t.Bg2, t.Line2)
	v.Text(r.X+14, r.Y+18, ui.LabelStrong, t.T1, "Follow a key")
	v.TextRight(r.Right()-14, r.Y+18, ui.Tick, t.T3, "Enter, Esc")
	v.entry(ui.Box(r.X+14, r.Y+32, r.W-28, 30), true, ui.State{})
}
