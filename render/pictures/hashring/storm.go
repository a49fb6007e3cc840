package ringpicture

import (
	"math"

	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/hashring"
)

// ways are the three ways to look a guild up.
var ways = [hashring.NumLookups]struct{ name, title, doing, note, about string }{
	hashring.LookupProcess:  {"process", "Process", "by the process", "one queue", "One process answers one after the other."},
	hashring.LookupTable:    {"table", "Table", "in the table", "copied words", "Every reader copies a few words of the table, on its own core."},
	hashring.LookupConstant: {"constant", "Constant", "in the constant", "no copy", "Every reader reads the constant where it stands."},
}

// stormText is what is said of the storm, made when numbers are.
type stormText struct {
	progress [3]string // longest first; "" for none
	way      hashring.Lookup
}

// price is that of one lookup, in ns.
func price(s *sim.Snapshot, way hashring.Lookup) int64 {
	return s.Costs.Prices[hashring.PriceOf(way)].Ns
}

// priceText is a price for a reader: 0.3 µs.
func priceText(ns int64) string {
	return ui.TrimZeros(ui.Decimal(float64(ns)/1000, 2)) + " µs"
}

// underWay reports whether a storm is.
func underWay(s *hashring.StormView) bool { return s.Number > 0 && s.Took == 0 }

// elapsed is how long the storm has lasted, or did, in ns.
func elapsed(s *hashring.StormView, now int64) int64 {
	if s.Number == 0 {
		return 0
	}
	if s.Took > 0 {
		return s.Took
	}
	return now - s.Began
}

// priceTag says where the prices come from.
func priceTag(s *sim.Snapshot) string {
	if s.Costs.Edited {
		return "MODEL"
	}
	return "POST"
}

// secondsText is a time in seconds, as fine as there is room for.
func secondsText(ns int64) string {
	s := float64(ns) / 1e9
	switch {
	case s < 1000:
		return ui.Decimal(s, 2)
	}
	return ui.Count(int64(s + .5))
}

// axis is a scale of time from 0, in ns.
type axis struct{ step, end int64 }

// axisFor is the scale on which the longest time fits, with three or four marks.
func axisFor(longest int64) axis {
	for step := int64(1000); ; step *= 10 {
		for _, f := range []int64{1, 2, 5} {
			if longest <= 4*f*step {
				n := (longest + f*step - 1) / (f * step)
				return axis{f * step, max(1, n) * f * step}
			}
		}
	}
}

// share is where a time stands on the scale, 0 … 1.
func (a axis) share(ns int64) float64 { return min(max(float64(ns)/float64(a.end), 0), 1) }

// mark is the text at a mark of the scale.
func (a axis) mark(at int64) string {
	switch {
	case at == 0:
		return "0"
	case a.step >= 1e9:
		return ui.Count(at/1e9) + " s"
	case a.step >= 1e6:
		return ui.Count(at/1e6) + " ms"
	}
	return ui.Count(at/1e3) + " µs"
}

// axis is the scale for all three ways, and for a storm that takes longer.
func (v stormStrip) axis() axis {
	longest := elapsed(&v.ring.Storm, v.Snap.Now)
	for way := range hashring.NumLookups {
		longest = max(longest, v.set.StormTime(way, price(v.Snap, way)))
	}
	return axisFor(longest)
}

// tell makes the words for what a storm has come to.
func (x *stormText) tell(v *view) {
	s := &v.ring.Storm
	*x = stormText{way: s.Way}
	if s.Number == 0 {
		return
	}
	if underWay(s) {
		x.way = v.set.Lookup
		found := ui.Count(s.Lookups)
		at := ui.Decimal(float64(elapsed(s, v.Snap.Now))/1e9, 1) + " s"
		x.progress = [3]string{found + " found at " + at, ui.Short(s.Lookups) + " found at " + at, ui.Short(s.Lookups)}
		if n := v.ring.Waiting; n > 0 {
			x.progress[0] += ", " + ui.Count(int64(n)) + " waiting"
		}
		return
	}
	took := ui.TrimZeros(ui.Decimal(float64(s.Took)/1e9, 2)) + " s"
	x.progress = [3]string{"last storm: " + ui.Count(s.Lookups) + " found in " + took, "last: found in " + took, took}
}

// track is the track of the bars: all three have one axis.
func (v stormStrip) track() ui.Rect {
	r := v.l.storm
	if v.l.one {
		return ui.Box(r.X+16, r.Bottom()-36, r.W-32, 13)
	}
	left, right := 132., 256.
	if r.W < 800 {
		left, right = 112, 216
	}
	return ui.Box(r.X+left, 0, r.W-left-right, 17)
}

// rowBox is the box of a way's row.
func (v stormStrip) rowBox(way hashring.Lookup) ui.Rect {
	r := v.l.storm
	return ui.Box(r.X+8, r.Y+36+33*float64(way), r.W-16, 32)
}

// draw is how long all sessions of a machine take to find their guilds again.
func (v stormStrip) draw() {
	t, r := v.Theme, v.l.storm
	if r.Empty() || v.pic.covered(r) {
		return
	}
	v.Fill(r, 0, t.Bg1)
	v.HLine(r.X, r.Y, r.W, t.Line)
	v.pic.storm.tell(v.view)
	y := r.Y + 20
	if v.l.one {
		y = r.Y + 16
	}
	x := v.Text(r.X+16, y, ui.BodyStrong, t.T1, "Reconnect storm")
	tag := priceTag(v.Snap)
	room := r.Right() - 16 - v.Width(ui.Tick, tag) - 24 - x
	total := int64(v.set.Sessions) * int64(v.set.Guilds)
	v.Text(x+10, y, ui.Label, t.T2, v.Fit(ui.Label, room,
		ui.Plural(v.set.Sessions, "session")+" × "+ui.Plural(v.set.Guilds, "guild")+" = "+magnitude(total)+" lookups", magnitude(total)+" lookups", magnitude(total)))
	v.Tag(r.Right()-16, y, tag)
	if v.l.one {
		v.one()
		return
	}
	a, track := v.axis(), v.track()
	bottom := v.rowBox(hashring.NumLookups - 1).Bottom()
	for at := int64(0); at <= a.end; at += a.step {
		at := at
		x := track.X + track.W*a.share(at)
		v.VLine(math.Round(x), r.Y+34, bottom-r.Y-34, t.Line)
		v.TextCenter(x, r.Bottom()-13, ui.Tick, t.T2, a.mark(at))
	}
	if x := track.Right() + 98; x+v.Width(ui.Tick, "price of one lookup") < r.Right()-8 {
		v.Text(x, r.Bottom()-13, ui.Tick, t.T3, "price of one lookup")
	}
	for way := range hashring.NumLookups {
		v.row(way, v.rowBox(way), track, a)
	}
}

// magnitude is a count of lookups: 2.5 M.
func magnitude(n int64) string {
	if n < 100_000 {
		return ui.Count(n)
	}
	return ui.Magnitude(ui.RoundFigures(float64(n), 3))
}

// row is one way: how long it would take, or takes.
func (v stormStrip) row(way hashring.Lookup, r, track ui.Rect, a axis) {
	t := v.Theme
	takes := v.set.StormTime(way, price(v.Snap, way))
	on := v.set.Lookup == way
	w := ways[way]
	seconds := secondsText(takes)
	choice := ui.Widget{ID: "way." + w.name, Kind: ui.Segment, Rect: r, Label: "Lookup: " + w.title,
		Value: v.wayValue(way, seconds), Command: "set lookup " + w.name}
	if !v.Offers(choice.ID) {
		choice.Kind, choice.Command = ui.Area, ""
	}
	state := v.Place(choice)
	switch {
	case on:
		v.Panel(r, 6, t.AccDim, t.Acc)
	case state.Pressed:
		v.Panel(r, 6, t.Bg4, t.Acc)
	case state.Hover:
		v.Fill(r, 6, t.Bg2)
	}
	v.FocusRing(r.Inset(2), 5, state)
	cy := r.CenterY()
	v.radio(r.X+16, cy, on)
	style, ink := ui.LabelMedium, t.T2
	big := ui.Section
	if on {
		style, ink, big = ui.LabelStrong, t.T1, ui.Title
	}
	v.Text(r.X+32, cy, style, ink, w.title)
	bar := ui.Box(track.X, cy-8, track.W, 16)
	v.bar(way, bar, a, takes)
	x := track.Right() + 74
	v.TextRight(x, cy, big, t.T1, seconds)
	v.Text(x+5, cy, ui.Label, t.T2, "s")
	p := priceText(price(v.Snap, way))
	v.Text(x+24, cy, ui.Label, ink, v.Fit(ui.Label, r.Right()-x-32, p+", "+w.note, p))
	if note := v.wayNote(way); note != "" && v.noteFree(way) {
		at := bar.X + bar.W*a.share(takes) + 10
		v.Text(at, cy, ui.Tick, t.T2, v.Fit(ui.Tick, bar.Right()-6-at, note, v.fasterNote(way), ""))
	}
}

// noteFree reports whether nothing that moves is written on the bar of a way.
func (v stormStrip) noteFree(way hashring.Lookup) bool {
	return v.pic.storm.progress[0] == "" || v.pic.storm.way != way
}

// wayNote is what else is to be said of a way.
func (v stormStrip) wayNote(way hashring.Lookup) string {
	if way != hashring.LookupConstant {
		return ""
	}
	build := hashring.BuildTime(v.Snap.Costs.Prices[hashring.BuildPrice].Ns)
	return v.fasterNote(way) + "building it takes up to " + ui.TrimZeros(ui.Decimal(float64(build)/1e9, 2)) + " s"
}

// fasterNote is how much faster than the process a constant is.
func (v stormStrip) fasterNote(hashring.Lookup) string {
	slow := v.set.StormTime(hashring.LookupProcess, price(v.Snap, hashring.LookupProcess))
	fast := v.set.StormTime(hashring.LookupConstant, price(v.Snap, hashring.LookupConstant))
	if fast <= 0 || slow < 2*fast {
		return ""
	}
	return ui.Count((slow+fast/2)/fast) + " times faster; "
}

// wayValue is what a way's row says to a screen reader.
func (v stormStrip) wayValue(way hashring.Lookup, seconds string) string {
	text := seconds + " s"
	if v.set.Lookup == way {
		text = "chosen, " + text
	}
	text += ", " + priceText(price(v.Snap, way)) + " a lookup, " + ways[way].note
	if !v.noteFree(way) {
		text += ", " + v.pic.storm.progress[0]
	}
	return text
}

// radio is the sign of a choice.
func (v stormStrip) radio(x, y float64, on bool) {
	t := v.Theme
	if !on {
		v.Ring(x, y, 6, 1.4, t.Line2)
		return
	}
	v.Ring(x, y, 6.5, 1.5, t.Acc)
	v.Disc(x, y, 3.5, t.Acc)
}

// bar is what a way would take; what it has taken so far is live.
func (v stormStrip) bar(way hashring.Lookup, bar ui.Rect, a axis, takes int64) {
	t := v.Theme
	v.Fill(bar, 3, t.Bg3)
	ink := t.RampAt(.16)
	if v.set.Lookup == way {
		ink = t.Acc.Mix(t.Bg1, .45)
	}
	v.Fill(ui.Box(bar.X, bar.Y, max(2, bar.W*a.share(takes)), bar.H), 3, ink)
}

// one is the same with one bar, where there is little room.
func (v stormStrip) one() {
	t, r := v.Theme, v.l.storm
	way := v.set.Lookup
	takes := v.set.StormTime(way, price(v.Snap, way))
	seconds := secondsText(takes)
	high := v.Tall(28)
	cy := r.Y + 29 + high/2
	right := v.TextRight(r.Right()-16, cy, ui.Label, t.T2, "s") - 4
	v.TextRight(right, cy, ui.Title, t.T1, seconds)
	seg := ui.Box(r.X+16, cy-high/2, right-v.Width(ui.Title, "1,000.00")-14-r.X-16, high)
	v.lookupSegment(seg, "way")
	a, bar := v.axis(), v.track()
	v.bar(way, bar, a, takes)
	y := r.Bottom() - 12
	left := v.Text(bar.X, y, ui.Tick, t.T3, "0")
	end := v.TextRight(bar.Right(), y, ui.Tick, t.T3, a.mark(a.end))
	if v.pic.storm.progress[0] == "" {
		note := priceText(price(v.Snap, way)) + ", " + ways[way].note
		v.TextCenter(bar.CenterX(), y, ui.Tick, t.T2, v.Fit(ui.Tick, 2*min(bar.CenterX()-left, end-bar.CenterX())-16, note+", no storm yet", note))
	} else {
		v.TextCenter(bar.CenterX(), y, ui.Tick, t.T2, v.Fit(ui.Tick, 2*min(bar.CenterX()-left, end-bar.CenterX())-16, v.pic.storm.progress[:]...))
	}
}

// lookupSegment chooses the way.
func (v stormStrip) lookupSegment(r ui.Rect, name string) {
	var choices [hashring.NumLookups]ui.Choice
	for way := range hashring.NumLookups {
		w := &ways[way]
		choices[way] = ui.Choice{ID: w.name, Label: w.title, Command: "set lookup " + w.name, On: v.set.Lookup == way,
			Hint: w.about}
	}
	v.Segment(r, name, choices[:])
}

// live draws how far the storm has come. It allocates nothing.
func (v stormStrip) live() {
	t, r, s := v.Theme, v.l.storm, &v.ring.Storm
	if r.Empty() || v.pic.covered(r) || s.Number == 0 {
		return
	}
	x := &v.pic.storm
	if v.l.one && x.way != v.set.Lookup {
		return
	}
	a, bar := v.axis(), v.track()
	if !v.l.one {
		row := v.rowBox(x.way)
		bar.Y, bar.H = row.CenterY()-8, 16
	}
	at := bar.W * a.share(elapsed(s, v.Snap.Now))
	v.Fill(ui.Box(bar.X, bar.Y, max(2, at), bar.H), 3, t.Acc)
	v.Fill(ui.Box(bar.X+at-1, bar.Y-3, 2, bar.H+6), 1, t.T1)
	if v.l.one {
		return
	}
	takes := bar.W * a.share(v.set.StormTime(x.way, price(v.Snap, x.way)))
	from := bar.X + max(takes, at) + 10
	text := v.Fit(ui.LabelMedium, bar.Right()-8-from, x.progress[:]...)
	if w := v.Width(ui.LabelMedium, text); from+w <= bar.Right()-4 {
		v.Text(from, bar.CenterY(), ui.LabelMedium, t.T1, text)
		return
	}
	// no room beside the bar: on a ground at that end of it where the time is not
	text = v.Fit(ui.TickStrong, bar.W*.5, x.progress[:]...)
	w := v.Width(ui.TickStrong, text) + 12
	plate := ui.Box(bar.Right()-w-2, bar.Y+1, w, bar.H-2)
	if at > bar.W-w-8 {
		plate.X = bar.X + 2
	}
	v.Fill(plate, 3, t.Bg1)
	v.Text(plate.X+6, plate.CenterY(), ui.TickStrong, t.T1, text)
}
