package ringpicture

import (
	"strconv"

	"fanout/render/ui"
	"fanout/sim/hashring"
)

// pick picks a machine; 0 picks none.
func (pic *Picture) pick(number int) {
	if pic.picked == number {
		number = 0 // a second press lets go of it
	}
	if pic.picked = number; number == 0 {
		pic.host.Unpicked()
		return
	}
	pic.host.Inspect()
}

// clickOutside ends the inspection, where the click met nothing.
func (pic *Picture) clickOutside(q ui.Point, w *ui.Widget) {
	if w == nil && pic.picked != 0 && pic.place.Stage.Contains(q) {
		pic.pick(0)
	}
}

// Picked implements scene.Picture.
func (pic *Picture) Picked() string {
	if pic.picked == 0 {
		return ""
	}
	return names[pic.picked]
}

// Inspect implements scene.Picture: what there is to know of a machine, and how it
// leaves the ring.
func (pic *Picture) Inspect(sv *sceneView, f *ui.Facts) {
	if pic.picked == 0 {
		return
	}
	v := pic.see(sv)
	t, n := v.Theme, pic.picked
	w := v.rowOf(n)
	remark := "on the ring"
	if v.set.Placement == hashring.PlaceModulo {
		remark = "there"
	}
	switch {
	case n > v.set.Nodes:
		remark = "not there"
	case !w.there:
		remark = "left"
	}
	tag(&v.Painter, f.X, f.Y+10, 18, n)
	f.X, f.W = f.X+tagWide+8, f.W-tagWide-8
	f.Title(ui.Section, names[n], remark, names[n]+", "+remark, nil)
	f.X, f.W = f.X-tagWide-8, f.W+tagWide+8
	f.Y += 4
	if w.there {
		v.nodeFacts(f, w)
	} else {
		f.Sentence("It holds no key and answers nobody.", t.T2)
	}
	f.Row("Lookups that led here", ui.Count(v.ring.Asked[n]), t.T1)
	f.Rule()
	v.leaveButton(f, w)
}

// nodeFacts are those of a machine on the ring.
func (v *view) nodeFacts(f *ui.Facts, w row) {
	t, c := v.Theme, v.ring.Change
	node := nodeOf(c.New, w.number)
	if v.set.Placement == hashring.PlaceRing {
		points := ui.Count(int64(node.Points))
		if node.Points < v.set.Replicas {
			points += " of " + ui.Count(int64(v.set.Replicas))
		}
		f.Row("Points", points, t.T1)
	}
	f.Row("Keys", ui.Count(int64(node.Keys)), t.T1)
	f.Row("Share", hundredths(w.share)+" %", t.T1)
	f.Row("Of a fair share", times(w.fair), t.T1)
	if !v.story.none {
		if w.was >= 0 {
			f.Row("Before the change", hundredths(w.was)+" %", t.T2)
		}
		f.Row("Keys gained", ui.Count(int64(v.story.gained[w.number])), t.T2)
		f.Row("Keys lost", ui.Count(int64(v.story.lost[w.number])), t.T2)
	}
	if k := &v.story.clash; k.worst == w.number {
		with := ""
		for i, n := range k.with {
			if i > 0 {
				with += ", "
			}
			with += names[n]
		}
		f.Sentence(strconv.Itoa(k.points)+" of its points carry the same text as points of "+with+".", t.Bad)
	}
}

// leaveButton takes a machine off the ring, or puts it back.
func (v *view) leaveButton(f *ui.Facts, w row) {
	t, name := v.Theme, names[w.number]
	present := len(v.ring.Change.New.Nodes)
	leave := "Leave the ring"
	if v.set.Placement == hashring.PlaceModulo {
		leave = "Leave"
	}
	b := ui.ButtonSpec{ID: "leave", Label: leave + ": " + name, Text: leave, Command: "leave " + name}
	about := "Its keys go to the next points: about one in " + strconv.Itoa(present) + " moves."
	switch {
	case w.number > v.set.Nodes:
		b = ui.ButtonSpec{ID: "join", Label: "Join again: " + name, Text: "Join again", Disabled: "there are only " + ui.Plural(v.set.Nodes, "node")}
		about = "There are only " + ui.Plural(v.set.Nodes, "node") + "."
	case !w.there:
		b = ui.ButtonSpec{ID: "join", Label: "Join again: " + name, Text: "Join again", Command: "join " + name}
		about = "It takes its points, and the keys before them: about one in " + strconv.Itoa(present+1) + " moves."
	case present == 1:
		b.Disabled = "the last one stays"
		about = "The last machine stays."
	}
	if v.set.Placement == hashring.PlaceModulo && b.Disabled == "" {
		about = "By modulo about " + ui.Decimal(v.story.moduloMoveOf(w.number)*100, 0) + " % of all keys move."
	}
	if !v.Offers("button." + b.ID) {
		return
	}
	f.Sentence(about, t.T2)
	f.Y += 6
	v.Button(ui.Box(f.X, f.Y, f.W, v.Tall(34)), b)
	f.Y += v.Tall(34) + 8
}

// Escape implements scene.Picture.
func (pic *Picture) Escape() bool {
	switch {
	case pic.box.at != boxClosed:
		pic.box = keyBox{}
	case pic.picked != 0:
		pic.pick(0)
	case pic.key.text != "":
		pic.unfollow()
	default:
		return false
	}
	pic.host.In().Stale = true
	return true
}
