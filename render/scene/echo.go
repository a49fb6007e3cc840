package scene

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
type echo struct {
	node   int
	header sim.Carrier // what the gRPC request carries
	onward sim.Carrier // what the message to the guild carries behind the sieve
	start  time.Duration
}

// echoes are those on their way.
type echoes struct {
	list []echo
	sent []int64 // by API node, in the last frame
	kept []int64 // of those, sampled
	now  int64   // virtual time of the last frame
	seed uint64
}

const (
	echoWire    = 420 * time.Millisecond // from the API node to the sieve
	echoOnward  = 160 * time.Millisecond // from there into the mailbox
	echoesMost  = 18                     // more would be a blur
	followable  = int64(25_000)          // virtual ns per frame up to which tokens are seen themselves
	echoPerNode = 2                      // new ones per node and frame
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
	same := len(e.sent) == len(guild.ViewOf(snap).APINodes) && e.seed == snap.Seed && snap.Now >= e.now
	unseen := snap.Now-e.now > followable
	if !same {
		e.sent, e.kept = make([]int64, len(guild.ViewOf(snap).APINodes)), make([]int64, len(guild.ViewOf(snap).APINodes))
		e.list, e.seed = e.list[:0], snap.Seed
	}
	for i, n := range guild.ViewOf(snap).APINodes {
		passed, sampled := n.Sent-e.sent[i], n.Sampled-e.kept[i]
		e.sent[i], e.kept[i] = n.Sent, n.Sampled
		if !same || !unseen {
			continue
		}
		for j := range min(passed, echoPerNode) {
			if len(e.list) < echoesMost {
				e.list = append(e.list, newEcho(snap, i, j < sampled, now+time.Duration(j)*echoWire/4))
			}
		}
	}
	e.now = snap.Now
	return len(e.list) > 0
}

// newEcho is the echo of a message by what the settings make of it.
func newEcho(snap *sim.Snapshot, node int, sampled bool, start time.Duration) echo {
	set := settingsOf(snap)
	e := echo{node: node, start: start}
	switch {
	case !set.GRPCLink:
		e.header = sim.CarrierBare
	case sampled:
		e.header = sim.CarrierSampled
	default:
		e.header = sim.CarrierUnsampled
	}
	read := set.GRPCLink && set.Sieve != guild.SieveIgnore
	switch {
	case set.EnvelopesGuild == 0:
		e.onward = sim.CarrierBare
	case read && sampled:
		e.onward = sim.CarrierSampled
	case read && set.Sieve == guild.SieveParse && !set.SkipUnsampled:
		e.onward = sim.CarrierUnsampled
	default:
		e.onward = sim.CarrierEmpty
	}
	return e
}

// echoes draws them as the tokens they stand for.
func (v moving) echoes(p *lanePlan) {
	for i := range v.pic.echoes.list {
		e := &v.pic.echoes.list[i]
		at := v.pic.s.now - e.start
		if at < 0 {
			continue
		}
		if at < echoWire {
			a, c1, c2, b := p.wire(e.node)
			q := ui.Bezier(a, c1, c2, b, float64(at)/float64(echoWire))
			tokenHeader(&v.Painter, q.X, q.Y, e.header)
			continue
		}
		share := float64(at-echoWire) / float64(echoOnward)
		from, to := v.onward(p)
		envelope(&v.Painter, from.X+(to.X-from.X)*share, from.Y, 24, 16, e.onward)
	}
}
