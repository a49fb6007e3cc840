// Package ui is the kit that the playground's interface is built with: draw lists
// that print as text, a Painter that writes them, themes, numbers for readers, and
// widgets that a pointer, a finger and keys can use. It knows no simulation and
// imports nothing but the standard library, so that it runs anywhere, in node too.
//
// # Drawing
//
// A [List] is what to paint, in order. A [Painter] appends to it with the colours of
// a [Theme] and the text widths of a [Measurer]. Lengths are CSS px; x and y begin in
// the top left corner. Text is placed by the middle of its figures, not by a baseline.
//
// # Widgets
//
// Everything is built again for each picture, in immediate mode: a function draws a
// component, places its [Widget] on a [View] and asks how that stands, all in one
// place. State that outlives a picture is what a person did: an [Interaction] has the
// pointer, the focus and what is dragged or typed; a [Motion] has what is on its way to
// a new value; a [Scroll] says how far a list is moved. What a widget does leaves as a
// command line, see [Interaction.Commands], or is a func.
//
//	in.Begin()
//	motion.Begin(now)
//	list.Reset()
//	v := &ui.View{Painter: ui.Painter{List: &list, Theme: theme, Measure: measure}, In: &in, Motion: &motion, W: w, H: h}
//	v.Button(ui.Box(8, 8, 120, 32), ui.ButtonSpec{ID: "send", Label: "Send", Text: "Send", Command: "send"})
//	v.Tooltip()
//	motion.End()
//
// Build again when Interaction.Stale or Motion.Moving is true, or the world has changed.
//
// A widget that only is pressed is a [Widget] with a Command or an Act. One with a
// value has an [Adjustable], or an [Exact] if it can be typed as well: a [Dial] is one
// by data. What else a widget takes is in Takes, as small interfaces: [Keyed],
// [Wheeled], [Pulled], [Pointed], [Dragged].
//
// # Decisions
//
// Values that widgets point to live in the Interaction until its next Begin, and
// actions are bound once by the type that has them: placing a widget takes no memory.
//
// Palettes have eight rows whatever the model has, indexed by the row of the model:
// a theme has no names of services or stages but those that [Theme.Named] is given for
// printed lists.
//
// Drags are told to the world at the pace of their widget, not with every movement: a
// command stays in the history, in the link and in every replay.
package ui
