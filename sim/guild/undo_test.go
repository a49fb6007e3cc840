package guild

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// What was undone has never been: the history goes on as one in which the command was not
// given, and keeps those before it, even at the same time.
func TestUndo(t *testing.T) {
	fault := func(lines ...string) uint64 {
		p, _ := play(t, append([]string{"set members 300", "run 1s", "set rate 9", "toggle no.roots off"}, lines...)...)
		return do(t, p, "goto 3s").Hash
	}
	want := fault()
	for _, line := range []string{"crash node sessions-1", "link guilds sessions down", "reconnect 20%", "set head.rate 50%"} {
		assert.NotEqual(t, want, fault(line), line)
		assert.Equal(t, want, fault(line, "undo"), "%s, at once", line)
		assert.Equal(t, want, fault(line, "run 700ms", "undo"), "%s, and some time later", line)
		assert.Equal(t, want, fault(line, "run 700ms", "send", "run 100ms", "undo", "undo"), "%s, and a message", line)
	}
}

func TestUndoKeepsWhatItTakesBack(t *testing.T) {
	p, _ := play(t, "set members 300", "run 1s", "crash guild", "run 250ms", "undo")
	p.Finish()
	s := snapshotOf(p)
	assert.EqualValues(t, 1e9-1, s.Now)
	assert.Equal(t, "undone: crash guild", s.Log.Note)
	for _, e := range s.Log.Entries {
		assert.NotEqual(t, "crash guild", e.Text)
	}
	assert.Zero(t, s.Guild.Crash.Count)
	do(t, p, "undo")
	assert.Contains(t, snapshotOf(p).Log.Note, "nothing can be undone")
	assert.EqualValues(t, 1e9-1, snapshotOf(p).Now)
	do(t, p, "redo")
	assert.EqualValues(t, 1e9, snapshotOf(p).Now)
	assert.EqualValues(t, 1, snapshotOf(p).Guild.Crash.Count)
	assert.Equal(t, "done again: crash guild", snapshotOf(p).Log.Note)
}
