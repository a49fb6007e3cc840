// Package pictures is the one list of the models that the program has, each with its
// picture.
package pictures

import (
	guildpicture "fanout/render/pictures/guild"
	ringview "fanout/render/pictures/hashring"
	"fanout/render/scene"
	"fanout/sim/guild"
	"fanout/sim/hashring"
)

// Entry is a model with its picture.
type Entry = scene.Entry

// All lists them, the default first. A model is in the program when it has a line here.
func All() []Entry {
	return []Entry{
		{Model: guild.Model(), New: guildpicture.New, Words: guildpicture.Words()},
		{Model: hashring.Model(), New: ringview.New, Words: ringview.Words()},
	}
}
