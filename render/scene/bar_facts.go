package scene

import (
	"strings"

	"fanout/render/ui"
	"fanout/sim/exact"
	"fanout/sim/readout"
	"fanout/sim/row"
)

// BarFacts says what is known of a bar, or of one stage of it.
func BarFacts(v *View, f *ui.Facts, service row.Service, stage row.Stage) {
	t, row, m := f.Theme, &v.Snap.Services[service], v.Snap.Model
	f.Title(ui.Section, m.Services[service].Title+" CPU", "MODEL", "", func(x, y float64) { ServiceIcon(&f.Painter, service, x, y) })
	f.Row("expected, of its "+Cores(row.Capacity)+" cores", LoadText(row.CPU.Total())+" %", t.T1)
	f.Row("spent "+spentIn(v.Snap), LoadText(row.Spent)+" %", loadInk(t, row.Spent))
	if total := row.CPU.Total(); total > exact.Whole {
		f.Sentence("Above 100 % is more than its cores can do: it would need "+ui.Decimal(float64(total)/float64(exact.Whole), 1)+" times as many.", t.Bad)
	}
	if resized(row) {
		f.Row("before, of "+Cores(row.SizedFrom)+" cores", LoadText(row.Before.Total())+" %", t.T2)
	} else if by, ok := change(v.Snap, service); ok {
		sign := "+"
		if by < 0 {
			sign = ui.Minus
		}
		f.Row("before the last change", LoadText(row.Before.Total())+" % ("+sign+LoadText(max(by, -by))+" points)", t.T2)
	}
	if m.Tracing != nil {
		f.Row("tracing", tracing(&row.CPU).Tenths()+" points", t.TraceInk)
	}
	f.Row("messages handled", ui.Count(row.Handled), t.T1)
	if int(stage) < len(m.Stages) {
		f.Rule()
		title := m.Stages[stage].Title
		f.Heading(strings.ToUpper(title[:1])+title[1:], row.CPU[stage].Tenths()+" points")
		f.Sentence(m.Stages[stage].Doc, t.T2)
		if row.HasBefore {
			f.Sentence("Before the last change: "+row.Before[stage].Tenths()+" points.", t.T2)
		}
	}
	f.Rule()
	f.Heading("Of the time expected, by stage", "")
	StageFacts(v, f, &row.CPU, row.CPU.Total())
}

// StageFacts is a row per stage that takes a share of total.
func StageFacts(v *View, f *ui.Facts, c *readout.StageCost, total exact.PPM) {
	t := f.Theme
	for s := range stages(v.Snap) {
		y, stage := f.Y+9, &v.Snap.Model.Stages[s]
		box := ui.Box(f.X, y-6, 12, 12)
		f.Fill(box, 2, t.Stages[s])
		f.Pattern(box, StagePattern(s), box.X, t.PatternInk)
		f.Text(f.X+20, y, ui.LabelStrong, t.T1, string(stage.Letter))
		f.Text(f.X+37, y, ui.Label, t.T2, stage.Title)
		text := ui.Decimal(100*float64(c[s])/float64(max(1, total)), 1) + " %"
		f.TextRight(f.X+f.W, y, ui.LabelStrong, t.T1, text)
		f.Note(stage.Title, ": ", text)
		f.Y += 21
	}
}
