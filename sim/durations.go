package sim

import (
	"math/bits"

	"fanout/sim/readout"
	"fanout/sim/row"
)

// durations are how long the handlers of a process took for one message, by class. A delivery is
// not looked at one by one: its duration follows from its path. A list ends with the longest.
type durations [row.MaxClasses][]readout.Bucket

// add counts n messages of a class that took so long each.
func (d *durations) add(c row.Class, ns, n int64) {
	i := bucketOf(ns)
	if more := i + 1 - len(d[c]); more > 0 {
		d[c] = append(d[c], make([]readout.Bucket, more)...)
	}
	b := &d[c][i]
	b.N, b.Ns = b.N+n, b.Ns+ns*n
}

// bucketOf is the bucket of a duration: those below four have one each, and from there on each
// power of two has four.
func bucketOf(ns int64) int {
	if ns < 4 {
		return int(max(0, ns))
	}
	e := bits.Len64(uint64(ns)) - 1
	return min((e-1)*4+int(ns>>(e-2))&3, readout.DurationBuckets-1)
}

// actions are a row for each class that had messages since the last change, service by service,
// in the memory of old.
func actions(k *Kernel, old []readout.Action) []readout.Action {
	list := old[:0]
	m := k.means()
	for v := range k.model.Services {
		for c := range k.model.Classes {
			if k.model.Classes[c].Service == row.Service(v) && m.messages[c] > 0 {
				list = append(list, readout.Action{Class: row.Class(c), Messages: m.messages[c]})
				fillBuckets(k, &list[len(list)-1])
			}
		}
	}
	return list
}

// fillBuckets adds up what the processes have of an action.
func fillBuckets(k *Kernel, a *readout.Action) {
	for _, p := range k.processes {
		for i, b := range p.recorder.durations[a.Class] {
			a.Buckets[i].N += b.N
			a.Buckets[i].Ns += b.Ns
		}
	}
}
