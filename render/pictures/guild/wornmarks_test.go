package guildpicture_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"fanout/render/pictures/guild/guildtest"
	"fanout/render/scene"
	"fanout/sim/guild"
)

// Marks shrink with age. While time passes they are placed again for that twice a second, or when
// many new ones have come, and in a world that stands still they are exact.
func TestWornMarks(t *testing.T) {
	snap := guildtest.Snapshot(1_000_000, .4)
	view := guild.ViewOf(snap)
	for len(view.Marks) < 2_000 {
		view.Marks = append(view.Marks, view.Marks...)
	}
	all := slices.Clone(view.Marks)
	s := newStage(1440, 900, snap)
	s.rest()
	exact := func() []scene.MarkDot {
		fresh := newStage(1440, 900, s.snap)
		return fresh.frame().Field.Marks
	}
	// pass lets time go on in ten frames, in which new spans are kept.
	pass := func(real time.Duration, virtual int64, kept int) (again bool, f scene.Frame) {
		for n := range 10 {
			s.snap.Now += virtual / 10
			for k := range kept / 10 {
				view.Marks = append(view.Marks, guild.Mark{Rank: all[(n*kept/10+k)%len(all)].Rank, At: s.snap.Now})
			}
			f = s.wait(real / 10)
			again = again || f.Field.MarksChanged
			f.Field.MarksChanged = false
		}
		return again, f
	}
	for again := false; !again; {
		again, _ = pass(10*time.Millisecond, 10, 0)
	}
	again, f := pass(wornAfter/2, 1_000_000_000, 20)
	assert.False(t, again, "placed again before it was time")
	assert.NotEqual(t, exact(), f.Field.Marks, "a second of virtual time has made nobody older")
	assert.Len(t, f.Field.Marks, len(exact()), "the new ones are there at once")
	again, _ = pass(wornAfter, 1_000_000, 20)
	assert.True(t, again, "worn, and not placed again")
	again, _ = pass(wornAfter/2, 1_000_000, 400)
	assert.True(t, again, "many new ones, and not placed again")

	_, f = pass(wornAfter/4, 500_000_000, 20)
	assert.NotEqual(t, exact(), f.Field.Marks)
	s.snap.Playing = false
	f = s.wait(time.Millisecond)
	assert.Equal(t, exact(), f.Field.Marks, "paused, and not exact")
}

const wornAfter = 500 * time.Millisecond
