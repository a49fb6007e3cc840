package actor

import (
	"maps"
	"slices"
)

// relations is what a node knows of the links, monitors and calls between actors. They
// are few, so they are kept beside the cells.
type relations struct {
	links    map[uint32][]PID     // by slot, both ways: each end has its own entry
	watchers map[uint32][]monitor // by slot of the watched: who watches
	watched  map[uint32][]monitor // by slot of the watcher: whom, as it was named
	callers  map[uint32][]Caller  // by slot: calls taken from the mailbox and not answered
	doomed   map[uint32]error     // by slot: exits when its slice is over
	lastRef  MonitorRef
}

// monitor is one end of a monitor.
type monitor struct {
	other PID
	ref   uint32 // of the watcher
}

// addLink reports whether the link is new.
func (r *relations) addLink(slot uint32, to PID) bool {
	if slices.Contains(r.links[slot], to) {
		return false
	}
	put(&r.links, slot, append(r.links[slot], to))
	return true
}

// dropLink reports whether there was such a link.
func (r *relations) dropLink(slot uint32, to PID) bool {
	return drop(r.links, slot, func(l PID) bool { return l == to })
}

// watch notes whom an actor monitors.
func (r *relations) watch(slot uint32, target PID) MonitorRef {
	r.lastRef++
	put(&r.watched, slot, append(r.watched[slot], monitor{target, uint32(r.lastRef)}))
	return r.lastRef
}

// unwatch ends a monitor at its watcher. It reports whether there was such a monitor.
func (r *relations) unwatch(slot uint32, ref MonitorRef) bool {
	return drop(r.watched, slot, func(m monitor) bool { return m.ref == uint32(ref) })
}

// addWatcher notes who monitors an actor.
func (r *relations) addWatcher(slot uint32, w monitor) {
	put(&r.watchers, slot, append(r.watchers[slot], w))
}

func (r *relations) dropWatcher(slot uint32, w monitor) {
	drop(r.watchers, slot, func(x monitor) bool { return x == w })
}

// owe notes a call that an actor has taken and has not answered, so that its caller
// learns of it if the actor exits before it answers.
func (r *relations) owe(slot uint32, c Caller) {
	put(&r.callers, slot, append(r.callers[slot], c))
}

// settle ends what an actor owes to a caller.
func (r *relations) settle(slot uint32, c Caller) {
	drop(r.callers, slot, func(x Caller) bool { return x == c })
}

// doom notes why an actor exits when its slice is over. The first reason counts.
func (r *relations) doom(slot uint32, reason error) {
	if _, ok := r.doomed[slot]; !ok {
		put(&r.doomed, slot, reason)
	}
}

// forget drops all that an actor was tied by.
func (r *relations) forget(slot uint32) {
	delete(r.callers, slot)
	delete(r.watchers, slot)
	delete(r.watched, slot)
	delete(r.links, slot)
	delete(r.doomed, slot)
}

// clone copies the relations, so that neither copy feels what happens to the other.
func (r *relations) clone() relations {
	return relations{
		links:    cloneValues(r.links, slices.Clone[[]PID]),
		watchers: cloneValues(r.watchers, slices.Clone[[]monitor]),
		watched:  cloneValues(r.watched, slices.Clone[[]monitor]),
		callers:  cloneValues(r.callers, slices.Clone[[]Caller]),
		doomed:   maps.Clone(r.doomed),
		lastRef:  r.lastRef,
	}
}

// put sets m[slot] in a map that is made when it is first needed.
func put[V any](m *map[uint32]V, slot uint32, v V) {
	if *m == nil {
		*m = make(map[uint32]V)
	}
	(*m)[slot] = v
}

// drop removes the first entry for which is holds, keeping the order of the rest. It
// reports whether there was one. The oldest goes without moving the others: an
// actor that answers in order may have many callers.
func drop[V any](m map[uint32][]V, slot uint32, is func(V) bool) bool {
	list := m[slot]
	i := slices.IndexFunc(list, is)
	switch {
	case i < 0:
		return false
	case len(list) == 1:
		delete(m, slot)
	case i == 0:
		m[slot] = list[1:]
	default:
		m[slot] = slices.Delete(list, i, i+1)
	}
	return true
}
