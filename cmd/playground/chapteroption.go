//go:build !js

package main

import (
	"fmt"

	"fanout/cmd/playground/internal/chapters"
	"fanout/cmd/playground/internal/lesson"
	"fanout/sim/chapter"
)

// chapterOption is the chapter that a window begins with.
type chapterOption struct {
	name    string // a number, the name of one that comes with the program, or a file; "" for none
	linked  bool   // a link asks for it: only a number will do
	chapter *chapter.Chapter
	own     bool // it comes with the program
}

// read finds the chapter. The window shows its world, unless another one was asked for.
func (c *chapterOption) read(opts *windowOptions) error {
	if c.name == "" {
		return nil
	}
	found, own, err := chapters.FindOne(c.name, c.linked)
	switch {
	case err != nil && c.linked:
		return fmt.Errorf("-link: %w", err)
	case err != nil:
		return fmt.Errorf("-chapter: %w", err)
	case found.Model != opts.model:
		return fmt.Errorf("-chapter: %s is a chapter of the world %s; expected one of %s, or -model %s", found.Name, found.Model.Name, opts.model.Name, found.Model.Name)
	}
	c.chapter, c.own = found, own
	return nil
}

// open begins the chapter, if there is one.
func (c *chapterOption) open(lessons *lesson.Lessons) error {
	switch {
	case c.chapter == nil:
		return nil
	case c.own:
		return lessons.Open(c.chapter.Number)
	}
	return lessons.OpenFile(c.name, c.chapter.File)
}
