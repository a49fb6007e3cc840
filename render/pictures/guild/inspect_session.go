package guildpicture

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/guild"
	"fanout/sim/span"
)

// messagesShown is how many of a session's last messages are shown.
const messagesShown = 12

// session is everything about one session.
func (f *facts) session(id int) {
	t := f.Theme
	members := guild.ViewOf(f.v.Snap).Field.Members
	if id >= members || id >= len(guild.ViewOf(f.v.Snap).Field.Rank) {
		f.Title(ui.Section, sessionTitle(f.v.pic, id), "gone", "", nil)
		f.Sentence("There are only "+ui.Count(int64(members))+" sessions now.", t.T2)
		return
	}
	f.Title(ui.Section, sessionTitle(f.v.pic, id), "following", "", func(x, y float64) { ui.IconAim(&f.Painter, x, y, t.T1) })
	where := f.v.pic.cam.placeText(id)
	place := strings.ToUpper(where[:1]) + where[1:] + ". " + ui.Ordinal(int64(guild.ViewOf(f.v.Snap).Field.Rank[id])+1) + " of " + ui.Count(int64(members)) + " in send order"
	if f.in == nil {
		f.Sentence(place, t.T2)
		return
	}
	seen := map[int]*seenSession{}
	one := cards{f.v}.seeSession(f.in, id)
	seen[id] = &one
	cards{f.v}.kept(seen)
	f.Sentence(place+", on "+one.Node, t.T2)
	f.Sentence(doing(&one, f.v.Snap.Now), t.T1)
	f.connect(id)
	if one.Last.Message != 0 {
		f.Y += 2
		p, _ := f.in.InspectTrail(one.Last.Message)
		f.opened(one.Last.Message, one.Last.Carrier, p.CopyHeader, one.Last.Recipients)
		f.Rule()
		verb := "What it did with "
		if one.state == cardHandling {
			verb = "What it is doing with "
		}
		f.Heading(verb+scene.Numbered(one.Last.Message), "")
		f.Steps(f.did(&one))
		f.span(one.span)
	}
	f.lastMessages(id)
	f.keptEarlier(one.earlier)
	if one.Last.Decision == guild.DecisionKept || one.Last.Decision == guild.DecisionCleared {
		f.Rule()
		per := f.v.pic.cam.levels[0].per
		if per > 1 {
			n := per * per
			f.Sentence("A dot of "+strconv.Itoa(n)+" keeps at least one span in "+atLeastOne(one.Last.Rate, n)+" of sampled fan-outs.", t.T2)
		}
	}
	f.sessionFaults(&one)
}

// sessionFaults are those of a session's machine, and of connections.
func (f *facts) sessionFaults(s *seenSession) {
	down := ""
	if s.Gone {
		down = "it is down"
	}
	list := []fault{crashNode(s.Node, down), storm()}
	if !f.Offers("button.undo") && !slices.ContainsFunc(list, f.offersFault) {
		return // there would be nothing below the heading
	}
	f.Rule()
	f.faultsHeading()
	f.faultButtons(list...)
}

// connect says how long the session took to connect to this guild, if a span tells.
func (f *facts) connect(id int) {
	ns, ok := f.in.InspectConnect(id)
	if !ok {
		return
	}
	f.Y += 4
	f.Row("connecting took", ui.Duration(ns), f.Theme.TraceInk)
	f.Y += 4
}

// earlierShown is how many spans of earlier messages are named.
const earlierShown = 6

// keptEarlier are the messages of which the session has kept a span, the newest first:
// each leads to its message.
func (f *facts) keptEarlier(marks []guild.Mark) {
	if len(marks) == 0 {
		return
	}
	f.Rule()
	f.Heading("Spans that it kept before", ui.Plural(len(marks), "span"))
	for i := range min(len(marks), earlierShown) {
		m := &marks[len(marks)-1-i]
		word := "of its trace"
		if m.Orphan {
			word = "session root"
		}
		r := f.messageRow(m.Message, word, f.Theme.TraceInk)
		keptMark(&f.Painter, f.X+18, r.CenterY(), m.Orphan)
		f.Note("kept a span of message ", scene.Numbered(m.Message), ", ", word)
	}
}

// doing says what a session is doing.
func doing(s *seenSession, now int64) string {
	switch {
	case s.state == cardGone:
		return "Its actor has crashed and is not up again."
	case s.state == cardLost:
		return "Its copy of " + scene.Numbered(s.Lost) + " never came."
	case s.state == cardHandling:
		return "Handling " + scene.Numbered(s.Last.Message) + ", " + ui.Duration(s.Ends-now) + " to go" + andWaiting(s.Mailbox)
	case s.Mailbox > 0 && s.Last.Message != 0:
		return ui.Plural(s.Mailbox, "message") + " in its mailbox, after " + scene.Numbered(s.Last.Message)
	case s.Mailbox > 0:
		return ui.Plural(s.Mailbox, "message") + " in its mailbox"
	case s.Handled > 0:
		return ui.Count(s.Handled) + " handled, the last one " + ui.Duration(now-s.Ends) + " ago"
	}
	return "No message has come yet."
}

func andWaiting(n int) string {
	if n == 0 {
		return ""
	}
	return ", " + strconv.Itoa(n) + " more in its mailbox"
}

// did is what the session made of its last message, step by step.
func (f *facts) did(s *seenSession) []ui.Fact {
	d := &s.Last
	q := shareText(d.Rate)
	var list []ui.Fact
	switch d.Carrier {
	case sim.CarrierSampled:
		list = append(list, ui.Fact{Title: "Unpacked the carrier", About: "bit 0 is 1: part of a sampled trace"})
	case sim.CarrierUnsampled:
		list = append(list, ui.Fact{Title: "Unpacked the carrier", About: "bit 0 is 0: nobody will keep this trace"})
	case sim.CarrierEmpty:
		list = append(list, ui.Fact{Title: "Found the carrier empty", About: "nothing to unpack, nothing to continue"})
	default:
		list = append(list, ui.Fact{Title: "Took the message as it is", About: "no envelope, so no context and no number of recipients"})
	}
	switch d.Decision {
	case guild.DecisionKept, guild.DecisionCleared:
		list = append(list, ui.Fact{Title: "Looked up its rate", About: ui.Plural(d.Recipients, "recipient") + ": " + ui.Percent(d.Rate)})
		word := ", cleared the flag"
		if d.Decision == guild.DecisionKept {
			word = ", kept"
		}
		list = append(list, ui.Fact{Title: "Rolled " + rollText(d) + word, About: "a draw from 0 to 1, drawn on an axis on which each step is ten times the last",
			Draw: func(*ui.Facts) { f.rollStrip(d, q) }})
		if d.Decision == guild.DecisionKept {
			list = append(list, f.recorded(s))
		} else {
			list = append(list, ui.Fact{Title: "Recorded nothing", About: "nor will anything that it calls"})
		}
	case guild.DecisionUnsampled:
		list = append(list, ui.Fact{Title: "Asked for a span, got none", About: "children inherit the flag"})
	case guild.DecisionBanned:
		list = append(list, ui.Fact{Title: "Started no trace", About: "after a fan-out a session continues a trace or has none"})
	case guild.DecisionOff:
		list = append(list, ui.Fact{Title: "Started no trace", About: "sessions may not start traces"})
	case guild.DecisionRoot:
		if s.orphan {
			list = append(list, ui.Fact{Title: "Asked the head sampler: kept", About: "a session root, an orphan: a trace that begins here and leads nowhere", Kept: true})
		} else {
			list = append(list, ui.Fact{Title: "Asked the head sampler: not kept", About: "a root span at " + ui.Percent(settingsOf(f.v.Snap).HeadRate) + ", for every session"})
		}
	default:
		list = append(list, ui.Fact{Title: "What it decided is not certain", About: "settings have changed since it came"})
	}
	return list
}

// recorded is the step of a kept span.
func (f *facts) recorded(s *seenSession) ui.Fact {
	word, when := "Recorded", "took "+ui.Duration(max(0, s.Ends-s.Last.Began))
	if s.state == cardHandling {
		word, when = "Recording", "started "+ui.Duration(max(0, f.v.Snap.Now-s.Last.Began))+" ago"
	}
	stands := "stands for itself"
	if s.Last.Rate > 0 && s.Last.Rate < exact.Whole {
		stands = "stands for " + ui.Count(int64(float64(exact.Whole)/float64(s.Last.Rate)+.5)) + " of them"
	}
	return ui.Fact{Title: word + " session.forward", About: when + ", " + stands, Kept: true}
}

// shareText is a rate as a roll is written.
func shareText(p exact.PPM) string {
	return ui.TrimZeros(strconv.FormatFloat(scene.Share(p), 'f', 6, 64))
}

// rollStrip is a roll beside the rate, on a logarithmic axis of five decades.
func (f *facts) rollStrip(d *guild.Delivery, q string) {
	t := f.Theme
	x, w, y := f.X+30, f.W-34, f.Y+12
	at := func(v float64) float64 { return x + w*min(max(1+math.Log10(max(v, 1e-9))/5, 0), 1) }
	edge := at(scene.Share(d.Rate))
	f.HLine(x, y, w, t.Line2)
	for tenth := range 6 { // the decades of the axis
		f.VLine(at(math.Pow10(-tenth))-.5, y-4, 8, t.Line2)
	}
	f.Fill(ui.Box(x, y-6, max(2, edge-x), 12), 3, t.TraceDim)
	f.Border(ui.Box(x, y-6, max(2, edge-x), 12), 3, 1.4, t.Trace)
	f.VLine(edge-.75, y-9, 18, t.T1)
	roll := at(float64(d.Roll) / (1 << guild.RollBits))
	if d.Decision == guild.DecisionKept {
		f.Diamond(roll, y, 5.5, t.Trace)
	} else {
		f.Disc(roll, y, 5, t.Bg1)
		f.Ring(roll, y, 4.5, 1.4, t.T1)
	}
	f.Text(x, y+19, ui.Tick, t.TraceInk, "keep below "+q)
	if f.Width(ui.Tick, "keep below "+q)+f.Width(ui.Tick, "clear the flag")+12 < w {
		f.TextRight(x+w, y+19, ui.Tick, t.T2, "clear the flag")
	}
}

// span is the recorded span itself, as long as the store holds it.
func (f *facts) span(number int64) {
	if number == 0 {
		return
	}
	t := f.Theme
	s, ok := f.in.InspectSpan(number)
	if !ok {
		f.Sentence("The span has left the store, which holds "+ui.Count(span.MaxHeld)+".", t.T2)
		return
	}
	f.Identifier("trace", s.Trace.String())
	f.Identifier("span", s.ID.String())
	if s.Parent.IsValid() {
		f.Identifier("parent", s.Parent.String())
	} else {
		f.Identifier("parent", "none: a root")
	}
}

// lastMessages are the badges of the last copies that came, and what was on them.
func (f *facts) lastMessages(id int) {
	t := f.Theme
	all := f.in.InspectDeliveries(id, nil)
	var list []guild.Delivery
	for _, d := range all {
		if d.State == guild.DeliveryBegun || d.State == guild.DeliveryWaiting || d.State == guild.DeliveryLost {
			list = append(list, d)
		}
		if len(list) == messagesShown {
			break
		}
	}
	if len(list) == 0 {
		return
	}
	f.Rule()
	last := list[len(list)-1].Message
	remark := scene.Numbered(last)
	if len(list) > 1 {
		remark += " to " + scene.Numbered(list[0].Message)
	}
	name := "Its last " + strconv.Itoa(len(list)) + " messages"
	if len(list) == 1 {
		name = "Its only message so far"
	}
	f.Heading(name, remark)
	var by [sim.CarrierSampled + 1]int
	kept, lost := 0, 0
	pitch := min(22, f.W/messagesShown)
	for i := range list {
		d := &list[len(list)-1-i]
		x, y := f.X+8+pitch*float64(i), f.Y+8
		by[d.Carrier]++
		switch {
		case d.State == guild.DeliveryLost:
			lost++
			ui.IconClose(&f.Painter, x, y, t.Bad)
		case d.Decision == guild.DecisionKept:
			kept++
			f.Diamond(x, y, 6.5, t.Trace)
		case d.Carrier == sim.CarrierSampled:
			f.DiamondRing(x, y, 6.5, 1.4, t.Trace)
		case d.Carrier == sim.CarrierBare:
			f.Ring(x, y, 5, 1.4, t.T3)
		default:
			badge(&f.Painter, x, y, d.Carrier)
		}
	}
	f.Y += 24
	text := ""
	for _, part := range []struct {
		n    int
		word string
	}{{by[sim.CarrierSampled], "came sampled"}, {by[sim.CarrierUnsampled], "came unsampled"}, {by[sim.CarrierEmpty], "came empty"}, {by[sim.CarrierBare], "came bare"}, {kept, "kept"}, {lost, "lost"}} {
		if part.n > 0 {
			if text != "" {
				text += ", "
			}
			text += strconv.Itoa(part.n) + " " + part.word
		}
	}
	f.Sentence(text, t.T2)
}

// atLeastOne is the probability that a dot of n sessions keeps a span.
func atLeastOne(q exact.PPM, n int) string {
	p := 1 - math.Pow(1-scene.Share(q), float64(n))
	return ui.TrimZeros(ui.Decimal(p*100, 1)) + " %"
}
