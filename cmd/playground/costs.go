package main

import (
	"time"

	"fanout/render"
)

// costs is render.Costs as scripts see it: totals since the start, times in ms.
type costs struct {
	Updates    int     `json:"updates"`
	Drawn      int     `json:"drawn"` // frames that changed the picture
	Simulation float64 `json:"simulation"`
	Build      float64 `json:"build"`
	Draw       float64 `json:"draw"`
}

func costsOf(game *render.Game) costs {
	c := game.Costs()
	ms := func(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
	return costs{c.Updates, c.Drawn, ms(c.Simulation), ms(c.Build), ms(c.Draw)}
}
