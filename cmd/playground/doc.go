// Command playground is Fan-out: an interactive playground that teaches what
// tracing an actor system costs. It is the desktop window, the page's server
// and the windowless runner, and compiled to wasm it is the program in the page.
//
// Everything that reaches out of the program is here: the wall clock, files,
// HTTP and syscall/js. The packages below are handed what they need.
package main
