package scene

import (
	"strconv"

	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/readout"
)

// logTab is what was done and what happened, newest at the bottom. It follows the
// playhead until someone scrolls, and again when they are back at the end.
type logTab struct {
	paused bool
	end    int // paused: the number of the first line that is not shown, counted from the start of the history
	lines  int // that fit, as the last drawing found
	total  int // since the start
	kept   int // of those, the last ones that are there
	at     []logPlace
}

const logLine = 22

func (*logTab) tab() (id, title, brief string) { return "log", "Log", "Log" }

func (*logTab) count(s *sim.Snapshot) string { return ui.Short(int64(logTotal(s))) }

func logTotal(s *sim.Snapshot) int {
	return len(s.Log.Entries) + s.Log.Dropped + len(s.Events.List) + s.Events.Dropped
}

// by scrolls by so many lines, down if positive.
func (l *logTab) by(lines int) {
	if !l.paused {
		l.end = l.total
	}
	l.end = max(l.end+lines, l.total-l.kept+l.lines)
	l.paused = l.end < l.total
}

// logLineText is one line of the log: a command or an event.
type logLineText struct {
	at    int64
	entry *readout.LogEntry // nil for an event
	event sim.Occurrence
}

// logCursor walks through commands and events from the newest to the oldest.
type logCursor struct {
	log    []readout.LogEntry
	events []sim.Occurrence
}

func (c *logCursor) next() (line logLineText, ok bool) {
	n, m := len(c.log), len(c.events)
	switch {
	case n == 0 && m == 0:
		return line, false
	case m == 0 || n > 0 && c.log[n-1].At >= c.events[m-1].At:
		line.entry = &c.log[n-1]
		line.at, c.log = line.entry.At, c.log[:n-1]
	default:
		line.event = c.events[m-1]
		line.at, c.events = line.event.At, c.events[:m-1]
	}
	return line, true
}

func (l *logTab) draw(v *view, r ui.Rect) {
	t := v.Theme
	l.lines = max(1, int(r.H-8)/logLine)
	l.total, l.kept = logTotal(v.Snap), len(v.Snap.Log.Entries)+len(v.Snap.Events.List)
	if l.total < l.end { // another history
		l.paused = false
	}
	l.by(0)
	l.at = l.at[:0]
	state := v.Place(ui.Widget{ID: "log", Kind: ui.Reader, Rect: r, Label: "Log", Value: l.lowest(v),
		Takes: l, Act: func() { l.lead(v.s, r) }})
	v.FocusRing(r.Inset(6), 4, state)
	cursor := logCursor{v.Snap.Log.Entries, v.Snap.Events.List}
	end := l.total
	if l.paused {
		end = l.end
	}
	shown := min(l.lines, end-(l.total-l.kept))
	for range l.total - end {
		cursor.next()
	}
	for i := shown - 1; i >= 0; i-- {
		line, ok := cursor.next()
		if !ok {
			break
		}
		v.logRow(r, r.Y+4+logLine*(float64(i)+.5), line)
		l.at = append(l.at, logPlace{i, line.at, line.event.Subject})
	}
	if l.kept == 0 {
		v.Text(r.X+28, r.Y+20, ui.Label, t.T2, "Nothing yet. The first message comes with the first tick of the clock: press Play.")
	}
	if l.paused {
		v.followButton(r, l)
	} else if r.W > 700 {
		text := "press a line to go to its time and message"
		if left := l.total - l.kept; left > 0 {
			text = ui.Count(int64(left)) + " older lines have left; " + text
		}
		v.TextRight(r.Right()-20, r.Y+16, ui.Tick, t.T3, text)
	}
}

// logPlace is where a line leads: its place in the list, its time, and its message, 0 for none.
type logPlace struct {
	line    int
	at      int64
	subject int64
}

// lead goes to the time of the line that was pressed, by key the lowest one, and follows its
// message, if the picture can.
func (l *logTab) lead(s *Scene, r ui.Rect) {
	line := l.lines - 1
	if !s.in.ByKey {
		line = int((s.in.Pointer.Y - r.Y - 4) / logLine)
	}
	best := -1
	for i := range l.at {
		if l.at[i].line == line || s.in.ByKey && (best < 0 || l.at[i].line > l.at[best].line) {
			best = i
		}
	}
	if best < 0 {
		return
	}
	to := &l.at[best]
	if to.subject > 0 {
		_ = s.pic.Look("follow "+Numbered(to.subject), s.now) // it may be forgotten: the time is enough
	}
	s.in.Emit("goto " + strconv.FormatInt(to.at, 10) + "ns")
}

// lowest is the last line in sight, in words.
func (l *logTab) lowest(v *view) string {
	cursor := logCursor{v.Snap.Log.Entries, v.Snap.Events.List}
	for n := l.total; l.paused && n > l.end; n-- {
		cursor.next()
	}
	line, ok := cursor.next()
	switch {
	case !ok:
		return ""
	case line.entry != nil:
		return line.entry.Text
	}
	if line.event.Subject == 0 {
		return eventText(v.Snap, &line.event)
	}
	return Numbered(line.event.Subject) + " " + eventText(v.Snap, &line.event)
}

// Key implements ui.Keyed.
func (l *logTab) Key(key string) bool {
	switch key {
	case "ArrowUp":
		l.by(-1)
	case "ArrowDown":
		l.by(1)
	case "PageUp":
		l.by(1 - l.lines)
	case "PageDown":
		l.by(l.lines - 1)
	case "Home":
		l.by(-l.total)
	case "End":
		l.by(l.total)
	default:
		return false
	}
	return true
}

// Wheel implements ui.Wheeled: three lines a notch.
func (l *logTab) Wheel(_ ui.Point, dy float64) { l.by(int(3 * dy)) }

// Pull implements ui.Pulled: it follows a finger line by line.
func (l *logTab) Pull(from, to float64) { l.by(int(from/logLine) - int(to/logLine)) }

// followButton says that the log stands still, and how much it is behind.
func (v *view) followButton(r ui.Rect, l *logTab) {
	text := ui.Short(int64(l.total-l.end)) + " newer: follow"
	v.Button(ui.Box(r.Right()-176, r.Y+8, 152, 28), ui.ButtonSpec{ID: "log.follow", Label: "Follow the newest", Text: text,
		Hint: "Back to the newest line (End)", Act: func() { l.paused = false }})
}

// logRow is one line: time, where, which message, what.
func (v *view) logRow(r ui.Rect, cy float64, line logLineText) {
	t := v.Theme
	x, gap := r.X+28, 84.
	if r.W < 500 {
		x, gap = r.X+8, 64
	}
	v.Text(x, cy, ui.MonoSmall, t.T3, ui.Clock(line.at))
	x += max(gap, 74)
	if line.entry != nil {
		v.Fill(ui.Box(x, cy-5, 1.5, 11), 0, t.Acc)
		v.Fill(ui.Box(x, cy-5, 8, 6), 1, t.Acc)
		style, ink := ui.Mono, t.T1
		if !line.entry.Command {
			style, ink = ui.Label, t.T2
		}
		x += gap
		x = v.Text(x, cy, style, ink, v.Fit(style, r.Right()-x-12, line.entry.Text, ui.Clip(line.entry.Text, 34)))
		if line.entry.Command { // and in plain words, where there is room
			v.Text(x+12, cy, ui.Label, t.T2, v.Fit(ui.Label, r.Right()-x-24, v.Snap.Model.Flag(line.entry.Text), ""))
		}
		return
	}
	e := &line.event
	ServiceIcon(&v.Painter, v.Snap.Model.Events[e.Event].Service, x+4, cy)
	if e.Subject != 0 {
		v.Text(x+18, cy, ui.MonoSmall, t.T2, Numbered(e.Subject))
	}
	x += gap
	text := eventText(v.Snap, e)
	ink := t.T2
	if e.Carrier == sim.CarrierSampled {
		v.traceDiamond(x+4, cy, e.Subject)
		x, ink = x+14, t.T1
	}
	v.Text(x, cy, ui.Label, ink, v.Fit(ui.Label, r.Right()-x-12, text, ui.Clip(text, 22)))
}

// traceDiamond is the sign of a sampled message: it leads to the message's trace, where traces are
// offered.
func (v *view) traceDiamond(x, cy float64, message int64) {
	s, snap := v.s, v.Snap
	if !s.drawer.hasTab("trace") {
		v.Diamond(x, cy, 4, v.Theme.Trace)
		return
	}
	r := ui.Around(x, cy, logLine/2)
	state := v.Place(ui.Widget{ID: v.In.Unused("log.trace." + strconv.FormatInt(message, 10)), Kind: ui.Button, Rect: r, Label: "Trace of message " + Numbered(message),
		Hint: "Show its trace", Act: func() { s.drawer.openMessage(snap, message) }})
	half := 4.
	if state.Hover || state.Pressed {
		half = 5.5
	}
	v.FocusRing(r.Inset(4), 4, state)
	v.Diamond(x, cy, half, v.Theme.Trace)
}

// eventText says what happened.
func eventText(s *sim.Snapshot, e *sim.Occurrence) string {
	row := &s.Model.Events[e.Event]
	if row.Text == nil {
		return row.Name
	}
	return row.Text(e)
}
