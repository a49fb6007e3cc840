package main

import "fanout/render"

// looking is what a person looks at, as scripts see it. None of it belongs to the
// history.
type looking struct {
	Level     int      `json:"level"`  // of detail; 0 is the whole field
	Levels    int      `json:"levels"` // that there are
	Meaning   string   `json:"meaning"`
	InView    int      `json:"inView"`    // sessions
	Following string   `json:"following"` // row and column of a session, "" if none is followed
	About     []string `json:"about"`     // what the inspector says, "" if it is closed
	Focus     string   `json:"focus"`     // id of the widget that keys act on, "" if none
	Said      string   `json:"said"`      // the last sentence for people who do not see the picture
	SaidCount int      `json:"saidCount"`
	Behind    bool     `json:"behind"` // the picture is older than the world, or on its way there
}

func lookingOf(game *render.Game) looking {
	w := game.Watching()
	l := looking{
		Level: w.Level, Levels: w.Levels, Meaning: w.Meaning, InView: w.InView,
		Following: w.Following, Focus: w.Focus, About: append([]string{}, w.About...), Behind: w.Behind,
	}
	l.SaidCount, l.Said = game.Said()
	return l
}
