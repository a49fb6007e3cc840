package scene

import (
	"math"

	"fanout/render/ui"
)

// Menu is a choice that the program offers over the picture. The world goes on behind it.
type Menu struct {
	Title  string
	Lines  []string // prose below the title
	Items  []MenuItem
	Choose func(id string) // is told which; not called if nothing is chosen
}

// MenuItem is one of its rows.
type MenuItem struct {
	ID     string // of its widget, after "button.menu."
	Label  string
	Detail string // at the right, in the quieter ink
}

// Offer shows a menu in the place of the one that is there.
func (s *Scene) Offer(m *Menu) {
	s.menu, s.in.Stale = m, true
	s.speech.say(m.Title + ". " + countText(len(m.Items), "choice") + ".")
}

// closeMenu reports whether there was one.
func (s *Scene) closeMenu() bool {
	open := s.menu != nil
	s.menu, s.in.Stale = nil, s.in.Stale || open
	return open
}

// menuWidth is that of a menu where there is room.
const menuWidth = 400.

// modal draws the menu that is open.
func (v overlay) modal() {
	m := v.s.menu
	if m == nil {
		return
	}
	t := v.Theme
	row, columns := v.Tall(36), 1.
	high := func() float64 {
		return 72 + 16*float64(len(m.Lines)) + math.Ceil(float64(len(m.Items))/columns)*(row+4)
	}
	if high() > v.l.H-16 && v.l.W >= 2*menuWidth-80 {
		columns = 2
	}
	w := min(menuWidth*columns-80*(columns-1), v.l.W-16)
	var prose []string
	for _, line := range m.Lines {
		prose = append(prose, v.Wrap(ui.Label, line, w-40)...)
	}
	h := high() + 16*float64(len(prose)-len(m.Lines))
	r := ui.Box(math.Round((v.l.W-w)/2), max(8, math.Round((v.l.H-h)/2)), w, h)
	v.Cover(v.Canvas())
	v.In.Add(ui.Widget{ID: "menu", Kind: ui.Area, Rect: v.Canvas(), Label: "Close the menu", Act: func() { v.s.closeMenu() }})
	v.Panel(r, 10, t.Bg2, t.Line2)
	v.In.Add(ui.Widget{ID: "menu.panel", Kind: ui.Area, Rect: r, Label: m.Title})
	v.Text(r.X+20, r.Y+28, ui.Section, t.T1, m.Title)
	v.TextRight(r.Right()-20, r.Y+28, ui.Label, t.T3, map[bool]string{true: "the simulation keeps running", false: "the simulation is paused"}[v.Snap.Playing])
	y := r.Y + 52
	for _, line := range prose {
		v.Text(r.X+20, y, ui.Label, t.T2, line)
		y += 16
	}
	y += 4
	rows := math.Ceil(float64(len(m.Items)) / columns)
	each := (w - 32 + 8) / columns
	for i, item := range m.Items {
		b := ui.Box(r.X+16+each*math.Floor(float64(i)/rows), y+math.Mod(float64(i), rows)*(row+4), each-8, row)
		v.Button(b, ui.ButtonSpec{ID: "menu." + item.ID, Label: item.Label, Act: func() {
			v.s.closeMenu()
			m.Choose(item.ID)
		}})
		end := v.Text(b.X+12, b.CenterY(), ui.LabelMedium, t.T1, item.Label)
		v.TextRight(b.Right()-12, b.CenterY(), ui.Label, t.T3, v.Fit(ui.Label, b.Right()-24-end, item.Detail, ""))
	}
}
