package ui

// Explain lets a word or a sign in r say what it means: to a pointer that rests on it, to the
// keys when they come to it, and to a tap.
func (v *View) Explain(id string, r Rect, word, meaning string) {
	v.FocusRing(r, 4, v.Place(Widget{ID: id, Kind: Term, Rect: r, Label: word, Value: meaning, Hint: meaning}))
}

// ExplainFrom is Explain with the tag that says where the meaning comes from, "" for none. The
// word and the tag stand above the meaning.
func (v *View) ExplainFrom(id string, r Rect, word, meaning, tag string) {
	if tag == "" {
		v.Explain(id, r, word, meaning)
		return
	}
	v.FocusRing(r, 4, v.Place(Widget{ID: id, Kind: Term, Rect: r, Label: word, Value: meaning + " " + tag, Hint: meaning, Tag: tag}))
}

// explained is the term that has been tapped, or that the keys have come to; nil for none.
func explained(in *Interaction) *Widget {
	if w := in.Find(in.Focus); w != nil && w.Kind == Term && !in.Away {
		return w
	}
	return nil
}
