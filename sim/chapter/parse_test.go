package chapter_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim/chapter"
	"fanout/sim/guild"
)

// small is a whole chapter in a small world.
const small = `# Small
chapter 42
beat one message is sent
time 2m

seed 3
set members 20
set grpc 0
set small 0
set rate 0.1
run 100ms
show slider.members toggle.no.roots
look zoom fit

step
  Twenty people, and a *guild* with a
  [[mailbox]]. So far it sent {deliveries}.

  A second paragraph.
show button.send
predict deliveries - guess number 0 to 1000 copies
  How many copies?
send
run 1s
reveal
  You said {guess}, it is {answer}: {off}; before, {before}.
published deliveries - guess = 20 ± 0 copies (nobody)

step
  Choose.
predict deliveries - guess choice
  None or many?
option < 1 : None : of them
option > 0 : Many
send
run 1s
reveal
  It is {answer}; you said {guess}: {off}.

step
  Do it.
check setting no.roots on and deliveries - step > 19 within 300ms
  Send one.
hint
  Seen: {deliveries - step}.
hint
  Press send.
try right
send
run 1s
try wrong
toggle no.roots off
run 1s

know
  One message, twenty copies.
code sim/guild/guild.go guildNode.fanOut
`

// parse reads a chapter that has to be right.
func parse(t testing.TB, text string) *chapter.Chapter {
	t.Helper()
	c, err := chapter.Parse(guild.Model(), "small.txt", text)
	require.NoError(t, err)
	return c
}

func TestParse(t *testing.T) {
	c := parse(t, small)
	assert.Equal(t, "Small", c.Title)
	assert.Equal(t, 42, c.Number)
	assert.Equal(t, "one message is sent", c.Beat)
	assert.Len(t, c.Start, 6)
	assert.Equal(t, []chapter.Shown{{Name: "slider.members", Line: 12, Column: 6}, {Name: "toggle.no.roots", Line: 12, Column: 21}}, c.Show)
	assert.Equal(t, []string{"zoom fit"}, c.Look)
	require.Len(t, c.Steps, 3)
	assert.Equal(t, []chapter.Code{{File: "sim/guild/guild.go", Symbol: "guildNode.fanOut"}}, c.Code)

	first := c.Steps[0]
	require.Len(t, first.Prose, 2)
	assert.Equal(t, "Twenty people, and a guild with a mailbox. So far it sent deliveries.\n\nA second paragraph.", first.Prose.String())
	assert.True(t, first.Prose[0][1].Strong)
	assert.Equal(t, []string{"mailbox"}, first.Prose.Terms())
	assert.Equal(t, chapter.Number, first.Predict.Kind)
	assert.Equal(t, "copies", first.Predict.Unit)
	assert.Len(t, first.Predict.Run, 2)
	assert.Equal(t, []chapter.Shown{{Name: "button.send", Line: 20, Column: 6}}, first.Show)

	assert.Equal(t, "of them", c.Steps[1].Predict.Options[0].About)
	k := c.Steps[2].Check
	require.Len(t, k.Stages, 1)
	assert.Len(t, k.Stages[0], 2)
	assert.Equal(t, "300ms", k.Within.String())
	assert.Len(t, k.Hints, 2)
	assert.Len(t, k.Right, 2)
	assert.Len(t, k.Wrong, 2)

	for name, text := range map[string]string{
		"with a byte order mark": "\ufeff" + small, "with other ends of lines": strings.ReplaceAll(small, "\n", "\r\n"),
		"with its model": strings.Replace(small, "seed 3", "model guild\nseed 3", 1),
	} {
		again := parse(t, text)
		assert.Equal(t, first.Prose.String(), again.Steps[0].Prose.String(), name)
		assert.Equal(t, c.Words(), again.Words(), name)
	}
}

// Every mistake is told with file, line and column, what stands there and what was
// expected.
func TestMistakes(t *testing.T) {
	replace := func(old, new string) string {
		t.Helper()
		require.Equal(t, 1, strings.Count(small, old), old)
		return strings.Replace(small, old, new, 1)
	}
	for want, text := range map[string]string{
		`small.txt:1:1: the chapter has no title; expected # TITLE in the first line`:                   replace("# Small\n", "\n"),
		`small.txt:1:1: the chapter has no number; expected a line chapter NUMBER`:                      replace("chapter 42\n", "\n"),
		`small.txt:1:1: the chapter has no beat; expected a line beat PHRASE`:                           replace("beat one message is sent\n", "\n"),
		`small.txt:1:1: the chapter has no time; expected a line time DURATION`:                         replace("time 2m\n", "\n"),
		`small.txt:1:1: the chapter has no end; expected know, with text below it`:                      small[:strings.Index(small, "know\n")],
		`small.txt:1:1: the chapter has no step; expected one or more`:                                  "# T\nchapter 1\nbeat b\ntime 1m\n",
		`small.txt:2:9: chapter: "-1" is not possible; expected a whole number from 0 to 999`:           replace("chapter 42", "chapter -1"),
		`small.txt:3:1: chapter: there is one in line 2; expected one in a chapter`:                     replace("beat one", "chapter 3\nbeat one"),
		`small.txt:4:6: time: "1s" is not possible; expected a duration from 10s to 1h, such as 3m`:     replace("time 2m", "time 1s"),
		`small.txt:7:13: members: "0" is not possible; expected a whole number from 1 to 1,000,000`:     replace("set members 20", "set members 0"),
		`small.txt:6:7: model: the scenario is for the model "ring"; expected one for guild`:            replace("seed 3", "model ring"),
		`small.txt:6:6: mark: "guess" is made by every chapter; expected another name`:                  replace("seed 3", "mark guess"),
		`small.txt:12:6: show: "Slider" is not the id of a control; expected one such as slider.memb`:   replace("slider.members", "Slider"),
		`small.txt:13:5: look: nothing follows; expected a line for the picture, such as zoom fit`:      replace("look zoom fit", "look"),
		`small.txt:13:3: "prose here" is text, and belongs to no verb; expected it below step, predi`:   replace("look zoom fit", "  prose here"),
		`small.txt:15:6: step: "one" is too much; expected nothing behind it, and text in the lines `:   replace("step\n  Twenty", "step one\n  Twenty"),
		`small.txt:15:1: step: it has no text; expected some in the lines below`:                        replace("step\n  Twenty", "step\nstep\n  Twenty"),
		`small.txt:16:24: "*guild with a [[mailbox]]. So far it sen…" has no end; expected *stress*`:    replace("*guild*", "*guild"),
		`small.txt:17:3: "[[mailbox. So far it sent {deliveries}." has no end; expected [[term]] or [`:  replace("[[mailbox]]", "[[mailbox"),
		`small.txt:17:3: "|mailbox" is no term; expected [[term]] or [[term|words]]`:                    replace("[[mailbox]]", "[[|mailbox]]"),
		`small.txt:17:32: "messagess" is not a metric; playground run -model guild -h lists them`:       replace("{deliveries}", "{messagess}"),
		`small.txt:17:32: {guess} is a figure of a prediction; expected it in a reveal`:                 replace("{deliveries}", "{guess}"),
		`small.txt:17:32: {seen} is what the reader pointed at; expected it in a hint`:                  replace("{deliveries}", "{seen}"),
		`small.txt:21:9: predict: "deliverys" is not a metric; playground run -model guild -h lists`:    replace("predict deliveries - guess number", "predict deliverys - guess number"),
		`small.txt:21:22: predict: there is no mark "then" before this line`:                            replace("guess number", "then number"),
		`small.txt:21:35: predict: "0 1000 copies" is no range; expected FROM to TO`:                    replace("0 to 1000 copies", "0 1000 copies"),
		`small.txt:21:40: predict: "many" is not possible; expected a number`:                           replace("0 to 1000 copies", "0 to many copies"),
		`small.txt:21:35: predict: 9 to 3 is no range; expected the lower end first`:                    replace("0 to 1000 copies", "9 to 3"),
		`small.txt:21:27: predict: "deliveries - guess" does not say how; expected METRIC bar FROM to`:  replace("guess number 0 to 1000 copies", "guess"),
		`small.txt:21:1: predict: it has no question; expected text in the lines below`:                 replace("  How many copies?\n", ""),
		`small.txt:21:1: predict: it is never answered; expected reveal, with text below it`:            replace("reveal\n  You said {guess}, it is {answer}: {off}; before, {before}.\npublished deliveries - guess = 20 ± 0 copies (nobody)\n", ""),
		`small.txt:24:1: reveal: nothing runs between predict and here; expected a run, so that there`:  replace("  How many copies?\nsend\nrun 1s\n", "  How many copies?\nsend\n"),
		`small.txt:27:1: "send" stands behind reveal; expected it between predict and reveal, or befo`:  replace("published deliveries - guess = 20 ± 0 copies (nobody)", "send"),
		`small.txt:33:13: option: "< 1 :" has no label; expected = VALUE : LABEL, < VALUE : LABEL or `:  replace("option < 1 : None : of them", "option < 1 :"),
		`small.txt:33:10: option: "few" is not possible; expected a number`:                             replace("option < 1 : None", "option < few : None"),
		`small.txt:34:14: option: "None" is not possible; expected a label that no other option has`:    replace("option > 0 : Many", "option > 0 : None"),
		`small.txt:31:1: predict: the choice has 1 options; expected 2 to 5`:                            replace("option > 0 : Many\n", ""),
		`small.txt:23:1: option: it stands where nothing is chosen; expected it behind predict METRIC `: replace("  How many copies?\n", "  How many copies?\noption > 0 : A\n"),
		`small.txt:42:15: check: there is no setting "roots" in the model guild`:                        replace("setting no.roots on", "setting roots on"),
		`small.txt:42:24: check: no.roots: "maybe" is not possible; expected on or off`:                 replace("setting no.roots on", "setting no.roots maybe"),
		`small.txt:42:31: check: "deliverys" is not a metric; playground run -model guild -h lists th`:  replace("and deliveries - step > 19", "and deliverys - step > 19"),
		`small.txt:42:51: check: "x" is not possible; expected a number`:                                replace("step > 19", "step > x"),
		`small.txt:42:61: check: "soon" is not possible; expected a duration up to 2h0m0s, such as 2s`:  replace("within 300ms", "within soon"),
		`small.txt:42:12: check: "nothing" is nothing to point at in the model guild; expected one of`:  replace("setting no.roots on", "find nothing"),
		`small.txt:42:1: check: nobody can tell whether it works; expected try right and try wrong, w`:  replace("try wrong\ntoggle no.roots off\nrun 1s\n", ""),
		`small.txt:42:1: check: it has no task; expected text in the lines below`:                       replace("  Send one.\n", ""),
		`small.txt:48:5: try: "left" is not possible; expected right or wrong`:                          replace("try right", "try left"),
		`small.txt:49:1: "mark later" is nothing that a reader does; expected a command, or point`:      replace("try right\nsend", "try right\nmark later"),
		`small.txt:49:7: point: "nothing" is nothing to point at in the model guild; expected one of `:  replace("try right\nsend", "try right\npoint nothing"),
		`small.txt:48:1: hint: a check has at most 2: what was seen, and the way`:                       replace("try right", "hint\n  Three.\ntry right"),
		`small.txt:57:6: code: "guild.go" is not possible; expected FILE SYMBOL, such as envelope/wir`:  replace("code sim/guild/guild.go guildNode.fanOut", "code guild.go"),
		`small.txt:58:1: step: it stands behind know in line 55; expected all steps before it`:          small + "step\n  More.\n",
		`small.txt:58:1: "send" stands where nothing is done; expected it before step, below step, pr`:  small + "send\n",
		`small.txt:6:1: "fly" is neither a command nor a verb of chapters; expected one of chapter, b`:  replace("seed 3", "fly high"),
		`small.txt:6:1: "goto" goes to another time; expected run, by which a chapter goes on`:          replace("seed 3", "goto 3s"),
		`small.txt:11:5: run: with those before it that is 3h0m0s; expected at most 2h0m0s in all`:      replace("run 100ms", "run 3h"),
		`small.txt has 70000 bytes; expected a chapter, of at most 65536`:                               strings.Repeat("x", 70_000),
		`small.txt is no text in UTF-8; expected a chapter`:                                             "\xff\xfe",
	} {
		c, err := chapter.Parse(guild.Model(), "small.txt", text)
		if assert.Error(t, err, want) {
			assert.Nil(t, c)
			got := err.Error()
			assert.Equal(t, want, got[:min(len(got), len(want))])
			assert.NotContains(t, got, "\n")
		}
	}
}

// Whatever a file holds, it is a chapter or one sentence with a place in the file.
func FuzzParse(f *testing.F) {
	f.Add(small)
	for _, c := range chapter.Of(guild.Model()) {
		f.Add(c.File)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := chapter.Parse(guild.Model(), "f", text)
		if err == nil {
			assert.NotEmpty(t, c.Steps)
			assert.Positive(t, c.Words())
			return
		}
		assert.Nil(t, c)
		assert.NotContains(t, err.Error(), "\n")
		place, ok := strings.CutPrefix(err.Error(), "f:")
		if !ok {
			return // it is about the file as a whole
		}
		parts := strings.SplitN(place, ":", 3)
		require.Len(t, parts, 3, err.Error())
		line, err := strconv.Atoi(parts[0])
		require.NoError(t, err)
		lines := strings.Split(text, "\n")
		require.True(t, line >= 1 && line <= len(lines), place)
		column, err := strconv.Atoi(parts[1])
		require.NoError(t, err)
		require.True(t, column >= 1 && column <= len(lines[line-1])+1, place)
	})
}
