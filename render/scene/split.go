package scene

import (
	"slices"
	"strings"
	"time"

	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/compare"
	"fanout/sim/setting"
)

// Other is a second history, B, that is played beside the one of the snapshots, A.
type Other struct {
	Snap   *sim.Snapshot
	Differ []compare.Difference // what A and B were told differently
	Lines  []string             // that make B of A, see compare.Apart
	Apart  compare.Apartness    // when they part
	Late   string               // "A" or "B" for the one that is still on its way to where the other one is
}

// same reports whether nothing is told otherwise.
func (o *Other) same(as *Other) bool {
	return o.Late == as.Late && o.Apart == as.Apart && slices.Equal(o.Differ, as.Differ) && slices.Equal(o.Lines, as.Lines)
}

// sides are what the controls act on while there are two histories.
const (
	bothSides = iota
	sideA
	sideB
)

// split is the interface while two histories are side by side: two pictures and what they
// differ in.
type split struct {
	s      *Scene
	other  *Other               // nil while there is one history
	made   func(*Shell) Picture // makes the pictures of both
	halves [2]half
	side   int  // what the controls act on
	seen   seen // of B, in the last frame
	rows   []comparedRow
	acts   splitActions
}

// splitActions are what its buttons do, bound once.
type splitActions struct {
	toggle, controls, save func()
	side                   [3]func()
}

// init prepares it for a scene.
func (h *split) init(s *Scene, picture func(*Shell) Picture) {
	h.s, h.made = s, picture
	h.acts = splitActions{toggle: h.toggle, controls: func() { s.rails.open("controls") }, save: func() { s.sharing.comparing = true }}
	for i := range h.acts.side {
		h.acts.side[i] = func() { h.side, s.in.Stale = i, true }
	}
}

// on reports whether there are two histories.
func (h *split) on() bool { return h.other != nil }

// Beside tells of the second history in the next frame's time; nil for none.
func (w *shown) Beside(o *Other) {
	h, s := &w.split, w.shell.scene
	if (o == nil) != (h.other == nil) {
		h.other = o
		h.begin()
		s.relayout()
		return
	}
	if o == nil {
		return
	}
	if !o.same(h.other) {
		s.in.Stale = true
	}
	h.other = o
}

// begin makes the pictures of both, or lets them go.
func (h *split) begin() {
	h.side, h.halves = bothSides, [2]half{}
	if !h.s.story.Open() || h.s.rails.sheet != "intro" { // a chapter goes on
		h.s.rails.sheet = ""
	}
	if h.other == nil {
		return
	}
	h.s.drawer.snap = drawerClosed
	h.s.in.Release()
	if h.rows == nil {
		h.rows = comparedOf(h.s.words, h.other.Snap.Model)
	}
	for i := range h.halves {
		h.halves[i].begin(h.s, h.made)
	}
	h.s.speech.say("Two histories are side by side")
}

// toggle begins a second history, which differs in one thing, or ends it.
func (h *split) toggle() {
	if h.on() {
		h.s.in.Emit("only a")
		return
	}
	h.s.in.Emit(strings.TrimSpace("split " + h.firstContrast(h.s.shell.Snap())))
}

// firstContrast is what B begins with: what was changed last as it was before, or else the
// picture's switch, or the model's first one, the other way round.
func (h *split) firstContrast(snap *sim.Snapshot) string {
	if snap == nil {
		return ""
	}
	m := snap.Model
	if k := m.Setting(snap.Changed); k != nil && snap.Before != nil && k.Text(snap.Before) != k.Text(snap.Settings) {
		return m.Assign(k.Key, k.Text(snap.Before))
	}
	if k := m.Setting(h.s.words.Contrast); k != nil {
		return flipped(snap, k)
	}
	for i := range m.Settings {
		if k := &m.Settings[i]; k.Kind == setting.KindSwitch {
			return flipped(snap, k)
		}
	}
	for i := range m.Settings {
		if k := &m.Settings[i]; k.Kind == setting.KindChoice {
			return flipped(snap, k)
		}
	}
	return ""
}

// flipped is the line that turns a switch, or chooses what comes next.
func flipped(snap *sim.Snapshot, k *setting.Setting) string {
	now := k.Text(snap.Settings)
	if k.Kind == setting.KindSwitch {
		return snap.Model.Assign(k.Key, map[string]string{"on": "off", "off": "on"}[now])
	}
	for i, name := range k.Choices {
		if name == now {
			return snap.Model.Assign(k.Key, k.Choices[(i+1)%len(k.Choices)])
		}
	}
	return ""
}

// addressed are the lines for whom they are meant: settings and prices go to the side that the
// controls act on.
func (h *split) addressed(lines []string) []string {
	if !h.on() || h.side == bothSides {
		return lines
	}
	to := [...]string{sideA: "a ", sideB: "b "}[h.side]
	var all []string
	for _, line := range lines {
		given, tried := sim.Tried(line)
		switch {
		case compare.Changes(given) == "":
			all = append(all, line)
		case !tried: // of a drag, only what it ends with: that side is played again from its start
			all = append(all, to+line)
		}
	}
	return all
}

// controlled is the building of the controls: of the world that they act on.
func (h *split) controlled(v *View) *View {
	if !h.on() || h.side != sideB {
		return v
	}
	b := *v
	b.Snap = h.other.Snap
	return &b
}

// shown reports whether both are in sight, and not the strip of A alone that a full drawer
// leaves.
func (h *split) shown() bool {
	l := &h.s.layout
	return h.on() && !h.s.worlds.Open() && !l.Folded && !l.Covered && !h.s.full(l)
}

// moving has both pictures look at the world; it reports whether they go on by the clock of
// the wall.
func (h *split) moving(a *sim.Snapshot, now time.Duration) (moving bool) {
	if !h.on() {
		return false
	}
	for i, snap := range h.sides(a) {
		h.halves[i].snap = snap
		moving = h.halves[i].pic.Moving(snap, now) || moving
	}
	return moving
}

// live draws what moves in both, and reports whether a field has changed.
func (h *split) live(v *view, all bool) (moved bool) {
	for i := range h.halves {
		moved = h.halves[i].live(&v.View, all) || moved
	}
	h.s.field = h.halves[0].field
	return moved
}

// otherField is that of B.
func (h *split) otherField() *Field {
	if !h.shown() {
		return nil
	}
	return h.halves[1].field
}

// look is the line of [Scene.Look] about the second history: "b LINE; …" or "b off".
func (h *split) look(rest string) {
	switch rest = strings.TrimSpace(rest); {
	case rest == "off" && h.on():
		h.s.in.Emit("only a")
	case rest == "off":
	case h.on():
		h.s.in.Emit("b " + rest)
	default:
		h.s.in.Emit(strings.TrimSpace("split " + rest))
	}
}

// looks is the line that leads to the second history, if there is one.
func (h *split) looks() []string {
	if !h.on() {
		return nil
	}
	return []string{strings.TrimSpace("b " + strings.Join(h.other.Lines, "; "))}
}

// moved reports whether B is another one than in the last frame.
func (h *split) moved() bool {
	if !h.on() {
		return false
	}
	at := seenOf(h.other.Snap)
	was := h.seen
	h.seen = at
	return at != was
}

// abButton is the button that splits, filled while there are two.
func (v topBar) abButton(r ui.Rect) {
	b := ui.ButtonSpec{ID: "ab", Label: "A/B", Text: "A/B", Value: "off", Primary: v.s.split.on(),
		Hint: "Two histories side by side, which differ in a setting (A)", Act: v.s.split.acts.toggle}
	if v.s.split.on() {
		b.Value, b.Hint = "on", "Go on with A alone (A)"
	}
	v.Button(r, b)
}

// abOffered reports whether there is the button: in a chapter that has not named it only while
// there is a second history, to end it.
// Where there is no room for it in the bar it stands above the controls.
func (v topBar) abOffered() bool {
	return v.abHasRoom() && (v.s.split.on() || v.Offers("button.ab"))
}

// abHasRoom reports whether there is room for it in the bar.
func (v topBar) abHasRoom() bool {
	return v.l.Size < ui.Narrow && v.l.topRoom() >= 940+v.s.sharing.exportRoom(32)
}

// abW is the width of that button.
const abW = 44.
