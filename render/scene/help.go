package scene

import (
	"math"

	"fanout/render/ui"
)

// Sign is a sign or a colour of a picture: what it is called, and what it means.
type Sign struct {
	Name, About string
	Draw        func(p *ui.Painter, x, y float64) // about (x, y), 14 px wide at most; nil for a tag, which is its name
}

// AllSigns are those of the picture and the tags of figures, those of what was measured where the
// program runs under the tag here.
func (w *Words) AllSigns(here string) []Sign {
	signs := append([]Sign{}, w.Signs...)
	signs = append(signs, Sign{Name: "POST", About: "published by Discord"}, Sign{Name: "MODEL", About: "assumed by this model"})
	switch here {
	case "TAB":
		signs = append(signs, Sign{Name: here, About: "timed in this tab"})
	case "HERE":
		signs = append(signs, Sign{Name: here, About: "timed on this machine"})
	}
	return signs
}

// Sizes of the help, CSS px: of a column and a row, and where the words begin.
const helpColumn, helpRow, helpWords = 376., 26., 136.

// helpNext is how far below a line its next one is.
const helpNext = 18.

// helped is whether the help is open, and how far it is scrolled.
type helped struct {
	open   bool
	scroll ui.Scroll
}

// help lists signs and keys. The world goes on behind it, and it says so. What a small canvas
// has no room for is scrolled.
func (v overlay) help() {
	if !v.s.help.open {
		return
	}
	t, signs, keys := v.Theme, v.s.words.AllSigns(v.s.here), v.s.words.Keys()
	n := len(signs) + 1 + len(keys)
	columns := 1.
	for 76+math.Ceil(float64(n)/columns)*helpRow > v.l.H-16 && v.l.W >= (columns+1)*helpColumn+16 {
		columns++
	}
	rows := math.Ceil(float64(n) / columns)
	w, h := min(helpColumn*columns, v.l.W-8), 76+rows*helpRow
	r := ui.Box(math.Round((v.l.W-w)/2), max(8, math.Round((v.l.H-h)/2)), w, min(h, v.l.H-16))
	v.In.Add(ui.Widget{ID: "help", Kind: ui.Area, Rect: v.Canvas(), Label: "Signs and keys", Act: v.s.do.toggleHelp})
	v.Panel(r, 10, t.Bg2, t.Line2)
	end := v.Text(r.X+20, r.Y+30, ui.Section, t.T1, "Signs and keys")
	state := "the simulation is paused"
	if v.Snap.Playing {
		state = "the simulation keeps running"
	}
	v.TextRight(r.Right()-20, r.Y+30, ui.Label, t.T3, v.Fit(ui.Label, r.Right()-28-end, state, ""))
	v.Scrolled(ui.Box(r.X+1, r.Y+50, r.W-2, r.H-52), v.Canvas(), &v.s.help.scroll, func(top float64) float64 {
		bottom := top
		for column := range int(columns) {
			y, first := top+16, column*int(rows)
			for i := first; i < min(n, first+int(rows)); i++ {
				y += v.helpLine(r.X+20+helpColumn*float64(column), y, min(helpColumn-20, r.W-36)-helpWords, i, signs, keys)
			}
			bottom = max(bottom, y)
		}
		return bottom
	})
}

// helpLine is the sign or the key with a number, an empty line between the two, with w px for its
// words. It returns how high it is.
func (v overlay) helpLine(x, y, w float64, i int, signs []Sign, keys [][2]string) float64 {
	var words string
	switch k := i - len(signs) - 1; {
	case k < -1:
		v.helpSign(x, y, &signs[i])
		words = signs[i].About
	case k == -1:
		return helpRow
	default:
		v.helpKey(x, y, keys[k][0])
		words = keys[k][1]
	}
	lines := v.Wrap(ui.Body, words, w)
	for n, line := range lines {
		v.Text(x+helpWords, y+helpNext*float64(n), ui.Body, v.Theme.T2, line)
	}
	return helpRow + helpNext*float64(max(0, len(lines)-1))
}

// helpSign is a sign and its name.
func (v overlay) helpSign(x, y float64, s *Sign) {
	if s.Draw == nil {
		v.View.View.Tag(x+v.Width(ui.Tick, s.Name)+10, y, s.Name)
		return
	}
	s.Draw(&v.Painter, x+9, y)
	v.Text(x+26, y, ui.Body, v.Theme.T1, s.Name)
}

// helpKey is a key.
func (v overlay) helpKey(x, y float64, key string) {
	t, w := v.Theme, max(26, v.Width(ui.MonoSmall, key)+14)
	v.Panel(ui.Box(x, y-10, w, 20), 4, t.Bg3, t.Line2)
	v.TextCenter(x+w/2, y, ui.MonoSmall, t.T1, key)
}

// helpButton opens the help on a phone, whose top bar has no room for it, from a sheet's corner.
func (v sheets) helpButton(r ui.Rect) {
	if draw := v.helpCorner(); draw != nil {
		draw(ui.Box(r.Right()-56, r.Y+8, 44, 44))
	}
}

// helpCorner draws that button, nil where the top bar has it.
func (v sheets) helpCorner() func(r ui.Rect) {
	if v.l.Size != ui.Phone || v.l.W >= leastColumns {
		return nil
	}
	return topBar(v).helpSign
}

// helpSign is the button for the help without its name.
func (v topBar) helpSign(r ui.Rect) {
	v.Button(r, ui.ButtonSpec{ID: "help", Label: "Help", Icon: ui.IconHelp, Act: v.s.do.toggleHelp})
}

func (s *Scene) toggleHelp() { s.help, s.in.Stale = helped{open: !s.help.open}, true }
