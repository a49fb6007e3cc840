package scene

import (
	"math"
	"strconv"
	"strings"

	"fanout/sim"
)

// dot is about the sessions that one dot stands for.
func (f *facts) dot(d dotPlace) {
	t := f.theme
	ids := f.s.dotMembers(d, nil)
	row, column := d.row, d.column
	if f.s.cam.key.turned {
		row, column = column, row
	}
	f.title(Section, "Dot "+strconv.Itoa(d.column/d.per)+" · "+strconv.Itoa(d.row/d.per), "", nil)
	f.line(plural(len(ids), "session")+", rows "+between(row, d.per)+", columns "+between(column, d.per), t.T2)
	var c dotCount
	view := &f.snap.Field
	inDot := make(map[uint32]bool, len(ids))
	for _, id := range ids {
		if id >= len(view.Rank) {
			return
		}
		c.sessions++
		rank := view.Rank[id]
		inDot[rank] = true
		waits := false
		for i := range view.Waves {
			if w := &view.Waves[i]; int(rank) < w.Arrived && int(rank) >= w.Handled {
				waits = true
			}
		}
		switch {
		case waits:
			c.waiting++
		case view.LastHandled(int(rank)) >= 0:
			c.handled++
		}
	}
	for i := range f.snap.Marks {
		m := &f.snap.Marks[i]
		if !inDot[m.Rank] {
			continue
		}
		if m.Orphan {
			c.orphans++
		} else {
			c.kept++
		}
	}
	f.y += 6
	f.row("message handled", count(int64(c.handled)), t.T1)
	f.row("message in mailbox", count(int64(c.waiting)), t.T1)
	f.row("not reached yet", count(int64(c.sessions-c.handled-c.waiting)), t.T1)
	f.row("spans kept", count(int64(c.kept)), t.TraceInk)
	f.row("orphan roots", count(int64(c.orphans)), t.TraceInk)
	f.y += 4
	q := f.snap.Messages.KeepRate
	f.line("At "+percent(q)+" it keeps at least one span in "+atLeastOne(q, len(ids))+" of sampled fan-outs.", t.T2)
	f.y += 10
	f.button(Rect{f.x, f.y, 168, 32}, buttonSpec{id: "inspect.nearer", label: "Show them as cards", text: "Show them as cards",
		act: func(s *Scene) { s.showDot(d) }})
	f.y += 40
}

// showDot zooms to the sessions of a dot.
func (s *Scene) showDot(d dotPlace) {
	if id := s.sessionAt(min(d.row+d.per/2, d.row+d.per-1), d.column+d.per/2); id >= 0 {
		s.zoomOn(len(s.cam.levels)-1, id, s.now)
	} else if ids := s.dotMembers(d, nil); len(ids) > 0 {
		s.zoomOn(len(s.cam.levels)-1, ids[0], s.now)
	}
}

// message is the way of a user message, with the decisions that were taken on it.
func (f *facts) message(number int64) {
	t := f.theme
	f.title(Section, "Message "+messageName(number), "following", func(x, y float64) { iconAim(f.view, x, y, t.T1) })
	if f.in == nil {
		return
	}
	p, ok := f.in.InspectPassage(number)
	if !ok {
		if number > f.snap.Messages.Sent {
			f.line("It has not been sent yet.", t.T2)
		} else {
			f.line("The way of a message is remembered for the last 64.", t.T2)
		}
		return
	}
	f.line(f.whereabouts(&p), t.T1)
	f.y += 4
	if p.FannedAt != 0 {
		f.opened(number, p.Fanout.Carrier, p.CopyHeader, p.Recipients)
	}
	f.rule()
	f.heading("Its way", "")
	f.steps(f.way(&p))
	f.rule()
	f.heading("traceparent of the request", "")
	f.header(p.Header)
}

// whereabouts says where a message is now.
func (f *facts) whereabouts(p *sim.Passage) string {
	now := f.snap.Now
	switch {
	case p.ReadAt == 0 || p.ReadAt > now:
		return "On its way to the guild"
	case p.FannedAt == 0 || p.FannedAt > now:
		return "In the guild’s mailbox"
	}
	for i := range f.snap.Field.Waves {
		if w := &f.snap.Field.Waves[i]; w.Message == p.Number {
			return "Fanning out: " + count(int64(w.Arrived)) + " of " + count(int64(w.Size)) + " reached, " + count(int64(w.Handled)) + " handled"
		}
	}
	return "Fanned out to " + count(int64(p.Fanout.Size)) + ", all done"
}

// way is what was done with a message, step by step.
func (f *facts) way(p *sim.Passage) []fact {
	name := "api"
	if p.Node < len(f.snap.APINodes) {
		name = f.snap.APINodes[p.Node].Name
	}
	first := fact{title: "Head: not sampled", about: name + " keeps " + percent(p.Head) + " of messages"}
	if p.Sampled {
		first.title, first.kept = "Head: sampled", true
	}
	list := []fact{first}
	if p.Linked {
		list = append(list, fact{title: "Put its context into the headers", about: "flags " + p.Header[max(0, len(p.Header)-2):]})
	} else {
		list = append(list, fact{title: "Sent no context", about: "API and guild are not linked"})
	}
	if p.ReadAt == 0 {
		return list
	}
	list = append(list, readStep(p))
	box := "bare"
	switch {
	case p.Enveloped && p.GuildHeader == "":
		box = "in an envelope with an empty carrier"
	case p.Enveloped:
		box = "in an envelope with the context"
	}
	list = append(list, fact{title: "Into the guild’s mailbox", about: box})
	if p.FannedAt == 0 {
		return list
	}
	s := fact{title: "Fanned out to " + count(int64(p.Fanout.Size)), about: "each copy " + copyWords(p)}
	if p.Fanout.Carrier == sim.CarrierSampled {
		s.kept = true
	}
	return append(list, s)
}

func readStep(p *sim.Passage) fact {
	where := "by " + p.GuildNode
	switch {
	case p.Sieved && p.Unpacked:
		return fact{title: "Passed the sieve, unpacked", about: where + ": byte 54 is odd"}
	case p.Sieved:
		return fact{title: "Stopped by the sieve", about: where + ": byte 54 says unsampled, nothing unpacked"}
	case p.Unpacked:
		return fact{title: "Unpacked", about: where + ", as all headers are"}
	}
	return fact{title: "Headers not looked at", about: where}
}

func copyWords(p *sim.Passage) string {
	switch {
	case p.Bare:
		return "bare"
	case p.Skipped:
		return "in an envelope; unsampled context is left out"
	case p.CopyHeader == "":
		return "in an envelope with an empty carrier"
	}
	return "in an envelope that states how many there are"
}

// api is about a node of the API.
func (f *facts) api(id int) {
	t := f.theme
	if id >= len(f.snap.APINodes) {
		return
	}
	n := &f.snap.APINodes[id]
	f.title(Section, n.Name, "", func(x, y float64) { f.serviceIcon(sim.API, x, y) })
	f.line("Takes a user's message, decides whether its trace is kept, and calls the guild by gRPC.", t.T2)
	f.y += 6
	f.row("messages sent", count(n.Sent), t.T1)
	f.row("sampled", count(n.Sampled), t.TraceInk)
	f.row("expected at "+percent(f.snap.Settings.HeadRate), decimal(float64(n.Sent)*share(f.snap.Settings.HeadRate), 1), t.T2)
	f.rule()
	f.heading("Its last messages", "")
	list := f.lately(8, func(p *sim.Passage) bool { return p.Node == id })
	f.messages(list)
	if len(list) == 0 {
		f.line("None yet.", t.T2)
	}
}

// guild is about the guild's actor.
func (f *facts) guild() {
	t, g := f.theme, &f.snap.Guild
	f.title(Section, "Guild", "", func(x, y float64) { f.serviceIcon(sim.Guilds, x, y) })
	f.line("One actor, one mailbox, one message at a time. What it sends to everybody it sends itself, one after the other.", t.T2)
	f.y += 6
	ink := t.T1
	if g.Mailbox > slots {
		ink = t.Bad
	}
	f.row("messages in its mailbox", count(int64(g.Mailbox)), ink)
	f.row("busy in the last second", decimal(share(g.Busy)*100, 0)+" %", t.T1)
	f.row("sent of this fan-out", count(int64(g.Sent))+" of "+count(int64(g.Recipients)), t.T1)
	if total := g.Stages.Time.Total(); total > 0 {
		f.rule()
		f.heading("Where its time goes", "MODEL")
		f.stages(&g.Stages.Time, total)
	}
	if list := f.lately(6, func(p *sim.Passage) bool { return p.ReadAt != 0 }); len(list) > 0 {
		f.rule()
		f.heading("Its last messages", "")
		f.messages(list)
	}
}

// stages is a row per stage that takes a share of total.
func (f *facts) stages(c *sim.StageCost, total sim.PPM) {
	t := f.theme
	for s := range sim.NumStages {
		y := f.y + 9
		box := Rect{f.x, y - 6, 12, 12}
		f.fill(box, 2, t.Stages[s])
		f.pattern(box, stagePatterns[s], box.X, t.PatternInk)
		f.text(f.x+20, y, LabelStrong, t.T1, string(s.Letter()))
		f.text(f.x+37, y, Label, t.T2, stageTitles[s])
		text := decimal(100*float64(c[s])/float64(max(1, total)), 1) + " %"
		f.textRight(f.x+f.w, y, LabelStrong, t.T1, text)
		f.note(stageTitles[s], ": ", text)
		f.y += 21
	}
}

// sieve is about how the gRPC server reads headers, on the last one that came.
func (f *facts) sieve() {
	t, m := f.theme, &f.snap.Messages
	mode := f.snap.Settings.Sieve
	f.title(Section, [...]string{"Headers ignored", "Parse all", "Sieve"}[mode], "", nil)
	f.line([...]string{
		"The server does not look at trace headers: API and guild are two traces.",
		"The server unpacks every traceparent, then looks whether it is sampled. Nearly all are not.",
		"The server reads one byte of the traceparent and unpacks it only if that says sampled.",
	}[mode], t.T2)
	f.y += 6
	f.row("headers unpacked", count(m.Parsed), t.TraceInk)
	f.row("left alone", count(m.Stripped), t.T1)
	list := f.lately(1, func(p *sim.Passage) bool { return p.ReadAt != 0 })
	if len(list) == 0 {
		return
	}
	f.rule()
	f.heading("The last header", messageName(list[0].Number))
	f.header(list[0].Header)
	if mode != sim.SieveOn || list[0].Header == "" {
		return
	}
	f.y += 8
	f.heading("How the sieve reads it", "")
	for _, s := range sim.InspectHeader(list[0].Header).Steps {
		f.text(f.x, f.y+8, MonoSmall, t.T1, s.Code)
		f.textRight(f.x+f.w, f.y+8, MonoSmall, t.TraceInk, s.Value)
		f.note(s.Code, " is ", s.Value)
		f.y += 17
		for _, l := range f.wrap(Tick, s.Note, f.w-8) {
			f.text(f.x+8, f.y+7, Tick, t.T3, l)
			f.y += 15
		}
		f.y += 5
	}
}

// stageAbout says what a stage is.
var stageAbout = [sim.NumStages]string{
	sim.StageHandle: "The work itself: what would be left without any tracing.",
	sim.StageWrap:   "Putting a context into an envelope or into headers.",
	sim.StageUnpack: "Getting a context out of an envelope or of headers, also when there is none.",
	sim.StageSieve:  "Reading the one byte that says whether unpacking is worth it.",
	sim.StageSpan:   "Starting, recording and ending spans, and deciding not to.",
	sim.StageExport: "Handing finished spans on.",
}

// cpu is about a bar, or one stage of it.
func (f *facts) cpu(service sim.Service, stage sim.Stage) {
	t, row := f.theme, &f.snap.Services[service]
	f.title(Section, serviceTitle[service]+" CPU", "MODEL", func(x, y float64) { f.serviceIcon(service, x, y) })
	f.row("of its "+trimZeros(decimal(float64(row.Capacity)/1000, 2))+" cores", tenths(row.CPU.Total())+" %", t.T1)
	if by, ok := change(row); ok {
		sign := "+"
		if by < 0 {
			sign = minus
		}
		f.row("before the last change", tenths(row.Before.Total())+" % ("+sign+tenths(max(by, -by))+" points)", t.T2)
	}
	f.row("tracing", tenths(row.CPU.Total()-row.CPU[sim.StageHandle])+" points", t.TraceInk)
	f.row("messages handled", count(row.Handled), t.T1)
	if stage < sim.NumStages {
		f.rule()
		f.heading(strings.ToUpper(stageTitles[stage][:1])+stageTitles[stage][1:], tenths(row.CPU[stage])+" points")
		f.line(stageAbout[stage], t.T2)
		if row.HasBefore {
			f.line("Before the last change: "+tenths(row.Before[stage])+" points.", t.T2)
		}
	}
	f.rule()
	f.heading("Of its time", "")
	f.stages(&row.CPU, row.CPU.Total())
}

// cpuWidget lets a bar be opened: at the stage that was clicked, or as a whole.
func (v *view) cpuWidget(service sim.Service, bar Rect) {
	row := &v.snap.Services[service]
	cpu := row.CPU
	look := v.place(Widget{ID: "cpu." + service.String(), Kind: Button, Rect: bar,
		Label: serviceTitle[service] + " CPU", Value: tenths(row.CPU.Total()) + " %",
		act: func(s *Scene) {
			stage := sim.NumStages
			if !s.byKey && bar.Contains(s.pointer) {
				stage = stageAt(&cpu, bar, s.pointer.X)
			}
			s.pick(picked{kind: pickCPU, service: service, stage: stage})
		}})
	v.focusRing(bar, 3, look)
}

// stageAt is the stage of a bar at x, sim.NumStages beside all of them. One that is
// too thin to hit is hit near it.
func stageAt(c *sim.StageCost, bar Rect, x float64) sim.Stage {
	at, best, least := bar.X, sim.NumStages, 4.
	for s := range sim.NumStages {
		w := share(c[s]) * bar.W
		if w >= .4 {
			if x >= at && x < at+w {
				return s
			}
			if d := math.Abs(at + w/2 - x); d < least {
				best, least = s, d
			}
		}
		at += w
	}
	return best
}
