package scene

import (
	"slices"
	"strconv"

	"fanout/render/ui"
	"fanout/sim/span"
)

// traceAxis is the time axis of a trace: where a virtual time stands on the canvas. It is
// made of pieces, in each of which time passes evenly: the first part of it may be drawn
// finer than the rest, and a stretch in which nothing happened is folded to a fixed width.
type traceAxis struct {
	from, to int64
	pieces   []axisPiece
}

type axisPiece struct {
	from, to int64   // virtual ns
	x, w     float64 // px
	gap      bool    // folded
}

// axisSpec is what an axis is made of.
type axisSpec struct {
	from, to int64
	lens     int64 // how much of the start is drawn finer, ns; 0 for none of it
	gaps     []traceGap
}

// traceGap is a stretch of a trace in which no span begins or ends.
type traceGap struct{ from, to int64 }

const (
	gapWidth  = 56   // px of a folded gap
	lensShare = 0.45 // of the width that is left, for the lens
)

// newTraceAxis lays an axis out from x on, w px wide.
func newTraceAxis(s axisSpec, x, w float64) traceAxis {
	a := traceAxis{from: s.from, to: max(s.to, s.from+1)}
	cuts := []int64{a.from, a.to}
	if s.lens > 0 {
		cuts = append(cuts, a.from+s.lens)
	}
	for _, g := range s.gaps {
		cuts = append(cuts, g.from, g.to)
		w -= gapWidth
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var fine, coarse int64 // ns to lay out in the lens and behind it
	for i := 1; i < len(cuts); i++ {
		p := axisPiece{from: cuts[i-1], to: cuts[i], gap: slices.Contains(s.gaps, traceGap{cuts[i-1], cuts[i]})}
		a.pieces = append(a.pieces, p)
		switch {
		case p.gap:
		case p.to <= a.from+s.lens:
			fine += p.to - p.from
		default:
			coarse += p.to - p.from
		}
	}
	fineW := w * lensShare
	if fine == 0 {
		fineW = 0
	} else if coarse == 0 {
		fineW = w
	}
	for i := range a.pieces {
		p := &a.pieces[i]
		p.x = x
		switch {
		case p.gap:
			p.w = gapWidth
		case p.to <= a.from+s.lens:
			p.w = fineW * float64(p.to-p.from) / float64(fine)
		default:
			p.w = (w - fineW) * float64(p.to-p.from) / float64(coarse)
		}
		x += p.w
	}
	return a
}

// at is where a time stands. Times outside of the trace stand at its ends.
func (a *traceAxis) at(ns int64) float64 {
	ns = min(max(ns, a.from), a.to)
	for i := range a.pieces {
		if p := &a.pieces[i]; ns <= p.to {
			return p.x + p.w*float64(ns-p.from)/float64(p.to-p.from)
		}
	}
	return 0
}

// right is where the axis ends.
func (a *traceAxis) right() float64 {
	last := &a.pieces[len(a.pieces)-1]
	return last.x + last.w
}

// finer is how many times as wide time is in the lens as behind it, 0 without one.
func (a *traceAxis) finer(lens int64) float64 {
	if lens <= 0 || len(a.pieces) < 2 {
		return 0
	}
	perNs := func(p *axisPiece) float64 { return p.w / float64(p.to-p.from) }
	for i := range a.pieces {
		if p := &a.pieces[i]; !p.gap && p.from >= a.from+lens {
			return perNs(&a.pieces[0]) / perNs(p)
		}
	}
	return 0
}

// axisTick is a mark of the axis and what stands at it.
type axisTick struct {
	x    float64
	text string
}

// ticks are marks at round times since the start of the trace, at least room px apart.
func (a *traceAxis) ticks(room float64) (list []axisTick) {
	for i := range a.pieces {
		p := &a.pieces[i]
		if p.gap || p.w < room/2 {
			continue
		}
		step := roundUp(int64(room * float64(p.to-p.from) / p.w))
		for ns := (p.from - a.from + step - 1) / step * step; a.from+ns <= p.to; ns += step {
			x := a.at(a.from + ns)
			if n := len(list); n > 0 && x-list[n-1].x < room*.75 || x > a.right()-room*.4 && ns > 0 {
				continue
			}
			list = append(list, axisTick{x, tickText(ns)})
		}
	}
	return list
}

// roundUp is the least 1, 2 or 5 times a power of ten that is not less than ns.
func roundUp(ns int64) int64 {
	for step := int64(1); ; step *= 10 {
		for _, m := range []int64{1, 2, 5} {
			if m*step >= ns {
				return m * step
			}
		}
	}
}

// tickText is a round time since the start of a trace: 0, 2 ms, 1.5 s, 15:58.
func tickText(ns int64) string {
	switch {
	case ns == 0:
		return "0"
	case ns >= 60e9:
		text := strconv.FormatInt(ns/60e9, 10) + ":" + strconv.FormatInt(100+ns/1e9%60, 10)[1:]
		if part := ns % 1e9; part > 0 {
			text += "." + ui.TrimZeros("0." + strconv.FormatInt(1e9+part, 10)[1:])[2:]
		}
		return text
	}
	v, unit := ns, "ns"
	for _, next := range []string{"µs", "ms", "s"} {
		if v < 1000 || v%1000 != 0 && v < 10_000 {
			break
		}
		if v%1000 != 0 {
			return ui.TrimZeros(ui.Decimal(float64(v)/1000, 3)) + " " + next
		}
		v, unit = v/1000, next
	}
	return ui.Count(v) + " " + unit
}

// spanTime is a duration in three figures: 66.1 µs, 2.76 ms, 120 ms, 15 min 58 s.
func spanTime(ns int64) string {
	if ns >= 60e9 {
		text := ui.Count(ns/60e9) + " min"
		if s := ns / 1e9 % 60; s > 0 {
			text += " " + strconv.FormatInt(s, 10) + " s"
		}
		return text
	}
	v, unit := float64(ns), "ns"
	for _, next := range []string{"µs", "ms", "s"} {
		if v < 999.5 {
			break
		}
		v, unit = v/1000, next
	}
	decimals := 2
	switch {
	case unit == "ns" || v >= 99.95:
		decimals = 0
	case v >= 9.995:
		decimals = 1
	}
	return ui.Decimal(v, decimals) + " " + unit
}

// gapsOf are the stretches of a trace that can be folded: in which nothing begins or ends
// for a second and a quarter of the trace, or for almost all of it.
func gapsOf(t *span.Trace) (gaps []traceGap) {
	times := []int64{t.From, t.To}
	for i := range t.Rows {
		times = append(times, t.Rows[i].Start, t.Rows[i].End)
	}
	slices.Sort(times)
	whole := t.To - t.From
	for i := 1; i < len(times); i++ {
		a, b := times[i-1], times[i]
		if long := b - a; long >= 1e9 && long > whole/4 || long >= 10e6 && long > whole/10*9 {
			edge := min(long/20, whole-long+1) // some of it is seen at either side
			gaps = append(gaps, traceGap{a + edge, b - edge})
		}
	}
	return gaps
}

// lensOf is how much of the start of a trace is worth drawing finer: until the root has
// ended, where that is long before the trace does; 0 for none.
func lensOf(t *span.Trace) int64 {
	if len(t.Rows) == 0 || t.Rows[0].Parent.IsValid() {
		return 0
	}
	lens := roundUp((t.Rows[0].End - t.From) * 5 / 4)
	if whole := t.To - t.From; lens*4 > whole {
		return 0
	}
	return lens
}
