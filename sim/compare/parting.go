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

// Search looks for a [Parting]: it plays both histories and compares what all nodes have done
// after every tenth of a second. Once they differ it goes back to where they did not, and on in
// steps of a hundredth, until a step is a nanosecond. To go back means to compute a part of the
// past again, which takes longer than to compare: few levels of many steps are quicker than
// halving.
type Search struct {
	pair  *Pair
	until time.Duration
	same  time.Duration // the latest time at which they are known to be the same
	step  time.Duration
	back  bool   // to that time, before it goes on
	where string // of the nodes that differ after a step of a nanosecond, "" while that is not known

	before [][]float64 // the figures of A and B just before they part
	found  *Parting
	done   bool
}

// firstStep is how far a search goes between two comparisons at first, and finer is by which
// factor steps become shorter, until they are a nanosecond.
const (
	firstStep = 100 * time.Millisecond
	finer     = 100
)

// NewSearch begins to look for the first instant, at most until a virtual time, at which
// two histories part.
func NewSearch(a, b *sim.History, until time.Duration) (*Search, error) {
	p, err := New(a, b)
	if err != nil {
		return nil, err
	}
	return search(p, until), nil
}

func search(p *Pair, until time.Duration) *Search {
	s := &Search{pair: p, until: until, step: firstStep}
	if where := parted(p); where != "" {
		s.found, s.done = &Parting{Where: where}, true
	}
	return s
}

// Step goes on as far as the budget lasts, and reports whether the search is over.
func (s *Search) Step(over func() bool) (done bool) {
	for !s.done && s.advance(over) {
	}
	return s.done
}

// Parting is what the search has found once it is over; nil if the histories do not part.
func (s *Search) Parting() *Parting { return s.found }

// advance makes one comparison, or goes back; false if the budget did not last for it.
func (s *Search) advance(over func() bool) bool {
	switch {
	case s.back:
		if !s.pair.Goto(s.same, over) {
			return false
		}
		s.back = false
	case s.where != "" && s.step == 1:
		return s.describe(over)
	case s.same == s.until:
		s.done = true
	default:
		return s.look(min(s.until, s.same+s.step), over)
	}
	return true
}

// look compares the histories at a time that lies ahead.
func (s *Search) look(at time.Duration, over func() bool) bool {
	if !s.pair.Reach(at, over) {
		return false
	}
	where := parted(s.pair)
	if where == "" {
		s.same = at
		return true
	}
	s.until, s.back = at, true
	if s.step == 1 {
		s.where = where
	} else {
		s.step /= finer
	}
	return true
}

// describe compares the metrics just before the histories part, where they are, and then.
func (s *Search) describe(over func() bool) bool {
	if s.before == nil {
		s.before = [][]float64{FiguresOf(s.pair.A), FiguresOf(s.pair.B)}
	}
	if !s.pair.Reach(s.until, over) {
		return false
	}
	a, b := FiguresOf(s.pair.A), FiguresOf(s.pair.B)
	s.found, s.done = &Parting{At: s.until, Where: s.where}, true
	for i, m := range s.pair.A.Model().AllMetrics() {
		if s.before[0][i] == s.before[1][i] && a[i] != b[i] {
			s.found.Metrics = append(s.found.Metrics, Parted{m, a[i], b[i]})
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
