package scene

import "strings"

// Prose is a text with a title, paragraphs and something to try. Words between
// asterisks are set stronger.
type Prose struct {
	Title      string
	Paragraphs []string
	Try        string
}

// Introduction is what the left rail says. The page shows the same text as HTML
// where it has a rail of its own.
var Introduction = Prose{
	Title: "One message fans out",
	Paragraphs: []string{
		"Someone posts a message. An API node hands it to the guild, *one process with one mailbox*, and the guild sends a copy to everybody who is online.",
		"Blue is traffic, *amber is tracing*. A diamond means: this trace is kept. A ring carries a context that nobody will keep, a dashed ring carries none.",
		"Every dot of the field stands for sessions. They light up when the wave of copies reaches them and fade once they have dealt with it.",
		"The bars under it say how busy the cores of each service are, and with what; more members are given more cores. The work really runs; only its price is modelled.",
	},
	Try: "Switch off *No root spans after fan-out* and watch the Sessions bar. Then set the sieve to *Parse all* and watch the gRPC side.",
}

// paragraph sets text in lines of at most w and returns the y below it.
func (v *view) paragraph(x, y, w float64, style, strong Style, c, strongColor Color, text string) float64 {
	line := style.Spec().Line
	space := v.width(style, " ")
	at, bold := x, false
	for _, word := range strings.Fields(text) {
		begins := strings.HasPrefix(word, "*")
		if begins {
			bold = true
		}
		shown := strings.ReplaceAll(word, "*", "")
		st, ink := style, c
		if bold {
			st, ink = strong, strongColor
		}
		if strings.Contains(strings.TrimPrefix(word, "*"), "*") || begins && strings.Count(word, "*") == 2 {
			bold = false
		}
		width := v.width(st, shown)
		if at > x && at+width > x+w {
			at, y = x, y+line
		}
		at = v.text(at, y+line/2, st, ink, shown) + space
	}
	return y + line
}

// prose sets a whole text into a column and returns the y below it.
func (v *view) prose(x, y, w float64, p Prose) float64 {
	t := v.theme
	y = v.paragraph(x, y, w, Title, Title, t.T1, t.T1, p.Title) + 8
	for _, text := range p.Paragraphs {
		y = v.paragraph(x, y, w, Body, BodyStrong, t.T2, t.T1, text) + 10
	}
	y += 8
	v.text(x, y+8, BodyStrong, t.T1, "Now try")
	return v.paragraph(x, y+22, w, Body, BodyStrong, t.T2, t.T1, p.Try)
}

// leftRail shows the introduction, where there is a rail.
func (v *view) leftRail() {
	r := v.l.LeftRail
	if r.Empty() {
		return
	}
	v.fill(r, 0, v.theme.Bg1)
	v.vline(r.Right()-1, r.Y, r.H, v.theme.Line)
	if v.s.drawer.h > 0 {
		r.H = min(r.H, v.timelineY()-r.Y)
	}
	sc := &v.s.leftRail
	v.clipped(r, func() { sc.fit(v.prose(r.X+20, r.Y+20-sc.at, 224, Introduction)+16+sc.at-r.Y, r.H) })
	v.scrollBar(Rect{r.X, r.Y, r.W - 1, r.H}, sc)
	if sc.over > 0 {
		look := v.place(Widget{ID: "guide", Kind: Reader, Rect: r, Label: Introduction.Title,
			keys: func(s *Scene, key string) bool { return s.leftRail.key(key, 20, r.H) }})
		v.focusRing(r.Inset(6), 4, look)
	}
}
