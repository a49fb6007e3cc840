// Package agree holds together what different places show of one thing: its test plays
// histories under random settings and reads the draw lists, the state that scripts get and
// the tables of the command line.
//
// A reading (readings_test.go) is a number or a word that one place shows. A pair
// (pairs_test.go) is two readings and how they stand to each other: to hold another two
// together, add a row.
package agree
