package guildpicture

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"fanout/render/ui"
	"fanout/sim/exact"
	"fanout/sim/guild"
)

// Every thing in the picture that can fail offers that where it is inspected: buttons for
// its faults, what mends them, and the way back to before the last one.

// fault is a button.
type fault struct{ id, text, hint, command, disabled string }

// faultLoss and faultLatency are how bad the buttons make a link.
const (
	faultLoss    = "20%"
	faultLatency = "20ms"
)

// faultButtons draws some, as many in a row as have room, three at most.
func (f *facts) faultButtons(list ...fault) {
	const gap = 8
	h := f.Tall(32)
	list = slices.DeleteFunc(list, func(b fault) bool { return !f.offersFault(b) })
	for len(list) > 0 {
		n := min(3, len(list))
		width := func() float64 { return (f.W - gap*float64(n-1)) / float64(n) }
		for n > 1 && !f.allFit(list[:n], width()-12) {
			n--
		}
		for i, b := range list[:n] {
			f.Button(ui.Box(f.X+float64(i)*(width()+gap), f.Y, width(), h), ui.ButtonSpec{ID: "fault." + b.id, Label: b.text, Text: b.text, Hint: b.hint, Command: b.command, Disabled: b.disabled})
		}
		f.Y += h + gap
		list = list[n:]
	}
}

// offersFault reports whether a person is offered a button.
func (f *facts) offersFault(b fault) bool { return f.Offers("button.fault." + b.id) }

// allFit reports whether the texts of some buttons have room.
func (f *facts) allFit(list []fault, w float64) bool {
	return !slices.ContainsFunc(list, func(b fault) bool { return f.Width(ui.LabelMedium, b.text) > w })
}

// crashGuild is about the guild's process and its machine.
func (f *facts) crashGuild() {
	v := guild.ViewOf(f.v.Snap)
	down := ""
	if v.Guild.Crash.Down() {
		down = "it is down"
	}
	f.faultButtons(
		fault{"crash", "Crash the guild", "Ends the guild’s process now. Its supervisor starts it again at once; the messages in its mailbox are gone", "crash guild", down},
		crashNode(v.Guild.Node, down), storm(), hot(settingsOf(f.v.Snap)))
}

// hotter is how many times the messages a hot guild gets.
const hotter = 10

// hot is the button that makes the guild a busy one.
func hot(set *guild.Settings) fault {
	rate, busiest := min(set.MessageRate*hotter, guild.MostMessageRate), ""
	if set.MessageRate == guild.MostMessageRate {
		busiest = "it cannot get more"
	}
	return fault{"hot", "Make it a hot guild", "Ten times as many messages, " + ui.Rate(rate) + " per second. One process handles them all, one after the other, and others on the same machine cannot help it",
		"set rate " + exact.FormatDecimal(rate, 3), busiest}
}

// crashNode is the button that crashes a machine.
func crashNode(node, down string) fault {
	return fault{"crash.node", "Crash " + node, "Ends everything on this machine. It comes back after " + ui.Duration(guild.RestartNs) + " of virtual time", "crash node " + node, down}
}

// storm is the button that makes sessions reconnect.
func storm() fault {
	return fault{"storm", "Reconnect 20 % of sessions", "One session in five loses its connection. All of them connect again at once, and the guild takes them in one after the other", "reconnect 20%", ""}
}

// linkNames are the ends of the links that faults can hit, as the grammar has them, and
// what the panel calls them.
var linkNames = [guild.NumLinks]struct{ ends, title, latency string }{
	guild.LinkAPI:      {"api guilds", "Link from the API to the guild", "latency.api"},
	guild.LinkSessions: {"guilds sessions", "Link to the sessions", "latency"},
	guild.LinkPresence: {"guilds presence", "Link to presence", "latency"},
}

// linkState is how a link is, in a few words.
func linkState(s *guild.View, set *guild.Settings, link int) string {
	l := s.Links[link]
	state := ""
	switch {
	case l.Down:
		state = "cut"
	case l.Loss > 0:
		state = "loses " + ui.Percent(l.Loss)
	case latencyOf(set, link) > usualLatency(link):
		return "slow: " + ui.Duration(latencyOf(set, link))
	default:
		return "up, " + ui.Duration(latencyOf(set, link))
	}
	if l.Partly {
		state += ", in part"
	}
	return state
}

func latencyOf(set *guild.Settings, link int) int64 {
	if link == guild.LinkAPI {
		return set.LatencyAPI
	}
	return set.Latency
}

// usualLatency is that of the settings at the start.
func usualLatency(link int) int64 {
	set := guild.DefaultSettings()
	return latencyOf(&set, link)
}

// linkFaults is a link with its state and its buttons.
func (f *facts) linkFaults(link int) {
	n := &linkNames[link]
	state := linkState(guild.ViewOf(f.v.Snap), settingsOf(f.v.Snap), link)
	ink := f.Theme.T1
	if !strings.HasPrefix(state, "up") {
		ink = f.Theme.Bad
	}
	f.Row(n.title, state, ink)
	f.Y += 3
	f.faultButtons(f.linkButtons(link)...)
}

// linkButtons make a link worse, or mend it.
func (f *facts) linkButtons(link int) []fault {
	n, l := &linkNames[link], guild.ViewOf(f.v.Snap).Links[link]
	id := func(verb string) string { return verb + "." + [...]string{"api", "sessions", "presence"}[link] }
	var list []fault
	if !l.Down || l.Partly {
		list = append(list, fault{id("cut"), "Cut it", "Nothing gets through, either way, until you restore it. Nobody is told: callers notice when no answer comes", "link " + n.ends + " down", ""})
	}
	if l.Loss == 0 && !l.Down {
		list = append(list, fault{id("lossy"), "Lose 20 %", "One in five of what is sent over it is lost, at random", "link " + n.ends + " loss " + faultLoss, ""})
	}
	if l.Faulty() {
		list = append(list, fault{id("restore"), "Restore it", "Everything gets through again", "link " + n.ends + " up", ""})
	}
	if latencyOf(settingsOf(f.v.Snap), link) > usualLatency(link) {
		usual := time.Duration(usualLatency(link)).String()
		return append(list, fault{id("fast"), "Fast again", "Back to " + ui.Duration(usualLatency(link)) + " one way", "set " + n.latency + " " + usual, ""})
	}
	return append(list, fault{id("slow"), "Slow it", "Everything takes 20 ms one way. What is on its way already does not change", "set " + n.latency + " " + faultLatency, ""})
}

// faultsHeading begins what can fail, with what takes back the last command that changed the
// world beside it, if there is one: nothing moves when it comes.
func (f *facts) faultsHeading() {
	const title, least = "Faults", 62
	h := f.Tall(26)
	f.Y += (h - 26) / 2
	y := f.Y
	f.Heading(title, "")
	f.Y += 4 + (h-26)/2
	line, at := lastChange(f)
	if line == "" || !f.Offers("button.undo") {
		return
	}
	room := f.W - f.Width(ui.BodyStrong, title) - 16
	text := f.Fit(ui.LabelMedium, room-20, "Undo: "+line, "Undo the last change", "Undo")
	w := max(least, f.Width(ui.LabelMedium, text)+20)
	f.Button(ui.Box(f.X+f.W-w, y+8-h/2, w, h), ui.ButtonSpec{ID: "undo", Label: "Undo the last change", Text: text,
		Value: line, Hint: "Takes back what was done at " + ui.Clock(at) + ". Time goes back to just before it, and what came after is kept as a branch", Command: "undo"})
}

// lastChange is the last fault that can be undone, and its time; "" for none. It has to be
// the last command that changed the history.
func lastChange(f *facts) (line string, at int64) {
	s := f.v.Snap
	changes := make(map[string]bool)
	for _, c := range s.Model.Grammar() {
		changes[c.Verb] = c.Alters()
	}
	for i := len(s.Log.Entries) - 1; i >= 0; i-- {
		e := &s.Log.Entries[i]
		if verb, _, _ := strings.Cut(e.Text, " "); !e.Command || e.At > s.Now || !changes[verb] {
			continue
		}
		if text := s.Model.Flag(e.Text); text != "" && e.At > 0 {
			return text, e.At
		}
		return "", 0
	}
	return "", 0
}

// link is about one of the links, with its faults.
func (f *facts) link(link int) {
	t := f.Theme
	n := &linkNames[link]
	f.Title(ui.Section, n.title, "", "", nil)
	f.Sentence([...]string{
		guild.LinkAPI:      "gRPC requests go this way, with the trace context in their headers, and answers come back.",
		guild.LinkSessions: "Copies go this way, one for each session. Nothing comes back but calls to connect.",
		guild.LinkPresence: "Requests to presence become small messages to the guild.",
	}[link], t.T2)
	f.Y += 6
	v := guild.ViewOf(f.v.Snap)
	lost, word := v.Ledger.Copies.Lost, "copies lost on it so far"
	if link == guild.LinkAPI {
		lost, word = v.Ledger.Messages.Lost, "messages lost on it so far"
	}
	f.Row(word, ui.Count(lost), t.T1)
	f.Rule()
	f.faultsHeading()
	f.linkFaults(link)
}

// crashRows say what the last crash of the guild did.
func (f *facts) crashRows() {
	c := &guild.ViewOf(f.v.Snap).Guild.Crash
	if c.Count == 0 {
		return
	}
	when := ui.Clock(c.At)
	f.Row("crashes, the last at "+when, strconv.Itoa(c.Count), f.Theme.Bad)
	if c.Down() {
		f.Row("it comes back in", ui.Duration(max(0, c.DueAt-f.v.Snap.Now)), f.Theme.Bad)
	}
	f.Row("gone with its mailbox, of all kinds", ui.Count(int64(c.Messages)), f.Theme.T1)
}

// accountRows are what was sent and what has become of it, without what there is none of.
func (f *facts) accountRows(name string, sent int64, parts []guild.Part) {
	f.Row(name, ui.Count(sent), f.Theme.T1)
	for _, p := range parts {
		ink := f.Theme.T1
		if p.Missing {
			ink = f.Theme.Bad
		}
		if p.N > 0 {
			f.Row("– "+p.Name, ui.Count(p.N), ink)
		}
	}
}
