package scene

import (
	"slices"
	"strings"

	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/readout"
	"fanout/sim/row"
)

// profileTab is a flame graph of where the time went: exactly, as charged, or as the samples of
// the stacks found it. A frame that is entered fills the width. Below it is what the last change
// of a setting has saved there, and beside it what was published of such a handler.
type profileTab struct {
	scroll  ui.Scroll
	path    []string // the way to the frame that fills the width; empty for all services
	base    int      // how long the way is that was chosen from the list: Esc goes out as far as that
	at      []string // the way to the frame that is told of
	sampled bool     // by samples, and not exactly
	recent  bool     // since the last change, and not since the start

	frames []readout.Frame
	boxes  []frameBox
}

// frameBox is where a frame is drawn.
type frameBox struct {
	r     ui.Rect
	frame int     // index into frames
	next  float64 // x where the next of those begins that it calls
}

// newProfileTab begins with what something was published of.
func newProfileTab(w *Words) *profileTab {
	p := &profileTab{}
	if len(w.Profiles) > 0 {
		p.path, p.base = w.Profiles[0].Path, len(w.Profiles[0].Path)
	}
	return p
}

func (*profileTab) tab() (id, title, brief string) { return "profile", "Profile", "Profile" }

func (*profileTab) count(*sim.Snapshot) string { return "" }

// stretch is what the graph is of.
func (p *profileTab) stretch(s *sim.Snapshot) *readout.Stretch {
	if p.recent {
		return &s.Profile.Since
	}
	return &s.Profile.Whole
}

// Sizes of the tab, px.
const (
	profileHead  = 44.
	frameRow     = 26.
	frameGap     = 2.
	profileSide  = 296. // the column with what was published
	profileWide  = 900. // from here on it stands beside the graph
	profileInset = 24.
)

func (p *profileTab) draw(v *view, r ui.Rect) {
	p.frames = readout.Flame(p.stretch(v.Snap).Stacks, p.frames)
	for len(p.path) > 0 && !slices.ContainsFunc(p.frames, func(f readout.Frame) bool { return f.Under(p.path) }) {
		if p.recent || len(p.frames) == 0 {
			break // nothing ran there since the change
		}
		p.path = p.path[:len(p.path)-1]
	}
	v.Scrolled(r, r, &p.scroll, func(top float64) float64 {
		inset := profileInset
		if v.l.Size == ui.Phone {
			inset = 12
		}
		main := ui.Column{X: r.X + inset, Y: top, W: r.W - 2*inset}
		published := v.s.words.profileOf(p.path)
		if published != nil && r.W >= profileWide {
			main.W -= profileSide + 32
		}
		p.head(v, &main)
		p.graph(v, &main)
		p.compare(v, &main)
		if published == nil {
			return main.Y + 16
		}
		side := ui.Column{X: main.X, Y: main.Y + 12, W: main.W}
		if r.W >= profileWide {
			side = ui.Column{X: r.Right() - profileInset - profileSide, Y: top + 10, W: profileSide}
			v.VLine(side.X-16, top+12, max(main.Y-top, r.H)-24, v.Theme.Line)
		}
		p.published(v, &side, published)
		return max(main.Y, side.Y) + 16
	})
}

// head has what the graph is of, and how it was found out.
func (p *profileTab) head(v *view, c *ui.Column) {
	h := max(28, v.Tall(28))
	narrow := c.W < 720
	r := c.Take(h + 12)
	r.Y += 8
	w := 232.
	if narrow {
		w = c.W
	}
	p.subject(v, ui.Box(r.X, r.Y, w, h))
	if narrow {
		r = c.Take(h + 8)
		r.Y += 8
	}
	each := 192.
	if narrow {
		each = (c.W - 8) / 2
	}
	x := r.Right() - 2*each - 8
	v.Segment(ui.Box(x, r.Y, each, h), "profile.by", []ui.Choice{
		p.choice("exact", "Exact", "Every operation is counted, and charged at its price", &p.sampled, false),
		p.choice("samples", "Samples", "A look at every core each 100 ms of virtual time, as Discord’s engineers took stacks", &p.sampled, true),
	})
	v.Segment(ui.Box(x+each+8, r.Y, each, h), "profile.of", []ui.Choice{
		p.choice("whole", "From start", "The whole history: what the exported profile has", &p.recent, false),
		p.choice("since", "Since change", "Since the last change of a setting", &p.recent, true),
	})
	if room := x - r.X - w - 24; !narrow {
		text := "width is core time; a frame calls those below it"
		if v.Width(ui.Label, text) < room {
			v.Explain("term.flame", ui.Box(r.X+w+8, r.Y+2, v.Width(ui.Label, text)+8, 24), "Flame graph",
				"A flame graph: each box is a piece of code, as wide as the time spent in it and in what it calls, which hangs below it")
			v.Text(r.X+w+12, r.CenterY()-4, ui.Label, v.Theme.T3, text)
		}
	}
}

// choice is one of two ways to look.
func (p *profileTab) choice(id, label, hint string, on *bool, value bool) ui.Choice {
	return ui.Choice{ID: id, Label: label, Hint: hint, On: *on == value, Act: func() { *on = value }}
}

// subject is the button with the list of services and actors.
func (p *profileTab) subject(v *view, r ui.Rect) {
	const id = "button.profile.subject"
	t, menu := v.Theme, &v.s.drawer.menu
	rows := p.subjects(v)
	first := rows[0].widget.ID
	state := v.Place(ui.Widget{ID: id, Kind: ui.Button, Rect: r, Label: "What is looked at", Value: p.title(v),
		Hint: "A service, or one kind of actor in it", Act: func() { menu.toggle(id, first) }})
	menu.place(id, r, rows)
	fill, line := t.Bg2, t.Line2
	switch {
	case state.Pressed:
		fill, line = t.Bg4, t.Acc
	case state.Hover || menu.of == id:
		fill, line = t.Bg3, t.T3
	}
	v.FocusRing(r, 6, state)
	v.Panel(r, 6, fill, line)
	v.Text(r.X+12, r.CenterY(), ui.LabelStrong, t.T1, v.Fit(ui.LabelStrong, r.W-44, p.title(v), "… › "+p.last()))
	v.Chevron(r.Right()-16, r.CenterY(), menu.of == id, t.T2)
}

// subjects are all services, each of them, and each kind of actor of those that have several.
func (p *profileTab) subjects(v *view) (rows []menuRow) {
	add := func(path []string, note string) {
		rows = append(rows, menuRow{note: note, on: slices.Equal(path, p.path), widget: ui.Widget{
			ID: "subject." + strings.Join(append([]string{"all"}, path...), "."), Kind: ui.Button, Label: pathTitle(v.Snap.Model, path), Value: note,
			Act: func() { p.path, p.at, p.base = path, nil, len(path) }}})
	}
	add(nil, "")
	var all int64
	for i := range p.frames {
		if p.frames[i].Depth == 0 {
			all += p.frames[i].Ns
		}
	}
	for i := range p.frames {
		f := &p.frames[i]
		if f.Depth == 0 || f.Depth == 1 && f.Ns != p.frames[f.Parent].Ns {
			add(f.Path(), portion(f.Ns, all)+" %")
		}
	}
	return rows
}

// last is the name of the frame that fills the width.
func (p *profileTab) last() string {
	if len(p.path) == 0 {
		return ""
	}
	return p.path[len(p.path)-1]
}

// title says what fills the width.
func (p *profileTab) title(v *view) string { return pathTitle(v.Snap.Model, p.path) }

// pathTitle is a way in words: the service by its title, the frames as stacks have them.
func pathTitle(m *sim.Model, path []string) string {
	if len(path) == 0 {
		return "All services"
	}
	text := path[0]
	if s, ok := serviceNamed(m, path[0]); ok {
		text = m.Services[s].Title
	}
	for _, name := range path[1:] {
		text += " › " + name
	}
	return text
}

// portion is a share in tenths of a percent.
func portion(part, all int64) string {
	return exact.PPM(exact.MulDiv(part, int64(exact.Whole), max(1, all))).Tenths()
}

// enter makes a frame fill the width, or the one around it if it does so already.
func (p *profileTab) enter(path []string) {
	if slices.Equal(path, p.path) && len(path) > 0 {
		p.leave()
		return
	}
	p.path, p.at = path, path
}

// leave goes out to the frame around the one that fills the width.
func (p *profileTab) leave() {
	p.at = p.path
	p.path = p.path[:len(p.path)-1]
	p.base = min(p.base, len(p.path))
}

// escape implements escaper.
func (p *profileTab) escape() bool {
	if len(p.path) <= p.base {
		return false
	}
	p.leave()
	return true
}

// Key implements ui.Keyed: arrows go from frame to frame.
func (p *profileTab) Key(key string) bool {
	step, ok := map[string]func(i int) int{
		"ArrowDown": p.below, "ArrowUp": p.above,
		"ArrowRight": func(i int) int { return p.beside(i, 1) }, "ArrowLeft": func(i int) int { return p.beside(i, -1) },
		"Home": func(int) int { return 0 }, "End": func(int) int { return len(p.boxes) - 1 },
	}[key]
	switch {
	case key == "Escape":
		return p.escape()
	case !ok || len(p.boxes) == 0:
		return false
	}
	if i := p.chosen(); i < 0 {
		p.tell(0)
	} else if next := step(i); next >= 0 && next < len(p.boxes) {
		p.tell(next)
	}
	return true
}

// chosen is the box of the frame that is told of, -1 for none.
func (p *profileTab) chosen() int {
	return slices.IndexFunc(p.boxes, func(b frameBox) bool {
		f := &p.frames[b.frame]
		return f.Depth+1 == len(p.at) && f.Under(p.at)
	})
}

func (p *profileTab) tell(box int) { p.at = p.frames[p.boxes[box].frame].Path() }

// below is the first box that a box calls, above the one that calls it.
func (p *profileTab) below(i int) int {
	return slices.IndexFunc(p.boxes, func(b frameBox) bool { return p.frames[b.frame].Parent == p.boxes[i].frame })
}

func (p *profileTab) above(i int) int {
	return slices.IndexFunc(p.boxes, func(b frameBox) bool { return p.frames[p.boxes[i].frame].Parent == b.frame })
}

// beside is the next box of the same row.
func (p *profileTab) beside(i, by int) int {
	for n := i + by; n >= 0 && n < len(p.boxes); n += by {
		if p.boxes[n].r.Y == p.boxes[i].r.Y {
			return n
		}
	}
	return -1
}

// under is the box at a point, -1 for none.
func (p *profileTab) under(q ui.Point) int {
	return slices.IndexFunc(p.boxes, func(b frameBox) bool { return b.r.Contains(q) })
}

// press is a click or a tap on the graph, or Enter: it enters the frame that is told of; a
// finger, to which nothing was told yet, is told first.
func (p *profileTab) press(s *Scene) {
	i := p.chosen()
	if !s.in.ByKey {
		under := p.under(s.in.Pointer)
		if under >= 0 && under != i {
			p.tell(under)
			return
		}
		i = under
	}
	if i >= 0 {
		p.enter(p.frames[p.boxes[i].frame].Path())
	}
}

// stageOf is the stage of a frame; ok is false for one that has several.
func stageOf(m *sim.Model, f *readout.Frame) (st row.Stage, ok bool) {
	return m.Ops[f.Stack.Op].Stage, f.Depth >= 3
}
