package ui

import (
	"slices"
	"strings"
	"time"
)

// newTime is how long a control that has just come is marked.
const newTime = 6 * time.Second

// Offer is which controls a person is offered: all of them, as its zero value says, or those
// that are named. A name is the id of a widget, or its beginning up to a dot, which stands
// for all that begin so. What only shows something is left out only if it has to be
// explained before it is seen.
type Offer struct {
	names []string // nil for all
	fresh []string // of those, what the last Set brought
	had   map[string]bool
	until time.Duration

	// Door is the id of the widget that opens the controls which are not in sight, "" for none.
	// It is marked for those of them that are new.
	Door string
}

// controls are how the ids of controls of settings begin.
var controls = []string{"slider.", "toggle.", "segment.", "chip.", "point."}

func isControl(id string) bool {
	return slices.ContainsFunc(controls, func(begin string) bool { return strings.HasPrefix(id, begin) })
}

// Controls reports whether controls of settings are offered.
func (o *Offer) Controls() bool { return o.names == nil || slices.ContainsFunc(o.names, isControl) }

// All reports whether nothing is left out.
func (o *Offer) All() bool { return o.names == nil }

// Has reports whether any of the controls with these ids is offered.
func (o *Offer) Has(ids ...string) bool {
	return o.names == nil || slices.ContainsFunc(ids, func(id string) bool { return Named(o.names, id) })
}

// Named reports whether one of the names stands for the widget of that id, see Offer.
func Named(names []string, id string) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		rest, ok := strings.CutPrefix(id, name)
		return ok && (rest == "" || rest[0] == '.')
	})
}

// Set has only the named controls offered from now on, or with nil all, and reports whether
// that is a change. Names that come to those before them are new for some seconds, see
// View.MarkNew: all that they stand for, but for the widgets that are there already.
func (o *Offer) Set(names []string, there []Widget, now time.Duration) (changed bool) {
	if (names == nil) == (o.names == nil) && slices.Equal(names, o.names) {
		return false
	}
	before := o.names
	o.names, o.fresh, o.had, o.until = names, nil, nil, 0
	if before == nil || names == nil || len(names) <= len(before) || !slices.Equal(names[:len(before)], before) {
		return true
	}
	o.fresh, o.until, o.had = names[len(before):], now+newTime, make(map[string]bool, len(there))
	for i := range there {
		o.had[there[i].ID] = true
	}
	return true
}

// Expired reports, once, that nothing is new any more.
func (o *Offer) Expired(now time.Duration) bool {
	return o.until != 0 && now >= o.until && o.Settle()
}

// Settle has nothing be new any more, and reports whether something was.
func (o *Offer) Settle() bool {
	was := o.Fresh()
	o.fresh, o.had, o.until = nil, nil, 0
	return was
}

// Fresh reports whether some are new.
func (o *Offer) Fresh() bool { return o.until != 0 }

// Offers reports whether any of the controls with these ids is offered.
func (v *View) Offers(ids ...string) bool { return v.In.Offered.Has(ids...) }

// MarkNew outlines the controls that have just come, those side by side together: still, and not as
// what was changed last is. Its sign lies on nothing that is written in the lists.
func (v *View) MarkNew(lists ...*List) {
	for _, r := range v.newOnes() {
		v.markNew(r, lists)
	}
}

// newOnes are where the controls are that have just come.
func (v *View) newOnes() (places []Rect) {
	if len(v.In.Offered.fresh) == 0 {
		return nil
	}
	door := v.newBehind()
	for i := range v.In.widgets {
		w := &v.In.widgets[i]
		id := strings.TrimPrefix(w.ID, "exact.") // the value of a slider, which stands above it
		new := Named(v.In.Offered.fresh, id) && !v.In.Offered.had[w.ID] || door != "" && w.ID == door
		if w.Rect.Empty() || !new {
			continue
		}
		r := w.Rect
		if w.Kind == Slider { // what is written below it stands close
			r.H -= 3
		}
		if w.Kind == Chip { // a label stands close above it
			r = Rect{r.X, max(r.Y, r.CenterY()-14), r.W, min(r.H, 28)}
		}
		for j := 0; j < len(places); j++ {
			if !places[j].Inset(-sideBySide).Intersect(r).Empty() {
				r = r.Union(places[j])
				places = slices.Delete(places, j, j+1)
				j = -1 // it may touch another one now
			}
		}
		places = append(places, r)
	}
	return places
}

// newBehind is the door behind which a control is that has just come, "" if none is there.
func (v *View) newBehind() string {
	o := &v.In.Offered
	for _, name := range o.fresh {
		there := slices.ContainsFunc(v.In.widgets, func(w Widget) bool { return Named(o.fresh, w.ID) && Named([]string{name}, w.ID) })
		if isControl(name) && !there {
			return o.Door
		}
	}
	return ""
}

// sideBySide is how far two controls that are marked together are apart at most.
const sideBySide = 10

func (v *View) markNew(r Rect, lists []*List) {
	const word, cut = "New", 1000 // cut is more than any text that it could lie on
	t := v.Theme
	r = r.Inset(-2).Intersect(v.Canvas())
	v.Border(r, 8, 1, t.T2)
	w, h := v.Width(TickStrong, word)+10, 14.
	tag, least := Rect{}, -1
	for _, y := range []float64{r.Y - h/2, r.Bottom() - h/2, r.Y - h, r.Bottom()} {
		for _, x := range []float64{r.Right() - w - 10, r.CenterX() - w/2, r.X + 10, r.Right() + 4} {
			place := Rect{x, y, w, h}
			n := v.written(place, lists)
			if !place.Within(v.Canvas()) {
				n += cut
			}
			if least < 0 || n < least {
				tag, least = place, n
			}
		}
	}
	v.Panel(tag, 7, t.Bg1, t.T2)
	v.TextCenter(tag.CenterX(), tag.CenterY(), TickStrong, t.T1, word)
}

// written is how many texts of the lists lie under r.
func (v *View) written(r Rect, lists []*List) (n int) {
	const half = 6
	for _, list := range lists {
		for i := range list.Ops {
			op := &list.Ops[i]
			if op.Kind != KindText || op.Rect.Y <= r.Y-half || op.Rect.Y >= r.Bottom()+half {
				continue
			}
			if op.Rect.X < r.Right()+2 && op.Rect.X+v.Width(op.Style, op.Text) > r.X-2 {
				n++
			}
		}
	}
	return n
}
