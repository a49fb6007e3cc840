package lesson

import (
	"fanout/sim"
	"fanout/sim/chapter"
)

// World is the world that a chapter begins with, for who shows it without the chapter: a
// player that stands where its first step begins, the names of all controls that the chapter
// comes to show, and the lines that have the picture look as it does.
func World(c *chapter.Chapter) (p *sim.Player, shown, looks []string, err error) {
	if p, err = sim.NewPlayer(c.Model); err != nil {
		return nil, nil, nil, err
	}
	s, shot := chapter.New(c, p), new(sim.Snapshot)
	for s.Busy() {
		p.Frame(0, nil)
		p.Snapshot(shot)
		s.Update(shot)
	}
	return p, c.Shown(len(c.Steps) - 1), s.Looks(), nil
}
