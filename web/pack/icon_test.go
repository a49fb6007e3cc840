package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The icon in pixels has what the drawing has: its ground, the sender, a recipient and the
// amber diamond, and nothing in its round corners, which a maskable one fills.
func TestIcons(t *testing.T) {
	svg, err := os.ReadFile("../icon.svg")
	require.NoError(t, err)
	blue, amber, ground := color.RGBA{0x6A, 0xB0, 0xFF, 255}, color.RGBA{0xFF, 0xBC, 0x2A, 255}, color.RGBA{0x0F, 0x13, 0x1B, 255}
	for _, size := range iconSizes {
		data, err := drawIcon(svg, size)
		require.NoError(t, err)
		picture, err := png.Decode(bytes.NewReader(data))
		require.NoError(t, err)
		assert.Equal(t, image.Rect(0, 0, size.px, size.px), picture.Bounds())
		at := func(x, y float64) color.Color {
			if size.maskable {
				x, y = 16+(x-16)*safe, 16+(y-16)*safe
			}
			return color.RGBAModel.Convert(picture.At(int(x*float64(size.px)/32), int(y*float64(size.px)/32)))
		}
		assert.Equal(t, blue, at(8, 16), size.name)
		assert.Equal(t, blue, at(15, 16), "the line to the second recipient")
		assert.Equal(t, blue, at(24, 25), size.name)
		assert.Equal(t, amber, at(24, 7), size.name)
		assert.Equal(t, ground, at(4, 4), size.name)
		corner := color.RGBAModel.Convert(picture.At(0, 0))
		assert.Equal(t, map[bool]color.Color{true: ground, false: color.RGBA{}}[size.maskable], corner, size.name)
	}
	for _, wrong := range []string{`<svg viewBox="0 0 32 32"><ellipse/></svg>`, `<svg viewBox="0 0 32 32"><path d="M1 2Q3 4"/></svg>`, `<svg viewBox="0 0 3 4"/>`, `<svg`, `<svg viewBox="0 0 32 32"><path d="L1 2"/></svg>`, `<svg viewBox="0 0 32 32"><path d="M1"/></svg>`} {
		_, err := drawIcon([]byte(wrong), iconSizes[0])
		assert.Error(t, err, wrong)
	}
}
