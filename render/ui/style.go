package ui

// Face is one of the embedded font files.
type Face uint8

const (
	Inter400 Face = iota
	Inter500
	Inter600
	Mono500
	NumFaces
)

// Style is a size and weight of text. Every text on the canvas has one of them.
type Style uint8

const (
	Hero        Style = iota // the one number of a screen
	Title                    // title and main counter
	Section                  // heads of sections
	Body                     // prose and buttons
	BodyMedium               //
	BodyStrong               //
	Label                    // labels and hints
	LabelMedium              //
	LabelStrong              // values
	Tick                     // ticks, captions and tags
	TickStrong               //
	MonoTime                 // the virtual clock
	Mono                     // ids and formulas
	MonoSmall                //
	NumStyles
)

// StyleSpec says what a Style is. Size and Line are CSS px, Spacing is added to
// every advance, in em.
type StyleSpec struct {
	Name    string
	Face    Face
	Size    float64
	Line    float64
	Spacing float64
}

var styleSpecs = [NumStyles]StyleSpec{
	Hero:        {"28/600", Inter600, 28, 34, -.02},
	Title:       {"20/600", Inter600, 20, 28, -.01},
	Section:     {"15/600", Inter600, 15, 22, 0},
	Body:        {"13/400", Inter400, 13, 20, 0},
	BodyMedium:  {"13/500", Inter500, 13, 20, 0},
	BodyStrong:  {"13/600", Inter600, 13, 20, 0},
	Label:       {"12/400", Inter400, 12, 16, 0},
	LabelMedium: {"12/500", Inter500, 12, 16, 0},
	LabelStrong: {"12/600", Inter600, 12, 16, 0},
	Tick:        {"11/400", Inter400, 11, 16, 0},
	TickStrong:  {"11/600", Inter600, 11, 16, 0},
	MonoTime:    {"mono 16", Mono500, 16, 22, 0},
	Mono:        {"mono 12", Mono500, 12, 16, 0},
	MonoSmall:   {"mono 11", Mono500, 11, 16, 0},
}

// Spec is the description of s.
func (s Style) Spec() StyleSpec { return styleSpecs[s] }

// String is the style as the goldens spell it: size and weight.
func (s Style) String() string { return styleSpecs[s].Name }

// capHeight is the height of capital letters and figures of both families, in em.
const capHeight = 0.727

// baseline is the baseline of text whose figures have their middle at cy.
func (s Style) baseline(cy float64) float64 {
	return cy + capHeight/2*styleSpecs[s].Size
}

// Measurer knows how wide a text is. The real one sets it in the embedded fonts;
// tests use a table, so that goldens do not depend on font files.
type Measurer interface {
	// Advance is the width of text in CSS px.
	Advance(s Style, text string) float64
}
