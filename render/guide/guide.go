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
	Corner func(r ui.Rect)       // draws what stands beside the first lines; nil for nothing

	// Controls shows the controls where a task needs some that are not in sight; nil for nothing.
	Controls func()

	view    View
	draft   draft // the guess that has not been locked
	box     box   // what is typed to be pointed at
	listing bool  // the list of chapters is shown in the place of the one that is open
	scroll  ui.Scroll
	page    Page // that was shown last
	come    part // that has something new, until it has been brought into sight
}

// Page is what is read from its top: a step of a chapter, its end, or the list of all.
type Page struct {
	number, step     int
	closing, listing bool
	file             string
}

// Open reports whether a chapter is open.
func (g *Guide) Open() bool { return g.view.Open != nil }

// Asks reports whether the step that is shown wants something of the reader.
func (g *Guide) Asks() bool {
	c := g.view.Open
	return c != nil && !c.Closing && (c.Predict != nil || c.Task != nil)
}

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
		g.page, g.draft, g.box, g.scroll.At, g.come = at, draft{}, box{}, 0, nothing
	} else if come := news(was.Open, g.view.Open); come != nothing {
		g.come = come
	}
	return !reflect.DeepEqual(was, g.view)
}

// Page is the page that is shown.
func (g *Guide) Page() Page { return g.page }

func (g *Guide) at() Page {
	c := g.view.Open
	if c == nil {
		return Page{number: -1}
	}
	return Page{c.Number, c.Step, c.Closing, g.listing, c.File}
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

// Draw draws the chapter that is open into r, with its buttons at the bottom: where r is wide,
// what is told beside what is asked. What does not fit is reached by the wheel over reach.
func (g *Guide) Draw(view *ui.View, r, reach ui.Rect) {
	v := newDrawing(view, g, r)
	ways := v.waysHeight()
	body := ui.Box(r.X, r.Y, r.W, max(0, r.H-ways))
	reach.H = min(reach.H, body.Bottom()-reach.Y)
	view.Scrolled(body, reach, &g.scroll, func(top float64) float64 {
		v.y = top + 14
		if g.Corner != nil {
			g.Corner(ui.Box(r.Right()-cornerSide-8, v.y-6, cornerSide, cornerSide))
		}
		if g.listing {
			v.contents()
		} else {
			v.chapter()
		}
		return v.y + 12
	})
	v.bringIntoSight(body)
	v.ways(ui.Box(r.X, r.Bottom()-ways, r.W, ways))
}

// drawing is one building of the guide: a column that is filled from the top, or two.
type drawing struct {
	*ui.View
	g       *Guide
	x, y, w float64
	beside  float64                           // x of the second column, 0 for one alone
	terms   int                               // that were set so far
	spans   [parts]struct{ from, to float64 } // y of what can have something new
}

// twoColumns is the width from which a chapter has them.
const twoColumns = 640

func newDrawing(view *ui.View, g *Guide, r ui.Rect) *drawing {
	v := &drawing{View: view, g: g, x: r.X + side, w: min(r.W-2*side, 400)}
	if r.W >= twoColumns {
		v.w = min((r.W-2*side-columnGap)/2, 480)
		v.beside = v.x + v.w + columnGap
	}
	return v
}

// short reports whether room is short: in a phone's sheet.
func (v *drawing) short() bool { return v.Size == ui.Phone && v.beside == 0 }

// columnGap is how far two columns are apart.
const columnGap = 40

// chapter draws the step that is shown, or what the reader knows at the end.
func (v *drawing) chapter() {
	c, top := v.g.view.Open, v.y
	v.head(c)
	if c.Closing {
		v.prose(c.Know)
	} else {
		v.prose(c.Prose)
	}
	if v.beside > 0 {
		told := v.y
		v.x, v.y = v.beside, top
		defer func() { v.y = max(v.y, told) }()
	}
	if c.Closing {
		v.code(c.Code)
		return
	}
	if c.Predict != nil {
		(&asking{v, c.Predict}).draw(c)
	}
	if c.Task != nil {
		v.spans[task].from = v.y
		v.task(c.Task)
		v.spans[task].to = v.y
	}
	if c.Busy && c.Predict == nil {
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
	title, apart := ui.Title, 8.
	if v.short() {
		title, apart, v.y = ui.Section, 4, v.y-4
	}
	v.y = v.Paragraph(v.x, v.y, v.w-v.corner(), title, title, t.T1, t.T1, c.Title) + apart
}

// cornerSide is how wide and high what stands beside the first lines is.
const cornerSide = 44

// corner is what the first lines leave free for it.
func (v *drawing) corner() float64 {
	if v.g.Corner == nil {
		return 0
	}
	return cornerSide
}

// pips are the steps: those that were read are filled, the present one is a pill.
func (v *drawing) pips(c *Opened) {
	t := v.Theme
	x, cy := v.x+v.w-v.corner(), v.y+8
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
