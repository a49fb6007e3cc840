package sweeps

import (
	"fmt"
	"sync"
	"time"

	"fanout/cmd/playground/internal/interrupt"
	"fanout/cmd/playground/internal/seeds"
	"fanout/sim/sweep"
)

// play does the jobs of the shard, or all of them. In whatever order they end, the sums are
// the same.
func (o *options) play(progress func(done, total time.Duration), asked func() *interrupt.Signal) (*sweep.Result, error) {
	jobs := o.sweep.Shard(o.shard, max(1, o.of))
	length := o.sweep.Plan().Length
	var done func(int)
	if progress != nil {
		done = func(n int) { progress(time.Duration(n)*length, time.Duration(len(jobs))*length) }
	}
	r := sweep.NewResult(o.sweep)
	var mu sync.Mutex
	_, err := seeds.Each(o.procs, len(jobs), done, func(i int) (none struct{}, err error) {
		j := o.sweep.Job(jobs[i])
		run, err := o.sweep.Begin(j)
		if err != nil {
			return none, err
		}
		if !run.Step(func() bool { return asked() != nil }) {
			return none, fmt.Errorf("%w before all histories were through: nothing is printed of them", asked())
		}
		figures := run.Figures()
		mu.Lock()
		defer mu.Unlock()
		r.Add(j.Point, figures)
		return none, nil
	})
	return r, err
}
