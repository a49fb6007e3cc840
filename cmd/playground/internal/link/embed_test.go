package link_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/cmd/playground/internal/link"
)

// What an address says of a frame is no setting, and nothing that is ignored.
func TestAFrameInAnAddress(t *testing.T) {
	l, err := link.Read("?embed=1&controls=slider.members,+button.send&embedder=https://school.example&theme=light&members=300")
	require.NoError(t, err)
	assert.True(t, l.Embed)
	assert.Equal(t, []string{"slider.members", "button.send"}, l.Controls)
	assert.Empty(t, l.Note())
	assert.Contains(t, l.Commands, "set members 300")
	none, err := link.Read("?embed&controls=")
	require.NoError(t, err)
	assert.True(t, none.Embed)
	assert.Equal(t, []string{}, none.Controls, "which is not the same as to name none")
}
