package guide

import "fanout/render/ui"

// draft is a guess that has not been locked.
type draft struct {
	made  bool
	value float64 // in the prediction's own unit; of a choice the number of the option
}

// asking is the drawing of a prediction.
type asking struct {
	*drawing
	p *Predict
}

// draw draws the question, the guess, and what the run answered.
func (v *asking) draw(c *Opened) {
	v.y += apart - gap
	v.question(v.p.Question)
	v.spans[answer].from = v.y
	defer func() { v.spans[answer].to = v.y }()
	switch v.p.Kind {
	case "choice":
		v.choice()
	case "bar":
		v.bar()
	default:
		v.number()
	}
	switch v.p.State {
	case "open":
		v.runButtons()
	case "locked":
		v.running(c, "the answer is on its way")
	default:
		v.answered()
	}
}

// runButtons lock the guess, or do without one.
func (v *asking) runButtons() {
	g, h := v.g, v.Tall(32)
	run := ui.ButtonSpec{ID: "guide.run", Label: "Lock my guess and run", Text: "Run", Icon: ui.IconPlay, Primary: true, Act: func() { g.done(g.Reader.GuessValue(g.draft.value)) }}
	if !g.draft.made {
		run.Primary, run.Disabled, run.Hint = false, "guess first, or skip", "Lock my guess"
	}
	v.Button(ui.Box(v.x, v.y, 96, h), run)
	v.Button(ui.Box(v.x+104, v.y, max(64, v.wayWidth("Skip")), h), ui.ButtonSpec{ID: "guide.skip", Label: "Skip the guess", Text: "Skip", Act: func() { g.act("skip", "", "") }})
	v.y += h + apart
}

// answered says how far the guess was off, what was published, and why it is so.
func (v *asking) answered() {
	t := v.Theme
	if v.p.Kind != "choice" {
		text := "No guess. " + v.says() + "."
		if v.p.Off != "" {
			text = sentence(v.p.Off)
		}
		v.y = v.Paragraph(v.x, v.y, v.w, ui.BodyStrong, ui.BodyStrong, t.T1, t.T1, text) + 4
	}
	if v.p.Expected {
		v.tagged(meanOf, "MODEL")
	}
	for _, text := range v.p.Published {
		v.tagged(text, "POST")
	}
	v.y += 2
	v.prose(v.p.Reveal)
}

// says is the answer as a sentence.
func (v *asking) says() string {
	if v.p.Expected {
		return "Expected: " + v.p.Answer
	}
	return "Result: " + v.p.Answer
}

// sentence begins with a capital letter and ends with a full stop.
func sentence(text string) string {
	first := text[:1]
	if first >= "a" && first <= "z" {
		first = string(first[0] - 'a' + 'A')
	}
	return first + text[1:] + "."
}

// meanOf says what an answer is that was not counted; guess.js says the same.
const meanOf = "Calculated from the settings."

// tagged is a line about where a figure comes from, with its tag.
func (v *asking) tagged(text, tag string) {
	w := v.Width(ui.Tick, tag) + 10
	lines := v.Wrap(ui.Label, text, v.w)
	end := v.x
	for i, line := range lines {
		end = v.Text(v.x, v.y+8, ui.Label, v.Theme.T2, line)
		if i < len(lines)-1 {
			v.y += 16
		}
	}
	if end+8+w > v.x+v.w {
		v.y, end = v.y+18, v.x-8
	}
	v.Tag(end+8+w, v.y+8, tag)
	v.y += 22
}
