package chapter

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"fanout/sim"
	"fanout/sim/exact"
)

// Session is a reader on the way through a chapter. It drives a [sim.Player] and is told
// what the reader does; a program that draws carries the player on with frames, tells the
// session of each by Update, and shows what View says. It is not safe for concurrent use.
//
// The session only ever gives the player lines of the grammar. So the log has all that
// happened, and seed and log are the whole history, with a chapter as without.
type Session struct {
	c *Chapter
	p *sim.Player

	step    int // the page that is shown, from 0
	entered int // pages that have been entered
	closing bool

	todo    queue
	plays   bool // time is to go on when nothing is under way
	returns bool // the world is on the way back to where the step began, see loop
	marks   marks
	stage   *sim.Snapshot // of the mark, which moves
	looks   []string      // that nobody has taken yet
	pages   []page
	shown   shown // of the page that was asked for last
	know    Text

	foretold bool // the chapter may speak of a figure that the preview has a part in

	expected func(l *sim.Line, found *sim.Finding) // what lines that expect something found; nil if nobody asks
}

// marks are the moments that a chapter speaks of, by their names.
type marks map[string]*sim.Snapshot

// turnBack moves those of the present step back with a reader who goes back in time before them,
// so that nothing is less than it was, and reports whether it did.
func (m marks) turnBack(now int64, shot func() *sim.Snapshot) (did bool) {
	for _, name := range []string{"step", "stage"} {
		if mark := m[name]; mark != nil && now < mark.Now {
			m[name], did = shot(), true
		}
	}
	return did
}

// page is what has become of a step.
type page struct {
	from    time.Duration // virtual time before it did anything
	prose   Text
	predict prediction
	check   check
}

// State is how far a prediction is.
type State uint8

const (
	Open     State = iota // nothing is locked
	Locked                // what answers it runs
	Compared              // the guess stands beside the answer
	Skipped               // there is an answer, and no guess
)

type prediction struct {
	state    State
	guessed  bool
	guess    float64 // for a choice the number of the option, from 0
	before   float64
	answer   float64
	option   int // the answer of a choice, -1 if no option is
	question Text
	reveal   Text
	held     []*sim.Finding
	done     bool // the answer is there
}

type check struct {
	text   Text
	stage  int // that is to hold next
	found  map[string]bool
	done   bool
	hints  []Text
	told   int  // how many of the file's hints these are, with those passed over
	tries  int  // that did not do it
	acted  bool // since the last was judged
	at     int64
	seen   string // what the reader pointed at last
	active bool
}

// queue is what is to be done, line by line.
type queue struct {
	lines       []*sim.Line
	done, total time.Duration
	from        time.Duration // virtual time at which the present run began
	lasts       time.Duration
	then        func(shot *sim.Snapshot)
}

// commands reports whether the next line is a command, and so looks at nothing.
func (q *queue) commands() bool { return len(q.lines) > 0 && q.lines[0].Command() }

// New begins a chapter on a player of its model: the player starts again, and the starting
// state comes about with the frames from here on. It panics if the player's model is
// another one.
func New(c *Chapter, p *sim.Player) *Session { return newSession(c, p, nil) }

func newSession(c *Chapter, p *sim.Player, expected func(*sim.Line, *sim.Finding)) *Session {
	if p.Model() != c.Model {
		panic("chapter: " + c.Name + " is of the model " + c.Model.Name)
	}
	s := &Session{c: c, p: p, pages: make([]page, len(c.Steps)), marks: make(marks), foretold: c.foretold(), expected: expected}
	s.do("reset")
	if !slices.ContainsFunc(c.Start, func(l *sim.Line) bool { return strings.HasPrefix(l.Text(), "seed ") }) {
		s.do(fmt.Sprint("seed ", sim.DefaultSeed))
	}
	speed := sim.DefaultSpeed
	if c.Model.Speed != 0 {
		speed = c.Model.Speed
	}
	s.do("speed " + strconv.FormatFloat(float64(speed)/float64(exact.Whole), 'f', -1, 64))
	s.do("pause")
	s.plays, s.looks = true, slices.Clone(c.Look)
	s.begin(c.Start, func(shot *sim.Snapshot) {
		for _, mark := range automatic {
			s.marks[mark] = shot
		}
		s.enter()
	})
	return s
}

// foretold reports whether the text names a metric that the preview has a part in.
func (c *Chapter) foretold() bool {
	return slices.ContainsFunc(c.Model.AllMetrics(), func(m sim.Metric) bool {
		return m.Foretold() && strings.Contains(c.File, m.Name)
	})
}

// Step is the page that is shown, from 0.
func (s *Session) Step() int { return s.step }

// Chapter is the chapter that is walked.
func (s *Session) Chapter() *Chapter { return s.c }

// do gives the player a line that has been checked.
func (s *Session) do(line string) {
	if err := s.p.Do(line); err != nil {
		panic("chapter: a checked line failed: " + err.Error())
	}
}

// begin has lines done, and then something else.
func (s *Session) begin(lines []*sim.Line, then func(*sim.Snapshot)) {
	s.todo = queue{lines: lines, total: lasting(lines), then: then}
	s.pump()
}

// Busy reports whether something is under way that nothing else can be done before: the
// starting state, the beginning of a step, or what answers a prediction.
func (s *Session) Busy() bool { return s.todo.then != nil }

// altering is the most commands that change the world in one frame: each takes a little time.
const altering = 8

// pump does what is to be done next, until something has to be carried on by frames.
func (s *Session) pump() {
	altered := 0
	for s.todo.then != nil && !s.p.Busy() {
		if s.goOn() {
			return
		}
		// What looks at figures waits for those that the chapter speaks of to be final.
		if s.foretold && !s.todo.commands() && !sim.Foretell(s.p, func() bool { return true }) {
			return
		}
		if len(s.todo.lines) == 0 {
			then := s.todo.then
			s.todo = queue{}
			sim.Join(s.p, false)
			then(s.shot())
			continue
		}
		l := s.todo.lines[0]
		s.todo.lines = s.todo.lines[1:]
		switch {
		case l.Mark() != "":
			s.marks[l.Mark()] = s.shot()
		case l.Expectation() != nil:
			if s.expected != nil {
				s.expected(l, l.Expectation().Check(s.shot(), s.marks))
			}
		case l.Command():
			switch l.Text() {
			case "play":
				s.plays = true
			case "pause":
				s.plays = false
			}
			s.todo.lasts, s.todo.from = l.Lasts(), s.p.Now()
			s.do(l.Text())
			if alters(s.c.Model, l.Text()) {
				if altered++; altered == altering {
					return
				}
			}
		}
	}
}

// goOn goes on with a run that has ended before its time, since the reader stopped it or
// went elsewhere, and reports whether there is one.
func (s *Session) goOn() bool {
	q := &s.todo
	left := q.from + q.lasts - s.p.Now()
	if q.lasts > 0 && left > 0 {
		s.do(fmt.Sprint("run ", left))
		return true
	}
	q.done, q.lasts = q.done+q.lasts, 0
	return false
}

// resume lets time go on, if it is to.
func (s *Session) resume() {
	if s.plays {
		s.do("play")
	}
}

// shot is the present moment, with all that the chapter can speak of if nothing is under way.
func (s *Session) shot() *sim.Snapshot {
	if s.foretold && !s.p.Busy() {
		s.p.Frame(0, nil)
	}
	shot := new(sim.Snapshot)
	s.p.Snapshot(shot)
	return shot
}

// enter goes into the present step for the first time.
func (s *Session) enter() {
	s.entered = max(s.entered, s.step+1)
	s.pages[s.step].from = s.p.Now()
	now := &s.c.Steps[s.step]
	s.looks = append(s.looks, now.Look...)
	s.do("pause")
	sim.Join(s.p, true) // a reader sees what they come to, and nothing between
	s.begin(now.Do, func(shot *sim.Snapshot) {
		s.marks["step"], s.marks["guess"], s.marks["stage"] = shot, shot, shot
		page := &s.pages[s.step]
		page.prose = s.fill(now.Prose, shot, nil)
		if p := now.Predict; p != nil {
			page.predict.question = s.fill(p.Question, shot, nil)
			page.predict.before, page.predict.option = p.Quantity.Of(shot, s.marks), -1
		}
		if k := now.Check; k != nil {
			page.check = check{text: s.fill(k.Text, shot, nil), found: make(map[string]bool), active: now.Predict == nil}
		}
		s.resume()
	})
}

// Update is to be called after every frame of the player, with a snapshot of then. It goes
// on with what is under way and sees whether the check holds.
func (s *Session) Update(shot *sim.Snapshot) {
	if s.Busy() {
		s.pump()
		return
	}
	if s.round(shot) || sim.Trying(s.p) || shot.Timeline.Target >= 0 {
		return // a moment that is tried, or passed on the way to another one, is nothing to go by
	}
	if s.marks.turnBack(shot.Now, s.shot) {
		s.stage = nil
	}
	s.judge(shot)
}

// Next goes to the next step, or behind the last one to what the reader knows at the end.
// What the reader did is kept. The error is one sentence, and nothing has changed.
func (s *Session) Next() error {
	switch {
	case s.Busy():
		return errors.New("next: something is still running; expected to wait for it")
	case s.closing:
		return errors.New("next: the chapter is at its end")
	}
	if p := s.c.Steps[s.step].Predict; p != nil && !s.pages[s.step].predict.done {
		return errors.New("next: the question is open; expected a guess, or to skip it")
	}
	if s.step == len(s.c.Steps)-1 {
		s.finish()
		s.closing = true
		return nil
	}
	if s.step++; s.step == s.entered {
		s.enter()
	}
	return nil
}

// finish notes that the reader has done all of the chapter.
func (s *Session) finish() {
	if s.know == nil {
		s.know = s.fill(s.c.Know, s.shot(), nil)
	}
}

// Answered reports whether the question of the present step has its answer.
func (s *Session) Answered() bool { return s.pages[s.step].predict.done }

// Back shows the step before. The world stays as it is.
func (s *Session) Back() error {
	switch {
	case s.Busy():
		return errors.New("back: something is still running; expected to wait for it")
	case s.closing:
		s.closing = false
	case s.step == 0:
		return errors.New("back: this is the first step")
	default:
		s.step--
	}
	return nil
}

// Guess locks a guess for the present step and begins what answers it. It is a figure in
// the unit of the prediction's quantity, as the grammar spells it: "49%", "16m", "1,003"; of
// a choice it is the label of an option. The error is one sentence, and nothing has changed.
func (s *Session) Guess(text string) error {
	p, _, err := s.open("guess")
	if err != nil {
		return err
	}
	text = strings.TrimSpace(text)
	if p.Kind == Choice {
		i := slices.IndexFunc(p.Options, func(o Option) bool { return o.Label == text })
		if i < 0 {
			labels := make([]string, len(p.Options))
			for i, o := range p.Options {
				labels[i] = o.Label
			}
			return fmt.Errorf("guess: %q is not one of the answers; expected one of %s", sim.Clip(text), strings.Join(labels, ", "))
		}
		return s.GuessValue(float64(i))
	}
	v, err := p.Read(text)
	if err != nil {
		return fmt.Errorf("guess: %w", err)
	}
	return s.GuessValue(v)
}

// GuessValue is Guess with the figure itself: a share of 1, nanoseconds, a count; of a
// choice the number of the option, from 0.
func (s *Session) GuessValue(v float64) error {
	p, page, err := s.open("guess")
	if err != nil {
		return err
	}
	from, to := p.From, p.To
	if p.Kind == Choice {
		from, to = 0, float64(len(p.Options)-1)
		if v != math.Trunc(v) {
			return fmt.Errorf("guess: %v is not possible; expected the number of an option, from 0 to %v", v, to)
		}
	}
	if !(v >= from && v <= to) { // not a number is not
		return fmt.Errorf("guess: %s is not possible; expected %s to %s", Speak(p.Quantity.Unit(), v), Speak(p.Quantity.Unit(), from), Speak(p.Quantity.Unit(), to))
	}
	page.predict.guess, page.predict.guessed = v, true
	s.lock(p, page)
	return nil
}

// Skip answers the prediction of the present step without a guess.
func (s *Session) Skip() error {
	p, page, err := s.open("skip")
	if err != nil {
		return err
	}
	s.lock(p, page)
	return nil
}

// open is the prediction of the present step, if it waits for a guess.
func (s *Session) open(verb string) (*Prediction, *page, error) {
	p, page := s.c.Steps[s.step].Predict, &s.pages[s.step]
	switch {
	case p == nil || s.closing:
		return nil, nil, fmt.Errorf("%s: nothing is asked here", verb)
	case page.predict.state == Locked:
		return nil, nil, fmt.Errorf("%s: the guess is locked, and the answer is on its way", verb)
	case page.predict.state != Open:
		return nil, nil, fmt.Errorf("%s: the answer is there already", verb)
	case s.Busy():
		return nil, nil, fmt.Errorf("%s: the step is still beginning; expected to wait for it", verb)
	}
	return p, page, nil
}

// lock begins what answers a prediction.
func (s *Session) lock(p *Prediction, page *page) {
	var now sim.Snapshot
	s.p.Snapshot(&now)
	s.plays = now.Playing || s.returns
	s.do("pause") // which also ends a run of the reader's own
	page.predict.state = Locked
	s.restart()
	s.begin(nil, func(shot *sim.Snapshot) {
		s.marks["guess"] = shot
		page.predict.before = p.Quantity.Of(shot, s.marks)
		sim.Join(s.p, true)
		s.begin(p.Run, func(shot *sim.Snapshot) { s.answer(p, page, shot) })
	})
}

// answer compares.
func (s *Session) answer(p *Prediction, page *page, shot *sim.Snapshot) {
	pr := &page.predict
	pr.answer, pr.done = p.Quantity.Of(shot, s.marks), true
	pr.option = slices.IndexFunc(p.Options, func(o Option) bool { return s.holds(o.is, nil, shot) })
	if pr.state = Skipped; pr.guessed {
		pr.state = Compared
	}
	pr.held = nil
	for _, e := range p.Held {
		pr.held = append(pr.held, e.Check(shot, s.marks))
	}
	pr.reveal = s.fill(p.Reveal, shot, func(name string) string { return p.spoken(pr, name) })
	if k := &page.check; s.c.Steps[s.step].Check != nil {
		k.active = true
		s.marks["step"], s.marks["stage"] = shot, shot
	}
	s.resume()
}

// spoken is a figure of the guess for people.
func (p *Prediction) spoken(pr *prediction, name string) string {
	u := p.Quantity.Unit()
	switch {
	case name == "before":
		return Speak(u, pr.before)
	case p.Kind == Choice && name == "answer":
		if pr.option < 0 {
			return Speak(u, pr.answer)
		}
		return p.Options[pr.option].Label
	case name == "answer":
		return p.withUnit(Speak(u, pr.answer))
	case !pr.guessed && name == "guess":
		return "no guess"
	case !pr.guessed:
		return "nothing to compare"
	case p.Kind == Choice && name == "guess":
		return p.Options[int(pr.guess)].Label
	case name == "guess":
		return p.withUnit(Speak(u, pr.guess))
	case p.Kind == Choice && int(pr.guess) == pr.option:
		return "the same"
	case p.Kind == Choice:
		return "another answer"
	}
	return apart(u, pr.guess, pr.answer)
}

// spelled is a figure as the language of the chapter has it.
func (c *Chapter) spelled(figure string) string {
	if c.speech == nil {
		return figure
	}
	return c.speech.Text(figure)
}

// withUnit is a figure with the word of its unit, which is written as that of several.
func (p *Prediction) withUnit(text string) string {
	unit := p.Unit
	if one, more, _ := strings.Cut(unit, " "); text == "1" {
		unit = strings.TrimSuffix(one, "s") + " " + more
	}
	return strings.TrimSpace(text + " " + unit)
}

// fill has the figures of a text filled in, as they are in shot.
func (s *Session) fill(t Text, shot *sim.Snapshot, guess func(name string) string) Text {
	return t.filled(func(f *figure) string {
		if f.quantity == nil {
			return s.c.spelled(guess(f.name))
		}
		return s.c.spelled(Speak(f.quantity.Unit(), f.quantity.Of(shot, s.marks)))
	})
}
