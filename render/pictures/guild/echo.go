package guildpicture

import (
	"time"

	"fanout/render/ui"
	"fanout/sim"
	"fanout/sim/guild"
)

// A request crosses a link in a tenth of a millisecond of virtual time: at most
// speeds it has come and gone between two frames, and the wires would look dead.
// For every message that passed unseen an echo runs along them in real time. At
// speeds at which the tokens themselves can be followed there are none.
//
// What it carries is what the world remembers of that message.
type echo struct {
	message int64
	node    int
	header  sim.Carrier // what the gRPC request carries
	onward  sim.Carrier // what the message to the guild carries behind the sieve
	read    bool        // the guild's node has read it: only then is onward known
	start   time.Duration
}

// echoes are those on their way.
type echoes struct {
	list  []echo
	begun bool
	now   int64 // virtual time of the last frame
	seed  uint64
}

const (
	echoWire    = 420 * time.Millisecond // from the API node to the sieve
	echoOnward  = 160 * time.Millisecond // from there into the mailbox
	echoesMost  = 18                     // more would be a blur
	followable  = int64(25_000)          // virtual ns per frame up to which tokens are seen themselves
	echoPerNode = 2                      // new ones per node and frame
	echoNodes   = 8                      // nodes that are told apart
)

// follow starts echoes for what has passed since the last frame, ends those that
// have arrived, and reports whether any is on its way.
func (e *echoes) follow(snap *sim.Snapshot, now time.Duration) bool {
	keep := e.list[:0]
	for _, echo := range e.list {
		if now < echo.start+echoWire+echoOnward {
			keep = append(keep, echo)
		}
	}
	e.list = keep
	same := e.begun && e.seed == snap.Seed && snap.Now >= e.now
	if !same {
		e.list = e.list[:0]
	}
	if in, ok := guild.ViewOf(snap).Field.Source.(guild.Inspector); ok && same && snap.Now > e.now {
		e.read(in, snap.Now)
		if snap.Now-e.now > followable {
			var passed [echoNodes]int
			e.begin(in, snap, now, true, &passed)
			e.begin(in, snap, now, false, &passed)
		}
	}
	e.begun, e.seed, e.now = true, snap.Seed, snap.Now
	return len(e.list) > 0
}

// begin starts echoes of messages that have passed since the last frame, those that were
// sampled or the others.
func (e *echoes) begin(in guild.Inspector, snap *sim.Snapshot, now time.Duration, sampled bool, passed *[echoNodes]int) {
	sent := guild.ViewOf(snap).Messages.Sent
	for n := max(1, sent-trailsSought); n <= sent+trailsSought && len(e.list) < echoesMost; n++ {
		p, ok := in.InspectTrail(n)
		if !ok || p.Sampled != sampled || p.SentAt <= e.now || p.SentAt > snap.Now {
			continue
		}
		at := &passed[p.Node%echoNodes]
		if *at == echoPerNode {
			continue
		}
		one := echo{message: n, node: p.Node, header: headerCarrier(&p), start: now + time.Duration(*at)*echoWire/4}
		one.look(&p, snap.Now)
		e.list = append(e.list, one)
		*at++
	}
}

// trailsSought is how far from the number of messages sent those are that are remembered:
// some have a number and have not been sent.
const trailsSought = 64

// read finds out what those carry that have been read meanwhile.
func (e *echoes) read(in guild.Inspector, now int64) {
	for i := range e.list {
		if one := &e.list[i]; !one.read {
			if p, ok := in.InspectTrail(one.message); ok {
				one.look(&p, now)
			}
		}
	}
}

// look takes from the trail what went on to the guild, if something has.
func (e *echo) look(p *guild.Trail, now int64) {
	if p.ReadAt != 0 && p.ReadAt <= now {
		e.onward, e.read = onwardCarrier(p), true
	}
}

// onwardCarrier is what a message carries behind the sieve.
func onwardCarrier(p *guild.Trail) sim.Carrier {
	switch {
	case !p.Enveloped:
		return sim.CarrierBare
	case p.GuildHeader == "":
		return sim.CarrierEmpty
	case guild.InspectHeader(p.GuildHeader).Sampled:
		return sim.CarrierSampled
	}
	return sim.CarrierUnsampled
}

// echoes draws them as the tokens they stand for.
func (v moving) echoes(p *lanePlan) {
	for i := range v.pic.echoes.list {
		e := &v.pic.echoes.list[i]
		at := v.pic.s.Now() - e.start
		if at < 0 {
			continue
		}
		if at < echoWire {
			a, c1, c2, b := p.wire(e.node)
			q := ui.Bezier(a, c1, c2, b, float64(at)/float64(echoWire))
			tokenHeader(&v.Painter, q.X, q.Y, e.header)
			continue
		}
		if !e.read {
			continue
		}
		share := float64(at-echoWire) / float64(echoOnward)
		from, to := v.onward(p)
		envelope(&v.Painter, from.X+(to.X-from.X)*share, from.Y, 24, 16, e.onward)
	}
}
