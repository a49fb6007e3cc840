package comparisons

import (
	"fmt"
	"time"

	"fanout/cmd/playground/internal/interrupt"
	"fanout/cmd/playground/internal/seeds"
	"fanout/sim"
	"fanout/sim/compare"
)

// polls is how often a run may ask whether to stop before progress is told: it asks every
// few hundred messages.
const polls = 500

// found is what one job has found: the figures of A and B with one seed, or where the
// histories of the first seed part.
type found struct {
	figures [2][]float64
	parting *compare.Parting
}

// play plays the histories of all seeds, and beside them looks for the instant at which
// those of the first one part.
func (o *options) play(progress func(done, total time.Duration), asked func() *interrupt.Signal) (*result, error) {
	total := time.Duration(o.seeds) * o.length
	tell := func(done time.Duration) {
		if progress != nil {
			progress(done, total)
		}
	}
	within := func(now time.Duration) { tell(min(now, total-1)) } // of a single seed; of several those that are through are counted
	through := func(int) {}
	if o.seeds > 1 {
		within = func(time.Duration) {}
		through = func(n int) { tell(min(time.Duration(n)*o.length, total-1)) }
	}
	all, err := seeds.Each(o.procs, 1+o.seeds, through, func(i int) (f found, err error) {
		if i == 0 {
			f.parting, err = o.part(asked)
		} else {
			f.figures, err = o.run(o.first+uint64(i-1), within, asked)
		}
		return f, err
	})
	if err != nil {
		return nil, err
	}
	tell(total)
	m := o.of[0].Model
	r := &result{compare.Result{
		Model: m, First: o.first, Seeds: o.seeds, Length: o.length, Differ: o.differs, Parting: all[0].parting, Table: compare.NewTable(m),
	}, o.metrics}
	for _, f := range all[1:] {
		r.Table.Add(f.figures[0], f.figures[1])
	}
	return r, nil
}

// run plays the histories of one seed.
func (o *options) run(seed uint64, within func(now time.Duration), asked func() *interrupt.Signal) (figures [2][]float64, err error) {
	a, b := o.seeded(seed)
	p, err := compare.New(a, b)
	if err != nil {
		return figures, err
	}
	left := 0
	for !p.Reach(o.length, func() bool { left--; return left < 0 || asked() != nil }) {
		if s := asked(); s != nil {
			return figures, cutShort(s)
		}
		left = polls
		within(min(p.A.Now(), p.B.Now()))
	}
	return [2][]float64{compare.FiguresOf(p.A), compare.FiguresOf(p.B)}, nil
}

// part finds the instant at which the histories of the first seed part.
func (o *options) part(asked func() *interrupt.Signal) (*compare.Parting, error) {
	a, b := o.seeded(o.first)
	s, err := compare.NewSearch(a, b, o.length)
	if err != nil {
		return nil, err
	}
	if !s.Step(func() bool { return asked() != nil }) {
		return nil, cutShort(asked())
	}
	return s.Parting(), nil
}

// seeded are both histories with a seed.
func (o *options) seeded(seed uint64) (a, b *sim.History) {
	of := o.of
	of[0].Seed, of[1].Seed = seed, seed
	return &of[0], &of[1]
}

// cutShort is the error of a comparison that was asked to stop.
func cutShort(s *interrupt.Signal) error {
	return fmt.Errorf("%w before all histories were through: nothing is printed of them", s)
}
