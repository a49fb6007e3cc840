package sim

import (
	"math/bits"

	"fanout/sim/readout"
	"fanout/sim/row"
)

// histogram counts durations in buckets, four for each power of two.
type histogram [readout.DurationBuckets]readout.Bucket

// durations are how long the handlers of a process took for one message, by class. A delivery is
// not looked at one by one: its duration follows from its path.
type durations [row.MaxClasses]*histogram

// add counts n messages of a class that took so long each.
func (d *durations) add(c row.Class, ns, n int64) {
	if d[c] == nil {
		d[c] = new(histogram)
	}
	b := &d[c][bucketOf(ns)]
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

// actions appends a row for each class that had messages since the last change, to old's memory.
func (k *Kernel) actions(old []readout.Action) []readout.Action {
	list := old[:0]
	m := k.means()
	for c := range k.model.Classes {
		if m.messages[c] == 0 {
			continue
		}
		a := readout.Action{Class: row.Class(c), Messages: m.messages[c]}
		for _, p := range k.processes {
			if h := p.recorder.durations[c]; h != nil {
				for i := range h {
					a.Buckets[i].N += h[i].N
					a.Buckets[i].Ns += h[i].Ns
				}
			}
		}
		list = append(list, a)
	}
	return list
}
