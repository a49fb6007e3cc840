package lesson_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/guild"
)

const sideBySide = `# Side by side
chapter 98
beat tracing cannot cost what it does not begin
time 1m
model guild
seed 7
set members 300
run 1s
show toggle.no.roots
look b toggle no.roots off

step
  On the left, sessions may only continue a trace.

step
  And now both send.
send
run 60ms

know
  A difference that chance does not make.
`

// A chapter can put a second history beside the one that it plays, which it then plays in both;
// nothing takes the place of its history, and the second one ends with it.
func TestAChapterSideBySide(t *testing.T) {
	r := newReader(t)
	require.NoError(t, r.OpenFile("side.txt", sideBySide))
	r.settle()
	assert.Contains(t, r.Looks(), "b toggle no.roots off")
	require.NoError(t, r.player.Do("split toggle no.roots off")) // as the picture asks for then
	for _, line := range []string{"swap", "only b"} {
		assert.ErrorContains(t, r.player.Do(line), "a chapter or a challenge goes on with A as it is; expected free play")
	}
	require.NoError(t, r.Do("next", "", ""))
	r.settle()
	r.player.Finish()
	pair := r.player.Pair()
	require.NotNil(t, pair)
	assert.Greater(t, pair.A.Now(), time.Second)
	assert.Equal(t, pair.A.Now(), pair.B.Now())
	var a, b sim.Snapshot
	pair.A.Snapshot(&a)
	pair.B.Snapshot(&b)
	assert.Equal(t, guild.ViewOf(&a).Messages.Sent, guild.ViewOf(&b).Messages.Sent, "both have sent")
	assert.False(t, guild.SettingsOf(&b).NoRoots)
	require.NoError(t, r.Do("leave", "", ""))
	assert.Nil(t, r.player.Pair())
	require.NoError(t, r.player.Do("split"))
	require.NoError(t, r.player.Do("swap"), "in free play")
}
