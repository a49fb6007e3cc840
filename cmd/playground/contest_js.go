package main

import (
	"encoding/json"
	"syscall/js"

	"fanout/cmd/playground/internal/contest"
	"fanout/cmd/playground/internal/foreign"
)

// exposeContest adds what the page needs of the challenges:
//
//	contest()       is the challenges and the one that is played, see contest.View
//	challenge(name) begins a run of one, today's by the name today: like do
//	watch(address)  opens the run of a link: like do
//	surrender()     goes back to free play: like do
//	runLink()       is the query that has the run played again, "" in free play
//	bills()         are the lowest bills as text, which bills(text) brings back: like do
func exposeContest(page js.Value, c *contest.Contest) {
	named := func(name string, act func(string) error) {
		page.Set(name, js.FuncOf(func(_ js.Value, args []js.Value) any {
			text, err := foreign.Argument(args, name, longestText)
			if err != nil {
				return outcome(err)
			}
			return outcome(act(text))
		}))
	}
	named("challenge", c.Open)
	named("watch", c.Watch)
	page.Set("contest", js.FuncOf(func(js.Value, []js.Value) any { return toJS(c.View()) }))
	page.Set("surrender", js.FuncOf(func(js.Value, []js.Value) any { return outcome(c.Leave()) }))
	page.Set("runLink", js.FuncOf(func(js.Value, []js.Value) any { return c.Link() }))
	page.Set("bills", js.FuncOf(func(_ js.Value, args []js.Value) any {
		if len(args) == 0 {
			text, err := json.Marshal(c.Best())
			if err != nil {
				panic(err) // names and numbers
			}
			return string(text)
		}
		text, err := foreign.Argument(args, "bills", longestText)
		if err != nil {
			return outcome(err)
		}
		best, err := contest.ReadBest(text)
		if err == nil {
			err = c.SetBest(best)
		}
		return outcome(err)
	}))
}
