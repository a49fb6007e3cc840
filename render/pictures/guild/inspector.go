package guildpicture

import (
	"strconv"

	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/guild"
)

// pickTitles name the inspector by what it is about.
var pickTitles = [...]string{pickSession: "Session", pickDot: "Dot", pickMessage: "Message", pickAPI: "API", pickGuild: "Guild", pickSieve: "Sieve", pickCPU: "CPU", pickLink: "Link"}

// facts is what the inspector says about what is picked.
type facts struct {
	*ui.Facts
	v  *guildView
	in guild.Inspector // nil if the world cannot be asked
}

// Inspect implements scene.Picture.
func (p *Picture) Inspect(view *scene.View, column *ui.Facts) {
	f := &facts{Facts: column, v: p.stage.view(railView, view)}
	f.in, _ = guild.ViewOf(view.Snap).Field.Source.(guild.Inspector)
	f.body()
}

func (f *facts) body() {
	p := &f.v.pic.picked
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
	case pickLink:
		f.link(p.id)
	}
}

// opened is an envelope with what is in it: the message, its carrier, its number of
// recipients. A bare message is a sheet alone.
func (f *facts) opened(message int64, c sim.Carrier, header string, recipients int) {
	t := f.Theme
	ink := t.T3
	if c == sim.CarrierSampled {
		ink = t.Trace
	}
	f.Y += 6
	w := min(f.W, 264)
	sheet := ui.Box(f.X+7, f.Y+24, w-14, 128)
	back := ui.Box(f.X, f.Y+42, w, 140)
	if c != sim.CarrierBare { // the open flap and the inside, behind the sheet
		f.line2(back.X+3, back.Y+1, back.CenterX(), f.Y, ink)
		f.line2(back.CenterX(), f.Y, back.Right()-3, back.Y+1, ink)
		f.Fill(back, 5, t.Bg2)
		f.Border(back, 5, 1.6, ink)
	}
	f.Panel(sheet, 6, t.Bg3, t.Line2)
	x, y := sheet.X+12, sheet.Y+16
	part := func(name string) { f.Text(x, y, ui.Tick, t.T3, name); y += 17 }
	part("message")
	f.Text(x, y, ui.BodyStrong, t.T1, "dispatch "+scene.Numbered(message))
	y += 21
	switch c {
	case sim.CarrierBare:
		part("no envelope")
		f.Text(x, y, ui.Label, t.T2, "nothing says that it was fanned out")
	default:
		part("trace_carrier")
		switch c {
		case sim.CarrierSampled:
			f.Diamond(x+5, y, 5, t.Trace)
			f.Text(x+17, y, ui.Mono, t.TraceInk, shortHeader(header))
		case sim.CarrierUnsampled:
			badge(&f.Painter, x+5, y, c)
			f.Text(x+17, y, ui.Mono, t.T2, shortHeader(header))
		default:
			f.DashedRing(x+5, y, 5, 1.4, t.T2)
			f.Text(x+17, y, ui.Label, t.T2, "empty")
		}
		y += 21
		part("approximate_num_recipients")
		f.Text(x, y, ui.BodyStrong, t.T1, ui.Count(int64(recipients)))
	}
	if c != sim.CarrierBare { // the pocket before it
		f.line2(back.X+1, sheet.Bottom()-2, back.CenterX(), back.Bottom()-10, ink)
		f.line2(back.CenterX(), back.Bottom()-10, back.Right()-1, sheet.Bottom()-2, ink)
		badge(&f.Painter, back.Right()-1, back.Y+2, c)
	}
	f.Note("message dispatch ", scene.Numbered(message), ", carrier ", carrierWords[c])
	f.Y = back.Bottom() + 14
}

func (f *facts) line2(x0, y0, x1, y1 float64, c ui.Color) { f.Line(x0, y0, x1, y1, 1.6, c) }

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
	t := f.Theme
	if h == "" {
		f.Sentence("No traceparent in the headers.", t.T2)
		return
	}
	parsed := guild.InspectHeader(h)
	for _, p := range parsed.Parts {
		if p.Name == "delimiter" {
			continue
		}
		ink := t.T1
		if p.Name == "flags" && parsed.Sampled {
			ink = t.TraceInk
		}
		f.Text(f.X, f.Y+8, ui.Tick, t.T3, p.Name)
		f.Text(f.X+54, f.Y+8, ui.MonoSmall, ink, h[p.Start:p.End])
		if p.Name == "version" || p.Name == "flags" {
			f.Text(f.X+54+24, f.Y+8, ui.Tick, t.T3, "bytes "+strconv.Itoa(p.Start)+"–"+strconv.Itoa(p.End-1))
		}
		f.Note(p.Name, " ", h[p.Start:p.End])
		f.Y += 18
	}
}

// messages is a list of messages that can be opened.
func (f *facts) messages(list []guild.Trail) {
	for i := range list {
		p := &list[i]
		word, ink := "not sampled", f.Theme.T2
		switch {
		case p.Sampled:
			word, ink = "sampled at the API", f.Theme.TraceInk
		case p.Fanout.Carrier == sim.CarrierSampled:
			word, ink = "sampled by the guild", f.Theme.TraceInk
		}
		r := f.messageRow(p.Number, word, ink)
		f.header2(f.X+18, r.CenterY(), headerCarrier(p))
	}
}

// messageRow is a row that leads to a message, with a remark, and room for a sign.
func (f *facts) messageRow(number int64, remark string, ink ui.Color) ui.Rect {
	t, pic, r := f.Theme, f.v.pic, ui.Box(f.X-6, f.Y, f.W+12, 24)
	state := f.Place(ui.Widget{ID: "message." + strconv.FormatInt(number, 10), Kind: ui.Button, Rect: r, Label: "Message " + scene.Numbered(number),
		Act: func() { pic.pick(picked{kind: pickMessage, message: number}) }})
	if state.Hover || state.Pressed {
		f.Fill(r, 6, t.Bg3)
	}
	f.FocusRing(r.Inset(2), 5, state)
	f.Text(f.X+44, r.CenterY(), ui.LabelStrong, t.T1, scene.Numbered(number))
	f.TextRight(f.X+f.W, r.CenterY(), ui.Label, ink, remark)
	f.Y += 26
	return r
}

func (f *facts) header2(x, y float64, c sim.Carrier) { tokenHeader(&f.Painter, x, y, c) }

// headerCarrier is what a message's request carries.
func headerCarrier(p *guild.Trail) sim.Carrier {
	switch {
	case !p.Linked:
		return sim.CarrierBare
	case p.Sampled:
		return sim.CarrierSampled
	}
	return sim.CarrierUnsampled
}

// lately is the last messages of which the way is known, newest first.
func (f *facts) lately(most int, which func(*guild.Trail) bool) (list []guild.Trail) {
	if f.in == nil {
		return nil
	}
	for n := guild.ViewOf(f.v.Snap).Messages.Sent + 64; n > 0 && n > guild.ViewOf(f.v.Snap).Messages.Sent-64 && len(list) < most; n-- {
		if p, ok := f.in.InspectTrail(n); ok && which(&p) {
			list = append(list, p)
		}
	}
	return list
}
