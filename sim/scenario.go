package sim

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// Scenario is a script: prose, commands and what to expect of them. The file
// format is lines:
//
//	# prose; the first line of it is the title
//	set members 10000            a command of the grammar
//	mark roots                   remember all figures under a name
//	expect sessions.cpu = 45.1% ± 1%
//	expect presence.cpu / ignore = 2.00 ± 0.1     a ratio to a mark
//
// The same format serves scenarios, chapters and golden tests.
type Scenario struct {
	Name  string
	Title string
	Prose string // paragraphs, without the title
	lines []scenarioLine
}

type scenarioLine struct {
	number int
	text   string
	do     action
	mark   string
	expect *expectation
}

// ParseScenario reads a scenario. Every line is checked before anything can run;
// the error names file, line and column.
func ParseScenario(name, text string) (*Scenario, error) {
	s := &Scenario{Name: name}
	marks := make(map[string]bool)
	var prose []string
	for i, raw := range strings.Split(text, "\n") {
		line := strings.TrimSpace(raw)
		if p, ok := strings.CutPrefix(line, "#"); ok {
			if p = strings.TrimSpace(p); s.Title == "" {
				s.Title = p
			} else {
				prose = append(prose, p)
			}
			continue
		}
		if line == "" {
			prose = append(prose, "")
			continue
		}
		l := scenarioLine{number: i + 1, text: strings.Join(strings.Fields(line), " ")}
		if err := l.parse(marks); err != nil {
			column := len(raw) - len(strings.TrimLeft(raw, " \t")) + 1
			return nil, fmt.Errorf("%s:%d:%d: %w", name, i+1, column, err)
		}
		s.lines = append(s.lines, l)
	}
	s.Prose = strings.TrimSpace(strings.Join(prose, "\n"))
	return s, nil
}

func (l *scenarioLine) parse(marks map[string]bool) (err error) {
	verb, args, _ := strings.Cut(l.text, " ")
	switch verb {
	case "expect":
		l.expect, err = parseExpect(args, marks)
	case "mark":
		if args == "" || strings.Contains(args, " ") {
			return fmt.Errorf("mark: %q is not a name; expected one word", clip(args))
		}
		l.mark = args
		marks[args] = true
	default:
		l.do, err = parse(l.text)
	}
	return err
}

// Length is the virtual time that the scenario's runs add up to.
func (s *Scenario) Length() (total time.Duration) {
	for _, l := range s.lines {
		if d, ok := strings.CutPrefix(l.text, "run "); ok {
			run, _ := time.ParseDuration(d) // it was parsed before
			total += run
		}
	}
	return total
}

// Run plays a scenario on p, which should be fresh, and writes its log: each
// command with the virtual time at which it took effect, each expectation with
// what was found. It returns the number of expectations that were not met.
// between, if not nil, is called after every frame's worth of work, for progress.
func (s *Scenario) Run(p *Player, out io.Writer, between func(now time.Duration)) (failed int, err error) {
	marks := make(map[string]*Snapshot)
	snap := func() *Snapshot {
		p.Frame(0, nil)
		shot := new(Snapshot)
		p.Snapshot(shot)
		return shot
	}
	for _, l := range s.lines {
		at := time.Duration(p.world.system.Now())
		switch {
		case l.mark != "":
			marks[l.mark] = snap()
			_, err = fmt.Fprintf(out, "%12v  %s\n", at, l.text)
		case l.expect != nil:
			got, ok := l.expect.check(snap(), marks)
			verdict := "ok"
			if !ok {
				verdict = "NOT MET"
				failed++
			}
			_, err = fmt.Fprintf(out, "%12v  %s: %s, %s\n", at, l.text, got, verdict)
		default:
			_, err = fmt.Fprintf(out, "%12v  %s\n", at, l.text)
			if doErr := p.Do(l.text); doErr != nil {
				panic("sim: a checked line failed: " + doErr.Error())
			}
			s.finish(p, between)
		}
		if err != nil {
			return failed, err
		}
	}
	shot := snap()
	_, err = fmt.Fprintf(out, "%12v  history %016x\n", time.Duration(shot.Now), shot.Hash)
	return failed, err
}

// finish completes the run that a command began.
func (s *Scenario) finish(p *Player, between func(time.Duration)) {
	for p.Busy() {
		polls := 0
		p.Frame(0, func() bool { polls++; return between != nil && polls > progressPolls })
		if between != nil {
			between(time.Duration(p.world.system.Now()))
		}
	}
}

// progressPolls is how often a run looks at its budget between two reports.
const progressPolls = 500
