package ring

import "slices"

// Placement says where keys belong. Published and Modulo are placements; a world
// can show what a change of nodes costs with one and with the other.
type Placement interface {
	// Find returns the name of the node that a key belongs to, and false if there
	// are no nodes to choose from.
	Find(key string) (name string, ok bool)
	// Locate returns the index of the node that a key of this Hash belongs to, -1
	// if there is none. A caller that asks often hashes each key once. It knows
	// of no overrides.
	Locate(hash uint64) int
}

// Override fixes the nodes of a key: they come first, in this order, before those
// that the ring would name. They need not be on the ring, and one that is listed
// twice is found twice. An override without nodes does nothing; of two for one
// key the later counts. (Source: discord/ex_hash_ring 7.0.0.)
type Override struct {
	Key   string
	Nodes []string
}

// overrideTable returns the overrides by key, nil if there are none.
func overrideTable(list []Override) map[string][]string {
	var table map[string][]string
	for _, o := range list {
		if len(o.Nodes) == 0 {
			delete(table, o.Key)
			continue
		}
		if table == nil {
			table = make(map[string][]string, len(list))
		}
		table[o.Key] = slices.Clone(o.Nodes)
	}
	return table
}

// WithOverrides returns a ring with the same points and these overrides in place
// of the old ones. It shares the points and costs little.
func (r *Published) WithOverrides(list []Override) *Published {
	return r.withTable(overrideTable(list))
}

func (r *Published) withTable(overrides map[string][]string) *Published {
	other := *r
	other.overrides = overrides
	return &other
}

// Locate returns the index of the node that owns a hash, -1 if the ring has no
// points. It knows of no overrides. It does not allocate.
func (r *Published) Locate(hash uint64) int {
	if len(r.points) == 0 {
		return -1
	}
	return r.points[r.after(hash)].Node
}

// after returns the index of the first point strictly after a hash, 0 if that is
// past the last. The ring has points.
func (r *Published) after(hash uint64) int {
	low, high := 0, len(r.points) // the point lies in low … high
	for low < high {
		middle := int(uint(low+high) / 2)
		if r.points[middle].Hash <= hash {
			low = middle + 1
		} else {
			high = middle
		}
	}
	if low == len(r.points) {
		return 0
	}
	return low
}

// Find returns the name of the node that a key belongs to: of its override if it
// has one, else of the first point after its hash. It returns false on a ring
// without nodes, or without points and an override. It does not allocate for keys
// of up to 64 bytes.
func (r *Published) Find(key string) (name string, ok bool) {
	if len(r.overrides) > 0 && len(r.nodes) > 0 {
		if fixed := r.overrides[key]; len(fixed) > 0 {
			return fixed[0], true
		}
	}
	i := r.Locate(Hash(key))
	if i < 0 {
		return "", false
	}
	return r.nodes[i].Name, true
}

// FindN appends the names of the first n nodes for a key to to and returns it:
// those of its override, then those whose points follow the key's hash round the
// circle, each once. It appends fewer if the ring has fewer nodes with points,
// and none if n is below 1 or the ring has no nodes. It allocates only where to
// has no room, or for keys of over 64 bytes.
func (r *Published) FindN(to []string, key string, n int) []string {
	if n < 1 || len(r.nodes) == 0 {
		return to
	}
	start, owners := len(to), r.owners
	for _, name := range r.overrides[key] {
		if len(to)-start == n {
			return to
		}
		if i := r.Index(name); i >= 0 && r.kept[i] > 0 && !slices.Contains(to[start:], name) {
			owners-- // the walk need not wait for this one
		}
		to = append(to, name)
	}
	if owners == 0 {
		return to
	}
	for i := r.after(Hash(key)); len(to)-start < n && owners > 0; i = (i + 1) % len(r.points) {
		if name := r.nodes[r.points[i].Node].Name; !slices.Contains(to[start:], name) {
			to = append(to, name)
			owners--
		}
	}
	return to
}

// Modulo places keys by the remainder of their hash: node Hash(key) mod n of the
// n names. Nearly every key moves when n changes.
type Modulo []string

// Locate returns hash mod n, or -1 if there are no nodes.
func (m Modulo) Locate(hash uint64) int {
	if len(m) == 0 {
		return -1
	}
	return int(hash % uint64(len(m)))
}

// Find returns the name of the node that a key belongs to, false if there are no
// nodes. It does not allocate for keys of up to 64 bytes.
func (m Modulo) Find(key string) (name string, ok bool) {
	i := m.Locate(Hash(key))
	if i < 0 {
		return "", false
	}
	return m[i], true
}
