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
		Value: valueText,
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
