package main

import (
	"syscall/js"

	"fanout/cmd/playground/internal/foreign"
	"fanout/cmd/playground/internal/timed"
	"fanout/render"
)

// exposeFrame adds what the page needs in a frame of another page:
//
//	hold(yes)  keeps time from passing while nobody sees the frame; it begins so
//
// and tells page.did, if that is a function by then, each line of the grammar that was
// taken, from the picture, the form or a script.
func exposeFrame(page js.Value, player *timed.Player, game *render.Game, framed bool) {
	game.Hold(framed)
	page.Set("hold", js.FuncOf(func(_ js.Value, args []js.Value) any {
		game.Hold(len(args) == 1 && foreign.Truthy(args[0]))
		return nil
	}))
	player.Listen(func(line string) {
		if did := page.Get("did"); did.Type() == js.TypeFunction {
			did.Invoke(line)
		}
	})
}
