package sim

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fanout/actor"
)

// Command is one verb of the grammar.
type Command struct {
	Verb  string
	Usage string
	Doc   string
	kind  commandKind

	// parse checks the arguments, without a world, and returns what to do.
	parse func(args string) (action, error)
}

// commandKind is what a command does to the history.
type commandKind uint8

const (
	plays    commandKind = iota // nothing: it is about how it is played
	changes                     // it becomes a part of it, and ends what was to come
	restarts                    // it begins another one
	moves                       // nothing: it goes to another time in it
	plans                       // it adds to what is to come
)

// action carries out a command whose text has been found good. It cannot fail.
type action func(p *Player)

// Commands lists the grammar: one line is one command, and there is no other way
// to change a history.
func Commands() []Command { return commands }

var commands = []Command{
	{"set", "set KEY VALUE", "change a setting", changes, parseSet},
	{"toggle", "toggle KEY [on|off]", "turn a switch, or set it", changes, parseToggle},
	{"costs", "costs LIST [KEY=VALUE …]", "choose a price list", changes, parseCosts},
	{"cost", "cost OPERATION TIME", "edit one price of the list in force", changes, parseCost},
	{"send", "send", "let a user send one message now", changes, plain(func(p *Player) { p.world.send() })},
	{"burst", "burst N", "let users send N messages at once, 1 to 10,000", changes, parseBurst},
	{"link", linkUsage, "let links between two services or nodes fail, lose messages or be well again", changes, parseLink},
	{"crash", crashUsage, "end a guild or all that runs on a node; it comes back", changes, parseCrash},
	{"reconnect", "reconnect SHARE", "let a share of the sessions, at most 100,000, lose their connections and connect anew to their guilds", changes, parseReconnect},
	{"seed", "seed N", "start again at time 0 with this seed and the settings in force", restarts, parseSeed},
	{"reset", "reset", "start again at time 0 with the default settings", restarts, plain((*Player).reset)},
	{"play", "play", "let virtual time go on", plays, plain((*Player).play)},
	{"pause", "pause", "stop virtual time", plays, plain((*Player).pause)},
	{"step", "step", "go on to the next fan-out that starts or ends, at most 1 s", plays, plain((*Player).singleStep)},
	{"speed", "speed X", "virtual seconds per second, 0.0001 to 10", plays, parseSpeed},
	{"run", "run DURATION", "go on by this much virtual time, as fast as it can be computed", plays, parseRun},
	{"back", "back", "go back to the last fan-out that started or ended", moves, plain((*Player).goBack)},
	{"goto", "goto TIME", "go to a time of the history, 0s to 24h: back by a checkpoint, ahead by computing", moves, parseGoto},
	{"end", "end", "go to the latest time that has been computed", moves, plain((*Player).goEnd)},
	{"next", "next", "go on to the next sampled message, at most 1 min", moves, plain((*Player).goNext)},
	{"previous", "previous", "go back to the last sampled message", moves, plain((*Player).goPrevious)},
}

// The command that takes others in cannot be in the table that it reads.
func init() {
	commands = append(commands, Command{"at", "at TIME COMMAND", "have a command happen later", plans, parseAt})
}

// parse finds out what a line of the grammar means. The error is one sentence
// with the value and what was expected.
func parse(line string) (action, error) {
	_, do, err := parseCommand(line)
	return do, err
}

func parseCommand(line string) (*Command, action, error) {
	verb, args, _ := strings.Cut(strings.TrimSpace(line), " ")
	for i := range commands {
		if c := &commands[i]; c.Verb == verb {
			do, err := c.parse(strings.TrimSpace(args))
			if err != nil && wordOf(err) == 0 {
				err = atWord(1, err)
			}
			return c, do, err
		}
	}
	var verbs []string
	for _, c := range commands {
		verbs = append(verbs, c.Verb)
	}
	return nil, nil, fmt.Errorf("%q is not a command; expected one of %s", clip(verb), strings.Join(verbs, ", "))
}

// misplaced is an error about one word of a line; the verb is word 0.
type misplaced struct {
	error
	word int
}

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
// changes the history ends what was to come after it, and the log says so: the
// history from there on is the one that it would be had it been played straight.
// While the way to a time is in hand, such a command takes effect there.
func (p *Player) Do(line string) error {
	c, do, err := parseCommand(line)
	if err != nil {
		return err
	}
	p.settle()
	p.points.abandon()
	switch at := p.world.system.Now(); c.kind {
	case changes:
		p.alter(tidy(line), do)
	case restarts:
		do(p)
		p.log.insert(LogEntry{Command: true, Text: tidy(line)})
	case plays:
		do(p)
		if at == p.latest { // the past stays as it is
			p.log.insert(LogEntry{At: int64(at), Command: true, Text: tidy(line)})
		}
	default:
		do(p)
	}
	return nil
}

// clip keeps a message readable when someone pastes a book.
func clip(s string) string {
	if len(s) > 40 {
		return s[:40] + "…"
	}
	return s
}

// plain is the parser of a verb without arguments.
func plain(do action) func(string) (action, error) {
	return func(args string) (action, error) {
		if args != "" {
			return nil, fmt.Errorf("%q is too much; expected nothing after the verb", clip(args))
		}
		return do, nil
	}
}

func parseSet(args string) (action, error) {
	key, value, ok := strings.Cut(args, " ")
	if !ok {
		return nil, atWord(2, fmt.Errorf("set %s: no value; expected set KEY VALUE", clip(args)))
	}
	return setTo(key, strings.TrimSpace(value))
}

// setTo checks a value against its key alone: whether a value is possible does
// not depend on the others.
func setTo(key, value string) (action, error) {
	scratch := DefaultSettings()
	if err := scratch.change(clip(key), clip(value)); err != nil {
		if findSetting(key) == nil {
			return nil, atWord(1, err)
		}
		return nil, atWord(2, err)
	}
	return func(p *Player) { p.change(key, value) }, nil
}

func parseToggle(args string) (action, error) {
	key, value, _ := strings.Cut(args, " ")
	k := findSetting(key)
	if k == nil || !k.Switch {
		return nil, atWord(1, fmt.Errorf("toggle %s: there is no such switch; expected one of %s", clip(key), switchNames()))
	}
	if value = strings.TrimSpace(value); value != "" {
		return setTo(key, value)
	}
	return func(p *Player) {
		if k.Value(&p.world.settings) == "on" {
			p.change(key, "off")
		} else {
			p.change(key, "on")
		}
	}, nil
}

func switchNames() string {
	var names []string
	for _, k := range settingKeys {
		if k.Switch {
			names = append(names, k.Key)
		}
	}
	return strings.Join(names, ", ")
}

// change puts one setting into force and remembers how things stood before. The
// value has been checked.
func (p *Player) change(key, value string) {
	next := p.world.settings
	if err := next.change(key, value); err != nil {
		panic("sim: " + err.Error())
	}
	p.enter(key, findSetting(key).dragged(), next)
}

// enter puts next into force, which differs in key at most.
func (p *Player) enter(key string, dragged bool, next Settings) {
	if next == p.world.settings {
		return
	}
	if p.repeat != nil {
		p.shown = *p.repeat
		p.world.apply(next)
		p.rehearsal = nil
		return
	}
	// While one slider is dragged the picture from before the drag stays.
	if key != p.changed || !dragged || !p.hasBefore {
		p.rehearse(nil) // a change right after another one
		p.before, p.hasBefore = p.bars(), true
		p.spansAgo = expectedSpans(&p.world.settings)
	}
	p.changed = key
	p.world.apply(next)
	p.rehearsal = nil
}

func parseBurst(args string) (action, error) {
	n, err := strconv.Atoi(args)
	if err != nil || n < 1 || n > 10_000 {
		return nil, fmt.Errorf("burst: %q is not possible; expected a whole number from 1 to 10,000", clip(args))
	}
	return func(p *Player) {
		for range n {
			p.world.send()
		}
	}, nil
}

func parseSeed(args string) (action, error) {
	n, err := strconv.ParseUint(args, 10, 64)
	if err != nil {
		return nil, fmt.Errorf("seed: %q is not possible; expected a whole number from 0 to 18,446,744,073,709,551,615", clip(args))
	}
	return func(p *Player) {
		s := p.world.settings
		p.restart(n, s)
		for _, line := range s.lines() {
			p.log.insert(LogEntry{Command: true, Text: line})
		}
	}, nil
}

func (p *Player) reset() { p.restart(p.world.seed, DefaultSettings()) }

func (p *Player) play() {
	p.playing = true
	p.pace = pace{}
}

func (p *Player) pause() { p.halt() }

func (p *Player) singleStep() {
	p.halt()
	p.step = p.world.moments.all.count + 1
	p.stepBy = p.world.system.Now() + actor.Time(time.Second)
}

func parseSpeed(args string) (action, error) {
	v, ok := parseDecimal(args, 6)
	if !ok || v < 100 || v > 10_000_000 {
		return nil, fmt.Errorf("speed: %q is not possible; expected a number from 0.0001 to 10 with at most 6 decimals", clip(args))
	}
	return func(p *Player) {
		p.speed = PPM(v)
		p.pace = pace{}
	}, nil
}

func parseRun(args string) (action, error) {
	d, err := time.ParseDuration(args)
	if err != nil || d <= 0 || d > 24*time.Hour {
		return nil, fmt.Errorf("run: %q is not possible; expected a duration from 1ns to 24h, such as 2s", clip(args))
	}
	return func(p *Player) {
		from := p.arrival()
		if p.running {
			from = p.target
		}
		p.target, p.running = from+actor.Time(d), true
	}, nil
}

// commandLog is what was done and what happened, in order, bounded.
type commandLog struct {
	entries []LogEntry
	dropped int
	notes   int    // entries that nobody commanded, of all histories
	note    string // the last one
}

const logKept = 2_000

// insert puts an entry behind all others of its time.
func (l *commandLog) insert(e LogEntry) {
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
func (l *commandLog) cut(at int64) {
	i := len(l.entries)
	for i > 0 && l.entries[i-1].At > at {
		i--
	}
	l.entries = l.entries[:i]
}
