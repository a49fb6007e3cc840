package scene

import (
	"time"

	"fanout/render/ui"
)

// toastTime is how long a message stays.
const toastTime = 6 * time.Second

// toast is a message that stays for some seconds.
type toast struct {
	text  string
	good  bool // it is no refusal
	until time.Duration
}

func (t *toast) expired(now time.Duration) bool { return t.text != "" && now >= t.until }

// Tell shows a sentence on the canvas for some seconds, and says it to people who do not
// see that: why a command was refused, mostly. The time is the one given to Frame.
func (s *Scene) Tell(sentence string, now time.Duration) {
	s.toast, s.in.Stale = toast{sentence, false, now + toastTime}, true
	s.speech.say(sentence)
}

// Note is Tell for what went well.
func (s *Scene) Note(sentence string, now time.Duration) {
	s.toast, s.in.Stale = toast{sentence, true, now + toastTime}, true
	s.speech.say(sentence)
}

// still reports whether nothing is on the canvas, or behind the world, that time changes by
// itself.
func still(s *Scene) bool {
	return !s.frames.behind && s.toast.text == "" && s.sharing.copied == 0 && !s.in.Offered.Fresh()
}

// toast shows the message where the picture has room for it.
func (v overlay) toast() {
	s, t := v.s, v.Theme
	if s.toast.expired(s.now) {
		s.toast = toast{}
	}
	if s.toast.text == "" {
		return
	}
	lines := v.Wrap(ui.Body, s.toast.text, min(520, v.l.W-72))
	h := float64(len(lines))*20 + 16
	w := 0.
	for _, line := range lines {
		w = max(w, v.Width(ui.Body, line))
	}
	bottom := s.room.Floor
	if v.l.Folded {
		bottom = v.l.Stage.Bottom()
	}
	r := ui.Box(v.l.Stage.CenterX()-w/2-26, bottom-h-12, w+52, h)
	r.X = max(8, r.X)
	if s.toast.good {
		v.Panel(r, 6, t.Bg3, t.Acc)
		ui.IconTick(&v.Painter, r.X+16, r.Y+18, t.Acc)
	} else {
		v.Panel(r, 6, t.Bg3, t.Bad)
		v.Line(r.X+16, r.Y+12, r.X+16, r.Y+20, 2, t.Bad)
		v.Disc(r.X+16, r.Y+24, 1.3, t.Bad)
	}
	for i, line := range lines {
		v.Text(r.X+30, r.Y+18+20*float64(i), ui.Body, t.T1, line)
	}
}
