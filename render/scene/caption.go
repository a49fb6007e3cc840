package scene

import (
	"strconv"
	"strings"

	"fanout/render/ui"
	"fanout/sim"
)

// A Caption is the strip below a picture that goes elsewhere. With a title it is a poster's, to
// be read from afar; without one it says what the picture shows, and the way back there.
type Caption struct {
	Title, About string
	Link         string // to the moment, as it is to be written; "" for none
}

// High is the height of the strip, in CSS px.
func (c *Caption) High() float64 {
	if c.Title == "" && c.Link == "" {
		return 62
	}
	return 84
}

// Draw draws it into r, which is as high, for a snapshot.
func (c *Caption) Draw(p *ui.Painter, s *sim.Snapshot, r ui.Rect) {
	p.Fill(r, 0, p.Theme.Bg1)
	p.HLine(r.X, r.Y, r.W, p.Theme.Line)
	if c.Title != "" {
		c.poster(p, r)
		return
	}
	t, x, w := p.Theme, r.X+44, r.W-60
	drawLogo(p, r.X+24, r.Y+20)
	name := p.TextRight(r.Right()-16, r.Y+20, ui.LabelStrong, t.T2, "Fan-out")
	// What is put together here is in the reader's language already.
	plain := &ui.Painter{List: p.List, Theme: t, Measure: p.Measure}
	plain.Text(x, r.Y+20, ui.Section, t.T1, elided(plain, ui.Section, name-x-16, p.Said(s.Model.Title)))
	plain.Text(x, r.Y+42, ui.Label, t.T2, elided(plain, ui.Label, w, strings.Join(facts(p, s), " · ")))
	plain.Text(x, r.Y+64, ui.MonoSmall, t.T2, elided(plain, ui.MonoSmall, w, c.Link))
}

func (c *Caption) poster(p *ui.Painter, r ui.Rect) {
	t, x := p.Theme, r.X+24
	name := p.TextRight(r.Right()-24, r.Y+30, ui.Title, t.T1, "Fan-out")
	drawLogo(p, name-22, r.Y+30)
	plain := &ui.Painter{List: p.List, Theme: t, Measure: p.Measure}
	style, room := ui.Hero, name-44-x
	if plain.Width(style, c.Title) > room { // on a phone
		style = ui.Title
	}
	plain.Text(x, r.Y+30, style, t.T1, elided(plain, style, room, c.Title))
	plain.Text(x, r.Y+62, ui.Section, t.T2, elided(plain, ui.Section, r.W-48, c.About))
}

// facts are what a history is known by: its time, its seed, and the settings that are not
// those with which it begins.
func facts(p *ui.Painter, s *sim.Snapshot) []string {
	all := []string{p.Said(ui.Clock(s.Now)), p.Said("Seed") + " " + strconv.FormatUint(s.Seed, 10)}
	for i := range s.Model.Settings {
		k := &s.Model.Settings[i]
		if now := k.Text(s.Settings); now != k.Text(s.Model.Default) {
			all = append(all, p.Said(k.Label)+" "+p.Said(now))
		}
	}
	return all
}

// elided is as much of a text as is at most w wide.
func elided(p *ui.Painter, style ui.Style, w float64, text string) string {
	if p.Width(style, text) <= w {
		return text
	}
	letters := []rune(text)
	least, most := 0, len(letters) // how many fit with the dots, and how many do not
	for least+1 < most {
		if n := (least + most) / 2; p.Width(style, string(letters[:n])+"…") <= w {
			least = n
		} else {
			most = n
		}
	}
	return strings.TrimRight(string(letters[:least]), " ·") + "…"
}
