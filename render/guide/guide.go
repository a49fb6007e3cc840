package guide

import (
	"reflect"

	"fanout/render/ui"
)

// Guide is the chapters on a canvas, and what a person has done to them there. A Guide
// without a Reader has no chapters and draws nothing.
type Guide struct {
	Reader Reader
	Tell   func(sentence string) // shows why something cannot be done

	view    View
	draft   draft // the guess that has not been locked
	box     box   // what is typed to be pointed at
	listing bool  // the list of chapters is shown in the place of the one that is open
	scroll  ui.Scroll
	page    page // that was shown last
}

// page is what is read from its top.
type page struct {
	number, step     int
	closing, listing bool
	file             string
}

// Open reports whether a chapter is open.
func (g *Guide) Open() bool { return g.view.Open != nil }

// Any reports whether there are chapters to open.
func (g *Guide) Any() bool { return len(g.view.Chapters) > 0 }

// Update asks what is to be shown and reports whether that is something new.
func (g *Guide) Update() bool {
	if g.Reader == nil {
		return false
	}
	was := g.view
	g.view = g.Reader.View()
	if g.view.Open == nil {
		g.listing = false
	}
	if at := g.at(); at != g.page {
		g.page, g.draft, g.box, g.scroll.At = at, draft{}, box{}, 0
	}
	return !reflect.DeepEqual(was, g.view)
}

func (g *Guide) at() page {
	c := g.view.Open
	if c == nil {
		return page{number: -1}
	}
	return page{c.Number, c.Step, c.Closing, g.listing, c.File}
}

// Picked tells that a thing was picked elsewhere. If one of its kind is asked for, it comes into
// the box, where it can be changed: a header is long.
func (g *Guide) Picked(kind, thing string) {
	if c := g.view.Open; c != nil && c.Task != nil && c.Task.Find == kind {
		g.box.text = thing
	}
}

// act does one of the steps of a reader.
func (g *Guide) act(verb, text, more string) { g.done(g.Reader.Do(verb, text, more)) }

// open begins a chapter.
func (g *Guide) open(number int) {
	g.listing = false
	g.done(g.Reader.Open(number))
}

// done tells a refusal, and has the next building show what has changed.
func (g *Guide) done(err error) {
	if err != nil && g.Tell != nil {
		g.Tell(err.Error())
	}
	g.Update()
}

// Measures of a rail.
const (
	side  = 20. // px left and right of the text
	gap   = 10. // between two paragraphs
	apart = 16. // between two parts
)

// Draw draws the chapter that is open into r, with its buttons at the bottom. What does not
// fit is reached by the wheel over reach.
func (g *Guide) Draw(view *ui.View, r, reach ui.Rect) {
	v := &drawing{View: view, g: g, x: r.X + side, w: min(r.W-2*side, 400)}
	ways := v.waysHeight()
	body := ui.Box(r.X, r.Y, r.W, max(0, r.H-ways))
	reach.H = min(reach.H, body.Bottom()-reach.Y)
	view.Scrolled(body, reach, &g.scroll, func(top float64) float64 {
		v.y = top + 14
		if g.listing {
			v.contents()
		} else {
			v.chapter()
		}
		return v.y + 12
	})
	v.ways(ui.Box(r.X, r.Bottom()-ways, r.W, ways))
}

// drawing is one building of the guide: a column that is filled from the top.
type drawing struct {
	*ui.View
	g       *Guide
	x, y, w float64
	terms   int // that were set so far
}

// chapter draws the step that is shown, or what the reader knows at the end.
func (v *drawing) chapter() {
	c := v.g.view.Open
	v.head(c)
	if c.Closing {
		v.prose(c.Know)
		v.code(c.Code)
		return
	}
	v.prose(c.Prose)
	if c.Predict != nil {
		(&asking{v, c.Predict}).draw(c)
	}
	if c.Task != nil {
		v.task(c.Task)
	}
	if c.Busy && c.Predict == nil || len(c.Prose) == 0 {
		v.running(c, "it begins")
	}
}

// head says where the reader is.
func (v *drawing) head(c *Opened) {
	t := v.Theme
	where := "Chapter " + number(c.Number)
	if c.File != "" {
		where = "Chapter of a file"
	}
	v.pips(c)
	v.Text(v.x, v.y+8, ui.Label, t.T2, where)
	v.y += 24
	v.y = v.Paragraph(v.x, v.y, v.w, ui.Title, ui.Title, t.T1, t.T1, c.Title) + 8
}

// pips are the steps: those that were read are filled, the present one is a pill.
func (v *drawing) pips(c *Opened) {
	t := v.Theme
	x, cy := v.x+v.w, v.y+8
	v.In.Add(ui.Widget{ID: "guide.step", Kind: ui.Area, Rect: ui.Box(v.x, v.y, v.w, 16), Label: "Where you are", Value: where(c)})
	for i := c.Steps; i >= 1; i-- {
		switch {
		case i == c.Step && !c.Closing:
			v.Fill(ui.Box(x-14, cy-3, 14, 6), 3, t.Acc)
			x -= 14
		case i < c.Step || c.Closing:
			v.Disc(x-3, cy, 3, t.T3)
			x -= 6
		default:
			v.Ring(x-3, cy, 3, 1, t.T3)
			x -= 6
		}
		x -= 6
	}
}

// where is the place of a step in words.
func where(c *Opened) string {
	if c.Closing {
		return "what you know now"
	}
	return "step " + number(c.Step) + " of " + number(c.Steps)
}

// running says that the world is on its way, and how far.
func (v *drawing) running(c *Opened, what string) {
	t := v.Theme
	text := "The world runs"
	if c.Lasts != "" {
		text = percent(c.Done) + " of " + c.Lasts
	}
	end := v.Text(v.x, v.y+8, ui.Mono, t.T1, text)
	v.Text(end+8, v.y+8, ui.Label, t.T2, what)
	v.Fill(ui.Box(v.x, v.y+22, v.w, 3), 1.5, t.Bg4)
	v.Fill(ui.Box(v.x, v.y+22, v.w*min(max(c.Done, 0), 1), 3), 1.5, t.Acc)
	v.y += 34
}

// code lists the functions that have just run.
func (v *drawing) code(list []Code) {
	if len(list) == 0 {
		return
	}
	t := v.Theme
	v.y += 6
	v.Text(v.x, v.y+10, ui.BodyStrong, t.T1, "The code that just ran")
	v.y += 26
	for _, c := range list {
		v.HLine(v.x, v.y, v.w, t.Line)
		v.Text(v.x, v.y+14, ui.Mono, t.Acc, v.Fit(ui.Mono, v.w, c.Symbol, ui.Clip(c.Symbol, 30)))
		v.Text(v.x, v.y+31, ui.MonoSmall, t.T2, v.Fit(ui.MonoSmall, v.w, c.File, ui.Clip(c.File, 32)))
		v.y += 42
	}
}
