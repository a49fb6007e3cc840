package guildpicture

import (
	"math"
	"strconv"
	"strings"

	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim/guild"
)

// dotMeaning says how many sessions a dot stands for. It must always be said.
func (c *camera) dotMeaning() string {
	if len(c.levels) == 0 {
		return ""
	}
	switch v := c.levels[c.at]; {
	case v.cards():
		return "1 card = 1 session"
	case c.at > 0 && v.per == 1 && v.w > c.levels[0].w*1.3 && v.w >= cellPitches[0]:
		return "1 cell = 1 session"
	case v.per == 1:
		return "1 dot = 1 session"
	default:
		return "1 dot = " + ui.Count(int64(v.per*v.per)) + " sessions"
	}
}

// dotBrief is dotMeaning without the word for what is counted.
func (c *camera) dotBrief() string {
	return strings.TrimSuffix(strings.TrimSuffix(c.dotMeaning(), "s"), " session")
}

// sighted is the part of the field that is seen, in cells; the last ones are not
// in it.
type sighted struct{ row, column, rows, columns int }

// sight is what of the field lies in the frame, at least partly.
func (c *camera) sight(to stance) sighted {
	rows, columns := c.size()
	if c.at == 0 {
		return sighted{0, 0, rows, columns}
	}
	cut := func(edge, from, size float64, n int) int {
		return min(max(int(math.Floor((edge-from)/size+1e-6)), 0), n)
	}
	v := sighted{row: cut(to.frame.Y, to.Y, to.H, rows), column: cut(to.frame.X, to.X, to.W, columns)}
	v.rows = cut(to.frame.Bottom()+to.H-1e-3, to.Y, to.H, rows) - v.row
	v.columns = cut(to.frame.Right()+to.W-1e-3, to.X, to.W, columns) - v.column
	return v
}

// size is how many rows and columns of cells the field has on the canvas.
func (c *camera) size() (rows, columns int) {
	columns = c.key.columns
	rows = (c.key.members + columns - 1) / columns
	if c.key.turned {
		return columns, rows
	}
	return rows, columns
}

// inSight is the number of sessions that are seen.
func (c *camera) inSight(v sighted) int {
	n := v.rows * v.columns
	if full := c.key.members / c.key.columns; full*c.key.columns < c.key.members { // the last line is not full
		line, from, length := v.row+v.rows-1, v.column, v.columns
		if c.key.turned {
			line, from, length = v.column+v.columns-1, v.row, v.rows
		}
		if line >= full {
			n -= max(0, from+length-max(from, c.key.members%c.key.columns))
		}
	}
	return n
}

// sightText says which part of the field is seen.
func (c *camera) sightText() string {
	to := c.to
	v := c.sight(to)
	return ui.Count(int64(c.inSight(v))) + " in view"
}

// trail says where in the field the cards are: rows and columns as ids have them.
func (c *camera) trail() string {
	v := c.sight(c.to)
	if c.key.turned {
		v = sighted{v.column, v.row, v.columns, v.rows}
	}
	if v.rows <= 0 || v.columns <= 0 {
		return ""
	}
	return "rows " + between(v.row, v.rows) + ", columns " + between(v.column, v.columns)
}

func between(first, n int) string {
	if n == 1 {
		return strconv.Itoa(first)
	}
	return strconv.Itoa(first) + "–" + strconv.Itoa(first+n-1)
}

// head is the line above the field: how many sessions there are, what a dot
// stands for, which part is seen, and the buttons of the zoom.
func (v fieldFrame) head() {
	t, l, pic := v.Theme, v.l, v.pic
	y, x := l.FieldHead.Y+18, l.Field.X
	if pic.folded() {
		x = l.Stage.X + 16
	}
	buttons := v.zoomButtonsAt(l.FieldHead.Right(), y)
	right := buttons.X - 12
	defer v.zoomButtons(buttons)
	members := v.membersText()
	if x+22+v.Width(ui.Section, members) > right {
		return // above a small field there is room for the buttons alone
	}
	scene.ServiceIcon(&v.Painter, guild.Sessions, x+7, y)
	meaning := pic.cam.dotMeaning()
	if pic.cam.at > 0 {
		meaning = v.Fit(ui.Label, 400, meaning+", "+pic.cam.sightText())
	}
	brief := pic.cam.dotBrief()
	title := "Sessions"
	if x+22+v.Width(ui.Section, title+" "+members)+24+v.Width(ui.Label, brief) > right {
		title = ""
	}
	x = v.Text(x+22, y, ui.Section, t.T1, title)
	if title != "" {
		x += 8
	}
	x = v.Text(x, y, ui.Section, t.T1, members)
	if pic.folded() {
		if trail := v.Fit(ui.Section, right-x-180, pic.cam.trail(), ""); trail != "" {
			x = v.Text(x+10, y, ui.Section, t.T3, "›")
			x = v.Text(x+10, y, ui.Section, t.T1, trail)
		}
	}
	v.Text(x+16, y, ui.Label, t.T3, v.Fit(ui.Label, right-x-16, meaning, pic.cam.dotMeaning(), brief, ""))
}

// zoomButtonsAt is where the three buttons of the zoom are that end at right.
func (v *guildView) zoomButtonsAt(right, cy float64) ui.Rect {
	h := v.Tall(28)
	w := 3*h + 2*4
	return ui.Box(right-w, cy-h/2-(h-28)/8, w, h)
}

func (v fieldFrame) zoomButtons(r ui.Rect) {
	pic := v.pic
	last := len(pic.cam.levels) - 1
	v.zoomButton(ui.Box(r.X, r.Y, r.H, r.H), ui.ButtonSpec{ID: "zoom.out", Label: "Zoom out", Icon: ui.IconMinus, Hint: "Zoom out (−)",
		Act: v.pic.do.zoomOut}, pic.cam.at == 0, "all of the field is in view")
	v.zoomButton(ui.Box(r.X+r.H+4, r.Y, r.H, r.H), ui.ButtonSpec{ID: "zoom.in", Label: "Zoom in", Icon: ui.IconPlus, Hint: "Zoom in (+)",
		Act: v.pic.do.zoomIn}, pic.cam.at == last, "sessions are cards already")
	v.zoomButton(ui.Box(r.X+2*(r.H+4), r.Y, r.H, r.H), ui.ButtonSpec{ID: "zoom.fit", Label: "Whole field", Icon: ui.IconFit, Hint: "The whole field (0)",
		Act: v.pic.do.zoomFit}, pic.cam.at == 0, "all of the field is in view")
}

// zoomButton is a button, or its place with the reason why it cannot be used.
func (v fieldFrame) zoomButton(r ui.Rect, b ui.ButtonSpec, off bool, reason string) {
	if off {
		b.Disabled = reason
	}
	v.Button(r, b)
}

// fitButton is the way back to the whole field where there is no line above it.
func (v fieldFrame) fitButton() {
	if v.pic.cam.at == 0 || !v.l.FieldHead.Empty() {
		return
	}
	f := v.l.Field
	v.Button(ui.Box(f.Right()-52, f.Bottom()-52, 44, 44), ui.ButtonSpec{ID: "zoom.fit", Label: "Whole field", Icon: ui.IconFit,
		Act: v.pic.do.zoomFit})
}

// extent shows along the edges of the field which part of it is seen.
func (v fieldFrame) extent(to stance) {
	c := &v.pic.cam
	rows, columns := c.size()
	bar := func(x, y, length float64, from, seen, all float64, across bool) {
		if seen >= all*.999 {
			return
		}
		w := max(12, length*min(1, seen/all))
		at := min(max(0, from/max(1e-9, all-seen)), 1) * (length - w)
		r := ui.Box(x+at, y, w, 3)
		if !across {
			r = ui.Box(x, y+at, 3, w)
		}
		v.Fill(r, 1.5, v.Theme.Acc)
	}
	f := to.frame
	bar(f.X, f.Bottom()+1, f.W, f.X-to.X, f.W, float64(columns)*to.W, true)
	bar(f.Right()+1, f.Y, f.H, f.Y-to.Y, f.H, float64(rows)*to.H, false)
}

// membersText is how many sessions there are: after a crash fewer than members are online.
func (v *guildView) membersText() string {
	there, all := guild.ViewOf(v.Snap).Field.Members, settingsOf(v.Snap).Members
	if there == all {
		return ui.Count(int64(all))
	}
	return ui.Count(int64(there)) + " of " + ui.Count(int64(all))
}
