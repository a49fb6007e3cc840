package lesson

import (
	"time"

	"fanout/sim"
	"fanout/sim/chapter"
)

const minute = time.Minute

func predictOf(a *chapter.Asked, text func(chapter.Text) Text) *Predict {
	unit := a.Quantity.Unit()
	p := &Predict{
		Kind: a.Kind.String(), State: states[a.State], Question: text(a.Question), Options: []Option{}, Unit: a.Unit,
		Percent: unit == sim.UnitShare, Low: a.From, High: a.To, From: chapter.Speak(unit, a.From), To: chapter.Speak(unit, a.To),
		Before: a.BeforeText, Guess: a.GuessText, Answer: a.AnswerText, Off: a.OffText, Reveal: text(a.Reveal), Published: []string{},
	}
	if p.Percent {
		p.Low, p.High = 100*a.From, 100*a.To
	}
	for _, o := range a.Options {
		p.Options = append(p.Options, Option{o.Label, o.About})
	}
	for _, f := range a.Published {
		p.Published = append(p.Published, f.Text+", "+f.Figure+" ("+f.Source+")")
	}
	return p
}
