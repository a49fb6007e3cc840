// Package foreign reads what scripts of the page hand over, which can be anything that
// JavaScript has: more kinds of values than Go's package for it knows, and objects that
// throw when they are looked at.
package foreign
