package sweep

import "fanout/sim"

// Run is a job under way.
type Run struct {
	sweep  *Sweep
	player *sim.Player
}

// Begin begins a job.
func (s *Sweep) Begin(j Job) (*Run, error) {
	h := s.points[j.Point].history
	h.Seed = j.Seed
	p, err := h.Player()
	if err != nil {
		return nil, err
	}
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
	next   int
	run    *Run
}

// NewBackground begins to do them.
func NewBackground(s *Sweep) *Background { return &Background{Result: NewResult(s), sweep: s} }

// Done is how many jobs are done.
func (b *Background) Done() int {
	if b.run != nil {
		return b.next - 1
	}
	return b.next
}

// Step goes on as far as the budget lasts, and reports whether all jobs are done. A call
// begins one history at most, since that takes a while if it has many actors.
func (b *Background) Step(over func() bool) (done bool, err error) {
	if b.run == nil {
		if b.next == b.sweep.Jobs() {
			return true, nil
		}
		if b.run, err = b.sweep.Begin(b.sweep.Job(b.next)); err != nil {
			return false, err
		}
		b.next++
	}
	if b.run.Step(over) {
		b.Result.Add(b.sweep.Job(b.next-1).Point, b.run.Figures())
		b.run = nil
	}
	return b.run == nil && b.next == b.sweep.Jobs(), nil
}
