package comparisons

import (
	"fmt"
	"time"

	"fanout/cmd/playground/internal/interrupt"
	"fanout/cmd/playground/internal/seeds"
	"fanout/sim/compare"
)

// polls is how often a run may ask whether to stop before progress is told: it asks every
// few hundred messages.
const polls = 500

// play plays the histories of all seeds, and looks for the instant at which those of the
// first one part.
func (o *options) play(progress func(done, total time.Duration), asked func() *interrupt.Signal) (*result, error) {
	total := time.Duration(o.seeds) * o.length
	tell := func(done time.Duration) {
		if progress != nil {
			progress(done, total)
		}
	}
	within := tell // of a single seed; of several those that are through are counted
	done := func(int) {}
	if o.seeds > 1 {
		within = func(time.Duration) {}
		done = func(n int) { tell(time.Duration(n) * o.length) }
	}
	all, err := seeds.Each(o.procs, o.seeds, done, func(i int) (figures [2][]float64, err error) {
		a, b := o.of[0], o.of[1]
		a.Seed, b.Seed = o.first+uint64(i), o.first+uint64(i)
		p, err := compare.New(&a, &b)
		if err != nil {
			return figures, err
		}
		for left := polls; !p.Reach(o.length, func() bool { left--; return left < 0 || asked() != nil }); left = polls {
			if s := asked(); s != nil {
				return figures, fmt.Errorf("%w before all histories were through: nothing is printed of them", s)
			}
			within(min(p.A.Now(), p.B.Now()))
		}
		return [2][]float64{compare.FiguresOf(p.A), compare.FiguresOf(p.B)}, nil
	})
	if err != nil {
		return nil, err
	}
	tell(total)
	m := o.of[0].Model
	r := &result{compare.Result{
		Model: m, First: o.first, Seeds: o.seeds, Length: o.length, Differ: o.differs, Table: compare.NewTable(m),
	}, o.metrics}
	for _, f := range all {
		r.Table.Add(f[0], f[1])
	}
	r.Parting, err = o.part(asked)
	return r, err
}

// part finds the instant at which the histories of the first seed part.
func (o *options) part(asked func() *interrupt.Signal) (*compare.Parting, error) {
	a, b := o.of[0], o.of[1]
	a.Seed, b.Seed = o.first, o.first
	s, err := compare.NewSearch(&a, &b, o.length)
	if err != nil {
		return nil, err
	}
	if !s.Step(func() bool { return asked() != nil }) {
		return nil, fmt.Errorf("%w while it looked for the instant at which the histories part: nothing is printed", asked())
	}
	return s.Parting(), nil
}
