package main

import (
	"testing"
	"time"
)

func TestFrameClockDoesNotCatchUp(t *testing.T) {
	now := time.Unix(0, 0)
	c := frameClock{now: func() time.Time { return now }, last: now}
	for _, step := range []struct{ passes, want time.Duration }{
		{16 * time.Millisecond, 16 * time.Millisecond},
		{0, 16 * time.Millisecond},
		{time.Hour, 16*time.Millisecond + gapMax}, // hidden
		{10 * time.Millisecond, 26*time.Millisecond + gapMax},
	} {
		now = now.Add(step.passes)
		if got := c.Now(); got != step.want {
			t.Errorf("after %v more: %v, want %v", step.passes, got, step.want)
		}
	}
}
