package scene

import (
	"strings"

	"fanout/sim"
)

// Theme is the set of colour tokens of one appearance. Nothing on the canvas
// has a colour that is not one of these, apart from mixes and transparencies.
type Theme struct {
	Name string
	Dark bool

	Bg0, Bg1, Bg2, Bg3, Bg4 Color // stage, rails, cards, hover, pressed and tracks
	Line, Line2             Color // hairlines; borders of controls
	T1, T2, T3              Color // text: value, label, hint
	Acc, AccDim, OnAcc      Color // interaction: colour, fill of selections, ink on it
	Knob                    Color
	Trace, TraceDim         Color // everything that tracing is: marks, and the fill behind them
	TraceInk                Color // the same as text
	Good, Bad               Color
	Ghost                   Color // the previous value
	FieldBg, Idle           Color // the field, and a session that has not been reached
	Halo                    Color // round a kept span, so that it stands off the wave

	Services   [sim.NumServices]Color
	Stages     [sim.NumStages]Color
	PatternInk Color
	Ramp       [RampStops]Color // colours of the wave ramp, see RampStops
}

// RampStops is the number of stops of the wave ramp. They stand at 0, .010, .030,
// .075, .16, .30, .60 and 1 of age since arrival ÷ fan-out time; field.kage has
// the same numbers.
const RampStops = 8

// Dark is the theme that comes first.
var Dark = Theme{
	Name: "dark", Dark: true,
	Bg0: rgb(0x0A0D13), Bg1: rgb(0x0F131B), Bg2: rgb(0x151B26), Bg3: rgb(0x1D2532), Bg4: rgb(0x283344),
	Line: rgb(0x222B39), Line2: rgb(0x37455B),
	T1: rgb(0xE9EEF6), T2: rgb(0xAAB6C9), T3: rgb(0x8492A8),
	Acc: rgb(0x6AB0FF), AccDim: rgb(0x1B3350), OnAcc: rgb(0x071321),
	Knob:  rgb(0xE9EEF6),
	Trace: rgb(0xFFBC2A), TraceDim: rgb(0x3B2F12), TraceInk: rgb(0xFFD27A),
	Good: rgb(0x17CDA2), Bad: rgb(0xFF7A59), Ghost: rgb(0x8492A8),
	FieldBg: rgb(0x0C1017), Idle: rgb(0x1E2633), Halo: rgb(0x06090E),
	Services: [sim.NumServices]Color{
		sim.API: rgb(0xB9C3F0), sim.Guilds: rgb(0x7FA8FF), sim.Sessions: rgb(0x35A7C4), sim.Presence: rgb(0x8FA3D9)},
	Stages: [sim.NumStages]Color{
		sim.StageHandle: rgb(0x4F6E9E), sim.StageWrap: rgb(0x9FE0FE), sim.StageUnpack: rgb(0xEC5A33),
		sim.StageSieve: rgb(0x17CDA2), sim.StageSpan: rgb(0xFFBC2A), sim.StageExport: rgb(0xBE7DC6)},
	PatternInk: rgb(0x06090E).Alpha(.42),
	Ramp: [RampStops]Color{rgb(0xF2FAFF), rgb(0xBFE4FF), rgb(0x74BBF7), rgb(0x3F86CF),
		rgb(0x2A5C96), rgb(0x21466F), rgb(0x1C3856), rgb(0x1A314A)},
}

// Light is the theme for bright rooms and projectors.
var Light = Theme{
	Name: "light",
	Bg0:  rgb(0xEEF2F7), Bg1: rgb(0xFFFFFF), Bg2: rgb(0xF5F8FB), Bg3: rgb(0xE9EEF5), Bg4: rgb(0xDCE4EE),
	Line: rgb(0xDAE2EC), Line2: rgb(0xB4C1D2),
	T1: rgb(0x111A28), T2: rgb(0x45536A), T3: rgb(0x5C6A81),
	Acc: rgb(0x1766C8), AccDim: rgb(0xDCEAFB), OnAcc: rgb(0xFFFFFF),
	Knob:  rgb(0xFFFFFF),
	Trace: rgb(0xC77700), TraceDim: rgb(0xFCEFD3), TraceInk: rgb(0x8A5200),
	Good: rgb(0x0B7A5C), Bad: rgb(0xC23A16), Ghost: rgb(0x5C6A81),
	FieldBg: rgb(0xFBFCFE), Idle: rgb(0xE3E9F1), Halo: rgb(0xFFFFFF),
	Services: [sim.NumServices]Color{
		sim.API: rgb(0x6D78B8), sim.Guilds: rgb(0x2F63D0), sim.Sessions: rgb(0x12798F), sim.Presence: rgb(0x4C5F9E)},
	Stages: [sim.NumStages]Color{
		sim.StageHandle: rgb(0x7E9AC6), sim.StageWrap: rgb(0x266A94), sim.StageUnpack: rgb(0xD64824),
		sim.StageSieve: rgb(0x2F8E77), sim.StageSpan: rgb(0xF1A931), sim.StageExport: rgb(0x78225A)},
	PatternInk: rgb(0xFFFFFF).Alpha(.5),
	Ramp: [RampStops]Color{rgb(0x08356E), rgb(0x0D4C96), rgb(0x2470C4), rgb(0x4E94DD),
		rgb(0x7FB2E8), rgb(0xA2C7EE), rgb(0xB7D3F0), rgb(0xC3DAF2)},
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
	return []token{
		{"bg0", t.Bg0}, {"bg1", t.Bg1}, {"bg2", t.Bg2}, {"bg3", t.Bg3}, {"bg4", t.Bg4},
		{"line", t.Line}, {"line2", t.Line2}, {"t1", t.T1}, {"t2", t.T2}, {"t3", t.T3},
		{"acc", t.Acc}, {"accDim", t.AccDim}, {"onAcc", t.OnAcc},
		{"trace", t.Trace}, {"traceDim", t.TraceDim}, {"traceInk", t.TraceInk},
		{"good", t.Good}, {"bad", t.Bad}, {"fieldBg", t.FieldBg}, {"idle", t.Idle}, {"halo", t.Halo},
		{"api", t.Services[sim.API]}, {"guilds", t.Services[sim.Guilds]},
		{"sessions", t.Services[sim.Sessions]}, {"presence", t.Services[sim.Presence]},
		{"H", t.Stages[sim.StageHandle]}, {"W", t.Stages[sim.StageWrap]}, {"U", t.Stages[sim.StageUnpack]},
		{"S", t.Stages[sim.StageSieve]}, {"C", t.Stages[sim.StageSpan]}, {"X", t.Stages[sim.StageExport]},
		{"patternInk", t.PatternInk},
	}
}
