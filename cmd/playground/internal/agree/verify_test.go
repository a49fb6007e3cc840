//go:build verify

package agree

import "testing"

// The same as in every run of the tests, with many more settings.
func TestVerifyPlacesAgree(t *testing.T) {
	for _, s := range subjects() {
		t.Run(s.model.Name, func(t *testing.T) { s.agree(t, 0, 2_000) })
	}
}
