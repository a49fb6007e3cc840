// Package pictures is the one list of the models that the program has, each with its
// picture.
package pictures

import (
	guildpicture "fanout/render/pictures/guild"
	ringpicture "fanout/render/pictures/hashring"
	"fanout/render/scene"
)

// Entry is a model with its picture.
type Entry = scene.Entry

// All lists them, the default first. A model is in the program when it has a line here.
func All() []Entry {
	return []Entry{
		guildpicture.Entry(),
		ringpicture.Entry(),
	}
}
