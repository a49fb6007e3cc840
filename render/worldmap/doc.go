// Package worldmap draws the map of the worlds that can be entered: eight places that a
// message passes through, from the client to the search index, as a fixed spine, the
// line of tracing under all of them, and a card for each world above or below the places
// that it is about. It knows no world: what is on a card comes with it. What does not
// exist is not drawn.
//
// Where the window is too small for the spine, the cards are a list.
package worldmap
