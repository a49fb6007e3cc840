//go:build verify

package agree

import "testing"

// The same as in every run of the tests, with many more settings.
func TestVerifyPlacesAgree(t *testing.T) { agree(t, 0, 2_000) }
