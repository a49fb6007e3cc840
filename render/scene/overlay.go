package scene

import (
	"math"
	"time"
)

const (
	tooltipDelay = 500 * time.Millisecond
	toastTime    = 6 * time.Second
)

// toast is a message that stays for some seconds.
type toast struct {
	text  string
	good  bool // it is no refusal
	until time.Duration
}

func (t *toast) expired(now time.Duration) bool { return t.text != "" && now >= t.until }

// Tell shows a sentence on the canvas for some seconds: why a command was
// refused, mostly. The time is the one given to Frame.
func (s *Scene) Tell(sentence string, now time.Duration) {
	s.toast, s.stale = toast{sentence, false, now + toastTime}, true
}

// Note is Tell for what went well.
func (s *Scene) Note(sentence string, now time.Duration) {
	s.toast, s.stale = toast{sentence, true, now + toastTime}, true
}

// toastLine shows the message above the CPU strip.
func (v *view) toastLine() {
	s, t := v.s, v.theme
	if s.toast.expired(s.now) {
		s.toast = toast{}
	}
	if s.toast.text == "" {
		return
	}
	lines := v.wrap(Body, s.toast.text, min(520, v.l.W-72))
	h := float64(len(lines))*20 + 16
	w := 0.
	for _, line := range lines {
		w = max(w, v.width(Body, line))
	}
	bottom := v.l.Stage.Bottom()
	r := Rect{v.l.Stage.CenterX() - w/2 - 26, bottom - h - 12, w + 52, h}
	r.X = max(8, r.X)
	if s.toast.good {
		v.panel(r, 6, t.Bg3, t.Acc)
		iconTick(v, r.X+16, r.Y+18, t.Acc)
	} else {
		v.panel(r, 6, t.Bg3, t.Bad)
		v.line(r.X+16, r.Y+12, r.X+16, r.Y+20, 2, t.Bad)
		v.disc(r.X+16, r.Y+24, 1.3, t.Bad)
	}
	for i, line := range lines {
		v.text(r.X+30, r.Y+18+20*float64(i), Body, t.T1, line)
	}
}

// wrap breaks text into lines of at most w.
func (v *view) wrap(style Style, text string, w float64) []string {
	var lines []string
	line := ""
	for start := 0; start < len(text); {
		end := start
		for end < len(text) && text[end] != ' ' {
			end++
		}
		next := text[start:end]
		if line != "" {
			next = line + " " + next
		}
		if line != "" && v.width(style, next) > w {
			lines = append(lines, line)
			next = text[start:end]
		}
		line = next
		start = end + 1
	}
	return append(lines, line)
}

// tooltipDue reports whether the pointer has just rested long enough.
func (s *Scene) tooltipDue(now time.Duration) bool {
	w := s.find(s.hover)
	return (w != nil && w.Hint != "" || s.dot >= 0) && s.drag.id == "" &&
		now-s.hoverSince >= tooltipDelay && s.built-s.hoverSince < tooltipDelay
}

// tooltip explains what the pointer rests on: 8 px below or above it, never on it.
func (v *view) tooltip() {
	s, t := v.s, v.theme
	w := s.find(s.hover)
	if w == nil || w.Hint == "" || s.drag.id != "" || s.pressed != "" || s.now-s.hoverSince < tooltipDelay {
		return
	}
	var lines []tipLine
	for _, line := range v.wrap(Label, w.Hint, 216) {
		lines = append(lines, tipLine{Label, t.T1, line, nil})
	}
	v.tip(w.Rect, lines)
}

// tipLine is a line of a tooltip, with an optional sign before it.
type tipLine struct {
	style Style
	ink   Color
	text  string
	sign  func(x, y float64)
}

// tip is a box with an arrow that points at target: below it, or above where
// there is no room below, and never on it.
func (v *view) tip(target Rect, lines []tipLine) {
	t := v.theme
	width := 0.
	for _, line := range lines {
		w := v.width(line.style, line.text)
		if line.sign != nil {
			w += 14
		}
		width = max(width, w)
	}
	r := Rect{target.CenterX() - width/2 - 12, target.Bottom() + 12, width + 24, float64(len(lines))*18 + 14}
	edge := r.Y
	if r.Bottom() > v.l.H-8 {
		r.Y = target.Y - 12 - r.H
		edge = r.Bottom()
	}
	r.X = min(max(8, r.X), v.l.W-8-r.W)
	point := min(max(target.CenterX(), r.X+10), r.Right()-10)
	v.diamond(point, edge, 7, t.Line2)
	v.panel(r, 6, t.Bg3, t.Line2)
	v.diamond(point, edge, 5.6, t.Bg3)
	for i, line := range lines {
		x, y := r.X+12, r.Y+16+18*float64(i)
		if line.sign != nil {
			line.sign(x+5, y)
			x += 14
		}
		v.text(x, y, line.style, line.ink, line.text)
	}
}

// Keys are the keys and what they do, as the help shows them, here and in the page.
// Two spaces part keys of one line.
var Keys = [][2]string{
	{"Space", "play, pause"},
	{".  ,", "step, step back"},
	{"Shift + .  ,", "next, previous sampled message"},
	{"Home  End", "start, latest computed"},
	{"[  ]", "slower, faster"},
	{"1 – 4", "envelopes, skip, no roots, sieve"},
	{"5", "cost profile"},
	{"S", "send a message; Shift + S: 50"},
	{"R", "another seed"},
	{"Tab", "next control"},
	{"Arrows", "move the focused value, or time"},
	{"Page ↑ ↓", "move it further"},
	{"0 – 9", "type the focused value"},
	{"Enter", "press the focused control"},
	{"+  −  0", "zoom in, out, whole field"},
	{"F", "follow a session or a message"},
	{"D", "drawer; Shift + D: all of it"},
	{"L", "light or dark"},
	{"Ctrl + +  −  0", "everything larger, smaller"},
	{"Esc", "cancel, close"},
	{"?", "this list"},
}

// helpOverlay lists the keys. The world goes on behind it, and it says so.
func (v *view) helpOverlay() {
	if !v.s.help {
		return
	}
	const column, row, words = 376., 26., 136.
	columns := 1.
	if 76+float64(len(Keys))*row > v.l.H-16 && v.l.W >= 2*column+16 {
		columns = 2
	}
	rows := math.Ceil(float64(len(Keys)) / columns)
	t := v.theme
	w, h := min(column*columns, v.l.W-8), 76+rows*row
	r := Rect{math.Round((v.l.W - w) / 2), max(8, math.Round((v.l.H-h)/2)), w, h}
	v.s.widgets = append(v.s.widgets, Widget{ID: "help", Kind: Area, Rect: Rect{0, 0, v.l.W, v.l.H}, Label: "Keys",
		act: (*Scene).toggleHelp})
	v.panel(r, 10, t.Bg2, t.Line2)
	v.text(r.X+20, r.Y+30, Section, t.T1, "Keys")
	v.textRight(r.Right()-20, r.Y+30, Label, t.T3, map[bool]string{true: "the simulation keeps running", false: "the simulation is paused"}[v.snap.Playing])
	for i, k := range Keys {
		x := r.X + 20 + column*math.Floor(float64(i)/rows)
		y := r.Y + 66 + row*math.Mod(float64(i), rows)
		w := max(26, v.width(MonoSmall, k[0])+14)
		v.panel(Rect{x, y - 10, w, 20}, 4, t.Bg3, t.Line2)
		v.textCenter(x+w/2, y, MonoSmall, t.T1, k[0])
		v.text(x+words, y, Body, t.T2, k[1])
	}
}

func (s *Scene) toggleHelp() { s.help, s.stale = !s.help, true }

func (s *Scene) toggleTheme() { s.SetTheme(s.theme.Dark) }
