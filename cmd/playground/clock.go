package main

import "time"

// gapMax is the longest pause between two readings that counts in full. A
// browser stops the frames of a hidden tab, a laptop sleeps: virtual time must
// then stand still, not catch up.
const gapMax = 250 * time.Millisecond

// frameClock tells how long the program has been seen running. It may be read
// any number of times per frame, from one goroutine.
type frameClock struct {
	now  func() time.Time
	last time.Time
	ran  time.Duration
}

func newFrameClock() *frameClock {
	return &frameClock{now: time.Now, last: time.Now()}
}

// Now is the time that has passed since the start, less what exceeds gapMax
// between two calls.
func (c *frameClock) Now() time.Duration {
	now := c.now()
	c.ran += min(now.Sub(c.last), gapMax)
	c.last = now
	return c.ran
}
