package main

import (
	"errors"
	"fmt"
	"html"
	"strconv"
	"strings"
)

// whole is what is taken apart.
type whole struct {
	title, unit string
	parts       []part
}

type part struct {
	takes float64
	what  string
}

// read reads a file. The error names the line.
func read(text string) (*whole, error) {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	if len(lines) < 3 {
		return nil, errors.New("expected a title, a unit and a line for each part")
	}
	w := &whole{title: lines[0], unit: lines[1]}
	for i, line := range lines[2:] {
		figure, what, _ := strings.Cut(line, "\t")
		v, err := strconv.ParseFloat(figure, 64)
		if err != nil || !(v >= 0) || what == "" {
			return nil, fmt.Errorf("line %d: %q; expected a figure, a tab and what takes that long", i+3, line)
		}
		w.parts = append(w.parts, part{v, what})
	}
	return w, nil
}

func (w *whole) sum() (sum float64) {
	for _, p := range w.parts {
		sum += p.takes
	}
	return sum
}

const (
	width  = 960
	left   = 84 // of the bars
	across = 300
	row    = 26
	top    = 60
)

// svg draws the parts below each other, each bar beginning where the one above ends.
func (w *whole) svg() string {
	var b strings.Builder
	sum, high := w.sum(), top+row*len(w.parts)+14
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="Inter, Helvetica, Arial, sans-serif" font-size="13">`+"\n", width, high, width, high)
	fmt.Fprintf(&b, `<title>%s</title><rect width="%d" height="%d" fill="#ffffff"/>`+"\n", html.EscapeString(w.title), width, high)
	fmt.Fprintf(&b, `<text x="16" y="28" font-size="16" font-weight="600" fill="#0f172a">%s: %s %s</text>`+"\n", html.EscapeString(w.title), figure(sum), w.unit)
	at := 0.
	for i, p := range w.parts {
		y := top + row*i
		x, long := left+across*at/sum, max(1, across*p.takes/sum)
		fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="end" fill="#0f172a">%s</text>`, left-12, y+5, strconv.FormatFloat(p.takes, 'f', -1, 64))
		fmt.Fprintf(&b, `<rect x="%d" y="%d" width="%d" height="16" fill="#f1f5f9"/><rect x="%.1f" y="%d" width="%.1f" height="16" fill="#0e7490"/>`, left, y-8, across, x, y-8, long)
		fmt.Fprintf(&b, `<text x="%d" y="%d" fill="#334155">%s</text>`+"\n", left+across+16, y+5, html.EscapeString(p.what))
		at += p.takes
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// figure writes a sum with three digits that count, or all of a whole number.
func figure(v float64) string {
	switch {
	case v >= 100 || v == float64(int(v)):
		return strconv.FormatFloat(v, 'f', 0, 64)
	case v >= 10:
		return strconv.FormatFloat(v, 'f', 1, 64)
	}
	return strconv.FormatFloat(v, 'f', 2, 64)
}
