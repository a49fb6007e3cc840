package scene

import (
	"slices"
	"time"

	"fanout/render/ui"
	"fanout/sim/setting"
)

// An open chapter offers the controls that it has named so far, see [ui.Offer]; free play
// offers all. What every reader needs is always there: transport, time line, speed, appearance,
// map, help and how the picture is looked at. Readings are as well, but those that a picture
// keeps for the step that explains them.

// shellOffers are the controls of the shell that a chapter may name.
var shellOffers = []string{"slider.speed", "button.seed.dice", "button.seed.restart", "button.reset"}

// Offers are the ids that a chapter of the model can name behind show: controls and readings,
// those of the shell and those of the picture.
func (e *Entry) Offers() []string {
	ids := append([]string{}, shellOffers...)
	for _, tab := range newDrawerTabs(e.Model, &Words{}, nil) { // the picture names its own
		id, _, _ := tab.tab()
		ids = append(ids, "tab."+id)
	}
	if e.Controls != nil {
		return append(ids, e.Controls...)
	}
	for i := range e.Model.Settings {
		ids = append(ids, settingIDs(&e.Model.Settings[i])...)
	}
	return ids
}

// offering knows whom to ask what is offered, and what may not be seen yet.
type offering struct {
	asks   func() []string // nil for nobody
	names  func() []string // of those, what the step that is read names; nil for nobody
	veils  func() bool     // nil for nobody
	veiled bool
}

// offer has what the open chapter offers be what there is, and reports whether that is another
// set of controls than before.
func (o *offering) offer(s *Scene, now time.Duration) (changed bool) {
	if veiled := o.veils != nil && o.veils(); veiled != o.veiled {
		o.veiled = veiled
		s.relayout()
	}
	if o.asks == nil {
		return false
	}
	if changed = s.in.Offered.Set(o.asks(), s.in.Widgets(), now); changed {
		s.in.Stale = true
		s.relayout() // the picture has other parts
	}
	s.drawer.offered()
	return changed
}

// hides is the sentence about a control that the open chapter hides, or that a frame leaves out.
func (h *shown) hides(title string) string {
	if h.framed {
		return title + ": this frame leaves it out. The whole page has it."
	}
	return title + ": this chapter hides it. Free play shows all."
}

// Hides reports whether the open chapter hides all of the controls with these ids, and if so
// tells a person that: a key of a hidden control gets this sentence.
func (s *Shell) Hides(title string, ids ...string) bool {
	if s.scene.in.Offered.Has(ids...) {
		return false
	}
	s.Tell(s.scene.hides(title))
	return true
}

// Unasked reports whether a key must not change what the controls with these ids do: the open
// chapter hides them, or the step that is read does not speak of them, so that the key was most
// likely meant for something else. It tells a person which.
func (s *Shell) Unasked(title string, ids ...string) bool {
	if s.Hides(title, ids...) {
		return true
	}
	if s.scene.story.names == nil {
		return false
	}
	names := s.scene.story.names()
	if names == nil || slices.ContainsFunc(ids, func(id string) bool { return ui.Named(names, id) }) {
		return false
	}
	s.Tell(title + ": this step does without its key. The control is there.")
	return true
}

// hidden is what stands below the controls of a chapter: that there are others, and the
// settings without a control that are not as free play begins with them.
func (v controls) hidden(c *ui.Column) {
	t, m := v.Theme, v.Snap.Model
	c.Y = v.Paragraph(c.X, c.Y+6, c.W, ui.Label, ui.Label, t.T2, t.T2, "Controls that are not shown keep their values. Free play shows all.") + 4
	head := false
	for i := range m.Settings {
		k := &m.Settings[i]
		now := k.Text(v.Snap.Settings)
		if now == k.Text(m.Default) || v.offersSetting(k) {
			continue
		}
		if !head {
			v.Text(c.X, c.Take(26).CenterY()+3, ui.LabelStrong, t.T1, "Set for this chapter")
			head = true
		}
		value := v.s.words.flagValue(k.Key, now)
		at := c.Take(20)
		v.Pair(c.X, c.X+c.W, at.CenterY(), ui.Label, ui.LabelMedium, t.T2, t.T1, v.Fit(ui.Label, c.W-v.Width(ui.LabelMedium, value)-8, k.Label, k.Name()), value)
	}
}

// settingIDs are the controls that View.Setting draws.
func settingIDs(k *setting.Setting) (ids []string) {
	switch k.Kind {
	case setting.KindSwitch:
		return []string{"toggle." + k.Key}
	case setting.KindChoice:
		for _, choice := range k.Choices {
			ids = append(ids, "segment."+k.Key+"."+choice)
		}
		return ids
	}
	return []string{"slider." + k.Key}
}

// offersSetting reports whether there is a control of a setting.
func (v *View) offersSetting(k *setting.Setting) bool {
	if v.Offers("slider."+k.Key, "toggle."+k.Key, "chip."+k.Key, "point."+k.Key) {
		return true
	}
	for _, choice := range k.Choices {
		if v.Offers("segment." + k.Key + "." + choice) {
			return true
		}
	}
	return false
}
