package ui

import (
	"fmt"
	"slices"
	"strings"
)

// Kind is what an Op draws.
type Kind uint8

const (
	KindBox        Kind = iota // rounded rectangle: filled, or its inside border of width Stroke
	KindDiamond                // square on its corner inside Rect: filled, or its inside border
	KindLine                   // from (X, Y) to (X+W, Y+H), Stroke wide, flat ends
	KindSegment                // a line that others continue: no soft ends
	KindArea                   // from X to X+W under a line from Y to Y+Radius, down to Y+H
	KindPattern                // Rect filled with Pattern, whose tiles start at x = Radius
	KindDashedRing             // circle inside Rect, dashed border of width Stroke
	KindArc                    // circle inside Rect, border of width Stroke, the first Radius of it (0 … 1)
	KindGlow                   // light that falls off from the middle of Rect to its edge
	KindText                   // Text from X on the baseline Y; W is its advance
)

var kindNames = [...]string{"box", "diamond", "line", "segment", "area", "pattern", "dashes", "arc", "glow", "text"}

// String returns the kind's name in a printed list.
func (k Kind) String() string { return kindNames[k] }

// Pattern is a texture, so that what is filled is told apart without its colour.
type Pattern uint8

const (
	Plain          Pattern = iota // no pattern
	VerticalBars                  // 1 px, pitch 4
	Hatch                         // 45 degrees, 1.6 px, pitch 6
	Dots                          // radius 1.1, pitch 5
	Diamonds                      // half-diagonal 2.4, pitch 8
	HorizontalBars                // 1 px, pitch 4
	WideHatch                     // 45 degrees, 1 px, pitch 6: what is not there
	Dashes                        // 3 px on, 3 px off along the longer side: limits and drop lines
)

var patternNames = [...]string{"plain", "vertical", "hatch", "dots", "diamonds", "horizontal", "widehatch", "dashes"}

// String returns the pattern's name in a printed list.
func (p Pattern) String() string { return patternNames[p] }

// Op is one thing to draw. The meaning of the numbers depends on Kind.
type Op struct {
	Kind    Kind
	Pattern Pattern
	Style   Style
	Clip    uint16 // index into List.Clips; 0 is the whole canvas
	Color   Color
	Rect    Rect
	Radius  float64
	Stroke  float64 // 0 fills
	Text    string
}

// List is a draw list: what to paint, in order, later over earlier. It prints
// as text, and that text is what the golden tests hold on to.
type List struct {
	Ops   []Op
	Clips []Rect // Clips[0] is unused: index 0 means no clip
}

// Reset empties the list and keeps its memory.
func (l *List) Reset() {
	clear(l.Ops) // lets go of the strings
	l.Ops, l.Clips = l.Ops[:0], append(l.Clips[:0], Rect{})
}

// Equal reports whether both lists paint the same.
func (l *List) Equal(m *List) bool {
	return slices.Equal(l.Ops, m.Ops) && slices.Equal(l.Clips, m.Clips)
}

// Print writes the list as text, one op a line, colours as tokens of t.
func (l *List) Print(t *Theme) string {
	var b strings.Builder
	for i := range l.Ops {
		l.Ops[i].print(&b, t)
		if c := l.Ops[i].Clip; c != 0 {
			fmt.Fprintf(&b, " clip %s", l.Clips[c])
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func (o *Op) print(b *strings.Builder, t *Theme) {
	switch o.Kind {
	case KindText:
		fmt.Fprintf(b, "text %s,%s %s %q", num(o.Rect.X), num(o.Rect.Y), o.Style, o.Text)
	case KindLine, KindSegment:
		fmt.Fprintf(b, "%s %s,%s to %s,%s", o.Kind, num(o.Rect.X), num(o.Rect.Y), num(o.Rect.Right()), num(o.Rect.Bottom()))
	default:
		fmt.Fprintf(b, "%s %s", o.Kind, o.Rect)
	}
	switch {
	case o.Kind == KindPattern:
		fmt.Fprintf(b, " %s from %s", o.Pattern, num(o.Radius))
	case o.Kind == KindArea:
		fmt.Fprintf(b, " slope %s", num(o.Radius))
	case o.Kind == KindArc:
		fmt.Fprintf(b, " share %s", num(o.Radius))
	case o.Radius != 0:
		fmt.Fprintf(b, " r%s", num(o.Radius))
	}
	if o.Stroke != 0 {
		fmt.Fprintf(b, " stroke %s", num(o.Stroke))
	}
	fmt.Fprintf(b, " %s", t.Token(o.Color))
}

// String is the rectangle as x,y wxh.
func (r Rect) String() string {
	return num(r.X) + "," + num(r.Y) + " " + num(r.W) + "x" + num(r.H)
}

// num prints a coordinate with at most two decimals and no trailing zeros.
func num(v float64) string {
	s := fmt.Sprintf("%.2f", v)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}
