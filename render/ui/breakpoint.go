package ui

// Breakpoint is the class of a layout by the room it has. Within one class every box
// has a fixed place; only its contents change.
type Breakpoint uint8

const (
	Wide   Breakpoint = iota // 1200 px and more: rails at both sides of the stage
	Medium                   // 1000 …: one rail
	Narrow                   // 700 …: rails are sheets over the stage
	Phone                    // everything is one below the other
)

// Touch reports whether fingers use the layout: what they hit is 44 px high.
func (b Breakpoint) Touch() bool { return b >= Narrow }
