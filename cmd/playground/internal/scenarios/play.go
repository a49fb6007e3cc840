package scenarios

import (
	"fmt"
	"time"

	"fanout/cmd/playground/internal/seeds"
	"fanout/sim"
)

// Result is a scenario that was played once.
type Result struct {
	Scenario *sim.Scenario
	Steps    []sim.Step
	Unmet    int
	History  uint64
}

// Play plays a scenario on a fresh player. between, if not nil, is told the virtual
// time from time to time; an error of it ends the scenario and is returned.
func Play(s *sim.Scenario, p *sim.Player, between func(time.Duration) error) (Result, error) {
	r := Result{Scenario: s}
	err := s.Play(p, between, func(step sim.Step) error {
		if r.Steps = append(r.Steps, step); step.Found != nil && !step.Found.Met {
			r.Unmet++
		}
		return nil
	})
	if err != nil {
		return Result{}, err
	}
	p.Frame(0, nil)
	var last sim.Snapshot
	p.Snapshot(&last)
	r.History = last.Hash
	return r, nil
}

// stopped asks whether to stop, if there is anyone to ask.
func stopped(stop func() error) error {
	if stop == nil {
		return nil
	}
	return stop()
}

// Many is a scenario that was played for several seeds.
type Many struct {
	Scenario *sim.Scenario
	First    uint64 // the least seed
	Seeds    int
	Expected []Expected
	Unmet    int    // expectations that were not met with every seed
	Bad      uint64 // the least seed with one of those, if Unmet is not 0
}

// Expected is an expectation and what the seeds found.
type Expected struct {
	Line    int
	Text    string
	Finding *sim.Finding // that of the least seed
	All     []float64    // the figures, in the order of the seeds
	Figures seeds.Spread // of them
	Met     int          // seeds that met it
}

// PlayMany plays a scenario for n seeds from first on, each in a separate world
// that begins with the given lines. done, if not nil, is told how many are through. An
// error of stop, if that is not nil, ends it.
func PlayMany(s *sim.Scenario, first uint64, n int, lines []string, done func(int), stop func() error) (*Many, error) {
	results, err := seeds.Run(first, n, done, func(seed uint64) (Result, error) {
		p, err := sim.NewPlayer(s.Model(), lines...)
		if err != nil {
			return Result{}, err
		}
		return Play(s.Reseeded(seed), p, func(time.Duration) error { return stopped(stop) })
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.Name, err)
	}
	m := &Many{Scenario: s, First: first, Seeds: n}
	bad := n
	for i, step := range results[0].Steps {
		if step.Found == nil {
			continue
		}
		e := Expected{Line: step.Line, Text: step.Text, Finding: step.Found, All: make([]float64, n)}
		for k := range results {
			found := results[k].Steps[i].Found
			if e.All[k] = found.Figure; found.Met {
				e.Met++
			} else {
				bad = min(bad, k)
			}
		}
		if e.Figures = seeds.SpreadOf(e.All); e.Met < n {
			m.Unmet++
		}
		m.Expected = append(m.Expected, e)
	}
	m.Bad = first + uint64(bad)
	return m, nil
}
