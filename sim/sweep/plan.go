package sweep

import (
	"fmt"
	"math"
	"slices"
	"time"

	"fanout/sim"
)

// Plan is what a sweep plays.
type Plan struct {
	Base    sim.History   // what every history begins with; its seed does not count
	Axes    []Axis        // one or two settings that take values
	Metrics []string      // what is found of each history
	First   uint64        // the least seed
	Seeds   int           // how many, one after the other; the same at every point
	Length  time.Duration // virtual time of each history
}

// Bounds of a plan.
const (
	MostPoints = 10_000
	mostSeeds  = 10_000
	longest    = 24 * time.Hour
)

// Job is a history that has to be played: one point, one seed.
type Job struct {
	Point int
	Seed  uint64
}

// Sweep is a plan that has been checked. It does not change.
type Sweep struct {
	plan    Plan
	metrics []*sim.Metric
	points  []point
}

// point is a value of each axis.
type point struct {
	values  []string
	history sim.History
}

// New checks a plan. The error is one sentence.
func New(p Plan) (*Sweep, error) {
	s := &Sweep{plan: p}
	if err := p.check(); err != nil {
		return nil, err
	}
	var err error
	if s.metrics, err = p.measured(); err != nil {
		return nil, err
	}
	for _, values := range p.grid() {
		var lines []string
		for i, v := range values {
			lines = append(lines, p.Base.Model.Assign(p.Axes[i].Name, v))
		}
		h, err := p.Base.With(lines...)
		if err != nil {
			return nil, err
		}
		s.points = append(s.points, point{values, h})
	}
	return s, nil
}

// check refuses what makes no sense whatever the model.
func (p *Plan) check() error {
	switch {
	case len(p.Axes) == 0:
		return fmt.Errorf("nothing is to be varied; expected a setting with several values, or two")
	case len(p.Axes) > 2:
		return fmt.Errorf("%d settings have several values; expected one or two", len(p.Axes))
	case len(p.Axes) == 2 && p.Axes[0].Name == p.Axes[1].Name:
		return fmt.Errorf("%s has values twice; expected two settings", p.Axes[0].Name)
	case len(p.Metrics) == 0:
		return fmt.Errorf("no metric is named; expected one or more")
	case p.Seeds < 1 || p.Seeds > mostSeeds:
		return fmt.Errorf("%d seeds; expected a whole number from 1 to %d", p.Seeds, mostSeeds)
	case uint64(p.Seeds-1) > math.MaxUint64-p.First:
		return fmt.Errorf("%d seeds: there are not that many from %d on", p.Seeds, p.First)
	case p.Length <= 0 || p.Length > longest:
		return fmt.Errorf("%v is no length of a history; expected more than 0 and at most %v", p.Length, longest)
	case !p.Base.Whole:
		return fmt.Errorf("a history with so many commands has lost its beginning; expected a whole one")
	}
	n := 1
	for _, a := range p.Axes {
		if len(a.Values) == 0 {
			return fmt.Errorf("%s has no values; expected one or more", a.Name)
		}
		n *= len(a.Values)
	}
	if n > MostPoints {
		return fmt.Errorf("%d points; expected at most %d", n, MostPoints)
	}
	return nil
}

// measured are the metrics. Those that there are not, or that come twice, are refused.
func (p *Plan) measured() (list []*sim.Metric, err error) {
	for i, name := range p.Metrics {
		m, err := p.Base.Model.Metric(name)
		if err != nil {
			return nil, err
		}
		if slices.Contains(p.Metrics[:i], name) {
			return nil, fmt.Errorf("the metric %s comes twice; expected each one once", name)
		}
		list = append(list, m)
	}
	return list, nil
}

// grid is the values of every point, those of the last axis fastest.
func (p *Plan) grid() (all [][]string) {
	all = [][]string{nil}
	for _, a := range p.Axes {
		var next [][]string
		for _, values := range all {
			for _, v := range a.Values {
				next = append(next, append(slices.Clone(values), v))
			}
		}
		all = next
	}
	return all
}

// Plan is what the sweep was made of.
func (s *Sweep) Plan() Plan { return s.plan }

// Points is how many points there are, those of the last axis fastest.
func (s *Sweep) Points() int { return len(s.points) }

// Values are those of a point, one for each axis.
func (s *Sweep) Values(point int) []string { return s.points[point].values }

// Jobs is how many histories are to be played.
func (s *Sweep) Jobs() int { return len(s.points) * s.plan.Seeds }

// Job is that of a number, 0 … Jobs() - 1. All points come with the first seed, then all with
// the next one: what is there after a while is a rough picture of the whole.
func (s *Sweep) Job(i int) Job {
	return Job{Point: i % len(s.points), Seed: s.plan.First + uint64(i/len(s.points))}
}

// Shard is the numbers of the jobs that one of several processes has to do, in order. The
// shards are 0 … of - 1; each has about as many jobs of every point.
func (s *Sweep) Shard(shard, of int) (jobs []int) {
	for i := range s.Jobs() {
		if (i%len(s.points)+i/len(s.points))%of == shard {
			jobs = append(jobs, i)
		}
	}
	return jobs
}
