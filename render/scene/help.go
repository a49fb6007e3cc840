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

// help lists signs and keys. The world goes on behind it, and it says so.
func (v overlay) help() {
	if !v.s.help {
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
	r := ui.Box(math.Round((v.l.W-w)/2), max(8, math.Round((v.l.H-h)/2)), w, h)
	v.In.Add(ui.Widget{ID: "help", Kind: ui.Area, Rect: v.Canvas(), Label: "Signs and keys", Act: v.s.do.toggleHelp})
	v.Panel(r, 10, t.Bg2, t.Line2)
	v.Text(r.X+20, r.Y+30, ui.Section, t.T1, "Signs and keys")
	v.TextRight(r.Right()-20, r.Y+30, ui.Label, t.T3, map[bool]string{true: "the simulation keeps running", false: "the simulation is paused"}[v.Snap.Playing])
	place := func(i int) (x, y float64) {
		return r.X + 20 + helpColumn*math.Floor(float64(i)/rows), r.Y + 66 + helpRow*math.Mod(float64(i), rows)
	}
	for i := range signs {
		x, y := place(i)
		v.helpSign(x, y, &signs[i])
	}
	for i, k := range keys {
		x, y := place(len(signs) + 1 + i)
		v.helpKey(x, y, k)
	}
}

// helpSign is a line of the help about a sign.
func (v overlay) helpSign(x, y float64, s *Sign) {
	t := v.Theme
	if s.Draw == nil {
		v.View.View.Tag(x+v.Width(ui.Tick, s.Name)+10, y, s.Name)
	} else {
		s.Draw(&v.Painter, x+9, y)
		v.Text(x+26, y, ui.Body, t.T1, s.Name)
	}
	v.Text(x+helpWords, y, ui.Body, t.T2, s.About)
}

// helpKey is a line of the help about a key.
func (v overlay) helpKey(x, y float64, k [2]string) {
	t, w := v.Theme, max(26, v.Width(ui.MonoSmall, k[0])+14)
	v.Panel(ui.Box(x, y-10, w, 20), 4, t.Bg3, t.Line2)
	v.TextCenter(x+w/2, y, ui.MonoSmall, t.T1, k[0])
	v.Text(x+helpWords, y, ui.Body, t.T2, k[1])
}

func (s *Scene) toggleHelp() { s.help, s.in.Stale = !s.help, true }
