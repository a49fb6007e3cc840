package scene

import (
	"cmp"
	"slices"

	"fanout/render/ui"
)

// menu is a list that lies over everything until a row of it is pressed: what there is no
// room for side by side. Its zero value is closed.
type menu struct {
	s    *Scene
	of   string // id of the widget that opened it, "" while it is closed
	from ui.Rect
	rows []menuRow

	lines int // rows of a column
}

// menuRow is one thing that can be chosen.
type menuRow struct {
	widget ui.Widget // ID, Kind, Label, Value, and what choosing it does
	brief  string    // its label where there is little room; "" for what fits
	note   string    // at its right end, in a quieter colour
	on     bool      // it is what is shown now
}

// toggle opens the list of a widget, or closes it. The keys come to its first row.
func (m *menu) toggle(of string, first string) {
	if m.of == of {
		m.close()
		return
	}
	m.of = of
	if m.s.in.ByKey {
		m.s.in.Focus = first
	}
	m.s.in.Stale = true
}

// close closes the list; the keys go back to what opened it.
func (m *menu) close() {
	if m.s.in.ByKey {
		m.s.in.Focus = m.of
	}
	m.of, m.rows, m.s.in.Stale = "", nil, true
}

// key moves through the open list with the arrows; false for other keys, and while it is closed.
func (m *menu) key(key string) bool {
	step := map[string]int{"ArrowDown": 1, "ArrowUp": -1, "ArrowRight": m.lines, "ArrowLeft": -m.lines}[key]
	if m.of == "" || step == 0 || len(m.rows) == 0 {
		return false
	}
	at := slices.IndexFunc(m.rows, func(r menuRow) bool { return r.widget.ID == m.s.in.Focus })
	if next := at + step; next >= 0 && next < len(m.rows) {
		at = next
	}
	at = max(at, 0)
	m.s.in.Focus, m.s.in.ByKey, m.s.in.Stale = m.rows[at].widget.ID, true, true
	return true
}

// place says where the widget is that opened the list, and what is in it now. What can
// open a list calls it whenever the widget is placed.
func (m *menu) place(of string, from ui.Rect, rows []menuRow) {
	if m.of == of {
		m.from, m.rows = from, rows
	}
}

// menu draws the open list: above what opened it, or below where there is no room.
func (v overlay) menu() {
	m := &v.s.drawer.menu
	if m.of == "" {
		return
	}
	if len(m.rows) == 0 || v.In.Find(m.of) == nil { // what opened it has left
		m.close()
		return
	}
	t, row, w := v.Theme, v.Tall(32), 132.
	for _, r := range m.rows {
		w = max(w, v.Width(ui.BodyMedium, r.widget.Label)+v.Width(ui.Label, r.note)+56)
	}
	m.lines = min(len(m.rows), int((v.l.H-v.l.Top.Bottom()-28)/row)) // of a column; more rows are beside them
	columns := (len(m.rows) + m.lines - 1) / m.lines
	m.lines = (len(m.rows) + columns - 1) / columns
	w = min(w-12, (v.l.W-28)/float64(columns))
	box := ui.Box(0, 0, w*float64(columns)+12, row*float64(m.lines)+12)
	box.X, box.Y = max(8, min(m.from.X, v.l.W-box.W-8)), m.from.Y-box.H-8
	if box.Y < v.l.Top.Bottom() {
		box.Y = min(m.from.Bottom()+8, v.l.H-box.H-8)
	}
	v.In.Add(ui.Widget{ID: "list", Kind: ui.Area, Rect: v.Canvas(), Label: "List", Act: m.close})
	v.Panel(box, 8, t.Bg2, t.Line2)
	for i, r := range m.rows {
		v.menuRow(ui.Box(box.X+6+w*float64(i/m.lines), box.Y+6+row*float64(i%m.lines), w, row), r)
	}
}

func (v overlay) menuRow(r ui.Rect, one menuRow) {
	t, w := v.Theme, one.widget
	act := w.Act
	w.Rect, w.Act = r, func() {
		v.s.drawer.menu.close()
		act()
	}
	state := v.Place(w)
	switch {
	case state.Pressed:
		v.Panel(r, 6, t.Bg4, t.Acc)
	case one.on:
		v.Fill(r, 6, t.AccDim)
	case state.Hover:
		v.Fill(r, 6, t.Bg3)
	}
	v.FocusRing(r.Inset(3), 4, state)
	v.Text(r.X+12, r.CenterY(), ui.BodyMedium, t.T1, v.Fit(ui.BodyMedium, r.W-24, w.Label, cmp.Or(one.brief, w.Label)))
	v.TextRight(r.Right()-12, r.CenterY(), ui.Label, t.T2, one.note)
}
