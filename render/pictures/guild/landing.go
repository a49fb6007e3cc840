package guildpicture

import (
	"math"
	"time"

	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/guild"
)

// What the field alone needs beside it, or above it where the stage is high.
const (
	landingBeside = 182.
	landingAbove  = 48.

	// leastBeside is the height from which the guild has room beside it, between two texts.
	leastBeside = 250.
)

// alone is the layout of landing-1440.png and, on a stage that is high, of landing-390.png:
// the field as large as it can be, and the guild beside it or, always where two histories share
// it, above it.
func (l *layout) alone(scale float64, shared bool) {
	l.Alone = true
	step := 125 / math.Max(1, math.Floor(scale)) // so that a dot has whole px
	if l.Half {                                  // the dots say how large they can be
		step = 1
	}
	whole := func(room float64) float64 { return max(step, math.Floor(min(room, mostField)/step)*step) }
	s := l.Stage
	beside, below := whole(min(s.H, s.W-landingBeside)), whole(min(s.W-14, s.H-landingAbove))
	if l.Size = ui.Wide; shared || below > beside || below == beside && s.H < leastBeside {
		l.Size = ui.Phone // waves run from top to bottom
		l.Field = ui.Box(s.X+math.Floor((s.W-below)/2), s.Y+landingAbove, below, below)
		return
	}
	l.Field = ui.Box(s.Right()-beside, s.Y+math.Floor((s.H-beside)/2), beside, beside)
}

// guildAlone is where the guild is, and the port from which it sends.
func (l *layout) guildAlone() (card ui.Rect, port ui.Point) {
	f := l.Field
	if l.turned() {
		return ui.Box(f.CenterX()-58, l.Stage.Y+4, 116, 28), ui.Pt(f.CenterX(), f.Y-13)
	}
	return ui.Box(f.X-148, f.CenterY()-50, 98, 100), ui.Pt(f.X-30, f.CenterY())
}

// draw is the guild, its field, the clock, and who is there.
func (v landing) draw() {
	t := v.Theme
	card, port := v.l.guildAlone()
	v.Fill(v.l.Field, 0, t.FieldBg)
	if !v.l.turned() {
		v.HLine(v.l.Stage.X, card.CenterY(), card.X-v.l.Stage.X, t.Line2)
		v.Line(card.Right(), card.CenterY(), port.X, port.Y, 1.4, t.Services[guild.Guilds])
	}
	lanes(v).beam(port)
	v.guild(card)
	if v.l.Half {
		half(v).draw()
		return
	}
	v.clock()
	v.people()
}

// guild is the guild with the message that it sends, and how often once that is told.
func (v landing) guild(r ui.Rect) {
	t := v.Theme
	v.Panel(r, 8, t.Bg2, t.Services[guild.Guilds])
	copies := v.copies()
	if v.l.turned() {
		end := v.Text(r.X+28, r.CenterY(), ui.LabelStrong, t.T1, "Guild")
		scene.ServiceIcon(&v.Painter, guild.Guilds, r.X+15, r.CenterY())
		if v.pic.place.Veiled {
			v.message(end+18, r.CenterY(), 20, 14)
		}
		v.TextRight(r.Right()-10, r.CenterY(), ui.LabelStrong, t.T1, v.Fit(ui.LabelStrong, r.Right()-18-end, copies, "× "+ui.Short(int64(guild.ViewOf(v.Snap).Guild.Recipients))))
		return
	}
	w := 20 + v.Width(ui.LabelStrong, "Guild")
	x := math.Round(r.CenterX() - w/2)
	scene.ServiceIcon(&v.Painter, guild.Guilds, x+7, r.Y+19)
	v.Text(x+20, r.Y+19, ui.LabelStrong, t.T1, "Guild")
	v.message(r.CenterX(), r.Y+46, 32, 22)
	v.TextCenter(r.CenterX(), r.Y+71, ui.LabelStrong, t.T1, copies)
}

// message is what the guild sends: amber if it is traced, once that is told.
func (v landing) message(x, y, w, h float64) {
	if c := guild.ViewOf(v.Snap).Guild.Carrier; c == sim.CarrierSampled && !v.pic.place.Veiled {
		envelope(&v.Painter, x, y, w, h, c)
		return
	}
	letter(&v.Painter, x, y, w, h, v.Theme.T2)
}

// clock is the virtual time, and how fast it goes.
func (v landing) clock() {
	t, s := v.Theme, v.l.Stage
	now, pace := ui.Clock(v.Snap.Now), ""
	if v.Snap.Playing {
		pace = ui.Times(v.Snap.Speed)
	}
	if v.l.turned() {
		v.Text(s.X+16, s.Y+12, ui.Mono, t.T1, now)
		v.Text(s.X+16, s.Y+28, ui.Tick, t.T3, pace)
		return
	}
	right := v.l.Field.X - 16
	v.TextRight(right, s.Y+26, ui.Mono, t.T1, now)
	if pace != "" {
		v.TextRight(right, s.Y+44, ui.Tick, t.T3, pace+" of real time")
	}
}

// people says how many sessions there are, and what a dot stands for.
func (v landing) people() {
	t, s := v.Theme, v.l.Stage
	members := v.membersText()
	if v.l.turned() {
		x := v.TextRight(s.Right()-16, s.Y+12, ui.BodyStrong, t.T1, members)
		scene.ServiceIcon(&v.Painter, guild.Sessions, x-14, s.Y+12)
		v.TextRight(s.Right()-16, s.Y+28, ui.Tick, t.T3, v.pic.cam.dotMeaning())
		return
	}
	right, y := v.l.Field.X-16, s.Bottom()-64
	x := v.TextRight(right, y, ui.Section, t.T1, members)
	scene.ServiceIcon(&v.Painter, guild.Sessions, x-16, y)
	v.TextRight(right, y+22, ui.Label, t.T2, "sessions, one per person")
	v.TextRight(right, y+40, ui.Tick, t.T3, v.pic.cam.dotMeaning())
}

// progress is how far the message has been sent.
func (v landing) progress() {
	if v.l.turned() {
		return
	}
	card, _ := v.l.guildAlone()
	t, g := v.Theme, &guild.ViewOf(v.Snap).Guild
	track := ui.Box(card.X+12, card.Y+84, card.W-24, 4)
	v.Fill(track, 2, t.Bg4)
	if g.Recipients > 0 && g.Sent > 0 {
		v.Fill(ui.Box(track.X, track.Y, max(4, track.W*min(1, float64(g.Sent)/float64(g.Recipients))), 4), 2, t.Services[guild.Guilds])
	}
}

// Marks that come to be seen all at once grow from their size at birth.
const (
	growTime = 300 * time.Millisecond
	markBorn = 6.
)

// unveiling is the way of marks from their size at birth to the usual one.
type unveiling struct {
	from time.Duration
	on   bool
	left time.Duration // of it, in the present frame
}

// begin has the marks grow from now on.
func (u *unveiling) begin(now time.Duration) { *u = unveiling{from: now, on: true, left: growTime} }

// move is to be called once for every frame. It reports whether the marks have to be placed again.
func (u *unveiling) move(now time.Duration) bool {
	if !u.on {
		return false
	}
	u.left = max(0, u.from+growTime-now)
	u.on = u.left > 0 // the last time with their final size
	return true
}

// growth is how much larger than usual the marks are.
func (u *unveiling) growth() float64 {
	return 1 + (markBorn/markNew-1)*(1-ui.Ease(1-float64(u.left)/float64(growTime)))
}
