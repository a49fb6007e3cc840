package scene

import (
	"testing"
	"time"

	"fanout/sim"
	"fanout/sim/guild"
)

func TestEchoes(t *testing.T) {
	snap := &sim.Snapshot{Settings: guild.DefaultSettings(), View: &guild.View{APINodes: make([]guild.APINodeView, 3)}}
	var e echoes
	now := time.Second
	if e.follow(snap, now) {
		t.Fatal("an echo of nothing")
	}
	pass := func(ns int64, node int, sampled bool) bool {
		snap.Now += ns
		guild.ViewOf(snap).APINodes[node].Sent++
		if sampled {
			guild.ViewOf(snap).APINodes[node].Sampled++
		}
		now += time.Second / 60
		return e.follow(snap, now)
	}
	if pass(10_000, 0, false) {
		t.Error("an echo of a message whose token can be seen")
	}
	if !pass(1_000_000, 1, true) || e.list[0].node != 1 || e.list[0].header != sim.CarrierSampled || e.list[0].onward != sim.CarrierSampled {
		t.Errorf("a sampled message gives %+v", e.list)
	}
	if !pass(1_000_000, 2, false) || e.list[1].header != sim.CarrierUnsampled || e.list[1].onward != sim.CarrierEmpty {
		t.Errorf("an unsampled one gives %+v", e.list)
	}
	for range 100 {
		pass(1_000_000, 0, false)
	}
	if len(e.list) > echoesMost {
		t.Errorf("%d echoes at once", len(e.list))
	}
	now += time.Second
	if e.follow(snap, now) {
		t.Error("echoes that never arrive")
	}
	snap.Seed, snap.Now = 2, 0
	guild.ViewOf(snap).APINodes[0].Sent = 500
	if e.follow(snap, now) {
		t.Error("another history echoes")
	}
}
