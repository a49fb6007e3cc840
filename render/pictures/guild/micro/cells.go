package micro

import (
	"fmt"
	"math"
	"slices"
	"time"

	"fanout/render/ui"
)

// cellsID is the widget of the header's characters.
const cellsID = "micro.cells"

// columns is how many characters of a header have a cell: those of version 00. What comes
// after them is told.
const columns = 55

// group is a part of the header as it is laid out, and its caption.
type group struct {
	part, caption string
	from, to      int
}

var groups = []group{
	{"version", "version", 0, 2},
	{"trace id", "trace-id, 16 bytes", 3, 35},
	{"parent id", "parent-id, 8 bytes", 36, 52},
	{"flags", "flags", 53, 55},
}

// partOf is the group of a character, nil for a delimiter.
func partOf(at int) *group {
	for i := range groups {
		if groups[i].from <= at && at < groups[i].to {
			return &groups[i]
		}
	}
	return nil
}

// cells are the header's characters, with the cursor that goes through them.
type cells struct {
	m      *Microscope
	cursor int
	places [columns]ui.Rect // where they were drawn
	full   []int            // looks of the full parse at each, as far as it has come
}

// Key implements ui.Keyed: arrows move the cursor.
func (c *cells) Key(key string) bool {
	to := c.cursor
	switch key {
	case "ArrowLeft":
		to--
	case "ArrowRight":
		to++
	case "ArrowUp": // a group on
		if g := slices.IndexFunc(groups, func(g group) bool { return g.from > to }); g > 0 {
			to = groups[g].from
		} else {
			to = flagAt
		}
	case "ArrowDown":
		for i := len(groups) - 1; i >= 0; i-- {
			if groups[i].from < c.cursor {
				to = groups[i].from
				break
			}
		}
	case "Home":
		to = 0
	case "End":
		to = columns - 1
	default:
		return false
	}
	c.cursor = min(max(to, 0), columns-1)
	c.m.shell.In().ByKey = true
	c.m.shell.Say(c.text())
	return true
}

// Take implements ui.Dragged: a press puts the cursor where it is.
func (c *cells) Take(q ui.Point, _ time.Duration) {
	for at, r := range c.places {
		if r.Inset(-2).Contains(q) {
			c.cursor = at
		}
	}
}

// Drag, Drop and Cancel implement ui.Dragged: nothing follows the pointer.
func (c *cells) Drag(ui.Point, time.Duration) bool { return false }
func (c *cells) Drop(ui.Point, time.Duration)      {}
func (c *cells) Cancel() bool                      { return false }

// text is what is known of the character under the cursor.
func (c *cells) text() string {
	m, at := c.m, c.cursor
	name := "delimiter"
	if g := partOf(at); g != nil {
		name = g.part
	}
	if at >= len(m.box.text) {
		return fmt.Sprintf("Character %d, %s: missing", at, name)
	}
	full, sieve := m.seen.full[at], m.seen.sieve[at]
	return fmt.Sprintf("Character %d, “%c”, %s. Full parse: %s. Sieve: %s", at, m.box.text[at], name, ui.Plural(full, "read"), ui.Plural(sieve, "read"))
}

// cells draws the characters in rows from y down, and returns where they end.
func (d *drawing) cells(y float64) float64 {
	c := &d.m.cells
	c.full = d.m.play.times(d.m)
	if d.phone() {
		return d.cellGroups(y)
	}
	x, right, tall := d.x, d.x+d.w, 40.
	if d.wide() {
		x, right, tall = d.x+d.label, d.x+d.w-44, 42
	}
	pitch := (right - x) / columns
	for _, at := range []int{0, 10, 20, 30, 40, 50, flagAt} {
		ink := d.Theme.T3
		if at == flagAt {
			ink = d.Theme.TraceInk
		}
		d.TextCenter(x+(float64(at)+.5)*pitch, y+7, ui.Tick, ink, fmt.Sprint(at))
	}
	y += 16
	d.area(ui.Box(x, y, pitch*columns, tall+46))
	for at := range columns {
		left, next := math.Round(x+float64(at)*pitch), math.Round(x+float64(at+1)*pitch)
		c.places[at] = ui.Box(left, y, next-left-1, tall)
		d.cell(at)
		d.looks(at, c.places[at].CenterX(), y+tall+28)
	}
	d.marker()
	for i := range groups {
		d.bracket(&groups[i], y+tall+4)
	}
	d.readings(x, y+tall+28, right)
	if !d.wide() {
		y += 22
	}
	return y + tall + 58
}

// area is where the cursor moves.
func (d *drawing) area(r ui.Rect) {
	m := d.m
	state := d.Place(ui.Widget{ID: cellsID, Kind: ui.Reader, Rect: r, Label: "Characters of the header", Value: m.cells.text(), Takes: &m.cells})
	d.FocusRing(r, 6, state)
	d.cursor = state.Focus || d.In.Focus == cellsID
}

// cell draws one character.
func (d *drawing) cell(at int) {
	t, m, r := d.Theme, d.m, d.m.cells.places[at]
	text, bad := "", at == m.badAt()
	if at < len(m.box.text) {
		text = m.box.text[at : at+1]
	}
	style := ui.MonoTime
	if r.W < 15 {
		style = ui.Mono
	}
	g := partOf(at)
	read := m.play.on() && m.cells.full[at] > 0
	switch {
	case g == nil && !bad:
		ink := t.T3
		if text == "" {
			ink = t.Line2
		}
		d.TextCenter(r.CenterX(), r.CenterY(), style, ink, orDash(text))
		if at == m.cells.cursor && d.cursor {
			d.Border(r, 4, 1.4, t.Acc)
		}
		return
	case bad:
		d.Panel(r, 4, t.Bad.Alpha(.25), t.Bad)
	case text == "":
		d.Panel(r, 4, t.Bg0, t.Line)
		d.Pattern(r.Inset(1), ui.WideHatch, r.X, t.Line)
	case at == flagAt && m.seen.Sampled:
		d.Glow(r.CenterX(), r.CenterY(), 30, t.Trace.Alpha(.35))
		d.Panel(r, 4, t.TraceDim, t.Trace)
		d.Border(r, 4, 1.6, t.Trace)
	case at >= flagsAt:
		d.Panel(r, 4, t.TraceDim, t.Trace.Alpha(.6))
	case read:
		d.Panel(r, 4, t.Stages[stageUnpack].Mix(t.Bg0, .55), t.Stages[stageUnpack])
	default:
		d.Panel(r, 4, t.Bg2, t.Line2)
	}
	ink := t.T1
	switch {
	case bad:
		ink = t.T1
	case at >= flagsAt:
		ink = t.TraceInk
	}
	d.TextCenter(r.CenterX(), r.CenterY(), style, ink, text)
	if at == m.cells.cursor && d.cursor {
		d.Border(r.Inset(-1), 5, 2, t.Acc)
	}
}

func orDash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}

// marker shows the character that the full parse looks at now.
func (d *drawing) marker() {
	at, ok := d.m.play.at(d.m)
	if !ok || at >= columns {
		return
	}
	r, c := d.m.cells.places[at], d.Theme.Stages[stageUnpack]
	d.Fill(ui.Box(r.CenterX()-1, r.Y-8, 2, 7), 0, c)
	d.Disc(r.CenterX(), r.Y-9, 3, c)
	d.Border(r.Inset(-1), 5, 2, c)
}

// looks draws how often both readers look at a character: two dots at most, and a square.
func (d *drawing) looks(at int, x, y float64) {
	t, m := d.Theme, d.m
	all, done := m.seen.full[at], m.cells.full[at]
	c, step := t.Stages[stageUnpack], 8.
	for i := range 2 {
		cy := y + float64(i)*step
		switch {
		case i < done:
			d.Disc(x, cy, 2.2, c)
		case i < all:
			d.Ring(x, cy, 2.2, 1, c)
		}
	}
	if m.seen.sieve[at] > 0 {
		d.Fill(ui.Around(x, y+20, 3.5), 1, t.Stages[stageSieve])
	} else {
		d.HLine(x-1.5, y+20, 3, t.Line2)
	}
}

// bracket spans the characters of a part, with its caption.
func (d *drawing) bracket(g *group, y float64) {
	t := d.Theme
	a, b := d.m.cells.places[g.from], d.m.cells.places[g.to-1]
	line, ink := t.Line2, t.T2
	if g.part == "flags" {
		line, ink = t.Trace, t.TraceInk
	}
	d.HLine(a.X, y+3, b.Right()-a.X, line)
	d.VLine(a.X, y, 4, line)
	d.VLine(b.Right()-1, y, 4, line)
	caption := g.caption
	if more := len(d.m.box.text) - columns; g.part == "flags" && more > 0 {
		caption = fmt.Sprintf("flags + %d", more)
	}
	x := (a.X + b.Right()) / 2
	w := d.Width(ui.Tick, caption)
	x = min(max(x-w/2, d.x), d.x+d.w-w)
	d.Text(x, y+13, ui.Tick, ink, caption)
}

// readings name the rows of looks and sum them up.
func (d *drawing) readings(x, y, right float64) {
	full, sieve := d.m.reads()
	if d.wide() {
		d.TextRight(x-14, y+4, ui.LabelMedium, d.fullInk(), "full parse")
		d.TextRight(x-14, y+20, ui.LabelMedium, d.sieveInk(), "sieve")
		d.Text(right+6, y-12, ui.Tick, d.Theme.T3, "reads")
		d.Text(right+6, y+4, ui.BodyStrong, d.Theme.T1, ui.Count(int64(full)))
		d.Text(right+6, y+20, ui.BodyStrong, d.sieveInk(), ui.Count(int64(sieve)))
		return
	}
	at := d.Text(d.x, y+38, ui.Label, d.fullInk(), "full parse ")
	at = d.Text(at, y+38, ui.LabelStrong, d.Theme.T1, ui.Plural(full, "read"))
	at = d.Text(at+16, y+38, ui.Label, d.sieveInk(), "sieve ")
	d.Text(at, y+38, ui.LabelStrong, d.Theme.T1, ui.Plural(sieve, "read"))
}

// cellGroups draws the characters in rows of sixteen, for phones.
func (d *drawing) cellGroups(y float64) float64 {
	const tall, each = 34., 82.
	pitch := math.Floor(d.w / 16)
	rows := []struct {
		from, to int
		caption  string
	}{
		{0, 3, "version"}, {3, 19, "trace-id, 16 bytes"}, {19, 36, ""}, {36, 52, "parent-id, 8 bytes"}, {52, 55, "flags"},
	}
	d.area(ui.Box(d.x, y, d.w, each*float64(len(rows)-1)))
	full, sieve := d.m.reads()
	for i, row := range rows {
		x := d.x
		if row.from == 52 { // beside the version
			y -= each * 4
			x = d.x + d.w - 3*pitch
		}
		if more := len(d.m.box.text) - columns; row.from == 52 && more > 0 {
			row.caption = fmt.Sprintf("flags + %d", more)
		}
		d.Text(x, y+7, ui.Tick, d.Theme.T3, row.caption)
		for at := row.from; at < row.to; at++ {
			left := x + float64(at-row.from)*pitch
			if at == 35 { // the delimiter behind sixteen
				left = d.x + 16*pitch - 4
			}
			d.m.cells.places[at] = ui.Box(left, y+16, pitch-1, tall)
			d.cell(at)
			d.looks(at, left+pitch/2-.5, y+16+tall+7)
		}
		if i == 0 { // what both take stands between version and flags
			middle := x + 3*pitch + 14
			d.Text(middle, y+24, ui.Label, d.fullInk(), "full parse")
			d.Text(middle+66, y+24, ui.LabelStrong, d.Theme.T1, ui.Plural(full, "read"))
			d.Text(middle, y+42, ui.Label, d.sieveInk(), "sieve")
			d.Text(middle+66, y+42, ui.LabelStrong, d.Theme.T1, ui.Plural(sieve, "read"))
		}
		y += each
	}
	d.marker()
	return y + each*3
}
