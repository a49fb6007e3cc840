package render

import (
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/hajimehoshi/ebiten/v2"

	"fanout/sim"
)

// Open lays a scenario onto the timeline, in the place of the history so far, unless
// Config.File takes it for something else. A refusal is one sentence with file, line and
// column, shown and returned; nothing has changed then.
func (g *Game) Open(name, text string) error {
	err := g.open(name, text)
	if err != nil {
		g.Tell(err.Error())
	}
	return err
}

func (g *Game) open(name, text string) error {
	name = sim.Clip(name)
	if g.config.File != nil {
		if other, err := g.config.File(name, text); other || err != nil {
			return err
		}
	}
	s, err := g.config.Player.Model().ParseScenario(name, text)
	if err != nil {
		return err
	}
	if err := g.config.Player.Lay(s); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	title := s.Title
	if title == "" {
		title = name
	}
	g.scene.Note(title+". Press Play, or go to any time.", g.config.Now())
	return nil
}

// takeDropped opens the first file that was dropped on the window. A page has its own
// way of taking them.
func (g *Game) takeDropped() {
	files := ebiten.DroppedFiles()
	if files == nil {
		return
	}
	name, text, err := firstFile(files)
	if err == nil {
		g.Open(name, text)
		return
	}
	g.Tell(err.Error())
}

// firstFile reads the first file of a file system, or one byte more of it than can be
// opened.
func firstFile(files fs.FS) (name, text string, err error) {
	entries, err := fs.ReadDir(files, ".")
	if err != nil || len(entries) == 0 {
		return "", "", errors.New("what was dropped cannot be read; expected a scenario or a chapter")
	}
	name = entries[0].Name()
	if entries[0].IsDir() {
		return "", "", fmt.Errorf("%s is a folder; expected a scenario or a chapter", name)
	}
	f, err := files.Open(name)
	if err != nil {
		return "", "", fmt.Errorf("%s cannot be read; expected a scenario or a chapter", name)
	}
	defer f.Close()
	bytes, err := io.ReadAll(io.LimitReader(f, sim.LongestScenario+1))
	if err != nil {
		return "", "", fmt.Errorf("%s cannot be read; expected a scenario or a chapter", name)
	}
	return name, string(bytes), nil
}
