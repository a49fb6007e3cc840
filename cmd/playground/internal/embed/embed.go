// Package embed says what a frame on a page of somebody else's shows: the world that its
// address leads to, and the controls that it names.
package embed

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fanout/cmd/playground/internal/lesson"
	"fanout/cmd/playground/internal/link"
	"fanout/render/scene"
	"fanout/sim"
	"fanout/sim/chapter"
)

// A Frame is what is shown.
type Frame struct {
	Player  *sim.Player
	Looks   []string // lines for the picture, once it has drawn
	Offered []string // names of the controls and readings that there are, see ui.Offer
	Note    string   // what of the address was left aside, as one sentence; "" for nothing
}

// Open starts the world that a link asks for, with one of the pictures that there are. A
// chapter in it stands for the world that this chapter begins with, and for its controls;
// where the link says what to do, that counts instead of the chapter's own beginning. The
// error is one sentence.
func Open(l *link.Link, pictures []scene.Entry) (*Frame, error) {
	f := &Frame{Looks: l.Look, Note: l.Note()}
	var err error
	shown := []string(nil)
	if l.Chapter != "" {
		c, err := chapterOf(l)
		if err != nil {
			return nil, err
		}
		if f.Player, shown, f.Looks, err = lesson.World(c); err != nil {
			return nil, err
		}
	}
	if f.Player == nil || len(l.Commands) > 0 {
		if f.Player, err = sim.NewPlayer(l.Model, l.Commands...); err != nil {
			return nil, err
		}
		f.Looks = l.Look
	}
	of := slices.IndexFunc(pictures, func(e scene.Entry) bool { return e.Model == l.Model })
	if of < 0 {
		return nil, fmt.Errorf("the world %s has no picture", l.Model.Name)
	}
	chosen := l.Controls
	if chosen == nil {
		chosen = shown
	}
	var wrong string
	if f.Offered, wrong = Offered(&pictures[of], chosen); wrong != "" && l.Controls != nil {
		f.Note = wrong
	}
	return f, nil
}

func chapterOf(l *link.Link) (*chapter.Chapter, error) {
	all := chapter.Of(l.Model)
	n, err := strconv.Atoi(l.Chapter)
	if err == nil {
		for _, c := range all {
			if c.Number == n {
				return c, nil
			}
		}
	}
	return nil, fmt.Errorf("chapter is %q; expected the number of one of the %d chapters of the world %s", sim.Clip(l.Chapter), len(all), l.Model.Name)
}

// handled begin the ids of what a person acts on; all other ids only show something.
var handled = []string{"slider", "toggle", "chip", "segment", "point", "button", "tab"}

func isHandled(name string) bool {
	kind, _, _ := strings.Cut(name, ".")
	return slices.Contains(handled, kind)
}

// Offered are the names of what a frame has of a picture if these are chosen. What only
// shows something is there as a whole, unless some of it is chosen. The drawer is in no
// frame. wrong is one sentence about the first name that stands for nothing.
func Offered(e *scene.Entry, chosen []string) (names []string, wrong string) {
	ids := e.Offers()
	names = []string{}
	reads := false
	for _, name := range chosen {
		switch {
		case name == "tab" || strings.HasPrefix(name, "tab."):
			if wrong == "" {
				wrong = fmt.Sprintf("controls: %q is in the drawer, which no frame has; expected a control or a reading of the stage", sim.Clip(name))
			}
			continue
		case !slices.ContainsFunc(ids, func(id string) bool { return chapter.Names(name, id) }):
			if wrong == "" {
				wrong = "controls: " + chapter.NoControl(e.Model, name, ids)
			}
			continue
		}
		names = append(names, name)
		reads = reads || !isHandled(name)
	}
	if reads {
		return names, wrong
	}
	for _, id := range ids {
		if !isHandled(id) {
			names = append(names, id)
		}
	}
	return names, wrong
}
