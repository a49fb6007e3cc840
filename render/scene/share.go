package scene

import "time"

// copiedTime is how long the button says that a link was copied.
const copiedTime = 2 * time.Second

// sharing is the button that copies a link to what is seen.
type sharing struct {
	can    bool          // there is somebody to copy it
	asked  bool          // and it was pressed
	copied time.Duration // when the word on it changes back; 0 if it has not changed
}

func (h *sharing) expired(now time.Duration) bool { return h.copied > 0 && now >= h.copied }

// Sharing reports, once, that a person wants a link to what is seen. Whoever asks
// copies one and calls Shared.
func (s *Scene) Sharing() bool {
	asked := s.share.asked
	s.share.asked = false
	return asked
}

// Shared tells that the link was copied. A sentence, if there is one, is shown as well:
// what the link leaves out.
func (s *Scene) Shared(sentence string, now time.Duration) {
	s.share.copied, s.stale = now+copiedTime, true
	said := "Link copied"
	if sentence != "" {
		s.Note(sentence, now)
		said += ". " + sentence
	}
	s.say(said)
}

// shareButton fills r, with its word if there is room for it.
func (v *view) shareButton(r Rect) {
	h := &v.s.share
	if h.expired(v.s.now) {
		h.copied = 0
	}
	b := buttonSpec{id: "share", label: "Copy a link", icon: iconLink, hint: "Copy a link to this moment",
		act: func(s *Scene) { s.share.asked = true }}
	if h.copied > 0 {
		b.icon, b.value = iconTick, "copied"
	}
	if r.W >= shareW {
		if b.text = "Share"; h.copied > 0 {
			b.text = "Copied"
		}
	}
	v.button(r, b)
}

// shareW is the width of the button with its word, whichever that is.
const shareW = 96.

// iconLink is two links of a chain.
func iconLink(v *view, x, y float64, c Color) {
	v.border(Rect{x - 7.5, y - 3.5, 8.5, 7}, 3.5, 1.5, c)
	v.border(Rect{x - 1, y - 3.5, 8.5, 7}, 3.5, 1.5, c)
}

func iconTick(v *view, x, y float64, c Color) {
	v.line(x-5.5, y+.5, x-1.5, y+4.5, 1.5, c)
	v.line(x-1.5, y+4.5, x+6, y-4, 1.5, c)
}
