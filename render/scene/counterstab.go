package scene

import (
	"strconv"

	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/readout"
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
	cell  func(*readout.Service) int64
}

// originColumns is how many of the origins come before what was not recorded.
const originColumns = 2

// counterColumns are those of a model, the most telling ones first.
func counterColumns(origins []OriginWords) []counterColumn {
	columns := []counterColumn{{"handled", false, func(s *readout.Service) int64 { return s.Handled }}}
	for i, o := range origins {
		if i == originColumns {
			columns = append(columns, notRecorded)
		}
		columns = append(columns, counterColumn{o.Column, true, func(s *readout.Service) int64 { return s.Spans[o.Origin] }})
	}
	if n := len(origins); n > 0 && n <= originColumns {
		columns = append(columns, notRecorded)
	}
	return append(columns, counterColumn{"mailbox", false, func(s *readout.Service) int64 { return int64(s.Mailbox) }})
}

var notRecorded = counterColumn{"not recorded", false, func(s *readout.Service) int64 { return s.NotRecorded }}

func (c *countersTab) draw(v *view, r ui.Rect) {
	t := v.Theme
	columns := counterColumns(v.s.words.origins(v.Snap.Model))
	const head, row = 28, 30
	accounts := v.accounts(r.W - 56)
	c.Fit(head+row*float64(services(v.Snap))+8+accountLine*float64(len(accounts)), r.H)
	y := r.Y - c.At
	left := r.X + 120
	shown := min(len(columns)+1, int((r.W-140)/84))
	pitch := min(140, (r.W-140)/float64(shown))
	cores := shown > len(columns)
	columns = columns[:min(shown, len(columns))]
	for i, col := range columns {
		v.TextRight(left+pitch*float64(i+1), y+16, ui.Tick, t.T2, col.title)
	}
	if cores {
		v.TextRight(left+pitch*float64(shown), y+16, ui.Tick, t.T2, "cores")
	}
	for s := range services(v.Snap) {
		cy := y + head + row*(float64(s)+.5)
		v.HLine(r.X+16, cy-row/2, r.W-32, t.Line)
		ServiceIcon(&v.Painter, s, r.X+35, cy)
		v.Text(r.X+52, cy, ui.LabelStrong, t.T1, v.Snap.Model.Services[s].Title)
		for i, col := range columns {
			n, ink := col.cell(&v.Snap.Services[s]), t.T1
			if col.amber && n != 0 {
				ink = t.TraceInk
			}
			v.TextRight(left+pitch*float64(i+1), cy, ui.Label, ink, ui.Count(n))
		}
		if cores {
			text := strconv.FormatFloat(float64(v.Snap.Services[s].Capacity)/1000, 'f', 2, 64)
			v.TextRight(left+pitch*float64(shown), cy, ui.Label, t.T1, text)
		}
	}
	at := y + head + row*float64(services(v.Snap)) + 8
	if len(accounts) > 0 {
		v.HLine(r.X+16, at-8, r.W-32, t.Line)
	}
	for i, line := range accounts {
		x := r.X + 28 + line.indent
		for _, piece := range line.pieces {
			x = v.Text(x, at+accountLine*(float64(i)+.5)-2, ui.Label, t.T1, piece) + accountGap
		}
	}
}

// accountLine is the height of a line of an account, accountGap what lies between its
// pieces.
const accountLine, accountGap = 20, 5

// accountText is one line of an account: a sum, or parts of it that had no room behind.
type accountText struct {
	pieces []string
	indent float64
	w      float64
}

// add appends a piece.
func (a *accountText) add(v *view, piece string) {
	a.pieces = append(a.pieces, piece)
	a.w += v.Width(ui.Label, piece) + accountGap
}

// accounts are the model's accounts as sums: what was sent = what became of it, without
// what there is none of.
func (v *view) accounts(w float64) (lines []accountText) {
	if v.s.words.Accounts == nil {
		return nil
	}
	for _, a := range v.s.words.Accounts(v.Snap) {
		var line accountText
		line.add(v, ui.Count(a.Sum)+" "+a.Name)
		sign := "="
		for _, p := range a.Parts {
			if p.N == 0 {
				continue
			}
			part := ui.Count(p.N) + " " + p.Name
			if line.indent+line.w+v.Width(ui.Label, sign)+accountGap+v.Width(ui.Label, part) > w {
				lines = append(lines, line)
				line = accountText{indent: 16}
			}
			line.add(v, sign)
			line.add(v, part)
			sign = "+"
		}
		if sign == "=" {
			line.add(v, "=")
			line.add(v, "0")
		}
		lines = append(lines, line)
	}
	return lines
}
