package lesson

import (
	"math"
	"time"

	"fanout/render/guide"
	"fanout/render/language"
	"fanout/sim"
	"fanout/sim/chapter"
)

const minute = time.Minute

func predictOf(a *chapter.Asked, text func(chapter.Text) Text, words *language.Language) *Predict {
	unit := a.Quantity.Unit()
	p := &Predict{
		Kind: a.Kind.String(), State: states[a.State], Question: text(a.Question), Options: []Option{}, Unit: a.Unit,
		Percent: unit == sim.UnitShare, Timed: unit == sim.UnitTime, From: chapter.Speak(unit, a.From), To: chapter.Speak(unit, a.To),
		Guess: a.GuessText, Answer: a.AnswerText, Off: a.OffText, Expected: a.Quantity.Expected(), Reveal: text(a.Reveal), Published: []string{},
		Scale: scale{a.Prediction, words}, At: guide.Marks{Low: a.From, High: a.To, Before: a.Before, Guess: a.Guess, Answer: a.Answer},
	}
	if a.Compares {
		p.Before = a.BeforeText
	}
	if a.Post != nil {
		p.Post, p.At.Post = chapter.Speak(unit, a.Post.Value), a.Post.Value
	}
	place(p, a)
	for _, o := range a.Options {
		p.Options = append(p.Options, Option{Label: o.Label, About: o.About})
	}
	for _, f := range a.Published {
		p.Published = append(p.Published, f.Source+": "+f.Text+" "+f.Figure)
	}
	return p
}

// place says where figures are on the scale on which a guess is made.
func place(p *Predict, a *chapter.Asked) {
	scale := 1.
	switch {
	case p.Percent:
		scale = 100
	case p.Timed:
		scale = 1 / float64(time.Second)
	}
	p.Low, p.High = a.From*scale, a.To*scale
	at := func(v float64, there bool) *float64 {
		if v *= scale; !there || math.IsNaN(v) || math.IsInf(v, 0) {
			return nil
		}
		return &v
	}
	answered := a.State == chapter.Compared || a.State == chapter.Skipped
	p.BeforeAt, p.GuessAt, p.AnswerAt, p.PostAt = at(a.Before, a.Compares), at(a.Guess, a.Guessed), at(a.Answer, answered), at(p.At.Post, a.Post != nil)
}

// scale spells and reads the figures of a prediction. Two of the same one are equal.
type scale struct {
	p     *chapter.Prediction
	words *language.Language
}

func (s scale) Speak(v float64) string            { return chapter.Speak(s.p.Quantity.Unit(), v) }
func (s scale) Read(text string) (float64, error) { return s.p.Read(s.words.Typed(text)) }
