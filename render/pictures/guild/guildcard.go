package guildpicture

import (
	"cmp"
	"strings"
	"time"

	"fanout/render/scene"
	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/guild"
	"fanout/sim/readout"
)

const slots = 6 // of the mailbox that are drawn one by one

// draw is the guild's actor: mailbox, the message it is sending, how busy
// it is. Its progress moves with virtual time and is drawn by guildProgress.
func (v guildCard) draw(r ui.Rect) {
	t, g := v.Theme, &guild.ViewOf(v.Snap).Guild
	edge := t.Services[guild.Guilds]
	if g.Mailbox > slots || g.Crash.Down() {
		edge = t.Bad
	}
	v.Panel(r, 10, t.Bg2, t.Line2)
	v.Border(r, 10, 1.4, edge)
	v.inspectable("guild", "Guild", ui.Count(int64(g.Mailbox))+" in mailbox", r, 10, picked{kind: pickGuild})
	x, right := r.X+12, r.Right()-12
	ink := t.T1
	if g.Mailbox > slots {
		ink = t.Bad
	}
	style, n := v.mailboxNumber(right - x - v.Width(ui.Label, "Mailbox") - 4)
	v.Pair(x, right, r.Y+19, ui.Label, style, t.T2, ink, "Mailbox", n)
	v.mailbox(r)
	v.explainMailbox(r)
	v.HLine(x, r.Y+98, right-x, t.Line)

	v.sent(ui.Box(r.CenterX()-26, r.Y+138, 52, 28), cmp.Or(g.Sending, g.Last)) // not the middle of the card, which is the guild
	if words := crashWords(v.Snap); words != "" {
		v.TextCenter(r.CenterX(), r.Y+115, ui.LabelStrong, t.Bad, v.Fit(ui.LabelStrong, right-x, words, crashBrief(v.Snap)))
		v.lastMessage(r)
	} else {
		v.message(r)
	}
	v.HLine(x, r.Y+226, right-x, t.Line)
	v.Pair(x, right, r.Y+241, ui.Label, ui.LabelStrong, t.T2, t.T1, v.Fit(ui.Label, right-x-34, "This actor", "Actor"), actorNow(g))
	busy := ui.Decimal(scene.Share(g.Busy)*100, 0) + " %"
	window := v.Fit(ui.Label, right-x-v.Width(ui.LabelStrong, busy)-8, actorWindow(g), strings.TrimPrefix(actorWindow(g), "busy "), "so far")
	v.Pair(x, right, r.Y+258, ui.Label, ui.LabelStrong, t.T2, t.T1, window, busy)
}

// mailboxNumber is how many messages wait, as large as the room allows.
func (v guildCard) mailboxNumber(room float64) (style ui.Style, text string) {
	n := int64(guild.ViewOf(v.Snap).Guild.Mailbox)
	for _, style := range []ui.Style{ui.Section, ui.BodyStrong, ui.LabelStrong} {
		for _, text := range []string{ui.Count(n), ui.Short(n), ui.Magnitude(ui.RoundFigures(float64(n), 2))} {
			if v.Width(style, text) <= room {
				return style, text
			}
		}
	}
	return ui.TickStrong, ui.Short(n)
}

// crashSeen is for how long the card tells of a crash after the guild is up again, in
// virtual time.
const crashSeen = int64(2 * time.Second)

// crashWords are what the card says of a crash: that the guild is down and when it comes
// back, or that it crashed a short time ago; "" for neither.
func crashWords(s *sim.Snapshot) string {
	c := &guild.ViewOf(s).Guild.Crash
	switch {
	case c.Down():
		return "Back in " + ui.Duration(max(0, c.DueAt-s.Now))
	case c.Count > 0 && s.Now-c.BackAt < crashSeen:
		return "Crash " + ui.Duration(s.Now-c.At) + " ago"
	}
	return ""
}

// crashBrief is crashWords where there is hardly room.
func crashBrief(s *sim.Snapshot) string {
	if guild.ViewOf(s).Guild.Crash.Down() {
		return "down"
	}
	return "crashed"
}

// message is what the guild sends, or sent last.
func (v guildCard) message(r ui.Rect) {
	t, g := v.Theme, &guild.ViewOf(v.Snap).Guild
	x, right := r.X+12, r.Right()-12
	word, message := "Sending", g.Sending
	if message == 0 {
		word, message = "Sent last", g.Last
	}
	switch {
	case v.takesIn():
		v.Pair(x, right, r.Y+115, ui.Label, ui.LabelStrong, t.T2, t.T1, v.Fit(ui.Label, right-x-60, "Let in", ""), ui.Short(guild.ViewOf(v.Snap).Connects.Large.Done))
	case message == 0:
		v.Text(x, r.Y+115, ui.Label, t.T3, v.Fit(ui.Label, right-x, "Nothing sent yet", "nothing yet"))
	default:
		number := scene.Numbered(message)
		word = v.Fit(ui.Label, right-x-v.Width(ui.LabelStrong, number)-4, word, "Sent", "")
		v.Pair(x, right, r.Y+115, ui.Label, ui.LabelStrong, t.T2, t.T1, word, number)
		v.lastMessage(r)
	}
}

// takesIn reports whether sessions connect to the guild, or have, and it has sent nothing yet.
func (v guildCard) takesIn() bool {
	view := guild.ViewOf(v.Snap)
	c := &view.Connects.Large
	return view.Guild.Last == 0 && view.Guild.Sending == 0 && c.Done+c.Waiting > 0
}

// lastMessage is the envelope of the last fan-out.
func (v guildCard) lastMessage(r ui.Rect) {
	g := &guild.ViewOf(v.Snap).Guild
	if g.Last == 0 {
		return
	}
	cy := r.Y + 148
	if g.CameBare {
		cy -= 5
		v.TextCenter(r.CenterX(), r.Y+167, ui.Tick, v.Theme.T2, cameBare)
	}
	envelope(&v.Painter, r.CenterX(), cy, 44, 30, g.Carrier)
	style := ui.Section
	if r.W < 120 {
		style = ui.BodyStrong
	}
	v.TextCenter(r.CenterX(), r.Y+184, style, v.Theme.T1, v.copies())
}

// copies is how often the guild sends the message, once that may be seen.
func (v *guildView) copies() string {
	if v.pic.place.Veiled {
		return "× ?"
	}
	return "× " + ui.Count(int64(guild.ViewOf(v.Snap).Guild.Recipients))
}

// cameBare says of a message that nobody wrapped it for the guild, whatever its copies carry.
const cameBare = "came bare"

// sent lets the message that is sent, or was sent last, be picked.
func (v guildCard) sent(r ui.Rect, message int64) {
	if v.Shell.Covered() {
		return
	}
	w := ui.Widget{ID: "guild.message", Kind: ui.Button, Rect: r, Label: "Message " + scene.Numbered(message), Act: v.pic.do.pickSent}
	if message == 0 {
		w.Label, w.Disabled = "Message", "nothing was sent yet"
	}
	state := v.Place(w)
	v.FocusRing(r, 6, state)
	if state.Hover {
		v.Fill(r.Inset(-2), 6, v.Theme.Bg3)
	}
}

// actorNow says whether the actor is handling a message at this moment.
func actorNow(g *guild.GuildView) string {
	if g.Working || g.Mailbox > 0 {
		return "busy"
	}
	return "idle"
}

// actorWindow says of how long ago the actor's busy share is, in the room of the card.
func actorWindow(g *guild.GuildView) string {
	text := readout.Window(g.BusyNs)
	for _, word := range []string{"the last ", "the first "} {
		text = strings.Replace(text, word, "", 1)
	}
	return "busy " + text
}

// progress is how far the fan-out has come, or how many of those who connect are in.
func (v guildCard) progress(r ui.Rect) {
	t, g := v.Theme, &guild.ViewOf(v.Snap).Guild
	track := ui.Box(r.X+12, r.Y+199, r.W-24, 5)
	v.Fill(track, 2.5, t.Bg4)
	if g.Recipients > 0 && g.Sent > 0 {
		done := min(1, float64(g.Sent)/float64(g.Recipients))
		v.Fill(ui.Box(track.X, track.Y, max(5, track.W*done), 5), 2.5, t.Services[guild.Guilds])
	}
	if v.takesIn() {
		c := &guild.ViewOf(v.Snap).Connects.Large
		v.Fill(ui.Box(track.X, track.Y, track.W*float64(c.Done)/float64(c.Done+c.Waiting), 5), 2.5, t.Services[guild.Guilds])
		v.Text(track.X, r.Y+215, ui.Label, t.T2, v.Fit(ui.Label, track.W, countTexts(c.Waiting, " to let in")...))
		return
	}
	if g.Missing.Total() > 0 {
		v.Text(track.X, r.Y+215, ui.LabelStrong, t.Bad, v.Fit(ui.LabelStrong, track.W, missingBrief(&g.Missing)))
		return
	}
	if !v.pic.place.Veiled {
		v.Text(track.X, r.Y+215, ui.Label, t.T2, v.Fit(ui.Label, track.W, countTexts(int64(g.Sent), " sent")...))
	}
}

// countTexts is a count with its word, then shorter.
func countTexts(n int64, word string) []string {
	return []string{ui.Count(n) + word, ui.Short(n) + word, ui.Short(n)}
}

// explainMailbox says what lies in the slots. A press on an
// envelope picks its message, beside them the guild.
func (v guildCard) explainMailbox(card ui.Rect) {
	if v.Shell.Covered() {
		return
	}
	first, last := slotRect(card, 0), slotRect(card, slots-1)
	v.Place(ui.Widget{ID: "mailbox", Kind: ui.Button, Rect: ui.Box(first.X, first.Y, last.Right()-first.X, last.Bottom()-first.Y), Label: "Mailbox",
		Value: waitingText(&guild.ViewOf(v.Snap).Guild), Act: v.pic.do.pickMailbox,
		Hint: "The first that wait. An envelope or a ring is a user’s message; a grey dot is a small message, which is not fanned out and which the API does not count"})
}

// waitingText is how many messages wait, and whose they are.
func waitingText(g *guild.GuildView) string {
	return ui.Count(int64(g.Mailbox)) + " waiting: " + ui.Count(int64(g.Users)) + " from users, " + ui.Count(int64(g.Mailbox-g.Users)) + " small"
}

// mailbox draws the first waiting messages in two rows of three slots. Beyond
// six the slots are full and the number says how many more there are; a large one
// takes two slots.
func (v guildCard) mailbox(card ui.Rect) {
	t, g := v.Theme, &guild.ViewOf(v.Snap).Guild
	single := slots
	if g.Mailbox > slots {
		box, more := slotRect(card, slots-1), overflow(g.Mailbox-slots+1)
		if single--; v.Width(ui.Tick, more) > box.W-6 { // the number takes the place of two
			single--
			rest := int64(g.Mailbox - slots + 2)
			box = slotRect(card, slots-2).Union(box)
			more = v.Fit(ui.Tick, box.W-4, "+"+ui.Count(rest), "+"+ui.Short(rest), overflow(int(rest)))
		}
		v.Fill(box, 4, t.Bad.Alpha(.16))
		v.Border(box, 4, 1, t.Bad)
		v.TextCenter(box.CenterX(), box.CenterY(), ui.Tick, t.Bad, v.Fit(ui.Tick, box.W-2, more, "+"))
	}
	for i := range single {
		box := slotRect(card, i)
		v.Border(box, 4, 1, t.Line)
		if i < len(g.Head) {
			v.slot(box, g.Head[i])
		}
	}
}

// overflow is the number after the last slot, short enough for it.
func overflow(n int) string {
	if n > 999 {
		return "+" + ui.Magnitude(ui.RoundFigures(float64(n), 2))
	}
	return "+" + ui.Count(int64(n))
}

// slot is one waiting message: a user's message is an envelope, the guild's own
// small messages are small and carry no number.
func (v guildCard) slot(box ui.Rect, m guild.QueuedMessage) {
	if m.Message == 0 {
		v.Disc(box.CenterX(), box.CenterY(), 3, v.Theme.T3)
		return
	}
	envelope(&v.Painter, box.CenterX()-1, box.CenterY()+1, 20, 13, m.Carrier)
}
