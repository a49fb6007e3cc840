package guide

import (
	"math"
	"strconv"
	"strings"

	"fanout/render/ui"
)

func number(n int) string { return strconv.Itoa(n) }

func percent(share float64) string { return number(int(math.Round(100*share))) + " %" }

// ink is how a text is set.
type ink struct {
	style, strong ui.Style
	color, stress ui.Color
}

// prose sets a text into the column.
func (v *drawing) prose(text Text) {
	t := v.Theme
	v.text(text, ink{ui.Body, ui.BodyStrong, t.T2, t.T1})
}

// question is prose that waits for an answer.
func (v *drawing) question(text Text) {
	t := v.Theme
	v.text(text, ink{ui.BodyStrong, ui.BodyStrong, t.T1, t.T1})
}

// text sets paragraphs, which come in the reader's language.
func (v *drawing) text(text Text, set ink) {
	v.Verbatim(func() {
		for _, runs := range text {
			v.paragraph(runs, set)
			v.y += gap
		}
	})
}

// piece is a part of a word that is set alike. A term is one piece, blanks and all.
type piece struct {
	text   string
	strong bool
	means  string
	tag    string // where the meaning comes from
}

// unbroken is a blank at which no line ends.
const unbroken = "\u00a0"

// bound keeps a percent sign with its figure.
func bound(text string) string { return strings.ReplaceAll(text, " %", unbroken+"%") }

// words splits runs at their blanks. Runs follow each other without one, so that a word can
// have several pieces.
func words(runs []Run) (all [][]piece) {
	open := false // the last word goes on
	add := func(p piece) {
		if !open {
			all = append(all, nil)
		}
		all[len(all)-1], open = append(all[len(all)-1], p), true
	}
	for _, r := range runs {
		if r.Means != "" {
			add(piece{r.Text, r.Strong, r.Means, r.Tag})
			continue
		}
		for i, part := range strings.Split(bound(r.Text), " ") {
			if i > 0 {
				open = false
			}
			if part != "" {
				add(piece{text: strings.ReplaceAll(part, unbroken, " "), strong: r.Strong})
			}
		}
	}
	return all
}

// paragraph sets runs in lines as wide as the column.
func (v *drawing) paragraph(runs []Run, set ink) {
	line := set.style.Spec().Line
	blank := v.Width(set.style, " ")
	x := v.x
	for _, word := range words(runs) {
		width := 0.
		for _, p := range word {
			width += v.Width(set.of(&p), p.text)
		}
		if x > v.x && x+width > v.x+v.w {
			x, v.y = v.x, v.y+line
		}
		for i := range word {
			x = v.piece(x, v.y+line/2, &word[i], set)
		}
		x += blank
	}
	v.y += line
}

func (s *ink) of(p *piece) ui.Style {
	if p.strong {
		return s.strong
	}
	return s.style
}

// piece sets a part of a word. A term is dotted, and explains itself.
func (v *drawing) piece(x, cy float64, p *piece, set ink) (end float64) {
	color := set.color
	if p.strong || p.means != "" {
		color = set.stress
	}
	end = v.Text(x, cy, set.of(p), color, p.text)
	if p.means == "" {
		return end
	}
	v.Pattern(ui.Box(x, cy+8, end-x, 1), ui.Dashes, x, v.Theme.T2)
	v.terms++
	v.ExplainFrom("term."+number(v.terms), ui.Box(x-2, cy-10, end-x+4, 20), p.text, p.means, p.tag)
	return end
}
