package sim

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fanout/actor"
)

// deed is a command that changed the history, or will when its time comes.
type deed struct {
	at   actor.Time
	text string
	do   action
	seen *shown // what the player knew after it, once it was done
}

// shown is what the player remembers of the last change, for the pictures.
type shown struct {
	changed   string // key of the last change
	before    [NumServices]StageCost
	hasBefore bool
	spansAgo  int64 // expected spans before the last change
}

// deeds is what was done in a history, in the order of time. With the settings at
// its beginning and the seed they are the whole history.
type deeds struct {
	list  []deed
	next  int // of those, done before the present
	limit int
	lost  bool // the oldest were too many: the beginning is out of reach
}

// deedsKept bounds the deeds of a history. A slider that is dragged without end
// makes ten a second.
const deedsKept = 50_000

// due is the first deed that is still to come, nil if none is.
func (d *deeds) due() *deed {
	if d.next == len(d.list) {
		return nil
	}
	return &d.list[d.next]
}

// insert puts a deed behind all others of its time.
func (d *deeds) insert(n deed) {
	i := len(d.list)
	for i > d.next && d.list[i-1].at > n.at {
		i--
	}
	d.list = slices.Insert(d.list, i, n)
}

// cut drops what is still to come behind a time and returns how many that were.
func (d *deeds) cut(at actor.Time) int {
	i := len(d.list)
	for i > d.next && d.list[i-1].at > at {
		i--
	}
	n := len(d.list) - i
	d.list = d.list[:i]
	return n
}

// Deed is one command of a history.
type Deed struct {
	At   int64 // virtual ns
	Text string
}

// Story is a whole history as text: the settings it began with, the seed, and the
// commands that changed it since, in order. Whoever plays it gets the same history,
// to the byte.
type Story struct {
	Seed     uint64
	Settings Settings // at time 0, before the first deed
	Deeds    []Deed
	Whole    bool // false if the history had more deeds than are kept
}

// Story is the history as it stands, with the part of it that lies after the
// present.
func (p *Player) Story() Story {
	s := Story{Seed: p.world.seed, Settings: p.origin, Whole: !p.deeds.lost}
	for _, d := range p.deeds.list {
		s.Deeds = append(s.Deeds, Deed{int64(d.at), d.text})
	}
	return s
}

// Lines are the commands that play the story on a fresh Player up to the given
// time, paused there.
func (s *Story) Lines(until int64) []string {
	lines := append(s.Settings.lines(), fmt.Sprint("seed ", s.Seed))
	for _, d := range s.Deeds {
		lines = append(lines, fmt.Sprintf("at %v %s", time.Duration(d.At), d.Text))
	}
	return append(lines, fmt.Sprint("goto ", time.Duration(until)))
}

// parseAt reads the command that has another one happen later.
func parseAt(args string) (action, error) {
	when, line, _ := strings.Cut(args, " ")
	at, err := parseTime("at", when)
	if err != nil {
		return nil, err
	}
	c, do, err := parseCommand(line)
	if err != nil {
		return nil, fmt.Errorf("at %s: %w", clip(when), err)
	}
	if c.kind != changes {
		return nil, fmt.Errorf("at %s: %s cannot be put off; expected a command that changes the history, such as set or send", clip(when), c.Verb)
	}
	return func(p *Player) { p.plan(at, tidy(line), do) }, nil
}

// plan has a command happen later. What has been computed of the time behind it is
// void; the commands that were to come stay.
func (p *Player) plan(at actor.Time, line string, do action) {
	p.jump()
	at = max(at, p.arrival())
	if at < p.latest {
		p.latest, p.ahead = at, nil
		p.points.cut(int64(at))
		for i := p.deeds.next; i < len(p.deeds.list); i++ {
			p.deeds.list[i].seen = nil
		}
	}
	p.schedule(at, line, do)
}

// schedule has a deed happen at a time that is not past.
func (p *Player) schedule(at actor.Time, line string, do action) {
	p.deeds.insert(deed{at: at, text: line, do: do})
	p.log.insert(LogEntry{At: int64(at), Command: true, Text: line})
	p.forgetDeeds()
	if at == p.world.system.Now() {
		p.doDue()
	}
}

// doDue does the deeds whose time has come. The nodes stand at one time.
func (p *Player) doDue() {
	for d := p.deeds.due(); d != nil && d.at <= p.world.system.Now(); d = p.deeds.due() {
		p.deeds.next++
		p.repeat = d.seen
		d.do(p)
		p.repeat = nil
		now := p.shown
		d.seen = &now
	}
}

// change has a command change the history at the present, or where a seek in hand
// leads. What was to come after it is no more.
func (p *Player) alter(line string, do action) {
	p.jump()
	at := p.arrival()
	lost := int64(max(0, p.latest-at))
	if (lost > 0 || p.deeds.due() != nil) && !p.seek.on && p.idle(line) {
		return // a slider that was let go where it stood
	}
	if gone := p.deeds.cut(at); gone > 0 || lost > 0 {
		p.log.cut(int64(at))
		p.log.insert(LogEntry{At: int64(at), Text: cutText(gone, lost)})
		p.points.cut(int64(at))
		if at < p.latest {
			p.latest, p.ahead = at, nil
		}
	}
	p.schedule(at, line, do)
}

// idle reports whether a setting is to become what it is.
func (p *Player) idle(line string) bool {
	words := strings.SplitN(line, " ", 3)
	next := p.world.settings
	return len(words) == 3 && next.change(words[1], words[2]) == nil && next == p.world.settings
}

func cutText(commands int, ns int64) string {
	text := "changed in the past: what came after is gone"
	if ns > 0 {
		text = fmt.Sprintf("changed in the past: the %v that came after are gone", time.Duration(ns).Round(time.Millisecond))
	}
	switch commands {
	case 0:
		return text
	case 1:
		return text + ", with 1 command"
	}
	return fmt.Sprintf("%s, with %d commands", text, commands)
}

// forgetDeeds drops the older half of too many deeds that are done, and with them
// the times that cannot be gone back to any more.
func (p *Player) forgetDeeds() {
	d := &p.deeds
	half := d.limit / 2
	if len(d.list) <= d.limit || d.next < half {
		return
	}
	d.list = slices.Delete(d.list, 0, half)
	d.next -= half
	d.lost = true
	keep := p.points.list[:0]
	for _, pt := range p.points.list {
		if pt.next -= half; pt.next >= 0 {
			keep = append(keep, pt)
			continue
		}
		p.points.bytes -= pt.bytes()
		pt.release()
	}
	clear(p.points.list[len(keep):])
	p.points.list = keep
	p.points.abandon()
}

// tidy is a line with single blanks.
func tidy(line string) string { return strings.Join(strings.Fields(line), " ") }
