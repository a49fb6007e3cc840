package sim

import (
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

	run func(p *Player, args string) error
}

// Commands lists the grammar: one line is one command, and there is no other way
// to change a history.
func Commands() []Command { return commands }

var commands []Command

func init() { // a variable that its own functions refer to needs this
	commands = []Command{
		{"set", "set KEY VALUE", "change a setting", (*Player).doSet},
		{"toggle", "toggle KEY [on|off]", "turn a switch, or set it", (*Player).doToggle},
		{"send", "send", "let a user send one message now", (*Player).doSend},
		{"burst", "burst N", "let users send N messages at once, 1 to 10,000", (*Player).doBurst},
		{"seed", "seed N", "start again at time 0 with this seed and the settings in force", (*Player).doSeed},
		{"reset", "reset", "start again at time 0 with the default settings", (*Player).doReset},
		{"play", "play", "let virtual time go on", (*Player).doPlay},
		{"pause", "pause", "stop virtual time", (*Player).doPause},
		{"step", "step", "go on to the next fan-out that starts or ends, at most 1 s", (*Player).doStep},
		{"speed", "speed X", "virtual seconds per second, 0.0001 to 10", (*Player).doSpeed},
		{"run", "run DURATION", "go on by this much virtual time, as fast as it can be computed", (*Player).doRun},
	}
}

// Do runs one line of the command grammar. On an error nothing has changed, and
// the error is one sentence with the value, what was expected and where.
func (p *Player) Do(line string) error {
	line = strings.TrimSpace(line)
	verb, args, _ := strings.Cut(line, " ")
	args = strings.TrimSpace(args)
	for _, c := range commands {
		if c.Verb != verb {
			continue
		}
		if args != "" && !strings.Contains(c.Usage, " ") {
			return fmt.Errorf("%s: %q is too much; expected nothing after %s", verb, args, verb)
		}
		p.settle()
		at := p.world.system.Now()
		if err := c.run(p, args); err != nil {
			return err
		}
		p.log.command(min(at, p.world.system.Now()), strings.Join(strings.Fields(line), " "))
		return nil
	}
	var verbs []string
	for _, c := range commands {
		verbs = append(verbs, c.Verb)
	}
	return fmt.Errorf("%q is not a command; expected one of %s", clip(verb), strings.Join(verbs, ", "))
}

// clip keeps a message readable when someone pastes a book.
func clip(s string) string {
	if len(s) > 40 {
		return s[:40] + "…"
	}
	return s
}

func (p *Player) doSet(args string) error {
	key, value, ok := strings.Cut(args, " ")
	if !ok {
		return fmt.Errorf("set %s: no value; expected set KEY VALUE", clip(args))
	}
	return p.change(key, strings.TrimSpace(value))
}

func (p *Player) doToggle(args string) error {
	key, value, _ := strings.Cut(args, " ")
	value = strings.TrimSpace(value)
	k := findSetting(key)
	if k == nil || !k.Switch {
		return fmt.Errorf("toggle %s: there is no such switch; expected one of %s", clip(key), switchNames())
	}
	if value == "" {
		value = "on"
		if k.Value(&p.world.settings) == "on" {
			value = "off"
		}
	}
	return p.change(key, value)
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

// change puts one setting into force and remembers how things stood before.
func (p *Player) change(key, value string) error {
	next := p.world.settings
	if err := next.change(key, clip(value)); err != nil {
		return err
	}
	if next == p.world.settings {
		return nil
	}
	// While one slider is dragged the picture from before the drag stays.
	if k := findSetting(key); key != p.changed || k.Switch || !p.hasBefore {
		p.before, p.hasBefore = p.bars(), true
		p.spansAgo = expectedSpans(&p.world.settings)
	}
	p.changed = key
	p.world.apply(next)
	p.rehearsal = newRehearsal(next, p.world.profile)
	return nil
}

func (p *Player) doSend(string) error {
	p.world.send()
	return nil
}

func (p *Player) doBurst(args string) error {
	n, err := strconv.Atoi(args)
	if err != nil || n < 1 || n > 10_000 {
		return fmt.Errorf("burst: %q is not possible; expected a whole number from 1 to 10,000", clip(args))
	}
	for range n {
		p.world.send()
	}
	return nil
}

func (p *Player) doSeed(args string) error {
	n, err := strconv.ParseUint(args, 10, 64)
	if err != nil {
		return fmt.Errorf("seed: %q is not possible; expected a whole number from 0 to 18,446,744,073,709,551,615", clip(args))
	}
	s := p.world.settings
	p.restart(n, s)
	for _, line := range s.lines() {
		p.log.command(0, line)
	}
	return nil
}

func (p *Player) doReset(string) error {
	p.restart(p.world.seed, DefaultSettings())
	return nil
}

func (p *Player) doPlay(string) error {
	p.playing = true
	p.pace = pace{}
	return nil
}

func (p *Player) doPause(string) error {
	p.playing, p.running, p.step = false, false, 0
	return nil
}

func (p *Player) doStep(string) error {
	p.playing, p.running = false, false
	p.step = p.world.milestones + 1
	p.stepBy = p.world.system.Now() + actor.Time(time.Second)
	return nil
}

func (p *Player) doSpeed(args string) error {
	v, ok := parseDecimal(args, 6)
	if !ok || v < 100 || v > 10_000_000 {
		return fmt.Errorf("speed: %q is not possible; expected a number from 0.0001 to 10 with at most 6 decimals", clip(args))
	}
	p.speed = PPM(v)
	p.pace = pace{}
	return nil
}

func (p *Player) doRun(args string) error {
	d, err := time.ParseDuration(args)
	if err != nil || d <= 0 || d > 24*time.Hour {
		return fmt.Errorf("run: %q is not possible; expected a duration from 1ns to 24h, such as 2s", clip(args))
	}
	from := p.world.system.Now()
	if p.running {
		from = p.target
	}
	p.target, p.running = from+actor.Time(d), true
	return nil
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
