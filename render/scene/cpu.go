package scene

import (
	"math"
	"time"

	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/guild"
)

// barTravel is how long a bar takes to its new length. The ghost stands at once.
const barTravel = 400 * time.Millisecond

var stagePatterns = [guild.NumStages]ui.Pattern{
	guild.StageHandle: ui.Plain, guild.StageWrap: ui.VerticalBars, guild.StageUnpack: ui.Hatch,
	guild.StageSieve: ui.Dots, guild.StageSpan: ui.Diamonds, guild.StageExport: ui.HorizontalBars,
}

var stageTitles = [guild.NumStages]string{
	"handle", "wrap / inject", "unpack / extract", "sieve", "span capture", "export",
}

// noChange is the difference in ppm below which two bars are called equal.
const noChange = 1_500

// change is how far the last change of a setting has moved a bar, in ppm, and
// whether that is worth showing.
func change(row *sim.ServiceView) (by sim.PPM, shown bool) {
	by = row.CPU.Total() - row.Before.Total()
	return by, row.HasBefore && row.Before.Total() > 0 && max(by, -by) >= noChange
}

// draw shows what each service spends on a message, by stage, at the load
// that is offered. All rows share one axis: 0 to 100 % of the service.
func (v cpuStrip) draw() {
	r := v.l.CPU
	if r.Empty() || v.s.drawer.h >= v.l.Half {
		return
	}
	t := v.Theme
	v.Fill(r, 0, t.Bg1)
	v.HLine(r.X, r.Y, r.W, t.Line)
	if v.l.compact() {
		v.phone(r)
		return
	}
	v.head(r)
	track := ui.Box(r.X+132, 0, r.W-132-188, 0)
	rows := []sim.ServiceID{guild.API, guild.Guilds, guild.Sessions, guild.Presence}
	y, pitch := r.Y+46, (r.H-46-32)/3
	if v.l.Rows == 1 {
		rows, pitch = []sim.ServiceID{movedMost(v.snap)}, 0
		y = r.Y + 44
	}
	v.axis(track, r, len(rows) > 1)
	for i, service := range rows {
		v.row(service, r, track, y+float64(i)*pitch)
	}
	v.Pattern(ui.Box(track.Right(), r.Y+32, 1, r.H-32-20), ui.Dashes, track.Right(), t.Bad)
}

func (v cpuStrip) head(r ui.Rect) {
	t := v.Theme
	y := r.Y + 18
	v.Text(r.X+16, y, ui.BodyStrong, t.T1, "CPU by stage")
	x := r.X + 132
	for s := range guild.NumStages {
		box := ui.Box(x, y-6, 12, 12)
		v.Fill(box, 2, t.Stages[s])
		v.Pattern(box, stagePatterns[s], box.X, t.PatternInk)
		x = v.Text(x+18, y, ui.LabelStrong, t.T1, string(stageOf(v.snap, s).Letter))
		name := stageTitles[s]
		gap := 14.
		if r.W < 800 {
			name, gap = stageOf(v.snap, s).Name, min(14, (r.W-610)/6)
		}
		x = v.Text(x+5, y, ui.Label, t.T2, name) + gap
	}
	v.Tag(r.Right()-16, y, v.costTag())
}

func (v cpuStrip) axis(track, r ui.Rect, labels bool) {
	t := v.Theme
	bottom := r.Bottom() - 22
	for _, at := range []float64{.25, .5, .75} {
		v.VLine(track.X+track.W*at, r.Y+34, bottom-r.Y-34, t.Line)
	}
	if !labels {
		return
	}
	y := r.Bottom() - 12
	v.TextCenter(track.X, y, ui.Tick, t.T2, "0")
	v.TextCenter(track.X+track.W*.25, y, ui.Tick, t.T2, "25")
	v.TextCenter(track.Right(), y, ui.Tick, t.T2, "100 %")
	if published(v.snap) {
		v.published(track, y)
	}
}

// publishedBefore and publishedAfter are the shares that the post gives for its sessions
// service, before and after roots were stopped at fan-outs.
const publishedBefore, publishedAfter = .55, .45

// published marks what the post gives for its sessions service, before and
// after roots were stopped at fan-outs: hollow before, solid after.
func (v cpuStrip) published(track ui.Rect, y float64) {
	t := v.Theme
	before, after := track.X+track.W*publishedBefore, track.X+track.W*publishedAfter
	x := before + 10
	shares := ", " + ui.Decimal(publishedBefore*100, 0) + " → " + ui.Decimal(publishedAfter*100, 0)
	text := v.Fit(ui.Tick, track.Right()-x-70, "sessions at Discord"+shares, "sessions"+shares)
	if x+v.Width(ui.Tick, text)+50 > track.Right()-20 {
		return
	}
	v.Line(after+7, y, before-7, y, 1, t.T2)
	v.Line(after+7, y, after+10, y-3, 1, t.T2)
	v.Line(after+7, y, after+10, y+3, 1, t.T2)
	v.Area(after-4.5, y+4, after, y-4, y+4, t.T2)
	v.Area(after, y-4, after+4.5, y+4, y+4, t.T2)
	v.Line(before-4.5, y+4, before, y-4, 1, t.T2)
	v.Line(before, y-4, before+4.5, y+4, 1, t.T2)
	v.Line(before-4.5, y+4, before+4.5, y+4, 1, t.T2)
	x = v.Text(x, y, ui.Tick, t.T2, text)
	v.Tag(x+8+v.Width(ui.Tick, "POST")+10, y, "POST")
}

// movedMost is the service whose bar the last change moved most: where there is
// room for one row only, it is this one. Less than half a point does not count: the
// first means after a change waver by that.
func movedMost(snap *sim.Snapshot) sim.ServiceID {
	best, most := guild.Sessions, sim.Whole/200
	for s := range guild.NumServices {
		row := &snap.Services[s]
		if d, ok := change(row); ok && max(d, -d) > most {
			best, most = s, max(d, -d)
		}
	}
	return best
}

// row is one service: sign and name, ghost, bar, what was saved, value and
// change.
func (v cpuStrip) row(service sim.ServiceID, r, track ui.Rect, cy float64) {
	t, row := v.Theme, &v.snap.Services[service]
	height, style := 16., ui.Section
	if service == guild.Sessions || v.l.Rows == 1 {
		height, style = 22, ui.Title
	}
	if r.H < 150 && v.l.Rows > 1 { // the ghost still needs its 9 px above
		height, style = 11, ui.BodyStrong
	}
	serviceIcon(&v.Painter, service, r.X+24, cy)
	v.Text(r.X+40, cy, ui.BodyStrong, t.T1, serviceTitle[service])
	bar := ui.Box(track.X, cy-height/2, track.W, height)
	v.openable(service, bar)
	v.bar(service, bar)
	v.note(row, bar)
	value := r.Right() - 118
	ink := t.T1
	if row.CPU.Total() > sim.Whole {
		ink = t.Bad
	}
	v.TextRight(value, cy, style, ink, loadText(row.CPU.Total()))
	v.Text(value+5, cy, ui.Label, t.T2, "%")
	v.difference(row, value+26, cy)
}

// loadText is a load in percent. Far beyond all of the cores tenths do not matter, and
// have no room.
func loadText(p sim.PPM) string {
	if p >= 10*sim.Whole {
		return ui.Count(int64(p) / 10_000)
	}
	return ui.Tenths(p)
}

// difference is the difference to before the last change, in points.
func (v cpuStrip) difference(row *sim.ServiceView, x, cy float64) {
	t := v.Theme
	d, ok := change(row)
	if !ok {
		v.Text(x, cy, ui.Label, t.T3, "no change")
		return
	}
	ink, dir := t.Good, 1.
	if d > 0 {
		ink, dir = t.Bad, -1
	}
	v.Line(x+5, cy-5*dir, x+5, cy+5*dir, 1.5, ink)
	v.Line(x+1, cy+1*dir, x+5, cy+5*dir, 1.5, ink)
	v.Line(x+9, cy+1*dir, x+5, cy+5*dir, 1.5, ink)
	v.Text(x+17, cy, ui.LabelStrong, ink, loadText(max(d, -d))+" pts")
}

// bar stacks the stages, always in the order H W U S C X, with the ghost of
// the stack before the last change above it.
func (v cpuStrip) bar(service sim.ServiceID, bar ui.Rect) {
	t, row := v.Theme, &v.snap.Services[service]
	v.Fill(bar, 3, t.Bg3)
	if _, ok := change(row); ok {
		v.ghost(row, bar)
	}
	x := bar.X
	for s := range guild.NumStages {
		id := "cpu." + serviceOf(v.snap, service).Name + "." + stageOf(v.snap, s).Name
		w := v.s.motion.Glide(id, math.Round(share(row.CPU[s])*1000)/1000, barTravel) * bar.W
		if w < .4 {
			continue
		}
		v.segment(s, ui.Box(x, bar.Y, min(w, bar.Right()-x), bar.H), bar)
		x += w
		if x >= bar.Right() {
			v.Line(bar.Right()-9, bar.Y+3, bar.Right()-3, bar.CenterY(), 1.5, t.T1)
			v.Line(bar.Right()-9, bar.Bottom()-3, bar.Right()-3, bar.CenterY(), 1.5, t.T1)
			break
		}
	}
}

// segment is one segment of a bar: colour, pattern, and the letter if there is room.
func (v cpuStrip) segment(s sim.StageID, r, bar ui.Rect) {
	t := v.Theme
	if r.W > 3 {
		r.W-- // the gap to the next one
	}
	radius := 0.
	if r.X == bar.X {
		radius = min(3, r.W/2)
	}
	v.Fill(r, radius, t.Stages[s])
	v.Pattern(r, stagePatterns[s], bar.X, t.PatternInk)
	if !t.Dark && r.W > 6 {
		v.Border(r, radius, 1, t.Stages[s].Mix(ui.RGB(0), .35))
	}
	if r.W >= 15 {
		stagePlate(&v.Painter, stageOf(v.snap, s).Letter, r.X+2, r.CenterY())
	}
}

// stagePlate is the letter of a stage on a dark ground.
func stagePlate(v *ui.Painter, letter byte, x, cy float64) {
	plate := ui.Box(x, cy-6.5, 12, 13)
	v.Fill(plate, 3, ui.RGB(0x0A0D13).Alpha(.82))
	v.TextCenter(plate.CenterX(), plate.CenterY(), ui.TickStrong, ui.RGB(0xFFFFFF), string(letter))
}

// ghost is the bar before the last change, 3 px high, 6 px above, with a
// dashed line down to where it ended; what has been saved since is hatched.
func (v cpuStrip) ghost(row *sim.ServiceView, bar ui.Rect) {
	t := v.Theme
	x, y := bar.X, bar.Y-6
	for s := range guild.NumStages {
		w := min(share(row.Before[s])*bar.W, bar.Right()-x)
		if w > 0 {
			v.Fill(ui.Box(x, y, w, 3), 0, t.Stages[s].Mix(t.Bg1, .15))
			x += w
		}
	}
	now := bar.X + min(1, share(row.CPU.Total()))*bar.W
	if now < x {
		saved := ui.Box(now, bar.Y, x-now, bar.H)
		v.Pattern(saved, ui.WideHatch, bar.X, t.Ghost.Alpha(.55))
	}
	v.Pattern(ui.Box(x-1, y, 1, bar.H+6), ui.Dashes, x, t.Ghost)
}

// note says beside the bar what tracing costs in it, and what it was before.
func (v cpuStrip) note(row *sim.ServiceView, bar ui.Rect) {
	t := v.Theme
	end := share(row.CPU.Total())
	tracing := ui.Tenths(row.CPU.Total() - row.CPU[guild.StageHandle])
	notes := []string{"tracing " + tracing, ""}
	if _, ok := change(row); ok {
		end = max(end, share(row.Before.Total()))
		before := "before " + ui.Tenths(row.Before.Total())
		notes = []string{before + ", tracing " + ui.Tenths(row.Before.Total()-row.Before[guild.StageHandle]) + " → " + tracing, before, ""}
	}
	x := bar.X + min(1, end)*bar.W + 10
	v.Text(x, bar.CenterY(), ui.Tick, t.T2, v.Fit(ui.Tick, bar.Right()-6-x, notes...))
}

// phone is the one bar that the last change moved most.
func (v cpuStrip) phone(r ui.Rect) {
	t, service := v.Theme, movedMost(v.snap)
	row := &v.snap.Services[service]
	y := r.Y + 19
	serviceIcon(&v.Painter, service, r.X+22, y)
	v.Text(r.X+36, y, ui.BodyStrong, t.T1, serviceTitle[service]+" CPU")
	v.TextRight(r.Right()-102, y, ui.Title, t.T1, loadText(row.CPU.Total()))
	v.Text(r.Right()-98, y, ui.Label, t.T2, "%")
	v.difference(row, r.Right()-80, y)
	bar := ui.Box(r.X+16, r.Y+42, r.W-32, 20)
	v.openable(service, bar)
	v.bar(service, bar)
	v.TextRight(r.Right()-16, r.Y+73, ui.Tick, t.T2, "0 to 100 % of the service, "+v.costTag())
}

// openable lets a bar be opened: at the stage that was clicked, or as a whole.
func (v cpuStrip) openable(service sim.ServiceID, bar ui.Rect) {
	s, row := v.s, &v.snap.Services[service]
	cpu := row.CPU
	state := v.Place(ui.Widget{ID: "cpu." + serviceOf(v.snap, service).Name, Kind: ui.Button, Rect: bar,
		Label: serviceTitle[service] + " CPU", Value: ui.Tenths(row.CPU.Total()) + " %",
		Act: func() {
			stage := guild.NumStages
			if !s.in.ByKey && bar.Contains(s.in.Pointer) {
				stage = stageAt(&cpu, bar, s.in.Pointer.X)
			}
			s.pic.pick(picked{kind: pickCPU, service: service, stage: stage})
		}})
	v.FocusRing(bar, 3, state)
}

// stageAt is the stage of a bar at x, guild.NumStages beside all of them. One that is
// too thin to hit is hit near it.
func stageAt(c *sim.StageCost, bar ui.Rect, x float64) sim.StageID {
	at, best, least := bar.X, guild.NumStages, 4.
	for s := range guild.NumStages {
		w := share(c[s]) * bar.W
		if w >= .4 {
			if x >= at && x < at+w {
				return s
			}
			if d := math.Abs(at + w/2 - x); d < least {
				best, least = s, d
			}
		}
		at += w
	}
	return best
}
