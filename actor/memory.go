package actor

import "unsafe"

// What the smaller parts of a node take, in bytes. Of a map it is its entries and about
// as much again, which is what its empty places come to.

func mapMemory[V any](m map[uint32]V) int {
	var v V
	return 2 * len(m) * (4 + int(unsafe.Sizeof(v)))
}

func listsMemory[E any](m map[uint32][]E) int {
	var e E
	bytes := mapMemory(m)
	for _, list := range m {
		bytes += cap(list) * int(unsafe.Sizeof(e))
	}
	return bytes
}

func (w *pendingCalls) memory() int {
	return mapMemory(w.bySlot) + len(w.bySlot)*int(unsafe.Sizeof(pending{}))
}

func (r *relations) memory() int {
	return listsMemory(r.links) + listsMemory(r.watchers) + listsMemory(r.watched) + listsMemory(r.callers) + mapMemory(r.doomed)
}

func (d *directory) memory() int {
	bytes := listsMemory(d.held) + cap(d.holders)*int(unsafe.Sizeof(PID(0)))
	for _, name := range d.names {
		bytes += 3*int(unsafe.Sizeof(name)) + len(name) // in the list and in the map
	}
	return bytes
}

func jobsMemory(jobs map[uint32]*job) int64 {
	bytes := mapMemory(jobs)
	for _, j := range jobs {
		bytes += int(unsafe.Sizeof(*j)) + cap(j.out)*int(unsafe.Sizeof(departure{}))
	}
	return int64(bytes)
}

func linksMemory(links []linkState) int64 {
	bytes := cap(links) * int(unsafe.Sizeof(linkState{}))
	for i := range links {
		bytes += mapMemory(links[i].last)
	}
	return int64(bytes)
}

// Memory is the bytes that a system takes, without what values and messages point to
// and without its checkpoints.
type Memory struct {
	Actors    int64 // places and values
	Mailboxes int64
	Events    int64 // timers, messages on their way, fan-outs and jobs under way
}

// Memory adds up what the nodes take. It costs a look at each node, not at each actor.
func (s *System) Memory() (m Memory) {
	for _, n := range s.nodes {
		m.Actors += int64(n.actors.memory())
		m.Mailboxes += int64(n.mailboxes.memory())
		m.Events += int64(n.schedule.memory()) + jobsMemory(n.jobs)
	}
	return m
}
