// Package ringpicture is the picture of the consistent hash ring: how 100,000 keys lie on a
// circle, whose they are, what the last change of the machines has moved, and how long
// half a million sessions take to find their guilds again.
//
// Everything in it is computed from the snapshot that it is given. The circle and the
// lens are computed once for each change of the ring and each size, and kept.
//
// # What a colour means
//
// A machine has one of five colours and one of four fills, see palette.go, and its
// number is always beside them. What changed hands with the last change is lit: in the
// white of the wave's front, or in its ink in the light theme.
//
// # Where things are
//
// See layout.go. A wide stage has the circle with its lens at the left, the machines at
// the right and the storm below; a low one has the circle beside the rest; a phone has
// everything below each other, and no lens; a folded stage has a small circle, the bars
// and the number of keys that moved.
package ringpicture
