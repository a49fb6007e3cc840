package guild

import (
	"slices"
	"time"

	"fanout/actor"
	"fanout/sim"
	"fanout/sim/row"
)

// inFlightFanout is the account of one fan-out that is in flight. The guild's node opens
// it, the sessions' nodes count in it.
type inFlightFanout struct {
	Wave
	handled []int      // by list of World.lists
	left    int        // recipients who have not handled it
	stale   bool       // its sessions were exchanged
	done    actor.Time // the last session has handled it
	last    actor.Time // and began to
}

// reached is the number of recipients whose message has arrived by now.
func (v *Wave) reached(now actor.Time) int {
	if int64(now) < v.Start {
		return 0
	}
	if v.Step == 0 {
		return v.Size
	}
	return int(min(int64(v.Size), (int64(now)-v.Start)*1000/v.Step+1))
}

// fanoutsInFlight is the fan-outs of the large guild that are in flight.
type fanoutsInFlight struct {
	world *World
	list  []*inFlightFanout
}

// open begins the account of a fan-out of the large guild, which the picture shows.
func (f *fanoutsInFlight) open(c *actor.Context, g *guild, m *userMessage, carrier sim.Carrier, origin row.Origin) *inFlightFanout {
	w := f.world
	flight := &inFlightFanout{handled: make([]int, len(w.order.lists)), left: g.size}
	flight.Wave = Wave{Message: m.number, Size: g.size, Carrier: carrier, Origin: origin}
	flight.Start, flight.Step = w.arrivals(c.Now())
	f.list = append(f.list, flight)
	w.pictures.lastSent = flight.Wave
	w.Observe(sim.Occurrence{Event: EventFanout, At: int64(c.Now()), Began: int64(g.node.Began()), Subject: m.number, N: int64(g.size), Carrier: carrier, Origin: origin})
	w.NoteFanout(w.settings.Members)
	return flight
}

// retire drops fan-outs that are complete or can no longer complete.
func (f *fanoutsInFlight) retire() {
	w := f.world
	f.list = slices.DeleteFunc(f.list, func(flight *inFlightFanout) bool {
		if flight.left > 0 && !flight.stale && f.mayGoOn(flight) {
			return false
		}
		if !flight.stale && flight.left == 0 {
			w.pictures.lastFanout = int64(flight.done) - flight.Start
			w.Observe(sim.Occurrence{Event: EventHandled, At: int64(flight.done), Subject: flight.Message, N: w.pictures.lastFanout, Carrier: flight.Carrier, Origin: flight.Origin})
		}
		return true
	})
}

// mayGoOn reports whether a fan-out can still reach anyone. After a fault some
// recipients may be missing for ever: that is certain once everything was sent and
// no session node has anything waiting.
func (f *fanoutsInFlight) mayGoOn(flight *inFlightFanout) bool {
	w := f.world
	const patience = actor.Time(time.Second)
	sent := actor.Time(flight.Start+int64(flight.Size)*flight.Step/1000+w.settings.Jitter) + patience
	if !w.outages.any || w.System().Now() < sent {
		return true
	}
	return slices.ContainsFunc(w.sessionNodes, func(n *sessionNode) bool { return n.Node().Waiting(w.System().Now()) > 0 })
}

// markStale notes that the sessions of all fan-outs were exchanged.
func (f *fanoutsInFlight) markStale() {
	for _, flight := range f.list {
		flight.stale = true
	}
}
