package guildpicture

import (
	"strconv"

	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/guild"
	"fanout/sim/readout"
	"fanout/sim/row"
)

// dot is about the sessions that one dot stands for.
func (f *facts) dot(d dotPlace) {
	t, pic := f.Theme, f.v.pic
	ids := pic.dotMembers(d, nil)
	row, column := d.row, d.column
	if f.v.pic.cam.key.turned {
		row, column = column, row
	}
	f.Title(ui.Section, "Dot "+strconv.Itoa(d.column/d.per)+" · "+strconv.Itoa(d.row/d.per), "", "", nil)
	f.Sentence(ui.Plural(len(ids), "session")+", rows "+between(row, d.per)+", columns "+between(column, d.per), t.T2)
	var c dotCount
	view := &guild.ViewOf(f.v.Snap).Field
	inDot := make(map[uint32]bool, len(ids))
	for _, id := range ids {
		if id >= len(view.Rank) {
			return
		}
		inDot[view.Rank[id]] = true
		c.add(f.in, view, id, view.Rank[id])
	}
	for i := range guild.ViewOf(f.v.Snap).Marks {
		m := &guild.ViewOf(f.v.Snap).Marks[i]
		if !inDot[m.Rank] {
			continue
		}
		if m.Orphan {
			c.orphans++
		} else {
			c.kept++
		}
	}
	f.Y += 6
	f.Row("message handled", ui.Count(int64(c.handled)), t.T1)
	f.Row("message in mailbox", ui.Count(int64(c.waiting)), t.T1)
	if c.lost > 0 {
		f.Row("last copy lost", ui.Count(int64(c.lost)), t.T1)
	}
	f.Row("not reached yet", ui.Count(int64(c.sessions-c.handled-c.waiting-c.lost)), t.T1)
	f.Row("spans kept", ui.Count(int64(c.kept)), t.TraceInk)
	f.Row("session roots", ui.Count(int64(c.orphans)), t.TraceInk)
	f.Y += 4
	q := guild.ViewOf(f.v.Snap).Messages.KeepRate
	f.Sentence("At "+ui.Percent(q)+" it keeps at least one span in "+atLeastOne(q, len(ids))+" of sampled fan-outs.", t.T2)
	f.Y += 10
	f.Button(ui.Box(f.X, f.Y, 168, 32), ui.ButtonSpec{ID: "inspect.nearer", Label: "Show them as cards", Text: "Show them as cards",
		Act: func() { pic.showDot(d) }})
	f.Y += 40
}

// showDot zooms to the sessions of a dot.
func (pic *stage) showDot(d dotPlace) {
	if id := pic.cam.sessionAt(min(d.row+d.per/2, d.row+d.per-1), d.column+d.per/2); id >= 0 {
		pic.zoomOn(len(pic.cam.levels)-1, id, pic.s.Now())
	} else if ids := pic.dotMembers(d, nil); len(ids) > 0 {
		pic.zoomOn(len(pic.cam.levels)-1, ids[0], pic.s.Now())
	}
}

// message is the way of a user message, with the decisions that were taken on it.
func (f *facts) message(number int64) {
	t := f.Theme
	f.Title(ui.Section, "Message "+scene.Numbered(number), "following", "", func(x, y float64) { ui.IconAim(&f.Painter, x, y, t.T1) })
	if f.in == nil {
		return
	}
	p, ok := f.in.InspectTrail(number)
	if !ok {
		if number > guild.ViewOf(f.v.Snap).Messages.Sent {
			f.Sentence("It has not been sent yet.", t.T2)
		} else {
			f.Sentence("The way of a message is remembered for the last 64.", t.T2)
		}
		return
	}
	f.Sentence(f.whereabouts(&p), t.T1)
	f.Y += 4
	if p.FannedAt != 0 {
		f.opened(number, p.Fanout.Carrier, p.CopyHeader, p.Recipients)
	}
	f.Rule()
	f.Heading("Its way", "")
	f.Steps(f.way(&p))
	f.Rule()
	f.Heading("traceparent of the request", "")
	f.header(p.Header)
	f.magnify(&p)
}

// magnify leads to the microscope, with the header of a message under it.
func (f *facts) magnify(p *guild.Trail) {
	if p.Header == "" || !f.Offers(microID) {
		return
	}
	source := "the gRPC header of message " + scene.Numbered(p.Number)
	if p.Node < len(guild.ViewOf(f.v.Snap).APINodes) {
		source += ", from " + guild.ViewOf(f.v.Snap).APINodes[p.Node].Name
	}
	f.Y += 8
	h, pic, header := f.Tall(30), f.v.pic, p.Header
	f.Button(ui.Box(f.X, f.Y, f.W, h), ui.ButtonSpec{ID: "micro.message", Label: "Put it under the microscope", Text: "Under the microscope", Icon: microIcon,
		Hint: "This header byte by byte", Act: func() { pic.micro.Show(header, source) }})
	f.Y += h + 6
}

// whereabouts says where a message is now.
func (f *facts) whereabouts(p *guild.Trail) string {
	now := f.v.Snap.Now
	switch {
	case p.GoneAt != 0 && p.GoneAt <= now:
		return goneText(f.v.Snap, p)
	case p.ReadAt == 0 || p.ReadAt > now:
		return "On its way to the guild"
	case p.FannedAt == 0 || p.FannedAt > now:
		return "In the guild’s mailbox"
	}
	for i := range guild.ViewOf(f.v.Snap).Field.Waves {
		if w := &guild.ViewOf(f.v.Snap).Field.Waves[i]; w.Message == p.Number {
			return "Fanning out: " + ui.Count(int64(reachedBy(w))) + " of " + ui.Count(int64(w.Size)) + " reached, " + ui.Count(int64(w.Done)) + " handled" + andMissing(&w.Missing)
		}
	}
	if p.Fanout.Missing.Total() > 0 {
		return "Fanned out to " + ui.Count(int64(p.Fanout.Size)) + ": " + ui.Count(int64(p.Fanout.Done)) + " handled" + andMissing(&p.Fanout.Missing)
	}
	return "Fanned out to " + ui.Count(int64(p.Fanout.Size)) + ", all done"
}

// way is what was done with a message, step by step.
func (f *facts) way(p *guild.Trail) []ui.Fact {
	name := "api"
	if p.Node < len(guild.ViewOf(f.v.Snap).APINodes) {
		name = guild.ViewOf(f.v.Snap).APINodes[p.Node].Name
	}
	first := ui.Fact{Title: "Head: not sampled", About: name + " keeps " + ui.Percent(p.Head) + " of messages"}
	if p.Sampled {
		first.Title, first.Kept = "Head: sampled", true
	}
	list := []ui.Fact{first}
	if p.Linked {
		list = append(list, ui.Fact{Title: "Put its context into the headers", About: "flags " + p.Header[max(0, len(p.Header)-2):]})
	} else {
		list = append(list, ui.Fact{Title: "Sent no context", About: "API and guild are not linked"})
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
	list = append(list, ui.Fact{Title: "Into the guild’s mailbox", About: box})
	if p.FannedAt == 0 {
		return list
	}
	if p.Fanout.Carrier == sim.CarrierSampled && p.Fanout.Origin == guild.OriginGuild {
		list = append(list, ui.Fact{Title: "The guild began a trace: sampled", About: "the message came without context, so the guild asked its own head sampler", Kept: true})
	}
	s := ui.Fact{Title: "Fanned out to " + ui.Count(int64(p.Fanout.Size)), About: "each copy " + copyWords(p)}
	if p.Fanout.Carrier == sim.CarrierSampled {
		s.Kept = true
	}
	return append(list, s)
}

func readStep(p *guild.Trail) ui.Fact {
	where := "by " + p.GuildNode
	switch {
	case p.Sieved && p.Unpacked:
		return ui.Fact{Title: "Passed the sieve, unpacked", About: where + ": the sampled bit at byte 54 is set"}
	case p.Sieved:
		return ui.Fact{Title: "Stopped by the sieve", About: where + ": the sampled bit at byte 54 is clear, nothing unpacked"}
	case p.Unpacked:
		return ui.Fact{Title: "Unpacked", About: where + ", as all headers are"}
	}
	return ui.Fact{Title: "Headers not looked at", About: where}
}

func copyWords(p *guild.Trail) string {
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
	t := f.Theme
	if id >= len(guild.ViewOf(f.v.Snap).APINodes) {
		return
	}
	n := &guild.ViewOf(f.v.Snap).APINodes[id]
	f.Title(ui.Section, n.Name, "", "", func(x, y float64) { scene.ServiceIcon(&f.Painter, guild.API, x, y) })
	f.Sentence("Takes a user's message, decides whether its trace is kept, and calls the guild by gRPC.", t.T2)
	f.Y += 6
	f.Row("users’ messages sent", ui.Count(n.Sent), t.T1)
	if n.SentSmall > 0 {
		f.Row("of them to small guilds", ui.Count(n.SentSmall), t.T2)
	}
	f.Row("sampled here", ui.Count(n.Sampled), t.TraceInk)
	f.Row("expected before the draw", ui.Decimal(float64(n.SampledExp)/float64(exact.Whole), 1), t.T2)
	f.Rule()
	f.dial("head.rate")
	f.Rule()
	f.faultsHeading()
	f.linkFaults(guild.LinkAPI)
	f.Rule()
	f.Heading("The last that it sent", "")
	list := f.lately(8, func(p *guild.Trail) bool { return p.Node == id })
	f.messages(list)
	if len(list) == 0 {
		f.Sentence("None yet.", t.T2)
	}
}

// guild is about the guild's actor.
func (f *facts) guild() {
	t, g := f.Theme, &guild.ViewOf(f.v.Snap).Guild
	f.Title(ui.Section, "Guild", "", "", func(x, y float64) { scene.ServiceIcon(&f.Painter, guild.Guilds, x, y) })
	f.Sentence("One actor, one mailbox, one message at a time. What it sends to everybody it sends itself, one after the other.", t.T2)
	f.Y += 6
	ink := t.T1
	if g.Mailbox > slots {
		ink = t.Bad
	}
	f.Row("messages in its mailbox", ui.Count(int64(g.Mailbox)), ink)
	f.Row("of them from users, by the API", ui.Count(int64(g.Users)), t.T2)
	f.Row("this actor, now", actorNow(g), t.T1)
	f.Row("it was busy "+readout.Window(g.BusyNs), g.Busy.Tenths()+" % of one core", t.T1)
	service := &f.v.Snap.Services[guild.Guilds]
	about := explainQueue(g)
	if f.v.l.Bars {
		about += " The service is all guilds together. It spent that " + service.SpentIn() + "."
		f.Row("the service, spent", scene.LoadText(service.Spent)+" % of "+scene.Cores(service.Capacity)+" cores", t.T2)
		f.Row("the service, expected", scene.LoadText(service.CPU.Total())+" %", t.T2)
	}
	if g.Last != 0 && !f.v.pic.place.Veiled {
		f.Row(scene.Numbered(g.Last)+" sent to", ui.Count(int64(g.Sent))+" of "+ui.Count(int64(g.Recipients)), t.T1)
	}
	for _, p := range missingParts(&g.Missing) {
		if p.N > 0 {
			f.Row("– "+p.Name, ui.Count(p.N), t.Bad)
		}
	}
	f.Sentence(about, t.T2)
	f.Rule()
	f.faultsHeading()
	f.crashGuild()
	f.linkFaults(guild.LinkSessions)
	f.Rule()
	l := &guild.ViewOf(f.v.Snap).Ledger
	f.Heading("What happened to the messages", "")
	f.crashRows()
	f.accountRows("messages sent", l.Messages.Sent, guild.MessageParts(&l.Messages))
	f.Y += 6
	f.Heading("And to their copies", "")
	f.accountRows("copies sent", l.Copies.Sent, guild.CopyParts(&l.Copies))
	f.Rule()
	f.toggle(skipUnsampled(f.v.Snap))
	f.dial("rate")
	if total := g.Stages.Time.Total(); total > 0 {
		f.Rule()
		f.Heading("Where its time went since "+ui.ClockShort(f.v.Snap.ChangedAt), "MODEL")
		scene.StageFacts(f.v.View, f.Facts, &g.Stages.Time, total)
	}
	if list := f.lately(6, func(p *guild.Trail) bool { return p.ReadAt != 0 }); len(list) > 0 {
		f.Rule()
		f.Heading("The last that came to it", "")
		f.messages(list)
	}
}

// explainQueue says what the actor's share has to do with the messages that wait.
func explainQueue(g *guild.GuildView) string {
	const one = "One actor uses one core at most. "
	switch {
	case g.Mailbox == 0:
		return one + "Near 100 % its mailbox grows."
	case g.Busy > exact.Whole*95/100:
		return one + "It had no time left, so messages wait."
	}
	return one + "Messages wait because more came at once than it handles at once: the share is the mean of a longer time."
}

// sieve is about how the gRPC server reads headers, on the last one that came.
func (f *facts) sieve() {
	t, m := f.Theme, &guild.ViewOf(f.v.Snap).Messages
	mode := settingsOf(f.v.Snap).Sieve
	f.Title(ui.Section, [...]string{"Headers ignored", "Parse all", "Sieve"}[mode], "", "", nil)
	f.Sentence([...]string{
		"The server does not look at trace headers: API and guild are two traces.",
		"The server unpacks every traceparent, then looks whether it is sampled. Nearly all are not.",
		"The server reads one byte of the traceparent and unpacks it only if that says sampled.",
	}[mode], t.T2)
	f.Y += 6
	f.Row("headers parsed", ui.Count(m.Headers.Parsed), t.TraceInk)
	f.Row("stripped: passed on without them", ui.Count(m.Headers.Stripped), t.T1)
	f.Row("ignored: not looked at", ui.Count(m.Headers.Ignored), t.T1)
	f.Y += 4
	controls{f.v}.sieveChoice(ui.Box(f.X, f.Y, f.W, f.Tall(32)))
	f.Y += f.Tall(32) + 10
	if f.Offers(microID) {
		f.Button(ui.Box(f.X, f.Y, f.W, f.Tall(30)), ui.ButtonSpec{ID: "micro", Label: "Sieve microscope", Text: "Sieve microscope", Icon: microIcon,
			Hint: "One header, byte by byte (M)", Act: f.v.pic.do.openMicro})
		f.Y += f.Tall(30) + 6
	}
	list := f.lately(1, func(p *guild.Trail) bool { return p.ReadAt != 0 })
	if len(list) == 0 {
		return
	}
	f.Rule()
	f.Heading("The last header", scene.Numbered(list[0].Number))
	f.header(list[0].Header)
	f.magnify(&list[0])
	if mode != guild.SieveOn || list[0].Header == "" {
		return
	}
	f.Y += 8
	f.Heading("How the sieve reads it", "")
	for _, s := range guild.InspectHeader(list[0].Header).Steps {
		f.Text(f.X, f.Y+8, ui.MonoSmall, t.T1, s.Code)
		f.TextRight(f.X+f.W, f.Y+8, ui.MonoSmall, t.TraceInk, s.Value)
		f.Note(s.Code, " is ", s.Value)
		f.Y += 17
		for _, l := range f.Wrap(ui.Tick, s.Note, f.W-8) {
			f.Text(f.X+8, f.Y+7, ui.Tick, t.T3, l)
			f.Y += 15
		}
		f.Y += 5
	}
}

// cpu is about a bar, or one stage of it, and what its capacity was sized for.
func (f *facts) cpu(service row.Service, stage row.Stage) {
	scene.BarFacts(f.v.View, f.Facts, service, stage)
	f.Rule()
	if service == guild.Sessions || service == guild.Guilds {
		f.toggle(skipUnsampled(f.v.Snap))
		f.toggle(noRoots(f.v.Snap))
	}
	f.dial("members")
	f.Rule()
	f.Sentence(sizedWords(f.v.Snap)+", and for their work alone: what tracing costs comes on top. It is sized again when members, small guilds, nodes or the price list change, not when rates do.", f.Theme.T2)
}

// sizedWords says what the capacity of the services was sized for.
func sizedWords(s *sim.Snapshot) string {
	z := &guild.ViewOf(s).Sized
	return "Sized for " + ui.Plural(z.For.Members, "member") + " at " + ui.Rate(z.For.MessageRate) + "/s"
}

// dial and toggle are the controls that belong to what is inspected: the panel lies where the
// others are. Those that are not offered are left out.
func (f *facts) dial(key string) {
	if !f.Offers("slider." + key) {
		return
	}
	f.v.Dial(ui.Box(f.X, f.Y, f.W, 44), key)
	f.Y += 48
}

func (f *facts) toggle(o ui.Option) {
	if !f.Offers("toggle." + o.ID) {
		return
	}
	f.v.ToggleRow(ui.Box(f.X-8, f.Y, f.W+16, 50), f.v.toggle(o))
	f.Y += 54
}
