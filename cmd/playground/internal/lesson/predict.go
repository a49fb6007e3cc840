package lesson

import (
	"math"
	"time"

	"fanout/sim"
	"fanout/sim/chapter"
)

const minute = time.Minute

func predictOf(a *chapter.Asked, text func(chapter.Text) Text) *Predict {
	unit := a.Quantity.Unit()
	p := &Predict{
		Kind: a.Kind.String(), State: states[a.State], Question: text(a.Question), Options: []Option{}, Unit: a.Unit,
		Percent: unit == sim.UnitShare, Timed: unit == sim.UnitTime, From: chapter.Speak(unit, a.From), To: chapter.Speak(unit, a.To),
		Before: a.BeforeText, Guess: a.GuessText, Answer: a.AnswerText, Off: a.OffText, Reveal: text(a.Reveal), Published: []string{},
	}
	p.place(a)
	for _, o := range a.Options {
		p.Options = append(p.Options, Option{o.Label, o.About})
	}
	for _, f := range a.Published {
		p.Published = append(p.Published, f.Text+", "+f.Figure+" ("+f.Source+")")
	}
	return p
}

// place says where figures are on the scale on which a guess is made.
func (p *Predict) place(a *chapter.Asked) {
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
	p.BeforeAt, p.GuessAt, p.AnswerAt = at(a.Before, true), at(a.Guess, a.Guessed), at(a.Answer, answered)
}
