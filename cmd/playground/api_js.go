package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"syscall/js"

	"fanout/cmd/playground/internal/foreign"
	"fanout/cmd/playground/internal/lesson"
	"fanout/cmd/playground/internal/models"
	"fanout/cmd/playground/internal/report"
	"fanout/cmd/playground/internal/timed"
	"fanout/render"
	"fanout/sim"
)

// expose gives the page's scripts their way into the program:
//
//	do(line)   runs one line of the command grammar: {ok: true} or {ok: false, error};
//	           a refusal is shown in the picture, unless true follows the line
//	state()    is the present state, see report.State
//	model()    is the model that is shown, with its tables and how its picture is looked
//	           at, see model; models() are all that can be chosen
//	choose(model)  goes to another model, see render.Game.Choose: like do
//	widgets()  are the picture's widgets: {id, kind, label, value, disabled,
//	           rect: {x, y, width, height}} in CSS px of the window
//	press(id)  activates one of them, as a click in its middle would: like do
//	look(line) looks at the field as scene.Scene.Look says: like do
//	text(s)    is an English text in the reader's language
//	looking()  is what is looked at, see looking; heard() is what of it and of the state is
//	           told to people who do not see the picture
//	paste(text)  gives the picture a text from the clipboard: like do, and a refusal is shown
//	link()     leads to what is seen: {query, whole, lacks}, whole being false if what was
//	           done does not fit into a link, which then starts at time 0, and lacks a
//	           sentence about what it could not hold, "" if that is nothing
//	open(name, text)  opens a chapter, or lays a scenario onto the timeline, see
//	           render.Game.Open: like do
//	shared(s)  tells that a link was copied, and s unless it is "": like do
//	tell(s)    shows a sentence for some seconds: like do
//	away(yes)  tells whether the page's keys go to something else than the picture
//	repeat(key)  tells that a held key acts again, by its KeyboardEvent.key
//	costs()    is what the frames have cost so far, see costs
//	lesson()   is the chapters, and what is to be shown of the one that is open, see
//	           lesson.View
//	offered()  is the names of the controls that the open chapter has shown so far, null in
//	           free play: of an id, or of all that begin with it up to a dot
//	chapter(n) begins chapter n: like do; chapter("free") goes back to the free play that
//	           was left for a chapter
//	reader(verb, …)  is what a reader does in it, see lesson.Lessons.Do: like do
//	land(x, y, width, height)  shows the picture alone in that part of the window, in CSS
//	           px, and land() everything again: like do. It begins so if page.lands is such
//	           a list of numbers
//	theme(s)   wears the theme, light or dark: like do
//	progress(text)  brings back what a reader has done, as lesson().progress said it: like
//	           do; what cannot be read is left out
//	measure()  measures what the world's operations take in this tab, for a second or
//	           so, and makes the history use it: a promise of {ok: true, line}, line
//	           being the command that did, or {ok: false, error}
//
// Whatever a script passes, it gets such an answer: nothing of it ends the program.
//
// All of them run between two frames, since a page has one thread.
func expose(page js.Value, player *timed.Player, game *render.Game, lessons *lesson.Lessons) {
	watch, reader := observer{player: player, lessons: lessons}, lessons.Language
	// line is a function of a line of text, and of whether a refusal is to be left to
	// the caller alone.
	line := func(name string, loud, quiet func(string) error) js.Func {
		return js.FuncOf(func(_ js.Value, args []js.Value) any {
			if len(args) < 1 || len(args) > 2 {
				return outcome(errors.New(name + " takes one line of text"))
			}
			text, err := foreign.Text(args[0], name+": the line", longestText)
			if err != nil {
				return outcome(err)
			}
			if len(args) == 2 && foreign.Truthy(args[1]) {
				return outcome(quiet(text))
			}
			return outcome(loud(text))
		})
	}
	page.Set("do", line("do", game.Do, func(line string) error { return player.Do(line) }))
	press := func(id string) error {
		if !game.Press(id) {
			return fmt.Errorf("press: there is no %q that can be pressed in this picture", sim.Clip(id))
		}
		return nil
	}
	page.Set("press", line("press", press, press))
	page.Set("look", line("look", game.Look, game.LookQuietly))
	page.Set("paste", line("paste", game.Paste, game.Paste))
	page.Set("choose", line("choose", game.Choose, game.ChooseQuietly))
	exposeLooks(page, game, watch)
	page.Set("model", js.FuncOf(func(js.Value, []js.Value) any { return toJS(modelOf(player.Model())) }))
	page.Set("models", js.FuncOf(func(js.Value, []js.Value) any {
		var all []model
		for _, m := range models.All() {
			all = append(all, modelOf(m))
		}
		return toJS(all)
	}))
	page.Set("widgets", js.FuncOf(func(js.Value, []js.Value) any {
		x, y := canvasOrigin()
		return toJS(widgets(game, reader, x, y))
	}))
	page.Set("text", js.FuncOf(func(_ js.Value, args []js.Value) any {
		if len(args) != 1 || args[0].Type() != js.TypeString {
			return outcome(errors.New("text takes one text"))
		}
		return reader.Text(args[0].String())
	}))
	page.Set("open", js.FuncOf(func(_ js.Value, args []js.Value) any {
		if len(args) != 2 {
			return outcome(errors.New("open takes the name of a file and its text"))
		}
		name, err := foreign.Text(args[0], "open: the name", longestText)
		if err != nil {
			return outcome(err)
		}
		text, err := foreign.Text(args[1], "open: the text", sim.LongestScenario)
		if err != nil {
			return outcome(err)
		}
		return outcome(game.Open(name, text))
	}))
	page.Set("link", js.FuncOf(func(js.Value, []js.Value) any {
		made := watch.link(game)
		return map[string]any{"query": made.Query, "whole": made.Whole, "lacks": made.Lacks()}
	}))
	page.Set("shared", sentence("shared", game.Shared))
	page.Set("tell", sentence("tell", game.Tell))
	page.Set("costs", js.FuncOf(func(js.Value, []js.Value) any {
		return toJS(costsOf(game))
	}))
	page.Set("repeat", sentence("repeat", game.Repeat))
	page.Set("away", js.FuncOf(func(_ js.Value, args []js.Value) any {
		game.SetAway(len(args) == 1 && foreign.Truthy(args[0]))
		return nil
	}))
	page.Set("measure", js.FuncOf(func(js.Value, []js.Value) any { return measure(player) }))
}

// What scripts may pass at most, in characters: a line is refused by the grammar long
// before, with a better sentence.
const longestText, longestSentence = 1 << 16, 1000

// outcome is how a call went, as scripts see it.
func outcome(err error) any {
	if err != nil {
		return map[string]any{"ok": false, "error": err.Error()}
	}
	return map[string]any{"ok": true}
}

// sentence is a function of one sentence.
func sentence(name string, tell func(string)) js.Func {
	return js.FuncOf(func(_ js.Value, args []js.Value) any {
		if len(args) != 1 {
			return outcome(errors.New(name + " takes one sentence"))
		}
		text, err := foreign.Text(args[0], name+": the sentence", longestSentence)
		if err == nil {
			tell(text)
		}
		return outcome(err)
	})
}

// model is a model as the page sees it.
type model struct {
	report.Model
	View view `json:"view"`
}

// view is how the picture is looked at from the page.
type view struct {
	Buttons [][2]string `json:"buttons"` // a line for look and a label
	Follow  string      `json:"follow"`  // label of the field for follow, "" for none
	Header  string      `json:"header"`  // label of the field for a traceparent, "" for none
}

func modelOf(m *sim.Model) model {
	w := models.View(m)
	return model{report.ModelOf(m), view{append([][2]string{}, w.Buttons...), w.Follow, w.Header}}
}

// measure starts a measurement and returns a promise of its outcome.
func measure(player *timed.Player) js.Value {
	promise, settle := promised()
	answer := func(line string, err error) {
		if err != nil {
			settle(outcome(err))
			return
		}
		settle(map[string]any{"ok": true, "line": line})
	}
	if err := player.Start(answer); err != nil {
		answer("", err)
	}
	return promise
}

// exposeLooks gives what tells how the world, and what is seen of it, stands.
func exposeLooks(page js.Value, game *render.Game, watch observer) {
	page.Set("state", js.FuncOf(func(js.Value, []js.Value) any {
		return toJS(watch.state())
	}))
	page.Set("looking", js.FuncOf(func(js.Value, []js.Value) any {
		return toJS(lookingOf(game))
	}))
}

// canvasOrigin is where the canvas begins in the window, in CSS px.
func canvasOrigin() (x, y float64) {
	canvas := js.Global().Get("document").Call("querySelector", "body > canvas")
	if canvas.IsNull() {
		return 0, 0
	}
	box := canvas.Call("getBoundingClientRect")
	return box.Get("left").Float(), box.Get("top").Float()
}

// toJS hands a value over as plain objects. The detour through text is cheaper
// than a call into JavaScript for every field.
func toJS(v any) js.Value {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // the types are ours
	}
	return js.Global().Get("JSON").Call("parse", string(text))
}
