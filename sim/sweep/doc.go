// Package sweep asks what one setting, or two, would change over a range: it plays a
// history at every point of a grid of values, each with the same seeds, and sums up what
// some metrics are in the end.
//
// A [Plan] says what is to be played, [New] checks it. What is to be computed is a list of
// jobs, a point and a seed each, which may be done in any order, by any number of processes:
// a [Result] adds up exactly. [Background] does them a bit per frame.
package sweep
