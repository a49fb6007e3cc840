package main

import (
	"errors"
	"syscall/js"

	"fanout/cmd/playground/internal/foreign"
	"fanout/cmd/playground/internal/lesson"
)

// free is what a script calls free play.
const free = "free"

// exposeLessons adds what the page needs of the chapters, and of what is offered.
func exposeLessons(page js.Value, lessons *lesson.Lessons, offered func() []string) {
	page.Set("lesson", js.FuncOf(func(js.Value, []js.Value) any { return toJS(lessons.View()) }))
	page.Set("offered", js.FuncOf(func(js.Value, []js.Value) any { return toJS(offered()) }))
	page.Set("chapter", js.FuncOf(func(_ js.Value, args []js.Value) any {
		if len(args) == 1 && args[0].Type() == js.TypeString && args[0].String() == free {
			lessons.Leave()
			return outcome(nil)
		}
		if len(args) != 1 || args[0].Type() != js.TypeNumber || float64(int(args[0].Float())) != args[0].Float() {
			return outcome(errors.New("chapter takes the number of a chapter, or \"free\" for free play"))
		}
		return outcome(lessons.Open(int(args[0].Float())))
	}))
	page.Set("reader", js.FuncOf(func(_ js.Value, args []js.Value) any {
		if len(args) < 1 || len(args) > 3 {
			return outcome(errors.New("reader takes what is done, and up to two texts"))
		}
		var texts [3]string
		for i, arg := range args {
			text, err := foreign.Text(arg, "reader: the text", longestSentence)
			if err != nil {
				return outcome(err)
			}
			texts[i] = text
		}
		return outcome(lessons.Do(texts[0], texts[1], texts[2]))
	}))
	page.Set("progress", js.FuncOf(func(_ js.Value, args []js.Value) any {
		if len(args) != 1 {
			return outcome(errors.New("progress takes the text of lesson().progress"))
		}
		text, err := foreign.Text(args[0], "progress: the text", longestText)
		if err == nil {
			err = lessons.SetProgress(text)
		}
		return outcome(err)
	}))
}
