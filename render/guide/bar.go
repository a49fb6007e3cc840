package guide

import (
	"fanout/render/ui"
)

// bar is a guess that is drawn: a bar with the pencil's mark, and beside it the run's.
func (v *asking) bar() {
	t := v.Theme
	r := rulerOf(v.p)
	box := ui.Box(v.x, v.y+22, v.w, 28)
	s := &guess{v.g, v.p, r, box}
	x := func(at float64) float64 { return box.X + r.place(at)*box.W }
	below := box.Bottom() + 14
	state := v.guessWidget(s, ui.Box(box.X-4, v.y, box.W+8, 80))
	v.FocusRing(box, 4, state)
	v.Fill(box, 3, t.Bg3)
	compared, filled := answered(v.p), v.p.At.Before
	at, guessed := v.guessed()
	switch {
	case compared:
		filled = v.p.At.Answer
	case guessed:
		filled = at
	case v.p.Before == "":
		filled = r.low
	}
	if w := x(filled) - box.X; w > 0 {
		v.Fill(ui.Box(box.X, box.Y, max(w, 3), box.H), 3, t.Stages[0])
	}
	if v.p.Before != "" {
		v.wasMark(x(v.p.At.Before), box, compared)
	}
	if compared {
		v.ranMark(x(v.p.At.Answer), box)
	}
	mark := ui.Rect{}
	if guessed {
		mark = v.guessMark(s, x(at), box)
	}
	v.ends(box, below, mark)
	v.EntryField("guess", box.Right(), below, 110)
	v.y = box.Bottom() + 34
	if v.p.Post != "" {
		v.arrowDown(x(v.p.At.Post), box.Y, t.T1)
		if !v.short() {
			v.post(box, x(v.p.At.Post))
		}
	}
}

// ends are the ends of the scale below the bar, where the mark of the guess leaves them room.
func (v *asking) ends(box ui.Rect, cy float64, mark ui.Rect) {
	t := v.Theme
	if mark.Empty() || box.X+v.Width(ui.Label, v.p.From)+8 <= mark.X {
		v.Text(box.X, cy, ui.Label, t.T2, v.p.From)
	}
	if mark.Empty() || box.Right()-v.Width(ui.Label, v.p.To)-8 >= mark.Right() {
		v.TextRight(box.Right(), cy, ui.Label, t.T2, v.p.To)
	}
}

// post is the row below a scale that says what the triangle on it is: the published figure. Where
// room is short, the line about its source has to do.
func (v *asking) post(scale ui.Rect, x float64) {
	const tag = "POST"
	t, cy := v.Theme, v.y+8
	w := v.Width(ui.Tick, tag) + 10
	text := 10 + w + 6 + v.Width(ui.LabelMedium, v.p.Post)
	left := min(x-5, scale.Right()-text)
	v.arrowDown(left+5, cy-3, t.T1)
	v.Tag(left+10+w+4, cy, tag)
	v.Text(left+10+w+10, cy, ui.LabelMedium, t.T1, v.p.Post)
	v.y += 24
}

// answered reports whether the run has answered.
func answered(p *Predict) bool { return p.State == "compared" || p.State == "skipped" }

// guessed is the guess that is drawn: the draft, or what was locked.
func (v *asking) guessed() (at float64, ok bool) {
	if v.p.State == "open" {
		return v.g.draft.value, v.g.draft.made
	}
	return v.p.At.Guess, v.p.Guess != ""
}

// guessWidget is where a guess is dragged, stepped by keys and typed, while it is open.
func (v *asking) guessWidget(s *guess, hit ui.Rect) ui.State {
	w := ui.Widget{ID: "guess", Kind: ui.Slider, Rect: hit, Label: "Your guess", Value: s.shown()}
	if v.p.State != "open" {
		w.Kind, w.Value = ui.Area, v.p.Guess
		v.In.Add(w)
		return ui.State{}
	}
	w.Adjust = s
	return v.Place(w)
}

// wasMark is where the figure stood before; what was saved or lost since is hatched.
func (v *asking) wasMark(x float64, box ui.Rect, compared bool) {
	t := v.Theme
	if compared {
		a := box.X + rulerPlace(v.p, v.p.At.Answer)*box.W
		v.Pattern(ui.Box(min(a, x), box.Y, max(a, x)-min(a, x), box.H), ui.WideHatch, box.X, t.T3)
	}
	v.Pattern(ui.Box(x, box.Y-4, 1, box.H+8), ui.Dashes, x, t.T2)
	text := "was " + v.p.Before
	w := v.Width(ui.Label, text)
	left := min(max(box.X, x), box.Right()-w)
	if compared && v.p.At.Answer > v.p.At.Before {
		left = max(box.X, x-w)
	}
	if compared { // the answer's label is beside it
		ran := v.Width(ui.LabelStrong, ranText(v.p)) + 8
		if v.p.At.Answer <= v.p.At.Before {
			left = max(left, min(box.X+ran, box.Right()-w))
		} else {
			left = min(left, box.Right()-ran-w)
		}
	}
	v.Text(left, box.Y-12, ui.Label, t.T2, text)
}

func rulerPlace(p *Predict, at float64) float64 {
	r := rulerOf(p)
	return r.place(at)
}

// ranText is the answer as it is marked on a scale: what the run found, or what is expected.
func ranText(p *Predict) string {
	if p.Expected {
		return "expected " + p.Answer
	}
	return "result " + p.Answer
}

// ranMark is where the run landed: white, or ink.
func (v *asking) ranMark(x float64, box ui.Rect) {
	t := v.Theme
	v.Fill(ui.Box(x-1, box.Y-4, 2, box.H+8), 0, t.T1)
	text := ranText(v.p)
	w := v.Width(ui.LabelStrong, text)
	left := min(max(box.X, x-w), box.Right()-w)
	if v.p.Before != "" && v.p.At.Answer > v.p.At.Before {
		left = min(max(box.X, x), box.Right()-w)
	}
	v.Text(left, box.Y-12, ui.LabelStrong, t.T1, text)
}

// guessMark is the mark of the guess, with a pencil, or a lock once it is locked, and where its
// sign and its text are.
func (v *asking) guessMark(s *guess, x float64, box ui.Rect) ui.Rect {
	t := v.Theme
	cy := box.Bottom() + 14
	v.Fill(ui.Box(x-1, box.Y-2, 2, box.H+8), 0, t.Acc)
	text := s.shown()
	switch v.p.State {
	case "locked":
		text = v.p.Guess + ", locked"
	case "compared":
		text = "you drew " + v.p.Guess
	}
	w := v.Width(ui.LabelMedium, text)
	left := x + 13
	if left+w > box.Right() {
		left = x - 13 - w
	}
	v.disc(x, cy, v.p.State == "locked")
	v.Text(left, cy, ui.LabelMedium, t.Acc, text)
	begin := min(left, x-8)
	return ui.Box(begin, cy-8, max(left+w, x+8)-begin, 16)
}

// disc is the sign of a guess: a pencil, or a lock.
func (v *asking) disc(x, y float64, locked bool) {
	t := v.Theme
	v.Disc(x, y, 8, t.Acc)
	if locked {
		v.Fill(ui.Box(x-3.5, y-1, 7, 5), 1, t.OnAcc)
		v.Border(ui.Box(x-2.5, y-5, 5, 6), 2.5, 1.2, t.OnAcc)
		return
	}
	v.Line(x-2.6, y+2.6, x+2.8, y-2.8, 2, t.OnAcc)
	v.Line(x-3.8, y+3.8, x-2.8, y+2.8, 1.2, t.OnAcc)
}
