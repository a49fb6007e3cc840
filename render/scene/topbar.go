package scene

import (
	"strconv"

	"fanout/sim"
)

// topBar holds what belongs to the whole run: transport, speed, seed, appearance.
func (v *view) topBar() {
	t, r := v.theme, v.l.Top
	v.fill(r, 0, t.Bg1)
	v.hline(r.X, r.Bottom()-1, r.W, t.Line)
	cy := r.CenterY()
	v.logo(27, cy)
	x := v.text(46, cy, Section, t.T1, "Fan-out")
	if v.l.TopX > 0 {
		v.text(x+8, cy, Label, t.T2, "what tracing one really costs")
		x = v.l.TopX
	}
	if v.l.Size == atMedium || v.l.Size == atNarrow {
		x = v.sheetButtons(x, cy)
	}
	switch v.l.Size {
	case atPhone:
		v.button(Rect{r.W - 52, r.Y + 4, 44, 44}, buttonSpec{id: "theme", label: "Light or dark", icon: iconSun, act: (*Scene).toggleTheme})
		if v.s.share.can {
			v.shareButton(Rect{r.W - 104, r.Y + 4, 44, 44})
		}
	case atNarrow:
		v.transport(x+24, cy)
		v.topRight(r.Right()-16, cy, false)
	default:
		v.speed(v.transport(x+24, cy)+24, cy, v.seedX(r.Right()-16))
		v.topRight(r.Right()-16, cy, true)
	}
}

// sheetButtons open the rails for which there is no room, and return the x where
// they end.
func (v *view) sheetButtons(x, cy float64) float64 {
	v.button(Rect{x + 16, cy - 16, 32, 32}, buttonSpec{id: "intro", label: "About", icon: iconBook,
		act: func(s *Scene) { s.openSheet("intro") }})
	if v.l.RightRail.W > 0 {
		return x + 48
	}
	v.button(Rect{x + 56, cy - 16, 32, 32}, buttonSpec{id: "controls", label: "Controls", icon: iconSliders,
		act: func(s *Scene) { s.openSheet("controls") }})
	return x + 88
}

// transport is step back, play, step and the clock; it returns the x where it ends.
func (v *view) transport(x, cy float64) float64 {
	play := buttonSpec{id: "play", label: "Play", icon: iconPlay, primary: true, value: "paused", command: "play", hint: "Play or pause (Space)"}
	if v.snap.Playing {
		play.label, play.icon, play.value, play.command = "Pause", iconPause, "playing", "pause"
	}
	v.button(Rect{x, cy - 16, 32, 32}, buttonSpec{
		id: "back", label: "Step back", icon: iconBack, command: "back", hint: "Back to the last thing worth seeing (,)"})
	v.button(Rect{x + 40, cy - 16, 44, 32}, play)
	v.button(Rect{x + 92, cy - 16, 32, 32}, buttonSpec{
		id: "step", label: "Step", icon: iconStep, command: "step", hint: "On to the next thing worth seeing (.)"})
	v.text(x+140, cy, MonoTime, v.theme.T1, clock(v.snap.Now))
	return x + 140 + 92
}

// speed is the slider of virtual time beside real time. When this machine cannot
// keep up, it says what was reached and, if there is room up to right, what was asked for.
func (v *view) speed(x, cy, right float64) {
	t, d := v.theme, dialOf("slider.speed")
	v.text(x, cy, Label, t.T2, d.label)
	track := Rect{x + 50, cy - 2, 104, 4}
	if v.l.W-v.l.TopX < 1000 {
		track.W = 64
	}
	v.slider(d, track, Rect{track.X - 8, cy - 16, track.W + 16, 32})
	asked, reached := v.snap.Speed, v.snap.Reached
	if v.s.entry.id == d.id {
		v.entryField(d.id, track.Right()+72, cy, 80)
		return
	}
	v.exactTarget(d.id, Rect{track.Right() + 12, cy - 12, 60, 24})
	if v.snap.Playing && reached > 0 && reached < asked-asked/8 {
		x := track.Right() + 18
		v.text(x, cy, BodyStrong, t.Bad, v.fit(BodyStrong, right-x-8, speedText(reached)+", asked "+speedText(asked), speedText(reached)))
		return
	}
	v.text(track.Right()+18, cy, BodyStrong, t.T1, speedText(asked))
}

// topRight is seed, share, appearance and help, ending at x = right.
func (v *view) topRight(right, cy float64, seed bool) {
	help := Rect{right - helpW, cy - 16, helpW, 32}
	theme := Rect{help.X - 40, cy - 16, 32, 32}
	if seed {
		v.seed(v.seedX(right)+v.l.seedW(), cy)
	}
	if w := v.shareRoom(); w > 0 {
		v.shareButton(Rect{theme.X - w - 8, cy - 16, w, 32})
	}
	v.button(theme, buttonSpec{id: "theme", label: "Light or dark", icon: iconSun, hint: "Light or dark (L)", act: (*Scene).toggleTheme})
	v.button(help, buttonSpec{id: "help", label: "Help", text: "Help", icon: iconHelp, hint: "The keys (?)", act: (*Scene).toggleHelp})
}

const helpW = 84.

// seedX is where the seed begins in a top bar whose last button ends at x = right.
func (v *view) seedX(right float64) float64 {
	x := right - helpW - 40 - 16 - v.l.seedW()
	if w := v.shareRoom(); w > 0 {
		x -= w + 8
	}
	return x
}

// shareRoom is the width of the share button, 0 if nobody can copy a link.
func (v *view) shareRoom() float64 {
	switch {
	case !v.s.share.can:
		return 0
	case v.l.crowded():
		return 32
	}
	return shareW
}

// crowded reports whether the top bar has to do with less: the speed, reached and asked,
// needs the room.
func (l *layout) crowded() bool { return l.Size != atPhone && l.W-l.TopX < 1130 }

// seedW is the width of the seed with its buttons.
func (l *layout) seedW() float64 {
	if l.crowded() {
		return 156
	}
	return 192
}

// seed shows the seed of the history, a dice for another one and a restart with
// the same one. It ends at x = right.
func (v *view) seed(right, cy float64) {
	t := v.theme
	text := strconv.FormatUint(v.snap.Seed, 10)
	letters := 10
	if v.l.crowded() {
		letters = 4
	}
	w := v.l.seedW()
	r := Rect{right - w, cy - 16, w, 32}
	v.panel(Rect{r.X, r.Y, w - 76, r.H}, 6, t.Bg2, t.Line2)
	v.text(r.X+12, cy, Label, t.T2, "Seed")
	v.text(r.X+46, cy, Mono, t.T1, shortSeed(text, letters))
	again := "seed " + text
	v.button(Rect{r.Right() - 70, r.Y, 32, 32}, buttonSpec{id: "seed.dice", label: "Another seed", icon: iconDice,
		value: text, command: "seed " + nextSeed(v.snap.Seed), hint: "Start again with another seed (R)"})
	v.button(Rect{r.Right() - 32, r.Y, 32, 32}, buttonSpec{id: "seed.restart", label: "Restart", icon: iconRestart,
		value: text, command: again, hint: "Start again with this seed"})
}

// shortSeed leaves out the middle of a seed that has more than so many figures.
func shortSeed(text string, figures int) string {
	if len(text) <= figures {
		return text
	}
	half := (figures - 1) / 2
	return text[:half] + "…" + text[len(text)-half:]
}

// nextSeed is another seed of four figures. It depends on the present one only,
// so that a recorded click replays the same way everywhere.
func nextSeed(seed uint64) string {
	z := seed + 0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return strconv.FormatUint(1000+(z^z>>31)%9000, 10)
}

// serviceTitle is how a service is called on the canvas.
var serviceTitle = [sim.NumServices]string{
	sim.API: "API", sim.Guilds: "Guilds", sim.Sessions: "Sessions", sim.Presence: "gRPC side",
}
