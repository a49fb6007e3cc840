package ringpicture

import (
	"fanout/render/ui"
	"fanout/sim/hashring"
)

// nodeColors is how many colours the machines share. Together with the fills they make
// MostNodes pairs, none of which comes twice.
const nodeColors = 5

// darkNodes and lightNodes are the colours of machines: blues, teals and a violet, and
// never amber, which is tracing. They were searched for with the greatest least distance.
//
// The least OKLab distance × 100 between any two of them, for normal, protan, deutan and
// tritan vision (Machado, full severity):
//
//	dark  15.7, 13.3, 13.0, 13.0
//	light 16.3, 11.6, 11.5, 11.5
//
// leastDistance is what the test holds every pair to. Those to what is lit
// and to the track of a bar are no smaller than 11.4.
var (
	darkNodes  = [nodeColors]ui.Color{ui.RGB(0x5AA0FE), ui.RGB(0x2C8B7D), ui.RGB(0x8D54D3), ui.RGB(0x12D9F7), ui.RGB(0x3A5984)}
	lightNodes = [nodeColors]ui.Color{ui.RGB(0x5182FA), ui.RGB(0x267B6F), ui.RGB(0x854CB6), ui.RGB(0x0BC2AE), ui.RGB(0xAFCBFE)}
)

// leastDistance is the least OKLab distance × 100 between two colours of machines, for
// any of the four kinds of vision, in either theme.
const leastDistance = 11.4

// fills are the textures of machines.
var fills = [...]ui.Pattern{ui.Plain, ui.Hatch, ui.Dots, ui.VerticalBars}

// colorOf is the colour of the machine of that number, from 1.
func colorOf(t *ui.Theme, number int) ui.Color {
	if t.Dark {
		return darkNodes[(number-1)%nodeColors]
	}
	return lightNodes[(number-1)%nodeColors]
}

// fillOf is its texture. 5 and 4 have no common divisor: no two machines up to 20 have
// both in common.
func fillOf(number int) ui.Pattern { return fills[(number-1)%len(fills)] }

// litOf is the colour of what changed hands.
func litOf(t *ui.Theme) ui.Color { return t.Ramp[0] }

// dimOf is the colour of a machine where only many together say something.
func dimOf(t *ui.Theme, number int) ui.Color { return colorOf(t, number).Mix(t.Bg0, .52) }

// names are those of the machines, by number, and those of their bars on the way to a
// new length.
var names, glides = func() (n, g [hashring.MostNodes + 1]string) {
	for i := 1; i < len(n); i++ {
		n[i] = hashring.NodeName(i)
		g[i] = "ring.share." + n[i]
	}
	return n, g
}()

// fillNode fills r as a machine is filled; tiles begin at r's left edge.
func fillNode(p *ui.Painter, r ui.Rect, radius float64, number int) {
	if r.Empty() {
		return
	}
	t := p.Theme
	c := colorOf(t, number)
	p.Fill(r, min(radius, r.W/2), c)
	p.Pattern(r, fillOf(number), r.X, t.PatternInk)
	if !t.Dark && r.W > 6 {
		p.Border(r, min(radius, r.W/2), 1, c.Mix(ui.RGB(0), .35))
	}
}

// plateInk and plateGround are those of a machine's number: the same on every colour.
var plateInk, plateGround = ui.RGB(0xFFFFFF), ui.RGB(0x0A0D13).Alpha(.86)

// plate is the number of a machine on a dark ground, about (cx, cy).
func plate(p *ui.Painter, cx, cy float64, number int) {
	text := numbers[number]
	w := plateWidth(number)
	p.Fill(ui.Box(cx-w/2, cy-7, w, 14), 3, plateGround)
	p.TextCenter(cx, cy, ui.TickStrong, plateInk, text)
}

// plateWidth is how wide a plate is.
func plateWidth(number int) float64 {
	if number > 9 {
		return 19
	}
	return 13
}

// tagWide is how wide a tag is.
const tagWide = 24

// tag is a machine's number in its colour and fill, from x on, h high.
func tag(p *ui.Painter, x, cy, h float64, number int) {
	fillNode(p, ui.Box(x, cy-h/2, tagWide, h), 4, number)
	plate(p, x+tagWide/2, cy, number)
}
