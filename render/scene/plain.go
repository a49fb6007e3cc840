package scene

import (
	"errors"
	"time"

	"fanout/render/ui"
	"fanout/sim"
)

// Plain has what a Picture need not have, as methods that do nothing: a picture that
// embeds it writes Place, Base and Controls, and the others when it needs them.
type Plain struct{}

func (Plain) Moving(*sim.Snapshot, time.Duration) bool            { return false }
func (Plain) Live(*View)                                          {}
func (Plain) Over(*View)                                          {}
func (Plain) Field(*View, bool) (*Field, bool)                    { return nil, false }
func (Plain) Inspect(*View, *ui.Facts)                            {}
func (Plain) Picked() string                                      { return "" }
func (Plain) Key(string, bool, *sim.Snapshot, time.Duration) bool { return false }
func (Plain) Typing() bool                                        { return false }
func (Plain) Escape() bool                                        { return false }
func (Plain) PointAt(ui.Point, bool, time.Duration)               {}
func (Plain) Pinch(_, _ ui.Point, _ bool, _ time.Duration)        {}
func (Plain) Looks() []string                                     { return nil }
func (Plain) Watching() Watching                                  { return Watching{} }

// Look refuses every line.
func (Plain) Look(string, time.Duration) error {
	return errors.New("look: this picture can be looked at in one way only")
}
