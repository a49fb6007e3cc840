package scene

import (
	"strconv"
	"strings"

	"fanout/sim"
)

// pickTitles name the inspector by what it is about.
var pickTitles = [...]string{pickSession: "Session", pickDot: "Dot", pickMessage: "Message", pickAPI: "API", pickGuild: "Guild", pickSieve: "Sieve", pickCPU: "CPU"}

// sheetOf is a column of facts that is filled from the top; what it says is noted
// for people who do not see it.
type facts struct {
	*view
	x, y, w float64
	in      sim.Inspector // nil if the world cannot be asked
}

// inspector says everything that is known about what is picked.
func (v *view) inspector(r Rect) {
	s := v.s
	s.about = s.about[:0]
	v.scrolled(r, func(top float64) float64 {
		f := &facts{view: v, x: r.X + 16, y: top + 14, w: min(r.W-32, 736)}
		f.in, _ = v.snap.Field.Source.(sim.Inspector)
		f.tabs()
		f.body()
		return f.y + 12
	})
}

func (f *facts) body() {
	p := &f.s.picked
	switch p.kind {
	case pickSession:
		f.session(p.id)
	case pickDot:
		f.dot(p.dot)
	case pickMessage:
		f.message(p.message)
	case pickAPI:
		f.api(p.id)
	case pickGuild:
		f.guild()
	case pickSieve:
		f.sieve()
	case pickCPU:
		f.cpu(p.service, p.stage)
	}
}

// tabs lead back to the controls, and close.
func (f *facts) tabs() {
	t := f.theme
	h := f.tall(30)
	r := Rect{f.x, f.y, f.w - h - 8, h}
	f.panel(r, 6, t.Bg1, t.Line2)
	w := r.W / 2
	one := Rect{r.X, r.Y, w, r.H}
	look := f.place(Widget{ID: "tab.rail.controls", Kind: Segment, Rect: one, Label: "Controls", Value: "off", act: (*Scene).backToControls})
	if look.hover {
		f.fill(one.Inset(1), 5, t.Bg3)
	}
	f.focusRing(one.Inset(2), 5, look)
	f.textCenter(one.CenterX(), one.CenterY(), Label, t.T2, "Controls")
	two := Rect{one.Right(), r.Y, w, r.H}
	f.panel(two, 6, t.AccDim, t.Acc)
	f.textCenter(two.CenterX(), two.CenterY(), LabelStrong, t.T1, pickTitles[f.s.picked.kind])
	f.button(Rect{r.Right() + 8, r.Y, h, h}, buttonSpec{id: "inspect.close", label: "Close", icon: iconClose, act: (*Scene).unpick, hint: "Close (Esc)"})
	f.y += h + 16
}

// backToControls shows the controls again; what is followed stays followed.
func (s *Scene) backToControls() {
	s.panel, s.rail.at, s.stale = false, 0, true
	if s.sheet == "inspect" {
		s.sheet = "controls"
	}
}

// note keeps a sentence for those who do not see the canvas.
func (f *facts) note(text ...string) {
	f.s.about = append(f.s.about, strings.Join(text, ""))
}

// title is the name of what is inspected, with a remark at the right.
func (f *facts) title(style Style, name, remark string, sign func(x, y float64)) {
	x := f.x
	if sign != nil {
		sign(x+8, f.y+10)
		x += 24
	}
	f.text(x, f.y+10, style, f.theme.T1, name)
	f.textRight(f.x+f.w, f.y+10, Label, f.theme.Acc, remark)
	if style == MonoTime { // an id: on the canvas the sign says of what
		name = "Session " + name
	}
	f.note(name)
	f.y += 28
}

// line is a sentence, broken where it is too long.
func (f *facts) line(text string, ink Color) {
	for _, l := range f.wrap(Label, text, f.w) {
		f.text(f.x, f.y+8, Label, ink, l)
		f.y += 17
	}
	f.note(text)
}

// row is a name and a value.
func (f *facts) row(name, value string, ink Color) {
	f.pair(f.x, f.x+f.w, f.y+9, Label, LabelStrong, f.theme.T2, ink, name, value)
	f.note(name, ": ", value)
	f.y += 21
}

// rule separates two groups, and heading begins one.
func (f *facts) rule() {
	f.hline(f.x-16, f.y+6, f.w+32, f.theme.Line)
	f.y += 18
}

func (f *facts) heading(text, remark string) {
	f.text(f.x, f.y+8, BodyStrong, f.theme.T1, text)
	if remark == "MODEL" {
		f.tag(f.x+f.w, f.y+8, remark)
	} else {
		f.textRight(f.x+f.w, f.y+8, Label, f.theme.T3, remark)
	}
	f.y += 26
}

// fact is a step of what was done, numbered in its order.
type fact struct {
	title, about string
	kept         bool // the last step, drawn as a diamond
	draw         func(f *facts)
}

func (f *facts) steps(list []fact) {
	t := f.theme
	for i := range list {
		s := &list[i]
		cx, top := f.x+9, f.y+9
		x := f.x + 30
		about := f.wrap(Label, s.about, f.w-30)
		h := 20 + 17*float64(len(about))
		if s.draw != nil {
			h += 42
		}
		if i < len(list)-1 {
			f.vline(cx-.5, top+12, h-16, t.Line2)
		}
		if s.kept {
			f.diamond(cx, top, 10, t.Trace)
			f.textCenter(cx, top, TickStrong, t.OnAcc.Mix(rgb(0x071321), 1), strconv.Itoa(i+1))
		} else {
			f.ring(cx, top, 9, 1.4, t.Line2)
			f.textCenter(cx, top, TickStrong, t.T1, strconv.Itoa(i+1))
		}
		f.text(x, f.y+9, LabelStrong, t.T1, s.title)
		if s.about != "" {
			f.note(s.title, ": ", s.about)
		} else {
			f.note(s.title)
		}
		f.y += 20
		for _, l := range about {
			f.text(x, f.y+7, Label, t.T2, l)
			f.y += 17
		}
		if s.draw != nil {
			s.draw(f)
			f.y += 42
		}
		f.y += 4
	}
}

// opened is an envelope with what is in it: the message, its carrier, its number of
// recipients. A bare message is a sheet alone.
func (f *facts) opened(message int64, c sim.Carrier, header string, recipients int) {
	t := f.theme
	ink := t.T3
	if c == sim.CarrierSampled {
		ink = t.Trace
	}
	f.y += 6
	w := min(f.w, 264)
	sheet := Rect{f.x + 7, f.y + 24, w - 14, 128}
	back := Rect{f.x, f.y + 42, w, 140}
	if c != sim.CarrierBare { // the open flap and the inside, behind the sheet
		f.line2(back.X+3, back.Y+1, back.CenterX(), f.y, ink)
		f.line2(back.CenterX(), f.y, back.Right()-3, back.Y+1, ink)
		f.fill(back, 5, t.Bg2)
		f.border(back, 5, 1.6, ink)
	}
	f.panel(sheet, 6, t.Bg3, t.Line2)
	x, y := sheet.X+12, sheet.Y+16
	part := func(name string) { f.text(x, y, Tick, t.T3, name); y += 17 }
	part("message")
	f.text(x, y, BodyStrong, t.T1, "dispatch "+messageName(message))
	y += 21
	switch c {
	case sim.CarrierBare:
		part("no envelope")
		f.text(x, y, Label, t.T2, "nothing says that it was fanned out")
	default:
		part("trace_carrier")
		switch c {
		case sim.CarrierSampled:
			f.diamond(x+5, y, 5, t.Trace)
			f.text(x+17, y, Mono, t.TraceInk, shortHeader(header))
		case sim.CarrierUnsampled:
			f.badge(x+5, y, c)
			f.text(x+17, y, Mono, t.T2, shortHeader(header))
		default:
			f.dashedRing(x+5, y, 5, 1.4, t.T2)
			f.text(x+17, y, Label, t.T2, "empty")
		}
		y += 21
		part("approximate_num_recipients")
		f.text(x, y, BodyStrong, t.T1, count(int64(recipients)))
	}
	if c != sim.CarrierBare { // the pocket before it
		f.line2(back.X+1, sheet.Bottom()-2, back.CenterX(), back.Bottom()-10, ink)
		f.line2(back.CenterX(), back.Bottom()-10, back.Right()-1, sheet.Bottom()-2, ink)
		f.badge(back.Right()-1, back.Y+2, c)
	}
	f.note("message dispatch ", messageName(message), ", carrier ", carrierWords[c])
	f.y = back.Bottom() + 14
}

func (f *facts) line2(x0, y0, x1, y1 float64, c Color) { f.painter.line(x0, y0, x1, y1, 1.6, c) }

// carrierWords say what a message carries.
var carrierWords = [...]string{sim.CarrierBare: "none: no envelope", sim.CarrierEmpty: "empty", sim.CarrierUnsampled: "unsampled", sim.CarrierSampled: "sampled"}

// shortHeader is a traceparent with the middle left out: 4bf92f35…02b7-01.
func shortHeader(h string) string {
	if len(h) < 55 {
		return h
	}
	return h[3:11] + "…" + h[48:52] + h[52:55]
}

// header shows a traceparent byte by byte, as the grammar sees it, and what the
// sieve makes of it.
func (f *facts) header(h string) {
	t := f.theme
	if h == "" {
		f.line("No traceparent in the headers.", t.T2)
		return
	}
	look := sim.InspectHeader(h)
	for _, p := range look.Parts {
		if p.Name == "delimiter" {
			continue
		}
		ink := t.T1
		if p.Name == "flags" && look.Sampled {
			ink = t.TraceInk
		}
		f.text(f.x, f.y+8, Tick, t.T3, p.Name)
		f.text(f.x+54, f.y+8, MonoSmall, ink, h[p.Start:p.End])
		if p.Name == "version" || p.Name == "flags" {
			f.text(f.x+54+24, f.y+8, Tick, t.T3, "bytes "+strconv.Itoa(p.Start)+"–"+strconv.Itoa(p.End-1))
		}
		f.note(p.Name, " ", h[p.Start:p.End])
		f.y += 18
	}
}

// messages is a list of messages that can be opened.
func (f *facts) messages(list []sim.Passage) {
	for i := range list {
		p := &list[i]
		word, ink := "not sampled", f.theme.T2
		if p.Sampled {
			word, ink = "sampled", f.theme.TraceInk
		}
		r := f.messageRow(p.Number, word, ink)
		f.header2(f.x+18, r.CenterY(), headerCarrier(p))
	}
}

// messageRow is a row that leads to a message, with a remark, and room for a sign.
func (f *facts) messageRow(number int64, remark string, ink Color) Rect {
	t, r := f.theme, Rect{f.x - 6, f.y, f.w + 12, 24}
	look := f.place(Widget{ID: "message." + strconv.FormatInt(number, 10), Kind: Button, Rect: r, Label: "Message " + messageName(number),
		act: func(s *Scene) { s.pick(picked{kind: pickMessage, message: number}) }})
	if look.hover || look.pressed {
		f.fill(r, 6, t.Bg3)
	}
	f.focusRing(r.Inset(2), 5, look)
	f.text(f.x+44, r.CenterY(), LabelStrong, t.T1, messageName(number))
	f.textRight(f.x+f.w, r.CenterY(), Label, ink, remark)
	f.y += 26
	return r
}

func (f *facts) header2(x, y float64, c sim.Carrier) { f.view.header(x, y, c) }

// headerCarrier is what a message's request carries.
func headerCarrier(p *sim.Passage) sim.Carrier {
	switch {
	case !p.Linked:
		return sim.CarrierBare
	case p.Sampled:
		return sim.CarrierSampled
	}
	return sim.CarrierUnsampled
}

// lately is the last messages of which the way is known, newest first.
func (f *facts) lately(most int, which func(*sim.Passage) bool) (list []sim.Passage) {
	if f.in == nil {
		return nil
	}
	for n := f.snap.Messages.Sent + 64; n > 0 && n > f.snap.Messages.Sent-64 && len(list) < most; n-- {
		if p, ok := f.in.InspectPassage(n); ok && which(&p) {
			list = append(list, p)
		}
	}
	return list
}
