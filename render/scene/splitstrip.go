package scene

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/readout"
	"fanout/sim/row"
)

// Compared is a metric that a comparison of two histories shows first, in words.
type Compared struct {
	Metric      string
	Name, Brief string
	Better      int // +1 if more is better, −1 if less is, 0 if neither
}

// comparedRow is a row with its metric, which is looked up once.
type comparedRow struct {
	Compared
	metric sim.Metric
}

// comparedOf are the rows of the picture, or else the metrics that matter most by their names.
func comparedOf(w *Words, m *sim.Model) (rows []comparedRow) {
	list := w.Compared
	if len(list) == 0 {
		for _, name := range m.Figures {
			list = append(list, Compared{Metric: name, Name: name})
		}
	}
	all := make(map[string]sim.Metric)
	for _, metric := range m.AllMetrics() {
		all[metric.Name] = metric
	}
	for _, c := range list {
		metric, ok := all[c.Metric]
		if !ok {
			panic("scene: no metric " + c.Metric) // in the list of the picture
		}
		rows = append(rows, comparedRow{c, metric})
	}
	return rows
}

// strip is what the two differ in: the metrics, the CPU over time, and its stages.
func (v splitView) strip(r ui.Rect) {
	if r.Empty() {
		return
	}
	v.Fill(r, 0, v.Theme.Bg1)
	v.HLine(r.X, r.Y, r.W, v.Theme.Line)
	r = ui.Box(r.X+16, r.Y, r.W-32, r.H)
	switch {
	case r.W >= 900:
		w := math.Floor(r.W * .34)
		v.table(ui.Box(r.X, r.Y, w-24, r.H))
		v.chart(ui.Box(r.X+w, r.Y, w-24, r.H))
		v.stages(ui.Box(r.X+2*w, r.Y, r.W-2*w, r.H))
		v.VLine(r.X+w-12, r.Y+14, r.H-28, v.Theme.Line)
		v.VLine(r.X+2*w-12, r.Y+14, r.H-28, v.Theme.Line)
	case r.W >= 560:
		w := math.Floor(r.W * .56)
		v.table(ui.Box(r.X, r.Y, w-24, r.H))
		v.stages(ui.Box(r.X+w, r.Y, r.W-w, r.H))
		v.VLine(r.X+w-12, r.Y+14, r.H-28, v.Theme.Line)
	default:
		v.table(r)
	}
}

// parting says when the two part.
func (v splitView) parting() (texts [3]string) {
	other := v.s.split.other
	a := &other.Apart
	switch {
	case other.Late != "":
		return [3]string{other.Late + " is on its way", other.Late + " is coming", ""}
	case len(other.Differ) == 0:
		return [3]string{"nothing differs yet", "no difference"}
	case a.Exact != nil:
		return [3]string{"first difference at " + exactClock(int64(a.Exact.At)), "from " + exactClock(int64(a.Exact.At)), ""}
	case a.Parted >= 0:
		return [3]string{"first difference by " + exactClock(int64(a.Parted)), "by " + exactClock(int64(a.Parted)), ""}
	}
	return [3]string{"no difference until " + exactClock(int64(a.Same)), "none until " + exactClock(int64(a.Same)), ""}
}

// exactClock is a time with as many figures as tell a microsecond.
func exactClock(ns int64) string {
	return ui.Clock(ns)[:5] + "." + strconv.FormatInt(1_000_000+ns/1000%1_000_000, 10)[1:]
}

// waits says in place of what the two differ in that one of them is not there yet, and reports
// whether it is so: two different moments differ in everything.
func (v splitView) waits(r ui.Rect) bool {
	late := v.s.split.other.Late
	if late == "" {
		return false
	}
	y := (r.Y + stripHead + r.Bottom()) / 2
	v.TextCenter(r.CenterX(), y, ui.Label, v.Theme.T2, v.Fit(ui.Label, r.W, "Compared as soon as "+late+" catches up", ""))
	return true
}

// Places of the table.
const (
	stripHead   = 22.
	tableRow    = 22.
	tableTop    = 50.
	tableChange = 92.
)

// table has a row for each metric: A, B and the difference, or = for none.
func (v splitView) table(r ui.Rect) {
	t := v.Theme
	x := v.Text(r.X, r.Y+stripHead, ui.Section, t.T1, "B − A") + 10
	texts := v.parting()
	v.Text(x, r.Y+stripHead, ui.Label, t.T2, v.Fit(ui.Label, r.Right()-x, "same seed, "+texts[0], texts[0], texts[1], ""))
	if v.waits(r) {
		return
	}
	number := math.Floor((r.W - tableChange) * .28)
	b, a := r.Right()-tableChange, r.Right()-tableChange-number
	y := r.Y + stripHead + 20
	v.TextRight(a, y, ui.TickStrong, t.T2, "A")
	v.TextRight(b, y, ui.TickStrong, t.T2, "B")
	v.TextRight(r.Right(), y, ui.TickStrong, t.T2, "B − A")
	rows := int((r.Bottom() - 6 - y - 10) / tableRow)
	sides := v.s.split.sides(v.Snap)
	for i, c := range v.chosen(sides, rows) {
		cy := y + 10 + tableRow*(float64(i)+.5)
		v.HLine(r.X, cy-tableRow/2, r.W, t.Line)
		v.tableRow(c, sides, ui.Box(r.X, cy-tableRow/2, r.W, tableRow), a, b, number)
	}
}

// chosen are as many of the metrics as there is room for: some that are the same, which say
// that nothing useful is lost, and those that differ. The CPU that no bar shows is one of them.
func (v splitView) chosen(sides [2]*sim.Snapshot, room int) (list []*comparedRow) {
	all, cpu := v.s.split.rows, -1
	if !v.s.split.barred() && room > 0 {
		cpu = v.s.split.cpuRow(v.Snap)
	}
	differ := 0
	for i := range all {
		if x, y := all[i].figures(sides); x != y {
			differ++
		}
	}
	same := max(room-differ, min(2, room*2/5)) // of those that are, so many at least
	left := room
	if cpu >= 0 {
		left--
	}
	for i := range all {
		if i == cpu {
			list = append(list, &all[i])
			continue
		}
		x, y := all[i].figures(sides)
		if left == 0 || x == y && same == 0 {
			continue
		}
		if x == y {
			same--
		}
		left--
		list = append(list, &all[i])
	}
	return list
}

// barred reports whether each of the two has the bar of a service.
func (h *split) barred() bool {
	p := h.places()
	return !p.bars[0].Empty()
}

// cpuRow is the metric that says what the bar of [split.service] would, −1 for none.
func (h *split) cpuRow(a *sim.Snapshot) int {
	name := a.Model.Services[h.service(a)].Name + ".cpu"
	return slices.IndexFunc(h.rows, func(c comparedRow) bool { return c.Metric == name })
}

// figures are those of a metric on both sides.
func (c *comparedRow) figures(sides [2]*sim.Snapshot) (a, b float64) {
	return c.metric.Of(sides[0]), c.metric.Of(sides[1])
}

func (v splitView) tableRow(c *comparedRow, sides [2]*sim.Snapshot, r ui.Rect, a, b, number float64) {
	t, cy, m := v.Theme, r.CenterY(), &c.metric
	x, y := c.figures(sides)
	v.Text(r.X, cy, ui.Label, t.T2, v.Fit(ui.Label, a-number-r.X, c.Name, c.Brief, ""))
	v.TextRight(a, cy, ui.Label, t.T2, v.Fit(ui.Label, number-8, figureText(m, x), figureBrief(m, x)))
	v.TextRight(b, cy, ui.LabelStrong, t.T1, v.Fit(ui.LabelStrong, number-8, figureText(m, y), figureBrief(m, y)))
	if x == y {
		v.Fill(ui.Box(r.Right()-10, cy-3, 10, 1.5), 0, t.T2)
		v.Fill(ui.Box(r.Right()-10, cy+1.5, 10, 1.5), 0, t.T2)
	} else {
		text, brief := figureChange(m, x, y)
		v.TextRight(r.Right(), cy, ui.LabelStrong, v.changeInk((y-x)*float64(c.Better)), v.Fit(ui.LabelStrong, tableChange-10, text, brief))
	}
	v.Explain("ab.row."+c.Metric, r, c.Name, "A "+figureText(m, x)+", B "+figureText(m, y))
}

// changeInk is the ink of a change that is for the better, the worse, or neither.
func (v splitView) changeInk(better float64) ui.Color {
	switch {
	case better > 0:
		return v.Theme.Good
	case better < 0:
		return v.Theme.Bad
	}
	return v.Theme.T1
}

// signed puts the sign of a change before its text.
func signed(v float64, text string) string {
	if v < 0 {
		return "−" + text
	}
	return "+" + text
}

// figureText is a figure of a metric as the interface writes it.
func figureText(m *sim.Metric, v float64) string {
	switch m.Unit() {
	case sim.UnitShare:
		return PPM(v).Tenths() + " %"
	case sim.UnitTime:
		return ui.Duration(int64(v))
	}
	if v != math.Trunc(v) {
		return ui.Decimal(v, 2)
	}
	return ui.Count(int64(v))
}

// figureChange is how far B is from A, with its sign, as the two are written: a share by points.
func figureChange(m *sim.Metric, a, b float64) (text, brief string) {
	if m.Unit() == sim.UnitShare {
		d := points(PPM(b).InTenths() - PPM(a).InTenths())
		return d + " pts", d
	}
	d := math.Abs(b - a)
	return signed(b-a, figureText(m, d)), signed(b-a, figureBrief(m, d))
}

// figureBrief is a figure where there is hardly room.
func figureBrief(m *sim.Metric, v float64) string {
	switch {
	case m.Unit() == sim.UnitShare:
		return PPM(v).Tenths()
	case m.Unit() == sim.UnitTime || math.Abs(v) < 10_000:
		return figureText(m, v)
	}
	return ui.Short(int64(v))
}

// stages is where the points of the service went that differs most.
func (v splitView) stages(r ui.Rect) {
	t, sides := v.Theme, v.s.split.sides(v.Snap)
	service := v.s.split.service(v.Snap)
	m := v.Snap.Model
	v.Tag(r.Right(), r.Y+stripHead, v.CostTag())
	v.Text(r.X, r.Y+stripHead, ui.Section, t.T1, v.Fit(ui.Section, r.W-64, "Where the points went, "+m.Services[service].Title, "Where the points went", "Points"))
	if v.waits(r) {
		return
	}
	a, b := &sides[0].Services[service].CPU, &sides[1].Services[service].CPU
	by := stageChanges(a, b)
	most, shown := exact.PPM(1), []row.Stage{}
	for s := range stages(v.Snap) {
		most = max(most, by[s], -by[s])
		if a[s] != 0 || b[s] != 0 {
			shown = append(shown, s)
		}
	}
	y := r.Y + stripHead + 18
	shown = largest(shown, &by, int((r.Bottom()-10-y)/leastStage)-1)
	pitch := min(22, (r.Bottom()-10-y)/float64(len(shown)+1))
	plot := ui.Box(r.X+150, y, r.W-150, pitch*float64(len(shown)))
	zero := plot.Right()
	for _, s := range shown {
		if by[s] > 0 { // bars to both sides of it
			zero = plot.X + 50 + (plot.W-100)/2
		}
	}
	v.VLine(zero, plot.Y, plot.H, t.Line2)
	for i, s := range shown {
		v.stageRow(s, by[s], most, zero, ui.Box(r.X, y+pitch*float64(i), r.W, pitch))
	}
	total := b.Total().InTenths() - a.Total().InTenths()
	cy := y + pitch*(float64(len(shown))+.5) + 2
	v.HLine(r.X, cy-pitch/2, r.W, t.Line)
	v.Text(r.X, cy, ui.LabelStrong, t.T1, "Total")
	v.TextRight(r.Right(), cy, ui.BodyStrong, v.changeInk(-float64(total)), points(total)+" points")
}

// leastStage is how high the row of a stage is at least.
const leastStage = 15

// largest are the n stages of the list that differ most, in the order of the list.
func largest(list []row.Stage, by *readout.StageCost, n int) []row.Stage {
	for len(list) > max(0, n) {
		least := slices.MinFunc(list, func(a, b row.Stage) int {
			return cmp.Or(cmp.Compare(max(by[a], -by[a]), max(by[b], -by[b])), cmp.Compare(b, a))
		})
		list = slices.DeleteFunc(list, func(s row.Stage) bool { return s == least })
	}
	return list
}

// stageChanges are the differences of the stages in tenths of a point. They add up to that of
// the sums as they are written: what is lost by rounding is the largest one's.
func stageChanges(a, b *readout.StageCost) (by readout.StageCost) {
	left, largest := b.Total().InTenths()-a.Total().InTenths(), 0
	for s := range by {
		by[s] = b[s].InTenths() - a[s].InTenths()
		left -= by[s]
		if max(by[s], -by[s]) > max(by[largest], -by[largest]) {
			largest = s
		}
	}
	by[largest] += left
	return by
}

// points is a difference of shares with its sign.
func points(d exact.PPM) string {
	if d == 0 {
		return "0.0"
	}
	return signed(float64(d), LoadText(max(d, -d)))
}

// stageRow is a stage and by how much it differs, as a bar from where nothing does.
func (v splitView) stageRow(s row.Stage, d, most exact.PPM, zero float64, r ui.Rect) {
	t, m := v.Theme, v.Snap.Model
	cy := r.CenterY()
	box := ui.Box(r.X, cy-6, 12, 12)
	v.Fill(box, 2, t.Stages[s])
	v.Pattern(box, StagePattern(s), box.X, t.PatternInk)
	x := v.Text(r.X+18, cy, ui.LabelStrong, t.T1, string(m.Stages[s].Letter))
	v.Text(x+6, cy, ui.Label, t.T2, v.Fit(ui.Label, 108, m.Stages[s].Name, ""))
	room := zero - r.X - 150 - 46
	if zero < r.Right() {
		room = r.Right() - zero - 46
	}
	w := room * float64(max(d, -d)) / float64(most)
	ink, text := t.T2, points(d)
	if d != 0 {
		ink = t.T1
	}
	if d > 0 {
		v.stageBar(s, ui.Box(zero+1, cy-7, w, 14))
		v.Text(zero+w+7, cy, ui.LabelStrong, ink, text)
		return
	}
	v.stageBar(s, ui.Box(zero-w, cy-7, w, 14))
	v.TextRight(zero-w-6, cy, ui.LabelStrong, ink, text)
}

func (v splitView) stageBar(s row.Stage, r ui.Rect) {
	if r.W < .5 {
		return
	}
	v.Fill(r, 0, v.Theme.Stages[s])
	v.Pattern(r, StagePattern(s), r.X, v.Theme.PatternInk)
	if !v.Theme.Dark && r.W > 6 {
		v.Border(r, 0, 1, v.Theme.Stages[s].Mix(ui.RGB(0), .35))
	}
}

// chart is the CPU that a service has spent over the time of both histories: B's line, and
// A's with gaps.
func (v splitView) chart(r ui.Rect) {
	t, h := v.Theme, &v.s.split
	service, sides := h.service(v.Snap), h.sides(v.Snap)
	x := v.Text(r.X, r.Y+stripHead, ui.Section, t.T1, v.Snap.Model.Services[service].Title+" CPU") + 10
	v.Text(x, r.Y+stripHead, ui.Label, t.T2, v.Fit(ui.Label, r.Right()-x, "spent, mean of a second", "spent", ""))
	plot := ui.Box(r.X+34, r.Y+stripHead+22, r.W-44, r.Bottom()-24-r.Y-stripHead-22)
	top := max(pastTop(sides[0]), pastTop(sides[1]))
	for i := range 3 {
		at := float64(i) / 2
		y := plot.Bottom() - plot.H*at
		v.HLine(plot.X, y, plot.W, t.Line)
		if i == 1 && plot.H < 36 { // no room between the two
			continue
		}
		v.TextRight(plot.X-5, y, ui.Tick, t.T2, ui.Decimal(top*at*100, 0))
	}
	span := pastSpan(v.Snap.Now)
	v.Text(plot.X, plot.Bottom()+11, ui.Tick, t.T2, axisTime(0))
	v.TextRight(plot.Right(), plot.Bottom()+11, ui.Tick, t.T2, axisTime(span))
	if len(v.Snap.Series.Steps) == 0 {
		v.TextCenter(plot.CenterX(), plot.CenterY(), ui.Label, t.T2, v.Fit(ui.Label, plot.W, "The first point comes after 0.1 s of virtual time.", "From 0.1 s on"))
		return
	}
	ends := [2]ui.Point{}
	for i, snap := range sides {
		ends[i] = v.pastLine(&snap.Series, service, plot, top, span, i)
	}
	for i, end := range ends {
		other := ends[1-i]
		dy := -9.
		if end.Y > other.Y || end.Y == other.Y && i == 1 {
			dy = 9
		}
		v.Text(min(end.X+4, plot.Right()-8), min(max(end.Y+dy, plot.Y), plot.Bottom()-4), ui.LabelStrong, v.lineInk(i), letters[i])
	}
}

// lineInk is the colour of the line of a side.
func (v splitView) lineInk(i int) ui.Color {
	if i == 1 {
		return v.Theme.Acc
	}
	return v.Theme.T1
}

// pastLine is the line of one side, A's with gaps. It returns where it ends.
func (v splitView) pastLine(p *readout.Series, service row.Service, plot ui.Rect, top float64, span int64, side int) (end ui.Point) {
	at := func(i int) ui.Point {
		c := spentUntil(p, i, service)
		return ui.Pt(plot.X+plot.W*float64(int64(i+1)*p.StepNs)/float64(span), plot.Bottom()-plot.H*min(1, Share(c.Total())/top))
	}
	if len(p.Steps) == 0 {
		return ui.Pt(plot.X, plot.Bottom())
	}
	end = at(0)
	for i := 1; i < len(p.Steps); i++ {
		next := at(i)
		if side == 1 || i%3 != 0 {
			v.Stroke(end, next, 1.6, v.lineInk(side))
		}
		end = next
	}
	return end
}
