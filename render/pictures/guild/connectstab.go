package guildpicture

import (
	"strconv"

	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/guild"
)

// connectsTab is who connects, to which guild, and how long that takes: the sums, and the
// longest connects one by one. A row leads to its session.
type connectsTab struct {
	ui.Scroll
	stage *stage
	which connectsShown
	kept  connectTraces
	at    int // the row that keys have come to
	rows  []guild.ConnectRow
	body  ui.Rect
}

// connectsShown is which connects are listed.
type connectsShown uint8

const (
	connectsAll connectsShown = iota
	connectsWaiting
	connectsDone
)

// Sizes, px.
const connectHead, connectRow = 24., 24.

// Title implements scene.Tab.
func (*connectsTab) Title() (id, title, brief string) { return "connects", "Connects", "Connects" }

// Count implements scene.Tab: how many wait.
func (*connectsTab) Count(s *sim.Snapshot) string {
	c := &guild.ViewOf(s).Connects
	return ui.Short(c.Large.Waiting + c.Small.Waiting)
}

// Draw implements scene.Tab.
func (p *connectsTab) Draw(v *scene.View, r ui.Rect) {
	view := &guild.ViewOf(v.Snap).Connects
	inset := 24.
	if v.Size == ui.Phone {
		inset = 12
	}
	c := ui.Column{X: r.X + inset, Y: r.Y + 8, W: r.W - 2*inset}
	p.sums(v, &c, view)
	p.choose(v, &c)
	p.rows = p.rows[:0]
	for _, row := range view.Rows {
		if p.which == connectsAll || row.Waiting == (p.which == connectsWaiting) {
			p.rows = append(p.rows, row)
		}
	}
	head := c.Take(connectHead)
	p.body = ui.Box(r.X, c.Y, r.W, max(connectRow, r.Bottom()-c.Y))
	if len(p.rows) == 0 {
		p.Fit(0, p.body.H)
		for i, line := range v.Wrap(ui.Body, p.nothing(view), min(c.W, 560)) {
			v.Text(c.X, head.Y+16+20*float64(i), ui.Body, v.Theme.T2, line)
		}
		return
	}
	p.kept.update(v.Snap)
	columns := connectColumnsIn(c.X, c.W)
	p.heads(v, head, &columns)
	p.table(v, &columns)
}

// nothing says why no row is there.
func (p *connectsTab) nothing(c *guild.ConnectView) string {
	switch {
	case p.which == connectsWaiting && c.Large.Done+c.Small.Done > 0:
		return "Nobody waits for a guild now."
	case p.which == connectsDone && c.Large.Waiting+c.Small.Waiting > 0:
		return "Nobody has got in so far."
	}
	return "Nobody has connected again so far. A reconnect storm makes them: pick the guild, and press Reconnect."
}

// sums are what became of all connects, each with what it means.
func (p *connectsTab) sums(v *scene.View, c *ui.Column, view *guild.ConnectView) {
	t := v.Theme
	type sum struct {
		id, name, meaning, text string
		ink                     ui.Color
	}
	list := []sum{
		{"waiting", "waiting", "Sessions that have lost their connection and are not in yet", ui.Count(view.Large.Waiting + view.Small.Waiting), t.T1},
		{"done", "in again", "Connects that have come to an end", ui.Count(view.Large.Done + view.Small.Done), t.T1},
		{"longest", "longest", "The longest connect of all, under way or done", waitText(max(view.Large.LongestNs, view.Small.LongestNs, view.Large.OldestNs, view.Small.OldestNs)), t.T1},
		{"given.up", "calls given up", "A call that is not answered within 5 s is given up. It stays in the guild’s mailbox", ui.Count(view.Timeouts), t.T1},
		{"retried", "retried", "Attempts after the first, after pauses that double", ui.Count(view.Retries), t.T1},
		{"late", "served late", "Calls that the guild has answered after their callers had given up, or were gone: work that helped nobody", ui.Count(view.LateReplies), t.T1},
		{"missed", "copies missed", "Copies of messages to sessions that were not connected", ui.Count(view.Missed), t.T1},
	}
	if view.Timeouts > 0 {
		list[3].ink = t.Bad
	}
	perRow := len(list)
	if c.W < 720 {
		perRow = 4
	}
	w := c.W / float64(perRow)
	if c.W >= 900 {
		w = min(w, 132)
	}
	var r ui.Rect
	for i, s := range list {
		if i%perRow == 0 {
			r = c.Take(42)
		}
		x := r.X + w*float64(i%perRow)
		v.Text(x, r.Y+10, ui.Section, s.ink, v.Fit(ui.Section, w-6, s.text))
		v.Text(x, r.Y+29, ui.Tick, t.T2, v.Fit(ui.Tick, w-4, s.name))
		v.Explain("connects."+s.id, ui.Box(x-2, r.Y, w-6, 38), s.name, s.meaning)
	}
	if x := r.X + w*float64(perRow) + 16; c.W >= 900 && c.X+c.W-x > 150 {
		end := v.Text(x, r.Y+10, ui.Section, t.T1, v.Fit(ui.Section, c.X+c.W-x-60, "almost 16 minutes", "16 minutes"))
		v.Text(x, r.Y+29, ui.Tick, t.T2, v.Fit(ui.Tick, c.X+c.W-x, "one user’s connect at Discord", "at Discord"))
		v.Tag(end+10+v.Width(ui.Tick, "POST")+10, r.Y+10, "POST")
	}
}

// choose is which of them are listed.
func (p *connectsTab) choose(v *scene.View, c *ui.Column) {
	h := v.Tall(26)
	r := c.Take(h + 6)
	w := min(c.W, 300)
	choice := func(id, label string, which connectsShown) ui.Choice {
		return ui.Choice{ID: id, Label: label, On: p.which == which, Act: func() { p.which, p.at = which, 0; p.To(0) }}
	}
	v.Segment(ui.Box(r.X, r.Y, w, h), "connects", []ui.Choice{
		choice("all", "All", connectsAll), choice("waiting", "Waiting", connectsWaiting), choice("done", "In again", connectsDone),
	})
	text := v.Fit(ui.Label, c.W-w-16, "Longest first. A row leads to its session, a diamond to its trace. All connects are here; at Discord only a kept span tells of one.",
		"Longest first. A row leads to its session, a diamond to its trace.", "A row leads to its session.", "")
	v.Text(r.X+w+16, r.Y+h/2, ui.Label, v.Theme.T3, text)
}

// connectColumns is where the columns are: left edges, and the right edge of numbers.
type connectColumns struct {
	session, guild, trace, took, attempts, state float64
	bar                                          ui.Rect // of how long it took, X and W only
}

// traceRoom is from the sign of a trace, before how long one waited, to the end of that.
const traceRoom = 86.

func connectColumnsIn(x, w float64) connectColumns {
	if w < 560 {
		return connectColumns{session: x, guild: x + 74, trace: x + w - 62 - traceRoom, took: x + w - 62, attempts: x + w, state: -1}
	}
	c := connectColumns{session: x, guild: x + w*.13, trace: x + w*.40 - traceRoom, took: x + w*.40, attempts: x + w*.78, state: x + w*.82}
	c.bar = ui.Rect{X: c.took + 16, W: w * .26}
	return c
}

func (p *connectsTab) heads(v *scene.View, r ui.Rect, c *connectColumns) {
	ink := v.Theme.T2
	v.Text(c.session, r.CenterY(), ui.LabelMedium, ink, "session")
	v.Text(c.guild, r.CenterY(), ui.LabelMedium, ink, "guild")
	v.TextRight(c.took, r.CenterY(), ui.LabelMedium, ink, "waited")
	v.TextRight(c.attempts, r.CenterY(), ui.LabelMedium, ink, v.Fit(ui.LabelMedium, 58, "attempts", "tries"))
	if c.state >= 0 {
		v.Text(c.state, r.CenterY(), ui.LabelMedium, ink, "state")
	}
}

// table is the rows that are in sight.
func (p *connectsTab) table(v *scene.View, c *connectColumns) {
	row := v.Tall(connectRow)
	p.Row = row
	p.at = min(p.at, len(p.rows)-1)
	p.Fit(row*float64(len(p.rows))+8, p.body.H)
	state := v.Place(ui.Widget{ID: "connects", Kind: ui.Reader, Rect: p.body, Label: "Connects, longest first", Value: p.spoken(v),
		Takes: p, Act: func() { p.lead(v.Snap) }})
	v.Clipped(p.body.Intersect(v.Canvas()), func() {
		for i := range p.rows {
			r := ui.Box(p.body.X, p.body.Y-p.At+row*float64(i), p.body.W, row)
			if r.Bottom() < p.body.Y || r.Y > p.body.Bottom() {
				continue
			}
			p.row(v, r, c, i, state)
		}
	})
	v.FocusRing(p.body.Inset(6), 4, state)
}

func (p *connectsTab) row(v *scene.View, r ui.Rect, c *connectColumns, i int, state ui.State) {
	t, one := v.Theme, &p.rows[i]
	if state.Hover && r.Contains(v.In.Pointer) || state.Focus && i == p.at {
		v.Fill(ui.Box(r.X+8, r.Y+1, r.W-16, r.H-2), 4, t.Bg3)
	}
	cy := r.CenterY()
	scene.ServiceIcon(&v.Painter, guild.Sessions, c.session+7, cy)
	v.Text(c.session+22, cy, ui.MonoSmall, t.T1, strconv.FormatInt(one.Session, 10))
	v.Text(c.guild, cy, ui.Label, t.T2, v.Fit(ui.Label, c.trace-c.guild-16, guildName(one.Guild), guildBrief(one.Guild)))
	ink := t.T1
	if one.TookNs >= longWait {
		ink = t.Bad
	}
	v.TextRight(c.took, cy, ui.LabelStrong, ink, waitText(one.TookNs))
	v.TextRight(c.attempts, cy, ui.Label, t.T1, ui.Count(one.Attempts))
	p.trace(v, r, c.trace, one)
	if c.state < 0 {
		return
	}
	track := ui.Box(c.bar.X, cy-4, c.bar.W, 8)
	v.Fill(track, 3, t.Bg3)
	full := ui.Box(track.X, track.Y, max(2, track.W*float64(one.TookNs)/float64(max(1, p.rows[0].TookNs))), track.H)
	if one.Waiting { // hatched with a border: waiting is never a solid bar
		v.Pattern(full, ui.WideHatch, track.X, t.T3)
		v.Border(full, 3, 1, t.T3)
		v.Text(c.state, cy, ui.Label, t.T2, "waiting")
		return
	}
	v.Fill(full, 3, t.T3)
	v.Text(c.state, cy, ui.Label, t.T2, "in again")
}

// trace is the sign of a connect of which a span was kept: it leads to the trace, where traces are
// offered.
func (p *connectsTab) trace(v *scene.View, r ui.Rect, x float64, one *guild.ConnectRow) {
	kept, box := p.kept.find(v.Snap, one), ui.Box(x-r.H/2, r.Y, r.H, r.H)
	if kept == nil || box.Y < p.body.Y-1 || box.Bottom() > p.body.Bottom()+1 {
		return
	}
	if !v.Offers("tab.trace") {
		v.Diamond(x, r.CenterY(), 4, v.Theme.Trace)
		return
	}
	session := strconv.FormatInt(one.Session, 10)
	state := v.Place(ui.Widget{ID: v.In.Unused("connects.trace." + session), Kind: ui.Button, Rect: box, Label: "Trace of the connect of session " + session,
		Hint: "Show its trace", Act: func() {
			p.stage.s.Pointed("session", session)
			p.stage.s.OpenTrace(kept.Trace, kept.ID)
		}})
	half := 4.
	if state.Hover || state.Pressed {
		half = 5.5
	}
	v.FocusRing(box.Inset(4), 4, state)
	v.Diamond(x, r.CenterY(), half, v.Theme.Trace)
}

// longWait is as long as a call waits: a connect that takes longer has been given up once.
const longWait = 5_000_000_000

func guildName(id int) string {
	if id == 0 {
		return "the large guild"
	}
	return "small guild " + strconv.Itoa(id)
}

func guildBrief(id int) string {
	if id == 0 {
		return "large"
	}
	return "small " + strconv.Itoa(id)
}

// waitText writes how long somebody has waited: minutes and seconds from a minute on.
func waitText(ns int64) string {
	if ns < 60e9 {
		return ui.Duration(ns)
	}
	return ui.Count(ns/60e9) + " min " + strconv.FormatInt(ns/1e9%60, 10) + " s"
}

// spoken is the row that keys have come to, in words.
func (p *connectsTab) spoken(v *scene.View) string {
	one := &p.rows[p.at]
	text := "session " + strconv.FormatInt(one.Session, 10) + ", " + guildName(one.Guild) + ", " + waitText(one.TookNs)
	if one.Waiting {
		text += ", waiting"
	}
	return text
}

// Key implements ui.Keyed: arrows go from row to row.
func (p *connectsTab) Key(key string) bool {
	page := max(1, int(p.body.H/p.Row)-1)
	step, ok := map[string]int{"ArrowDown": 1, "ArrowUp": -1, "PageDown": page, "PageUp": -page, "Home": -len(p.rows), "End": len(p.rows)}[key]
	if !ok {
		return false
	}
	p.at = min(max(p.at+step, 0), len(p.rows)-1)
	top := p.Row * float64(p.at)
	p.To(max(min(p.At, top), top+p.Row-p.body.H))
	return true
}

// lead follows the session of the row that was pressed, by key that of the row that the keys have
// come to.
func (p *connectsTab) lead(s *sim.Snapshot) {
	in := p.stage.s.In()
	if !in.ByKey {
		i := int((in.Pointer.Y - p.body.Y + p.At) / p.Row)
		if i < 0 || i >= len(p.rows) {
			return
		}
		p.at = i
	}
	source, ok := guild.ViewOf(s).Field.Source.(guild.Inspector)
	if !ok {
		return
	}
	id, ok := source.SessionNumbered(p.rows[p.at].Session)
	if !ok {
		p.stage.s.Tell("session " + strconv.FormatInt(p.rows[p.at].Session, 10) + " is gone: its node crashed, or there are fewer members now")
		return
	}
	p.stage.follow(id, p.stage.s.Now())
}
