package scene

import (
	"math/bits"

	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/row"
)

// serviceFilter asks for traces with spans of some services: a check for each, or where these
// have no room a list.
type serviceFilter struct {
	services []sim.Service
	sign     float64 // width of a check, 0 for a list
	list     float64 // width of the button that opens it
}

// servicesSigned is how many services have checks at most.
const servicesSigned = 4

func newServiceFilter(v *view, h, room float64) serviceFilter {
	f := serviceFilter{services: v.Snap.Model.Services, list: 92}
	if room >= 1200 && len(f.services) <= servicesSigned {
		f.sign = max(h, 42)
	}
	return f
}

// room is the width that it takes, with the gap behind it.
func (f serviceFilter) room() float64 {
	if f.sign > 0 {
		return float64(len(f.services)) * (f.sign + filterGap)
	}
	return f.list + filterGap
}

func (f serviceFilter) draw(v *view, c *traceChoice, r ui.Rect) {
	if f.sign == 0 {
		f.button(v, c, r)
		return
	}
	for i, service := range f.services {
		s, box := row.Service(i), ui.Box(r.X+float64(i)*(f.sign+filterGap), r.Y, f.sign, r.H)
		v.Check(box, ui.CheckSpec{ID: "trace.service." + service.Name, Label: "With spans of " + service.Title, On: c.asksFor(s),
			Icon: func(p *ui.Painter, x, y float64, _ ui.Color) { smallService(p, s, x, y) },
			Hint: "Only traces with spans of " + service.Title, Act: func() { c.toggleService(s) }})
	}
}

// button opens the list.
func (f serviceFilter) button(v *view, c *traceChoice, r ui.Rect) {
	const id = "trace.services"
	rows := make([]menuRow, len(f.services))
	for i, service := range f.services {
		s, value := row.Service(i), "off"
		if c.asksFor(s) {
			value = "on"
		}
		rows[i] = menuRow{on: c.asksFor(s), note: value, widget: ui.Widget{ID: "toggle.trace.service." + service.Name, Kind: ui.Toggle, Label: service.Title, Value: value,
			Hint: "Only traces with spans of " + service.Title, Act: func() { c.toggleService(s) }}}
	}
	text := "Any service"
	switch n := bits.OnesCount16(c.services); {
	case n == 1:
		text = f.services[bits.TrailingZeros16(c.services)].Title
	case n > 1:
		text = ui.Plural(n, "service")
	}
	menu := &v.s.drawer.menu
	v.Button(r, ui.ButtonSpec{ID: id, Label: "With spans of", Text: v.Fit(ui.LabelMedium, r.W-12, text, ui.Clip(text, 10)), Value: text,
		Hint: "Only traces with spans of these services", Act: func() { menu.toggle("button."+id, rows[0].widget.ID) }})
	menu.place("button."+id, r, rows)
}

// asksFor reports whether traces need a span of that service to be listed.
func (c *traceChoice) asksFor(s row.Service) bool { return c.services>>s&1 == 1 }

func (c *traceChoice) toggleService(s row.Service) { c.services ^= 1 << s }
