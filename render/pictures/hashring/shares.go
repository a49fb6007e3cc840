package ringpicture

import (
	"math"
	"strconv"
	"strings"
	"time"

	"fanout/render/ui"
	"fanout/sim/hashring"
)

// barTravel is how long a bar takes to its new length. The ghost stands at once.
const barTravel = 400 * time.Millisecond

// fairPlace is where on the track of a bar the fair share stands, unless a machine has
// so much more that there is no room for its bar.
const fairPlace = .74

// bars is what the bars of all machines have in common.
type bars struct {
	fair  float64 // share of 1
	whole float64 // share that a full track stands for
}

// row is one machine as its bar shows it.
type row struct {
	number int
	there  bool
	share  float64
	was    float64 // before the last change; -1 if it was not there or nothing has changed
	gained float64 // of its keys, those that are new
	fair   float64 // multiple of a fair share
}

// barsOf is what the bars of a change have in common.
func barsOf(c *hashring.Change) bars {
	b := bars{fair: 1 / float64(len(c.New.Nodes))}
	b.whole = b.fair / fairPlace
	for i := range c.New.Nodes {
		b.whole = max(b.whole, float64(c.New.Nodes[i].Keys)/hashring.Keys)
	}
	for i := range c.Old.Nodes {
		b.whole = max(b.whole, min(1.6*b.fair, float64(c.Old.Nodes[i].Keys)/hashring.Keys))
	}
	return b
}

// rowOf is the machine of that number.
func (v *view) rowOf(number int) row {
	c := v.ring.Change
	w := row{number: number, was: -1}
	if n := nodeOf(c.New, number); n != nil {
		w.there = true
		w.share = float64(n.Keys) / hashring.Keys
		w.fair = ofFair(c.New, n)
		if n.Keys > 0 {
			w.gained = float64(v.story.gained[number]) / float64(n.Keys)
		}
	}
	if n := nodeOf(c.Old, number); n != nil && !v.story.none {
		w.was = float64(n.Keys) / hashring.Keys
	}
	return w
}

// value is what a row says to a screen reader.
func (w *row) value() string {
	if !w.there {
		return "left"
	}
	text := hundredths(w.share) + " % of keys, " + times(w.fair) + " of a fair share"
	if w.was >= 0 {
		text += ", before " + hundredths(w.was) + " %"
	}
	return text
}

// drawShares draws a bar for each machine.
func (v *view) drawShares() {
	switch {
	case v.l.shares.Empty():
	case v.l.columns:
		v.drawColumns()
	default:
		v.drawRows()
	}
}

// below is how high what stands below the rows is.
const below = 104.

// drawRows draws machines as rows.
func (v *view) drawRows() {
	t, r := v.Theme, v.l.shares
	b := barsOf(v.ring.Change)
	track := ui.Box(r.X+96, 0, r.W-96-16-92, 0)
	head := r.Y + 22
	v.Text(r.X+16, head, ui.Section, t.T1, "Share of keys")
	v.TextRight(r.Right()-62, head, ui.Tick, t.T2, "%")
	v.TextRight(r.Right()-16, head, ui.Tick, t.T2, "of fair")
	fair := math.Round(track.X + track.W*b.fair/b.whole)
	if text := "fair " + hundredths(b.fair); fair-v.Width(ui.Tick, text)/2 > r.X+22+v.Width(ui.Section, "Share of keys") {
		v.TextCenter(fair, head, ui.Tick, t.T2, text)
	}
	n := v.set.Nodes
	pitch := math.Floor(min(37, (r.H-headHigh-below)/float64(n)))
	y := r.Y + headHigh
	for i := range n {
		v.row(v.rowOf(i+1), ui.Box(r.X+8, y+float64(i)*pitch, r.W-16, pitch), track, b)
	}
	v.Pattern(ui.Box(fair, y-6, 1, pitch*float64(n)+8), ui.Dashes, fair, t.T1)
	v.flows(r.X+16, y, pitch)
	v.summary(ui.Box(r.X+16, r.Bottom()-below+4, r.W-32, below-12))
}

// row draws a machine: number, name, bar with its ghost, share, multiple of a fair one.
func (v *view) row(w row, r, track ui.Rect, b bars) {
	t, pic := v.Theme, v.pic
	state := v.Place(ui.Widget{ID: "node." + names[w.number], Kind: ui.Button, Rect: r,
		Label: names[w.number], Value: w.value(), Act: pic.do.pick[w.number]})
	only, joined := v.story.only()
	cy, h := r.CenterY(), min(18, r.H-4)
	ground := ui.Box(r.X, cy-h/2-min(8, (r.H-h)/2), r.W, h+2*min(8, (r.H-h)/2))
	switch {
	case w.number == v.story.clash.worst:
		v.Panel(ground, 6, t.Bad.Alpha(.12), t.Bad)
	case w.number == only && joined:
		v.Panel(ground, 6, t.AccDim, t.Acc)
	case state.Pressed:
		v.Panel(ground, 6, t.Bg4, t.Acc)
	case state.Hover:
		v.Fill(ground, 6, t.Bg2)
	}
	if pic.picked == w.number {
		v.Border(ground, 6, 1.4, t.T1)
	}
	v.FocusRing(ground.Inset(2), 5, state)
	style := ui.LabelStrong
	if r.H < 20 {
		style = ui.TickStrong
	}
	if !w.there {
		v.Border(ui.Box(r.X+8, cy-h/2, 24, h), 4, 1, t.Line2)
		v.TextCenter(r.X+20, cy, ui.TickStrong, t.T3, numbers[w.number])
		v.Text(r.X+38, cy, style, t.T3, names[w.number])
		v.Text(track.X, cy, ui.Tick, t.T3, "left")
		return
	}
	tag(&v.Painter, r.X+8, cy, max(14, min(18, h)), w.number)
	v.Text(r.X+38, cy, style, t.T1, names[w.number])
	high := min(16, max(6, r.H-9))
	if r.H < 28 {
		cy += 1.5 // the ghost needs its room above
	}
	v.bar(w, ui.Box(track.X, cy-high/2, track.W, high), b)
	cy = r.CenterY()
	ink := t.T2
	if w.number == v.story.clash.worst {
		ink = t.Bad
	}
	v.TextRight(r.Right()-54, cy, style, t.T1, hundredths(w.share))
	v.TextRight(r.Right()-8, cy, ui.Label, ink, times(w.fair))
}

// bar draws a machine's bar: what it had, what it has got with the last change, and the
// ghost of what it was.
func (v *view) bar(w row, r ui.Rect, b bars) {
	t := v.Theme
	v.Fill(r, 3, t.Bg3)
	full := r.W * v.Glide(glides[w.number], min(1, w.share/b.whole), barTravel)
	kept := full * (1 - w.gained)
	if kept > .5 {
		fillNode(&v.Painter, ui.Box(r.X, r.Y, kept, r.H), 3, w.number)
	}
	if full-kept > .5 {
		v.Fill(ui.Box(r.X+kept, r.Y, full-kept, r.H), min(3, (full-kept)/2), litOf(t))
	}
	if w.was >= 0 {
		high, gap := 3., 2.
		if r.H < 16 {
			high, gap = 2, 1
		}
		v.Fill(ui.Box(r.X, r.Y-high-gap, r.W*min(1, w.was/b.whole), high), 0, colorOf(t, w.number).Mix(t.Bg0, .35))
	}
}

// flows leads from those who lost keys to the one that joined, or from the one that left
// to those who have its keys, a line as strong as there are keys.
func (v *view) flows(x, y, pitch float64) {
	t := v.Theme
	number, joined := v.story.only()
	if number == 0 || number > v.set.Nodes || v.ring.Change.Between > 0 {
		return
	}
	list, most := &v.story.lost, 1
	if !joined {
		list = &v.story.gained
	}
	for n := 1; n <= v.set.Nodes; n++ {
		most = max(most, list[n])
	}
	at := func(n int) ui.Point { return ui.Pt(x-6, y+(float64(n)-.5)*pitch) }
	to := at(number)
	for n := 1; n <= v.set.Nodes; n++ {
		if n == number || list[n] == 0 {
			continue
		}
		from := at(n)
		out := x - 12 - 8*math.Abs(float64(n-number))/float64(v.set.Nodes)
		v.Curve(from, ui.Pt(out, from.Y), ui.Pt(out, to.Y), to, .8+1.4*float64(list[n])/float64(most), t.Acc.Alpha(.25+.45*float64(list[n])/float64(most)))
	}
}

// summary is how uneven the shares are, and what went between those that stayed.
func (v *view) summary(r ui.Rect) {
	t, c := v.Theme, v.ring.Change
	largest, _ := c.New.Extremes()
	v.HLine(r.X, r.Y, r.W, t.Line)
	w := r.W * .4
	v.Text(r.X, r.Y+19, ui.Title, t.T1, ui.Decimal(float64(largest)/1e6, 2))
	v.Text(r.X, r.Y+39, ui.Label, t.T2, v.Fit(ui.Label, w-8, "largest / mean", "largest"))
	if !v.story.none {
		ink := t.T1
		if c.Between > 0 {
			ink = t.Bad
		}
		v.Text(r.X+w, r.Y+19, ui.Title, ink, ui.Count(int64(c.Between)))
		v.Text(r.X+w, r.Y+39, ui.Label, t.T2, v.Fit(ui.Label, r.W-w, "moved between those that stayed", "moved between the others", "between the others", "others"))
	}
	v.Place(ui.Widget{ID: "evenness", Kind: ui.Area, Rect: ui.Box(r.X, r.Y, r.W, 48), Label: "Largest share",
		Value: ui.Decimal(float64(largest)/1e6, 2) + " times the mean; " + ui.Count(int64(c.Between)) + " keys moved between those that stayed"})
	v.worst(ui.Pt(r.X, r.Y+61), r.W)
}

// worst writes the lines about the machine that suffers most.
func (v *view) worst(at ui.Point, w float64) {
	lead, lines := v.worstLines(w)
	v.Verbatim(func() {
		for i, line := range lines {
			x := at.X
			if rest, ok := strings.CutPrefix(line, lead); ok && i == 0 {
				x, line = v.Text(x, at.Y, ui.LabelStrong, v.Theme.Bad, lead), rest
			}
			v.Text(x, at.Y, ui.Label, v.Theme.T2, line)
			at.Y += 16
		}
	})
}

func (v *view) worstLead() string {
	k := &v.story.clash
	return "Worst: " + names[k.worst] + " at " + times(ofFair(v.ring.Change.New, nodeOf(v.ring.Change.New, k.worst))) + "."
}

// worstLines is the sentence about the machine that suffers most from points that two
// have in common, in the reader's language, in at most two lines, of which the first begins
// with lead; nil if there is none.
func (v *view) worstLines(w float64) (lead string, lines []string) {
	k := &v.story.clash
	if k.worst == 0 {
		return "", nil
	}
	lead = v.Said(v.worstLead())
	with := ""
	for i, n := range k.with {
		if i > 0 {
			with += ", "
		}
		with += names[n]
	}
	points := strconv.Itoa(k.points) + " of its " + strconv.Itoa(v.set.Replicas) + " points"
	for _, text := range []string{
		points + " carry the same text as points of " + with + ".",
		points + " are points of " + with + " too.",
		points + " are those of " + ui.Plural(len(k.with), "other node") + ".",
		points + " are lost.",
	} {
		// the lead is set in a stronger style: a little room for it
		said := lead + " " + v.Said(text)
		v.Verbatim(func() { lines = v.Wrap(ui.Label, said, w-8) })
		if len(lines) <= 2 {
			return lead, lines
		}
	}
	return lead, []string{lead}
}
