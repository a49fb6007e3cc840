// Package lesson keeps the chapter that a reader is in, in the page or in a window, beside
// the player whose history it drives, and says what is to be shown of it. The free play that
// was left for a chapter is kept aside.
package lesson

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"fanout/cmd/playground/internal/timed"
	"fanout/render/guide"
	"fanout/render/language"
	"fanout/render/scene"
	"fanout/sim"
	"fanout/sim/chapter"
)

// Lessons are the chapters and the one that is open. It is not safe for concurrent use.
type Lessons struct {
	// Looking, if not nil, is asked for the lines that lead to what is seen now, and
	// Exchanged is told that the player has another history of the same model.
	Looking   func() []string
	Exchanged func()

	// Ended, if not nil, is told that what has its own history gives way to something
	// else that has.
	Ended func()

	// Language is the reader's; nil is English. It is set before anything is opened.
	Language *language.Language

	// Kept, if not nil, is told what the reader has done whenever that is news.
	Kept func(progress string)

	player   *timed.Player
	all      map[*sim.Model][]*chapter.Chapter
	session  *chapter.Session // nil in free play
	file     string           // that its chapter was read from, "" for one of the list
	on       *sim.Player      // what is played while free play is kept aside; nil in free play
	free     freePlay
	looks    []string // for the picture, once free play is back
	expected toward   // of a chapter that is not open yet
	toward   toward   // of the one that is
	progress *chapter.Progress
	shot     sim.Snapshot
}

// freePlay is what was left for a chapter: the history as it stood, and how it was looked at.
type freePlay struct {
	player *sim.Player // nil if nothing was left
	looks  []string
}

var _ guide.Reader = (*Lessons)(nil)

// New keeps chapters for a player, and is told from then on what is done by hand.
func New(p *timed.Player) *Lessons {
	l := &Lessons{player: p, all: make(map[*sim.Model][]*chapter.Chapter), progress: new(chapter.Progress)}
	p.Listen(l.acted)
	p.Bound = func() bool { return l.on != nil && l.on == p.Player }
	return l
}

func (l *Lessons) chapters() []*chapter.Chapter {
	m := l.player.Model()
	list, ok := l.all[m]
	if !ok {
		for _, c := range chapter.Of(m) {
			list = append(list, l.translated(c))
		}
		l.all[m] = list
	}
	return list
}

// translated is a chapter in the reader's language, as far as there is that.
func (l *Lessons) translated(c *chapter.Chapter) *chapter.Chapter {
	if l.Language == nil {
		return c
	}
	in, _ := c.In(c.TranslationOf(l.Language.Tag), l.Language, l.glossary(c.Model))
	return in
}

// glossary is that of a model in the reader's language.
func (l *Lessons) glossary(m *sim.Model) *chapter.Glossary {
	if l.Language == nil {
		return chapter.GlossaryOf(m)
	}
	return chapter.GlossaryIn(m, l.Language.Tag)
}

// Open begins the chapter of that number at its own start; free play is kept aside as it
// stands. The error is one sentence, and nothing has changed.
func (l *Lessons) Open(number int) error {
	list := l.chapters()
	i := slices.IndexFunc(list, func(c *chapter.Chapter) bool { return c.Number == number })
	if i < 0 {
		return fmt.Errorf("there is no chapter %d; expected one of %d", number, len(list))
	}
	return l.begin(list[i], "")
}

// OpenFile begins the chapter that a file holds, as Open does. The error names file, line
// and column, and nothing has changed.
func (l *Lessons) OpenFile(name, text string) error {
	m := l.player.Model()
	if of := sim.ModelOf(text); of != "" && of != m.Name {
		return fmt.Errorf("%s is a chapter of the world %s; expected one of %s, which is open", name, sim.Clip(of), m.Name)
	}
	c, err := chapter.Parse(m, name, text)
	if err != nil {
		return err
	}
	return l.begin(l.translated(c), name)
}

// File is OpenFile for a file that may be something else, such as a scenario: other reports
// whether it is a chapter.
func (l *Lessons) File(name, text string) (other bool, err error) {
	if !chapter.Is(text) {
		return false, nil
	}
	return true, l.OpenFile(name, text)
}

// begin begins a chapter, with another history than free play's.
func (l *Lessons) begin(c *chapter.Chapter, file string) error {
	if err := l.Aside(); err != nil {
		return err
	}
	l.on, l.file = l.player.Player, file
	l.session = chapter.New(c, l.on)
	if file == "" && l.expected.chapter == c.Number {
		l.toward, l.expected = l.expected, toward{}
	}
	return nil
}

// Aside keeps free play aside, unless it is already, for something that has another history,
// which it begins itself. The checkpoints, which take most of the memory and can be had
// again, are not kept. A chapter that is open is closed.
func (l *Lessons) Aside() error {
	if l.Ended != nil {
		l.Ended()
	}
	l.session, l.file, l.looks, l.toward = nil, "", []string{scene.Home}, toward{}
	if l.on != nil && l.on == l.player.Player {
		l.player.GiveUp("something else was opened")
		return nil
	}
	p, err := sim.NewPlayer(l.player.Model())
	if err != nil {
		return err
	}
	l.free = freePlay{player: l.player.Player}
	l.free.player.Relieve(0)
	if l.Looking != nil {
		l.free.looks = l.Looking()
	}
	l.exchange(p)
	l.on = p
	return nil
}

func (l *Lessons) exchange(p *sim.Player) {
	l.player.Exchange(p)
	if l.Exchanged != nil {
		l.Exchanged()
	}
}

// Leave goes back to the free play that is kept aside, at the moment at which it was left.
// It does nothing in free play.
func (l *Lessons) Leave() {
	if l.on == nil {
		return
	}
	here := l.on == l.player.Player
	left := l.free
	l.session, l.on, l.file, l.free = nil, nil, "", freePlay{}
	if here && left.player != nil {
		l.looks = append([]string{scene.Home}, left.looks...)
		l.exchange(left.player)
	}
}

// Reading reports whether a chapter is open, of the list or of a file.
func (l *Lessons) Reading() bool { return l.session != nil }

// At is the chapter that is open, by its number, and the step, from 1. ok is false if none is,
// or one of a file, to which no number leads.
func (l *Lessons) At() (number, step int, ok bool) {
	if l.session == nil || l.file != "" {
		return 0, 0, false
	}
	return l.session.Chapter().Number, l.session.Step() + 1, true
}

// Shown are the names of the controls that the open chapter has shown so far, see chapter.Names; nil
// in free play, which has all. The slice must not be changed.
func (l *Lessons) Shown() []string {
	if l.session == nil || l.on != l.player.Player {
		return nil
	}
	return l.session.Shown()
}

// Named are those of Shown that the step which is read has itself; nil in free play.
func (l *Lessons) Named() []string {
	if l.session == nil || l.on != l.player.Player {
		return nil
	}
	return l.session.Chapter().Named(l.session.Step())
}

// Veiled reports whether the picture has to keep what the open question asks for to itself, see
// chapter.Session.Veiled.
func (l *Lessons) Veiled() bool {
	return l.session != nil && l.on == l.player.Player && l.session.Veiled()
}

// Looks are the lines for the picture since the last call.
func (l *Lessons) Looks() []string {
	looks := l.looks
	l.looks = nil
	if l.session != nil {
		looks = append(looks, l.session.Looks()...)
	}
	return looks
}

// Frame is to be called after each frame of the player.
func (l *Lessons) Frame() {
	if l.session == nil {
		return
	}
	if l.on != l.player.Player { // another world was chosen
		l.Leave()
		return
	}
	l.player.Snapshot(&l.shot)
	l.session.Update(&l.shot)
	l.goOn()
}

// Busy reports whether a chapter has something under way.
func (l *Lessons) Busy() bool { return l.session != nil && l.session.Busy() }

// Settle carries what is under way to its end, as frames would, and reports whether there was
// anything. It is for who has no frames.
func (l *Lessons) Settle() (did bool) {
	for l.session != nil && l.session.Busy() {
		l.player.Frame(0, nil)
		l.Frame()
		did = true
	}
	return did
}

func (l *Lessons) acted(line string) {
	if l.session != nil && l.on == l.player.Player {
		l.session.Acted(line)
	}
}

// Answered reports whether the question that the open chapter asks now has its answer.
func (l *Lessons) Answered() bool { return l.session != nil && l.session.Answered() }

// typed is a guess in the notation of the grammar. That of a choice is its label.
func (l *Lessons) typed(guess string) string {
	if p := l.session.View().Predict; p != nil && p.Kind == chapter.Choice {
		return guess
	}
	return l.Language.Typed(guess)
}

// Do is one of the steps of a reader: next, back, skip, again, hint, leave, guess with
// what is guessed, point with the kind and the name of a thing. The error is one sentence.
func (l *Lessons) Do(verb, text, more string) error {
	s := l.session
	if s == nil {
		return errors.New(verb + ": no chapter is open")
	}
	l.toward = toward{} // the reader goes on
	switch verb {
	case "next":
		return s.Next()
	case "back":
		return s.Back()
	case "skip":
		return s.Skip()
	case "again":
		return s.Again()
	case "hint":
		return s.Hint()
	case "guess":
		return s.Guess(l.typed(text))
	case "point":
		s.Point(text, more)
		l.putUnder(text, more)
		return nil
	case "leave":
		l.Leave()
		return nil
	}
	return fmt.Errorf("%q is nothing that a reader does; expected next, back, skip, again, hint, guess, point or leave", sim.Clip(verb))
}

// putUnder lays a header that is named under the microscope, if that is open.
func (l *Lessons) putUnder(kind, header string) {
	open := func(line string) bool { verb, _, _ := strings.Cut(line, " "); return verb == microscope }
	if kind == "header" && header != "" && l.Looking != nil && slices.ContainsFunc(l.Looking(), open) {
		l.looks = append(l.looks, microscope+" "+header)
	}
}

// microscope is the verb of the lines that open it, see scene.Scene.Look.
const microscope = "microscope"

// GuessValue locks a guess: the figure itself, or the number of an option, from 0.
func (l *Lessons) GuessValue(v float64) error {
	if l.session == nil {
		return errors.New("guess: no chapter is open")
	}
	return l.session.GuessValue(v)
}

// Pointed tells that a thing was picked in the picture or in a list. It means something
// only while a check asks for one of its kind.
func (l *Lessons) Pointed(kind, thing string) {
	if l.session != nil && l.on == l.player.Player {
		l.session.Point(kind, thing)
	}
}

// Progress is what the reader has done, as SetProgress takes it.
func (l *Lessons) Progress() string { return l.progress.String() }

// SetProgress brings back what the reader has done. What cannot be read is left out and told.
func (l *Lessons) SetProgress(text string) error {
	p, err := chapter.ReadProgress(text)
	l.progress = p
	return err
}
