// Package sim is the world of the playground: API nodes, a guild, its sessions,
// the background gRPC traffic, what they cost and what they trace.
//
// Every message goes through the real actor runtime, the real envelope code and
// the real OpenTelemetry SDK. What is modelled is time: an operation that really
// ran is charged to the virtual clock at the price of a cost profile, because
// the operations of a BEAM cannot be had in Go and those of the tab at hand would
// make another history on every machine. A price list is a [Profile] and names
// its source.
//
// A [Player] is the only way in. It takes lines of one command grammar (see
// [Commands]), which buttons, sliders, links, scripts and tests share, and plays
// the history they make at a chosen speed. Seed and log are the whole history:
// the same lines at the same times give the same bytes on every machine, at any
// frame rate.
//
// # Decisions
//
// A handler does not book its stages one by one. It counts which way through the
// code it took (receipt of the transport, outcome of the span), and the bars are
// counts times prices: one increment per delivery instead of six additions, and a
// learner who edits a price sees the past in it too.
//
// The bars are mean costs per message, class by class, times the offered rates of
// the classes. The means begin anew with every change of a setting, and begin
// from a preview: a small world of the same code, run for two virtual seconds
// under the new settings. So a bar answers at once at any speed of time, and real
// deliveries take the preview's place as they come.
//
// Trace ids are the caller's tag in the left half and random in the right, so
// that a count by origin needs no table of traces.
package sim
