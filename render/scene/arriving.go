package scene

import (
	"math"

	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/readout"
)

// arriving is the way to the moment that a link leads to. Until the history is there nothing
// is shown but how far it is: what lies before is not what was sent.
type arriving struct {
	s    *Scene
	on   bool
	from int64 // virtual ns at which it began, -1 if no frame has shown it
}

// Arrive has the scene show the way to the time that is being sought, and nothing else, until
// the history is there or a person wants to see it before.
func (a *arriving) Arrive() {
	a.on, a.from = true, -1
	a.s.in.Stale = true
}

// Arriving reports whether that is all that is shown.
func (a *arriving) Arriving() bool { return a.on }

// follow notes where the world is, and ends when that is where the link leads.
func (a *arriving) follow(line *readout.Timeline, now int64) {
	switch {
	case !a.on:
	case line.Target < 0:
		a.show()
	case a.from < 0:
		a.from = now
		a.s.speech.say("On the way to " + ui.Clock(line.Target) + ".")
	}
}

// show shows the world as it is.
func (a *arriving) show() { a.on, a.s.in.Stale = false, true }

// key takes the keys meanwhile: those of its button.
func (a *arriving) key(key string) bool {
	switch key {
	case "Escape", "Enter", " ":
		a.show()
		return true
	}
	return false
}

// share is how much of the way is done, 0 … 1.
func (a *arriving) share(snap *sim.Snapshot) float64 {
	way := snap.Timeline.Target - max(0, a.from)
	if way <= 0 {
		return 0
	}
	return min(max(float64(snap.Now-max(0, a.from))/float64(way), 0), 1)
}

// arriving draws the way: where it leads, a bar that moves, and what shows the world now.
func (v overlay) arriving() {
	t, a := v.Theme, &v.s.arriving
	target := v.Snap.Timeline.Target
	w := min(360, v.l.W-48)
	x, y := math.Round((v.l.W-w)/2), math.Round(v.l.H/2)-56
	v.Text(x, y, ui.Title, t.T1, v.Fit(ui.Title, w, "On the way to "+ui.Clock(target), ui.Clock(target)))
	for _, line := range v.Wrap(ui.Body, "The link leads to this moment. The history up to it is computed here, message by message.", w) {
		y += 20
		v.Text(x, y+8, ui.Body, t.T2, line)
	}
	y += 36
	bar := ui.Box(x, y, w, 6)
	v.Fill(bar, 3, t.Bg4)
	v.Fill(ui.Box(bar.X, bar.Y, math.Round(bar.W*a.share(v.Snap)), bar.H), 3, t.Acc)
	text := ui.Clock(v.Snap.Now) + " of " + ui.Clock(target)
	v.In.Add(ui.Widget{ID: "arriving", Kind: ui.Area, Rect: bar, Label: "On the way", Value: text})
	v.Text(x, y+24, ui.MonoSmall, t.T2, text)
	h := v.Tall(32)
	v.Button(ui.Box(bar.Right()-132, y+14, 132, h), ui.ButtonSpec{ID: "arriving.show", Label: "Show it now", Text: "Show it now", Act: a.show,
		Hint: "Shows the world on its way there"})
}
