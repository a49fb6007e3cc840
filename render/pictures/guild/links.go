package guildpicture

import (
	"fanout/render/ui"
	"fanout/sim/guild"
)

// linkInk is the colour of a link's lines: that of something wrong where it is cut or loses
// messages.
func (v lanes) linkInk(link int, usual ui.Color) ui.Color {
	if guild.ViewOf(v.Snap).Links[link].Faulty() {
		return v.Theme.Bad
	}
	return usual
}

// links are the places at which the links can be inspected, with a sign on those that are
// cut or lose messages.
func (v lanes) links(p *lanePlan) {
	if len(p.cards) == 0 {
		return
	}
	if room := p.comb.X - p.cards[0].Right(); room >= 2*linkSign+8 {
		_, _, _, end := p.wire(len(p.cards) / 2)
		v.link(guild.LinkAPI, "link.api", ui.Pt((p.cards[0].Right()+p.comb.X)/2, end.Y))
	}
	v.link(guild.LinkSessions, "link.sessions", p.port)
}

// linkSign is half the side of the square in which a link can be pressed.
const linkSign = 14.

func (v lanes) link(link int, id string, at ui.Point) {
	view := guild.ViewOf(v.Snap)
	n, state := &linkNames[link], linkState(view, settingsOf(v.Snap), link)
	v.inspectable(id, n.title, state, ui.Around(at.X, at.Y, linkSign), linkSign, picked{kind: pickLink, id: link})
	if l := view.Links[link]; l.Faulty() {
		v.brokenSign(at, l.Down)
	}
}

// brokenSign says that a link is cut, by a cross, or loses messages, by a dash.
func (v lanes) brokenSign(at ui.Point, cut bool) {
	t := v.Theme
	v.Disc(at.X, at.Y, 9, t.Bg0)
	v.Ring(at.X, at.Y, 9, 1.5, t.Bad)
	v.Line(at.X-4, at.Y+4, at.X+4, at.Y-4, 1.6, t.Bad)
	if cut {
		v.Line(at.X-4, at.Y-4, at.X+4, at.Y+4, 1.6, t.Bad)
	}
}
