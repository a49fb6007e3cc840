package main

import (
	"errors"
	"syscall/js"
	"time"

	"fanout/cmd/playground/internal/live"
	"fanout/cmd/playground/internal/timed"
)

// exposeStream adds what the page needs to send spans to its own server while they are
// recorded:
//
//	stream()       how it stands, see live.View
//	streamStart()  begins, and streamStop() ends it; both return how it stands
//	streamTake()   the next request, a Uint8Array, or null if there is none
//	streamAnswer({status, wait, rejected, message})  takes the result of that, wait in seconds,
//	               and returns the milliseconds to wait before the next one
func exposeStream(page js.Value, player *timed.Player) *live.Stream {
	s := live.New(player)
	view := func() any { return toJS(s.View()) }
	page.Set("stream", js.FuncOf(func(js.Value, []js.Value) any { return view() }))
	page.Set("streamStart", js.FuncOf(func(js.Value, []js.Value) any { s.Start(time.Now()); return view() }))
	page.Set("streamStop", js.FuncOf(func(js.Value, []js.Value) any { s.Stop(); return view() }))
	page.Set("streamTake", js.FuncOf(func(js.Value, []js.Value) any {
		body, ok := s.Take()
		if !ok {
			return nil
		}
		return bytesOf(body, "Uint8Array")
	}))
	page.Set("streamAnswer", js.FuncOf(func(_ js.Value, args []js.Value) any {
		if len(args) != 1 || args[0].Type() != js.TypeObject {
			return outcome(errors.New("streamAnswer takes {status, wait, rejected, message}"))
		}
		a := live.Answer{Status: number(args[0], "status"), Wait: time.Duration(number(args[0], "wait")) * time.Second, Rejected: number(args[0], "rejected")}
		if message := args[0].Get("message"); message.Type() == js.TypeString {
			a.Message = message.String()
		}
		return s.Answer(a).Milliseconds()
	}))
	return s
}

// number is a number of an object, 0 if it has none of that name.
func number(of js.Value, name string) int {
	if v := of.Get(name); v.Type() == js.TypeNumber {
		return v.Int()
	}
	return 0
}
