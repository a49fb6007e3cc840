package scene

import (
	"strconv"

	"fanout/render/ui"
)

// draw holds what belongs to the whole run: transport, speed, seed, appearance.
func (v topBar) draw() {
	t, r := v.Theme, v.l.Top
	v.Fill(r, 0, t.Bg1)
	v.HLine(r.X, r.Bottom()-1, r.W, t.Line)
	cy := r.CenterY()
	drawLogo(&v.Painter, 27, cy)
	x := v.title(cy)
	if v.l.Size == ui.Medium || v.l.Size == ui.Narrow {
		x = v.sheetButtons(x, cy)
	}
	switch v.l.Size {
	case ui.Phone:
		v.Button(ui.Box(r.W-52, r.Y+4, 44, 44), ui.ButtonSpec{ID: "theme", Label: "Light or dark", Icon: ui.IconSun, Act: v.s.do.toggleTheme})
		if v.s.sharing.can {
			v.shareButton(ui.Box(r.W-104, r.Y+4, 44, 44))
		}
		if v.s.sharing.canExport {
			v.exportButton(ui.Box(r.W-156, r.Y+4, 44, 44))
		}
		if v.l.W >= leastColumns {
			v.helpSign(ui.Box(r.W-208, r.Y+4, 44, 44))
		}
	case ui.Narrow:
		v.transport(x+8, cy)
		v.topRight(r.Right()-8, cy, false)
	default:
		gap := 24.
		if v.s.sharing.canExport && v.l.crowded() {
			gap = 4
		}
		v.speed(v.transport(x+24, cy)+gap, cy, v.seedX(r.Right()-16))
		v.topRight(r.Right()-16, cy, true)
	}
}

// titleEnd is where the name of the program ends.
const titleEnd = 104.

// title is the name of the program, and the world that one is in if there are others. It
// returns the x where it ends.
func (v topBar) title(cy float64) float64 {
	const name = "Fan-out"
	choice := v.l.Picker > 0
	switch {
	case choice && v.l.TopX > 0:
		v.Text(46, cy, ui.Section, v.Theme.T1, name)
		v.picker(ui.Box(titleEnd+14, cy-16, v.l.TopX-titleEnd-14-12, 32))
		return v.l.TopX
	case choice:
		h := v.Tall(32) // as its neighbours
		v.picker(ui.Box(46, cy-h/2, v.l.Picker, h))
		return 46 + v.l.Picker
	}
	x := v.Text(46, cy, ui.Section, v.Theme.T1, name)
	if v.l.TopX == 0 {
		return x
	}
	v.Text(x+8, cy, ui.Label, v.Theme.T2, v.s.words.subtitle(v.Snap.Model))
	return v.l.TopX
}

// square is a button of the bar from x on, as large as what hits it asks for, and apart how far
// the next one is from it: where fingers do, it fills the bar.
func (v topBar) square(x, cy float64) ui.Rect {
	side := v.Tall(32)
	return ui.Box(x, cy-side/2, side, side)
}

func (v topBar) apart() float64 {
	if v.Size.Touch() {
		return 4
	}
	return 8
}

// sheetButtons open the rails for which there is no room, and return the x where
// they end.
func (v topBar) sheetButtons(x, cy float64) float64 {
	r := v.square(x+2*v.apart(), cy)
	v.Button(r, ui.ButtonSpec{ID: "intro", Label: "About", Icon: ui.IconBook, Act: v.s.do.intro})
	if v.l.RightRail.W > 0 {
		return r.Right()
	}
	r = v.square(r.Right()+v.apart(), cy)
	v.Button(r, ui.ButtonSpec{ID: "controls", Label: "Controls", Icon: ui.IconSliders, Act: v.s.do.controls})
	return r.Right()
}

// transport is step back, play, step and the clock; it returns the x where it ends.
func (v topBar) transport(x, cy float64) float64 {
	play := ui.ButtonSpec{ID: "play", Label: "Play", Icon: ui.IconPlay, Primary: true, Value: "paused", Command: "play", Hint: "Play or pause (Space)"}
	if v.Snap.Playing {
		play.Label, play.Icon, play.Value, play.Command = "Pause", ui.IconPause, "playing", "pause"
	}
	r := v.square(x, cy)
	v.Button(r, ui.ButtonSpec{
		ID: "back", Label: "Step back", Icon: ui.IconBack, Command: "back", Hint: "Back to the last thing worth seeing (,)"})
	r = ui.Box(r.Right()+v.apart(), r.Y, 44, r.H)
	v.Button(r, play)
	r = v.square(r.Right()+v.apart(), cy)
	v.Button(r, ui.ButtonSpec{
		ID: "step", Label: "Step", Icon: ui.IconStep, Command: "step", Hint: "On to the next thing worth seeing (.)"})
	x = r.Right() + 2*v.apart()
	v.Text(x, cy, ui.MonoTime, v.Theme.T1, ui.Clock(v.Snap.Now))
	return x + 92
}

// speedW is the room that the speed in figures takes.
const speedW = 48.

// speed is the slider of virtual time beside real time, with its name if there is room up to
// right. When this machine cannot keep up, it says what was reached and, if there is room,
// what was asked for.
func (v topBar) speed(x, cy, right float64) {
	t, d := v.Theme, &v.s.dials.speed
	track := ui.Box(x+50, cy-2, 104, 4)
	if v.l.topRoom() < 1000 {
		track.W = 64
	}
	if track.Right()+18+speedW <= right {
		v.Text(x, cy, ui.Label, t.T2, d.Label)
	} else {
		track.X = x + 8
		track.W = max(36, min(track.W, right-18-speedW-track.X))
	}
	v.Slider(d, Share(v.Snap.Speed), track, ui.Box(track.X-8, cy-16, track.W+16, 32))
	asked, reached := v.Snap.Speed, v.Snap.Reached
	if v.In.Typing() == d.ID {
		v.EntryField(d.ID, track.Right()+72, cy, 80)
		return
	}
	v.EntryTarget(d.ID, ui.Box(track.Right()+12, cy-12, 60, 24))
	if v.Snap.Playing && reached > 0 && reached < asked-asked/8 {
		x := track.Right() + 18
		v.Text(x, cy, ui.BodyStrong, t.Bad, v.Fit(ui.BodyStrong, right-x-8, ui.Times(reached)+", asked "+ui.Times(asked), ui.Times(reached)))
		return
	}
	v.Text(track.Right()+18, cy, ui.BodyStrong, t.T1, ui.Times(asked))
}

// topRight is seed, share, appearance and help, ending at x = right.
func (v topBar) topRight(right, cy float64, seed bool) {
	side, apart := v.Tall(32), v.apart()
	help := ui.Box(right-helpW, cy-side/2, helpW, side)
	if v.Size.Touch() {
		help = v.square(right-side, cy)
	}
	theme := v.square(help.X-apart-side, cy)
	if seed {
		v.seed(v.seedX(right)+v.l.seedW(), cy)
	}
	x := theme.X - apart
	if w := v.shareRoom(); w > 0 {
		w = max(w, side)
		x -= w
		v.shareButton(ui.Box(x, theme.Y, w, side))
		x -= apart
	}
	if v.s.sharing.canExport {
		x -= side
		v.exportButton(v.square(x, cy))
		x -= apart
	}
	if v.abOffered() {
		v.abButton(ui.Box(x-abW, cy-16, abW, 32))
	}
	v.Button(theme, ui.ButtonSpec{ID: "theme", Label: "Light or dark", Icon: ui.IconSun, Hint: "Light or dark (L)", Act: v.s.do.toggleTheme})
	if v.Size.Touch() {
		v.helpSign(help)
		return
	}
	v.Button(help, ui.ButtonSpec{ID: "help", Label: "Help", Text: "Help", Icon: ui.IconHelp, Hint: "The keys (?)", Act: v.s.do.toggleHelp})
}

const helpW = 84.

// seedX is where the seed begins in a top bar whose last button ends at x = right.
func (v topBar) seedX(right float64) float64 {
	gap := 16.
	if v.s.sharing.canExport {
		gap = 12
	}
	x := right - helpW - 40 - gap - v.l.seedW()
	if w := v.shareRoom(); w > 0 {
		x -= w + 8
	}
	if v.abOffered() {
		x -= abW + 8
	}
	return x - v.s.sharing.exportRoom(32)
}

// shareRoom is the width of the share button, 0 if nobody can copy a link.
func (v topBar) shareRoom() float64 {
	switch {
	case !v.s.sharing.can:
		return 0
	case v.l.crowded():
		return 32
	}
	return shareW
}

// crowded reports whether the top bar has to do with less: the speed, reached and asked,
// needs the room.
func (l *layout) crowded() bool {
	need := 1130.
	if l.Picker > 0 && l.TopX == 0 {
		need = 1080 // the speed says less instead
	}
	return l.Size != ui.Phone && l.topRoom() < need
}

// topRoom is how wide the top bar is, less what the rail or the picker takes of it.
func (l *layout) topRoom() float64 {
	if l.TopX > 0 {
		return l.W - l.TopX
	}
	return l.W - max(0, 46+l.Picker-titleEnd)
}

// seedW is the width of the seed with its buttons.
func (l *layout) seedW() float64 {
	if l.crowded() {
		return 156
	}
	return 192
}

// seed shows the seed of the history, a dice for another one and a restart with
// the same one. It ends at x = right.
func (v topBar) seed(right, cy float64) {
	t := v.Theme
	text := strconv.FormatUint(v.Snap.Seed, 10)
	letters := 10
	if v.l.crowded() {
		letters = 4
	}
	w := v.l.seedW()
	changes := v.Offers("button.seed.dice", "button.seed.restart") // there is another history behind it
	side := v.Tall(32)
	buttons := 2 * (side + 6)
	w += buttons - 76 // what fingers need more
	if !changes {
		right += buttons
	}
	r := ui.Box(right-w, cy-side/2, w, side)
	v.Panel(ui.Box(r.X, r.Y, w-buttons, r.H), 6, t.Bg2, t.Line2)
	v.Text(r.X+12, cy, ui.Label, t.T2, "Seed")
	v.Text(r.X+46, cy, ui.Mono, t.T1, shortSeed(text, letters))
	if !changes {
		return
	}
	again := "seed " + text
	if v.Offers("button.seed.dice") {
		v.Button(ui.Box(r.Right()-2*side-6, r.Y, side, side), ui.ButtonSpec{ID: "seed.dice", Label: "Another seed", Icon: ui.IconDice,
			Value: text, Command: "seed " + nextSeed(v.Snap.Seed), Hint: "Start again with another seed (R)"})
	}
	if !v.Offers("button.seed.restart") {
		return
	}
	v.Button(ui.Box(r.Right()-side, r.Y, side, side), ui.ButtonSpec{ID: "seed.restart", Label: "Restart", Icon: ui.IconRestart,
		Value: text, Command: again, Hint: "Start again with this seed"})
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

// drawLogo is a wave that leaves one point.
func drawLogo(p *ui.Painter, x, y float64) {
	t := p.Theme
	for i, dy := range []float64{-7.5, -2.5, 2.5, 7.5} {
		c := t.Acc
		if i == 1 {
			c = t.Trace
		}
		p.Curve(ui.Pt(x-8, y), ui.Pt(x-1, y), ui.Pt(x-2, y+dy), ui.Pt(x+6, y+dy), 1.5, c.Alpha(.8))
		if i == 1 {
			p.Diamond(x+8, y+dy, 3, t.Trace)
		} else {
			p.Disc(x+8, y+dy, 1.8, t.Acc)
		}
	}
	p.Disc(x-8, y, 3, t.Acc)
}
