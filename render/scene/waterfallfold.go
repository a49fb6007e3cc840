package scene

import (
	"math"

	"fanout/render/ui"
	"fanout/sim/exact"
	"fanout/sim/span"
)

// foldBars is how many spans of a fold ended in each column of the time axis. They are
// counted once for each axis.
type foldBars struct {
	fold   int
	x, w   float64
	lens   bool
	gaps   bool
	counts []int
	most   int
}

// barPitch is the width of a column of a fold, px.
const barPitch = 5.

// count counts the spans of a fold, unless that has been done.
func (b *foldBars) count(w *waterfall, fold int) {
	x, width := w.axis.pieces[0].x, w.axis.right()-w.axis.pieces[0].x
	if b.counts != nil && b.fold == fold && b.x == x && b.w == width && b.lens == w.lens && b.gaps == w.gaps {
		return
	}
	*b = foldBars{fold: fold, x: x, w: width, lens: w.lens, gaps: w.gaps, counts: make([]int, int(width/barPitch)+1)}
	f := &w.trace.Folds[fold]
	for i := range f.Kept {
		at := int((w.axis.at(w.trace.Rows[f.First+i].End) - x) / barPitch)
		b.counts[at]++
		b.most = max(b.most, b.counts[at])
	}
}

// foldText is what a folded fan-out says below its name: how many it stands for.
func (f fallsView) foldText(l *traceLine, x, y, right float64) {
	t, fold := f.Theme, &f.t.Folds[l.fold]
	y += traceRow
	if fold.Recipients > 0 {
		text := "× " + ui.Count(fold.Recipients)
		f.Text(x, y+12, ui.Section, t.T1, f.Fit(ui.Section, right-x, text, "× "+ui.Magnitude(float64(fold.Recipients))))
	}
	f.Diamond(x+4, y+33, 4, t.Trace)
	f.Text(x+14, y+33, ui.LabelMedium, t.TraceInk, f.Fit(ui.LabelMedium, right-x-14, "kept "+ui.Count(int64(fold.Kept)), ui.Count(int64(fold.Kept))))
	est := "est. " + ui.Count(fold.Total.Estimate)
	f.Text(x, y+51, ui.Label, t.T2, f.Fit(ui.Label, right-x, est+" ± "+plusMinus(fold), "est. "+ui.Short(fold.Total.Estimate)+" ± "+plusMinus(fold), est, "est. "+ui.Short(fold.Total.Estimate), ui.Short(fold.Total.Estimate)))
}

// plusMinus is half of the 95 % interval about the estimate, by the rule of thumb that
// people know; the track in the pane has the exact one.
func plusMinus(f *span.Fold) string {
	half := float64(f.Total.High-f.Total.Low) / 2
	if q := float64(f.Rate) / float64(exact.Whole); q > 0 {
		half = 1.96 * math.Sqrt(float64(f.Kept)*(1-q)) / q
	}
	return ui.Magnitude(ui.RoundFigures(half, 2))
}

// fold is a fan-out as one row: when its recipients were through.
func (f fallsView) fold(l *traceLine, y float64) {
	w, t := f.w, f.Theme
	w.bars.count(w, l.fold)
	base, high := y+traceFold-12, traceFold-44.
	c := t.T3
	if service, ok := serviceOf(&f.t.Rows[l.row]); ok {
		c = t.Services[service]
	}
	x := w.axis.pieces[0].x
	f.HLine(x, base, w.axis.right()-x, t.Line2)
	for i, n := range w.bars.counts {
		if n == 0 {
			continue
		}
		h := max(2, high*float64(n)/float64(w.bars.most))
		f.Fill(ui.Box(x+barPitch*float64(i), base-h, barPitch-1, h), 1, c.Mix(t.Bg1, .15))
		f.Diamond(x+barPitch*float64(i)+2, base-1, 2, t.Trace)
	}
}

// marks are the exemplars of a fold on its time axis. A name goes where it covers no other.
func (f fallsView) marks(l *traceLine, y float64) {
	t, fold, base := f.Theme, &f.t.Folds[l.fold], y+traceFold-12
	from := f.w.axis.pieces[0].x
	if about := f.Fit(ui.Tick, f.w.axis.right()-from-240, "kept spans by when they ended", ""); about != "" {
		f.write(from+4, y+14, ui.Tick, t.T3, about)
	}
	right := f.w.axis.right() + 26 // free to the left of it
	list := exemplars(fold)
	name := ""
	for i := len(list) - 1; i >= 0; i-- {
		x := f.w.axis.at(f.t.Rows[list[i].row].End)
		f.Pattern(ui.Box(x-.5, y+18, 1, base-y-18), ui.Dashes, 0, t.Trace)
		f.Diamond(x, y+14, 3.6, t.Trace)
		if name = list[i].share + name; i > 0 && x-f.w.axis.at(f.t.Rows[list[i-1].row].End) < 10 {
			name = ", " + name // one name for both
			continue
		}
		width, left := f.Width(ui.TickStrong, name), f.w.axis.pieces[0].x
		if i > 0 { // the sign before it
			left = max(left, f.w.axis.at(f.t.Rows[list[i-1].row].End)+2)
		}
		switch {
		case x+8+width <= right:
			f.write(x+8, y+14, ui.TickStrong, t.TraceInk, name)
			right = x - 8
		case x-8 <= right && x-8-width > left+8:
			f.write(x-8-width, y+14, ui.TickStrong, t.TraceInk, name)
			right = x - 12 - width
		}
		name = ""
	}
}
