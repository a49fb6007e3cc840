package scene

import (
	"strconv"

	"fanout/sim"
)

const slots = 6 // of the mailbox that are drawn one by one

// guildCard is the guild's actor: mailbox, the message it is sending, how busy
// it is. Its progress moves with virtual time and is drawn by guildProgress.
func (v *view) guildCard(r Rect) {
	t, g := v.theme, &v.snap.Guild
	edge := t.Services[sim.Guilds]
	if g.Mailbox > slots {
		edge = t.Bad
	}
	v.panel(r, 10, t.Bg2, t.Line2)
	v.border(r, 10, 1.4, edge)
	v.inspectable("guild", "Guild", count(int64(g.Mailbox))+" in mailbox", r, 10, picked{kind: pickGuild})
	x, right := r.X+12, r.Right()-12
	ink := t.T1
	if g.Mailbox > slots {
		ink = t.Bad
	}
	v.pair(x, right, r.Y+19, Label, Section, t.T2, ink, "Mailbox", count(int64(g.Mailbox)))
	v.mailbox(r)
	v.hline(x, r.Y+98, right-x, t.Line)

	word, message := "Sending", g.Sending
	if message == 0 {
		word, message = "Last", g.Last
	}
	if message == 0 {
		v.pair(x, right, r.Y+115, Label, Label, t.T2, t.T3, word, "nothing yet")
	} else {
		v.pair(x, right, r.Y+115, Label, LabelStrong, t.T2, t.T1, word, messageName(message))
		v.envelope(r.CenterX(), r.Y+148, 44, 30, g.Carrier)
		style := Section
		if r.W < 120 {
			style = BodyStrong
		}
		v.textCenter(r.CenterX(), r.Y+184, style, t.T1, "× "+count(int64(g.Recipients)))
	}
	v.hline(x, r.Y+226, right-x, t.Line)
	busy := v.fit(Label, right-x-38, "Actor busy", "Busy")
	v.pair(x, right, r.Y+240, Label, LabelStrong, t.T2, t.T1, busy, decimal(share(g.Busy)*100, 0)+" %")
}

// messageName is the number of a message: a name, so without commas.
func messageName(n int64) string { return "#" + strconv.FormatInt(n, 10) }

// guildProgress is how far the fan-out has come.
func (v *view) guildProgress(r Rect) {
	t, g := v.theme, &v.snap.Guild
	track := Rect{r.X + 12, r.Y + 199, r.W - 24, 5}
	v.fill(track, 2.5, t.Bg4)
	if g.Recipients > 0 && g.Sent > 0 {
		done := min(1, float64(g.Sent)/float64(g.Recipients))
		v.fill(Rect{track.X, track.Y, max(5, track.W*done), 5}, 2.5, t.Services[sim.Guilds])
	}
	v.text(track.X, r.Y+215, Label, t.T2, count(int64(g.Sent))+" sent")
}

// mailbox draws the first waiting messages in two rows of three slots. Beyond
// six the slots are full and the number says how many more there are.
func (v *view) mailbox(card Rect) {
	t, g := v.theme, &v.snap.Guild
	for i := range slots {
		box := v.slotRect(card, i)
		w := box.W
		if g.Mailbox > slots && i == slots-1 {
			v.fill(box, 4, t.Bad.Alpha(.16))
			v.border(box, 4, 1, t.Bad)
			v.textCenter(box.CenterX(), box.CenterY(), Tick, t.Bad, v.fit(Tick, w-2, overflow(g.Mailbox-slots+1), "+"))
			continue
		}
		v.border(box, 4, 1, t.Line)
		if i < len(g.Head) {
			v.slot(box, g.Head[i])
		}
	}
}

// overflow is the number after the last slot, short enough for it.
func overflow(n int) string {
	if n > 999 {
		return "+" + magnitude(float64(n/1000*1000))
	}
	return "+" + count(int64(n))
}

// slot is one waiting message: a user's message is an envelope, the guild's own
// small messages are small and carry no number.
func (v *view) slot(box Rect, m sim.QueuedMessage) {
	if m.Message == 0 {
		v.disc(box.CenterX(), box.CenterY(), 3, v.theme.T3)
		return
	}
	v.envelope(box.CenterX()-1, box.CenterY()+1, 20, 13, m.Carrier)
}
