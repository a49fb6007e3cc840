package compare

import (
	"fmt"
	"time"

	"fanout/sim"
)

// Parting is the first instant at which two histories differ in what was handled or
// recorded. What they only expect, of their settings, may differ before.
type Parting struct {
	At      time.Duration // virtual time
	Where   string        // the node that does something else, or that only one of them has
	Metrics []Parted      // those that differ since then, in the order of the model
}

// Parted is a metric that has come to differ.
type Parted struct {
	Metric sim.Metric
	A, B   float64
}

// Search looks for a [Parting]: it plays both histories, compares what all nodes have done
// after every tenth of a second, and halves the first stretch in which they part until
// that is a nanosecond.
type Search struct {
	pair         *Pair
	until        time.Duration
	same, differ time.Duration // they are the same at one, and differ at the other; 0 while that is not known
	where        string
	done         bool
	found        *Parting
}

// stretch is how far a search goes between two comparisons.
const stretch = 100 * time.Millisecond

// NewSearch begins to look for the first instant, at most until a virtual time, at which
// two histories part.
func NewSearch(a, b *sim.History, until time.Duration) (*Search, error) {
	p, err := New(a, b)
	if err != nil {
		return nil, err
	}
	s := &Search{pair: p, until: until}
	if where := parted(p); where != "" {
		s.found, s.done = &Parting{Where: where}, true
	}
	return s, nil
}

// Step goes on as far as the budget lasts, and reports whether the search is over.
func (s *Search) Step(over func() bool) (done bool) {
	for !s.done && s.advance(over) {
	}
	return s.done
}

// Parting is what the search has found once it is over; nil if the histories do not part.
func (s *Search) Parting() *Parting { return s.found }

// advance makes one comparison; false if the budget did not last for it.
func (s *Search) advance(over func() bool) bool {
	switch {
	case s.differ == 0 && s.same == s.until:
		s.done = true
	case s.differ == 0:
		return s.look(min(s.until, s.same+stretch), s.pair.Reach, over)
	case s.differ-s.same > 1:
		return s.look(s.same+(s.differ-s.same)/2, s.pair.Goto, over)
	default:
		return s.describe(over)
	}
	return true
}

// look compares the histories at a time.
func (s *Search) look(at time.Duration, reach func(time.Duration, func() bool) bool, over func() bool) bool {
	if !reach(at, over) {
		return false
	}
	if where := parted(s.pair); where != "" {
		s.differ, s.where = at, where
	} else {
		s.same = at
	}
	return true
}

// describe compares the metrics just before the histories part and then.
func (s *Search) describe(over func() bool) bool {
	if !s.pair.Goto(s.same, over) {
		return false
	}
	a, b := FiguresOf(s.pair.A), FiguresOf(s.pair.B)
	if !s.pair.Reach(s.differ, over) {
		return false
	}
	nowA, nowB := FiguresOf(s.pair.A), FiguresOf(s.pair.B)
	s.found, s.done = &Parting{At: s.differ, Where: s.where}, true
	for i, m := range s.pair.A.Model().AllMetrics() {
		if a[i] == b[i] && nowA[i] != nowB[i] {
			s.found.Metrics = append(s.found.Metrics, Parted{m, nowA[i], nowB[i]})
		}
	}
	return true
}

// parted names the first node that has not done the same in both histories, "" if there is
// none.
func parted(p *Pair) string {
	a, b := sim.KernelOf(p.A.World()).Processes(), sim.KernelOf(p.B.World()).Processes()
	for i := range max(len(a), len(b)) {
		switch {
		case i >= len(a):
			return fmt.Sprintf("%s, which A does not have", b[i].Node().Name())
		case i >= len(b):
			return fmt.Sprintf("%s, which B does not have", a[i].Node().Name())
		case a[i].Node().Name() != b[i].Node().Name():
			return fmt.Sprintf("%s, which is %s in B", a[i].Node().Name(), b[i].Node().Name())
		case a[i].Hash() != b[i].Hash():
			return a[i].Node().Name()
		}
	}
	return ""
}
