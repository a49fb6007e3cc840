// Package compare plays two histories side by side: A and B, of one model and one seed,
// which begin with other settings or have other commands. What chance does is the same in
// both, so what differs is the difference that was made.
//
// A [Pair] keeps the two at one virtual time. A [Search] finds the first instant at which
// they part. A [Table] has what several seeds found, metric by metric: the mean difference
// between B and A of the same seed, which leaves out how far seeds differ among each other.
package compare
