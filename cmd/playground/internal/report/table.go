package report

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/row"
)

// Table writes the snapshot as the aligned tables that `playground run` prints:
// totals, messages and spans by service, and CPU by service and stage. Spans
// stand by the service in which their trace is rooted; CPU is in percent of the service's
// capacity, at the prices named: what is expected of the settings, in all and by stage, and
// what was spent lately. If the run was timed, a
// table follows of the real time that it took, by the same stages.
func Table(w io.Writer, s *sim.Snapshot) error {
	_, err := fmt.Fprintf(w, "%s\n%s\n%s\n%shistory %016x\n", totals(s), spans(s), stages(s), timing(s), s.Hash)
	return err
}

// timing is the real time spent, with a blank line after it, or nothing.
func timing(s *sim.Snapshot) string {
	r := &s.Real
	if r.Total == 0 {
		return ""
	}
	g := &grid{}
	head := []string{"real, ms", "total"}
	for _, stage := range s.Model.Stages {
		head = append(head, stage.Name)
	}
	g.row(head...)
	for v, service := range s.Model.Services {
		row := []string{service.Name, milliseconds(r.Of(row.Service(v)))}
		for _, ns := range r.Stages[v][:len(s.Model.Stages)] {
			row = append(row, milliseconds(ns))
		}
		g.row(row...)
	}
	g.row("preview", milliseconds(r.Preview))
	g.row("idle", milliseconds(r.Idle))
	g.row("total", milliseconds(r.Total))
	return fmt.Sprintf("%smeasured as a whole, shared out by counts and the proportions of %s\n\n", g, r.Units)
}

func milliseconds(ns int64) string { return strconv.FormatFloat(float64(ns)/1e6, 'f', 2, 64) }

func totals(s *sim.Snapshot) *grid {
	g := &grid{}
	g.row("model", s.Model.Name)
	g.row("seed", fmt.Sprint(s.Seed))
	g.row("virtual time", time.Duration(s.Now).String())
	costs := s.Costs.Profile
	if s.Costs.Edited {
		costs += ", edited"
	}
	g.row("costs", costs)
	for _, row := range reportOf(s).Rows {
		g.row(row...)
	}
	return g
}

// reportOf is what the model has to say of itself.
func reportOf(s *sim.Snapshot) sim.Report {
	if s.Model.Report == nil {
		return sim.Report{}
	}
	return s.Model.Report(s)
}

func spans(s *sim.Snapshot) *grid {
	g := &grid{}
	head := []string{"service", "handled", "mailbox"}
	var origins []string
	if s.Model.Tracing != nil {
		origins = s.Model.Tracing.Origins
	}
	for _, origin := range origins {
		head = append(head, origin+"-rooted")
	}
	if len(origins) > 0 {
		head = append(head, "not recorded")
	}
	g.row(head...)
	for i := range s.Services {
		v := &s.Services[i]
		row := []string{s.Model.Services[i].Name, exact.Thousands(v.Handled), exact.Thousands(int64(v.Mailbox))}
		for o := range origins {
			row = append(row, exact.Thousands(v.Spans[o]))
		}
		if len(origins) > 0 {
			row = append(row, exact.Thousands(v.NotRecorded))
		}
		g.row(row...)
	}
	return g
}

func stages(s *sim.Snapshot) *grid {
	g := &grid{}
	head := []string{"cpu, %", "expected"}
	for _, stage := range s.Model.Stages {
		head = append(head, stage.Name)
	}
	if len(s.Services) > 0 {
		head = append(head, "spent "+s.Services[0].SpentIn())
	}
	g.row(head...)
	for i := range s.Services {
		cpu := &s.Services[i].CPU
		row := []string{s.Model.Services[i].Name, cpu.Total().Tenths()}
		for _, share := range cpu[:len(s.Model.Stages)] {
			row = append(row, share.Tenths())
		}
		g.row(append(row, s.Services[i].Spent.Tenths())...)
	}
	return g
}
