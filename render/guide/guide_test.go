package guide_test

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/render/guide"
	"fanout/render/scene/scenetest"
	"fanout/render/ui"
)

var rewrite = flag.Bool("rewrite", false, "write the golden files instead of comparing with them")

// reader is a chapter of one page, which notes what is done.
type reader struct {
	view guide.View
	did  []string
	fail error
}

func (r *reader) View() guide.View { return r.view }
func (r *reader) note(what ...any) error {
	r.did = append(r.did, strings.TrimSpace(fmt.Sprintln(what...)))
	return r.fail
}
func (r *reader) Open(n int) error                 { return r.note("open", n) }
func (r *reader) Do(verb, text, more string) error { return r.note(verb, text, more) }
func (r *reader) GuessValue(v float64) error       { return r.note("guess", v) }
func (r *reader) SetProgress(text string) error    { return r.note("progress", strconv.Quote(text)) }

// seconds is a scale of whole seconds.
type seconds struct{}

func (seconds) Speak(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) + " s" }
func (seconds) Read(text string) (float64, error) {
	v, err := strconv.ParseFloat(strings.TrimSuffix(text, " s"), 64)
	if err != nil {
		return 0, errors.New(strconv.Quote(text) + " is no number of seconds")
	}
	return v, nil
}

// percents is a scale of shares.
type percents struct{}

func (percents) Speak(v float64) string { return ui.ShareText(v) }
func (percents) Read(text string) (float64, error) {
	v, err := strconv.ParseFloat(strings.TrimSuffix(text, "%"), 64)
	return v / 100, err
}

func prose(words string) guide.Text { return guide.Text{{{Text: words}}} }

func bar() *guide.Predict {
	return &guide.Predict{Kind: "bar", State: "open", Question: prose("Where does the bar land?"), Percent: true, From: "0 %", To: "100 %",
		Before: "55 %", Scale: percents{}, At: guide.Marks{High: 1, Before: .55}}
}

func choice() *guide.Predict {
	return &guide.Predict{Kind: "choice", State: "open", Question: prose("How many messages?"), Options: []guide.Option{
		{Label: "1", About: "the network copies it"}, {Label: "Hundreds"}, {Label: "1,000,000", About: "one for each person"}}}
}

func number() *guide.Predict {
	return &guide.Predict{Kind: "number", State: "open", Question: prose("When is the last one in?"), Unit: "seconds", From: "1 s", To: "1000000 s",
		Scale: seconds{}, At: guide.Marks{Low: 1, High: 1e6, Before: 3}}
}

// in is what becomes of a prediction.
func in(state string, p *guide.Predict) *guide.Predict {
	p.State = state
	if state == "locked" || state == "compared" {
		p.Guess, p.At.Guess = map[string]string{"bar": "49 %", "choice": "Hundreds", "number": "60 s"}[p.Kind], map[string]float64{"bar": .49, "number": 60}[p.Kind]
	}
	if state == "compared" || state == "skipped" {
		p.Answer, p.At.Answer = map[string]string{"bar": "45 %", "choice": "1,000,000", "number": "961 s"}[p.Kind], map[string]float64{"bar": .45, "number": 961}[p.Kind]
		p.Post, p.At.Post = map[string]string{"bar": "45 %", "number": "960 s"}[p.Kind], map[string]float64{"bar": .45, "number": 960}[p.Kind]
		p.Published, p.Reveal = []string{"Discord Engineering: 45%, sessions"}, prose("So it is.")
	}
	if state == "compared" && p.Kind != "choice" {
		p.Off = map[string]string{"bar": "4 points off", "number": "16 times too short"}[p.Kind]
	}
	return p
}

// expected is in, of a figure that was not counted.
func expected(state string, p *guide.Predict) *guide.Predict {
	in(state, p).Expected = true
	return p
}

func opened(p *guide.Predict, k *guide.Task) guide.View {
	v := guide.View{Chapters: list(), Open: &guide.Opened{Number: 7, Title: "Ten points of CPU", Step: 2, Steps: 4, Predict: p, Task: k,
		Prose: guide.Text{{{Text: "At 1 % "}, {Text: "head sampling", Means: "The decision, at the first service.", Tag: "POST"}, {Text: ", *99* answers of 100 are "}, {Text: "no", Strong: true}, {Text: "."}}}}}
	if p != nil && p.State == "locked" {
		v.Open.Busy, v.Open.Done, v.Open.Lasts = true, .45, "2 s"
	}
	return v
}

func list() []guide.Entry {
	return []guide.Entry{{Number: 0, Title: "A million people", Beat: "a fan-out copies", Minutes: 1, Finished: true}, {Number: 7, Title: "Ten points of CPU", Beat: "continue a trace", Minutes: 3}}
}

// screen is a canvas with a guide on it.
type screen struct {
	*reader
	t     *testing.T
	guide guide.Guide
	in    ui.Interaction
	list  ui.List
	now   time.Duration
	size  ui.Breakpoint
	w, h  float64 // 264 by 720 if they are 0
	told  string
	words ui.Translator // nil for English
}

func newScreen(t *testing.T, v guide.View) *screen {
	s := &screen{reader: &reader{view: v}, t: t}
	s.guide = guide.Guide{Reader: s.reader, Tell: func(sentence string) { s.told = sentence }}
	s.guide.Update()
	s.draw()
	return s
}

func (s *screen) draw() {
	s.in.Begin()
	s.list.Reset()
	s.now += time.Second
	v := &ui.View{Painter: ui.Painter{List: &s.list, Theme: ui.Dark(), Measure: scenetest.Measurer{}, Words: s.words}, In: &s.in, Motion: &ui.Motion{Now: s.now}, Size: s.size, W: cmp.Or(s.w, 264), H: cmp.Or(s.h, 720)}
	r := ui.Box(0, 0, v.W, v.H)
	if s.guide.Open() {
		s.guide.Draw(v, r, r)
	} else {
		s.guide.Front(v, r, r, &ui.Scroll{}, func(x, y, w float64) float64 { return v.Text(x, y, ui.Title, v.Theme.T1, "Hello") })
	}
	v.EntryRefusal()
	v.Tooltip()
}

func (s *screen) press(id string) {
	s.t.Helper()
	require.True(s.t, s.in.Press(id), "%s cannot be pressed", id)
	s.draw()
}

func (s *screen) keys(keys ...string) {
	for _, key := range keys {
		s.in.Key(key, false)
		s.draw()
	}
}

// tabTo moves the focus by keys.
func (s *screen) tabTo(id string) {
	s.t.Helper()
	for range 40 {
		s.keys("Tab")
		if s.in.Focus == id {
			return
		}
	}
	require.Fail(s.t, "Tab never comes to "+id)
}

func (s *screen) widget(id string) *ui.Widget {
	s.t.Helper()
	w := s.in.Find(id)
	require.NotNil(s.t, w, id)
	return w
}

func (s *screen) texts() string {
	var all []string
	for _, op := range s.list.Ops {
		if op.Kind == ui.KindText {
			all = append(all, op.Text)
		}
	}
	return strings.Join(all, " ")
}

// Each state of each kind of prediction, a task, the end and the lists, as draw lists.
func TestGoldens(t *testing.T) {
	task := &guide.Task{Text: prose("Make spans appear again."), More: true}
	hinted := &guide.Task{Text: prose("Make spans appear again."), Tries: 1, Hints: []guide.Text{prose("Seen: 412 orphans.")}}
	done := &guide.Task{Text: prose("Find the message."), Done: true, Seen: "message #7: spans of the API", Find: "message"}
	end := opened(nil, nil)
	end.Open.Closing, end.Open.Know, end.Open.Code = true, prose("A queue."), []guide.Code{{File: "actor/call.go", Symbol: "Context.Call"}}
	for name, v := range map[string]guide.View{
		"task": opened(nil, task), "task-hint": opened(nil, hinted), "task-done": opened(nil, done),
		"task-find": opened(nil, &guide.Task{Text: prose("Find it."), Find: "message"}), "end": end, "free": {Chapters: list()},
		"beginning": {Chapters: list(), Open: &guide.Opened{Number: 7, Title: "Ten points of CPU", Step: 1, Steps: 4, Busy: true, Done: .2, Lasts: "4 s"}},
	} {
		t.Run(name, func(t *testing.T) { newScreen(t, v).golden(name) })
	}
	for _, state := range []string{"open", "locked", "compared", "skipped"} {
		for _, p := range []*guide.Predict{bar(), choice(), number()} {
			t.Run(p.Kind+"-"+state, func(t *testing.T) { newScreen(t, opened(in(state, p), nil)).golden(p.Kind + "-" + state) })
		}
	}
	t.Run("list", func(t *testing.T) {
		s := newScreen(t, opened(nil, nil))
		s.press("button.guide.list")
		s.golden("list")
	})
	t.Run("bar-expected", func(t *testing.T) { newScreen(t, opened(expected("compared", bar()), nil)).golden("bar-expected") })
	t.Run("bar-drawn", func(t *testing.T) {
		s := newScreen(t, opened(bar(), nil))
		s.drag("guess", .5, .3)
		s.golden("bar-drawn")
	})
}

func (s *screen) golden(name string) {
	s.t.Helper()
	text := s.list.Print(ui.Dark())
	for _, w := range s.in.Widgets() {
		text += w.String() + "\n"
	}
	path := filepath.Join("testdata", name+".txt")
	if *rewrite {
		require.NoError(s.t, os.WriteFile(path, []byte(text), 0o644))
		return
	}
	want, err := os.ReadFile(path)
	require.NoError(s.t, err)
	assert.Equal(s.t, string(want), text, "go test ./render/guide -rewrite, then look at the difference")
}

// drag moves the pointer over a widget, by shares of its width.
func (s *screen) drag(id string, from, to float64) {
	r := s.widget(id).Rect
	at := func(share float64) ui.Point { return ui.Pt(r.X+4+share*(r.W-8), r.CenterY()) }
	s.in.PointerDown(at(from), s.now)
	s.in.PointerMove(at(to), s.now)
	s.draw()
	s.in.PointerUp(at(to), s.now)
	s.draw()
}

// A bar is drawn by the pointer, moved by keys, taken back by Esc, and locked.
func TestABarIsDrawn(t *testing.T) {
	s := newScreen(t, opened(bar(), nil))
	assert.False(t, s.in.Press("button.guide.run"), "there is no guess yet")
	s.drag("guess", .2, .49)
	assert.Equal(t, "49 %", s.widget("guess").Value)
	s.keys("ArrowLeft", "PageUp")
	assert.Equal(t, "53 %", s.widget("guess").Value)
	r := s.widget("guess").Rect
	s.in.PointerDown(ui.Pt(r.X+30, r.CenterY()), s.now)
	s.in.Cancel(s.now)
	s.draw()
	assert.Equal(t, "53 %", s.widget("guess").Value)
	s.press("button.guide.run")
	assert.Equal(t, []string{"guess 0.53"}, s.did)
	assert.Empty(t, s.in.Commands(), "a guess is no command of the world")
}

// Keys step from where the figure stood before, and a guess can be typed.
func TestABarByKeys(t *testing.T) {
	s := newScreen(t, opened(bar(), nil))
	s.tabTo("guess")
	s.keys("ArrowDown")
	assert.Equal(t, "54 %", s.widget("guess").Value)
	s.keys("4", "5", "Enter")
	assert.Equal(t, "45 %", s.widget("guess").Value)
	s.keys("9", "9", "9", "Enter")
	assert.Contains(t, s.texts(), "expected 0 % to 100 %")
	s.keys("Escape")
	assert.Equal(t, "45 %", s.widget("guess").Value)
}

// Arrows pick an option as they do everywhere, and a press does.
func TestAChoiceIsPicked(t *testing.T) {
	s := newScreen(t, opened(choice(), nil))
	s.tabTo("guess.1")
	s.keys(" ", "ArrowDown")
	assert.Equal(t, "on", s.widget("guess.2").Value)
	s.press("guess.3")
	assert.Equal(t, "off", s.widget("guess.2").Value)
	s.press("button.guide.run")
	assert.Equal(t, []string{"guess 2"}, s.did)
}

// A number is typed into its box or dragged over decades, and arrows step by 1, 2, 5.
func TestANumberIsTyped(t *testing.T) {
	s := newScreen(t, opened(number(), nil))
	s.press("exact.guess")
	s.keys("6", "0", "Enter")
	assert.Equal(t, "60 s", s.widget("guess").Value)
	for _, want := range []string{"100 s", "200 s", "500 s", "1000 s"} {
		s.in.Focus = "guess"
		s.keys("ArrowRight")
		assert.Equal(t, want, s.widget("guess").Value)
	}
	s.drag("guess", .01, .49)
	assert.Regexp(t, `^\d{2,4} s$`, s.widget("guess").Value)
	s.press("button.guide.skip")
	assert.Equal(t, "skip", s.did[len(s.did)-1])
}

// What is asked for is typed and given with Enter or the button; other keys are left alone.
func TestAThingIsTyped(t *testing.T) {
	s := newScreen(t, opened(nil, &guide.Task{Text: prose("Find it."), Find: "message"}))
	s.tabTo("guide.thing")
	assert.True(t, s.guide.Typing(&s.in))
	s.keys("#", "1", "2", "x", "Backspace", "Enter")
	assert.Equal(t, []string{"point message #12"}, s.did)
	s.press("button.guide.point")
	assert.Len(t, s.did, 2)
	s.keys("Tab")
	assert.Equal(t, "button.guide.point", s.in.Focus)
	s.guide.Picked("session", "7")
	s.guide.Picked("message", "34")
	s.draw()
	assert.Equal(t, "34", s.widget("guide.thing").Value, "what is picked in the picture can be changed")
}

// A term is dotted, and says what it means to the keys and to a tap.
func TestATermExplainsItself(t *testing.T) {
	s := newScreen(t, opened(nil, nil))
	assert.NotContains(t, s.texts(), "at the first service")
	s.tabTo("term.1")
	assert.Contains(t, s.texts(), "at the first service")
}

// Back and on, the list, free play: what leads away is told to the reader, and a refusal to
// the person.
func TestWays(t *testing.T) {
	s := newScreen(t, opened(bar(), nil))
	assert.False(t, s.in.Press("button.guide.next"), "the question is open")
	s.press("button.guide.back")
	s.press("button.guide.leave")
	s.press("button.guide.list")
	s.press("chapter.0")
	assert.Equal(t, []string{"back", "leave", "open 0"}, s.did)
	s.fail = errors.New("back: this is the first step")
	s.press("button.guide.back")
	assert.Equal(t, "back: this is the first step", s.told)

	free := newScreen(t, guide.View{Chapters: list()})
	free.press("button.guide.begin")
	free.press("button.guide.forget")
	assert.Equal(t, []string{"open 7", `progress ""`}, free.did, "the first that has not been read")
}

// An answer says whether it was counted in the run or is what the settings lead to.
func TestAnExpectedAnswerSaysSo(t *testing.T) {
	for _, state := range []string{"compared", "skipped"} {
		for _, p := range []func() *guide.Predict{bar, number} {
			counted, meant := newScreen(t, opened(in(state, p()), nil)).texts(), newScreen(t, opened(expected(state, p()), nil)).texts()
			assert.Regexp(t, `\bresult \d`, counted)
			assert.NotContains(t, counted, "Calculated")
			assert.NotRegexp(t, `(?i)\bresult`, meant)
			assert.Regexp(t, `expected \d`, meant)
			assert.Contains(t, meant, "Calculated from the settings. MODEL")
		}
	}
}

// An answer that has no room with its unit stands beside the guess without it.
func TestTheAnswerStandsBesideTheGuess(t *testing.T) {
	p := in("compared", number())
	p.Guess, p.Unit, p.Answer = "40 spans per second", "spans per second", "4,000 spans per second"
	assert.Contains(t, newScreen(t, opened(p, nil)).texts(), "result 4,000 ")
}

// Where fingers use it, everything that is pressed is 44 px high.
func TestTouch(t *testing.T) {
	for _, v := range []guide.View{opened(choice(), nil), opened(number(), nil), opened(nil, &guide.Task{Text: prose("Do."), Find: "message", More: true}), {Chapters: list()}} {
		s := newScreen(t, v)
		s.size = ui.Phone
		s.draw()
		for _, w := range s.in.Widgets() {
			if w.Kind == ui.Button || w.Kind == ui.Segment || w.Kind == ui.TextBox {
				assert.GreaterOrEqual(t, w.Rect.H, 44., w.ID)
			}
		}
	}
}

// A page that is new is read from its top, and without the guess of the one before.
func TestANewPage(t *testing.T) {
	s := newScreen(t, opened(bar(), nil))
	s.drag("guess", .2, .4)
	next := *s.view.Open
	next.Step = 3
	s.view.Open = &next
	assert.True(t, s.guide.Update())
	assert.False(t, s.guide.Update(), "nothing is new")
	s.draw()
	assert.Equal(t, "", s.widget("guess").Value)
}
