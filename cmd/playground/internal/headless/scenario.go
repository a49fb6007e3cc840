package headless

import (
	"errors"
	"fmt"
	"io"
	"time"

	"fanout/cmd/playground/internal/interrupt"
	"fanout/cmd/playground/internal/report"
	"fanout/cmd/playground/internal/scenarios"
	"fanout/sim"
)

// runScenarios plays scenarios one after the other, each in a separate world, and
// prints their logs. The status is 0 if all expectations were met, 1 if not, 2 if
// a name or a file makes no sense, in which case nothing was run.
func runScenarios(opts *options, stdout, stderr io.Writer, env Env) int {
	all, err := scenarios.Find(opts.files)
	for _, s := range all {
		if err == nil && opts.named && s.Model() != opts.model {
			err = fmt.Errorf("-model %s: the scenario %s is for the model %s", opts.model.Name, s.Name, s.Model().Name)
		}
		if err == nil {
			_, err = sim.NewPlayer(s.Model(), opts.lines...)
		}
	}
	if err == nil && len(all) == 1 {
		err = opts.open(all[0].Length()) // there is at most one if there are outputs
	}
	if err != nil {
		return fail(stderr, err, 2)
	}
	asked, stop := env.Watch()
	defer stop()
	unmet := 0
	if opts.seeds > 1 || opts.asJSON {
		if opts.seeded {
			for i, s := range all {
				all[i] = s.Reseeded(opts.seed)
			}
		}
		unmet, err = scenarios.Check(all, scenarios.CheckOptions{
			First: opts.seed, Seeds: opts.seeds, Lines: opts.lines, JSON: opts.asJSON, Progress: env.Progress, Stop: stopping(asked),
		}, stdout)
	} else {
		unmet, err = playScenarios(opts, all, stdout, env.Progress, asked)
	}
	if err == nil && unmet > 0 {
		return 1
	}
	return fail(stderr, err, 1)
}

// stopping is the error that ends a scenario, once it was asked to.
func stopping(asked func() *interrupt.Signal) func() error {
	return func() error {
		if s := asked(); s != nil {
			return s
		}
		return nil
	}
}

func playScenarios(opts *options, all []*sim.Scenario, stdout io.Writer, progress func(done, total time.Duration), asked func() *interrupt.Signal) (unmet int, err error) {
	stop := stopping(asked)
	for _, s := range all {
		if opts.seeded {
			s = s.Reseeded(opts.seed)
		}
		player, err := sim.NewPlayer(s.Model(), opts.lines...)
		if err != nil {
			return unmet, err
		}
		opts.attach(player)
		fmt.Fprintf(stdout, "%s: %s\n", s.Name, s.Title)
		total := s.Length()
		failed, err := s.Run(player, stdout, func(now time.Duration) error {
			if progress != nil {
				progress(min(now, total), total)
			}
			return stop()
		})
		if s := asked(); s != nil && errors.Is(err, s) {
			err = cutShort(player, s, total)
		}
		err = opts.finish(stdout, player, err, func(*report.Run) error { return err })
		if err != nil {
			return unmet, err
		}
		if failed > 0 {
			fmt.Fprintf(stdout, "%d of its expectations not met\n", failed)
		}
		unmet += failed
	}
	return unmet, nil
}
