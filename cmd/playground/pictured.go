//go:build !js

package main

import (
	"errors"
	"fmt"
	"strings"

	"fanout/cmd/playground/internal/chapters"
	"fanout/cmd/playground/internal/lesson"
	"fanout/cmd/playground/internal/link"
	"fanout/cmd/playground/internal/pnglink"
	"fanout/render"
	"fanout/sim"
)

// pictured leads to the moment of a picture that was exported when one is dropped on the
// window, as the page does.
type pictured struct {
	worlds  *worlds
	lessons *lesson.Lessons
	game    *render.Game
	others  func(name, text string) (other bool, err error) // takes all other files
}

// open is for render.Config.File. After an error nothing has changed.
func (p *pictured) open(name, file string) (other bool, err error) {
	if !strings.HasPrefix(file, "\x89PNG") {
		return p.others(name, file)
	}
	address, err := pnglink.Of([]byte(file))
	if err == nil {
		err = p.lead(address)
	}
	if err != nil {
		return true, fmt.Errorf("%s: %w", name, err)
	}
	return true, nil
}

// lead goes to where a link leads.
func (p *pictured) lead(address string) error {
	l, err := link.ReadAddress(address)
	switch {
	case err != nil:
		return err
	case l.Challenge != "":
		return errors.New("the picture is of a challenge, which the page has; expected one of free play or of a chapter")
	case l.Chapter != "":
		return p.leadToChapter(&l)
	}
	player, err := sim.NewPlayer(l.Model, l.Commands...)
	if err != nil {
		return err
	}
	p.worlds.leave()
	if l.Model != p.worlds.watch.player.Model() {
		return p.worlds.goTo(&l, address, p.game)
	}
	p.worlds.watch.player.Exchange(player)
	p.game.Exchanged()
	p.game.Arrive(l.Look)
	return nil
}

// leadToChapter opens a chapter at a step.
func (p *pictured) leadToChapter(l *link.Link) error {
	c, _, err := chapters.FindOne(l.Chapter, true)
	if err != nil {
		return err
	}
	if err := p.game.ChooseQuietly(c.Model.Name); err != nil {
		return err
	}
	p.lessons.Toward(c.Number, l.Step, l.Look)
	return p.lessons.Open(c.Number)
}
