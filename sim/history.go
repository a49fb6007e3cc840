package sim

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fanout/actor"
	"fanout/sim/readout"
	"fanout/sim/row"
)

// entry is a command that changed the history, or will when its time comes.
type entry struct {
	at   actor.Time
	text string
	do   action
	seen *shown // what the player knew after it, once it was done
	kept bool   // it happens whatever is done before, see [Player.Fix]

	tried bool // it is on trial, see the verb try
}

// shown is what the player remembers of the last change, for the pictures.
type shown struct {
	changed string                             // key of the last change
	before  [row.MaxServices]readout.StageCost // the bars before it
	was     any                                // the settings before it, nil if there was none
	sized   [row.MaxServices]int64             // the capacities before it
}

// history is the commands that make a history, in the order of time. With the setup at
// its beginning and the seed they are the whole of it.
type history struct {
	list  []entry
	next  int // of those, done before the present
	limit int
	lost  bool // the oldest were too many: the beginning is out of reach
}

// historyKept bounds the commands of a history. A slider that is dragged without end
// makes ten a second.
const historyKept = 50_000

// due is the first command that is still to come, nil if none is.
func (h *history) due() *entry {
	if h.next == len(h.list) {
		return nil
	}
	return &h.list[h.next]
}

// insert puts a command behind all others of its time.
func (h *history) insert(n entry) {
	i := len(h.list)
	for i > h.next && h.list[i-1].at > n.at {
		i--
	}
	h.list = slices.Insert(h.list, i, n)
}

// cut drops what is still to come behind a time, but for what happens in any case, and
// returns how many that were.
func (h *history) cut(at actor.Time) int {
	i := len(h.list)
	for i > h.next && h.list[i-1].at > at {
		i--
	}
	n := len(h.list)
	ahead := slices.DeleteFunc(h.list[h.next:], func(e entry) bool { return e.at > at && !e.kept })
	h.list = h.list[:h.next+len(ahead)]
	for ; i < len(h.list); i++ {
		h.list[i].seen = nil
	}
	return n - len(h.list)
}

// History is a whole history as text: the settings it began with, the seed, and the
// commands that changed it since, in order. Playing it gives the same history, to the
// byte.
type History struct {
	Model    *Model
	Seed     uint64
	Setup    []string // commands that make the settings at time 0 of the defaults
	Commands []readout.LogEntry
	Whole    bool     // false if the history had more commands than are kept
	Branches []Branch // what changes in its past have replaced
}

// Lines are the commands that play the history on a fresh Player up to the given
// time, paused there. Its branches are not among them, see [Branch.Line].
func (h *History) Lines(until int64) []string {
	lines := append(slices.Clone(h.Setup), fmt.Sprint("seed ", h.Seed))
	for _, c := range h.Commands {
		lines = append(lines, fmt.Sprintf("at %v %s", time.Duration(c.At), c.Text))
	}
	return append(lines, fmt.Sprint("goto ", time.Duration(until)))
}

// parseAt reads the command that has another one happen later.
func parseAt(m *Model, args string) (action, error) {
	e, err := parsePlanned(m, "at", args)
	if err != nil {
		return nil, err
	}
	return func(p *Player) { p.plan(e.at, e.text, e.do) }, nil
}

// parsePlanned reads a time and a command that changes the history then.
func parsePlanned(m *Model, verb, text string) (entry, error) {
	when, line, _ := strings.Cut(text, " ")
	at, err := parseTime(verb, when)
	if err != nil {
		return entry{}, err
	}
	if inner, _, _ := strings.Cut(strings.TrimSpace(line), " "); inner == "at" || inner == "keep" || inner == "try" { // and so on, as often as there is room for
		return entry{}, notPutOff(when, inner)
	}
	c, do, err := m.parseCommand(line)
	if err != nil {
		return entry{}, fmt.Errorf("%s %s: %w", verb, Clip(when), err)
	}
	if c.kind != changes {
		return entry{}, notPutOff(when, c.Verb)
	}
	return entry{at: at, text: tidy(line), do: do}, nil
}

func notPutOff(when, verb string) error {
	return fmt.Errorf("at %s: %s cannot be put off; expected a command that changes the history, such as set or send", Clip(when), verb)
}

// plan has a command happen later. What has been computed of the time behind it is
// void; the commands that were to come stay.
func (p *Player) plan(at actor.Time, line string, do action) {
	p.jump()
	at = max(at, p.arrival())
	if at < p.latest {
		p.latest, p.ahead = at, nil
		p.checkpoints.cut(int64(at))
		for i := p.history.next; i < len(p.history.list); i++ {
			p.history.list[i].seen = nil
		}
	}
	p.schedule(at, line, do)
	p.branches.compare(p.history.list)
}

// Fix has a command that changes the history happen at a time that has not come yet, in
// this history, whatever is done in it: a change in the past leaves it where it is, which
// drops other commands that are still to come. On an error nothing has changed.
func (p *Player) Fix(at time.Duration, line string) error {
	c, do, err := p.model.parseCommand(line)
	switch {
	case err != nil:
		return err
	case c.kind != changes:
		return notPutOff(at.String(), c.Verb)
	case at < p.Latest() || at > longestHistory:
		return fmt.Errorf("at %v: the history has been there; expected a time from %v to %v", at, p.Latest(), longestHistory)
	}
	fixed := entry{at: actor.Time(at), text: tidy(line), do: do, kept: true}
	p.history.insert(fixed)
	p.branches.fix(fixed, p.history.list)
	p.log.insert(readout.LogEntry{At: int64(at), Command: true, Text: tidy(line)})
	return nil
}

// schedule has a command happen at a time that is not past.
func (p *Player) schedule(at actor.Time, line string, do action) {
	p.history.insert(entry{at: at, text: line, do: do})
	p.log.insert(readout.LogEntry{At: int64(at), Command: true, Text: line})
	p.forgetOldest()
	if at == p.k.system.Now() {
		p.doDue(nil)
	}
}

// doDue does the commands whose time has come, or as many as the budget lasts for, and
// reports whether it has done them all. The nodes stand at one time.
func (p *Player) doDue(over func() bool) bool {
	for d := p.history.due(); d != nil && d.at <= p.k.system.Now(); d = p.history.due() {
		p.history.next++
		p.repeat = d.seen
		d.do(p)
		p.repeat = nil
		now := p.shown
		d.seen = &now
		if over != nil && over() {
			d = p.history.due()
			return d == nil || d.at > p.k.system.Now()
		}
	}
	return true
}

// alter has a command change the history at the present, or where a seek under
// way leads. What was to come after it is kept as a branch.
func alter(p *Player, line string, do action) {
	p.jump()
	at := p.arrival()
	if (p.latest > at || p.history.due() != nil) && !p.seek.on && p.idle(line) {
		return // a slider that was let go where it stood
	}
	replaced := p.replace(at)
	p.schedule(at, line, do)
	p.branches.replacedBy(replaced, entry{at: at, text: line})
	p.branches.compare(p.history.list)
}

// replace makes room for another future behind a time at which the history stands, or to
// which a seek under way leads. What was to come is kept as a branch, whose number it
// returns, and the log says so; 0 if nothing was.
func (r *record) replace(at actor.Time) (number int) {
	lost := int64(max(0, r.latest-at))
	if lost == 0 && r.history.due() == nil {
		return 0
	}
	left := r.leaving()
	gone := r.history.cut(at)
	if gone == 0 && lost == 0 {
		return 0
	}
	number = r.branches.keep(left)
	r.log.cut(int64(at))
	r.log.insert(readout.LogEntry{At: int64(at), Text: cutText(number, gone, lost)})
	for _, e := range r.history.list[r.history.next:] {
		if e.at > at {
			r.log.insert(readout.LogEntry{At: int64(e.at), Command: true, Text: e.text})
		}
	}
	r.checkpoints.cut(int64(at))
	if at < r.latest {
		r.latest, r.ahead = at, nil
	}
	return number
}

// cutText says what was replaced, and that it is kept.
func cutText(branch, commands int, ns int64) string {
	text := "changed in the past: what came after is"
	if ns > 0 {
		text = fmt.Sprintf("changed in the past: the %v that came after are", time.Duration(ns).Round(time.Millisecond))
	}
	text += fmt.Sprintf(" kept as branch %d", branch)
	switch commands {
	case 0:
		return text
	case 1:
		return text + ", with 1 command"
	}
	return fmt.Sprintf("%s, with %d commands", text, commands)
}

// tidy is a line with single blanks.
func tidy(line string) string { return strings.Join(strings.Fields(line), " ") }
