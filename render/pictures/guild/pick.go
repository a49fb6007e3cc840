package guildpicture

import (
	"cmp"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim/guild"
	"fanout/sim/row"
)

// pickKind is what a person has picked to look at.
type pickKind uint8

const (
	pickNone pickKind = iota
	pickSession
	pickDot // the sessions of a dot that stands for several
	pickMessage
	pickAPI
	pickGuild
	pickSieve
	pickCPU
	pickLink
)

// picked is the one thing that is inspected. Sessions and messages are followed:
// they keep their mark wherever they go and however far the field is zoomed.
type picked struct {
	kind    pickKind
	id      int   // session, API node, or link
	message int64 // for pickMessage
	service row.Service
	stage   row.Stage // guild.NumStages for all of them
	dot     dotPlace
}

// dotPlace is a dot by the sessions that it stands for: per × per from a cell on.
type dotPlace struct{ row, column, per int }

// doubleClick is the longest time between two clicks that belong together.
const doubleClick = 350 * time.Millisecond

// pick opens the inspector on p.
func (pic *stage) pick(p picked) {
	pic.picked = p
	pic.s.Inspect()
	point(pic.s, p)
}

// point tells what was picked by the names that chapters ask for.
func point(s *scene.Shell, p picked) {
	snap := s.Snap()
	if snap == nil {
		return
	}
	in, ok := guild.ViewOf(snap).Field.Source.(guild.Inspector)
	switch {
	case !ok:
	case p.kind == pickSession && p.id < guild.ViewOf(snap).Field.Members:
		s.Pointed("session", strconv.FormatInt(in.InspectSession(p.id).Number, 10))
	case p.kind == pickMessage:
		s.Pointed("message", strconv.FormatInt(p.message, 10))
		if t, ok := in.InspectTrail(p.message); ok && t.Header != "" {
			s.Pointed("header", t.Header)
		}
	}
}

// pickMailbox picks the waiting message under the pointer, or the guild if none is.
func pickMailbox(pic *stage) {
	snap, q := pic.s.Snap(), pic.s.In().Pointer
	w := pic.s.In().Find("guild")
	if snap == nil || w == nil || pic.s.In().ByKey {
		pic.pick(picked{kind: pickGuild})
		return
	}
	for i, m := range guild.ViewOf(snap).Guild.Head {
		if i < slots && m.Message != 0 && slotRect(w.Rect, i).Contains(q) {
			pic.pick(picked{kind: pickMessage, message: m.Message})
			return
		}
	}
	pic.pick(picked{kind: pickGuild})
}

// pickSent picks the message that the guild sends, or sent last.
func pickSent(pic *stage) {
	if snap := pic.s.Snap(); snap != nil {
		g := &guild.ViewOf(snap).Guild
		pic.pick(picked{kind: pickMessage, message: cmp.Or(g.Sending, g.Last)})
	}
}

// unpick closes it and ends following.
func (pic *stage) unpick() {
	if pic.picked.kind != pickNone {
		pic.s.Say("Nothing is followed any more")
	}
	pic.picked = picked{}
	pic.s.Unpicked()
}

// cellOf is where a session stands on the canvas, in cells.
func (c *camera) cellOf(id int) (row, column int) {
	k := &c.key
	row, column = id/max(1, k.columns), id%max(1, k.columns)
	if k.turned {
		return column, row
	}
	return row, column
}

// sessionAt is the session in a cell, -1 if there is none.
func (c *camera) sessionAt(row, column int) int {
	k := &c.key
	if k.turned {
		row, column = column, row
	}
	if row < 0 || column < 0 || column >= k.columns || row*k.columns+column >= k.members {
		return -1
	}
	return row*k.columns + column
}

// followed is the session that is followed; false if none is, or it is gone.
func (pic *stage) followed() (id int, ok bool) {
	return pic.picked.id, pic.picked.kind == pickSession && pic.picked.id < pic.cam.key.members
}

// marked is the session about which keys zoom.
func (pic *stage) marked() (id int, ok bool) {
	if id, ok := pic.followed(); ok {
		return id, true
	}
	return pic.cursor, pic.s.In().Focus == "field" && pic.s.In().ByKey && pic.cursor >= 0 && pic.cursor < pic.cam.key.members
}

// sessionName is a session's row and column in the field, both as wide as the
// last: 381 204.
func sessionName(id, columns int) string {
	width := len(strconv.Itoa(max(1, columns) - 1))
	return fmt.Sprintf("%0*d %0*d", width, id/max(1, columns), width, id%max(1, columns))
}

func (c *camera) name(id int) string { return sessionName(id, c.key.columns) }

// sessionOf reads a session's name, or its number. The error is one sentence.
func (c *camera) sessionOf(text string) (id int, err error) {
	k := &c.key
	fields := strings.Fields(strings.ReplaceAll(text, ",", ""))
	numbers := make([]int, len(fields))
	for i, f := range fields {
		n, bad := strconv.Atoi(f)
		if bad != nil || n < 0 || len(fields) > 2 {
			return 0, fmt.Errorf("follow: %q is no session; expected a row and a column, or a number from 0 to %s", text, ui.Count(int64(k.members-1)))
		}
		numbers[i] = n
	}
	switch len(numbers) {
	case 1:
		id = numbers[0]
	case 2:
		id = numbers[0]*k.columns + numbers[1]
		if numbers[1] >= k.columns {
			id = k.members
		}
	default:
		return 0, fmt.Errorf("follow: no session was named; expected a row and a column, or a number from 0 to %s", ui.Count(int64(k.members-1)))
	}
	if id >= k.members {
		return 0, fmt.Errorf("follow: there is no session %s; the last one is %s, number %s", strings.Join(fields, " "), c.name(k.members-1), ui.Count(int64(k.members-1)))
	}
	return id, nil
}

// follow picks a session and brings it into sight.
func (pic *stage) follow(id int, now time.Duration) {
	pic.cursor = id
	pic.bringIntoSight(id, now)
	pic.pick(picked{kind: pickSession, id: id})
}

// bringIntoSight moves the field, at the same size, if the session is not seen.
func (pic *stage) bringIntoSight(id int, now time.Duration) {
	c := &pic.cam
	if len(c.levels) == 0 || c.at == 0 {
		return
	}
	row, column := pic.cam.cellOf(id)
	if r := c.to.rect(row, column); r.Intersect(c.to.frame).W < r.W*.99 || r.Intersect(c.to.frame).H < r.H*.99 {
		f := c.to.frame
		pic.goTo(c.at, c.stand(c.at, ui.Pt(f.CenterX(), f.CenterY()), float64(row)+.5, float64(column)+.5), now)
	}
}

// clickField picks what is at q: a kept span's session, the session, or the dot
// with all of its sessions. A second click goes nearer.
func (pic *stage) clickField(q ui.Point, now time.Duration) {
	c := &pic.cam
	here, _ := c.now(now)
	v := c.levels[c.at]
	if now-pic.clicked <= doubleClick && c.at < len(c.levels)-1 && math.Hypot(q.X-pic.clickedAt.X, q.Y-pic.clickedAt.Y) < 6 {
		pic.clicked = now - 2*doubleClick
		pic.zoomTo(c.at+1, q, now)
		return
	}
	pic.clicked, pic.clickedAt = now, q
	r, k := here.cell(q)
	for i := len(pic.field.Marks) - 1; i >= 0; i-- {
		if m := &pic.field.Marks[i]; math.Abs(float64(m.X)-q.X)+math.Abs(float64(m.Y)-q.Y) <= float64(m.Half)+2 {
			r, k = here.cell(ui.Pt(float64(m.X), float64(m.Y)))
			v.per = 1
			break
		}
	}
	row, column := int(math.Floor(r)), int(math.Floor(k))
	if v.per > 1 {
		row, column = row/v.per*v.per, column/v.per*v.per
		if len(pic.dotMembers(dotPlace{row, column, v.per}, nil)) > 0 {
			pic.pick(picked{kind: pickDot, dot: dotPlace{row, column, v.per}})
			return
		}
	}
	if id := pic.cam.sessionAt(row, column); id >= 0 {
		pic.cursor = id
		pic.pick(picked{kind: pickSession, id: id})
		return
	}
	pic.unpick()
}

// dotMembers appends the sessions that a dot stands for.
func (pic *stage) dotMembers(d dotPlace, ids []int) []int {
	for row := d.row; row < d.row+d.per; row++ {
		for column := d.column; column < d.column+d.per; column++ {
			if id := pic.cam.sessionAt(row, column); id >= 0 {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// fieldKey does what a key means for the field and reports whether it means
// anything.
func (pic *stage) fieldKey(key string, shift bool, now time.Duration) bool {
	switch key {
	case "+", "=":
		pic.zoomBy(1, now)
	case "-", "−":
		pic.zoomBy(-1, now)
	case "0":
		pic.zoomTo(0, ui.Point{}, now)
	case "f", "F":
		pic.openFinder()
	case "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown":
		if pic.s.In().Focus != "field" {
			return false
		}
		pic.moveCursor(key, shift, now)
	case "Enter":
		if pic.s.In().Focus != "field" || pic.cursor < 0 || pic.cursor >= pic.cam.key.members {
			return false
		}
		pic.follow(pic.cursor, now)
	default:
		return false
	}
	return true
}

// moveCursor moves the cell cursor by one cell, or by ten. It begins where
// somebody is followed, or in the middle of what is seen.
func (pic *stage) moveCursor(key string, far bool, now time.Duration) {
	c := &pic.cam
	step := c.levels[c.at].per
	if far {
		step *= 10
	}
	pic.s.In().ByKey, pic.s.In().Stale = true, true
	if pic.cursor < 0 || pic.cursor >= c.key.members {
		row, column := c.to.cell(ui.Pt(c.to.frame.CenterX(), c.to.frame.CenterY()))
		pic.cursor = max(pic.cam.sessionAt(int(row), int(column)), 0)
		pic.announceCursor()
		return
	}
	row, column := pic.cam.cellOf(pic.cursor)
	rows, columns := c.size()
	switch key {
	case "ArrowLeft":
		column = max(column-step, 0)
	case "ArrowRight":
		column = min(column+step, columns-1)
	case "ArrowUp":
		row = max(row-step, 0)
	case "ArrowDown":
		row = min(row+step, rows-1)
	}
	if id := pic.cam.sessionAt(row, column); id >= 0 {
		pic.cursor = id
	}
	pic.bringIntoSight(pic.cursor, now)
	pic.announceCursor()
}

// finder is where a session's name is typed.
type finder struct {
	open bool
	text string
	bad  string // why what was typed does not do
}

func (pic *stage) openFinder() {
	pic.finder, pic.s.In().Stale = finder{open: true}, true
	pic.s.Say("Follow which session? Type a row and a column, or a number, then Enter")
}

// finderKey takes what is typed. Only digits and a space do anything.
func (pic *stage) finderKey(key string, now time.Duration) bool {
	f := &pic.finder
	pic.s.In().Stale = true
	switch {
	case key == "Escape" || key == "Tab":
		*f = finder{}
	case key == "Enter":
		id, err := sessionTyped(pic, f.text)
		if err != nil {
			f.bad = err.Error()
			pic.s.Say(f.bad)
			return true
		}
		*f = finder{}
		pic.follow(id, now)
	case key == "Backspace":
		f.text, f.bad = f.text[:max(0, len(f.text)-1)], ""
	case len(key) == 1 && (key[0] >= '0' && key[0] <= '9' || key[0] == ' ') && len(f.text) < 9:
		f.text, f.bad = f.text+key, ""
	}
	return true
}
