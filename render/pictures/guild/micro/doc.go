// Package micro is the sieve microscope: one traceparent, character by character, with what
// a full parse and the sieve look at, what both take where the program runs, and what
// simpler tests than the sieve would have lost of the headers of this run.
//
// A [Microscope] fills the canvas for the picture of the guild, which owns it. All that it
// shows is computed from the header in its box, from what was timed here, or from the
// headers that the run's gRPC servers were handed. A part of the view is a file.
//
// # Decisions
//
// What the full parse looks at comes from envelope.ReadInFull, a second parser that is held
// to the first by tests and a fuzzer: a Go string cannot be watched.
//
// The headers' characters are cells even where they are wrong, and what is missing is an
// empty cell: a header that is cut short has lost its end, and one sees which.
package micro
