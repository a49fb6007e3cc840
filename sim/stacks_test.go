package sim

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"fanout/actor"
	"fanout/sim/row"
)

// Two actors with 6 ms of work each share a core, slice by slice. A sample finds the
// operation that is under way, which is not the one that would be if nothing got in
// between, and finds nothing of the actor that waits.
func TestSamplesOfInterruptedWork(t *testing.T) {
	const ms = actor.Time(time.Millisecond)
	s := actor.NewSystem(actor.Config{})
	var r recorder
	next := ms / 2
	kind := actor.NewKind(s, "worker", actor.Behaviour[int]{Handle: func(c *actor.Context, _ *int, _ actor.Message) {
		r.begin(c, next)
		for _, o := range []row.Op{tinyOpAsk, tinyOpServe} {
			c.Spend(time.Duration(3 * ms))
			r.did(c, tinyServe, o)
		}
	}})
	node := s.AddNode("node", 1)
	for range 2 {
		s.Send(kind.Spawn(node, 0), 1)
	}
	var found []opTimes
	for ; next < 14*ms; next += ms {
		s.Run(next, nil)
		var counts opTimes
		r.sample(s, next+ms, &counts)
		found = append(found, counts)
	}
	for i, counts := range found {
		ask, serve := int64(0), int64(0)
		switch {
		case i < 6: // three slices of each actor
			ask = 1
		case i < 12:
			serve = 1
		}
		assert.Equal(t, ask, counts[tinyServe][tinyOpAsk], "at %d.5 ms", i)
		assert.Equal(t, serve, counts[tinyServe][tinyOpServe], "at %d.5 ms", i)
	}
	assert.Empty(t, r.kept)
}
