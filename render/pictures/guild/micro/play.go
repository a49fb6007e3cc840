package micro

import (
	"fmt"
	"slices"
	"time"

	"fanout/render/ui"
	"fanout/sim/guild"
	"fanout/sim/readout"
)

// play is how far the full parse has come, pass by pass, in looks at characters. It is off
// until a person starts it: then everything is shown as done.
type play struct {
	started bool
	running bool
	looks   int           // done
	from    int           // looks done when it began to run
	since   time.Duration // then
}

// perLook is how long a look takes on the screen; passRest is a pass, for who wants no
// motion.
const perLook, passRest = 45 * time.Millisecond, 900 * time.Millisecond

// restLooks is how many looks a pass without any counts for, so that it is seen.
const restLooks = 10

// on reports whether the parse is shown as it goes.
func (p *play) on() bool { return p.started }

// looksOf is how many looks a pass counts for.
func looksOf(m *Microscope, pass int) int {
	if n := len(m.seen.Full.Passes[pass].Bytes); n > 0 {
		return n
	}
	return restLooks
}

// ends are the looks after each pass.
func ends(m *Microscope) []int {
	list := make([]int, len(m.seen.Full.Passes))
	sum := 0
	for i := range list {
		sum += looksOf(m, i)
		list[i] = sum
	}
	return list
}

// pass is the pass that is under way, or the last one, and how many of its looks are done.
func (p *play) pass(m *Microscope) (pass, done int) {
	begin := 0
	for i, end := range ends(m) {
		if p.looks <= end {
			return i, p.looks - begin
		}
		begin = end
	}
	last := len(m.seen.Full.Passes) - 1
	return last, looksOf(m, last)
}

// step goes to the end of the next pass, or of the one before.
func (p *play) step(m *Microscope, by int) {
	all := ends(m)
	if len(all) == 0 {
		return
	}
	p.running = false
	if !p.started {
		p.started, p.looks = true, 0
	}
	m.shell.In().Stale = true
	if by > 0 {
		if i := slices.IndexFunc(all, func(end int) bool { return end > p.looks }); i >= 0 {
			p.looks = all[i]
		}
	} else {
		to := 0
		for _, end := range all {
			if end < p.looks {
				to = end
			}
		}
		p.looks = to
	}
	m.shell.Say(p.words(m))
}

// toggle runs the parse from where it is, or from the start if it is through, or stops it.
func (p *play) toggle(m *Microscope) {
	all := ends(m)
	if len(all) == 0 {
		return
	}
	m.shell.In().Stale = true
	if p.running {
		p.running = false
		return
	}
	if !p.started || p.looks >= all[len(all)-1] {
		p.looks = 0
	}
	p.started, p.running, p.from, p.since = true, true, p.looks, m.now()
	m.shell.Say("The full parse runs")
}

// advance brings a running parse up to date. It reports whether it goes on.
func (p *play) advance(m *Microscope) bool {
	if !p.running {
		return false
	}
	all := ends(m)
	gone := m.now() - p.since
	if m.shell.Reduced() {
		begin := slices.IndexFunc(all, func(end int) bool { return end > p.from })
		pass := min(begin+int(gone/passRest), len(all)-1)
		p.looks = all[pass]
	} else {
		p.looks = min(p.from+int(gone/perLook), all[len(all)-1])
	}
	if p.looks >= all[len(all)-1] {
		p.running = false
		m.shell.Say(p.words(m))
	}
	return p.running
}

// times is how often each character with a cell has been looked at so far.
func (p *play) times(m *Microscope) []int {
	if !p.started {
		return m.seen.full
	}
	done := make([]int, columns)
	left := p.looks
	for i := range m.seen.Full.Passes {
		bytes := m.seen.Full.Passes[i].Bytes
		for _, at := range bytes[:min(left, len(bytes))] {
			if at < columns {
				done[at]++
			}
		}
		if left -= looksOf(m, i); left <= 0 {
			break
		}
	}
	return done
}

// at is the character that was looked at last; ok is false if there is none.
func (p *play) at(m *Microscope) (at int, ok bool) {
	if !p.started || p.looks == 0 {
		return 0, false
	}
	pass, done := p.pass(m)
	bytes := m.seen.Full.Passes[pass].Bytes
	if len(bytes) == 0 || done == 0 {
		return 0, false
	}
	return bytes[min(done, len(bytes))-1], true
}

// words say where the parse is.
func (p *play) words(m *Microscope) string {
	if len(m.seen.Full.Passes) == 0 {
		return ""
	}
	pass, _ := p.pass(m)
	one := &m.seen.Full.Passes[pass]
	text := fmt.Sprintf("Step %d of %d: %s", pass+1, len(m.seen.Full.Passes), one.Name)
	if n := len(one.Bytes); n > 0 {
		text += ", " + ui.Plural(n, "character")
	}
	if !one.OK {
		text += "; here it refuses the header"
	}
	return text
}

// partNames are the parts of a full parse that are timed, how they are called, and the
// parts of the header whose passes they are.
var partNames = []struct{ timed, label, brief, part string }{
	{guild.PartVersion, "version", "ver.", "version"},
	{guild.PartTraceID, "trace-id", "trace", "trace id"},
	{guild.PartParentID, "parent-id", "parent", "parent id"},
	{guild.PartFlags, "flags", "flags", "flags"},
	{guild.PartTracestate, "tracestate", "state", ""},
	{guild.PartContext, "make the context", "context", ""},
}

// timed is what was measured here of the parts of the parse and of the sieve, in
// picoseconds; ok is false until it was.
func timed(probed *readout.Probed) (parts []int64, full, sieve int64, ok bool) {
	if probed.Name != guild.ProbeHeader || probed.Parts == nil {
		return nil, 0, 0, false
	}
	ps := make(map[string]int64, len(probed.Parts))
	for _, p := range probed.Parts {
		ps[p.Name] = p.Ps
	}
	for _, p := range partNames {
		parts = append(parts, ps[p.timed])
		full += ps[p.timed]
	}
	return parts, full, ps[guild.PartSieve], true
}

// nanoseconds writes a time with as many figures as mean something.
func nanoseconds(ps int64) string {
	if ps < 10_000 {
		return ui.Decimal(float64(ps)/1000, 1)
	}
	return ui.Count((ps + 500) / 1000)
}

// text is what was measured, for people who do not see it.
func (p *play) text(m *Microscope) (lines []string) {
	if _, full, sieve, ok := timed(&m.run.probed); ok {
		lines = append(lines, fmt.Sprintf("Measured here: a full parse takes %s ns, the sieve %s ns", nanoseconds(full), nanoseconds(sieve)))
	} else {
		lines = append(lines, "What both take has not been measured here yet")
	}
	if p.started {
		lines = append(lines, p.words(m))
	}
	return lines
}
