package ui_test

import (
	"fmt"
	"strings"
	"time"

	"fanout/render/ui"
)

// narrow measures every letter alike, so that an example needs no font.
type narrow struct{}

func (narrow) Advance(_ ui.Style, text string) float64 { return 6 * float64(len(text)) }

// A panel with a button and a slider, driven by pointer and keys.
func Example() {
	var (
		in     ui.Interaction
		motion ui.Motion
		list   ui.List
		theme  = ui.Dark()
		volume = 10.
		now    time.Duration
	)
	dial := ui.Dial{
		ID: "slider.volume", Label: "Volume", Lo: 1, Hi: 100, Unit: "l/s",
		Command: func(v float64) string { return "set volume " + ui.PlainNumber(v) },
	}
	build := func() {
		in.Begin()
		motion.Begin(now)
		list.Reset()
		v := &ui.View{
			Painter: ui.Painter{List: &list, Theme: theme, Measure: narrow{}},
			In:      &in, Motion: &motion, W: 300, H: 200,
		}
		v.Button(ui.Box(10, 10, 100, 32), ui.ButtonSpec{ID: "send", Label: "Send one", Text: "Send", Command: "send"})
		v.SliderRow(ui.Box(10, 60, 204, 44), &dial, volume, false)
		v.Tooltip()
		motion.End()
	}
	run := func(what string) {
		for _, line := range in.Commands() {
			if value, ok := strings.CutPrefix(line, "set volume "); ok {
				fmt.Sscan(value, &volume)
			}
			fmt.Printf("%s: %s\n", what, line)
		}
		build()
	}
	build()

	middle := in.Find("button.send").Rect.Middle()
	in.PointerDown(middle, now)
	in.PointerUp(middle, now)
	run("a click")

	in.Key("Tab", false)
	run("Tab")
	in.Key("ArrowRight", false)
	run("an arrow")
	for _, key := range []string{"2", "5", "Enter"} {
		in.Key(key, false)
	}
	run("typed")

	knob := ui.Pt(12+200*dial.Place(volume), 91)
	in.PointerDown(knob, now)
	in.PointerMove(ui.Pt(112, 91), now+time.Second)
	in.PointerUp(ui.Pt(112, 91), now+time.Second)
	run("a drag to the middle")

	for _, w := range in.Widgets() {
		fmt.Println(w)
	}
	// Output:
	// a click: send
	// an arrow: set volume 11
	// typed: set volume 25
	// a drag to the middle: try set volume 10
	// a drag to the middle: set volume 10
	// button.send 10,10 100x32 "Send one"
	// slider.volume 6,72 212x32 "Volume" = 10 l/s
	// exact.slider.volume 106,60 112x20 "Type a value"
}
