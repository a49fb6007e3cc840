// Package envelope carries trace context between actors, goroutines and
// services whose messages have no headers.
//
// HTTP and gRPC have a place for trace context: headers beside the request. A
// message in a mailbox or on a channel is just a value, so the context has to
// travel with the value. Discord's answer, published as "Tracing Discord's
// Elixir Systems (Without Melting Everything)" ("the post" in this package),
// is an [Envelope]: the message, the text that a propagator made of the
// context, and the approximate number of recipients when the message is one of
// a fan-out. This package is that idea as a Go library. It needs the
// OpenTelemetry API and the standard library; which SDK, which propagator and
// which actors, if any, is up to you.
//
// A service has one [Transport]. Senders pass messages through
// [Transport.Wrap], receivers through [Transport.Receive] or
// [Transport.Handle]. A receiver always understands bare messages and
// envelopes alike, so services are converted one by one, in any order, and can
// be switched back with [Transport.SetOptions] while they run.
//
// The examples show the three ways in: a service of goroutines and channels, a
// rollout service by service, and headers as NATS, HTTP and gRPC have them.
// Package envelope/sampling has the samplers, envelope/genserver the binding to
// actors, envelope/envelopetest the checks for a binding or a carrier of your
// own. README.md has the measured costs.
//
// The three optimisations of the post are options: leaving unsampled context
// out of envelopes (Options.SkipUnsampled), forbidding the receivers of a
// fan-out to start traces (Options.NoRootsAfterFanout), and reading the sampled
// bit of a request before unpacking its headers ([HeadersSieve]).
//
// # Decisions
//
// An envelope is passed as a pointer and never changes after Wrap, so that a
// fan-out to a million recipients shares one allocation.
//
// Receive returns the context instead of attaching it anywhere. The post's
// published handler attaches the context to the process, runs the handler and
// detaches it, without a guard: when the handler raises, the context stays and
// the next message that brings no context is recorded in a stranger's
// trace. A context that is an argument dies with the call. Code that does need
// an ambient context, such as an actor that handles one message at a time,
// keeps it in a [Slot], which is emptied also when the handler panics.
//
// A handler that sends under SkipUnsampled has to find out whether its span is
// sampled. Asking the OpenTelemetry API takes 10 to 17 ns, most of it for copying
// the span context, and no way of asking is cheaper without being wrong. So a
// Slot remembers the answer as long as it holds the context, and
// [Transport.WrapFrom] uses it; [Transport.Wrap] asks each time.
//
// A header name is looked up in the four spellings that software writes before
// the map is searched for others. A second traceparent is refused under any of
// the four; beside one of them, a fifth spelling is a header like any other.
//
// A message that has nothing to carry travels bare, because a bare message and
// an empty envelope mean the same to every receiver, and only one of them costs
// an allocation. Options.KeepEmpty restores the letter of the post.
//
// Every call returns a [Receipt] of what it really did. Counting on the path of
// a delivery is left to the caller, who usually has a place to count that is
// not shared between cores ([Counts]); the Transport itself counts only what is
// wrong with what it meets ([Transport.Count]).
package envelope
