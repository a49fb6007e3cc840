package scene

import (
	"strconv"

	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/readout"
	"fanout/sim/row"
)

// ServiceIcon is the sign of a service, by its row; shape says it as well as colour.
func ServiceIcon(v *ui.Painter, s row.Service, x, y float64) {
	c := v.Theme.Services[s]
	switch s {
	case 0:
		v.Hexagon(x, y, 6.5, 1.5, c)
	case 1:
		v.Ring(x, y, 6.5, 1.5, c)
		v.Disc(x, y, 2.6, c)
	case 2:
		for _, d := range [][2]float64{{-6, -6}, {1, -6}, {-6, 1}, {1, 1}} {
			v.Fill(ui.Box(x+d[0], y+d[1], 5, 5), 1, c)
		}
	default: // the other end of a call: two arrows
		v.Line(x-6, y-2.5, x+6, y-2.5, 1.5, c)
		v.Line(x+3, y-5.5, x+6, y-2.5, 1.5, c)
		v.Line(x-6, y+2.5, x+6, y+2.5, 1.5, c)
		v.Line(x-6, y+2.5, x-3, y+5.5, 1.5, c)
	}
}

// StagePattern is the pattern of a stage, by its row, so that colour is not all that
// tells it from the others.
func StagePattern(s row.Stage) ui.Pattern {
	return [row.MaxStages]ui.Pattern{
		ui.Plain, ui.VerticalBars, ui.Hatch, ui.Dots, ui.Diamonds, ui.HorizontalBars, ui.WideHatch, ui.Plain,
	}[s]
}

// Numbered is the number of what an occurrence is about: a name, so without commas.
func Numbered(n int64) string { return "#" + strconv.FormatInt(n, 10) }

// leaf is the service that matters most where nothing tells them apart: of a traced
// system that about whose spans the second layer decides, else the first one.
func leaf(m *sim.Model) row.Service {
	if m.Tracing != nil {
		return m.Tracing.Leaf
	}
	return 0
}

// tracing is what of a cost goes into tracing: of a traced system everything but the
// first stage, which is the work itself.
func tracing(c *readout.StageCost) exact.PPM { return c.Total() - c[0] }

// measuredHere reports whether the prices in force were measured where the program runs.
func measuredHere(s *sim.Snapshot) bool {
	return s.Costs.Profile == sim.ThisMachine && !s.Costs.Edited
}

// tags are what the tags of figures mean.
var tags = map[string]string{
	"POST":  "POST: published by Discord, in “Tracing Discord’s Elixir Systems”, for its services and loads",
	"MODEL": "MODEL: assumed by this model. Times are virtual, at the prices of the Prices tab",
	"TAB":   "TAB: timed in this tab",
	"HERE":  "HERE: timed on this machine",
}

// Tag is a tag that ends at right: it says where a figure comes from, and what that means.
func (v *View) Tag(right, cy float64, text string) {
	v.View.Tag(right, cy, text)
	meaning, known := tags[text]
	if !known {
		return
	}
	w := v.Width(ui.Tick, text) + 10
	v.Explain(v.In.Unused("tag."+text), ui.Box(right-w-2, cy-12, w+4, 24), text, meaning)
}

// CostTag says where the lengths of the bars come from: measured here, or modelled.
func (v *View) CostTag() string {
	if measuredHere(v.Snap) {
		return v.Shell.Here()
	}
	return "MODEL"
}
