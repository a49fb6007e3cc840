package micro

import (
	"fmt"
	"math"
	"time"

	"fanout/envelope"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/guild"
	"fanout/sim/readout"
)

// run is what the run's gRPC servers were handed, and what was timed here, as of the last
// frame.
type run struct {
	m *Microscope
	guild.RunHeaders
	tests    []guild.HeaderTest
	outcomes []guild.Outcome
	probed   readout.Probed
	linked   bool
	callers  string
	head     exact.PPM
	seed     uint64

	sampled   int            // of Last
	looks     int            // of a full parse of all of Last
	more      int            // of a full parse of those that the sieve lets through
	passed    int            // how many those are
	costs     map[string]int // looks of a full parse, by what it depends on
	grid      ui.Rect        // where the dots of Last are
	perRow    int
	gridPitch float64
}

// update asks the world.
func (r *run) update(s *sim.Snapshot) {
	set := guild.SettingsOf(s)
	r.probed, r.linked, r.callers, r.head, r.seed = readout.Probed{}, set.GRPCLink, set.Callers.String(), set.HeadRate, s.Seed
	if s.Real.Probed != nil {
		r.probed = *s.Real.Probed
	}
	if in, ok := guild.ViewOf(s).Field.Source.(guild.Inspector); ok {
		r.RunHeaders = in.InspectHeaders(r.RunHeaders)
	}
	if r.tests == nil {
		r.tests, r.costs = guild.HeaderTests(), make(map[string]int)
		r.outcomes = make([]guild.Outcome, len(r.tests))
	}
	for i := range r.tests {
		r.outcomes[i] = r.Outcome(&r.tests[i])
	}
	r.sampled, r.looks, r.more, r.passed = 0, 0, 0, 0
	for _, h := range r.Last {
		n := r.looksAt(h)
		r.looks += n
		if r.tests[0].Keeps(h) {
			r.passed++
			r.more += n
		}
		if r.isSampled(h) {
			r.sampled++
		}
	}
}

// isSampled tells of a header that came with a request. They are valid: the run's callers
// write no other ones.
func (r *run) isSampled(header string) bool { return r.tests[0].Keeps(header) }

// looksAt is how many looks a full parse takes for a header. Those of a valid one depend
// on its version, its flags and what comes after them.
func (r *run) looksAt(header string) int {
	key := header
	if len(header) >= columns {
		key = header[:3] + header[flagsAt-1:]
	}
	n, ok := r.costs[key]
	if !ok {
		i := guild.InspectHeader(header)
		n = i.Full.Total()
		r.costs[key] = n
	}
	return n
}

// bySieve is how many looks the sieve takes for all of Last, with the parses that follow.
func (r *run) bySieve() int { return len(r.Last) + r.more }

// sum writes that as a sum.
func (r *run) sum() string {
	n, factor := len(r.Last), ""
	if all := r.bySieve(); all > 0 && r.looks >= 2*all {
		factor = ", " + ui.Count(int64(float64(r.looks)/float64(all)+.5)) + " times fewer"
	}
	parses := "0"
	switch {
	case r.passed > 0 && r.more%r.passed == 0:
		parses = fmt.Sprintf("%s × %d", ui.Count(int64(r.passed)), r.more/r.passed)
	case r.passed > 0:
		parses = fmt.Sprintf("%s for %s", ui.Count(int64(r.more)), ui.Plural(r.passed, "parse"))
	}
	return fmt.Sprintf("%s × 1 + %s = %s%s", ui.Count(int64(n)), parses, ui.Count(int64(r.bySieve())), factor)
}

// title names the headers that are shown.
func (r *run) title() string {
	if n := len(r.Last); n > 0 && n < 1000 {
		return ui.Plural(n, "header")
	}
	return "1,000 headers"
}

// of says whose they are.
func (r *run) of() string {
	if len(r.Last) == 0 {
		if !r.linked {
			return "API and guild are not linked: no header comes"
		}
		return "none has come in this run yet"
	}
	return fmt.Sprintf("the last of this run, seed %d: %s sampled, %s not", r.seed, ui.Count(int64(r.sampled)), ui.Count(int64(len(r.Last)-r.sampled)))
}

// brief is of in fewer words.
func (r *run) brief() string {
	if len(r.Last) == 0 {
		return "none yet"
	}
	return fmt.Sprintf("%s sampled, %s not", ui.Count(int64(r.sampled)), ui.Count(int64(len(r.Last)-r.sampled)))
}

// about says all of it to people who do not see it.
func (r *run) about() (lines []string) {
	if len(r.Last) == 0 {
		lines = []string{"Headers of this run: " + r.of()}
	} else {
		lines = []string{
			fmt.Sprintf("%s, %s", r.title(), r.of()),
			fmt.Sprintf("Characters read: full parse %s; sieve %s", ui.Count(int64(r.looks)), r.sum()),
		}
	}
	for i := range r.tests {
		o := &r.outcomes[i]
		lines = append(lines, fmt.Sprintf("Test “%s”: %s this header; of %s headers of this run it loses %s of %s sampled ones and lets %s that are not sampled through",
			r.tests[i].Name, keepsWord(r.tests[i].Keeps(r.m.box.text)), ui.Count(r.Count), ui.Count(o.Lost), ui.Count(o.Kept+o.Lost), ui.Count(o.More)))
	}
	return lines
}

func keepsWord(keeps bool) string {
	if keeps {
		return "keeps"
	}
	return "drops"
}

// Take implements ui.Dragged: a press on a dot lays its header under the microscope.
func (r *run) Take(q ui.Point, _ time.Duration) {
	if r.gridPitch == 0 || !r.grid.Contains(q) {
		return
	}
	column, row := int((q.X-r.grid.X)/r.gridPitch), int((q.Y-r.grid.Y)/r.gridPitch)
	if at := row*r.perRow + column; column < r.perRow && at >= 0 && at < len(r.Last) {
		r.m.Put(r.Last[at], fmt.Sprintf("a gRPC header of this run, %s before the newest", ui.Count(int64(len(r.Last)-1-at))))
	}
}

// Drag, Drop and Cancel implement ui.Dragged: nothing follows the pointer.
func (r *run) Drag(ui.Point, time.Duration) bool { return false }
func (r *run) Drop(ui.Point, time.Duration)      {}
func (r *run) Cancel() bool                      { return false }

// dots draws the last headers, oldest first: a ring each, a diamond if it is sampled.
func (d *drawing) dots(x, y, w, h float64) float64 {
	r, t := &d.m.run, d.Theme
	d.heading(x, y, w, r.title(), "", r.of(), r.brief())
	y += 30
	const most = 1000
	pitch := 0.
	for p := 5.; p <= 12; p++ { // the largest that has room for all of them
		if math.Floor(w/p)*math.Floor(h/p) >= most {
			pitch = p
		}
	}
	pitch = max(pitch, 5)
	r.perRow, r.gridPitch = min(int(w/pitch), 100), pitch
	rows := math.Ceil(most / float64(r.perRow))
	r.grid = ui.Box(x, y, float64(r.perRow)*pitch, rows*pitch)
	d.Place(ui.Widget{ID: "micro.headers", Kind: ui.Reader, Rect: r.grid, Label: r.title() + " of this run", Value: r.of(), Takes: r,
		Hint: "Press one to look at it"})
	for i := range most {
		cx, cy := x+(float64(i%r.perRow)+.5)*pitch, y+(float64(i/r.perRow)+.5)*pitch
		switch {
		case i >= len(r.Last):
			d.Fill(ui.Around(cx, cy, .5), 0, t.Line2)
		case r.isSampled(r.Last[i]):
			d.Glow(cx, cy, 9, t.Trace.Alpha(.5))
			d.Diamond(cx, cy, 4.2, t.Trace)
		default:
			d.Ring(cx, cy, pitch/2-1.2, 1, t.T3.Alpha(.6))
		}
	}
	return r.grid.Bottom()
}

// totals draws the characters that both read for the last headers.
func (d *drawing) totals(x, y, w float64) float64 {
	r, t := &d.m.run, d.Theme
	d.heading(x, y, w, "Characters read", "")
	y += 36
	bar := func(name, brief string, n int, share float64, ink ui.Color, stage stageColour) {
		d.Text(x, y, ui.Label, t.T2, d.Fit(ui.Label, w-70, name, brief))
		d.TextRight(x+w, y, ui.BodyStrong, ink, ui.Count(int64(n)))
		d.Fill(ui.Box(x, y+11, w, 9), 3, t.Bg3)
		if n > 0 {
			d.stage(ui.Box(x, y+11, max(w*share, 3), 9), stage)
		}
		y += 36
	}
	sieve := r.bySieve()
	bar("full parse of each", "full parse", r.looks, 1, t.T1, unpackColour)
	bar("sieve, then parse the sampled ones", "sieve, then parse", sieve, float64(sieve)/float64(max(r.looks, 1)), d.sieveInk(), sieveColour)
	text := r.sum()
	if len(r.Last) == 0 {
		text = "Nothing was read yet."
	}
	for _, line := range d.Wrap(ui.Label, text, w) {
		d.Text(x, y, ui.Label, t.T1, line)
		y += 17
	}
	return y
}

// tests draws the tests that come to mind, with what each makes of the header and what it
// would have made of those of this run.
func (d *drawing) tests(x, y, w float64) float64 {
	r, t := &d.m.run, d.Theme
	lost, more := x+w-76, x+w
	this := lost - 84
	remark := ""
	if r.Count > 0 {
		remark = "on " + ui.Count(r.Count) + " headers of this run"
	}
	d.heading(x, y, w, "Tempting tests", "", remark)
	d.TextCenter(this, y+24, ui.Tick, t.T3, "this header")
	d.TextRight(lost, y+24, ui.Tick, t.T3, "lost")
	d.TextRight(more, y+24, ui.Tick, t.T3, "let through")
	y += 33
	verdict := d.m.seen.Verdict
	for i := range r.tests {
		test, o := &r.tests[i], &r.outcomes[i]
		row := ui.Box(x, y, w, 24)
		state := d.Place(ui.Widget{ID: fmt.Sprint("micro.test.", i), Kind: ui.Term, Rect: row, Label: test.Name, Hint: test.Code + ". " + test.About,
			Value: fmt.Sprintf("%s this one; this run: %s lost, %s let through that are not sampled", keepsWord(test.Keeps(d.m.box.text)), ui.Count(o.Lost), ui.Count(o.More))})
		d.FocusRing(row.Inset(2), 5, state)
		ink := t.T1
		if test.Right {
			ink = d.sieveInk()
		}
		d.Text(x, y+11, ui.LabelMedium, ink, test.Name)
		d.HLine(x, y+23, w, t.Line)
		keeps := test.Keeps(d.m.box.text)
		mark, word, markInk := ui.IconTick, "keeps", t.T2
		switch {
		case d.m.box.text == "":
			word = "–"
		case keeps && verdict == envelope.ValidSampled:
			markInk = t.Good
		case !keeps && verdict == envelope.ValidSampled:
			mark, word, markInk = ui.IconClose, "loses", t.Bad
		case !keeps:
			mark, word = ui.IconMinus, "drops"
		}
		tw := d.Width(ui.Label, word)
		if word != "–" {
			mark(&d.Painter, this-tw/2-6, y+11, markInk)
		}
		d.Text(this-tw/2+5, y+11, ui.Label, markInk, word)
		lostInk := t.T2
		if o.Lost > 0 {
			lostInk = t.Bad
		}
		d.TextRight(lost, y+11, ui.LabelStrong, lostInk, ui.Short(o.Lost))
		d.TextRight(more, y+11, ui.Label, t.T2, ui.Short(o.More))
		y += 24
	}
	y += 8
	return d.callersChoice(x, y, w)
}

// CallersIDs are the controls of what callers write.
var CallersIDs = []string{"segment.callers.level-1", "segment.callers.level-2", "segment.callers.mixed"}

// callersChoice lets the callers of this run write other headers.
func (d *drawing) callersChoice(x, y, w float64) float64 {
	if !d.Offers(CallersIDs...) {
		return y
	}
	r := &d.m.run
	label := "Callers write"
	lw := d.Width(ui.Label, label) + 12
	h := d.Tall(26)
	d.Text(x, y+h/2, ui.Label, d.Theme.T2, label)
	disabled := ""
	if !r.linked {
		disabled = "API and guild are not linked: no header comes"
	}
	pick := func(value, text, hint string) ui.Choice {
		return ui.Choice{ID: value, Label: text, Command: "set callers " + value, On: r.callers == value, Hint: hint, Disabled: disabled}
	}
	d.Segment(ui.Box(x+lw, y, w-lw, h), "callers", []ui.Choice{
		pick("level-1", "00, 01", "Background callers write the flags 00 and 01"),
		pick("level-2", "02, 03", "They also set the flag of level 2: the trace id is random"),
		pick("mixed", "every kind", "One in four each: 00 or 01, level 2, flags to come, a field to come"),
	})
	return y + h
}
