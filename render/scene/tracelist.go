package scene

import (
	"strconv"
	"strings"

	"fanout/render/ui"
	"fanout/sim/row"
	"fanout/sim/span"
)

// traceChoice is the list of traces, newest first, and what is asked of those in it.
type traceChoice struct {
	ui.Scroll
	tab *traceTab

	kind     traceKind
	whole    bool   // only those with spans from all services on their way
	services uint16 // bits by number: only those that have spans of all of these
	least    int    // index into traceLeast
	find     traceFind

	chosen span.TraceID // by a person; the zero id is the newest of the list
	shown  []traceItem  // that match, newest first
	held   int          // traces that there are
	cut    bool         // there are more that match
	slow   *traceItem   // the one with the longest span of all that are held, nil for none: what one user waited for, whatever went on after that
	seen   traceListKey
	first  float64 // y at which the list begins on the canvas, for the pointer
}

// traceKind is where the traces begin that are listed.
type traceKind uint8

const (
	kindMessages traceKind = iota // of a message that was sent
	kindOthers
	kindAll
)

// traceLeast are the durations that can be asked for, ns.
var traceLeast = [...]int64{0, 1e6, 10e6, 100e6, 1e9, 60e9}

// traceItem is a trace of the list.
type traceItem struct {
	span.TraceSummary
	gap  row.Gap
	name string // of the root, for a trace of no message
}

// tracesListed is how many traces the list has at most: nobody reads more.
const tracesListed = 200

// traceListKey is what the list was made from.
type traceListKey struct {
	recorded, travels int64
	kind              traceKind
	whole             bool
	services          uint16
	least             int
	find              string
}

// opened is the trace that is shown, the zero id for none.
func (c *traceChoice) opened() span.TraceID {
	if c.chosen != (span.TraceID{}) || len(c.shown) == 0 {
		return c.chosen
	}
	return c.shown[0].ID
}

func (c *traceChoice) open(id span.TraceID) { c.chosen = id }

// update makes the list again if what it is made from has changed.
func (c *traceChoice) update(v *view) {
	key := traceListKey{v.Snap.Kept.Recorded(), v.Snap.Travels, c.kind, c.whole, c.services, c.least, c.find.text}
	if key == c.seen && v.Snap.Kept.Held() == c.held {
		return
	}
	if key.travels != c.seen.travels { // who goes to another time looks at what is the newest there
		c.find.matched, c.chosen = nil, span.TraceID{}
	}
	c.seen, c.held = key, v.Snap.Kept.Held()
	c.shown, c.cut, c.slow = c.shown[:0], false, nil
	q := parseTraceQuery(c.find.text)
	for t := range v.Snap.Kept.Traces {
		if c.slow == nil || t.Longest > c.slow.Longest {
			c.slow = &traceItem{TraceSummary: *t}
		}
		if c.cut || !c.wants(v.Snap.Kept, t) || !c.find.matches(v.Snap.Kept, t, &q) {
			continue
		}
		if len(c.shown) == tracesListed {
			c.cut = true
			continue
		}
		c.shown = append(c.shown, traceItem{*t, v.Snap.Kept.Gap(t), ""})
	}
	if c.slow != nil {
		c.slow.gap, c.slow.name = v.Snap.Kept.Gap(&c.slow.TraceSummary), rootName(v.Snap.Kept, &c.slow.TraceSummary)
	}
}

// wants reports whether a trace is one of those that are asked for, but for what is typed.
func (c *traceChoice) wants(k span.Kept, t *span.TraceSummary) bool {
	switch {
	case c.kind == kindMessages && t.Message == 0, c.kind == kindOthers && t.Message != 0,
		t.Duration() < traceLeast[c.least]:
		return false
	}
	for s := range row.Outside {
		if c.asksFor(s) && !t.Has(s) {
			return false
		}
	}
	return !c.whole || k.Gap(t) == 0
}

// rootName is the name of the span that began a trace, of the first one where that is not
// held.
func rootName(k span.Kept, t *span.TraceSummary) string {
	if s := beginOf(k, t.ID); s != nil {
		return s.Name
	}
	return ""
}

// beginOf is the span that began a trace, the first one where that is not held, nil if none is.
func beginOf(k span.Kept, id span.TraceID) (first *span.Span) {
	for _, s := range k.Spans(id) {
		switch {
		case !s.Parent.IsValid():
			return s
		case first == nil || s.Start < first.Start:
			first = s
		}
	}
	return first
}

// title is what a trace is called: by its message if it began where messages come from, or
// else by its root, which is not all of the message's way.
func (i *traceItem) title(k span.Kept) string {
	if i.name == "" && !ofMessage(&i.TraceSummary) {
		i.name = rootName(k, &i.TraceSummary)
	}
	return traceTitle(&i.TraceSummary, i.name)
}

// ofMessage reports whether a trace began where messages come from.
func ofMessage(t *span.TraceSummary) bool { return t.Message != 0 && t.Origin() == 0 }

// traceTitle is what a trace is called whose root has that name.
func traceTitle(t *span.TraceSummary, root string) string {
	switch {
	case ofMessage(t):
		return "Message " + Numbered(t.Message)
	case t.Message != 0:
		return root + " " + Numbered(t.Message)
	}
	return root
}

const traceItemHeight = 46

func (c *traceChoice) draw(v *view, r ui.Rect) {
	t := v.Theme
	y := r.Y + 4
	kinds := ui.Box(r.X+8, y, r.W-16, v.Tall(26))
	if v.Size == ui.Phone { // the bar has no room for it
		kinds.W -= 118
		v.Check(ui.Box(kinds.Right()+8, y, 110, kinds.H), c.completeCheck("Complete"))
	}
	v.Segment(kinds, "traces", []ui.Choice{
		{ID: "messages", Label: "Messages", On: c.kind == kindMessages, Act: func() { c.kind = kindMessages }, Hint: "Traces of messages that somebody sent"},
		{ID: "others", Label: "Others", On: c.kind == kindOthers, Act: func() { c.kind = kindOthers }, Hint: "Connects, updates and requests"},
		{ID: "all", Label: "All", On: c.kind == kindAll, Act: func() { c.kind = kindAll }, Hint: "Every trace that has left a span"},
	})
	y += v.Tall(26) + 4
	count := ui.Count(int64(len(c.shown)))
	if c.cut {
		count += "+"
	}
	v.Text(r.X+16, y+11, ui.LabelStrong, t.T1, "Traces")
	v.TextRight(r.Right()-14, y+11, ui.Tick, t.T3, count+" of "+ui.Short(int64(c.held)))
	y += 22
	bottom := r.Bottom()
	if pinned := r.H >= 360 && c.slow != nil; pinned {
		bottom -= traceItemHeight + 32
		v.HLine(r.X, bottom, r.W, t.Line)
		v.Text(r.X+16, bottom+16, ui.LabelStrong, t.T1, "Longest span of all")
		slow := c.slow
		box := ui.Box(r.X, bottom+28, r.W, traceItemHeight)
		state := v.Place(ui.Widget{ID: "trace.slowest", Kind: ui.Button, Rect: box, Label: "Longest span of all", Value: spanTime(slow.Longest),
			Hint: "The trace that has the longest span", Act: func() {
				c.choose(slow.ID)
				c.point(v.Snap.Kept, slow.ID)
			}})
		c.item(v, box, slow, slow.Longest, state.Hover)
		v.FocusRing(box.Inset(6), 6, state)
	}
	body := ui.Box(r.X, y, r.W, bottom-y).Intersect(v.Canvas())
	c.Row = traceItemHeight
	if len(c.shown) == 0 {
		c.empty(v, body)
		return
	}
	at := c.index()
	state := v.Place(ui.Widget{ID: "traces", Kind: ui.Reader, Rect: body, Label: "Traces", Value: c.spoken(v, max(at, 0)), Takes: c, Act: func() { c.press(v.Snap.Kept) }})
	v.Scrolled(body, body, &c.Scroll, func(top float64) float64 {
		c.first = top
		for i := range c.shown {
			box := ui.Box(r.X, top+traceItemHeight*float64(i), r.W, traceItemHeight)
			if box.Bottom() > body.Y && box.Y < body.Bottom() {
				c.item(v, box, &c.shown[i], c.shown[i].Duration(), state.Hover && box.Contains(v.In.Pointer))
			}
		}
		return top + traceItemHeight*float64(len(c.shown))
	})
	v.FocusRing(body.Inset(6), 6, state)
}

// completeCheck asks for whole traces only.
func (c *traceChoice) completeCheck(text string) ui.CheckSpec {
	return ui.CheckSpec{ID: "trace.complete", Label: "Complete only", Text: text, On: c.whole, Act: func() { c.whole = !c.whole },
		Hint: "Only traces with spans from every service they passed"}
}

// item draws one trace, with a time of it.
func (c *traceChoice) item(v *view, r ui.Rect, i *traceItem, ns int64, hover bool) {
	t := v.Theme
	box := ui.Box(r.X+8, r.Y+1, r.W-16, r.H-2)
	switch {
	case i.ID == c.opened():
		v.Panel(box, 8, t.AccDim, t.Acc)
	case hover:
		v.Fill(box, 8, t.Bg3)
	}
	x, y := box.X+13, box.Y+14
	if i.Message != 0 || i.gap == 0 {
		v.Diamond(x, y, 4.2, t.Trace)
	} else {
		v.Border(ui.Around(x, y, 3.6), 0, 1.6, t.Trace)
	}
	long := spanTime(ns)
	title := i.title(v.Snap.Kept)
	room := box.W - 44 - v.Width(ui.Label, long)
	v.Text(x+12, y, ui.LabelStrong, t.T1, v.Fit(ui.LabelStrong, room, title, ui.Clip(title, 16), ui.Clip(title, 9)))
	v.TextRight(box.Right()-10, y, ui.Label, t.T2, long)
	about := ui.Plural(i.Spans, "span")
	if gaps := v.Snap.Model.Tracing.Gaps; i.gap != 0 && int(i.gap) < len(gaps) {
		about += ", " + gaps[i.gap]
	}
	at := ui.Clock(i.From)
	v.Text(x+12, y+17, ui.MonoSmall, t.T3, at)
	x += 12 + v.Width(ui.MonoSmall, at) + 8
	v.Text(x, y+17, ui.Tick, t.T2, v.Fit(ui.Tick, box.Right()-8-x, about, ui.Plural(i.Spans, "span"), ui.Count(int64(i.Spans))))
}

// empty says that nothing matches, and how to see more.
func (c *traceChoice) empty(v *view, r ui.Rect) {
	for i, line := range v.Wrap(ui.Label, "No trace matches.", r.W-32) {
		v.Text(r.X+16, r.Y+14+17*float64(i), ui.Label, v.Theme.T2, line)
	}
	v.Button(ui.Box(r.X+16, r.Y+28, r.W-32, v.Tall(28)), ui.ButtonSpec{ID: "trace.clear", Label: "Show all traces", Text: "Show all traces", Act: c.clear})
}

// clear asks for nothing in particular.
func (c *traceChoice) clear() {
	c.kind, c.whole, c.services, c.least, c.find.text = kindAll, false, 0, 0, ""
}

// index is the place of the trace that is shown, -1 if it is not in the list.
func (c *traceChoice) index() int {
	id := c.opened()
	for i := range c.shown {
		if c.shown[i].ID == id {
			return i
		}
	}
	return -1
}

// choose shows a trace, and goes on to it where there is no room beside the list.
func (c *traceChoice) choose(id span.TraceID) {
	c.open(id)
	c.tab.level = levelTrace
}

// press is a click or Enter on the list.
func (c *traceChoice) press(k span.Kept) {
	in := &c.tab.s.in
	at := int((in.Pointer.Y - c.first) / traceItemHeight)
	if w := in.Find("traces"); in.ByKey || w == nil || !w.Rect.Contains(in.Pointer) {
		at = max(c.index(), 0)
	}
	if at >= 0 && at < len(c.shown) {
		c.choose(c.shown[at].ID)
		c.point(k, c.shown[at].ID)
	}
}

// point tells what the trace that a person has chosen is about.
func (c *traceChoice) point(k span.Kept, id span.TraceID) {
	s := c.tab.s
	pic, ok := s.pic.(SpanNamer)
	if !ok {
		return
	}
	if first := beginOf(k, id); first != nil {
		if kind, thing := pic.Names(first); kind != "" {
			s.story.point(kind, thing)
		}
	}
}

// Key implements ui.Keyed: arrows go from trace to trace.
func (c *traceChoice) Key(key string) bool {
	page := max(1, int(c.tab.s.layout.H/4/traceItemHeight))
	move, ok := map[string]int{"ArrowDown": 1, "ArrowUp": -1, "PageDown": page, "PageUp": -page, "Home": -tracesListed, "End": tracesListed}[key]
	if !ok || len(c.shown) == 0 {
		return false
	}
	at := min(max(c.index()+move, 0), len(c.shown)-1)
	c.open(c.shown[at].ID)
	top := traceItemHeight * float64(at)
	if top < c.At {
		c.To(top)
	} else if room := c.tab.listRoom(); top+traceItemHeight > c.At+room {
		c.To(top + traceItemHeight - room)
	}
	return true
}

// listRoom is how much of the list can be seen, px.
func (p *traceTab) listRoom() float64 {
	if w := p.s.in.Find("traces"); w != nil {
		return w.Rect.H
	}
	return traceItemHeight
}

// spoken is a trace of the list in words.
func (c *traceChoice) spoken(v *view, at int) string {
	i := &c.shown[at]
	text := strconv.Itoa(at+1) + " of " + strconv.Itoa(len(c.shown)) + ": " + i.title(v.Snap.Kept) + ", " + spanTime(i.Duration()) + ", " + ui.Plural(i.Spans, "span") + ", " + ui.Clock(i.From)
	if gaps := v.Snap.Model.Tracing.Gaps; int(i.gap) < len(gaps) {
		text += ", " + gaps[i.gap]
	}
	return text
}

// traceQuery is what is typed: the number of a message, and words that a span of the trace
// has in its name or its attributes.
type traceQuery struct {
	message int64 // 0 for any
	words   []string
}

func parseTraceQuery(text string) (q traceQuery) {
	for _, word := range strings.Fields(strings.ToLower(text)) {
		if n, err := strconv.ParseInt(strings.TrimPrefix(word, "#"), 10, 64); err == nil && strings.HasPrefix(word, "#") {
			q.message = n
			continue
		}
		if word != "#" {
			q.words = append(q.words, word)
		}
	}
	return q
}
