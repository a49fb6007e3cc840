package chapter_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim/chapter"
)

// long is small with as many words as a chapter has.
func long() string {
	text := small
	for after, n := range map[string]int{"A second paragraph.": 38, "Choose.": 50, "Do it.": 50} {
		text = strings.Replace(text, after, after+strings.Repeat(" word", n), 1)
	}
	return text
}

// The checker walks a chapter and finds what is wrong with it.
func TestCheck(t *testing.T) {
	terms, err := chapter.ParseGlossary("g", "mailbox\n  A queue.\n")
	require.NoError(t, err)
	r := chapter.Check(parse(t, long()), terms, nil)
	assert.Empty(t, r.Problems)
	require.Len(t, r.Answers, 2)
	assert.Equal(t, "20 copies", r.Answers[0].Text)
	assert.Equal(t, "Many", r.Answers[1].Text)
	require.Len(t, r.Answers[0].Held, 1)
	assert.True(t, r.Answers[0].Held[0].Met)

	for want, replace := range map[string][2]string{
		`42: check: it holds before the reader has done anything; expected it not to`:                                  {"deliveries - step > 19", "deliveries - step > -1"},
		`42: check: try right does not make it hold: deliveries - step > 21, and it is 20; expected it to`:             {"deliveries - step > 19", "deliveries - step > 21"},
		`42: check: try right does not make it hold: no.roots is on; expected it to`:                                   {"setting no.roots on", "setting no.roots off"},
		`42: check: try wrong makes it hold; expected it not to`:                                                       {"try wrong\ntoggle no.roots off\n", "try wrong\nsend\n"},
		`42: check: try wrong shows no hint; expected more time than 300ms to pass after it`:                           {"toggle no.roots off\nrun 1s\n\nknow", "run 1s\ntoggle no.roots off\n\nknow"},
		`42: check: try right does not make it hold: header.lost was not found; the last thing pointed at: "it is sam`: {"check setting no.roots on and deliveries - step > 19 within 300ms\n  Send one.\nhint\n  Seen: {deliveries - step}.\nhint\n  Press send.\ntry right\nsend\nrun 1s\n", "check find header.lost\n  Paste.\n\n\n\n\n\ntry right\npoint header.kept\n\n"},
		`11: expect deliveries > 0: it is 0`:                                                                           {"run 100ms\nshow", "expect deliveries > 0\nshow"},
		`21: predict: deliveries - guess = 21 was expected of the run, and it is 20`:                                   {"published deliveries - guess = 20 ± 0", "published deliveries - guess = 21 ± 0"},
		`21: predict: the run answers 20 copies; expected it within the range`:                                         {"0 to 1000 copies", "21 to 1000 copies"},
		`31: predict: the run answers 20, which is 2 of the options; expected exactly one`:                             {"option < 1 : None", "option < 30 : None"},
		`31: predict: the run answers 20, which is 0 of the options; expected exactly one`:                             {"option > 0 : Many", "option > 30 : Many"},
		`21: predict: the run answers with no number; expected one`:                                                    {"deliveries - guess number 0 to 1000 copies", "lost / guess number 0 to 1000"},
		`15: "letterbox" is not in the glossary; expected one of its terms`:                                            {"[[mailbox]]", "[[letterbox|mailbox]]"},
		`15: the step has 71 words; expected at most 70`:                                                               {"A second paragraph. word", "A second paragraph, which goes on and on. word"},
		`1: the chapter says that it takes 10m0s; expected about 2m42s, by its words and what there is to do`:          {"time 2m", "time 10m"},
		`1: the chapter has 2 steps; expected 3 to 5`:                                                                  {"step\n  Choose." + strings.Repeat(" word", 50) + "\npredict deliveries - guess choice\n  None or many?\noption < 1 : None : of them\noption > 0 : Many\nsend\nrun 1s\nreveal\n  It is {answer}; you said {guess}: {off}.\n\n", "\n\n\n\n\n\n\n\n\n\n\n"},
	} {
		text := long()
		require.Equal(t, 1, strings.Count(text, replace[0]), replace[0])
		r := chapter.Check(parse(t, strings.Replace(text, replace[0], replace[1], 1)), terms, nil)
		var all []string
		for _, p := range r.Problems {
			all = append(all, strings.TrimSpace(p.String()))
		}
		assert.Contains(t, strings.Join(all, "\n"), want)
	}
}

// A check that depends on what came before it is told with the step that it stands in.
func TestCheckTellsWork(t *testing.T) {
	frames := 0
	chapter.Check(parse(t, long()), nil, func() { frames++ })
	assert.Greater(t, frames, 5)
}
