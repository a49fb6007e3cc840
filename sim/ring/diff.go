package ring

// Arc is a part of the circle whose keys have another node on a second ring: the
// hashes from From, included, round to To, excluded. To is below From if the arc
// passes zero, and equal to it if the arc is the whole circle.
type Arc struct {
	From, To uint64
	Old      int // index of the node on the first ring, -1 if that has no points
	New      int // index of the node on the second ring, -1 if that has no points
}

// Share returns how much of the circle the arc is, exactly.
func (a Arc) Share() Share { return between(a.From, a.To) }

// Contains reports whether a hash lies on the arc.
func (a Arc) Contains(hash uint64) bool { return a.From == a.To || hash-a.From < a.To-a.From }

// Diff returns the arcs that change hands between two rings, and the sum of their
// shares: the part of all keys that moves. Nodes are the same if they have the
// same name. Neighbouring arcs with the same two nodes are one. The arcs do not
// overlap and are in ascending order of To; only the first may pass zero. Overrides
// do not count. The time it takes grows with the number of points.
func Diff(old, now *Published) (arcs []Arc, moved Share) {
	if old.owners == 0 && now.owners == 0 {
		return nil, Share{}
	}
	namesake := make([]int, len(old.nodes)) // the index on the ring now, or -1
	for i, n := range old.nodes {
		namesake[i] = now.Index(n.Name)
	}
	a, b := old.points, now.points
	from := max(last(a), last(b))
	for len(a) > 0 || len(b) > 0 {
		// Up to the next point of either ring, both have one owner each.
		to := next(a, b)
		arc := Arc{from, to, owner(a, old), owner(b, now)}
		if arc.Old < 0 || arc.New < 0 || namesake[arc.Old] != arc.New {
			moved = moved.Add(arc.Share())
			arcs = join(arcs, arc)
		}
		a, b, from = past(a, to), past(b, to), to
	}
	if n := len(arcs) - 1; n > 0 && arcs[n].meets(arcs[0]) {
		arcs[0].From = arcs[n].From
		arcs = arcs[:n]
	}
	return arcs, moved
}

// join appends an arc, or lengthens the last one by it.
func join(arcs []Arc, a Arc) []Arc {
	if n := len(arcs) - 1; n >= 0 && arcs[n].meets(a) {
		arcs[n].To = a.To
		return arcs
	}
	return append(arcs, a)
}

// meets reports whether b begins where a ends and has the same two nodes.
func (a Arc) meets(b Arc) bool { return a.To == b.From && a.Old == b.Old && a.New == b.New }

// last returns the hash of the last point, 0 if there is none.
func last(points []Point) uint64 {
	if len(points) == 0 {
		return 0
	}
	return points[len(points)-1].Hash
}

// next returns the least hash of both lists, not both empty.
func next(a, b []Point) uint64 {
	switch {
	case len(a) == 0:
		return b[0].Hash
	case len(b) == 0:
		return a[0].Hash
	}
	return min(a[0].Hash, b[0].Hash)
}

// owner returns the node of the first of the remaining points, after the last of
// them that of the ring's first, and -1 on a ring without points.
func owner(remaining []Point, r *Published) int {
	switch {
	case len(remaining) > 0:
		return remaining[0].Node
	case len(r.points) > 0:
		return r.points[0].Node
	}
	return -1
}

// past drops the first point if it lies at hash.
func past(points []Point, hash uint64) []Point {
	if len(points) > 0 && points[0].Hash == hash {
		return points[1:]
	}
	return points
}
