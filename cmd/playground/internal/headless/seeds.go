package headless

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"fanout/cmd/playground/internal/interrupt"
	"fanout/cmd/playground/internal/report"
	"fanout/cmd/playground/internal/seeds"
	"fanout/sim"
)

// runSeeds runs the same world for several seeds and writes how far its figures
// spread.
func runSeeds(opts *options, stdout io.Writer, progress func(done, total time.Duration), asked func() *interrupt.Signal) error {
	var done func(int)
	if progress != nil {
		done = func(n int) { progress(time.Duration(n)*opts.length, time.Duration(opts.seeds)*opts.length) }
	}
	all := opts.model.AllMetrics()
	shots, err := seeds.Run(opts.seed, opts.seeds, done, func(seed uint64) ([]float64, error) {
		// The seed comes after the settings, which then are in force from time 0.
		player, err := sim.NewPlayer(opts.model, append(opts.lines[:len(opts.lines):len(opts.lines)], fmt.Sprint("seed ", seed))...)
		if err != nil {
			return nil, err
		}
		if err := play(player, opts, nil, asked); err != nil {
			return nil, err
		}
		if s := asked(); s != nil {
			return nil, fmt.Errorf("%w before all seeds were through: nothing is printed of them", s)
		}
		var shot sim.Snapshot
		player.Snapshot(&shot)
		figures := make([]float64, len(all)) // the snapshot holds the whole world
		for i := range all {
			figures[i] = all[i].Of(&shot)
		}
		return figures, nil
	})
	if err != nil {
		return err
	}
	spreads := make(map[string]seeds.Spread)
	rows := [][]string{{"figure", "least", "median", "most"}}
	figures := make([]float64, len(shots))
	for k, m := range all {
		for i, s := range shots {
			figures[i] = s[k]
		}
		spreads[m.Name] = seeds.SpreadOf(figures)
	}
	if opts.asJSON {
		out := json.NewEncoder(stdout)
		out.SetIndent("", "  ")
		return out.Encode(spreadJSON{opts.seed, opts.seeds, opts.length, spreads})
	}
	metrics := make(map[string]sim.Metric)
	for _, m := range all {
		metrics[m.Name] = m
	}
	for _, name := range opts.model.Figures {
		m, s := metrics[name], spreads[name]
		rows = append(rows, []string{name, m.Text(float64(s.Least)), m.Text(float64(s.Median)), m.Text(float64(s.Most))})
	}
	_, err = fmt.Fprintf(stdout, "seeds %d to %d, %v of virtual time each\n\n%s", opts.seed, opts.seed+uint64(opts.seeds)-1, opts.length, report.Rows(0, rows))
	return err
}

// spreadJSON is what -n -json prints: figures are shares of 1, virtual nanoseconds or
// counts.
type spreadJSON struct {
	First   uint64                  `json:"firstSeed,string"`
	Seeds   int                     `json:"seeds"`
	Length  time.Duration           `json:"length"`
	Metrics map[string]seeds.Spread `json:"metrics"` // all that scenarios can expect
}
