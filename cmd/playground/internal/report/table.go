package report

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"fanout/sim"
)

// Table writes the snapshot as the aligned tables that `playground run` prints:
// totals, messages and spans by service, and CPU by service and stage. Spans
// stand by the service in which their trace is rooted; CPU is modelled and in
// percent of the service's capacity, at the prices named. If the run was timed, a
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
	for stage := range sim.NumStages {
		head = append(head, stage.String())
	}
	g.row(head...)
	for v := range sim.NumServices {
		row := []string{v.String(), milliseconds(r.Of(v))}
		for _, ns := range r.Stages[v] {
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
	m := &s.Messages
	g := &grid{}
	g.row("seed", fmt.Sprint(s.Seed))
	g.row("virtual time", time.Duration(s.Now).String())
	costs := s.Costs.Profile
	if s.Costs.Edited {
		costs += ", edited"
	}
	g.row("costs", costs)
	g.row("members", Thousands(int64(s.Settings.Members)))
	g.row("messages", Thousands(m.Sent))
	g.row("  sampled", Thousands(m.Sampled), "at", Percent(s.Settings.HeadRate))
	g.row("deliveries", Thousands(m.Deliveries))
	g.row("session spans", Thousands(m.SessionSpans), "of", Thousands(m.SessionSpansExp), "expected")
	g.row("  estimated from them", Thousands(s.Estimates.Deliveries.Estimate), "deliveries,", between(s.Estimates.Deliveries))
	g.row("spans recorded", Thousands(s.Spans.Recorded), "left the store:", Thousands(s.Spans.Left))
	g.row("traces from all services", Thousands(traces(s, s.Traces.Whole)), "partial:", Thousands(traces(s, s.Traces.Partial)))
	g.row("orphan roots", Thousands(m.OrphanRoots))
	g.row("headers parsed", Thousands(m.Parsed))
	g.row("headers stripped", Thousands(m.Stripped))
	g.row("dead letters", Thousands(m.DeadLetters))
	return g
}

// between spells an interval.
func between(i sim.Interval) string {
	if i.High < 0 {
		return "any number"
	}
	return Thousands(i.Low) + " to " + Thousands(i.High)
}

// traces adds up a count over the origins of messages' traces.
func traces(s *sim.Snapshot, count func(sim.Origin) int64) int64 {
	return count(sim.OriginAPI) + count(sim.OriginGuild) + count(sim.OriginSession)
}

func spans(s *sim.Snapshot) *grid {
	g := &grid{}
	head := []string{"service", "handled", "mailbox"}
	for o := range sim.NumOrigins {
		head = append(head, o.String()+"-rooted")
	}
	g.row(append(head, "not recorded")...)
	for i := range s.Services {
		v := &s.Services[i]
		row := []string{sim.Service(i).String(), Thousands(v.Handled), Thousands(int64(v.Mailbox))}
		for _, n := range v.Spans {
			row = append(row, Thousands(n))
		}
		g.row(append(row, Thousands(v.NotRecorded))...)
	}
	return g
}

func stages(s *sim.Snapshot) *grid {
	g := &grid{}
	head := []string{"cpu, %", "total"}
	for stage := range sim.NumStages {
		head = append(head, stage.String())
	}
	g.row(head...)
	for i := range s.Services {
		cpu := &s.Services[i].CPU
		row := []string{sim.Service(i).String(), points(cpu.Total())}
		for _, share := range cpu {
			row = append(row, points(share))
		}
		g.row(row...)
	}
	return g
}
