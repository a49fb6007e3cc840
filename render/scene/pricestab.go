package scene

import (
	"fanout/render/ui"
	"fanout/sim"
)

// pricesTab is one row per operation: what it costs in the price list in force, and what
// the list said where somebody has edited it.
type pricesTab struct{ ui.Scroll }

func (*pricesTab) tab() (id, title, brief string) { return "prices", "Prices", "Prices" }

func (*pricesTab) count(*sim.Snapshot) string { return "" }

func (p *pricesTab) draw(v *view, r ui.Rect) {
	const head, price, doc = 36, 210, 232
	row := 24.
	narrow := r.W < 500 // what an operation is stands below its name
	if narrow {
		row = 42
	}
	t, costs := v.Theme, &v.Snap.Costs
	p.Fit(head+row*float64(len(costs.Prices))+8, r.H)
	y := r.Y - p.At
	source := costs.Source
	if costs.Machine != "" {
		source += " " + costs.Machine + ", " + costs.Date
	}
	v.Text(r.X+24, y+18, ui.LabelStrong, t.T1, costs.Profile)
	v.Text(r.X+36+v.Width(ui.LabelStrong, costs.Profile), y+18, ui.Label, t.T2,
		v.Fit(ui.Label, r.W-60-v.Width(ui.LabelStrong, costs.Profile), source, ""))
	y += head
	for i := range costs.Prices {
		cost := &costs.Prices[i]
		cy := y + 12
		v.Fill(ui.Box(r.X+24, cy-4, 8, 8), 2, t.Stages[cost.Stage])
		v.Text(r.X+40, cy, ui.MonoSmall, t.T1, cost.Key)
		ink := t.T1
		if cost.Ns != cost.Listed {
			ink = t.Acc
		}
		v.TextRight(r.X+price, cy, ui.LabelStrong, ink, exactTime(cost.Ns))
		text := cost.Doc
		if cost.Ns != cost.Listed {
			text += "; the list says " + exactTime(cost.Listed)
		}
		if narrow {
			v.Text(r.X+40, cy+18, ui.Label, t.T2, v.Fit(ui.Label, r.W-56, text, cost.Doc, ""))
		} else {
			v.Text(r.X+doc, cy, ui.Label, t.T2, v.Fit(ui.Label, r.W-doc-16, text, cost.Doc, ""))
		}
		y += row
	}
}

// exactTime writes nanoseconds to the last of them: 29.013 µs.
func exactTime(ns int64) string {
	v, unit := float64(ns), " ns"
	for _, next := range []string{" µs", " ms", " s"} {
		if v < 1000 {
			break
		}
		v, unit = v/1000, next
	}
	return ui.TrimZeros(ui.Decimal(v, 3)) + unit
}
