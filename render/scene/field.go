package scene

import "fanout/render/ui"

// Field is what a shader draws of many things of one kind: one texel per dot, and the
// marks above it.
//
// A texel has four bytes: the square root of age ÷ the time of a fan-out; 0 not reached,
// 128 waiting, 192 lost, 255 handled; orphan roots by brightness; 255, or 0 where there is nothing.
type Field struct {
	X, Y    int // corner, device px
	Pitch   int // of the dots, device px
	Dot     int // size of a dot, device px
	Dots    int // per side
	Per     int // things per dot
	Texels  []byte
	Changed bool   // Texels differ from those handed over last: in rows Rows[0] ≤ y < Rows[1]
	Rows    [2]int // the reader of Texels clears Changed

	// Marks are newest last. The first Settled of them are as they were in the last
	// frame unless MarksChanged, which the reader clears: they can be painted once and
	// kept.
	Marks        []MarkDot
	Settled      int
	MarksChanged bool

	Half    ui.Rect  // of a field that shares its place with another: the part of it that is drawn; empty for all
	Clip    ui.Rect  // nothing is drawn outside of it, CSS px; empty if all is seen
	Stretch ui.Point // on the way between two levels dots are drawn this much larger; zero otherwise
}

// MarkDot is a mark, such as a kept span: a diamond about (X, Y), CSS px.
type MarkDot struct{ X, Y, Half float32 }
