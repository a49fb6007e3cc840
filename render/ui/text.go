package ui

import (
	"math"
	"strings"
)

// Text writes s from x, its figures centred on cy, and returns the x where it ends.
func (p *Painter) Text(x, cy float64, style Style, c Color, s string) float64 {
	return p.write(x, cy, style, c, p.Said(s))
}

// write writes s as it is.
func (p *Painter) write(x, cy float64, style Style, c Color, s string) float64 {
	if s == "" {
		return x
	}
	w := p.Measure.Advance(style, s)
	p.Add(Op{Kind: KindText, Rect: Rect{X: x, Y: math.Round(style.baseline(cy)), W: w}, Style: style, Color: c, Text: s})
	return x + w
}

// TextRight writes s so that it ends at x, and returns the x where it begins.
func (p *Painter) TextRight(x, cy float64, style Style, c Color, s string) float64 {
	s = p.Said(s)
	x -= p.Measure.Advance(style, s)
	p.write(x, cy, style, c, s)
	return x
}

// TextCenter writes s with its middle at x.
func (p *Painter) TextCenter(x, cy float64, style Style, c Color, s string) {
	s = p.Said(s)
	p.write(x-p.Measure.Advance(style, s)/2, cy, style, c, s)
}

// Width is the advance of s, in the reader's language.
func (p *Painter) Width(style Style, s string) float64 { return p.Measure.Advance(style, p.Said(s)) }

// Fit is the first of the texts that is at most w wide in the reader's language, or else
// the last: the exact number where there is room for it, the short one where there is not.
func (p *Painter) Fit(style Style, w float64, texts ...string) string {
	for _, s := range texts {
		if p.Width(style, s) <= w {
			return s
		}
	}
	return texts[len(texts)-1]
}

// Pair writes a label from x and its value up to right. Where both do not fit,
// the value stays.
func (p *Painter) Pair(x, right, cy float64, label, value Style, labelInk, ink Color, name, text string) {
	begin := p.TextRight(right, cy, value, ink, text)
	if x+p.Width(label, name)+4 <= begin {
		p.Text(x, cy, label, labelInk, name)
	}
}

// Wrap breaks text, in the reader's language, into lines of at most w.
func (p *Painter) Wrap(style Style, text string, w float64) []string {
	lines := p.wrap(style, p.Said(text), w)
	if p.Words != nil {
		for i := range lines {
			lines[i] = translated + lines[i]
		}
	}
	return lines
}

func (p *Painter) wrap(style Style, text string, w float64) []string {
	var lines []string
	line := ""
	for start := 0; start < len(text); {
		end := start
		for end < len(text) && text[end] != ' ' {
			end++
		}
		next := text[start:end]
		if line != "" {
			next = line + " " + next
		}
		if line != "" && p.Measure.Advance(style, next) > w {
			lines = append(lines, line)
			next = text[start:end]
		}
		line = next
		start = end + 1
	}
	return append(lines, line)
}

// Paragraph sets text in lines of at most w from (x, y) down and returns the y below
// it. Words between asterisks are set in the strong style and colour.
func (p *Painter) Paragraph(x, y, w float64, style, strong Style, c, strongColor Color, text string) float64 {
	line := style.Spec().Line
	space := p.Width(style, " ")
	at, bold := x, false
	for _, word := range strings.FieldsFunc(p.Said(text), isBlank) {
		begins := strings.HasPrefix(word, "*")
		if begins {
			bold = true
		}
		shown := strings.ReplaceAll(word, "*", "")
		st, ink := style, c
		if bold {
			st, ink = strong, strongColor
		}
		if strings.Contains(strings.TrimPrefix(word, "*"), "*") || begins && strings.Count(word, "*") == 2 {
			bold = false
		}
		width := p.Measure.Advance(st, shown)
		if at > x && at+width > x+w {
			at, y = x, y+line
		}
		at = p.write(at, y+line/2, st, ink, shown) + space
	}
	return y + line
}

// isBlank reports whether a line may break there: at no blank within a number.
func isBlank(r rune) bool { return r == ' ' || r == '\n' }

// Tag is a word in a frame, such as the source of a number: POST, TAB, MODEL. It ends
// at right.
func (p *Painter) Tag(right, cy float64, text string) {
	w := p.Width(Tick, text) + 10
	r := Rect{right - w, cy - 8, w, 16}
	p.Border(r, 4, 1, p.Theme.Line2)
	p.Text(r.X+5, cy, Tick, p.Theme.T2, text)
}
