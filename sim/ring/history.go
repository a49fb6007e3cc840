package ring

import (
	"cmp"
	"fmt"
	"slices"
)

// What a history has unless it is told otherwise.
const (
	Depth     = 1                  // generations
	GCDelayNs = 10_000 * 1_000_000 // 10,000 ms
)

// HistoryConfig says how a history begins and how long it remembers.
type HistoryConfig struct {
	// Ring is the first generation. Its Replicas, Separator and Overrides hold for
	// all generations.
	Ring Config
	// Depth is how many generations are looked up, the current one included: 0 for
	// Depth, 1.
	Depth int
	// GCDelayNs is how long a stale generation is still held, in nanoseconds: 0
	// for GCDelayNs, 10 s.
	GCDelayNs int64
}

// History is a ring whose nodes change (source: discord/ex_hash_ring 7.0.0). A
// change writes a new generation, a Published ring, beside the old ones, and then
// makes it the current one. A generation that the new one pushes beyond the depth
// is stale: no look-up by History reaches it any more, but a reader who began
// before the change may still finish with it, until Expire drops it.
//
// The history has no clock: its methods take the time, in nanoseconds since any
// moment the caller chose. It is not safe for concurrent use; its generations are.
type History struct {
	config     HistoryConfig
	overrides  map[string][]string
	generation int
	held       []generation // by number; the last is the current one
}

type generation struct {
	number int
	ring   *Published
	stale  bool
	dropNs int64 // when to drop it, if stale
}

// NewHistory returns a history with its first generation, number 1. Errors: those
// of NewPublished, and ErrDepth.
func NewHistory(c HistoryConfig) (*History, error) {
	if c.Depth < 0 || c.GCDelayNs < 0 {
		return nil, fmt.Errorf("%w: depth %d, delay %d ns", ErrDepth, c.Depth, c.GCDelayNs)
	}
	c.Depth = cmp.Or(c.Depth, Depth)
	c.GCDelayNs = cmp.Or(c.GCDelayNs, GCDelayNs)
	nodes := c.Ring.Nodes
	h := &History{config: c, overrides: overrideTable(c.Ring.Overrides)}
	h.config.Ring.Nodes, h.config.Ring.Overrides = nil, nil
	if err := h.Set(0, nodes...); err != nil {
		return nil, err
	}
	return h, nil
}

// Generation returns the number of the current generation: 1, and 1 more with
// every change of nodes.
func (h *History) Generation() int { return h.generation }

// Current returns the current generation.
func (h *History) Current() *Published { return h.held[len(h.held)-1].ring }

// Back returns the generation that was current so many changes ago, 0 for the
// current one; nil if that is beyond the depth or before the first.
func (h *History) Back(changes int) *Published {
	if changes < 0 || changes >= h.config.Depth {
		return nil
	}
	return h.Held(h.generation - changes)
}

// Held returns the generation of this number, stale or not; nil if it was dropped
// or never was. A reader who noted the number before a change looks it up so.
func (h *History) Held(number int) *Published {
	for _, g := range h.held {
		if g.number == number {
			return g.ring
		}
	}
	return nil
}

// Rows returns the number of points of all generations held: the rows of the
// source's table.
func (h *History) Rows() int {
	rows := 0
	for _, g := range h.held {
		rows += g.ring.NumPoints()
	}
	return rows
}

// Set makes a new generation of these nodes. Errors: those of NewPublished, and
// ErrTooManyPoints if all generations held would have more than MostPoints, in
// which case Expire may help; the history is then as before.
func (h *History) Set(nowNs int64, nodes ...Node) error {
	c := h.config.Ring
	c.Nodes = nodes
	r, err := NewPublished(c)
	if err != nil {
		return err
	}
	if rows := h.Rows() + r.NumPoints(); rows > MostPoints {
		return fmt.Errorf("%w: %d in %d generations", ErrTooManyPoints, rows, len(h.held)+1)
	}
	h.generation++
	h.held = append(h.held, generation{number: h.generation, ring: r.withTable(h.overrides)})
	for i := range h.held {
		if g := &h.held[i]; !g.stale && g.number <= h.generation-h.config.Depth {
			g.stale, g.dropNs = true, nowNs+h.config.GCDelayNs
		}
	}
	return nil
}

// Add makes a new generation with more nodes. As in the source they come before
// the present ones in the list, so that a node which is added keeps none of the
// points that it has in common with another. Errors: those of Set.
func (h *History) Add(nowNs int64, nodes ...Node) error {
	return h.Set(nowNs, slices.Concat(nodes, h.Current().nodes)...)
}

// Remove makes a new generation without the nodes of these names. Errors:
// ErrNoNode if one of them is not there, and those of Set.
func (h *History) Remove(nowNs int64, names ...string) error {
	for _, name := range names {
		if h.Current().Index(name) < 0 {
			return fmt.Errorf("%w: %q", ErrNoNode, name)
		}
	}
	nodes := slices.DeleteFunc(slices.Clone(h.Current().nodes), func(n Node) bool {
		return slices.Contains(names, n.Name)
	})
	return h.Set(nowNs, nodes...)
}

// SetOverrides puts these overrides in place of the old ones, in all generations.
// It makes no new generation. Rings that were handed out keep the old overrides.
func (h *History) SetOverrides(list []Override) {
	h.overrides = overrideTable(list)
	for i := range h.held {
		h.held[i].ring = h.held[i].ring.withTable(h.overrides)
	}
}

// FindStable appends the first n nodes for a key of the current generation to to,
// then those of each earlier one within the depth that are not yet among them,
// and returns it: up to n times the depth. During a move, what a key has left
// behind is still on one of the later ones. Generations without nodes are passed over. It
// allocates as Published.FindN does.
func (h *History) FindStable(to []string, key string, n int) []string {
	start := len(to)
	for back := range h.config.Depth {
		r := h.Back(back)
		if r == nil {
			break
		}
		end := len(to)
		found := r.FindN(to, key, n)
		if end == start {
			to = found
			continue
		}
		to = found[:end]
		for _, name := range found[end:] {
			if !slices.Contains(to[start:], name) {
				to = append(to, name)
			}
		}
	}
	return to
}

// NextExpiry returns when the next stale generation is to be dropped, and false
// if none is stale.
func (h *History) NextExpiry() (atNs int64, ok bool) {
	for _, g := range h.held {
		if g.stale && (!ok || g.dropNs < atNs) {
			atNs, ok = g.dropNs, true
		}
	}
	return atNs, ok
}

// Expire drops the stale generations whose delay is over at nowNs, and returns how
// many these were.
func (h *History) Expire(nowNs int64) int {
	before := len(h.held)
	h.held = slices.DeleteFunc(h.held, func(g generation) bool { return g.stale && g.dropNs <= nowNs })
	return before - len(h.held)
}
