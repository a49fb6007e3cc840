package scene

import (
	"strconv"

	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/guild"
)

// countersTab is one row per service: what it handled and what it recorded, apart
// by the service in which the trace began.
type countersTab struct{ ui.Scroll }

func (*countersTab) tab() (id, title, brief string) { return "counters", "Counters", "Counters" }

func (*countersTab) count(*sim.Snapshot) string { return "" }

// counterColumn is a column of numbers; narrow windows leave out the last ones.
type counterColumn struct {
	title string
	amber bool // spans that were recorded
	cell  func(*sim.ServiceView) string
}

var counterColumns = []counterColumn{
	{"handled", false, func(s *sim.ServiceView) string { return ui.Count(s.Handled) }},
	{"in API traces", true, func(s *sim.ServiceView) string { return ui.Count(s.Spans[guild.OriginAPI]) }},
	{"session roots", true, func(s *sim.ServiceView) string { return ui.Count(s.Spans[guild.OriginSession]) }},
	{"not recorded", false, func(s *sim.ServiceView) string { return ui.Count(s.NotRecorded) }},
	{"guild roots", true, func(s *sim.ServiceView) string { return ui.Count(s.Spans[guild.OriginGuild]) }},
	{"background", true, func(s *sim.ServiceView) string { return ui.Count(s.Spans[guild.OriginBackground]) }},
	{"mailbox", false, func(s *sim.ServiceView) string { return ui.Count(int64(s.Mailbox)) }},
	{"cores", false, func(s *sim.ServiceView) string { return strconv.FormatFloat(float64(s.Capacity)/1000, 'f', 2, 64) }},
}

func (c *countersTab) draw(v *view, r ui.Rect) {
	t := v.Theme
	const head, row = 28, 30
	c.Fit(head+row*float64(guild.NumServices)+8, r.H)
	y := r.Y - c.At
	left := r.X + 120
	shown := min(len(counterColumns), int((r.W-140)/84))
	pitch := min(140, (r.W-140)/float64(shown))
	for i, col := range counterColumns[:shown] {
		v.TextRight(left+pitch*float64(i+1), y+16, ui.Tick, t.T2, col.title)
	}
	for s := range guild.NumServices {
		cy := y + head + row*(float64(s)+.5)
		v.HLine(r.X+16, cy-row/2, r.W-32, t.Line)
		serviceIcon(&v.Painter, s, r.X+35, cy)
		v.Text(r.X+52, cy, ui.LabelStrong, t.T1, serviceTitle[s])
		for i, col := range counterColumns[:shown] {
			cell, ink := col.cell(&v.snap.Services[s]), t.T1
			if col.amber && cell != "0" {
				ink = t.TraceInk
			}
			v.TextRight(left+pitch*float64(i+1), cy, ui.Label, ink, cell)
		}
	}
}
