package guildpicture

import (
	"fanout/render/scene"
	"fanout/render/worldmap"
	"fanout/sim/guild"
)

// Entry is the model with its picture, for package pictures.
func Entry() scene.Entry {
	return scene.Entry{
		Model: guild.Model(), New: New, Words: Words(), Miniature: Miniature, Controls: offers(),
		Places: []worldmap.Place{worldmap.Clients, worldmap.Gateway, worldmap.Guilds, worldmap.DataServices},
	}
}
