package ringpicture

import (
	"fanout/render/scene"
	"fanout/sim/hashring"
)

// Words returns what the shell says of the hash ring.
func Words() *scene.Words {
	return &scene.Words{
		Introduction: scene.Prose{
			Title: "Who holds this guild?",
			Paragraphs: []string{
				"A guild must be found without asking a directory. On the ring each machine hashes its name *many times onto one circle*; a guild, a key, belongs to the next point clockwise.",
				"On the ring, a machine that joins takes a slice from each of the others, and *nobody else trades a key.* What changed hands with the last change is lit; the lens shows a piece of the circle key by key.",
				"The bars are the machines’ shares of 100,000 keys. The thin line above each is its share before the change, the dashed one a fair share.",
				"When all sessions of a machine connect again, each looks up its guilds. Below stands how long that takes if they ask a process, read a table, or read a constant. Every lookup really happens; only its price is published.",
			},
			Try: "Add a machine with *+*. Then set Placement to *Modulo* and add another one: how many keys move?",
		},
		Acts: [][2]string{
			{"+  −", "one machine more, one less"},
			{"P", "placement: ring or modulo"},
			{"1 – 3", "lookup: process, table, constant"},
			{"C", "all sessions connect again"},
		},
		Looks: [][2]string{
			{"arrows", "move the lens, on the circle"},
			{"K", "follow a key"},
		},
		View: scene.ViewWords{
			Verbs:   []string{"lens", "follow"},
			Buttons: [][2]string{{"lens 0", "Lens at the top"}, {"lens 0.5", "Lens at the bottom"}},
			Follow:  "Follow a key, such as g381204",
		},
		Value:    valueText,
		Contrast: "placement",
		WhatIf: scene.WhatIf{Setting: "replicas", Metrics: []scene.Measured{
			{Metric: "share.largest", Name: "Largest share, of the mean", Brief: "Largest share"},
			{Metric: "share.least", Name: "Least share, of the mean", Brief: "Least share"},
			{Metric: "machine.busy", Name: "CPU of the machine", Brief: "CPU"},
			{Metric: "points", Name: "Points on the circle", Brief: "Points"},
			{Metric: "lookups", Name: "Lookups"},
			{Metric: "copied.words", Name: "Words copied"},
		}},
		Compared: []scene.Compared{
			{Metric: "lookups", Name: "Lookups"},
			{Metric: "nodes.present", Name: "Nodes"},
			{Metric: "keys.moved", Name: "Keys moved by the last change", Brief: "Keys moved", Better: -1},
			{Metric: "share.largest", Name: "Largest share, of the mean", Brief: "Largest share", Better: -1},
			{Metric: "share.least", Name: "Least share, of the mean", Brief: "Least share", Better: 1},
			{Metric: "points", Name: "Points on the circle", Brief: "Points"},
			{Metric: "storm.time", Name: "Storm takes", Better: -1},
			{Metric: "copied.words", Name: "Words copied", Better: -1},
			{Metric: "machine.busy", Name: "CPU of the machine", Brief: "CPU", Better: -1},
		},
	}
}

// valueText is a value of a choice as its control has it.
func valueText(key, value string) string {
	switch {
	case key == "lookup":
		for i := range ways {
			if ways[i].name == value {
				return ways[i].title
			}
		}
	case key == "placement" && value == hashring.PlaceModulo.String():
		return "Modulo"
	case key == "placement":
		return "Ring"
	}
	return ""
}
