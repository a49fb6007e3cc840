package guildpicture

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/guild"
	"fanout/sim/row"
)

// timingsTab is the guild's own record of where its time goes, as Discord's engineers had it
// before there were traces: a column for each second of the minute under way, and the sums of the
// minutes before it, as far as they are kept.
type timingsTab struct {
	scroll ui.Scroll
	at     int // second that is read, -1 for the newest
	kept   bool
	now    int // the second under way
	plot   ui.Rect
}

// secondsInMinute is how many columns there are.
const secondsInMinute = 60

// Title implements scene.Tab.
func (*timingsTab) Title() (id, title, brief string) { return "timings", "Guild timings", "Timings" }

// Count implements scene.Tab.
func (*timingsTab) Count(*sim.Snapshot) string { return "" }

// Draw implements scene.Tab.
func (p *timingsTab) Draw(v *scene.View, r ui.Rect) {
	p.now = int(v.Snap.Now / 1e9 % secondsInMinute)
	if p.at > p.now {
		p.at, p.kept = -1, false // another minute
	}
	v.Scrolled(r, r, &p.scroll, func(top float64) float64 {
		inset := 24.
		if v.Size == ui.Phone {
			inset = 12
		}
		c := ui.Column{X: r.X + inset, Y: top + 6, W: r.W - 2*inset}
		g := &guild.ViewOf(v.Snap).Guild
		if r.W < 900 {
			p.chart(v, &c, g, 150)
			p.minutes(v, &c, g)
			return c.Y + 12
		}
		side := ui.Column{X: r.Right() - inset - 320, Y: c.Y, W: 320}
		c.W -= 352
		v.VLine(side.X-16, top+12, r.H-24, v.Theme.Line)
		p.chart(v, &c, g, max(110, min(r.H-96, 260)))
		p.minutes(v, &side, g)
		return max(c.Y, side.Y) + 12
	})
}

// action is what was spent on one kind of message in the minute so far.
type action struct {
	class row.Class
	name  string
	ns    int64
}

// actions are those of the minute, the one that took most first.
func actionsOf(v *scene.View, g *guild.GuildView) (list []action) {
	var sums [row.MaxClasses]int64
	for i := range g.Seconds {
		for cl, ns := range g.Seconds[i].Spent {
			sums[cl] += ns
		}
	}
	for cl, ns := range sums {
		if ns > 0 {
			list = append(list, action{row.Class(cl), v.Snap.Model.Classes[cl].Action, ns})
		}
	}
	slices.SortStableFunc(list, func(a, b action) int { return cmp.Compare(b.ns, a.ns) })
	return list
}

// paint fills a piece of an action: steps of the colour of work by how much it takes, and its
// pattern.
func (p *timingsTab) paint(v *scene.View, box ui.Rect, rank int) {
	t := v.Theme
	rank = min(rank, 3)
	v.Fill(box, 0, t.Stages[guild.StageHandle].Mix(t.Bg1, [...]float64{0, .3, .5, .65}[rank]))
	v.Pattern(box, [...]ui.Pattern{ui.Plain, ui.HorizontalBars, ui.Dots, ui.VerticalBars}[rank], p.plot.X, t.PatternInk)
}

// chart is the minute under way.
func (p *timingsTab) chart(v *scene.View, c *ui.Column, g *guild.GuildView, h float64) {
	t := v.Theme
	list := actionsOf(v, g)
	p.follow(v)
	head := c.Take(24)
	x := v.Text(head.X, head.CenterY(), ui.BodyStrong, t.T1, "Minute "+strconv.Itoa(int(v.Snap.Now/60e9)+1)+" of the guild, second by second")
	v.Explain("term.timings", ui.Box(head.X-2, head.Y, x-head.X+4, 24), "Guild timings",
		"What the guild notes of itself, in its own memory: how long each action took. It says nothing of what became of a message behind the guild")
	p.legend(v, c, g, list)
	p.plot = ui.Box(c.X+38, c.Y+8, c.W-38, h-34)
	c.Take(h)
	top := p.top(g)
	state := v.Place(ui.Widget{ID: "timings", Kind: ui.Reader, Rect: ui.Box(c.X, p.plot.Y-6, c.W, p.plot.H+24), Label: "Guild timings",
		Value: p.spoken(v, g, list), Takes: p})
	p.axes(v, top)
	w := p.plot.W / secondsInMinute
	for i := range g.Seconds {
		s := &g.Seconds[i]
		y := p.plot.Bottom()
		for rank, a := range list {
			piece := p.plot.H * float64(s.Spent[a.class]) / 1e9 / top
			if piece < .5 {
				continue
			}
			y -= piece
			p.paint(v, ui.Box(p.plot.X+w*float64(s.Second)+1, y, max(1, w-2), piece), rank)
		}
	}
	p.rest(v, g, w)
	if len(list) == 0 {
		v.TextCenter(p.plot.CenterX(), p.plot.CenterY(), ui.Body, t.T2, "The guild has done nothing in this minute so far.")
	}
	if p.at >= 0 {
		v.Border(ui.Box(p.plot.X+w*float64(p.at), p.plot.Y, w, p.plot.H), 2, 1, t.T1)
	}
	v.FocusRing(ui.Box(c.X, p.plot.Y-4, c.W, p.plot.H+20), 4, state)
}

// legend names the actions, the largest first, with their shares of the minute so far.
func (p *timingsTab) legend(v *scene.View, c *ui.Column, g *guild.GuildView, list []action) {
	t := v.Theme
	line := c.Take(22)
	if p.at >= 0 {
		v.Text(line.X, line.CenterY(), ui.Label, t.T1, v.Fit(ui.Label, line.W, p.spoken(v, g, list)))
		return
	}
	x := line.X
	for rank, a := range list {
		text := a.name + " " + p.share(v, g, a)
		if x+22+v.Width(ui.LabelMedium, text) > line.Right() {
			break
		}
		box := ui.Box(x, line.CenterY()-6, 12, 12)
		p.paint(v, box, rank)
		v.Border(box, 0, 1, t.Line2)
		x = v.Text(x+18, line.CenterY(), ui.LabelMedium, t.T1, text) + 16
	}
}

// share is that of an action in the minute so far.
func (p *timingsTab) share(v *scene.View, g *guild.GuildView, a action) string {
	return exact.PPM(min(exact.MulDiv(a.ns, int64(exact.Whole), max(1, v.Snap.Now%60e9)), math.MaxInt32)).Tenths() + " %"
}

// top is the upper end of the axis, a share of a core.
func (p *timingsTab) top(g *guild.GuildView) float64 {
	most := 0.
	for i := range g.Seconds {
		sum := 0.
		for _, ns := range g.Seconds[i].Spent {
			sum += float64(ns) / 1e9
		}
		most = max(most, sum)
	}
	for _, top := range []float64{.01, .02, .05, .1, .25, .5} {
		if most <= top {
			return top
		}
	}
	return 1
}

func (p *timingsTab) axes(v *scene.View, top float64) {
	t := v.Theme
	for i := range 3 {
		y := p.plot.Bottom() - p.plot.H*float64(i)/2
		v.HLine(p.plot.X, y, p.plot.W, t.Line)
		text := ui.TrimZeros(ui.Decimal(top*50*float64(i), 2))
		if i == 2 {
			text += " %"
		}
		v.TextRight(p.plot.X-5, y, ui.Tick, t.T2, text)
	}
	for at := 0; at <= secondsInMinute; at += 10 {
		x, text := p.plot.X+p.plot.W*float64(at)/secondsInMinute, strconv.Itoa(at)
		if at == secondsInMinute {
			v.TextRight(x, p.plot.Bottom()+11, ui.Tick, t.T2, text+" s")
			continue
		}
		v.Text(x, p.plot.Bottom()+11, ui.Tick, t.T2, text)
	}
}

// rest is the part of the minute that is to come: in the columns of the seconds before it the
// store has been rotated.
func (p *timingsTab) rest(v *scene.View, g *guild.GuildView, w float64) {
	t := v.Theme
	from := p.plot.X + w*float64(p.now+1)
	r := ui.Box(from, p.plot.Y, p.plot.Right()-from, p.plot.H)
	if v.Snap.Now < 60e9 || r.W < 2 {
		return
	}
	v.Pattern(r, ui.WideHatch, p.plot.X, t.Line2)
	text := v.Fit(ui.Tick, r.W-20, "evicted: the seconds of minute "+strconv.Itoa(int(v.Snap.Now/60e9)), "evicted", "")
	if text == "" {
		return
	}
	wide := v.Width(ui.Tick, text)
	v.Fill(ui.Box(r.CenterX()-wide/2-6, r.CenterY()-9, wide+12, 18), 3, t.Bg1)
	v.TextCenter(r.CenterX(), r.CenterY(), ui.Tick, t.T2, text)
	v.Explain("term.evicted", ui.Box(r.CenterX()-wide/2-6, r.CenterY()-12, wide+12, 24), "Evicted",
		"The guild keeps seconds for the minute under way only. When it is over they are thrown away, and its sum stays for 30 minutes")
}

// minutes are the sums that are kept, newest first.
func (p *timingsTab) minutes(v *scene.View, c *ui.Column, g *guild.GuildView) {
	t := v.Theme
	head := c.Take(24)
	x := v.Text(head.X, head.CenterY(), ui.BodyStrong, t.T1, "Minutes that it has kept")
	v.Text(x+10, head.CenterY(), ui.Label, t.T3, v.Fit(ui.Label, head.Right()-x-10, "share of the guild’s one core", "of one core", ""))
	if len(g.Timings) == 0 {
		line := c.Take(20)
		v.Text(line.X, line.CenterY(), ui.Label, t.T2, "None so far.")
	}
	for i := range g.Timings {
		p.minute(v, c.Take(22), &g.Timings[i], v.Snap.Now)
	}
	if n := len(g.Timings); n > 0 && g.Timings[n-1].Minute > 0 {
		line := c.Take(22)
		v.Pattern(ui.Box(line.X, line.Y+4, line.W, 14), ui.WideHatch, line.X, t.Line2)
		text := "minutes before " + strconv.FormatInt(g.Timings[n-1].Minute+1, 10) + ": evicted, or idle"
		w := v.Width(ui.Tick, text)
		v.Fill(ui.Box(line.X+80, line.Y+2, w+12, 18), 3, t.Bg1)
		v.Text(line.X+86, line.CenterY(), ui.Tick, t.T2, text)
	}
}

// minute is one of them: its actions side by side, and what they took in all.
func (p *timingsTab) minute(v *scene.View, r ui.Rect, m *guild.MinuteTimings, now int64) {
	t := v.Theme
	name := "minute " + strconv.FormatInt(m.Minute+1, 10)
	v.Text(r.X, r.CenterY(), ui.Label, t.T2, name)
	track := ui.Box(r.X+80, r.CenterY()-6, r.W-80-64, 12)
	v.Fill(track, 3, t.Bg3)
	actions := slices.Clone(m.Actions)
	slices.SortStableFunc(actions, func(a, b guild.ActionTiming) int { return cmp.Compare(b.Ns, a.Ns) })
	var all exact.PPM
	x := track.X
	for rank, a := range actions {
		w := min(track.W*scene.Share(a.Share), track.Right()-x)
		if w >= .5 {
			p.paint(v, ui.Box(x, track.Y, w, track.H), rank)
			x += w
		}
		all += a.Share
	}
	v.TextRight(r.Right(), r.CenterY(), ui.LabelStrong, t.T1, scene.LoadText(all)+" %")
	if len(actions) > 0 && x+12+v.Width(ui.Tick, actions[0].Action) < track.Right() {
		v.Text(x+8, r.CenterY(), ui.Tick, t.T2, actions[0].Action)
	}
}

// spoken is the second that is read, in words, or the newest.
func (p *timingsTab) spoken(v *scene.View, g *guild.GuildView, list []action) string {
	at := p.at
	if at < 0 {
		at = p.now
	}
	text := "second " + strconv.Itoa(at)
	for i := range g.Seconds {
		if g.Seconds[i].Second != at {
			continue
		}
		for _, a := range list {
			if ns := g.Seconds[i].Spent[a.class]; ns > 0 {
				text += ", " + a.name + " " + ui.Duration(ns)
			}
		}
		return text
	}
	return text + ", nothing"
}

// follow reads at the pointer, unless a key or a finger has left the cursor somewhere.
func (p *timingsTab) follow(v *scene.View) {
	if p.kept {
		return
	}
	p.at = -1
	if q := v.In.Pointer; v.In.Hover == "timings" && q.X >= p.plot.X && q.X < p.plot.Right() {
		if at := int((q.X - p.plot.X) / p.plot.W * secondsInMinute); at <= p.now {
			p.at = at
		}
	}
}

// PointerOut implements ui.Pointed: the cursor stays where a finger was lifted.
func (p *timingsTab) PointerOut() { p.kept = p.at >= 0 }

// PointerOver implements ui.Pointed: a pointer takes it back.
func (p *timingsTab) PointerOver() { p.kept = false }

// Key implements ui.Keyed.
func (p *timingsTab) Key(key string) bool {
	at := p.at
	if at < 0 {
		at = p.now
	}
	switch key {
	case "ArrowLeft":
		at--
	case "ArrowRight":
		at++
	case "PageUp":
		at -= 10
	case "PageDown":
		at += 10
	case "Home":
		at = 0
	case "End":
		at = p.now
	default:
		return false
	}
	p.at, p.kept = min(max(at, 0), p.now), true
	return true
}
