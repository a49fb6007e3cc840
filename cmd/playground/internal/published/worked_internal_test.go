package published

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The figures that need no scenario are right.
func TestWorked(t *testing.T) {
	rows, err := worked(3)
	require.NoError(t, err)
	found := make(map[string]Row)
	for _, r := range rows {
		require.NotNil(t, r.OK, r.Figure)
		assert.True(t, *r.OK, "%s: %s, published %s", r.Figure, r.Run, r.Published)
		found[r.Figure] = r
	}
	assert.Equal(t, "th:fd70a", found["tracestate at a head rate of 1%"].Run)
	assert.Equal(t, "20.00%", found["keys that move when a fifth node joins"].Published)
	assert.Equal(t, 3, found["keys that move when a fifth node joins"].Spread.Seeds)
	for _, r := range shown() {
		assert.Nil(t, r.OK)
		assert.NotEmpty(t, r.How, "why %s is not reproduced", r.Figure)
	}
}
