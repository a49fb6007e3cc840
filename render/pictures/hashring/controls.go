package ringpicture

import (
	"strconv"

	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim/hashring"
)

// Controls implements scene.Picture.
func (pic *Picture) Controls(sv *sceneView, c *ui.Column) {
	seen := pic.see(sv)
	v := controls{&seen}
	rail.Draw(v, sv, c, v.rule)
}

type railRow = scene.RailRow[controls]

// rail is all controls, from the top.
var rail = scene.Rail[controls]{
	{Rows: []railRow{{IDs: []string{"slider.nodes"}, Draw: controls.nodesControl}, dialOf("replicas")}},
	{Rows: []railRow{{IDs: placementIDs, Draw: controls.placementControl}}},
	{Rows: []railRow{{IDs: lookupIDs(), Draw: controls.lookupControl}, {IDs: []string{"button.reconnect"}, Draw: controls.stormControl}}},
	{Rows: []railRow{{IDs: []string{"toggle.separator"}, Draw: controls.hashControl}}},
	{Rows: []railRow{{Draw: controls.keyControl}}},
	{Rows: []railRow{dialOf("cores"), dialOf("sessions"), dialOf("guilds"), dialOf("connects")}},
	{Rows: []railRow{{Draw: controls.sources}}},
}

func dialOf(key string) railRow {
	return railRow{IDs: []string{"slider." + key}, Draw: func(v controls, c *ui.Column) { v.dial(c, key) }}
}

var placementIDs = []string{"segment.placement." + hashring.PlaceRing.String(), "segment.placement." + hashring.PlaceModulo.String()}

func lookupIDs() (ids []string) {
	for _, w := range ways {
		ids = append(ids, "segment.lookup."+w.name)
	}
	return ids
}

// offers are the ids of the picture's controls, and of what it shows: what a chapter can name.
func offers() []string {
	ids := []string{"circle", "moved", "evenness", "clash", "key", "key.stop", "button.nodes.less", "button.nodes.more", "button.leave", "button.join"}
	for n := 1; n <= hashring.MostNodes; n++ {
		ids = append(ids, "node."+names[n])
	}
	for _, w := range ways {
		ids = append(ids, "way."+w.name, "segment.way."+w.name)
	}
	return append(ids, rail.IDs()...)
}

// rule is the line between two groups.
func (v controls) rule(c *ui.Column) {
	v.HLine(c.X-15, c.Y+6, c.W+31, v.Theme.Line)
	c.Y += 16
}

// nodesControl is the number of machines, and what it was before the last change.
func (v controls) nodesControl(c *ui.Column) {
	d := v.pic.dial("nodes")
	shown := d.Text(v.In.Shown(d.ID, float64(v.set.Nodes)))
	if before, ok := v.Snap.Before.(hashring.Settings); ok && v.Snap.Changed == "nodes" && before.Nodes != v.set.Nodes && v.In.Dragging() != d.ID {
		shown = strconv.Itoa(before.Nodes) + " → " + shown
	}
	v.dialRow(c, d, shown)
}

// placementControl is the rule by which a key belongs to a machine.
func (v controls) placementControl(c *ui.Column) {
	pick := func(p hashring.Placement, label, tip string) ui.Choice {
		return ui.Choice{ID: p.String(), Label: label, Command: "set placement " + p.String(), On: v.set.Placement == p, Hint: tip}
	}
	about := "A key belongs to the first point after its hash."
	if v.set.Placement == hashring.PlaceModulo {
		about = "A key belongs to its hash modulo nodes."
	}
	v.choice(c, "placement", "Placement", "", about, 1, []ui.Choice{
		pick(hashring.PlaceRing, "Ring", "The first point after the key’s hash"),
		pick(hashring.PlaceModulo, "Modulo", "The hash modulo the number of nodes"),
	})
}

// lookupControl is the way in which guilds are looked up.
func (v controls) lookupControl(c *ui.Column) {
	w := &ways[v.set.Lookup]
	var choices [hashring.NumLookups]ui.Choice
	for way := range hashring.NumLookups {
		choices[way] = ui.Choice{ID: ways[way].name, Label: ways[way].title, Command: "set lookup " + ways[way].name,
			On: v.set.Lookup == way, Hint: ways[way].about}
	}
	v.choice(c, "lookup", "Lookup", priceText(price(v.Snap, v.set.Lookup))+" each", w.about, 2, choices[:])
	c.Y += 4
}

// stormControl has all sessions look up their guilds at once.
func (v controls) stormControl(c *ui.Column) {
	text := "Reconnect all " + ui.Count(int64(v.set.Sessions))
	if v.ring.Storm.Number > 0 {
		text += " again"
	}
	v.Button(c.Take(v.Tall(34)), ui.ButtonSpec{ID: "reconnect", Label: text, Text: v.Fit(ui.LabelMedium, c.W-20, text, "Reconnect all", "Reconnect"),
		Hint: "All sessions lose their connections and look up their guilds (C)", Disabled: v.stormReason(), Command: "reconnect"})
	line := c.Take(20)
	lookups := magnitude(int64(v.set.Sessions)*int64(v.set.Guilds)) + " lookups"
	if reason := v.stormReason(); reason != "" {
		lookups = v.Fit(ui.Label, c.W, reason, "A storm is under way")
	}
	v.Text(c.X, line.CenterY()+2, ui.Label, v.Theme.T3, lookups)
	c.Y += 4
}

// stormReason is why no storm can begin, "" if one can.
func (v controls) stormReason() string { return stormReason(&v.ring.Storm) }

func stormReason(s *hashring.StormView) string {
	if !underWay(s) {
		return ""
	}
	return "A storm is under way: " + ui.Plural(s.Left, "session") + " to go"
}

// choice is a segment with its title, a remark and a sentence, of so many lines, about
// what is chosen.
func (v controls) choice(c *ui.Column, key, title, remark, about string, high int, choices []ui.Choice) {
	t := v.Theme
	top := c.Y
	head := c.Take(22)
	v.Text(c.X, head.CenterY(), ui.BodyStrong, t.T1, title)
	v.TextRight(c.X+c.W, head.CenterY(), ui.Label, t.T2, remark)
	c.Y += 3
	v.Segment(c.Take(v.Tall(30)), key, choices)
	c.Y += 4
	lines := v.Wrap(ui.Label, about, c.W)
	for range max(0, high-len(lines)) { // as high whatever is chosen
		lines = append(lines, "")
	}
	for _, line := range lines {
		v.Text(c.X, c.Y+8, ui.Label, t.T2, line)
		c.Y += 17
	}
	if v.Snap.Changed == key {
		v.ChangedMark(ui.Box(c.X-8, top-3, c.W+16, c.Y-top+3))
	}
}

// hashControl is whether a name and a number are told apart in what is hashed.
func (v controls) hashControl(c *ui.Column) {
	t, now := v.Theme, v.ring.Change.New
	head := c.Take(22)
	v.Text(c.X, head.CenterY(), ui.BodyStrong, t.T1, "Hash")
	v.TextRight(c.X+c.W, head.CenterY(), ui.Label, t.T2, "md5, bytes 8–15")
	all := ui.Plural(now.Points()+now.Lost(), "point")
	o := ui.Option{ID: "separator", Title: "Separator in the hash", On: v.set.Separator, Command: "toggle separator on",
		Changed: v.Snap.Changed == "separator"}
	state := "Off"
	if o.On {
		o.Command, state = "toggle separator off", "On"
	}
	lost := ui.Count(int64(now.Lost()))
	if now.Lost() == 0 {
		lost = "none"
	}
	o.About = v.Fit(ui.Label, c.W-44, state+": "+lost+" of "+all+" collide", state+": "+lost+" collide")
	if v.set.Placement == hashring.PlaceModulo {
		o.Disabled = "Modulo hashes no points"
	}
	v.ToggleRow(c.TakeWide(50), o)
	c.Y += 6
	v.clashFigure(c.Take(56))
	c.Y += 4
}

// clashFigure shows how two texts run into each other.
func (v controls) clashFigure(r ui.Rect) {
	t, k := v.Theme, &v.story.clash
	v.Panel(r, 6, t.Bg2, t.Line)
	if k.short == 0 {
		text := "No two points have the same text"
		if v.set.Placement == hashring.PlaceModulo {
			text = "Names are not hashed"
		}
		v.TextCenter(r.CenterX(), r.CenterY(), ui.Label, t.T3, v.Fit(ui.Label, r.W-16, text, "None"))
		return
	}
	a, b := names[k.short]+" + "+strconv.Itoa(k.shortPoint), names[k.long]+" + "+strconv.Itoa(k.longPoint)
	v.Place(ui.Widget{ID: "clash", Kind: ui.Area, Rect: r, Label: "Collision", Value: a + " and " + b + " are both " + k.text + ": one point"})
	v.Text(r.X+12, r.CenterY()-11, ui.MonoSmall, t.T1, a)
	v.Text(r.X+12, r.CenterY()+11, ui.MonoSmall, t.T1, b)
	x := r.X + 18 + max(v.Width(ui.MonoSmall, a), v.Width(ui.MonoSmall, b))
	one := v.TextRight(r.Right()-12, r.CenterY(), ui.Label, t.T2, v.Fit(ui.Label, r.Right()-x-40-v.Width(ui.MonoSmall, k.text), "one point", "one", ""))
	text := v.TextRight(one-8, r.CenterY(), ui.MonoSmall, t.T1, k.text)
	to := ui.Pt(text-5, r.CenterY())
	for _, y := range [2]float64{r.CenterY() - 11, r.CenterY() + 11} {
		v.Curve(ui.Pt(x, y), ui.Pt((x+to.X)/2, y), ui.Pt((x+to.X)/2, to.Y), to, 1.2, t.Line2)
	}
}

// keyControl is where a key is followed.
func (v controls) keyControl(c *ui.Column) {
	t, pic := v.Theme, v.pic
	head := c.Take(22)
	v.Text(c.X, head.CenterY(), ui.BodyStrong, t.T1, "Follow a key")
	if pic.key.text != "" {
		w := v.Width(ui.Label, "stop") + 16
		r := ui.Box(c.X+c.W-w, head.Y, w, 22)
		state := v.Place(ui.Widget{ID: "key.stop", Kind: ui.Button, Rect: v.Target(r, 2), Label: "Stop following", Act: pic.do.forget})
		if state.Hover || state.Pressed {
			v.Fill(r, 4, t.Bg3)
		}
		v.FocusRing(r.Inset(2), 4, state)
		v.TextCenter(r.CenterX(), r.CenterY(), ui.Label, t.Acc, "stop")
	}
	c.Y += 3
	box := c.Take(v.Tall(32))
	open := pic.box.at == boxInRail
	value := pic.key.text
	if open {
		value = pic.box.text
	}
	state := v.Place(ui.Widget{ID: "key", Kind: ui.Button, Rect: box, Label: "Follow a key", Value: value,
		Hint: "Any text, such as g381204 (K)", Act: pic.do.typeKey})
	v.entry(box, open, state)
	c.Y += 4
	if pic.key.text == "" {
		v.Text(c.X, c.Y+8, ui.Label, t.T3, v.Fit(ui.Label, c.W, "Such as g381204: where it lies, whose it is", "Where it lies, whose it is"))
		c.Y += 3*20 - 2
		return
	}
	change := v.ring.Change
	owner := ownerOf(change.New, pic.key.hash)
	line := func(name, value string, style ui.Style) {
		v.Pair(c.X, c.X+c.W, c.Y+9, ui.Label, style, t.T2, t.T1, name, value)
		c.Y += 19
	}
	line("hash", hex16(pic.key.hash), ui.MonoSmall)
	line("place", ui.Decimal(turnOf(pic.key.hash), 4)+" of the circle", ui.LabelStrong)
	belongs := names[owner]
	if was := ownerOf(change.Old, pic.key.hash); was != owner {
		belongs += ", was " + names[was]
	}
	line("belongs to", belongs, ui.LabelStrong)
	c.Y++
}

// hex16 is a hash in 16 digits.
func hex16(h uint64) string {
	s := strconv.FormatUint(h, 16)
	return "0000000000000000"[len(s):] + s
}

// sources say where the figures come from.
func (v controls) sources(c *ui.Column) {
	t := v.Theme
	v.Text(c.X, c.Take(22).CenterY(), ui.BodyStrong, t.T1, "Sources")
	for _, s := range [2][2]string{
		{priceTag(v.Snap), "prices, 5 guilds, storm"},
		{v.pic.host.Here(), "moved, shares: md5 run here"},
	} {
		row := c.Take(24)
		v.Tag(c.X+12+v.Width(ui.Tick, s[0]), row.CenterY(), s[0])
		v.Text(c.X+56, row.CenterY(), ui.Label, t.T2, s[1])
	}
}
