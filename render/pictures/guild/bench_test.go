package guildpicture_test

import (
	"testing"
	"time"

	"fanout/render/pictures/guild/guildtest"
)

// A frame of a million sessions in the middle of a fan-out: what moves is built
// for every frame, everything else ten times a second.
func BenchmarkFrame(b *testing.B) {
	snap := guildtest.Snapshot(1_000_000, .4)
	s := newStage(1440, 900, snap)
	b.ReportAllocs()
	for b.Loop() {
		snap.Now += 1000
		s.wait(time.Second / 60)
	}
}

// The part of it that is built ten times a second.
func BenchmarkBase(b *testing.B) {
	snap := guildtest.Snapshot(1_000, .4)
	s := newStage(1440, 900, snap)
	b.ReportAllocs()
	for b.Loop() {
		snap.Now += 1000
		s.wait(time.Second)
	}
}
