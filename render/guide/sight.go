package guide

import "fanout/render/ui"

// part is one of the parts of a step that can have something new: then it is brought into sight.
type part uint8

const (
	nothing part = iota
	answer       // the guess, what the run answered, and why
	task         // what is to be done, with hints and the end
	parts
)

// news is the part of a page in which something has come that a reader waits for.
func news(was, now *Opened) part {
	switch {
	case was == nil || now == nil:
		return nothing
	case was.Predict != nil && now.Predict != nil && !answered(was.Predict) && answered(now.Predict):
		return answer
	case was.Task != nil && now.Task != nil && (was.Task.Done != now.Task.Done || len(was.Task.Hints) != len(now.Task.Hints)):
		return task
	}
	return nothing
}

// bringIntoSight scrolls body so that what has come is seen: its end, and of what is too long
// for that its beginning.
func (v *drawing) bringIntoSight(body ui.Rect) {
	g, at := v.g, v.spans[v.g.come]
	if g.come == nothing || at.to <= at.from {
		return
	}
	g.come = nothing
	const margin = 4
	before := g.scroll.At
	if low := at.to - body.Bottom(); low > 0 {
		g.scroll.By(low)
	}
	if high := at.from - margin - (g.scroll.At - before); high < body.Y {
		g.scroll.By(high - body.Y)
	}
	v.In.Stale = v.In.Stale || g.scroll.At != before
}
