package guild

import (
	"slices"

	"fanout/actor"
	"fanout/sim"
	"fanout/sim/row"
)

// inFlightFanout is the account of one fan-out that is in flight. The guild's node opens
// it, the sessions' nodes count in it. It is in flight until every copy has come to an end.
type inFlightFanout struct {
	Wave
	from    actor.PID  // the guild's actor
	handled []int      // by list of World.lists: how many are done with, from its beginning
	reaches []int      // by relay that has not sent on: to how many sessions it will
	left    int        // copies that have not come to an end
	missing Missing    // those that have, and were not handled
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
	flight := &inFlightFanout{from: c.Self(), handled: make([]int, len(w.order.lists)), left: g.size}
	for _, r := range w.relays {
		flight.reaches = append(flight.reaches, r.group.Len())
	}
	flight.Wave = Wave{Message: m.number, Size: g.size, Carrier: carrier, Origin: origin}
	flight.Start, flight.Step = w.arrivals(c.Now())
	f.list = append(f.list, flight)
	w.pictures.lastSent = flight.Wave
	w.Observe(sim.Occurrence{Event: EventFanout, At: int64(c.Now()), Began: int64(g.node.Began()), Subject: m.number, N: int64(g.size), Carrier: carrier, Origin: origin})
	w.NoteFanout(w.settings.Members)
	return flight
}

// passBy notes that the copy for the session of that rank will not come: those behind it
// are not to look as if they waited for it.
func (flight *inFlightFanout) passBy(w *World, rank uint32) {
	if rank != noRank {
		list, _ := w.order.interleave.at(int(rank))
		flight.handled[list]++
		flight.Lose(int(rank))
	}
}

// end notes that so many copies have come to an end, the last of them at the given time.
func (flight *inFlightFanout) end(w *World, at actor.Time, copies int) {
	flight.last = max(flight.last, at)
	if flight.left -= copies; flight.left == 0 && !flight.stale {
		w.Observe(sim.Occurrence{Event: eventDone, At: int64(flight.last), Subject: flight.Message})
	}
}

// view is how far the fan-out has come at a time.
func (flight *inFlightFanout) view(w *World, now actor.Time) Wave {
	v := flight.Wave
	v.Missing = flight.missing
	v.Done = v.Size - flight.left - int(v.Missing.Total())
	v.Handled = w.order.interleave.doneBefore(flight.handled)
	v.Arrived = max(v.Done, v.reached(now))
	return v
}

// retire drops fan-outs of which every copy has come to an end.
func (f *fanoutsInFlight) retire() {
	w := f.world
	f.list = slices.DeleteFunc(f.list, func(flight *inFlightFanout) bool {
		if flight.left > 0 {
			return false
		}
		w.pictures.trails.recordEnd(flight)
		f.tell(flight)
		return true
	})
}

// tell writes in the log how a fan-out has ended.
func (f *fanoutsInFlight) tell(flight *inFlightFanout) {
	w, m := f.world, &flight.missing
	o := sim.Occurrence{At: int64(max(flight.done, flight.last)), Subject: flight.Message, Carrier: flight.Carrier, Origin: flight.Origin}
	if m.Total() == 0 {
		if !flight.stale {
			w.pictures.lastFanout = int64(flight.done) - flight.Start
			o.Event, o.At, o.N = EventHandled, int64(flight.done), w.pictures.lastFanout
			w.Observe(o)
		}
		return
	}
	o.Carrier = 0 // the line that says it went out has the sign
	for _, part := range []struct {
		event row.Event
		n     int64
	}{
		{EventHandledSome, int64(flight.Size) - m.Total()}, {EventCopiesLost, m.Lost}, {EventCopiesDead, m.Dead},
		{EventCopiesUnsent, m.Unsent}, {EventCopiesMissed, m.Missed},
	} {
		if o.Event, o.N = part.event, part.n; o.N > 0 {
			w.Observe(o)
		}
	}
}

// of is the fan-out of a message, nil if it is not in flight.
func (f *fanoutsInFlight) of(message int64) *inFlightFanout {
	for _, flight := range f.list {
		if flight.Message == message {
			return flight
		}
	}
	return nil
}

// markStale notes that the sessions of all fan-outs were exchanged.
func (f *fanoutsInFlight) markStale() {
	for _, flight := range f.list {
		flight.stale = true
	}
}
