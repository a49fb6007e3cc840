package headless

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"fanout/cmd/playground/internal/report"
	"fanout/cmd/playground/internal/seeds"
	"fanout/sim"
)

// mainFigures are the metrics that a spread over seeds is printed of; JSON has all.
var mainFigures = []string{
	"messages", "messages.sampled", "deliveries", "spans.expected", "sessions.spans.api", "sessions.spans.session", "guilds.spans.guild",
	"headers.parsed", "headers.stripped", "traces.whole", "traces.partial", "dead.letters",
	"api.cpu", "guilds.cpu", "sessions.cpu", "presence.cpu",
	"api.busy", "guilds.busy", "sessions.busy", "presence.busy",
}

// runSeeds runs the same world for several seeds and writes how far its figures
// spread.
func runSeeds(opts *options, stdout io.Writer, progress func(done, total time.Duration)) error {
	var done func(int)
	if progress != nil {
		done = func(n int) { progress(time.Duration(n)*opts.length, time.Duration(opts.seeds)*opts.length) }
	}
	shots, err := seeds.Run(opts.seed, opts.seeds, done, func(seed uint64) (*sim.Snapshot, error) {
		// The seed comes after the settings, which then are in force from time 0.
		player, err := sim.NewPlayer(append(opts.lines[:len(opts.lines):len(opts.lines)], fmt.Sprint("seed ", seed))...)
		if err != nil {
			return nil, err
		}
		if err := play(player, opts.length, nil); err != nil {
			return nil, err
		}
		shot := new(sim.Snapshot)
		player.Snapshot(shot)
		shot.Field = sim.FieldView{} // it holds the whole world
		return shot, nil
	})
	if err != nil {
		return err
	}
	spreads := make(map[string]seeds.Spread)
	rows := [][]string{{"figure", "least", "median", "most"}}
	figures := make([]float64, len(shots))
	for _, m := range sim.Metrics() {
		for i, s := range shots {
			figures[i] = m.Of(s)
		}
		spreads[m.Name] = seeds.SpreadOf(figures)
	}
	if opts.asJSON {
		out := json.NewEncoder(stdout)
		out.SetIndent("", "  ")
		return out.Encode(spreadJSON{opts.seed, opts.seeds, opts.length, spreads})
	}
	metrics := make(map[string]sim.Metric)
	for _, m := range sim.Metrics() {
		metrics[m.Name] = m
	}
	for _, name := range mainFigures {
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
