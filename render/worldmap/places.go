package worldmap

import "fanout/render/ui"

// Place is one of the places that a message passes through.
type Place uint8

// The places, from the client to the search index.
const (
	Clients Place = iota
	Gateway
	Guilds
	DataServices
	Store
	Files
	Disks
	Search
	numPlaces
)

// place is what is drawn of one: its name, what goes on in it, and a sign, which is
// drawn round (x, y), at most 88 by 32 px large.
type place struct {
	name, text string
	sign       func(p *ui.Painter, t *ui.Theme, x, y float64)
}

var places = [numPlaces]place{
	Clients:      {"Clients", "send, read, reconnect", clients},
	Gateway:      {"Gateway, sessions", "one process each", sessions},
	Guilds:       {"Guilds, relays", "one mailbox each", guilds},
	DataServices: {"API, data services", "ask once, answer all", dataServices},
	Store:        {"Store", "nodes on a ring", store},
	Files:        {"Files", "sorted, merged", files},
	Disks:        {"Disks", "fast leg, safe leg", disks},
	Search:       {"Search", "routed by guild", search},
}

func clients(p *ui.Painter, t *ui.Theme, x, y float64) {
	for _, r := range []ui.Rect{ui.Box(x-46, y-12, 28, 22), ui.Box(x-5, y-14, 16, 28), ui.Box(x+24, y-8, 22, 16)} {
		p.Border(r, 3, 1.2, t.Acc)
	}
	p.HLine(x-38, y+14, 12, t.Acc)
}

// grid draws columns by rows dots of a side, with the colour of each.
func grid(p *ui.Painter, x, y float64, columns, rows int, side, pitch float64, ink func(column, row int) ui.Color) {
	left, top := x-pitch*float64(columns)/2, y-pitch*float64(rows)/2
	for r := range rows {
		for c := range columns {
			p.Fill(ui.Box(left+pitch*float64(c), top+pitch*float64(r), side, side), 1, ink(c, r))
		}
	}
}

func sessions(p *ui.Painter, t *ui.Theme, x, y float64) {
	grid(p, x, y, 14, 5, 5, 7, func(c, r int) ui.Color {
		switch {
		case c < 7:
			return t.Acc.Mix(t.Bg1, .35)
		case c < 9 && r != 2 || c == 7:
			return t.T1
		}
		return t.Bg4
	})
}

func guilds(p *ui.Painter, t *ui.Theme, x, y float64) {
	p.Ring(x-34, y, 12, 1.5, t.Acc)
	p.Disc(x-34, y, 4, t.Acc)
	for _, dy := range []float64{-14, 0, 14} {
		p.Curve(ui.Pt(x-22, y), ui.Pt(x-12, y), ui.Pt(x-10, y+dy), ui.Pt(x, y+dy), 1, t.Line2)
		p.Ring(x+4, y+dy, 4, 1.2, t.Acc)
		grid(p, x+32, y+dy, 4, 1, 4, 8, func(int, int) ui.Color { return t.Acc.Mix(t.Bg1, .35) })
	}
}

func dataServices(p *ui.Painter, t *ui.Theme, x, y float64) {
	for _, dy := range []float64{-14, -5, 5, 14} {
		p.Curve(ui.Pt(x-46, y+dy), ui.Pt(x-30, y+dy), ui.Pt(x-26, y), ui.Pt(x-12, y), 1.2, t.Acc)
	}
	p.Hexagon(x, y, 13, 1.4, t.T1)
	p.Line(x+13, y, x+42, y, 1.5, t.Acc)
	p.Arrowhead(x+38, y, 8, 4, t.Acc)
}

func store(p *ui.Painter, t *ui.Theme, x, y float64) {
	const nodes = 10
	for i, at := range ring(x, y, 34, 13, nodes) {
		ink := t.Bg4
		if i >= 2 && i <= 4 {
			ink = t.Acc
		}
		p.Disc(at.X, at.Y, 4, ink)
	}
}

func files(p *ui.Painter, t *ui.Theme, x, y float64) {
	p.Fill(ui.Box(x-46, y-15, 24, 8), 1.5, t.Acc)
	p.Fill(ui.Box(x-46, y-4, 44, 8), 1.5, t.Acc.Mix(t.Bg1, .3))
	p.Fill(ui.Box(x+2, y-4, 44, 8), 1.5, t.Acc.Mix(t.Bg1, .3))
	p.Fill(ui.Box(x-46, y+7, 92, 8), 1.5, t.Acc.Mix(t.Bg1, .5))
}

func disks(p *ui.Painter, t *ui.Theme, x, y float64) {
	for i := range 3 {
		p.Panel(ui.Box(x-46+15*float64(i), y-14, 11, 28), 3, t.AccDim, t.Acc)
	}
	p.TextCenter(x+8, y, ui.Label, t.T2, "=")
	p.Border(ui.Box(x+20, y-14, 26, 28), 3, 1.2, t.Acc)
	for i := range 3 {
		p.HLine(x+26, y-6+6*float64(i), 14, t.Acc)
	}
}

func search(p *ui.Painter, t *ui.Theme, x, y float64) {
	grid(p, x, y, 13, 4, 6, 8, func(c, _ int) ui.Color {
		if c == 8 {
			return t.Acc
		}
		return t.AccDim
	})
}
