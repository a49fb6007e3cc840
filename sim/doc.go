// Package sim is the engine of the playground: it plays histories of a [Model], which
// says what runs, what that costs and what can be set. It knows no model itself;
// [fanout/sim/guild] and [fanout/sim/hashring] are two.
//
// Every message goes through the real actor runtime, the real envelope code and
// the real OpenTelemetry SDK. What is modelled is time: an operation that really
// ran is charged to the virtual clock at the price of a cost profile, because
// the operations of a BEAM cannot be had in Go and those of the present machine would
// make another history everywhere. A price list is a [Profile] and names
// its source: published ratios, or this program's own operations, recorded once or
// measured where it runs ([Measurement]). What the driver measured of a frame is
// shared out beside it ([readout.RealTime]).
//
// A [Player] is the only way in. It takes lines of one command grammar (see
// [Model.Grammar]), which buttons, sliders, links, scripts and tests share, and plays
// the history they make at a chosen speed. Seed and log are the whole history:
// the same lines at the same times give the same bytes on every machine, at any
// frame rate.
//
// What can be seen of a history: a [Snapshot] of the present; the recorded spans, whole
// ([Player.Spans], [Player.Export]), grouped into traces ([span.Tracing.Traces]) and held to be
// trees ([Player.CheckTrees]); and where the time went, by stack ([Player.Stacks]).
// Looking changes nothing.
//
// # Parts
//
// What a model or a picture can speak of without a [Model], a [Kernel] or a [Player] is a
// package below this one, a concept each: [fanout/sim/row] numbers the rows of tables,
// [fanout/sim/setting] declares settings, [fanout/sim/span] keeps and weighs recorded
// spans, [fanout/sim/readout] is the plain data of a [Snapshot], [fanout/sim/checkpoint]
// keeps a world at one instant, [fanout/sim/exact] and [fanout/sim/random] are arithmetic
// and random numbers that are the same everywhere. None of them imports this package.
// What asks several histories at once stands above it: [fanout/sim/compare] and
// [fanout/sim/sweep], whose figures [fanout/sim/stats] sums up.
// Scenarios, metrics and price lists stay here: their rows are made of functions of a
// Model or a Snapshot.
package sim
