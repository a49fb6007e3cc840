package ui

import (
	"slices"
	"strconv"
	"strings"
)

// MaxServices and MaxStages are how many colours a palette has: as many rows as a
// model may have of each.
const (
	MaxServices = 8
	MaxStages   = 8
)

// Theme is the set of colour tokens of one appearance. Nothing on the canvas
// has a colour that is not one of these, apart from mixes and transparencies. A
// Theme is made by Dark or Light and not changed afterwards.
type Theme struct {
	Name string
	Dark bool

	Surfaces
	Inks
	Accents
	Signals

	FieldBg, Idle Color // the field, and an actor that has not been reached
	Halo          Color // round a kept span, so that it stands off the wave

	Services   [MaxServices]Color // by row of the model
	Stages     [MaxStages]Color   // by row of the model
	PatternInk Color
	Ramp       [RampStops]Color // colours of the wave ramp, see RampStops

	services, stages []string // names of the first tokens of the palettes, see Named
}

// Surfaces are what lies below everything else.
type Surfaces struct {
	Bg0, Bg1, Bg2, Bg3, Bg4 Color // stage, rails, cards, hover, pressed and tracks
	Line, Line2             Color // hairlines; borders of controls
}

// Inks are the colours of text.
type Inks struct{ T1, T2, T3 Color } // value, label, hint

// Accents are the colours of interaction.
type Accents struct {
	Acc, AccDim, OnAcc Color // colour, fill of selections, ink on it
	Knob               Color
}

// Signals are colours that mean something.
type Signals struct {
	Trace, TraceDim Color // everything that tracing is: marks, and the fill behind them
	TraceInk        Color // the same as text
	Good, Bad       Color
	Ghost           Color // the previous value
}

// RampStops is the number of stops of the wave ramp. They stand at 0, .010, .030,
// .075, .16, .30, .60 and 1 of age since arrival ÷ fan-out time; field.kage has
// the same numbers.
const RampStops = 8

// RampAt is the colour of age x on the wave ramp, as field.kage has it.
func (t *Theme) RampAt(x float64) Color {
	stops := [RampStops]float64{0, .01, .03, .075, .16, .30, .60, 1}
	for i := 1; i < RampStops; i++ {
		if x < stops[i] {
			return t.Ramp[i-1].Mix(t.Ramp[i], (x-stops[i-1])/(stops[i]-stops[i-1]))
		}
	}
	return t.Ramp[RampStops-1]
}

// Dark is the theme that comes first. Each call returns another copy.
func Dark() *Theme {
	return &Theme{
		Name: "dark", Dark: true,
		Surfaces: Surfaces{
			Bg0: RGB(0x0A0D13), Bg1: RGB(0x0F131B), Bg2: RGB(0x151B26), Bg3: RGB(0x1D2532), Bg4: RGB(0x283344),
			Line: RGB(0x222B39), Line2: RGB(0x37455B),
		},
		Inks:    Inks{T1: RGB(0xE9EEF6), T2: RGB(0xAAB6C9), T3: RGB(0x8492A8)},
		Accents: Accents{Acc: RGB(0x6AB0FF), AccDim: RGB(0x1B3350), OnAcc: RGB(0x071321), Knob: RGB(0xE9EEF6)},
		Signals: Signals{
			Trace: RGB(0xFFBC2A), TraceDim: RGB(0x3B2F12), TraceInk: RGB(0xFFD27A),
			Good: RGB(0x17CDA2), Bad: RGB(0xFF7A59), Ghost: RGB(0x8492A8),
		},
		FieldBg: RGB(0x0C1017), Idle: RGB(0x1E2633), Halo: RGB(0x06090E),
		Services: [MaxServices]Color{RGB(0xB9C3F0), RGB(0x7FA8FF), RGB(0x35A7C4), RGB(0x8FA3D9),
			RGB(0xC8A2E8), RGB(0x7CD0E8), RGB(0xD7B7D9), RGB(0x9AB0B8)},
		Stages: [MaxStages]Color{RGB(0x4F6E9E), RGB(0x9FE0FE), RGB(0xEC5A33), RGB(0x17CDA2), RGB(0xFFBC2A), RGB(0xBE7DC6),
			RGB(0x8C6BD1), RGB(0x6FA88F)},
		PatternInk: RGB(0x06090E).Alpha(.42),
		Ramp: [RampStops]Color{RGB(0xF2FAFF), RGB(0xBFE4FF), RGB(0x74BBF7), RGB(0x3F86CF),
			RGB(0x2A5C96), RGB(0x21466F), RGB(0x1C3856), RGB(0x1A314A)},
	}
}

// Light is the theme for bright rooms and projectors. Each call returns another copy.
func Light() *Theme {
	return &Theme{
		Name: "light",
		Surfaces: Surfaces{
			Bg0: RGB(0xEEF2F7), Bg1: RGB(0xFFFFFF), Bg2: RGB(0xF5F8FB), Bg3: RGB(0xE9EEF5), Bg4: RGB(0xDCE4EE),
			Line: RGB(0xDAE2EC), Line2: RGB(0xB4C1D2),
		},
		Inks:    Inks{T1: RGB(0x111A28), T2: RGB(0x45536A), T3: RGB(0x5C6A81)},
		Accents: Accents{Acc: RGB(0x1766C8), AccDim: RGB(0xDCEAFB), OnAcc: RGB(0xFFFFFF), Knob: RGB(0xFFFFFF)},
		Signals: Signals{
			Trace: RGB(0xC77700), TraceDim: RGB(0xFCEFD3), TraceInk: RGB(0x8A5200),
			Good: RGB(0x0B7A5C), Bad: RGB(0xC23A16), Ghost: RGB(0x5C6A81),
		},
		FieldBg: RGB(0xFBFCFE), Idle: RGB(0xE3E9F1), Halo: RGB(0xFFFFFF),
		Services: [MaxServices]Color{RGB(0x6D78B8), RGB(0x2F63D0), RGB(0x12798F), RGB(0x4C5F9E),
			RGB(0x8450B0), RGB(0x0F8FB0), RGB(0x9A5C93), RGB(0x56707A)},
		Stages: [MaxStages]Color{RGB(0x7E9AC6), RGB(0x266A94), RGB(0xD64824), RGB(0x2F8E77), RGB(0xF1A931), RGB(0x78225A),
			RGB(0x6A48B8), RGB(0x3F7A5E)},
		PatternInk: RGB(0xFFFFFF).Alpha(.5),
		Ramp: [RampStops]Color{RGB(0x08356E), RGB(0x0D4C96), RGB(0x2470C4), RGB(0x4E94DD),
			RGB(0x7FB2E8), RGB(0xA2C7EE), RGB(0xB7D3F0), RGB(0xC3DAF2)},
	}
}

// Named is t with names for the rows of its palettes, as printed draw lists have
// them. A row without a name is service4, stage6.
func (t *Theme) Named(services, stages []string) *Theme {
	named := *t
	named.services, named.stages = slices.Clone(services), slices.Clone(stages)
	return &named
}

// Token is the name of c in the theme, or its value if it is none of the
// tokens; a transparent token is named with its alpha in percent. Draw lists
// print it, so that a golden says what was meant.
func (t *Theme) Token(c Color) string {
	opaque := c | 0xff
	for _, k := range t.tokens() {
		if k.color == c {
			return k.name
		}
		if k.color == opaque {
			_, after, _ := strings.Cut(c.String(), "/")
			return k.name + "/" + after
		}
	}
	return c.String()
}

type token struct {
	name  string
	color Color
}

func (t *Theme) tokens() []token {
	list := []token{
		{"bg0", t.Bg0}, {"bg1", t.Bg1}, {"bg2", t.Bg2}, {"bg3", t.Bg3}, {"bg4", t.Bg4},
		{"line", t.Line}, {"line2", t.Line2}, {"t1", t.T1}, {"t2", t.T2}, {"t3", t.T3},
		{"acc", t.Acc}, {"accDim", t.AccDim}, {"onAcc", t.OnAcc},
		{"trace", t.Trace}, {"traceDim", t.TraceDim}, {"traceInk", t.TraceInk},
		{"good", t.Good}, {"bad", t.Bad}, {"fieldBg", t.FieldBg}, {"idle", t.Idle}, {"halo", t.Halo},
	}
	for i, c := range t.Services {
		list = append(list, token{rowName(t.services, "service", i), c})
	}
	for i, c := range t.Stages {
		list = append(list, token{rowName(t.stages, "stage", i), c})
	}
	return append(list, token{"patternInk", t.PatternInk})
}

// rowName is the name of a row of a palette.
func rowName(names []string, kind string, row int) string {
	if row < len(names) {
		return names[row]
	}
	return kind + strconv.Itoa(row)
}
