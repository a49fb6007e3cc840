package sweep

import (
	"slices"

	"fanout/sim"
)

// Run is a job under way.
type Run struct {
	sweep  *Sweep
	player *sim.Player
}

// wayBack is how many bytes a job may keep of its past, where nobody goes back to.
const wayBack = 8 << 20

// Begin begins a job.
func (s *Sweep) Begin(j Job) (*Run, error) {
	h := s.points[j.Point].history
	h.Seed = j.Seed
	p, err := h.Player()
	if err != nil {
		return nil, err
	}
	p.Limit(wayBack, 0, 0)
	return &Run{sweep: s, player: p}, nil
}

// Step goes on as far as the budget lasts, and reports whether the history is at its end,
// and what its figures start from is known.
func (r *Run) Step(over func() bool) (done bool) {
	return r.player.Reach(r.sweep.plan.Length, over) && sim.Foretell(r.player, over)
}

// Figures are the metrics at the end, in the order of the plan.
func (r *Run) Figures() []float64 {
	var shot sim.Snapshot
	r.player.Snapshot(&shot)
	figures := make([]float64, len(r.sweep.metrics))
	for i, m := range r.sweep.metrics {
		figures[i] = m.Of(&shot)
	}
	return figures
}

// Background does all jobs of a sweep one after the other, a bit at a time.
type Background struct {
	Result *Result // of the jobs that are done
	sweep  *Sweep
	found  [][]float64 // of each job that is done
	done   int
	next   int  // the first that may not be done
	run    *Run // of that one; nil before it begins
}

// NewBackground begins to do them.
func NewBackground(s *Sweep) *Background {
	return &Background{Result: NewResult(s), sweep: s, found: make([][]float64, s.Jobs())}
}

// Adopt takes over what another one has found, and the history that it has under way, as far
// as the same histories are to be played here. It is called before the first Step; the other
// one must not be used any more.
func (b *Background) Adopt(old *Background) {
	for i := range b.found {
		at, ok := old.sweep.jobOf(b.sweep, i)
		switch {
		case !ok:
		case old.found[at] != nil:
			b.add(i, old.found[at])
		case old.run != nil && at == old.next:
			b.run, b.next = old.run, i
		}
	}
	if b.run != nil {
		b.run.sweep = b.sweep
	}
}

// jobOf is the number of the job that plays the same history as one of another sweep, to the
// same length, for the same metrics; false if there is none.
func (s *Sweep) jobOf(o *Sweep, job int) (i int, ok bool) {
	j, p, q := o.Job(job), &s.plan, &o.plan
	if p.Length != q.Length || !slices.Equal(p.Metrics, q.Metrics) || j.Seed < p.First || j.Seed-p.First >= uint64(p.Seeds) {
		return 0, false
	}
	point := slices.IndexFunc(s.points, func(one point) bool { return same(&one.history, &o.points[j.Point].history) })
	return int(j.Seed-p.First)*len(s.points) + point, point >= 0
}

// same reports whether two histories are the same but for their seeds.
func same(a, b *sim.History) bool {
	return a.Model == b.Model && slices.Equal(a.Setup, b.Setup) && slices.Equal(a.Commands, b.Commands)
}

// Done is how many jobs are done.
func (b *Background) Done() int { return b.done }

// Begins reports whether the next Step begins a history, which takes a while if it has many
// actors.
func (b *Background) Begins() bool { return b.run == nil && b.done < b.sweep.Jobs() }

// Step goes on as far as the budget lasts, and reports whether all jobs are done. A call
// begins one history at most, since that takes a while if it has many actors.
func (b *Background) Step(over func() bool) (done bool, err error) {
	if b.run == nil {
		for b.next = 0; b.next < len(b.found) && b.found[b.next] != nil; {
			b.next++
		}
		if b.next == len(b.found) {
			return true, nil
		}
		if b.run, err = b.sweep.Begin(b.sweep.Job(b.next)); err != nil {
			return false, err
		}
	}
	if b.run.Step(over) {
		b.add(b.next, b.run.Figures())
		b.run = nil
	}
	return b.done == len(b.found), nil
}

// add adds what a job has found.
func (b *Background) add(job int, figures []float64) {
	b.found[job] = figures
	b.done++
	b.Result.Add(b.sweep.Job(job).Point, figures)
}
