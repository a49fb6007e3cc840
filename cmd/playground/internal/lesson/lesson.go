// Package lesson keeps the chapter that a reader of the page is in, beside the player whose
// history it drives, and says what is to be shown of it.
package lesson

import (
	"errors"
	"fmt"
	"slices"

	"fanout/cmd/playground/internal/timed"
	"fanout/sim"
	"fanout/sim/chapter"
)

// Lessons are the chapters and the one that is open. It is not safe for concurrent use.
type Lessons struct {
	player   *timed.Player
	all      map[*sim.Model][]*chapter.Chapter
	session  *chapter.Session // nil in free play
	on       *sim.Player      // whose history the session drives
	progress *chapter.Progress
	shot     sim.Snapshot
	changes  int
}

// New keeps chapters for a player, and is told from then on what is done by hand.
func New(p *timed.Player) *Lessons {
	l := &Lessons{player: p, all: make(map[*sim.Model][]*chapter.Chapter), progress: new(chapter.Progress)}
	p.Taken = l.acted
	return l
}

func (l *Lessons) chapters() []*chapter.Chapter {
	m := l.player.Model()
	list, ok := l.all[m]
	if !ok {
		list = chapter.Of(m)
		l.all[m] = list
	}
	return list
}

// Open begins the chapter of that number: the history starts again. The error is one
// sentence, and nothing has changed.
func (l *Lessons) Open(number int) error {
	list := l.chapters()
	i := slices.IndexFunc(list, func(c *chapter.Chapter) bool { return c.Number == number })
	if i < 0 {
		return fmt.Errorf("there is no chapter %d; expected one of %d", number, len(list))
	}
	l.on = l.player.Player
	l.session = chapter.New(list[i], l.on)
	l.changes++
	return nil
}

// Leave goes to free play: the world stays as it is.
func (l *Lessons) Leave() {
	l.session, l.on = nil, nil
	l.changes++
}

// restart goes to where free play starts for someone who asks for nothing.
func (l *Lessons) restart() error {
	speed := sim.DefaultSpeed
	if s := l.player.Model().Speed; s != 0 {
		speed = s
	}
	for _, line := range []string{"reset", fmt.Sprint("seed ", sim.DefaultSeed), "speed " + speed.Decimal(), "play"} {
		if err := l.player.Player.Do(line); err != nil {
			return err
		}
	}
	return nil
}

// Looks are the lines for the picture since the last call.
func (l *Lessons) Looks() []string {
	if l.session == nil {
		return nil
	}
	return l.session.Looks()
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
}

func (l *Lessons) acted(line string) {
	if l.session != nil && l.on == l.player.Player {
		l.session.Acted(line)
	}
}

// Answered reports whether the question that the open chapter asks now has its answer.
func (l *Lessons) Answered() bool { return l.session != nil && l.session.Answered() }

// Do is one of the steps of a reader: next, back, skip, again, hint, leave, play for free
// play from its start, guess with what is guessed, point with the kind and the name of a
// thing. The error is one sentence.
func (l *Lessons) Do(verb, text, more string) error {
	s := l.session
	if s == nil {
		return errors.New(verb + ": no chapter is open")
	}
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
		return s.Guess(text)
	case "point":
		s.Point(text, more)
		return nil
	case "leave":
		l.Leave()
		return nil
	case "play":
		l.Leave()
		return l.restart()
	}
	return fmt.Errorf("%q is nothing that a reader does; expected next, back, skip, again, hint, guess, point, leave or play", sim.Clip(verb))
}

// Progress is what the reader has done, as SetProgress takes it.
func (l *Lessons) Progress() string { return l.progress.String() }

// SetProgress brings back what the reader has done. What cannot be read is left out and told.
func (l *Lessons) SetProgress(text string) error {
	p, err := chapter.ReadProgress(text)
	l.progress = p
	return err
}
