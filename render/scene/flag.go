package scene

import (
	"slices"
	"strconv"
	"strings"

	"fanout/render/ui"
	"fanout/sim/guild"
)

// flag is a command that changed the history, on an axis of virtual time.
type flag struct {
	x    float64
	text string
	done bool // it lies in the past
}

// flagsOn are the flags on an axis that has them at place, the newest first. Where
// they are less than apart px from the one before, as of a slider that was dragged,
// only the newest counts.
func (v *view) flagsOn(place func(ns int64) float64, apart float64) (flags []flag) {
	for _, e := range slices.Backward(v.snap.Log.Entries) {
		if !e.Command || !changesSetting(e.Text) {
			continue
		}
		x := place(e.At)
		if n := len(flags); n > 0 && flags[n-1].x-x < apart {
			continue
		}
		flags = append(flags, flag{x, e.Text, e.At <= v.snap.Now})
	}
	return flags
}

// nameFlag writes what the newest flag that has been done stands for into a row whose
// middle is y, between from and to, clear of the other flags and of what stands at
// avoid, which is no less than from. Without such a place the log has to do.
func (v *view) nameFlag(flags []flag, from, to, y, avoid float64) {
	i := slices.IndexFunc(flags, func(f flag) bool { return f.done })
	if i < 0 {
		return
	}
	x, name := flags[i].x, flagText(flags[i].text)
	w := v.Width(ui.Tick, name)
	const sign = 12 // of a flag that says what a name far from its own belongs to
	for i, at := range []float64{x + 12, x - 6 - w, avoid + 9} {
		begin := at
		if i == 2 {
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

// changesSetting reports whether a command line changes the world, not only
// what happens in it.
func changesSetting(line string) bool {
	verb, _, _ := strings.Cut(line, " ")
	switch verb {
	case "set", "toggle", "reset", "costs", "cost", "link", "crash":
		return true
	}
	return false
}

// flagTitles are the settings that have a control, as it names them but shorter.
var flagTitles = map[string]string{
	"members":            "Members",
	"rate":               "Messages per second",
	"grpc":               "Background requests",
	"small":              "Small messages",
	"head.rate":          "Head sampling",
	"fanout":             "Second layer",
	"flat.rate":          "Second layer, flat",
	"envelopes.guild":    "Guild envelopes",
	"envelopes.sessions": "Session envelopes",
	"skip.unsampled":     "Skip unsampled",
	"no.roots":           "No root spans",
	"sieve":              "Sieve",
	"grpc.link":          "Link API and guild",
	"roots.guild":        "Guild roots",
	"roots.session":      "Session roots",
}

// flagText says what a command changed as its control would, or as the grammar spells
// it if it has none.
func flagText(line string) string {
	verb, rest, _ := strings.Cut(line, " ")
	key, value, _ := strings.Cut(rest, " ")
	switch {
	case verb == "reset":
		return "Reset to defaults"
	case verb == "costs":
		for _, p := range costProfiles {
			if p.name == key {
				return "Costs: " + p.flag
			}
		}
	case verb == "set" && strings.HasPrefix(key, "fanout."):
		if n, err := strconv.ParseInt(strings.TrimPrefix(key, "fanout."), 10, 64); err == nil {
			return "Second layer at " + ui.Count(n) + ": " + flagValue(value)
		}
	case (verb == "set" || verb == "toggle") && flagTitles[key] != "" && value != "":
		return flagTitles[key] + ": " + flagValue(value)
	}
	return line
}

// flagValue is a value of the grammar as the controls write it.
func flagValue(value string) string {
	if n, err := strconv.ParseInt(value, 10, 64); err == nil {
		return ui.Count(n)
	}
	if number, ok := strings.CutSuffix(value, "%"); ok {
		return strings.TrimSpace(number) + " %"
	}
	switch value {
	case guild.SieveOn.String():
		return "on"
	case guild.SieveParse.String():
		return "parse all"
	}
	return value
}
