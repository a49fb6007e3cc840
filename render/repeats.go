package render

import "time"

// repeats says how often a key that is down acts in an update: when it is pressed, and
// again while it is held. Enter and Escape act once: they switch something, which would
// flicker.
//
// In a page it is the browser that says when a held key acts again. A frame that takes
// long would look like a key that is held: the program sees it go down in one frame and
// up in the next, however short the touch was.
type repeats struct {
	byPage bool                     // told says it, not the clock
	told   map[string]int           // by name: since the last update
	next   map[string]time.Duration // by name: when it acts again
}

// By the clock a held key acts again after repeatDelay, then every repeatEvery.
const (
	repeatDelay = 400 * time.Millisecond
	repeatEvery = 70 * time.Millisecond
)

// repeatsMost is how often a key acts in one update at most: what a hand does not mean.
const repeatsMost = 4

// tell notes that the page says that a held key acts again.
func (r *repeats) tell(name string) {
	if r.told == nil {
		r.told = make(map[string]int)
	}
	r.told[name]++
}

// acts is how often a key that is down acts now.
func (r *repeats) acts(name string, pressed bool, now time.Duration) (times int) {
	if pressed {
		times = 1
	}
	switch {
	case name == "Enter" || name == "Escape":
	case r.byPage:
		times += r.told[name]
	case pressed:
		if r.next == nil {
			r.next = make(map[string]time.Duration)
		}
		r.next[name] = now + repeatDelay
	case now >= r.next[name]:
		r.next[name] = now + repeatEvery
		times = 1
	}
	return min(times, repeatsMost)
}
