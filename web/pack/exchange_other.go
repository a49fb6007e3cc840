//go:build !linux

package main

// exchange puts a folder into the place of another. The other one has the first one's
// name then.
func exchange(folder, place string) error { return replace(folder, place) }
