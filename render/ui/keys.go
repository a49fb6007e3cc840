package ui

// Key is a key press: the key's name as KeyboardEvent.key has it ("a", " ",
// "ArrowLeft", "?"). It reports whether the key means something to the widgets. It is
// TypedKey, FocusedKey and NavigationKey in this order; who has keys of their own
// between these calls them one by one. Esc while something is dragged is Cancel.
func (in *Interaction) Key(key string, shift bool) bool {
	return in.TypedKey(key) || in.FocusedKey(key) || in.NavigationKey(key, shift)
}

// FocusedKey is a key for the focused widget: its value, or what it takes.
func (in *Interaction) FocusedKey(key string) bool {
	w := in.Find(in.Focus)
	if w == nil {
		return false
	}
	if w.Adjust != nil && in.valueKey(w, key) {
		return true
	}
	if k, ok := w.Takes.(Keyed); ok && k.Key(key) {
		in.Stale = true
		return true
	}
	return false
}

// NavigationKey moves the focus with Tab, and presses what has it with Enter. Arrows
// that move nothing are taken as well: the page must not scroll.
func (in *Interaction) NavigationKey(key string, shift bool) bool {
	switch key {
	case "Tab":
		in.moveFocus(shift)
	case "Enter":
		if w := in.Find(in.Focus); w != nil {
			in.Activate(w)
		}
	case "ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown":
	default:
		return false
	}
	return true
}

// valueKey is what a key does to the focused value: arrows by a step, Page by more,
// and if it is Exact Home and End to its ends, Enter and a figure open it for typing.
func (in *Interaction) valueKey(w *Widget, key string) bool {
	var v float64
	switch a := w.Adjust; key {
	case "ArrowRight", "ArrowUp":
		v = a.Step(1)
	case "ArrowLeft", "ArrowDown":
		v = a.Step(-1)
	case "PageUp":
		v = a.Step(a.Page())
	case "PageDown":
		v = a.Step(-a.Page())
	default:
		exact, ok := a.(Exact)
		return ok && in.exactKey(w, exact, key)
	}
	if v != w.Adjust.Current() {
		adjust(in, w.Adjust, v)
	}
	return true
}

// exactKey is a key that leads to an end of the value, or to typing it.
func (in *Interaction) exactKey(w *Widget, exact Exact, key string) bool {
	least, most := exact.Ends()
	v := least
	switch {
	case key == "Home":
	case key == "End":
		v = most
	case key == "Enter":
		in.openEntry(w, "")
		return true
	case len(key) == 1 && key[0] >= '0' && key[0] <= '9' && in.ByKey:
		in.openEntry(w, key)
		return true
	default:
		return false
	}
	if v != exact.Current() {
		adjust(in, exact, v)
	}
	return true
}

// moveFocus goes to the next widget in focus order that can be used. From one that is no
// longer there it goes on where that was.
func (in *Interaction) moveFocus(back bool) {
	in.Stale, in.ByKey = true, true
	n := len(in.widgets)
	at := indexOf(in.widgets, in.Focus)
	if at < 0 && in.Focus != "" {
		at = min(in.place, n)
		if !back {
			at-- // what followed has moved up
		}
	}
	for range n {
		if back {
			at = (max(at, 0) - 1 + n) % n
		} else {
			at = (at + 1) % n
		}
		if w := &in.widgets[at]; w.Kind != Area && w.Disabled == "" && (!w.ByArrows || w.ID == in.Focus) {
			FocusOn(in, w.ID)
			return
		}
	}
}

// FocusOn has the keys act on the widget with that id, and brings it into sight.
func FocusOn(in *Interaction, id string) {
	w := in.Find(id)
	if w == nil {
		return
	}
	in.Focus, in.ByKey, in.Stale = id, true, true
	if w.region > 0 {
		in.regions[w.region-1].reveal(w.whole)
	}
	if in.Focused != nil {
		in.Focused(w)
	}
}
