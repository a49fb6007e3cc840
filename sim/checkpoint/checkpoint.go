// Package checkpoint keeps a world at one instant, whole: its actors, and all memory that
// can be reached from it and may change. It knows neither the engine nor a model.
package checkpoint

import (
	"reflect"

	"fanout/actor"
)

// Checkpoint is a world at one instant, whole: what comes after it is restored is
// what came after it was taken, to the byte.
type Checkpoint struct {
	at     actor.Time
	actors *actor.Checkpoint
	memory *memory
}

// How says what is copied. A pointer to anything else is an error.
type How struct {
	Packages []string                // those whose structs are followed and copied field by field
	Keepers  map[reflect.Type]Keeper // of the types that are kept differently
}

// Keeper keeps a value that is not copied field by field. It is given a pointer to
// it and returns what brings it back, any number of times, and about how many
// bytes that takes.
type Keeper func(p any) (restore func(), bytes int64)

// Begin begins a checkpoint of a system of actors and of what root, a pointer to a struct,
// leads to besides. It is complete when More says so; until then neither may change.
func Begin(s *actor.System, root any, how *How) (*Checkpoint, error) {
	actors, err := s.BeginCheckpoint()
	if err != nil {
		return nil, err
	}
	rest, err := capture(root, how)
	if err != nil {
		return nil, err
	}
	return &Checkpoint{s.Now(), actors, rest}, nil
}

// At is the time at which it was taken.
func (c *Checkpoint) At() actor.Time { return c.at }

// More copies on until over says that the time for it is used up, and reports
// whether the checkpoint is complete. nil means no limit.
func (c *Checkpoint) More(over func() bool) bool { return c.actors.Continue(over) }

// Bytes is about what the checkpoint takes.
func (c *Checkpoint) Bytes() int64 { return c.actors.Size() + c.memory.bytes }

// Release gives its memory up to the next ones.
func (c *Checkpoint) Release() { c.actors.Release() }

// Restore brings the system and the memory back to a complete checkpoint, any number of
// times.
func (c *Checkpoint) Restore(s *actor.System) error {
	if err := s.Restore(c.actors); err != nil {
		return err
	}
	c.memory.restore()
	return nil
}
