// Package render shows a world in a window or on a page and lets a person act
// on it: package scene decides what is to be seen, this package paints it with
// Ebitengine and reads mouse, fingers and keys.
package render
