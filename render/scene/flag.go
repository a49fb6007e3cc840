package scene

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"fanout/render/ui"
	"fanout/sim"
)

// flag is a command that changed the history, or an event that ends what one did, on an
// axis of virtual time.
type flag struct {
	x     float64
	line  string          // the command, "" for an event
	event *sim.Occurrence // nil for a command
	done  bool            // it lies in the past
}

// flagsOn are the flags on an axis that has them at place, the newest first. Where
// they are less than apart px from the one before, as of a slider that was dragged,
// only the newest counts.
func (v *view) flagsOn(place func(ns int64) float64, apart float64) (flags []flag) {
	add := func(at int64, f flag) {
		f.x, f.done = place(at), at <= v.Snap.Now
		if n := len(flags); n == 0 || flags[n-1].x-f.x >= apart {
			flags = append(flags, f)
		}
	}
	events := v.Snap.Events.Flags
	for _, e := range slices.Backward(v.Snap.Log.Entries) {
		if !e.Command || !changesWorld(v.Snap.Model, e.Text) {
			continue
		}
		for n := len(events); n > 0 && events[n-1].At > e.At; n = len(events) {
			add(events[n-1].At, flag{event: &events[n-1]})
			events = events[:n-1]
		}
		add(e.At, flag{line: e.Text})
	}
	for i := range slices.Backward(events) {
		add(events[i].At, flag{event: &events[i]})
	}
	return flags
}

// draw draws the flag from y on, h high: one of an event is hollow.
func (f *flag) draw(p *ui.Painter, y, w, h, pole float64) {
	p.Fill(ui.Box(f.x, y, 1.5, pole), 0, p.Theme.Acc)
	cloth := ui.Box(f.x, y, w, h)
	p.Fill(cloth, 1, p.Theme.Acc)
	if f.event != nil {
		p.Fill(cloth.Inset(1.5), 0, p.Theme.Bg1)
	}
}

// flagName is what a flag stands for.
func (v *view) flagName(f *flag) string {
	if f.event != nil {
		return v.Snap.Model.Events[f.event.Event].Flag(f.event)
	}
	return v.s.words.flagText(v.Snap.Model, f.line)
}

// nameFlag writes what the newest flag that has been done stands for into a row whose
// middle is y, between from and to, clear of the other flags and of what stands at
// avoid, which is no less than from: before that if there is room, since it tells of what
// was done. Without such a place the log has to do.
func (v *view) nameFlag(flags []flag, from, to, y, avoid float64) {
	i := slices.IndexFunc(flags, func(f flag) bool { return f.done })
	if i < 0 {
		return
	}
	x, name := flags[i].x, v.flagName(&flags[i])
	w := v.Width(ui.Tick, name)
	const sign = 12 // of a flag that says what a name far from its own belongs to
	places := []struct {
		at   float64
		sign bool
	}{{x - 6 - w, false}, {avoid - 9 - sign - w, true}, {x + 12, false}, {avoid + 9, true}}
	if avoid <= from || x+12+w <= avoid-9 { // the usual place
		places[0].at, places[2].at = places[2].at, places[0].at
	}
	for _, place := range places {
		begin, at := place.at, place.at
		if place.sign {
			at += sign
		}
		free := func(mark, width float64) bool { return mark+width <= begin-4 || mark >= at+w+4 }
		if begin < from || at+w > to || !free(avoid-5, 10) {
			continue
		}
		if slices.ContainsFunc(flags, func(f flag) bool { return f.x != x && !free(f.x, 8) }) {
			continue
		}
		v.Fill(ui.Box(at-3, y-7, w+6, 15), 3, v.Theme.Bg1.Alpha(.9))
		v.Text(at, y, ui.Tick, v.Theme.T1, name)
		if begin < at {
			v.Fill(ui.Box(begin, y-4, 8, 7), 1, v.Theme.Acc)
		}
		return
	}
}

// changesWorld reports whether a command line changes the world, not only what happens in
// it: a setting, the costs, or what the model has a flag for.
func changesWorld(m *sim.Model, line string) bool {
	verb, _, _ := strings.Cut(line, " ")
	switch verb {
	case "set", "toggle", "reset", "costs", "cost":
		return true
	}
	return m.Flag(line) != ""
}

// flagText says what a command changed in the words of the controls, or as the grammar
// spells it if it is no setting.
func (w *Words) flagText(m *sim.Model, line string) string {
	verb, rest, _ := strings.Cut(line, " ")
	key, value, _ := strings.Cut(rest, " ")
	switch {
	case verb == "reset":
		return "Reset to defaults"
	case verb == "costs":
		for _, p := range m.Lists {
			switch {
			case p.Name == key && p.Prices == nil:
				return "Costs: measured"
			case p.Name == key:
				return "Costs: " + p.Label
			}
		}
	case verb == "cost" && slices.ContainsFunc(m.Ops, func(op sim.Op) bool { return op.Key == key }):
		if price, err := time.ParseDuration(value); err == nil {
			return "Price of " + key + ": " + ui.Duration(int64(price))
		}
	case (verb == "set" || verb == "toggle") && m.Setting(key) != nil && value != "":
		return m.Setting(key).Name() + ": " + w.flagValue(key, value)
	}
	if text := m.Flag(line); text != "" {
		return text
	}
	return line
}

// flagValue is a value of the grammar as the controls write it.
func (w *Words) flagValue(key, value string) string {
	if w.Value != nil {
		if text := w.Value(key, value); text != "" {
			return text
		}
	}
	if n, err := strconv.ParseInt(value, 10, 64); err == nil {
		return ui.Count(n)
	}
	if number, ok := strings.CutSuffix(value, "%"); ok {
		return strings.TrimSpace(number) + " %"
	}
	return value
}
