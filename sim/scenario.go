package sim

import (
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"
)

// Scenario is a script: prose, commands and what to expect of them. The file
// format is lines:
//
//	# prose; the first line of it is the title
//	model guild                  the model it is for; may be left out
//	set members 10000            a command of the grammar
//	mark roots                   remember all figures under a name
//	expect sessions.cpu = 45.1% ± 1%
//	expect presence.cpu / ignore = 2.00 ± 0.1     a ratio to a mark
//	expect deliveries - roots > 1000              what came since a mark
//	published presence.cpu / ignore = 2 ± 0.1 CPU with all headers parsed (the post)
//
// A published line is an expectation, too: of a figure that others have published,
// with its name and its source.
//
// The same format serves scenarios, chapters and golden tests.
type Scenario struct {
	Name  string
	Title string
	Prose string // paragraphs, without the title
	Text  string // the whole file
	model *Model
	lines []scenarioLine
}

type scenarioLine struct {
	number int
	text   string
	do     action
	mark   string
	expect *Expectation

	forModel bool // it only says for which model the scenario is
}

// ModelOf is the name of the model that the text of a scenario says it is for, "" if it
// says none.
func ModelOf(text string) string {
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		if f := strings.Fields(line); len(f) == 2 && f[0] == "model" {
			return f[1]
		}
	}
	return ""
}

// ParseScenario reads a scenario: text in UTF-8, with a byte order mark or without, of at
// most LongestScenario bytes and 2,000 commands, whose runs add up to at most 24h. Every
// line is checked before anything can run; the error names file, line and column, the
// latter in characters from 1.
func (m *Model) ParseScenario(name, text string) (*Scenario, error) {
	text, err := textOf(name, text)
	if err != nil {
		return nil, err
	}
	s := &Scenario{Name: name, Text: text, model: m}
	marks := make(map[string]bool)
	var reach reach
	var prose []string
	for i, raw := range strings.Split(text, "\n") {
		line := strings.TrimSpace(raw)
		if p, ok := strings.CutPrefix(line, "#"); ok {
			if p = strings.TrimSpace(p); s.Title == "" {
				s.Title = clipTo(p, longestTitle)
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
		err := l.parse(m, marks)
		if err == nil {
			err = reach.add(verbOf(l.text))
		}
		if err == nil && len(s.lines) == mostCommands {
			err = fmt.Errorf("a scenario has at most %d commands and expectations", mostCommands)
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d:%d: %w", name, i+1, columnOf(raw, wordOf(err)), err)
		}
		s.lines = append(s.lines, l)
	}
	s.Prose = strings.TrimSpace(strings.Join(prose, "\n"))
	return s, nil
}

// columnOf is where a word of a line begins, counted in characters from 1. Words
// count from 0; behind the last one is the end of the line.
func columnOf(line string, word int) int {
	column, inWord := 0, false
	for _, r := range strings.TrimRight(line, " \t\r") {
		column++
		if blank := unicode.IsSpace(r); blank == inWord {
			if inWord = !blank; inWord {
				if word == 0 {
					return column
				}
				word--
			}
		}
	}
	return column + 1
}

func verbOf(line string) (verb, args string) {
	verb, args, _ = strings.Cut(line, " ")
	return verb, args
}

func (l *scenarioLine) parse(m *Model, marks map[string]bool) (err error) {
	verb, args := verbOf(l.text)
	switch verb {
	case "model":
		if args != m.Name {
			return atWord(1, fmt.Errorf("model: the scenario is for the model %q; expected one for %s", Clip(args), m.Name))
		}
		l.forModel = true
	case "expect":
		l.expect, err = parseExpect(m, args, marks)
	case "published":
		l.expect, err = parsePublished(m, args, marks)
	case "mark":
		if args == "" || strings.Contains(args, " ") {
			return atWord(1, fmt.Errorf("mark: %q is not a name; expected one word", Clip(args)))
		}
		l.mark = args
		marks[args] = true
	default:
		l.do, err = m.parse(l.text)
	}
	return err
}

// Model is the model that the scenario is for.
func (s *Scenario) Model() *Model { return s.model }

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

// Reseeded is the scenario with another seed: each line that sets one sets this
// instead, and if there is none, the scenario begins with one.
func (s *Scenario) Reseeded(seed uint64) *Scenario {
	out := *s
	text := fmt.Sprintf("seed %d", seed)
	line := scenarioLine{text: text}
	line.do, _ = s.model.parse(text) // any number is a seed
	out.lines = slices.Clone(s.lines)
	found := false
	for i := range out.lines {
		if l := &out.lines[i]; strings.HasPrefix(l.text, "seed ") {
			l.text, l.do, found = text, line.do, true
		}
	}
	if !found {
		out.lines = slices.Insert(out.lines, 0, line)
	}
	return &out
}

// Step is one line of a scenario that has been played.
type Step struct {
	At    time.Duration // virtual time at which it took effect
	Line  int           // of the file, from 1; 0 if it is not in the file
	Text  string
	Found *Finding // what an expectation found, nil for other lines
}

// Finding is what an expectation found.
type Finding struct {
	Figure float64 // the metric's figure, or its ratio to that at the mark
	Text   string  // the same as tables spell it
	Met    bool
	expect *Expectation
}

// Published is a figure that others have published.
type Published struct {
	Figure string // its name
	Source string
	Value  float64 // as Finding.Figure
	Text   string  // the value as tables spell it
	Ratio  bool    // to the figure at a mark
	Share  bool    // a share of 1
}

// Published is what the finding is to be held against, nil if the line was a plain
// expectation.
func (f *Finding) Published() *Published { return f.expect.published }

// Published lists what the scenario reproduces, in its order.
func (s *Scenario) Published() (all []Published) {
	for _, l := range s.lines {
		if l.expect != nil && l.expect.published != nil {
			all = append(all, *l.expect.published)
		}
	}
	return all
}

// Spell spells another figure of the same expectation, such as a median.
func (f *Finding) Spell(figure float64) string { return f.expect.Text(figure) }

// Play plays a scenario on p, which should be fresh, and calls each after every
// line. between, if not nil, is called after every frame's worth of work, for progress.
// An error of either ends it.
func (s *Scenario) Play(p *Player, between func(now time.Duration) error, each func(Step) error) error {
	marks := make(map[string]*Snapshot)
	snap := func() *Snapshot {
		p.Frame(0, nil)
		shot := new(Snapshot)
		p.Snapshot(shot)
		return shot
	}
	for _, l := range s.lines {
		step := Step{At: time.Duration(p.k.system.Now()), Line: l.number, Text: l.text}
		switch {
		case l.forModel:
			continue
		case l.mark != "":
			marks[l.mark] = snap()
		case l.expect != nil:
			step.Found = l.expect.Check(snap(), marks)
		default:
			if err := p.Do(l.text); err != nil {
				return err
			}
			if err := s.finish(p, between); err != nil {
				return err
			}
		}
		if err := each(step); err != nil {
			return err
		}
	}
	return nil
}

// Run plays a scenario on p, which should be fresh, and writes its log: each
// command with the virtual time at which it took effect, each expectation with
// what was found. It returns the number of expectations that were not met.
func (s *Scenario) Run(p *Player, out io.Writer, between func(now time.Duration) error) (failed int, err error) {
	err = s.Play(p, between, func(step Step) error {
		found := ""
		if f := step.Found; f != nil {
			found = ": " + f.Text + ", ok"
			if !f.Met {
				found = ": " + f.Text + ", NOT MET"
				failed++
			}
		}
		_, err := fmt.Fprintf(out, "%12v  %s%s\n", step.At, step.Text, found)
		return err
	})
	if err != nil {
		return failed, err
	}
	p.Frame(0, nil)
	var shot Snapshot
	p.Snapshot(&shot)
	_, err = fmt.Fprintf(out, "%12v  history %016x\n", time.Duration(shot.Now), shot.Hash)
	return failed, err
}

// finish completes the run that a command began.
func (s *Scenario) finish(p *Player, between func(time.Duration) error) error {
	for p.Busy() {
		polls := 0
		p.Frame(0, func() bool { polls++; return between != nil && polls > progressPolls })
		if between == nil {
			continue
		}
		if err := between(time.Duration(p.k.system.Now())); err != nil {
			return err
		}
	}
	return nil
}

// progressPolls is how often a run looks at its budget between two reports.
const progressPolls = 500

// ScenarioNames are the names of the scenarios that come with the model, in order.
func (m *Model) ScenarioNames() []string {
	if m.Files == nil {
		return nil
	}
	files, err := fs.Glob(m.Files, "scenarios/*.txt")
	must(err)
	for i, f := range files {
		files[i] = strings.TrimSuffix(path.Base(f), ".txt")
	}
	return files
}

// Scenarios returns the scenarios that come with the model, in the order of their
// names.
func (m *Model) Scenarios() []*Scenario {
	var all []*Scenario
	for _, name := range m.ScenarioNames() {
		text, err := fs.ReadFile(m.Files, "scenarios/"+name+".txt")
		must(err)
		s, err := m.ParseScenario(name, string(text))
		must(err)
		all = append(all, s)
	}
	return all
}
