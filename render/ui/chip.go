package ui

import "time"

// ChipSpec describes a chip: a share from 0 to 100 %.
type ChipSpec struct {
	ID      string // of the widget
	Label   string
	Share   float64 // 0 … 1
	Prefix  string  // of the command, before the share: "set envelopes.guild "
	Changed bool    // it was changed last
}

// Chip draws a chip that fills r, 20 px high, filled from the left: drag it, use the
// arrows by 10 %, or type the share.
func (v *View) Chip(r Rect, c ChipSpec) {
	t := v.Theme
	at := v.In.Shown(c.ID, c.Share)
	shown := ShareText(at)
	state := v.Place(Widget{
		ID: c.ID, Kind: Chip, Rect: v.Target(r, 6), Label: c.Label, Value: shown,
		Adjust: v.In.shares.put(shareValue{at, r, c.Prefix}),
	})
	if _, old, ok := v.In.Dragged(c.ID); ok {
		v.Fill(Rect{r.X + r.W*old - 1, r.Y - 4, 2, r.H + 8}, 1, t.Ghost)
	}
	line := t.Line2
	if state.Hover || state.Dragging || c.Changed {
		line = t.Acc
	}
	v.FocusRing(r, 4, state)
	v.Fill(r, 4, t.Bg2)
	if at > 0 {
		v.Fill(Rect{r.X, r.Y, max(8, r.W*at), r.H}, 4, t.AccDim)
	}
	v.Border(r, 4, 1, line)
	v.Text(r.X+8, r.CenterY(), Tick, t.T2, c.Label)
	v.TextRight(r.Right()-8, r.CenterY(), TickStrong, t.T1, shown)
	v.EntryField(c.ID, r.Right()-8, r.CenterY(), 84)
}

// shareValue is a share on the track of a chip.
type shareValue struct {
	now    float64
	track  Rect
	prefix string
}

func (s *shareValue) Current() float64                     { return s.now }
func (s *shareValue) Command(v float64) string             { return s.prefix + PlainShare(v) }
func (s *shareValue) Pace() time.Duration                  { return DragPace }
func (s *shareValue) Grabbed(Point) (off float64, ok bool) { return 0, false }
func (s *shareValue) Page() int                            { return 5 }
func (s *shareValue) Ends() (least, most float64)          { return 0, 1 }

func (s *shareValue) At(q Point) float64 {
	return roundTo(min(max((q.X-s.track.X)/s.track.W, 0), 1), .1)
}

func (s *shareValue) Step(n int) float64 {
	return min(max(roundTo(s.now, .1)+.1*float64(n), 0), 1)
}

func (s *shareValue) Parse(text string) (float64, string) {
	return Number{Lo: 0, Hi: 1, Percent: true, Expected: "0 to 100 %"}.Parse(text)
}

func roundTo(v, step float64) float64 {
	n := v / step
	return float64(int(n+.5)) * step
}
