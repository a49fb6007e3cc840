package worldmap

import (
	"math"

	"fanout/render/ui"
)

// ring are n points of an ellipse round (x, y), the first at its right.
func ring(x, y, rx, ry float64, n int) []ui.Point {
	all := make([]ui.Point, n)
	for i := range all {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		all[i] = ui.Pt(x+rx*cos, y+ry*sin)
	}
	return all
}

// The spine's measures, in CSS px.
const (
	margin   = 48.
	gap      = 16.  // between two places
	headerH  = 68.  // of the title above the cards
	spineH   = 124. // of a place
	lineY    = 22.  // from the places down to the line of tracing
	aboveGap = 32.
	belowGap = 66.
	cardH    = 276. // at most
	cardMin  = 196.
	wideFrom = 1100.
)

// plan is where everything is in a window that has room for the spine.
type plan struct {
	area         ui.Rect
	pitch, width float64 // of the places
	spine        float64 // y of their top
	card         float64 // height of a card
}

// planFor lays out the map in area; ok is false where the cards have to be a list.
func planFor(area ui.Rect) (p plan, ok bool) {
	height := area.H - headerH - aboveGap - spineH - belowGap - 24
	p.area, p.card = area, math.Round(min(cardH, height/2))
	if area.W < wideFrom || p.card < cardMin {
		return p, false
	}
	p.pitch = (min(area.W-2*margin, 1600) + gap) / float64(numPlaces)
	p.width = p.pitch - gap
	p.spine = area.Y + headerH + p.card + aboveGap
	return p, true
}

// left is the x of a column.
func (p *plan) left(column int) float64 {
	spare := p.area.W - p.pitch*float64(numPlaces) + gap
	return math.Round(p.area.X + spare/2 + p.pitch*float64(column))
}

// box is the place of a card that begins at a column.
func (p *plan) box(above bool, column, columns int) ui.Rect {
	y := p.spine + spineH + belowGap
	if above {
		y = p.spine - aboveGap - p.card
	}
	x := p.left(column)
	return ui.Box(x, y, math.Round(p.pitch*float64(columns)-gap), p.card)
}

// side is one side of the spine: which columns are taken.
type side [numPlaces]bool

func (s *side) free(column, columns int) bool {
	for c := column; c < column+columns; c++ {
		if s[c] {
			return false
		}
	}
	return true
}

func (s *side) take(column, columns int) {
	for c := column; c < column+columns; c++ {
		s[c] = true
	}
}

// rest is the columns to the right of all that are taken.
func (s *side) rest() (column, columns int) {
	column = int(numPlaces)
	for column > 0 && !s[column-1] {
		column--
	}
	return column, int(numPlaces) - column
}

// spot is where a card hangs.
type spot struct {
	card            *Card
	above           bool
	column, columns int
}

// spots hangs the cards above and below the spine in turn, each by the places that it is
// about. A card for which there is no room on either side makes ok false.
func spots(cards []Card) (all []spot, sides [2]side, ok bool) {
	const above, below = 0, 1
	next := above
	for i := range cards {
		column, columns := cards[i].at()
		at := next
		if !sides[at].free(column, columns) {
			at = 1 - at
		}
		if !sides[at].free(column, columns) {
			return nil, sides, false
		}
		sides[at].take(column, columns)
		all = append(all, spot{&cards[i], at == above, column, columns})
		next = 1 - at
	}
	return all, sides, true
}
