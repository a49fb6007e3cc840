package actor

import "time"

// Stopped is the result of stopping a system.
type Stopped struct {
	Drained bool // all messages were handled before the first actor was stopped
	Killed  int  // actors that had not exited at the deadline
	Lost    int  // messages in the mailboxes of actors that exited

	Stuck []Stuck // real time: what did not return in time; see [Running.Stop]
}

// Stop ends a system in order, within the given virtual time. Messages from
// outside are dead letters from now on, and nothing new is spawned. First what is
// under way is handled, for half of the time at most. Then the supervisors are
// asked to exit, the latest first, and stop their children; then the other actors,
// likewise. Who is still there at the deadline is killed.
func (s *System) Stop(within time.Duration) (r Stopped) {
	s.mustStandStill("Stop")
	s.Settle()
	s.stopped = true
	within = min(within, time.Duration(longest-s.now))
	deadline := s.now + Time(within)
	onExit := s.OnExit
	s.OnExit = func(e Exit) {
		r.Lost += e.Lost
		if onExit != nil {
			onExit(e)
		}
	}
	r.Drained = s.drain(s.now + Time(within)/2)
	s.askToExit(deadline, func(k *kind) bool { return k == s.kinds[supervisorKind] })
	s.askToExit(deadline, func(*kind) bool { return true })
	s.call(func() { s.killAll(&r.Killed) })
	s.OnExit = onExit
	return r
}

// nextInstant is the earliest time for something that comes from outside: now, or, as the
// clock of a real system may cut a window short, the end of that.
func (s *System) nextInstant() Time { return max(s.now, s.windowEnd) }

// killAll ends all actors at once.
func (s *System) killAll(killed *int) {
	at := s.nextInstant()
	for _, n := range s.nodes {
		n.reached = max(n.reached, at)
		for slot := range n.actors.used {
			if a := n.actors.cell(slot); a.life&alive != 0 {
				*killed++
				n.remove(a, n.pid(slot), at, ErrKilled)
			}
		}
	}
}

// call calls f, in real time where runtime.Goexit ends neither the one who stops nor, as
// it is called again then, what it does.
func (s *System) call(f func()) {
	if s.apart == nil {
		f()
		return
	}
	s.apart(f)
}

// drain runs until nothing but timers is under way. Timers are not waited for: a
// system with a clock in it would never be drained.
func (s *System) drain(deadline Time) bool {
	for s.before(deadline) && !s.Idle() {
		s.tick(deadline)
	}
	return s.Idle()
}

// before reports whether a deadline is still to come. Actors that never rest can handle
// more in a look-ahead than the clock has time for, so where there is one, it decides.
func (s *System) before(deadline Time) bool {
	return s.now < deadline && (s.late == nil || !s.late(deadline))
}

// tick runs one look-ahead further, or to the next event if that is later, at the
// pace of the clock if there is one.
func (s *System) tick(deadline Time) {
	t := min(deadline, max(s.now+s.lookAhead, min(s.next(), longest)+1))
	if s.pace != nil {
		s.pace(t)
	}
	var over func() bool
	if s.late != nil {
		over = func() bool { return s.late(deadline) }
	}
	s.call(func() { s.Run(t, over) })
}

// Idle reports whether no message waits or is under way. Timers do not count.
func (s *System) Idle() bool {
	busy := false
	for _, n := range s.nodes {
		if n.mailboxes.waiting > 0 || len(n.schedule.casts) > 0 || len(n.jobs) > 0 {
			return false
		}
		n.schedule.events.each(func(e *event) { busy = busy || !e.timer })
	}
	return !busy
}

// askToExit sends all actors of some kinds a shutdown, the last spawned first, and
// runs until they are gone or the deadline has come.
func (s *System) askToExit(deadline Time, which func(*kind) bool) {
	asked := make([]PID, 0, 16)
	for i := len(s.nodes) - 1; i >= 0; i-- {
		n := s.nodes[i]
		for slot := n.actors.used; slot > 0; slot-- {
			a := n.actors.cell(slot - 1)
			if a.life&alive == 0 || !which(n.actors.kind(a)) {
				continue
			}
			pid := n.pid(slot - 1)
			asked = append(asked, pid)
			n.schedule.events.push(event{at: s.nextInstant(), ord: n.nextOrder(), kind: evExit, to: pid, ref: explicitExit, msg: ErrShutdown})
		}
	}
	for s.before(deadline) && s.anyAlive(asked) {
		s.tick(deadline)
	}
}

func (s *System) anyAlive(pids []PID) bool {
	for i := len(pids) - 1; i >= 0; i-- {
		if _, a := s.lookup(pids[i]); a != nil {
			return true
		}
	}
	return false
}
