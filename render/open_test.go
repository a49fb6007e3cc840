package render

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	guildpicture "fanout/render/pictures/guild"
	"fanout/render/scene"
	"fanout/sim"
	"fanout/sim/guild"
)

// Whatever is dropped is laid onto the timeline, or refused in one sentence that names
// the file and changes nothing.
func TestDroppedFiles(t *testing.T) {
	p, err := sim.NewPlayer(guild.Model(), "set members 5")
	require.NoError(t, err)
	g, err := New(Config{Player: p, Pictures: []scene.Entry{{Model: guild.Model(), New: guildpicture.New}}, Now: func() time.Duration { return 0 }})
	require.NoError(t, err)
	var before, after sim.Snapshot
	p.Snapshot(&before)
	for text, want := range map[string]string{
		"set members 0": `f.txt:1:13: members: "0" is not possible; expected a whole number from 1 to 1,000,000`,
		"step":          `f.txt: line 1: a scenario with "step" has no times to lay it out by; expected run`,
		"\x89PNG\xff":   `f.txt is no text; expected a scenario`,
		strings.Repeat("#", sim.LongestScenario+10): `f.txt has 1048577 bytes; expected a scenario, of at most 1048576`,
	} {
		name, read, err := firstFile(fstest.MapFS{"f.txt": {Data: []byte(text)}})
		require.NoError(t, err)
		assert.EqualError(t, g.Open(name, read), want)
	}
	p.Snapshot(&after)
	assert.Equal(t, before.Hash, after.Hash)
	_, _, err = firstFile(fstest.MapFS{"d/f.txt": {}})
	assert.EqualError(t, err, "d is a folder; expected a scenario or a chapter")
	_, _, err = firstFile(fstest.MapFS{})
	assert.EqualError(t, err, "what was dropped cannot be read; expected a scenario or a chapter")

	require.NoError(t, g.Open("f.txt", "# A lesson\nset members 7\nrun 1s\nsend"))
	p.Snapshot(&after)
	assert.Equal(t, 7, guild.SettingsOf(&after).Members)
}
