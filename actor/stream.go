package actor

// deliverMore hands an actor that has just handled a message those that come next and are
// for it as well, for as long as that is all there is to do. It is deliver in a loop, with
// what cannot change in between looked up once, and stops before anything out of the
// ordinary: a call, a fan-out, an actor that does more than send and spend.
func deliverMore(n *Node, a *cell, to PID, until Time) {
	events := &n.schedule.events
	values, i := n.actors.value(a)
	k := values.kind
	value, did := values.both(i)
	c := &n.ctx
	for before := n.stats.touched(); n.stats.touched()-before < pollEvery && len(n.schedule.casts) == 0; {
		e := events.first()
		if e == nil || e.to != to || e.kind != evDeliver || e.ref != 0 || e.at >= until || a.busyUntil.time() > e.at || a.life&(suspended|queued) != 0 {
			return
		}
		start := max(e.at, n.cores.first())
		if start >= until {
			return
		}
		msg, from := e.msg, e.from
		events.discard(e)
		c.begin(to, start)
		c.from = from
		n.stats.Handled++
		if did != nil {
			did.handled++
		}
		k.handle(c, value, msg)
		if c.job != nil || c.exiting || a.mailbox != 0 || n.real == nil && n.free+1 == freeMessages {
			if c.job != nil {
				c.job.msg = msg
			}
			n.finish(a, to, start)
			return
		}
		c.handling = false
		// finish, for an actor that did nothing but spend.
		switch {
		case c.spent > 0:
			n.free = 0
			n.recordSpent(a, did, start, c.spent)
		case n.real != nil:
		case a.busyUntil.time() != start:
			n.free = 0
			a.busyUntil = instantOf(start)
		default:
			n.free++
		}
	}
}
