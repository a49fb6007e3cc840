package sim

import "time"

func durationOf(n int) time.Duration { return time.Duration(n) }

// provision is the capacity of each service in nanoseconds of core time per
// second: what makes its untraced load the share in the table untraced. Below a
// core it is this guild's share of a fleet.
func provision(p *Profile, s *Settings) (capacity [NumServices]int64) {
	var load [NumServices]int64 // ns per 1,000 s
	some := func(c class, o op, n int) { load[classService[c]] += mulDiv(c.offered(s), p.price[o]*int64(n), 1) }
	add := func(c class, ops ...op) {
		for _, o := range ops {
			some(c, o, 1)
		}
	}
	add(classDispatch, opDispatch)
	add(classRPC, opHandler)
	add(classFanout, opGuildSmall)
	if relays := s.relaysOf(s.Members); relays > 0 {
		some(classFanout, opGuildRelay, relays)
		some(classRelay, opGuildSend, s.Members/relays)
	} else {
		some(classFanout, opGuildSend, s.Members)
	}
	add(classSmall, opGuildSmall)
	add(classDelivery, opForward)
	add(classPresence, opHandler, opPresence)
	for v := range NumServices {
		capacity[v] = max(1, mulDiv(load[v], int64(Whole), int64(untraced[v])*1000))
	}
	return capacity
}

// coresFor is the number of virtual cores that a service of this capacity runs on.
func coresFor(capacityNs int64) int { return int((capacityNs + 1e9 - 1) / 1e9) }
