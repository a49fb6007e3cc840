package guild

import (
	"fanout/actor"
	"fanout/sim"
	"fanout/sim/row"
)

// stormTell is how much virtual time one line of the log about connects speaks of: as long
// as a call waits.
const stormTell = actor.Time(actor.DefaultCallTimeout)

// storms follows the sessions that connect again, so that the log can tell of it in a few
// lines and not in one for each of them.
type storms struct {
	count    uint64     // commands to reconnect
	on       bool       // there are sessions that are not connected
	began    actor.Time // the first of them lost its connection
	next     actor.Time // when the log has the next lines
	timeouts int64      // told of so far
	retries  int64
	late     int64
}

// begin notes that so many sessions lose their connections.
func (s *storms) begin(w *World, sessions int) {
	if sessions == 0 {
		return
	}
	now := w.System().Now()
	w.Observe(sim.Occurrence{Event: EventStorm, At: int64(now), N: int64(sessions)})
	if !s.on {
		s.on, s.began, s.next = true, now, now+stormTell
	}
}

// follow looks now and then how far it is.
func (s *storms) follow(w *World) {
	now := w.System().Now()
	if !s.on || now < s.began+actor.Time(stormWidth) {
		return
	}
	over := true
	for _, n := range w.sessionNodes {
		over = over && len(n.connecting) == 0
	}
	if now >= s.next || over {
		s.next = now + stormTell
		s.tell(w, now)
	}
	if over {
		s.on = false
		w.Observe(sim.Occurrence{Event: EventStormOver, At: int64(now), N: int64(now - s.began)})
	}
}

// tell writes the lines about what happened since the last ones.
func (s *storms) tell(w *World, now actor.Time) {
	var v ConnectView
	v.fill(w)
	for _, part := range []struct {
		event row.Event
		told  *int64
		n     int64
	}{{EventTimeouts, &s.timeouts, v.Timeouts}, {EventRetries, &s.retries, v.Retries}, {EventLateReplies, &s.late, v.LateReplies}} {
		if more := part.n - *part.told; more > 0 {
			w.Observe(sim.Occurrence{Event: part.event, At: int64(now), N: more})
		}
		*part.told = part.n
	}
}
