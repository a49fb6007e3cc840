package lesson

import (
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
		Percent: unit == sim.UnitShare, Low: a.From, High: a.To, From: chapter.Speak(unit, a.From), To: chapter.Speak(unit, a.To),
		Guess: a.GuessText, Answer: a.AnswerText, Off: a.OffText, Reveal: text(a.Reveal), Published: []string{},
		Scale: scale{a.Prediction, words}, At: guide.Marks{Low: a.From, High: a.To, Before: a.Before, Guess: a.Guess, Answer: a.Answer},
	}
	if a.Compares {
		p.Before = a.BeforeText
	}
	if p.Percent {
		p.Low, p.High = 100*a.From, 100*a.To
	}
	for _, o := range a.Options {
		p.Options = append(p.Options, Option{Label: o.Label, About: o.About})
	}
	for _, f := range a.Published {
		p.Published = append(p.Published, f.Text+", "+f.Figure+" ("+f.Source+")")
	}
	return p
}

// scale spells and reads the figures of a prediction. Two of the same one are equal.
type scale struct {
	p     *chapter.Prediction
	words *language.Language
}

func (s scale) Speak(v float64) string            { return chapter.Speak(s.p.Quantity.Unit(), v) }
func (s scale) Read(text string) (float64, error) { return s.p.Read(s.words.Typed(text)) }
