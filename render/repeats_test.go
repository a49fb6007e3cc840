package render

import (
	"testing"
	"time"
)

// A key acts when it is pressed, and again while it is held: by the clock in a window, by
// what the browser says in a page, where a slow frame must not look like a held key.
func TestHeldKeys(t *testing.T) {
	ms := func(n int) time.Duration { return time.Duration(n) * time.Millisecond }
	type update struct {
		at      time.Duration
		pressed bool
		told    int
		acts    int
	}
	for _, test := range []struct {
		name, key string
		byPage    bool
		updates   []update
	}{
		{"by the clock", "Tab", false, []update{{ms(0), true, 0, 1}, {ms(390), false, 0, 0}, {ms(400), false, 0, 1}, {ms(460), false, 0, 0}, {ms(470), false, 0, 1}}},
		{"slow frames of a page", "Tab", true, []update{{ms(0), true, 0, 1}, {ms(900), false, 0, 0}, {ms(1800), false, 0, 0}, {ms(2700), true, 0, 1}}},
		{"held in a page", "Tab", true, []update{{ms(0), true, 0, 1}, {ms(500), false, 1, 1}, {ms(600), false, 2, 2}, {ms(700), false, 30, repeatsMost}, {ms(800), false, 0, 0}}},
		{"switches", "Enter", true, []update{{ms(0), true, 3, 1}, {ms(500), false, 3, 0}}},
		{"switches, by the clock", "Escape", false, []update{{ms(0), true, 0, 1}, {ms(900), false, 0, 0}}},
	} {
		r := repeats{byPage: test.byPage}
		for i, u := range test.updates {
			for range u.told {
				r.tell(test.key)
			}
			if acts := r.acts(test.key, u.pressed, u.at); acts != u.acts {
				t.Errorf("%s, update %d: acts %d times, want %d", test.name, i, acts, u.acts)
			}
			r.told = nil
		}
	}
}
