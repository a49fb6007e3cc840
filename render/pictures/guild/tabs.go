package guildpicture

import "fanout/render/scene"

// Tabs implements scene.Tabber.
func (p *Picture) Tabs() []scene.Tab {
	return []scene.Tab{&timingsTab{at: -1}, &connectsTab{stage: &p.stage}}
}
