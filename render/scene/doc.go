// Package scene is the interface of the playground without a screen: it turns a
// sim.Snapshot into draw lists, and pointer and key events into command lines.
package scene
