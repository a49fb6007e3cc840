package guildpicture

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/guild"
)

// sent is a world that remembers the messages in it.
type sent struct {
	guild.Inspector
	trails map[int64]guild.Trail
}

func (s sent) InspectTrail(n int64) (guild.Trail, bool) {
	p, ok := s.trails[n]
	return p, ok
}

const header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

func TestEchoes(t *testing.T) {
	world := sent{trails: map[int64]guild.Trail{}}
	view := &guild.View{APINodes: make([]guild.APINodeView, 3), Field: guild.FieldView{Source: world}}
	snap := &sim.Snapshot{Settings: guild.DefaultSettings(), View: view}
	var e echoes
	now := time.Second
	if e.follow(snap, now) {
		t.Fatal("an echo of nothing")
	}
	pass := func(ns int64, p guild.Trail) bool {
		snap.Now += ns
		view.Messages.Sent++
		p.Number, p.SentAt, p.ReadAt, p.Linked = view.Messages.Sent, snap.Now, snap.Now, true
		world.trails[p.Number] = p
		now += time.Second / 60
		return e.follow(snap, now)
	}
	if pass(10_000, guild.Trail{}) {
		t.Error("an echo of a message whose token can be seen")
	}
	if !pass(1_000_000, guild.Trail{Node: 1, Sampled: true, Enveloped: true, GuildHeader: header}) ||
		e.list[0].node != 1 || e.list[0].header != sim.CarrierSampled || e.list[0].onward != sim.CarrierSampled {
		t.Errorf("a sampled message gives %+v", e.list)
	}
	if !pass(1_000_000, guild.Trail{Node: 2, Enveloped: true}) || e.list[1].header != sim.CarrierUnsampled || e.list[1].onward != sim.CarrierEmpty {
		t.Errorf("an unsampled one gives %+v", e.list)
	}
	for range 100 {
		pass(1_000_000, guild.Trail{})
	}
	if len(e.list) > echoesMost {
		t.Errorf("%d echoes at once", len(e.list))
	}
	now += time.Second
	if e.follow(snap, now) {
		t.Error("echoes that never arrive")
	}
	snap.Seed, snap.Now = 2, 0
	if e.follow(snap, now) {
		t.Error("another history echoes")
	}
}

// What is drawn of a message is what went on to the guild: of some, at half of the
// rollout, an envelope and of others none.
func TestEchoesCarryWhatWasSent(t *testing.T) {
	player, err := sim.NewPlayer(guild.Model(), "pause", "set members 50", "set envelopes.guild 50%", "set head.rate 30%")
	require.NoError(t, err)
	var (
		e     echoes
		snap  sim.Snapshot
		now   time.Duration
		drawn = map[int64]sim.Carrier{}
		by    = map[sim.Carrier]int{}
	)
	for range 400 {
		require.NoError(t, player.Do("run 50ms"))
		player.Finish()
		now += time.Second / 60
		player.Snapshot(&snap)
		e.follow(&snap, now)
		for _, one := range e.list {
			if one.read {
				drawn[one.message] = one.onward
			}
		}
	}
	in := guild.ViewOf(&snap).Field.Source.(guild.Inspector)
	compared := 0
	for n := guild.ViewOf(&snap).Messages.Sent; n > 0 && compared < 60; n-- {
		p, ok := in.InspectTrail(n)
		require.True(t, ok, n)
		if p.ReadAt == 0 || p.ReadAt > snap.Now {
			continue
		}
		want := sim.CarrierEmpty
		switch {
		case !p.Enveloped:
			want = sim.CarrierBare
		case p.GuildHeader != "" && p.Sampled:
			want = sim.CarrierSampled
		}
		got, ok := drawn[n]
		if assert.True(t, ok, "message %d has no echo", n) {
			assert.Equal(t, want, got, "message %d", n)
			by[got]++
		}
		compared++
	}
	assert.Equal(t, 60, compared)
	assert.NotZero(t, by[sim.CarrierBare])
	assert.NotZero(t, by[sim.CarrierEmpty])
	assert.NotZero(t, by[sim.CarrierSampled])
}
