package scene

import (
	"math"
	"time"

	"fanout/sim"
)

// barTravel is how long a bar takes to its new length. The ghost stands at once.
const barTravel = 400 * time.Millisecond

var stagePatterns = [sim.NumStages]Pattern{
	sim.StageHandle: Plain, sim.StageWrap: VerticalBars, sim.StageUnpack: Hatch,
	sim.StageSieve: Dots, sim.StageSpan: Diamonds, sim.StageExport: HorizontalBars,
}

var stageTitles = [sim.NumStages]string{
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

// cpuStrip shows what each service spends on a message, by stage, at the load
// that is offered. All rows share one axis: 0 to 100 % of the service.
func (v *view) cpuStrip() {
	r := v.l.CPU
	if r.Empty() || v.s.drawer.h >= v.l.Half {
		return
	}
	t := v.theme
	v.fill(r, 0, t.Bg1)
	v.hline(r.X, r.Y, r.W, t.Line)
	if v.l.compact() {
		v.cpuPhone(r)
		return
	}
	v.cpuHead(r)
	track := Rect{r.X + 132, 0, r.W - 132 - 188, 0}
	rows := []sim.Service{sim.API, sim.Guilds, sim.Sessions, sim.Presence}
	y, pitch := r.Y+46, (r.H-46-32)/3
	if v.l.Rows == 1 {
		rows, pitch = []sim.Service{v.movedMost()}, 0
		y = r.Y + 44
	}
	v.cpuAxis(track, r, len(rows) > 1)
	for i, service := range rows {
		v.cpuRow(service, r, track, y+float64(i)*pitch)
	}
	v.pattern(Rect{track.Right(), r.Y + 32, 1, r.H - 32 - 20}, Dashes, track.Right(), t.Bad)
}

func (v *view) cpuHead(r Rect) {
	t := v.theme
	y := r.Y + 18
	v.text(r.X+16, y, BodyStrong, t.T1, "CPU by stage")
	x := r.X + 132
	for s := range sim.NumStages {
		box := Rect{x, y - 6, 12, 12}
		v.fill(box, 2, t.Stages[s])
		v.pattern(box, stagePatterns[s], box.X, t.PatternInk)
		x = v.text(x+18, y, LabelStrong, t.T1, string(s.Letter()))
		name := stageTitles[s]
		gap := 14.
		if r.W < 800 {
			name, gap = s.String(), min(14, (r.W-610)/6)
		}
		x = v.text(x+5, y, Label, t.T2, name) + gap
	}
	v.tag(r.Right()-16, y, v.costTag())
}

func (v *view) cpuAxis(track, r Rect, labels bool) {
	t := v.theme
	bottom := r.Bottom() - 22
	for _, at := range []float64{.25, .5, .75} {
		v.vline(track.X+track.W*at, r.Y+34, bottom-r.Y-34, t.Line)
	}
	if !labels {
		return
	}
	y := r.Bottom() - 12
	v.textCenter(track.X, y, Tick, t.T2, "0")
	v.textCenter(track.X+track.W*.25, y, Tick, t.T2, "25")
	v.textCenter(track.Right(), y, Tick, t.T2, "100 %")
	if published(v.snap) {
		v.publishedBar(track, y)
	}
}

// publishedBefore and publishedAfter are the shares that the post gives for its sessions
// service, before and after roots were stopped at fan-outs.
const publishedBefore, publishedAfter = .55, .45

// publishedBar marks what the post gives for its sessions service, before and
// after roots were stopped at fan-outs: hollow before, solid after.
func (v *view) publishedBar(track Rect, y float64) {
	t := v.theme
	before, after := track.X+track.W*publishedBefore, track.X+track.W*publishedAfter
	x := before + 10
	shares := ", " + decimal(publishedBefore*100, 0) + " → " + decimal(publishedAfter*100, 0)
	text := v.fit(Tick, track.Right()-x-70, "sessions at Discord"+shares, "sessions"+shares)
	if x+v.width(Tick, text)+50 > track.Right()-20 {
		return
	}
	v.line(after+7, y, before-7, y, 1, t.T2)
	v.line(after+7, y, after+10, y-3, 1, t.T2)
	v.line(after+7, y, after+10, y+3, 1, t.T2)
	v.area(after-4.5, y+4, after, y-4, y+4, t.T2)
	v.area(after, y-4, after+4.5, y+4, y+4, t.T2)
	v.line(before-4.5, y+4, before, y-4, 1, t.T2)
	v.line(before, y-4, before+4.5, y+4, 1, t.T2)
	v.line(before-4.5, y+4, before+4.5, y+4, 1, t.T2)
	x = v.text(x, y, Tick, t.T2, text)
	v.tag(x+8+v.width(Tick, "POST")+10, y, "POST")
}

// movedMost is the service whose bar the last change moved most: where there is
// room for one row only, it is this one. Less than half a point does not count: the
// first means after a change waver by that.
func (v *view) movedMost() sim.Service {
	best, most := sim.Sessions, sim.Whole/200
	for s := range sim.NumServices {
		row := &v.snap.Services[s]
		if d, ok := change(row); ok && max(d, -d) > most {
			best, most = s, max(d, -d)
		}
	}
	return best
}

// cpuRow is one service: sign and name, ghost, bar, what was saved, value and
// change.
func (v *view) cpuRow(service sim.Service, r, track Rect, cy float64) {
	t, row := v.theme, &v.snap.Services[service]
	height, style := 16., Section
	if service == sim.Sessions || v.l.Rows == 1 {
		height, style = 22, Title
	}
	if r.H < 150 && v.l.Rows > 1 { // the ghost still needs its 9 px above
		height, style = 11, BodyStrong
	}
	v.serviceIcon(service, r.X+24, cy)
	v.text(r.X+40, cy, BodyStrong, t.T1, serviceTitle[service])
	bar := Rect{track.X, cy - height/2, track.W, height}
	v.cpuWidget(service, bar)
	v.cpuBar(service, bar)
	v.cpuNote(row, bar)
	value := r.Right() - 118
	ink := t.T1
	if row.CPU.Total() > sim.Whole {
		ink = t.Bad
	}
	v.textRight(value, cy, style, ink, loadText(row.CPU.Total()))
	v.text(value+5, cy, Label, t.T2, "%")
	v.cpuChange(row, value+26, cy)
}

// loadText is a load in percent. Far beyond all of the cores tenths do not matter, and
// have no room.
func loadText(p sim.PPM) string {
	if p >= 10*sim.Whole {
		return count(int64(p) / 10_000)
	}
	return tenths(p)
}

// cpuChange is the difference to before the last change, in points.
func (v *view) cpuChange(row *sim.ServiceView, x, cy float64) {
	t := v.theme
	d, ok := change(row)
	if !ok {
		v.text(x, cy, Label, t.T3, "no change")
		return
	}
	ink, dir := t.Good, 1.
	if d > 0 {
		ink, dir = t.Bad, -1
	}
	v.line(x+5, cy-5*dir, x+5, cy+5*dir, 1.5, ink)
	v.line(x+1, cy+1*dir, x+5, cy+5*dir, 1.5, ink)
	v.line(x+9, cy+1*dir, x+5, cy+5*dir, 1.5, ink)
	v.text(x+17, cy, LabelStrong, ink, loadText(max(d, -d))+" pts")
}

// cpuBar stacks the stages, always in the order H W U S C X, with the ghost of
// the stack before the last change above it.
func (v *view) cpuBar(service sim.Service, bar Rect) {
	t, row := v.theme, &v.snap.Services[service]
	v.fill(bar, 3, t.Bg3)
	if _, ok := change(row); ok {
		v.cpuGhost(row, bar)
	}
	x := bar.X
	for s := range sim.NumStages {
		id := "cpu." + service.String() + "." + s.String()
		w := v.s.glideTo(id, math.Round(share(row.CPU[s])*1000)/1000, barTravel) * bar.W
		if w < .4 {
			continue
		}
		v.stage(s, Rect{x, bar.Y, min(w, bar.Right()-x), bar.H}, bar)
		x += w
		if x >= bar.Right() {
			v.line(bar.Right()-9, bar.Y+3, bar.Right()-3, bar.CenterY(), 1.5, t.T1)
			v.line(bar.Right()-9, bar.Bottom()-3, bar.Right()-3, bar.CenterY(), 1.5, t.T1)
			break
		}
	}
}

// stage is one segment of a bar: colour, pattern, and the letter if there is room.
func (v *view) stage(s sim.Stage, r, bar Rect) {
	t := v.theme
	if r.W > 3 {
		r.W-- // the gap to the next one
	}
	radius := 0.
	if r.X == bar.X {
		radius = min(3, r.W/2)
	}
	v.fill(r, radius, t.Stages[s])
	v.pattern(r, stagePatterns[s], bar.X, t.PatternInk)
	if !t.Dark && r.W > 6 {
		v.border(r, radius, 1, t.Stages[s].Mix(rgb(0), .35))
	}
	if r.W >= 15 {
		v.stagePlate(s, r.X+2, r.CenterY())
	}
}

// stagePlate is the letter of a stage on a ground of its own.
func (v *view) stagePlate(s sim.Stage, x, cy float64) {
	plate := Rect{x, cy - 6.5, 12, 13}
	v.fill(plate, 3, rgb(0x0A0D13).Alpha(.82))
	v.textCenter(plate.CenterX(), plate.CenterY(), TickStrong, rgb(0xFFFFFF), string(s.Letter()))
}

// cpuGhost is the bar before the last change, 3 px high, 6 px above, with a
// dashed line down to where it ended; what has been saved since is hatched.
func (v *view) cpuGhost(row *sim.ServiceView, bar Rect) {
	t := v.theme
	x, y := bar.X, bar.Y-6
	for s := range sim.NumStages {
		w := min(share(row.Before[s])*bar.W, bar.Right()-x)
		if w > 0 {
			v.fill(Rect{x, y, w, 3}, 0, t.Stages[s].Mix(t.Bg1, .15))
			x += w
		}
	}
	now := bar.X + min(1, share(row.CPU.Total()))*bar.W
	if now < x {
		saved := Rect{now, bar.Y, x - now, bar.H}
		v.pattern(saved, WideHatch, bar.X, t.Ghost.Alpha(.55))
	}
	v.pattern(Rect{x - 1, y, 1, bar.H + 6}, Dashes, x, t.Ghost)
}

// cpuNote says beside the bar what tracing costs in it, and what it was before.
func (v *view) cpuNote(row *sim.ServiceView, bar Rect) {
	t := v.theme
	end := share(row.CPU.Total())
	tracing := tenths(row.CPU.Total() - row.CPU[sim.StageHandle])
	notes := []string{"tracing " + tracing, ""}
	if _, ok := change(row); ok {
		end = max(end, share(row.Before.Total()))
		before := "before " + tenths(row.Before.Total())
		notes = []string{before + ", tracing " + tenths(row.Before.Total()-row.Before[sim.StageHandle]) + " → " + tracing, before, ""}
	}
	x := bar.X + min(1, end)*bar.W + 10
	v.text(x, bar.CenterY(), Tick, t.T2, v.fit(Tick, bar.Right()-6-x, notes...))
}
