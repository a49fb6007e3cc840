package site

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The teacher's page says what of framing is so.
func TestTeachingSaysWhoMayFrame(t *testing.T) {
	page, err := os.ReadFile("../../../../docs/teaching.md")
	require.NoError(t, err)
	_, rule, ok := strings.Cut(policy("", nil), "frame-ancestors ")
	require.True(t, ok)
	assert.Contains(t, string(page), "`frame-ancestors "+rule+"`")
	assert.Equal(t, "'self'", rule, "the page says: of the same origin only")
}
