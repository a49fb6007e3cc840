package scene

import "fanout/render/ui"

// rails are the columns beside the stage, or over it as sheets where there is no room.
type rails struct {
	s          *Scene
	left       ui.Scroll
	right      ui.Scroll // of the controls, the inspector, or the sheet that is open
	inspecting bool      // the right one shows what is picked
	sheet      string    // that is open: "", "intro", "controls" or "inspect"
}

// backToControls shows the controls again; what is followed stays followed.
func (r *rails) backToControls() {
	r.inspecting, r.right.At, r.s.in.Stale = false, 0, true
	if r.sheet == "inspect" {
		r.sheet = "controls"
	}
}

// open opens a rail over the stage where there is no room beside it, or
// closes it.
func (r *rails) open(id string) {
	if r.sheet == id {
		id = ""
	}
	r.s.drawer.set(drawerClosed)
	r.sheet, r.right.At, r.s.in.Stale = id, 0, true
}
