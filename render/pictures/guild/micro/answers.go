package micro

import (
	"fmt"
	"math"

	"fanout/render/ui"
)

// answers are the sixteen characters that the last flag digit can be, and the eight flags.
func (d *drawing) answers(y float64) float64 {
	if !d.wide() {
		y = d.digits(d.x, y, d.w) + 18
		return d.bits(d.x, y, d.w)
	}
	const gap = 44.
	right := math.Floor(d.w * .37)
	bottom := d.digits(d.x, y, d.w-right-gap)
	return max(bottom, d.bits(d.x+d.w-right, y, right))
}

// digits are the characters with what the sieve says of each.
func (d *drawing) digits(x, y, w float64) float64 {
	t := d.Theme
	d.heading(x, y, w, "The last digit answers alone", "", "odd: keep the context and parse it. Even: drop it unread.")
	y += 24
	perRow, h := 16, 54.
	if d.phone() {
		perRow = 8
		for _, line := range d.Wrap(ui.Label, "Odd: keep the context and parse it. Even: drop it unread.", w) {
			d.Text(x, y+4, ui.Label, t.T2, line)
			y += 17
		}
	}
	pitch := math.Floor((w + 5) / float64(perRow))
	for i := range len(digits) {
		r := ui.Box(x+float64(i%perRow)*pitch, y+float64(i/perRow)*(h+6), pitch-5, h)
		c := digits[i : i+1]
		odd := i%2 == 1
		on := len(d.m.box.text) > flagAt && d.m.box.text[flagAt:flagAt+1] == c
		word := "not sampled"
		if odd {
			word = "sampled"
		}
		state := d.Place(ui.Widget{ID: "micro.digit." + c, Kind: ui.Segment, Rect: r, Label: c + ", " + word, Value: map[bool]string{true: "on", false: "off"}[on],
			Hint: "Make it character 54", Act: d.m.do.digits[i]})
		fill, line, ink := t.Bg1, t.Line, t.T2
		switch {
		case odd && on:
			fill, line, ink = t.TraceDim, t.Trace, t.TraceInk
		case odd:
			line, ink = t.Trace.Alpha(.45), t.TraceInk
		case on:
			fill, line, ink = t.Bg3, t.T2, t.T1
		}
		if state.Hover || state.Pressed {
			fill = t.Bg3
		}
		d.FocusRing(r, 6, state)
		d.Panel(r, 6, fill, line)
		if on {
			d.Border(r, 6, 1.8, line)
		}
		d.TextCenter(r.CenterX(), r.Y+18, ui.MonoTime, ink, c)
		if odd {
			d.Diamond(r.CenterX(), r.Y+40, 4.6, t.Trace)
		} else {
			d.Ring(r.CenterX(), r.Y+40, 4, 1.2, t.T3)
		}
	}
	y += math.Ceil(16/float64(perRow))*(h+6) + 2
	for i, text := range []string{
		"In code: for 0–9 the character’s own lowest bit is the answer. For a–f it is the opposite, since “a” is 0x61 and “b” is 0x62.",
		"Shorter than 55: stop. What is no digit at all may pass: the full parse decides.",
	} {
		ink := t.T1
		if i > 0 {
			ink = t.T2
		}
		for _, line := range d.Wrap(ui.Label, text, w) {
			d.Text(x, y+6, ui.Label, ink, line)
			y += 17
		}
	}
	return y
}

// bits are the flags as eight bits below their two digits.
func (d *drawing) bits(x, y, w float64) float64 {
	t, m := d.Theme, d.m
	value, ok := m.flags()
	r := ui.Box(x, y-4, w, 130)
	if d.wide() { // it opens from the flags
		a, b := m.cells.places[flagsAt], m.cells.places[flagAt]
		d.Line(a.X, a.Bottom()+54, a.X-24, r.Y, 1, t.Trace.Alpha(.6))
		d.Line(b.Right(), b.Bottom()+54, b.Right()+10, r.Y, 1, t.Trace.Alpha(.6))
	}
	d.Panel(r, 10, t.Bg1, t.Trace.Alpha(.7))
	pitch := math.Floor((r.W - 32 - 14) / 8)
	left := r.X + math.Floor((r.W-pitch*8-14)/2)
	at := func(bit int) float64 { // the left edge of a bit
		x := left + float64(7-bit)*pitch
		if bit < 4 {
			x += 14
		}
		return x
	}
	for i, digit := range []int{flagsAt, flagAt} {
		text := "?"
		if ok {
			text = m.box.text[digit : digit+1]
		}
		from, to := at(7-4*i), at(4-4*i)+pitch-4
		ink := t.T1
		if i == 1 && ok && value&1 == 1 {
			ink = t.TraceInk
		}
		d.TextCenter((from+to)/2, r.Y+16, ui.MonoTime, ink, text)
		d.HLine(from, r.Y+29, to-from, t.Line2)
		d.VLine(from, r.Y+29, 4, t.Line2)
		d.VLine(to-1, r.Y+29, 4, t.Line2)
	}
	for bit := 7; bit >= 0; bit-- {
		d.bit(ui.Box(at(bit), r.Y+38, pitch-4, 42), bit, value, ok)
	}
	y = r.Bottom() - 22
	if reserved := "7 to 2: reserved"; !d.phone() {
		d.Text(left, y+8, ui.Tick, t.T2, reserved)
	} else {
		d.Text(left, y+8, ui.Tick, t.T2, "7–2: reserved")
	}
	end := at(0) + pitch - 4
	begin := d.TextRight(end, y+8, ui.TickStrong, t.TraceInk, "0: sampled")
	d.TextRight(begin-12, y+8, ui.Tick, t.T2, "1: random trace-id")
	return r.Bottom() + 4
}

// bit is one flag, a switch.
func (d *drawing) bit(r ui.Rect, bit, value int, ok bool) {
	t := d.Theme
	set := value>>bit&1 == 1
	text, disabled := "0", ""
	switch {
	case !ok:
		text, disabled = "–", "The header has no flags of two digits"
	case set:
		text = "1"
	}
	name := "reserved"
	switch bit {
	case 0:
		name = "sampled"
	case 1:
		name = "random trace id"
	}
	state := d.Place(ui.Widget{ID: fmt.Sprint("micro.bit.", bit), Kind: ui.Toggle, Rect: r, Label: fmt.Sprintf("Bit %d, %s", bit, name),
		Value: map[bool]string{true: "on", false: "off"}[ok && set], Hint: "Turn this bit of the flags", Disabled: disabled, Act: d.m.do.bits[bit]})
	fill, line, ink := t.Bg2, t.Line2, t.T2
	switch {
	case bit == 0 && set && ok:
		d.Glow(r.CenterX(), r.CenterY(), 44, t.Trace.Alpha(.45))
		fill, line, ink = t.Trace, t.Trace, onTrace
	case set && ok:
		fill, line, ink = t.Bg4, t.T2, t.T1
	}
	if state.Hover && !(bit == 0 && set) {
		fill = t.Bg3
	}
	d.FocusRing(r, 6, state)
	d.Panel(r, 6, fill, line)
	d.TextCenter(r.CenterX(), r.CenterY(), ui.MonoTime, ink, text)
	label, style := t.T3, ui.Tick
	if bit == 0 {
		label, style = t.TraceInk, ui.TickStrong
	}
	d.TextCenter(r.CenterX(), r.Bottom()+12, style, label, fmt.Sprint(bit))
}

// onTrace is the ink on amber.
const onTrace ui.Color = 0x071321FF
