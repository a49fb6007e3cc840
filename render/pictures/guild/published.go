package guildpicture

import (
	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim/guild"
	"fanout/sim/row"
)

// publishedBefore and publishedAfter are the shares that the post gives for its sessions
// service, before and after roots were stopped at fan-outs.
const publishedBefore, publishedAfter = .55, .45

// publishedUnpack and publishedHandler are the traced time, in ns, that the post's figure gives for
// the gRPC handler of its presence service, and of that for unpacking trace context.
const publishedUnpack, publishedHandler = 14_900_000_000, 18_900_000_000

// markAxis marks what the post gives for its sessions service, before and
// after roots were stopped at fan-outs: hollow before, solid after.
func markAxis(v *scene.View, track ui.Rect, y float64) {
	if !published(v.Snap) {
		return
	}
	t := v.Theme
	before, after := track.X+track.W*publishedBefore, track.X+track.W*publishedAfter
	x := before + 10
	shares := ", " + ui.Decimal(publishedBefore*100, 0) + " → " + ui.Decimal(publishedAfter*100, 0)
	text := v.Fit(ui.Tick, track.Right()-x-70, "sessions at Discord"+shares, "sessions"+shares)
	if x+v.Width(ui.Tick, text)+50 > track.Right()-20 {
		return
	}
	v.Line(after+7, y, before-7, y, 1, t.T2)
	v.Line(after+7, y, after+10, y-3, 1, t.T2)
	v.Line(after+7, y, after+10, y+3, 1, t.T2)
	v.Area(after-4.5, y+4, after, y-4, y+4, t.T2)
	v.Area(after, y-4, after+4.5, y+4, y+4, t.T2)
	v.Line(before-4.5, y+4, before, y-4, 1, t.T2)
	v.Line(before, y-4, before+4.5, y+4, 1, t.T2)
	v.Line(before-4.5, y+4, before+4.5, y+4, 1, t.T2)
	x = v.Text(x, y, ui.Tick, t.T2, text)
	v.Tag(x+8+v.Width(ui.Tick, "POST")+10, y, "POST")
	mark := ui.Box(after-8, y-12, x-after+12, 24)
	w := ui.Widget{ID: "published", Kind: ui.Term, Rect: mark, Label: "Published: sessions at Discord", Value: "55 %, then 45 %",
		Hint: "Discord’s sessions took 55 % of their CPU with root spans after fan-outs and 45 % without"}
	if v.Offers("tab.prices") {
		w.Hint += ". Press for the prices made of such ratios, and their source"
		w.Kind, w.Act = ui.Button, func() { v.Shell.OpenTab("prices") }
	}
	v.FocusRing(mark, 4, v.Place(w))
}

// markPast draws the figures that the post gives, where there is one.
func markPast(v *scene.View, service row.Service, plot ui.Rect, top float64) {
	t := v.Theme
	if !published(v.Snap) {
		return
	}
	switch service {
	case guild.Sessions:
		line := func(at float64) float64 {
			y := plot.Bottom() - plot.H*at/top
			v.Pattern(ui.Box(plot.X, y, plot.W, 1), ui.Dashes, plot.X, t.T2)
			return y
		}
		const apart = 19 // of the labels, which are as near to their lines as they can be
		before, after := line(publishedBefore), line(publishedAfter)
		above := max(plot.Y+10, min(before, (before+after-apart)/2))
		below := max(after, above+apart)
		if above+8 <= plot.Bottom() {
			postTag(v, plot.Right(), above, ui.Decimal(publishedBefore*100, 0)+" %")
		}
		if below+8 <= plot.Bottom() {
			postTag(v, plot.Right(), below, ui.Decimal(publishedAfter*100, 0)+" %")
		}
	case guild.Presence:
		if plot.H > 50 {
			postTag(v, plot.Right(), plot.Y+26, "doubled by linking")
		}
	}
}

// postTag is a published figure on its own ground, ending at x.
func postTag(v *scene.View, right, cy float64, text string) {
	t := v.Theme
	w := v.Width(ui.Tick, text) + 6 + v.Width(ui.Tick, "POST") + 10
	ground := t.Bg1
	if !t.Dark {
		ground = t.Bg2
	}
	v.Fill(ui.Box(right-w-6, cy-9, w+6, 18), 4, ground)
	v.Tag(right, cy, "POST")
	v.Text(right-w, cy, ui.Tick, t.T1, text)
}
