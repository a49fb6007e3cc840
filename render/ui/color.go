package ui

import "fmt"

// Color is a colour with straight (not premultiplied) alpha: 0xRRGGBBAA.
type Color uint32

// RGB makes an opaque Color of 0xRRGGBB.
func RGB(v uint32) Color { return Color(v<<8 | 0xff) }

// Alpha is c with its alpha multiplied by a, which is clamped to 0 … 1.
func (c Color) Alpha(a float64) Color {
	a = min(max(a, 0), 1)
	return c&^0xff | Color(float64(c&0xff)*a+0.5)
}

// Mix is the colour at t between c (0) and d (1), channel by channel.
func (c Color) Mix(d Color, t float64) Color {
	var out Color
	for shift := 0; shift < 32; shift += 8 {
		a, b := float64(c>>shift&0xff), float64(d>>shift&0xff)
		out |= Color(a+(b-a)*t+0.5) << shift
	}
	return out
}

// RGBA is the colour as four numbers from 0 to 1, alpha not premultiplied.
func (c Color) RGBA() (r, g, b, a float32) {
	return float32(c>>24) / 255, float32(c>>16&0xff) / 255, float32(c>>8&0xff) / 255, float32(c&0xff) / 255
}

// String is the colour as #RRGGBB, with the alpha in percent if it is not opaque.
func (c Color) String() string {
	if c&0xff == 0xff {
		return fmt.Sprintf("#%06X", uint32(c>>8))
	}
	return fmt.Sprintf("#%06X/%d", uint32(c>>8), (int(c&0xff)*100+127)/255)
}
