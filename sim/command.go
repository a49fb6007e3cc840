package sim

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fanout/actor"
	"fanout/sim/exact"
	"fanout/sim/readout"
	"fanout/sim/setting"
)

// Command is one verb of the grammar: one row of [Model.Commands].
type Command struct {
	Verb  string
	Usage string
	Doc   string

	// Example is a line that is always possible. Button is what a button that gives it
	// is called, "" for none.
	Example, Button string

	// Flag says in a few words what the command has done to the world, beside its flag on
	// the timeline. The arguments are possible ones. Nil for a command without a flag.
	Flag func(args string) string

	// Parse checks the arguments, without a world, and returns what to do with one. An
	// error is one sentence with the value and what was expected.
	Parse func(args string) (func(World), error)

	kind  commandKind
	parse func(m *Model, args string) (action, error)
}

// commandKind is what a command does to the history.
type commandKind uint8

const (
	changes  commandKind = iota // it becomes a part of it, and ends what was to come
	plays                       // nothing: it is about how it is played
	restarts                    // it begins another one
	moves                       // nothing: it goes to another time in it
	plans                       // it adds to what is to come
	tries                       // it does so for now
)

// Alters reports whether the command changes the history, and is not only about how it is
// played.
func (c *Command) Alters() bool { return c.kind == changes || c.kind == restarts }

// action carries out a command whose text has been found good. It cannot fail.
type action func(p *Player)

// settles are the commands of every model that change the history, and playback those
// that do not.
var settles = []Command{
	{Verb: "set", Usage: "set KEY VALUE", Doc: "change a setting", parse: parseSet},
	{Verb: "toggle", Usage: "toggle KEY [on|off]", Doc: "turn a switch, or set it", parse: parseToggle},
	{Verb: "costs", Usage: "costs LIST [KEY=VALUE …]", Doc: "choose a price list", parse: parseCosts},
	{Verb: "cost", Usage: "cost OPERATION TIME", Doc: "edit one price of the list in force", parse: parseCost},
}

var playback = []Command{
	{Verb: "seed", Usage: "seed N", Doc: "start again at time 0 with this seed and the settings in force", kind: restarts, parse: parseSeed},
	{Verb: "reset", Usage: "reset", Doc: "start again at time 0 with the default settings", kind: restarts, parse: plain(func(p *Player) { p.restart(p.k.seed, p.model.defaultSetup()) })},
	{Verb: "play", Usage: "play", Doc: "let virtual time go on", kind: plays, parse: plain((*Player).play)},
	{Verb: "pause", Usage: "pause", Doc: "stop virtual time", kind: plays, parse: plain((*Player).halt)},
	{Verb: "step", Usage: "step", Doc: "go on to the next event that is worth stopping at, at most 1 s", kind: plays, parse: plain((*Player).singleStep)},
	{Verb: "speed", Usage: "speed X", Doc: "virtual seconds per second, 0.0001 to 10", kind: plays, parse: parseSpeed},
	{Verb: "run", Usage: "run DURATION", Doc: "go on by this much virtual time, as fast as it can be computed, at most to 24h", kind: plays, parse: parseRun},
	{Verb: "back", Usage: "back", Doc: "go back to the last event that is worth stopping at", kind: moves, parse: plain((*Player).goBack)},
	{Verb: "goto", Usage: "goto TIME", Doc: "go to a time of the history, 0s to 24h: back by a checkpoint, ahead by computing", kind: moves, parse: parseGoto},
	{Verb: "end", Usage: "end", Doc: "go to the latest time that has been computed", kind: moves, parse: plain((*Player).goEnd)},
	{Verb: "next", Usage: "next", Doc: "go on to the next sampled message, at most 1 min", kind: moves, parse: plain((*Player).goNext)},
	{Verb: "undo", Usage: "undo", Doc: "take back the last command that changed the history; what a change in the past had replaced comes back", kind: moves, parse: plain(undo)},
	{Verb: "redo", Usage: "redo", Doc: "do again what the last undo took back", kind: moves, parse: plain(redo)},
	{Verb: "branch", Usage: "branch [N]", Doc: "go back to what a change in the past replaced: the branch of that number, or the one left last", kind: moves, parse: parseBranch},
	{Verb: "previous", Usage: "previous", Doc: "go back to the last sampled message", kind: moves, parse: plain((*Player).goPrevious)},
}

// Commands that take others in cannot be in the table that they read.
func init() {
	playback = append(playback,
		Command{Verb: "at", Usage: "at TIME COMMAND", Doc: "have a command happen later", kind: plans, parse: parseAt},
		Command{Verb: "keep", Usage: "keep N TIME [TIME COMMAND; …]", Doc: "add a branch, as links do: N commands of the history, then its own, computed up to a time", kind: plans, parse: parseKeep},
		Command{Verb: "try", Usage: "try COMMAND", Doc: "give a command for now: of a drag, only what it ends with stays in the history", kind: tries, parse: parseTry},
	)
}

// Grammar lists the commands of the model: one line is one command, and there is no
// other way to change a history.
func (m *Model) Grammar() []Command { return slices.Concat(settles, m.Commands, playback) }

// Plain is the parser of a verb without arguments.
func Plain(do func(World)) func(args string) (func(World), error) {
	return func(args string) (func(World), error) {
		if args != "" {
			return nil, tooMuch(args)
		}
		return do, nil
	}
}

func tooMuch(args string) error {
	return fmt.Errorf("%q is too much; expected nothing after the verb", Clip(args))
}

// read checks the arguments of a command of the engine or of a model.
func (c *Command) read(m *Model, args string) (action, error) {
	if c.parse != nil {
		return c.parse(m, args)
	}
	do, err := c.Parse(args)
	if err != nil {
		return nil, err
	}
	return func(p *Player) { do(p.k.world) }, nil
}

// parse finds out what a line of the grammar means. The error is one sentence
// with the value and what was expected.
func (m *Model) parse(line string) (action, error) {
	_, do, err := m.parseCommand(line)
	return do, err
}

func (m *Model) parseCommand(line string) (*Command, action, error) {
	if len(line) > longestLine {
		return nil, nil, fmt.Errorf("%q is a line of %d bytes; expected at most %d", Clip(line), len(line), longestLine)
	}
	verb, args, _ := strings.Cut(strings.TrimSpace(line), " ")
	var verbs []string
	for _, table := range [][]Command{settles, m.Commands, playback} {
		for i := range table {
			c := &table[i]
			if c.Verb == verb {
				do, err := c.read(m, strings.TrimSpace(args))
				if err != nil && wordOf(err) == 0 {
					err = atWord(1, err)
				}
				return c, do, err
			}
			verbs = append(verbs, c.Verb)
		}
	}
	return nil, nil, fmt.Errorf("%q is not a command; expected one of %s", Clip(verb), strings.Join(verbs, ", "))
}

// Flag is what a command of the model has done to the world, in the words beside its flag
// on the timeline; "" for a line without one.
func (m *Model) Flag(line string) string {
	verb, args, _ := strings.Cut(strings.TrimSpace(line), " ")
	for i := range m.Commands {
		c := &m.Commands[i]
		if c.Verb != verb || c.Flag == nil {
			continue
		}
		if args = strings.TrimSpace(args); c.possible(args) {
			return c.Flag(args)
		}
	}
	return ""
}

// possible reports whether the command takes the arguments.
func (c *Command) possible(args string) bool {
	_, err := c.Parse(args)
	return err == nil
}

// misplaced is an error about one word of a line; the verb is word 0.
type misplaced struct {
	error
	word int
}

// atWord is an error about one word of a command line; the verb is word 0.
func atWord(n int, err error) error { return misplaced{err, n} }

// wordOf is the word of the line that an error is about.
func wordOf(err error) int {
	var m misplaced
	if errors.As(err, &m) {
		return m.word
	}
	return 0
}

// Unwrap is the error without its place.
func (m misplaced) Unwrap() error { return m.error }

// Do runs one line of the command grammar. On an error nothing has changed, and
// the error is one sentence with the value, what was expected and where.
//
// Going to another time changes nothing. A command that is given in the past and
// changes the history replaces what was to come after it, which is kept as a branch, and the
// log says so: the history from there on is the one that it would be had it been played
// straight. While the way to a time is under way, such a command takes effect there.
func (p *Player) Do(line string) error {
	c, do, err := p.model.parseCommand(line)
	if err != nil {
		return err
	}
	p.settle()
	p.checkpoints.abandon()
	if endTrial(p, c, tidy(line), do) {
		return nil
	}
	switch at := p.k.system.Now(); c.kind {
	case changes:
		alter(p, tidy(line), do)
	case restarts:
		do(p)
		p.log.insert(readout.LogEntry{Command: true, Text: tidy(line)})
	case plays:
		do(p)
		if at == p.latest { // the past stays as it is
			p.log.insert(readout.LogEntry{At: int64(at), Command: true, Text: tidy(line)})
		}
	default:
		do(p)
	}
	return nil
}

// plain is the parser of a verb of the player without arguments.
func plain(do action) func(*Model, string) (action, error) {
	return func(_ *Model, args string) (action, error) {
		if args != "" {
			return nil, tooMuch(args)
		}
		return do, nil
	}
}

func parseSet(m *Model, args string) (action, error) {
	key, value, ok := strings.Cut(args, " ")
	if !ok {
		return nil, atWord(2, fmt.Errorf("set %s: no value; expected set KEY VALUE", Clip(args)))
	}
	return setTo(m, key, strings.TrimSpace(value))
}

// setTo checks a value against its key alone: whether a value is possible does
// not depend on the others.
func setTo(m *Model, key, value string) (action, error) {
	if _, err := m.change(m.Default, Clip(key), Clip(value)); err != nil {
		if m.Setting(key) == nil {
			return nil, atWord(1, err)
		}
		return nil, atWord(2, err)
	}
	return func(p *Player) { p.change(key, value) }, nil
}

func parseToggle(m *Model, args string) (action, error) {
	key, value, _ := strings.Cut(args, " ")
	k := m.Setting(key)
	if k == nil || k.Kind != setting.KindSwitch {
		return nil, atWord(1, fmt.Errorf("toggle %s: there is no such switch in the model %s; expected one of %s", Clip(key), m.Name, settingNames(m, setting.KindSwitch)))
	}
	if value = strings.TrimSpace(value); value != "" {
		return setTo(m, key, value)
	}
	return func(p *Player) {
		if k.Text(p.k.settings) == "on" {
			p.change(key, "off")
		} else {
			p.change(key, "on")
		}
	}, nil
}

// change puts one setting into force and remembers how things stood before. The
// value has been checked.
func (p *Player) change(key, value string) {
	next, err := p.model.change(p.k.settings, key, value)
	must(err)
	p.enter(key, p.model.Setting(key).Dragged(), setup{next, p.k.costs})
}

// joint is whether changes are one, and whether the first of them has been made.
type joint struct{ on, began bool }

// Join has all changes of a player's settings from now on, until it is called with false, be one:
// a snapshot's Before is how things stood before the first of them.
func Join(p *Player, on bool) { p.joint = joint{on: on} }

// enter puts next into force, which differs in key at most.
func (p *Player) enter(key string, dragged bool, next setup) {
	if next == p.k.setup() {
		return
	}
	if p.k.world == nil { // no history has begun
		p.k.settings, p.k.costs = next.settings, next.costs
		return
	}
	if p.repeat != nil {
		p.shown = *p.repeat
		p.k.apply(next.settings, next.costs)
		p.preview.drop()
		return
	}
	// While one slider is dragged the picture from before the drag stays, and that from before
	// changes which are one.
	stays := key == p.changed && dragged
	if p.joint.on {
		stays, p.joint.began = p.joint.began, true
	}
	if !stays || p.was == nil {
		p.preview.run(p.k, nil) // a change right after another one
		m := p.preview.expected(p.k)
		p.before, p.was, p.sized = p.k.bars(&m), p.k.settings, p.k.capacity
	}
	p.changed = key
	p.k.apply(next.settings, next.costs)
	p.preview.drop()
}

func parseSeed(_ *Model, args string) (action, error) {
	n, err := strconv.ParseUint(args, 10, 64)
	if err != nil {
		return nil, fmt.Errorf("seed: %q is not possible; expected a whole number from 0 to 18,446,744,073,709,551,615", Clip(args))
	}
	return func(p *Player) {
		s := p.k.setup()
		p.restart(n, s)
		for _, line := range p.model.lines(s) {
			p.log.insert(readout.LogEntry{Command: true, Text: line})
		}
	}, nil
}

func (p *Player) play() {
	p.playing = true
	p.pace = pace{}
}

func (p *Player) singleStep() {
	p.halt()
	p.step = p.k.moments.all.count + 1
	p.stepBy = within(p.k.system.Now() + actor.Time(time.Second))
}

func parseSpeed(_ *Model, args string) (action, error) {
	v, ok := exact.ParseDecimal(args, 6)
	if !ok || v < 100 || v > 10_000_000 {
		return nil, fmt.Errorf("speed: %q is not possible; expected a number from 0.0001 to 10 with at most 6 decimals", Clip(args))
	}
	return func(p *Player) {
		p.speed = exact.PPM(v)
		p.pace = pace{}
	}, nil
}

func parseRun(_ *Model, args string) (action, error) {
	d, err := time.ParseDuration(args)
	if err != nil || d <= 0 || d > 24*time.Hour {
		return nil, fmt.Errorf("run: %q is not possible; expected a duration from 1ns to 24h, such as 2s", Clip(args))
	}
	return func(p *Player) {
		from := p.arrival()
		if p.running {
			from = p.target
		}
		p.target, p.running = within(from+actor.Time(d)), true
	}, nil
}

// eventLog is what was commanded and what happened, in order, bounded.
type eventLog struct {
	entries []readout.LogEntry
	dropped int
	notes   int    // entries that nobody commanded, of all histories
	note    string // the last one
}

const logKept = 2_000

// insert puts an entry behind all others of its time.
func (l *eventLog) insert(e readout.LogEntry) {
	if !e.Command {
		l.notes, l.note = l.notes+1, e.Text
	}
	if len(l.entries) == logKept {
		copy(l.entries, l.entries[1:])
		l.entries = l.entries[:logKept-1]
		l.dropped++
	}
	i := len(l.entries)
	for i > 0 && l.entries[i-1].At > e.At {
		i--
	}
	l.entries = slices.Insert(l.entries, i, e)
}

// cut drops the entries behind a time.
func (l *eventLog) cut(at int64) {
	i := len(l.entries)
	for i > 0 && l.entries[i-1].At > at {
		i--
	}
	l.entries = l.entries[:i]
}
