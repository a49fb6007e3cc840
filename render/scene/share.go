package scene

import (
	"errors"
	"time"

	"fanout/render/ui"
)

// copiedTime is how long the button says that a link was copied.
const copiedTime = 2 * time.Second

// sharing is the button that copies a link to what is seen, and the way back: what is on
// the clipboard.
type sharing struct {
	s      *Scene
	can    bool          // there is somebody to copy it
	lacks  func() string // see Config.Lacks
	asked  bool          // and it was pressed
	copied time.Duration // when the word on it changes back; 0 if it has not changed

	canPaste, pasting bool // there is somebody to read the clipboard, and he was asked to

	canExport, exporting bool // there is somebody to write files, and he was asked to
	comparing            bool // he was asked for the comparison of two histories
}

func (h *sharing) expired(now time.Duration) bool { return h.copied > 0 && now >= h.copied }

// missing is what a link could not hold now, "" for nothing.
func (h *sharing) missing() string {
	if h.lacks == nil {
		return ""
	}
	return h.lacks()
}

// ask asks for a link. Of one that cannot hold everything a person is told before.
func (h *sharing) ask() {
	text := h.missing()
	if text == "" {
		h.asked = true
		return
	}
	h.s.Offer(&Menu{
		Title: "Not all of it fits", Lines: []string{text},
		Items:  []MenuItem{{ID: "copy", Label: "Copy the link"}, {ID: "not", Label: "Copy nothing"}},
		Choose: func(id string) { h.asked = id == "copy" },
	})
}

// Sharing reports, once, that a person wants a link to what is seen. The caller
// copies one and calls Shared.
func (h *sharing) Sharing() bool {
	asked := h.asked
	h.asked = false
	return asked
}

// Pasting reports, once, that a person wants what is on the clipboard. The caller reads it
// and calls Paste.
func (h *sharing) Pasting() bool {
	asked := h.pasting
	h.pasting = false
	return asked
}

// Exporting reports, once, that a person wants what is seen as a file. The caller asks
// which.
func (h *sharing) Exporting() bool {
	asked := h.exporting
	h.exporting = false
	return asked
}

// Comparing reports, once, that a person wants the comparison of two histories as a file.
func (h *sharing) Comparing() bool {
	asked := h.comparing
	h.comparing = false
	return asked
}

// Paste is a text from the clipboard. The error is one sentence, and says so where the
// picture takes none.
func (h *sharing) Paste(text string) error {
	if p, ok := h.s.pic.(Paster); ok && !h.s.worlds.Open() {
		h.s.in.Stale = true
		return p.Paste(text)
	}
	return errors.New("nothing here takes a text that is pasted")
}

// Shared tells that the link was copied. A sentence, if there is one, is shown as well:
// what the link leaves out.
func (h *sharing) Shared(sentence string, now time.Duration) {
	s := h.s
	h.copied, s.in.Stale = now+copiedTime, true
	said := "Link copied"
	if sentence != "" {
		s.Note(sentence, now)
		said += ". " + sentence
	}
	s.speech.say(said)
}

// shareButton fills r, with its word if there is room for it.
func (v topBar) shareButton(r ui.Rect) {
	h := &v.s.sharing
	if h.expired(v.s.now) {
		h.copied = 0
	}
	b := ui.ButtonSpec{ID: "share", Label: "Copy a link", Icon: ui.IconLink, Hint: "Copy a link to this moment",
		Act: v.s.do.share}
	switch missing := h.missing(); {
	case h.copied > 0:
		b.Icon, b.Value = ui.IconTick, "copied"
	case missing != "":
		b.Value, b.Hint = "not all of it fits", missing
	}
	if r.W >= shareW {
		if b.Text = "Share"; h.copied > 0 {
			b.Text = "Copied"
		}
	}
	v.Button(r, b)
	if b.Value == "not all of it fits" {
		v.Disc(r.Right()-7, r.Y+7, 2.5, v.Theme.Bad)
	}
}

// exportButton fills r.
func (v topBar) exportButton(r ui.Rect) {
	v.Button(r, ui.ButtonSpec{ID: "export", Label: "Export", Icon: ui.IconSave, Hint: "Export spans, profiles or a picture as a file", Act: v.s.do.export})
}

// exportRoom is the width of the export button with the gap beside it, 0 if there is
// nobody to write files.
func (h *sharing) exportRoom(width float64) float64 {
	if !h.canExport {
		return 0
	}
	return width + 8
}

// shareW is the width of the button with its word, whichever that is.
const shareW = 96.
