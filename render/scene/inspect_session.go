package scene

import (
	"math"
	"strconv"

	"fanout/sim"
)

// messagesShown is how many of a session's last messages are shown.
const messagesShown = 12

// session is everything about one session.
func (f *facts) session(id int) {
	t := f.theme
	members := f.snap.Field.Members
	if id >= members || id >= len(f.snap.Field.Rank) {
		f.title(MonoTime, f.s.name(id), "gone", nil)
		f.line("There are only "+count(int64(members))+" sessions now.", t.T2)
		return
	}
	f.title(MonoTime, f.s.name(id), "following", func(x, y float64) { iconAim(f.view, x, y, t.T1) })
	place := ordinal(int64(f.snap.Field.Rank[id])+1) + " of " + count(int64(members)) + " in send order"
	if f.in == nil {
		f.line(place, t.T2)
		return
	}
	seen := map[int]*seenSession{}
	one := f.seeSession(f.in, id)
	seen[id] = &one
	f.kept(seen)
	f.line(place+", on "+one.Node, t.T2)
	f.line(doing(&one, f.snap.Now), t.T1)
	if one.Last.Message != 0 {
		f.y += 2
		p, _ := f.in.InspectPassage(one.Last.Message)
		f.opened(one.Last.Message, one.Last.Carrier, p.CopyHeader, one.Last.Recipients)
		f.rule()
		f.heading("What it did with "+messageName(one.Last.Message), "")
		f.steps(f.did(&one))
		f.span(one.span)
	}
	f.lastMessages(id)
	f.keptEarlier(one.earlier)
	if one.Last.Decision == sim.DecisionKept || one.Last.Decision == sim.DecisionCleared {
		f.rule()
		per := f.s.cam.levels[0].per
		if per > 1 {
			n := per * per
			f.line("A dot of "+strconv.Itoa(n)+" keeps at least one span in "+atLeastOne(one.Last.Rate, n)+" of sampled fan-outs.", t.T2)
		}
	}
}

// earlierShown is how many spans of earlier messages are named.
const earlierShown = 6

// keptEarlier are the messages of which the session has kept a span, the newest first:
// each leads to its message.
func (f *facts) keptEarlier(marks []sim.Mark) {
	if len(marks) == 0 {
		return
	}
	f.rule()
	f.heading("Spans that it kept before", plural(len(marks), "span"))
	for i := range min(len(marks), earlierShown) {
		m := &marks[len(marks)-1-i]
		word := "of its trace"
		if m.Orphan {
			word = "orphan root"
		}
		r := f.messageRow(m.Message, word, f.theme.TraceInk)
		f.mark(f.x+18, r.CenterY(), m.Orphan)
		f.note("kept a span of message ", messageName(m.Message), ", ", word)
	}
}

// doing says what a session is doing.
func doing(s *seenSession, now int64) string {
	switch {
	case s.state == cardGone:
		return "Its actor has crashed and is not up again."
	case s.state == cardHandling:
		return "Handling " + messageName(s.Last.Message) + ", " + duration(s.Ends-now) + " to go" + andWaiting(s.Mailbox)
	case s.Mailbox > 0:
		return plural(s.Mailbox, "message") + " in its mailbox"
	case s.Handled > 0:
		return count(s.Handled) + " handled, the last one " + duration(now-s.Ends) + " ago"
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
func (f *facts) did(s *seenSession) []fact {
	d := &s.Last
	q := shareText(d.Rate)
	var list []fact
	switch d.Carrier {
	case sim.CarrierSampled:
		list = append(list, fact{title: "Unpacked the carrier", about: "bit 0 is 1: part of a sampled trace"})
	case sim.CarrierUnsampled:
		list = append(list, fact{title: "Unpacked the carrier", about: "bit 0 is 0: nobody will keep this trace"})
	case sim.CarrierEmpty:
		list = append(list, fact{title: "Found the carrier empty", about: "nothing to unpack, nothing to continue"})
	default:
		list = append(list, fact{title: "Took the message as it is", about: "no envelope, so no context and no number of recipients"})
	}
	switch d.Decision {
	case sim.DecisionKept, sim.DecisionCleared:
		list = append(list, fact{title: "Looked up its rate", about: count(int64(d.Recipients)) + " recipients: " + percent(d.Rate)})
		word := ", cleared the flag"
		if d.Decision == sim.DecisionKept {
			word = ", kept"
		}
		list = append(list, fact{title: "Rolled " + rollText(d.Roll) + word,
			draw: func(f *facts) { f.rollStrip(d, q) }})
		if d.Decision == sim.DecisionKept {
			list = append(list, f.recorded(s))
		} else {
			list = append(list, fact{title: "Recorded nothing", about: "nor will anything that it calls"})
		}
	case sim.DecisionUnsampled:
		list = append(list, fact{title: "Asked for a span, got none", about: "children inherit the flag"})
	case sim.DecisionBanned:
		list = append(list, fact{title: "Started no trace", about: "after a fan-out a session continues a trace or has none"})
	case sim.DecisionOff:
		list = append(list, fact{title: "Started no trace", about: "sessions may not start traces"})
	case sim.DecisionRoot:
		if s.orphan {
			list = append(list, fact{title: "Asked the head sampler: kept", about: "an orphan root: a trace that begins here and leads nowhere", kept: true})
		} else {
			list = append(list, fact{title: "Asked the head sampler: not kept", about: "a root span at " + percent(f.snap.Settings.HeadRate) + ", for every session"})
		}
	default:
		list = append(list, fact{title: "What it decided is not certain", about: "settings have changed since it came"})
	}
	return list
}

// recorded is the step of a kept span.
func (f *facts) recorded(s *seenSession) fact {
	word, when := "Recorded", "took "+duration(max(0, s.Ends-s.Last.Began))
	if s.state == cardHandling {
		word, when = "Recording", "started "+duration(max(0, f.snap.Now-s.Last.Began))+" ago"
	}
	stands := "stands for itself"
	if s.Last.Rate > 0 && s.Last.Rate < sim.Whole {
		stands = "stands for " + count(int64(float64(sim.Whole)/float64(s.Last.Rate)+.5)) + " of them"
	}
	return fact{title: word + " session.forward", about: when + ", " + stands, kept: true}
}

// shareText is a rate as a roll is written.
func shareText(p sim.PPM) string {
	return trimZeros(strconv.FormatFloat(share(p), 'f', 6, 64))
}

// rollStrip is a roll beside the rate, on a logarithmic axis of five decades.
func (f *facts) rollStrip(d *sim.Delivery, q string) {
	t := f.theme
	x, w, y := f.x+30, f.w-34, f.y+12
	at := func(v float64) float64 { return x + w*min(max(1+math.Log10(max(v, 1e-9))/5, 0), 1) }
	edge := at(share(d.Rate))
	f.hline(x, y, w, t.Line2)
	f.fill(Rect{x, y - 6, max(2, edge-x), 12}, 3, t.TraceDim)
	f.border(Rect{x, y - 6, max(2, edge-x), 12}, 3, 1.4, t.Trace)
	f.vline(edge-.75, y-9, 18, t.T1)
	roll := at(float64(d.Roll) / (1 << sim.RollBits))
	if d.Decision == sim.DecisionKept {
		f.diamond(roll, y, 5.5, t.Trace)
	} else {
		f.disc(roll, y, 5, t.Bg1)
		f.ring(roll, y, 4.5, 1.4, t.T1)
	}
	f.text(x, y+19, Tick, t.TraceInk, "keep below "+q)
	if f.width(Tick, "keep below "+q)+f.width(Tick, "clear the flag")+12 < w {
		f.textRight(x+w, y+19, Tick, t.T2, "clear the flag")
	}
}

// span is the recorded span itself, as long as the store holds it.
func (f *facts) span(number int64) {
	if number == 0 {
		return
	}
	t := f.theme
	s, ok := f.in.InspectSpan(number)
	if !ok {
		f.line("The span has left the store, which holds "+count(sim.SpansKept)+".", t.T2)
		return
	}
	f.id("trace", s.Trace.String())
	f.id("span", s.ID.String())
	if s.Parent.IsValid() {
		f.id("parent", s.Parent.String())
	} else {
		f.id("parent", "none: a root")
	}
}

// id is a name and an id in monospace.
func (f *facts) id(name, value string) {
	f.text(f.x, f.y+8, Tick, f.theme.T3, name)
	f.text(f.x+46, f.y+8, MonoSmall, f.theme.TraceInk, value)
	f.note(name, " ", value)
	f.y += 18
}

// lastMessages are the badges of the last copies that came, and what was on them.
func (f *facts) lastMessages(id int) {
	t := f.theme
	all := f.in.InspectDeliveries(id, nil)
	var list []sim.Delivery
	for _, d := range all {
		if d.State == sim.DeliveryBegun || d.State == sim.DeliveryWaiting || d.State == sim.DeliveryLost {
			list = append(list, d)
		}
		if len(list) == messagesShown {
			break
		}
	}
	if len(list) == 0 {
		return
	}
	f.rule()
	last := list[len(list)-1].Message
	remark := messageName(last)
	if len(list) > 1 {
		remark += " to " + messageName(list[0].Message)
	}
	name := "Its last " + strconv.Itoa(len(list)) + " messages"
	if len(list) == 1 {
		name = "Its only message so far"
	}
	f.heading(name, remark)
	var by [sim.CarrierSampled + 1]int
	kept, lost := 0, 0
	pitch := min(22, f.w/messagesShown)
	for i := range list {
		d := &list[len(list)-1-i]
		x, y := f.x+8+pitch*float64(i), f.y+8
		by[d.Carrier]++
		switch {
		case d.State == sim.DeliveryLost:
			lost++
			iconClose(f.view, x, y, t.Bad)
		case d.Decision == sim.DecisionKept:
			kept++
			f.diamond(x, y, 6.5, t.Trace)
		case d.Carrier == sim.CarrierSampled:
			f.painter.op(Op{Kind: KindDiamond, Rect: around(x, y, 6.5), Stroke: 1.4, Color: t.Trace})
		case d.Carrier == sim.CarrierBare:
			f.ring(x, y, 5, 1.4, t.T3)
		default:
			f.badge(x, y, d.Carrier)
		}
	}
	f.y += 24
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
	f.line(text, t.T2)
}

// atLeastOne is the probability that a dot of n sessions keeps a span.
func atLeastOne(q sim.PPM, n int) string {
	p := 1 - math.Pow(1-share(q), float64(n))
	return trimZeros(decimal(p*100, 1)) + " %"
}

// ordinal is 1st, 2nd, 3rd, 4th … 11th … 21st.
func ordinal(n int64) string {
	end := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			end = "st"
		case 2:
			end = "nd"
		case 3:
			end = "rd"
		}
	}
	return count(n) + end
}
