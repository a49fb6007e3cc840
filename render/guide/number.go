package guide

import (
	"strings"

	"fanout/render/ui"
)

// number is a guess that is typed into a box or dragged along a track.
func (v *asking) number() {
	t := v.Theme
	r := rulerOf(v.p)
	box := ui.Box(v.x, v.y, v.w, v.Tall(32))
	track := ui.Box(v.x+8, box.Bottom()+20, v.w-16, 4)
	s := &guess{v.g, v.p, r, track}
	state := v.guessWidget(s, ui.Box(v.x-4, box.Bottom()+4, v.w+8, 36))
	at, guessed := v.guessed()
	v.numberBox(s, box, guessed)
	x := func(at float64) float64 { return track.X + r.place(at)*track.W }
	v.Fill(track, 2, t.Bg4)
	if guessed {
		v.Fill(ui.Box(track.X, track.Y, x(at)-track.X, 4), 2, t.Acc)
	}
	r.ticks(func(place float64) { v.VLine(track.X+place*track.W, track.Bottom()+5, 3, t.Line2) })
	if answered(v.p) {
		a := x(v.p.At.Answer)
		v.Fill(ui.Box(a-1, track.Y-6, 2, 20), 0, t.T1)
	}
	if v.p.Post != "" {
		v.arrowDown(x(v.p.At.Post), track.Y-12, t.T1)
	}
	switch {
	case guessed && v.p.State != "open":
		v.disc(x(at), track.CenterY(), v.p.State == "locked")
	case guessed:
		v.Knob(x(at), track.CenterY(), t.Acc, state)
	case v.p.State == "open":
		v.Knob(x(s.rest()), track.CenterY(), t.T3, state)
	}
	v.Text(v.x, track.Bottom()+18, ui.Tick, t.T2, v.p.From)
	v.TextRight(v.x+v.w, track.Bottom()+18, ui.Tick, t.T2, v.p.To)
	v.y = track.Bottom() + 38
	if v.p.Post != "" && !v.short() {
		v.post(track, x(v.p.At.Post))
	}
}

// numberBox has the guess as text: a press opens it, and figures go into it.
func (v *asking) numberBox(s *guess, box ui.Rect, guessed bool) {
	t := v.Theme
	line := t.Line2
	if guessed {
		line = t.Acc
	}
	v.Panel(box, 6, t.Bg0, line)
	text, ink := "Your guess", t.T3
	switch {
	case v.p.State == "open" && guessed:
		text, ink = s.shown(), t.T1
	case guessed:
		text, ink = v.p.Guess, t.T1
	case v.p.State != "open":
		text = "No guess"
	}
	if answered(v.p) && guessed { // the answer says the unit, if there is no room for it twice
		room := box.W - 22 - 8 - v.Width(ui.Label, v.beside()[0])
		text = v.Fit(ui.BodyStrong, room, text, v.plain(text))
	}
	x := v.Text(box.X+12, box.CenterY(), ui.BodyStrong, ink, text)
	right := v.Fit(ui.Label, box.Right()-10-x-8, v.beside()...)
	v.TextRight(box.Right()-10, box.CenterY(), ui.Label, t.T2, right)
	if v.p.State == "open" {
		v.EntryTarget("guess", box)
		v.EntryField("guess", box.Right()-10, box.CenterY(), box.W-2)
	}
}

// beside is what stands in the box beside the guess, in less and less room: the unit, that the
// guess is locked, or the answer, of which the unit can be left out.
func (v *asking) beside() []string {
	switch v.p.State {
	case "locked":
		return []string{"locked", ""}
	case "compared", "skipped":
		plain := *v.p
		plain.Answer = v.plain(v.p.Answer)
		return []string{ranText(v.p), ranText(&plain), plain.Answer, ""}
	}
	return []string{v.p.Unit, ""}
}

// plain is a figure without its unit.
func (v *asking) plain(text string) string {
	return strings.TrimSpace(strings.TrimSuffix(text, v.p.Unit))
}

// arrowDown is a small triangle whose tip is at (x, y+6).
func (v *asking) arrowDown(x, y float64, c ui.Color) {
	for i := range 5 {
		w := float64(10 - 2*i)
		v.Fill(ui.Box(x-w/2, y+float64(i), w, 1), 0, c)
	}
}
