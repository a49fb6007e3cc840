// Command bench does the same work on package actor, on other actor engines, on
// goroutines with channels, on the BEAM and in a plain loop, and prints what each
// of them took, beside what package actor must reach.
//
//	go run . [-rows fanout,memory,…] [-engines ours,phony,…] [-members 1000000] [-rounds 3]
//	go run . -wasm
//
// It is a separate module, so that the engines it measures are no dependency
// of package actor.
//
// # Decisions
//
// Every measurement runs in a separate process: the command starts itself
// again with -task. Heaps, goroutines and garbage of one engine do not disturb
// another. The processes of a round take turns among the engines, so that a
// change in the load of the machine falls on all of them.
//
// All engines run the same handler, [Member.Handle], which counts the message
// and reports to the same instrument, [Done]. What the instrument costs is the
// difference between a plain loop with and without it, in the same run, and is
// taken off every figure that is called net.
//
// An engine gets the settings that suit it best: the smallest mailbox that does
// not lose messages for a fleet, a large one for a stream, no logging, no
// passivation.
package main
