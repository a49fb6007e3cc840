package scene

import (
	"math"
	"time"

	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/readout"
	"fanout/sim/row"
)

// barTravel is how long a bar takes to its new length. The ghost stands at once.
const barTravel = 400 * time.Millisecond

// Bars are the bars of the model's services: what each spends, by stage, at the load that
// is offered. A picture that wants them places them on its stage.
type Bars struct {
	Rect    ui.Rect
	One     bool // there is room for one row: that of the service that was moved most
	Compact bool // that row takes two lines, as on a phone

	// Open is called when a bar is pressed, with the stage that was hit; Stages of the
	// model for all of them.
	Open func(service row.Service, stage row.Stage)

	// Marks adds to the axis, whose middle is y; nil for nothing.
	Marks func(v *View, track ui.Rect, y float64)

	// Sized says in a few words what the capacity was sized for, also in fewer; nil for nothing. Remark is
	// what there is to say of a bar that the last change has not moved; nil for nothing.
	Sized  func(v *View) [2]string
	Remark func(v *View, service row.Service) (r Remark, ok bool)
}

// BarIDs are those of the bars of a model's services: the open chapter shows the bars if it has
// named any of them.
func BarIDs(m *sim.Model) (ids []string) {
	for i := range m.Services {
		ids = append(ids, "cpu."+m.Services[i].Name)
	}
	return ids
}

// Remark is a line beside a bar that can be pressed.
type Remark struct {
	Texts   [3]string // the longer ones first
	Hint    string
	Command string
	Act     func() // instead of a command
}

// bars is one building of them.
type bars struct {
	*View
	b *Bars
}

// LeastChange is the least difference of two loads that can be read off them, and wavering
// is how much a bar moves by itself until what foretells it is complete.
const (
	LeastChange = exact.Tenth
	wavering    = 15 * exact.Tenth / 10
)

// change is how far the last change of a setting has moved a bar, in ppm: the difference of
// the two loads as they are written, so that a reader who subtracts them finds it. False if
// there is none. Shares of different capacities are not compared.
func change(s *sim.Snapshot, service row.Service) (by exact.PPM, moved bool) {
	row := &s.Services[service]
	if !row.HasBefore || resized(row) || row.Before.Total() == 0 && s.Model.Preview.Length == 0 {
		return 0, false
	}
	by = written(row.CPU.Total()) - written(row.Before.Total())
	return by, by != 0 && (!row.Wavers || max(by, -by) >= wavering)
}

// resized reports whether the last change has changed what the shares are of.
func resized(row *readout.Service) bool { return row.HasBefore && row.SizedFrom != row.Capacity }

// Draw draws them, unless the drawer lies over them. All rows share one axis: 0 to 100 %
// of the service.
func (b *Bars) Draw(v *View) {
	r, s := b.Rect, v.Shell.scene
	if r.Empty() || s.drawer.h >= s.layout.Half {
		return
	}
	bars{v, b}.draw(r)
}

func (v bars) draw(r ui.Rect) {
	t := v.Theme
	v.Fill(r, 0, t.Bg1)
	v.HLine(r.X, r.Y, r.W, t.Line)
	if v.b.Compact {
		v.phone(r)
		return
	}
	v.head(r)
	track := ui.Box(r.X+132, 0, r.W-132-barValues, 0)
	v.axis(track, r, !v.b.One)
	v.valueNames(r)
	if v.b.One {
		v.row(oneBar(v.View), r, track, r.Y+44)
	} else {
		n := len(v.Snap.Model.Services)
		pitch := (r.H - 46 - 32) / float64(max(1, n-1))
		for i := range n {
			v.row(row.Service(i), r, track, r.Y+46+float64(i)*pitch)
		}
	}
	v.Pattern(ui.Box(track.Right(), r.Y+32, 1, r.H-32-20), ui.Dashes, track.Right(), t.Bad)
}

// Where the values stand, from the right edge: the columns of what is expected and of what was
// spent end there, the change begins there.
const (
	barValues   = 248.
	barExpected = 182.
	barSpent    = 112.
	barChange   = 88.
)

// valueNames says what the columns of numbers are.
func (v bars) valueNames(r ui.Rect) {
	y := r.Bottom() - 12
	v.TextRight(r.Right()-barExpected+14, y, ui.Tick, v.Theme.T2, "expected")
	v.Text(r.Right()-barSpent-38, y, ui.Tick, v.Theme.T2, "spent "+spentIn(v.Snap))
}

// spentIn says of how long ago what was spent is.
func spentIn(s *sim.Snapshot) string {
	if len(s.Services) == 0 {
		return readout.Window(0)
	}
	return s.Services[0].SpentIn()
}

func (v bars) head(r ui.Rect) {
	t := v.Theme
	y := r.Y + 18
	v.Text(r.X+16, y, ui.BodyStrong, t.T1, "CPU by stage")
	x := r.X + 132
	gap := min(14, (r.W-610)/float64(max(1, len(v.Snap.Model.Stages))))
	for s := range stages(v.Snap) {
		x = v.stageSign(s, x, y) + gap
	}
	if v.b.Sized != nil {
		right := r.Right() - 16 - v.Width(ui.Tick, v.CostTag()) - 22
		words := v.b.Sized(v.View)
		v.TextRight(right, y, ui.Tick, t.T2, v.Fit(ui.Tick, right-x, words[0], words[1], ""))
	}
	v.Tag(r.Right()-16, y, v.CostTag())
}

// stageSign is a stage in the legend: it says what it is, and leads to the bar that the last
// change moved most. It returns where it ends.
func (v bars) stageSign(s row.Stage, x, y float64) (end float64) {
	t, m := v.Theme, v.Snap.Model
	box := ui.Box(x, y-6, 12, 12)
	v.Fill(box, 2, t.Stages[s])
	v.Pattern(box, StagePattern(s), box.X, t.PatternInk)
	end = v.Text(x+18, y, ui.LabelStrong, t.T1, string(m.Stages[s].Letter))
	end = v.Text(end+5, y, ui.Label, t.T2, m.Stages[s].Name)
	r := ui.Box(x-4, y-12, end-x+8, 24)
	w := ui.Widget{ID: "stage." + m.Stages[s].Name, Kind: ui.Button, Rect: r, Label: m.Stages[s].Title, Hint: m.Stages[s].Doc}
	if open, moved := v.b.Open, oneBar(v.View); open != nil {
		w.Act = func() { open(moved, s) }
	}
	v.FocusRing(r, 4, v.Place(w))
	return end
}

func (v bars) axis(track, r ui.Rect, labels bool) {
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
	if v.b.Marks != nil {
		v.b.Marks(v.View, track, y)
	}
}

// oneBar is the service whose bar stands where there is room for one row only: the one that the
// open chapter speaks of, or else the one that moved most.
func oneBar(v *View) row.Service {
	if s, ok := namedBar(v); ok {
		return s
	}
	return movedMost(v.Snap)
}

// largeBar is the service whose bar is larger than the others: the one that the open chapter speaks
// of, or else the one that has most to do.
func largeBar(v *View) row.Service {
	if s, ok := namedBar(v); ok {
		return s
	}
	return leaf(v.Snap.Model)
}

// namedBar is the service that the open chapter speaks of, if it is one.
func namedBar(v *View) (_ row.Service, ok bool) {
	var named []row.Service
	ids := BarIDs(v.Snap.Model)
	for s := range services(v.Snap) {
		if v.Offers(ids[s]) {
			named = append(named, s)
		}
	}
	if len(named) != 1 {
		return 0, false
	}
	return named[0], true
}

// movedMost is the service whose bar the last change moved most. Less than half a point is not worth the place of
// the service that has most to do.
func movedMost(snap *sim.Snapshot) row.Service {
	best, most := leaf(snap.Model), exact.Whole/200
	for s := range services(snap) {
		if d, ok := change(snap, s); ok && max(d, -d) > most {
			best, most = s, max(d, -d)
		}
	}
	return best
}

// row is one service: sign and name, ghost, bar, what was saved, value and
// change.
func (v bars) row(service row.Service, r, track ui.Rect, cy float64) {
	t, row := v.Theme, &v.Snap.Services[service]
	height, style := 16., ui.Section
	if service == largeBar(v.View) || v.b.One {
		height, style = 22, ui.Title
	}
	if r.H < 150 && !v.b.One { // the ghost still needs its 9 px above
		height, style = 11, ui.BodyStrong
	}
	ServiceIcon(&v.Painter, service, r.X+24, cy)
	v.Text(r.X+40, cy, ui.BodyStrong, t.T1, v.Snap.Model.Services[service].Title)
	bar := ui.Box(track.X, cy-height/2, track.W, height)
	v.openable(service, bar, bar)
	v.bar(service, bar)
	v.spentMark(row, bar)
	if !v.remark(service, bar) {
		v.note(service, bar)
	}
	v.TextRight(r.Right()-barExpected, cy, style, loadInk(t, row.CPU.Total()), LoadText(row.CPU.Total()))
	v.Text(r.Right()-barExpected+5, cy, ui.Label, t.T2, "%")
	v.TextRight(r.Right()-barSpent, cy, ui.BodyStrong, loadInk(t, row.Spent), LoadText(row.Spent))
	v.Text(r.Right()-barSpent+5, cy, ui.Label, t.T2, "%")
	v.difference(service, r.Right()-barChange, cy)
}

// loadInk is the ink of a load: more than all of the cores is bad.
func loadInk(t *ui.Theme, load exact.PPM) ui.Color {
	if load > exact.Whole {
		return t.Bad
	}
	return t.T1
}

// spentMark is where the bar would end by what was spent lately.
func (v bars) spentMark(row *readout.Service, bar ui.Rect) {
	x := bar.X + min(1, Share(row.Spent))*bar.W
	v.Fill(ui.Box(x-2, bar.Y-3, 4, bar.H+6), 1, v.Theme.Bg1)
	v.Fill(ui.Box(x-1, bar.Y-3, 2, bar.H+6), 1, loadInk(v.Theme, row.Spent))
}

// remark is what there is to say of a bar that has not moved. It reports whether there is
// anything.
func (v bars) remark(service row.Service, bar ui.Rect) bool {
	if v.b.Remark == nil {
		return false
	}
	if _, moved := change(v.Snap, service); moved {
		return false
	}
	r, ok := v.b.Remark(v.View, service)
	if !ok {
		return false
	}
	if !v.Offers("remark") {
		r.Command = ""
	}
	x, right := behind(&v.Snap.Services[service], Share(v.Snap.Services[service].CPU.Total()), bar)
	text := v.Fit(ui.Tick, right-x, append(r.Texts[:], "")...)
	if text == "" {
		return false
	}
	v.Text(x, bar.CenterY(), ui.Tick, v.Theme.Acc, text)
	if r.Command == "" && r.Act == nil {
		return true
	}
	box := ui.Box(x-4, bar.CenterY()-12, v.Width(ui.Tick, text)+8, 24)
	v.FocusRing(box, 4, v.Place(ui.Widget{ID: "remark", Kind: ui.Button, Rect: box, Label: text, Hint: r.Hint, Command: r.Command, Act: r.Act}))
	return true
}

// behind is the room for words behind the end of a bar: before the mark of what was spent, or
// after it, where there is more.
func behind(row *readout.Service, end float64, bar ui.Rect) (x, right float64) {
	const gap = 8
	from, mark := bar.X+min(1, end)*bar.W+gap, bar.X+min(1, Share(row.Spent))*bar.W
	if mark+gap <= from {
		return from, bar.Right() - gap
	}
	if mark-gap-from > bar.Right()-2*gap-mark {
		return from, mark - gap
	}
	return mark + gap, bar.Right() - gap
}

// LoadText is a load in percent. Far beyond all of the cores tenths do not matter, and
// have no room.
func LoadText(p exact.PPM) string {
	switch {
	case p >= 100*exact.Whole:
		return ui.Magnitude(ui.RoundFigures(float64(p)/10_000, 3))
	case p >= 10*exact.Whole:
		return ui.Count(int64(written(p) / (exact.Whole / 100)))
	}
	return p.Tenths()
}

// written is a load as LoadText writes it.
func written(p exact.PPM) exact.PPM {
	switch {
	case p >= 100*exact.Whole:
		return exact.PPM(min(ui.RoundFigures(float64(p), 3), math.MaxInt32))
	case p >= 10*exact.Whole:
		return p.Nearest(exact.Whole / 100)
	}
	return p.InTenths()
}

// difference is the difference to before the last change, in points.
func (v bars) difference(service row.Service, x, cy float64) {
	t := v.Theme
	if resized(&v.Snap.Services[service]) {
		v.Text(x, cy, ui.Label, t.T2, "sized again")
		return
	}
	d, ok := change(v.Snap, service)
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
	v.Text(x+17, cy, ui.LabelStrong, ink, LoadText(max(d, -d))+" pts")
}

// bar stacks the stages, always in the order of the model's table, with the ghost of
// the stack before the last change above it.
func (v bars) bar(service row.Service, bar ui.Rect) {
	t, row := v.Theme, &v.Snap.Services[service]
	v.Fill(bar, 3, t.Bg3)
	if _, ok := change(v.Snap, service); ok {
		v.ghost(row, bar)
	}
	v.stack(service, bar)
}

// stack are the segments of a bar.
func (v bars) stack(service row.Service, bar ui.Rect) {
	t, row := v.Theme, &v.Snap.Services[service]
	x := bar.X
	for s := range stages(v.Snap) {
		id := "cpu." + v.Snap.Model.Services[service].Name + "." + v.Snap.Model.Stages[s].Name
		w := v.Glide(id, math.Round(Share(row.CPU[s])*1000)/1000, barTravel) * bar.W
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
func (v bars) segment(s row.Stage, r, bar ui.Rect) {
	t := v.Theme
	if r.W > 3 {
		r.W-- // the gap to the next one
	}
	radius := 0.
	if r.X == bar.X {
		radius = min(3, r.W/2)
	}
	v.Fill(r, radius, t.Stages[s])
	v.Pattern(r, StagePattern(s), bar.X, t.PatternInk)
	if !t.Dark && r.W > 6 {
		v.Border(r, radius, 1, t.Stages[s].Mix(ui.RGB(0), .35))
	}
	if r.W >= 15 {
		stagePlate(&v.Painter, v.Snap.Model.Stages[s].Letter, r.X+2, r.CenterY())
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
func (v bars) ghost(row *readout.Service, bar ui.Rect) {
	t := v.Theme
	x, y := bar.X, bar.Y-6
	for s := range stages(v.Snap) {
		w := min(Share(row.Before[s])*bar.W, bar.Right()-x)
		if w > 0 {
			v.Fill(ui.Box(x, y, w, 3), 0, t.Stages[s].Mix(t.Bg1, .15))
			x += w
		}
	}
	now := bar.X + min(1, Share(row.CPU.Total()))*bar.W
	if now < x {
		saved := ui.Box(now, bar.Y, x-now, bar.H)
		v.Pattern(saved, ui.WideHatch, bar.X, t.Ghost.Alpha(.55))
	}
	v.Pattern(ui.Box(x-1, y, 1, bar.H+6), ui.Dashes, x, t.Ghost)
}

// note says beside the bar what tracing costs in it, and what it was before.
func (v bars) note(service row.Service, bar ui.Rect) {
	t, row := v.Theme, &v.Snap.Services[service]
	end := Share(row.CPU.Total())
	traced, now := v.Snap.Model.Tracing != nil, tracing(&row.CPU).Tenths()
	notes := [3]string{}
	if traced {
		notes[0] = "tracing " + now
	}
	switch _, ok := change(v.Snap, service); {
	case resized(row):
		notes[0], notes[1] = "before "+LoadText(row.Before.Total())+" % of "+Cores(row.SizedFrom)+", now of "+Cores(row.Capacity)+" cores", Cores(row.SizedFrom)+" → "+Cores(row.Capacity)+" cores"
	case ok:
		end = max(end, Share(row.Before.Total()))
		before := "before " + LoadText(row.Before.Total())
		notes[0], notes[1] = before, before
		if traced {
			notes[0] += ", tracing " + tracing(&row.Before).Tenths() + " → " + now
		}
	}
	x, right := behind(row, end, bar)
	v.Text(x, bar.CenterY(), ui.Tick, t.T2, v.Fit(ui.Tick, right-x, notes[:]...))
}

// Cores writes thousandths of a core.
func Cores(thousandths int64) string {
	if thousandths == 0 {
		return "under 0.001" // nothing is sized for nothing
	}
	return ui.TrimZeros(ui.Decimal(float64(thousandths)/1000, 3))
}

// phone is the one bar that the last change moved most.
func (v bars) phone(r ui.Rect) {
	t, service := v.Theme, oneBar(v.View)
	row := &v.Snap.Services[service]
	y := r.Y + 19
	ServiceIcon(&v.Painter, service, r.X+22, y)
	v.Text(r.X+36, y, ui.BodyStrong, t.T1, v.Fit(ui.BodyStrong, r.W-36-190, v.Snap.Model.Services[service].Title+" CPU, expected", v.Snap.Model.Services[service].Title+" CPU"))
	v.TextRight(r.Right()-102, y, ui.Title, t.T1, LoadText(row.CPU.Total()))
	v.Text(r.Right()-98, y, ui.Label, t.T2, "%")
	v.difference(service, r.Right()-80, y)
	bar := ui.Box(r.X+16, r.Y+42, r.W-32, 20)
	v.openable(service, bar, v.Target(bar, 0))
	v.bar(service, bar)
	v.spentMark(row, bar)
	end := v.Text(r.X+16, r.Y+73, ui.Tick, t.T2, "spent "+LoadText(row.Spent)+" % "+spentIn(v.Snap))
	v.TextRight(r.Right()-16, r.Y+73, ui.Tick, t.T2, v.Fit(ui.Tick, r.Right()-28-end, "0 to 100 % of the service, "+v.CostTag(), "of 100 %, "+v.CostTag(), v.CostTag()))
}

// openable lets a bar be opened where a pointer meets it: at the stage that was clicked, or as
// a whole.
func (v bars) openable(service row.Service, bar, target ui.Rect) {
	in, row, m, open := v.In, &v.Snap.Services[service], v.Snap.Model, v.b.Open
	cpu := row.CPU
	w := ui.Widget{ID: "cpu." + m.Services[service].Name, Kind: ui.Button, Rect: target,
		Label: m.Services[service].Title + " CPU", Value: barSpoken(row)}
	if open == nil {
		w.Kind = ui.Area
		v.Place(w)
		return
	}
	w.Act = func() {
		stage := stages(v.Snap)
		if !in.ByKey && target.Contains(in.Pointer) {
			stage = stageAt(&cpu, stage, bar, in.Pointer.X)
		}
		open(service, stage)
	}
	v.FocusRing(bar, 3, v.Place(w))
}

// barSpoken is a bar in words.
func barSpoken(row *readout.Service) string {
	return "expected " + LoadText(row.CPU.Total()) + " %, spent " + LoadText(row.Spent) + " %"
}

// stageAt is the stage of a bar at x, all of them beside them. One that is too thin to
// hit is hit near it.
func stageAt(c *readout.StageCost, all row.Stage, bar ui.Rect, x float64) row.Stage {
	at, best, least := bar.X, all, 4.
	for s := range all {
		w := Share(c[s]) * bar.W
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

// stages and services are how many rows the tables of the model have.
func stages(s *sim.Snapshot) row.Stage { return row.Stage(len(s.Model.Stages)) }

func services(s *sim.Snapshot) row.Service { return row.Service(len(s.Model.Services)) }

// Folded draws all bars without words, as a folded stage has them.
func (b *Bars) Folded(v *View) {
	t, r := v.Theme, b.Rect
	names := 96.
	if r.W < 300 {
		names = 24
	}
	for i := range services(v.Snap) {
		cy := r.Y + 22 + 32*float64(i)
		row, service := &v.Snap.Services[i], &v.Snap.Model.Services[i]
		ServiceIcon(&v.Painter, i, r.X+7, cy)
		if names > 24 {
			v.Text(r.X+22, cy, ui.LabelStrong, t.T1, service.Title)
		}
		bar := ui.Box(r.X+names, cy-7, r.W-names-66, 14)
		v.Place(ui.Widget{ID: "cpu." + service.Name, Kind: ui.Area, Rect: bar,
			Label: service.Title + " CPU", Value: barSpoken(row)})
		bars{v, b}.bar(i, bar)
		bars{v, b}.spentMark(row, bar)
		v.TextRight(r.Right()-16, cy, ui.BodyStrong, loadInk(t, row.CPU.Total()), LoadText(row.CPU.Total()))
		v.Text(r.Right()-12, cy, ui.Label, t.T2, "%")
	}
}
