package render

import "testing"

// Ctrl with + − 0 goes through the steps and stays within them.
func TestZoomBy(t *testing.T) {
	zoom := 1.
	for _, c := range []struct {
		key  string
		want float64
	}{{"+", 1.1}, {"=", 1.25}, {"-", 1.1}, {"x", 1.1}, {"-", 1}, {"-", 1}, {"+", 1.1}, {"+", 1.25}, {"+", 1.5}, {"+", 1.75}, {"+", 2}, {"+", 2.5}, {"+", 3}, {"+", 3}, {"-", 2.5}, {"0", 1}} {
		if zoom = zoomBy(zoom, c.key); zoom != c.want {
			t.Fatalf("after %q it is %v, want %v", c.key, zoom, c.want)
		}
	}
}

// A window has as much of a zoom as leaves room for a layout and for the glyphs.
func TestZoomIn(t *testing.T) {
	for _, c := range []struct{ zoom, w, h, scale, want float64 }{
		{1, 1440, 900, 1, 1}, {2, 1440, 900, 1, 2}, {3, 1440, 900, 2, 1.5}, {2, 480, 900, 1, 1.5}, {3, 200, 200, 1, 1}, {1, 1440, 900, 4, 1},
	} {
		if got := zoomIn(c.zoom, c.w, c.h, c.scale); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// A zoomed window is laid out for fewer CSS px, each of more device px.
func TestZoomedLayout(t *testing.T) {
	g, _, _ := newStandIn(t)
	g.zoom = 1.5
	w, h := g.LayoutF(1440, 900)
	if w != 1440 || h != 900 || g.width != 960 || g.height != 600 || g.scale != 1.5 {
		t.Errorf("a picture of %v × %v px shows %v × %v CSS px of %v", w, h, g.width, g.height, g.scale)
	}
}
