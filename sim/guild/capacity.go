package guild

import (
	"time"

	"fanout/sim/exact"
	"fanout/sim/row"
)

func durationOf(n int) time.Duration { return time.Duration(n) }

// capacities is the capacity of each service in nanoseconds of core time per
// second: what makes its untraced load, at the prices of the list and without the
// edits made to them, the share in the table untraced. Below a core it is this
// guild's share of a fleet; more than coresMax cores are not to be had.
func (w *World) capacities() (capacity [NumServices]int64) {
	s := &w.settings
	var load [NumServices]int64 // ns per 1,000 s
	some := func(c row.Class, o row.Op, n int) {
		row := &classes[c]
		load[row.Service] += min(exact.MulDiv(row.Offered(*s), w.ListPrice(o)*int64(n)*w.weight(c), 1), loadMax)
	}
	add := func(c row.Class, ops ...row.Op) {
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
	if l := s.smallLoad(); l.members > 0 {
		add(classFanoutSmall, opGuildSmall)
		some(classFanoutSmall, opGuildSend, int(l.recipients()))
	}
	add(classDelivery, opForward)
	add(classDeliverySmall, opForward)
	add(classPresence, opHandler, opPresence)
	for v := range NumServices {
		capacity[v] = min(max(1, exact.MulDiv(load[v], int64(exact.Whole), int64(untraced[v])*1000)), coresMax*1e9)
	}
	return capacity
}

// coresMax is the most cores that a service has: seven times what a million
// sessions at 100 messages per second need at the published prices.
const coresMax = 1 << 16

// loadMax is more than coresMax cores can do in 1,000 s, and little enough that a
// few of it can be added up.
const loadMax = 1 << 60

// coresFor is the number of virtual cores that a service of this capacity runs on,
// at least 1.
func coresFor(capacityNs int64) int { return int(max(1, (capacityNs+1e9-1)/1e9)) }

// untraced is the load of a service without any tracing at which its capacity
// makes the share that it had before tracing. The sessions' 44.7 % and presence's
// 30 % follow from the post; the API's and the guilds' are assumed.
var untraced = [NumServices]exact.PPM{API: 240_000, Guilds: 310_000, Sessions: 447_000, Presence: 300_000}
