// Package sim is the world of the playground: API nodes, guild nodes, session
// nodes, the background gRPC traffic, what they cost and what they trace.
//
// Every message goes through the real actor runtime, the real envelope code and
// the real OpenTelemetry SDK. What is modelled is time: an operation that really
// ran is charged to the virtual clock at the price of a cost profile, because
// the operations of a BEAM cannot be had in Go and those of the tab at hand would
// make another history on every machine. A price list is a [Profile] and names
// its source: published ratios, or this program's own operations, recorded once or
// measured where it runs ([Measurement]). What the driver measured of a frame is
// shared out beside it ([RealTime]).
//
// A [Player] is the only way in. It takes lines of one command grammar (see
// [Commands]), which buttons, sliders, links, scripts and tests share, and plays
// the history they make at a chosen speed. Seed and log are the whole history:
// the same lines at the same times give the same bytes on every machine, at any
// frame rate.
//
// What can be seen of a history: a [Snapshot] of the present; the recorded spans, whole
// ([Player.Spans], [Player.Export]), grouped into traces ([Traces]) and held to be trees
// ([Player.CheckTrees]); and where the time went, by stack ([Player.Stacks]). Looking
// changes nothing.
//
// # Decisions
//
// A handler does not book its stages one by one. It counts which way through the
// code it took (receipt of the transport, outcome of the span), and the bars are
// counts times prices: one increment per delivery instead of six additions, and a
// learner who edits a price sees the past in it too.
//
// A measurement enters a history as one command of whole nanoseconds, so that seed
// and log stay the whole of it. It is made in this package, with a clock that is
// handed in, because what is measured must be the very code that the world runs.
//
// Capacities follow the price list that was chosen and not the edits made to it:
// another list means other machines, bought for the load they find, and an edited
// price moves the bars of the machines that are there, at time 0 as later. The real
// time of a frame is only known as a whole; it is shared out by counts times what
// an operation takes on this machine, so its sum is measured and its parts are
// modelled.
//
// The bars are mean costs per message, class by class, times the offered rates of
// the classes. The means start over with every change of a setting, and begin
// from a preview: a small world of the same code, run for two virtual seconds
// under the new settings. So a bar answers at once at any speed of time, and real
// deliveries take the preview's place as they come.
//
// Trace ids are the caller's tag in the left half and random in the right, so
// that a count by origin needs no table of traces.
//
// A consistent hash ring ([fanout/sim/ring]) places guilds and sessions on the
// machines of their services. A service's cores are those of its capacity, divided
// by its machines, so that the published shares do not depend on their number. The
// default is two of each: enough to see that there are several, few enough for a
// window of virtual time to have work for each.
//
// A guild sends to its session nodes round-robin: each node's part of a
// fan-out is then one cursor over actors side by side, which a million deliveries
// need, and all nodes advance together. A node that is added to a running
// world takes its sessions out of the middle of the others' slots, so fan-outs cost
// more memory and time from there on; a world that begins with it does not.
//
// Links have no jitter unless it is set: the pictures then show every arrival
// where it is.
//
// The store of spans is bounded ([SpansKept], about 440 bytes each), but counts, traces
// and estimates are those of all spans: a trace is summed up as its spans come, and the
// sum is booked for good when the last of them leaves. A trace that still gets spans
// after all that it had have left, which takes more spans than the store holds within one
// fan-out, is then told as two. A stream ([Player.Export]) sees every span.
//
// Samples of stacks are taken from what the actors do in virtual time. A handler runs in
// one go and is booked ahead, so each process notes the operations of a handler that may
// still be under way at the next sample, and the sample asks the actor how far it has
// come: work that is cut into slices and waits for a core is found waiting. The exact
// times beside the samples are counts times prices, and add up to the busy time.
//
// There are no small guilds and no relays unless they are set. The picture is of one
// guild, and the published shares are those of a service whose sessions get large
// fan-outs; small guilds are for the scenarios in which it matters that one guild is
// slow and the others are not. Their sizes depend on their numbers alone, so that
// what is expected of a world follows from its settings, and a preview can have one
// guild that stands for all.
//
// Between nodes an envelope travels in its wire form. It is written once per fan-out
// and read once by each node, which then hands the same envelope to all its
// sessions; relays pass the bytes on. Bare messages need no encoding. In a
// rolling deploy (deploy.from, deploy.guilds, deploy.sessions) the nodes of a service
// run one of two versions, lowest numbers first: those that are behind leave out
// what their version does not know, on either side of the wire. Writing and reading
// have no price in virtual time: the published figures contain the sends.
package sim
