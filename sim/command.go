package sim

import (
	"errors"
	"fmt"
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

	// parse checks the arguments, without a world, and returns what to do.
	parse func(args string) (action, error)
}

// action carries out a command whose text has been found good. It cannot fail.
type action func(p *Player)

// Commands lists the grammar: one line is one command, and there is no other way
// to change a history.
func Commands() []Command { return commands }

var commands = []Command{
	{"set", "set KEY VALUE", "change a setting", parseSet},
	{"toggle", "toggle KEY [on|off]", "turn a switch, or set it", parseToggle},
	{"costs", "costs LIST [KEY=VALUE …]", "choose a price list", parseCosts},
	{"cost", "cost OPERATION TIME", "edit one price of the list in force", parseCost},
	{"send", "send", "let a user send one message now", plain(func(p *Player) { p.world.send() })},
	{"burst", "burst N", "let users send N messages at once, 1 to 10,000", parseBurst},
	{"link", linkUsage, "let links between two services or nodes fail, lose messages or be well again", parseLink},
	{"crash", crashUsage, "end a guild or all that runs on a node; it comes back", parseCrash},
	{"seed", "seed N", "start again at time 0 with this seed and the settings in force", parseSeed},
	{"reset", "reset", "start again at time 0 with the default settings", plain((*Player).reset)},
	{"play", "play", "let virtual time go on", plain((*Player).play)},
	{"pause", "pause", "stop virtual time", plain((*Player).pause)},
	{"step", "step", "go on to the next fan-out that starts or ends, at most 1 s", plain((*Player).singleStep)},
	{"speed", "speed X", "virtual seconds per second, 0.0001 to 10", parseSpeed},
	{"run", "run DURATION", "go on by this much virtual time, as fast as it can be computed", parseRun},
}

// parse finds out what a line of the grammar means. The error is one sentence
// with the value and what was expected.
func parse(line string) (action, error) {
	verb, args, _ := strings.Cut(strings.TrimSpace(line), " ")
	for _, c := range commands {
		if c.Verb == verb {
			do, err := c.parse(strings.TrimSpace(args))
			if err != nil && wordOf(err) == 0 {
				err = atWord(1, err)
			}
			return do, err
		}
	}
	var verbs []string
	for _, c := range commands {
		verbs = append(verbs, c.Verb)
	}
	return nil, fmt.Errorf("%q is not a command; expected one of %s", clip(verb), strings.Join(verbs, ", "))
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
func (p *Player) Do(line string) error {
	do, err := parse(line)
	if err != nil {
		return err
	}
	p.settle()
	at := p.world.system.Now()
	do(p)
	p.log.command(min(at, p.world.system.Now()), strings.Join(strings.Fields(line), " "))
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
	p.enter(key, findSetting(key).Switch, next)
}

// enter puts next into force, which differs in key at most.
func (p *Player) enter(key string, isSwitch bool, next Settings) {
	if next == p.world.settings {
		return
	}
	// While one slider is dragged the picture from before the drag stays.
	if key != p.changed || isSwitch || !p.hasBefore {
		p.rehearsal.run(rehearsalEnd, nil) // a change right after another one
		p.before, p.hasBefore = p.bars(), true
		p.spansAgo = expectedSpans(&p.world.settings)
	}
	p.changed = key
	p.world.apply(next)
	p.rehearsal = newRehearsal(next, p.world.profile)
	p.real.preview = meter{}
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
			p.log.command(0, line)
		}
	}, nil
}

func (p *Player) reset() { p.restart(p.world.seed, DefaultSettings()) }

func (p *Player) play() {
	p.playing = true
	p.pace = pace{}
}

func (p *Player) pause() { p.playing, p.running, p.step = false, false, 0 }

func (p *Player) singleStep() {
	p.playing, p.running = false, false
	p.step = p.world.milestones + 1
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
		from := p.world.system.Now()
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
}

const logKept = 2_000

func (l *commandLog) command(at actor.Time, text string) {
	if len(l.entries) == logKept {
		copy(l.entries, l.entries[1:])
		l.entries = l.entries[:logKept-1]
		l.dropped++
	}
	l.entries = append(l.entries, LogEntry{At: int64(at), Command: true, Text: text})
}
