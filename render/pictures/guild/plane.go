package guildpicture

import (
	"math"
	"time"

	"fanout/render/ui"
)

// plane is what a pointer does to the field: it pans, picks, and zooms with the wheel.
type plane struct {
	pic   *stage
	from  ui.Point // where it was taken
	lens  lens     // of the camera, then
	moved bool     // it pans: a press that moves is no longer a press
	wheel float64  // turned since the last level
}

// panThreshold is how far the pointer moves before the field pans, px.
const panThreshold = 5

// Take implements ui.Dragged.
func (p *plane) Take(q ui.Point, now time.Duration) {
	here, _ := p.pic.cam.now(now)
	p.from, p.lens, p.moved = q, here.lens, false
}

// Drag implements ui.Dragged: the whole field does not move.
func (p *plane) Drag(q ui.Point, _ time.Duration) bool {
	if p.pic.cam.at == 0 {
		return false
	}
	dx, dy := q.X-p.from.X, q.Y-p.from.Y
	if !p.moved && math.Hypot(dx, dy) < panThreshold {
		return true
	}
	p.moved = true
	p.pic.panBy(p.lens, dx, dy)
	return true
}

// Drop implements ui.Dragged.
func (p *plane) Drop(q ui.Point, now time.Duration) {
	if p.moved {
		p.pic.settle(now)
		return
	}
	p.pic.clickField(q, now)
}

// Cancel implements ui.Dragged: a field that was panned stays where it is.
func (p *plane) Cancel() bool { return false }

// wheelStep is how far a wheel turns per level of detail, in notches.
const wheelStep = .7

// Wheel implements ui.Wheeled: it zooms about the pointer.
func (p *plane) Wheel(q ui.Point, dy float64) {
	if p.wheel*dy < 0 {
		p.wheel = 0
	}
	p.wheel += dy
	if steps := int(p.wheel / wheelStep); steps != 0 {
		p.wheel = 0
		p.pic.zoomTo(p.pic.cam.at-min(max(steps, -2), 2), q, p.pic.s.Now())
	}
}
