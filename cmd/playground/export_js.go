package main

import (
	"errors"
	"fmt"
	"image"
	"syscall/js"
	"time"

	"fanout/cmd/playground/internal/exports"
	"fanout/cmd/playground/internal/foreign"
	"fanout/cmd/playground/internal/pnglink"
	"fanout/cmd/playground/internal/timed"
	"fanout/render"
	"fanout/render/scene"
	"fanout/sim/span"
)

// exportStep is how long the page writes at a time before frames get their turn.
const exportStep = 8 * time.Millisecond

// tracesOffered is how many traces there are to choose from.
const tracesOffered = 12

// shooter takes pictures between two updates of a game, when Ebitengine can be asked.
type shooter struct {
	game *render.Game
	wait []func()
}

// update takes the pictures that were asked for.
func (s *shooter) update() {
	waiting := s.wait
	s.wait = nil
	for _, take := range waiting {
		take()
	}
}

// exposeExports adds what the page needs to write files:
//
//	exports()       what there is to export: {rows: [{name, title, for, extension, type,
//	                ofState}], kept: {now, spans, recorded, sentence},
//	                epoch}, epoch being virtual time 0 as a date
//	exportTraces()  the latest traces: [{id, label, spans, at, name}]
//	exportBegin(form, trace, from, to)  begins an export of the history as it stands:
//	                {ok: true, file: {name, type, spans}} or {ok: false, error}
//	exportStep()    goes on for some milliseconds: {ok: true, done, bytes}, bytes being a
//	                Uint8Array, or {ok: false, error}
//	exportStop()    gives it up
//	exportName()    is a name for a picture of this moment
//	exportPicture(scale, link)  is a promise of the picture at 1, 2 or 3 px to one of CSS:
//	                {ok: true, name, width, height, pixels}, or {ok: false, error}. With a
//	                link it has a caption, in which that stands
//	exportLinked(png, query)  is the same PNG, a Uint8Array, with a link in it:
//	                {ok: true, bytes}, or {ok: false, error}
//	pictureLink(png)  is the link in such a picture: {ok: true, query}, or {ok: false, error}
func exposeExports(page js.Value, player *timed.Player, game *render.Game) *shooter {
	e, shots := exports.New(player), &shooter{game: game}
	page.Set("exports", js.FuncOf(func(js.Value, []js.Value) any {
		return toJS(map[string]any{"rows": exports.Rows(), "kept": e.Kept(), "epoch": span.Epoch().Format(time.RFC3339)})
	}))
	page.Set("exportTraces", js.FuncOf(func(js.Value, []js.Value) any { return toJS(append([]exports.Trace{}, e.Traces(tracesOffered)...)) }))
	exposeWriting(page, e)
	page.Set("exportName", js.FuncOf(func(js.Value, []js.Value) any { return e.PictureName() }))
	exposePicture(page, e, shots)
	exposePictureLinks(page)
	return shots
}

// exposeWriting adds how a file is written, step by step.
func exposeWriting(page js.Value, e *exports.Exports) {
	now := stopwatch()
	page.Set("exportBegin", js.FuncOf(func(_ js.Value, args []js.Value) any {
		var texts [4]string
		if len(args) < 1 || len(args) > len(texts) {
			return outcome(errors.New("exportBegin takes the name of a form, and up to three texts"))
		}
		for i, arg := range args {
			text, err := foreign.Text(arg, "exportBegin: the text", longestSentence)
			if err != nil {
				return outcome(err)
			}
			texts[i] = text
		}
		file, err := e.Begin(exports.Ask{Form: texts[0], Trace: texts[1], From: texts[2], To: texts[3]})
		if err != nil {
			return outcome(err)
		}
		return map[string]any{"ok": true, "file": toJS(file)}
	}))
	page.Set("exportStep", js.FuncOf(func(js.Value, []js.Value) any {
		end := now() + exportStep
		written, done, err := e.Step(func() bool { return now() >= end })
		if err != nil {
			return outcome(err)
		}
		return map[string]any{"ok": true, "done": done, "bytes": bytesOf(written, "Uint8Array")}
	}))
	page.Set("exportStop", js.FuncOf(func(js.Value, []js.Value) any { e.Stop(); return nil }))
}

// exposePicture adds how a picture of the moment is taken.
func exposePicture(page js.Value, e *exports.Exports, shots *shooter) {
	page.Set("exportPicture", js.FuncOf(func(_ js.Value, args []js.Value) any {
		promise, settle := promised()
		scale, caption := 0., (*scene.Caption)(nil)
		if len(args) > 0 && args[0].Type() == js.TypeNumber {
			scale = args[0].Float()
		}
		if len(args) > 1 {
			link, err := foreign.Text(args[1], "exportPicture: the link", longestText)
			if err != nil {
				settle(outcome(err))
				return promise
			}
			caption = &scene.Caption{Link: link}
		}
		if scale != 1 && scale != 2 && scale != 3 {
			settle(outcome(errors.New("exportPicture takes 1, 2 or 3: how many px there are to one of CSS")))
			return promise
		}
		shots.wait = append(shots.wait, func() {
			shot := render.Shot(shots.game, scale, caption)
			defer shot.Deallocate()
			pixels := image.NewRGBA(shot.Bounds())
			shot.ReadPixels(pixels.Pix)
			settle(map[string]any{"ok": true, "name": e.PictureName(), "width": pixels.Rect.Dx(), "height": pixels.Rect.Dy(), "pixels": bytesOf(pixels.Pix, "Uint8ClampedArray")})
		})
		return promise
	}))
}

// exposePictureLinks adds how a link gets into a PNG, and out of it.
func exposePictureLinks(page js.Value) {
	page.Set("exportLinked", js.FuncOf(func(_ js.Value, args []js.Value) any {
		if len(args) != 2 {
			return outcome(errors.New("exportLinked takes the bytes of a PNG and a link"))
		}
		query, err := foreign.Text(args[1], "exportLinked: the link", longestText)
		if err != nil {
			return outcome(err)
		}
		picture, err := bytesFrom(args[0])
		if err == nil {
			picture, err = pnglink.With(picture, query)
		}
		if err != nil {
			return outcome(err)
		}
		return map[string]any{"ok": true, "bytes": bytesOf(picture, "Uint8Array")}
	}))
	page.Set("pictureLink", js.FuncOf(func(_ js.Value, args []js.Value) any {
		if len(args) != 1 {
			return outcome(errors.New("pictureLink takes the bytes of a PNG"))
		}
		picture, err := bytesFrom(args[0])
		if err != nil {
			return outcome(err)
		}
		query, err := pnglink.Of(picture)
		if err != nil {
			return outcome(err)
		}
		return map[string]any{"ok": true, "query": query}
	}))
}

// mostPicture is how many bytes a picture has at most.
const mostPicture = 64 << 20

// bytesFrom copies the bytes out of an array of the page.
func bytesFrom(array js.Value) ([]byte, error) {
	if t, ok := foreign.TypeOf(array); !ok || t != js.TypeObject || !array.InstanceOf(js.Global().Get("Uint8Array")) || array.Length() > mostPicture {
		return nil, fmt.Errorf("a picture is no Uint8Array; expected one of at most %d bytes", mostPicture)
	}
	bytes := make([]byte, array.Length())
	js.CopyBytesToGo(bytes, array)
	return bytes, nil
}

// bytesOf copies bytes into an array of the page.
func bytesOf(from []byte, kind string) js.Value {
	to := js.Global().Get(kind).New(len(from))
	js.CopyBytesToJS(to, from)
	return to
}

// promised is a promise and what keeps it.
func promised() (promise js.Value, settle func(any)) {
	var resolve js.Value
	executor := js.FuncOf(func(_ js.Value, args []js.Value) any { resolve = args[0]; return nil })
	defer executor.Release() // it was called by the time the promise is there
	promise = js.Global().Get("Promise").New(executor)
	return promise, func(answer any) { resolve.Invoke(answer) }
}
