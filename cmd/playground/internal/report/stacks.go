package report

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"fanout/sim"
)

// Folded writes stacks in the folded form that flamegraph.pl and speedscope read: the
// frames, outermost first, and the virtual nanoseconds spent there.
func Folded(w io.Writer, stacks []sim.StackTime) error {
	out := bufio.NewWriter(w)
	for _, s := range stacks {
		frames := s.Frames()
		fmt.Fprintf(out, "%s %d\n", strings.Join(frames[:], ";"), s.Ns)
	}
	return out.Flush()
}

// Top writes where the time of each service went: what samples of all cores found, and
// the exact time beside it, in percent of the service; then how the guild's time went
// by the minute.
func Top(w io.Writer, s *sim.Snapshot, stacks []sim.StackTime) error {
	var ns, samples [sim.NumServices]int64
	for _, st := range stacks {
		ns[st.Service] += st.Ns
		samples[st.Service] += st.Samples
	}
	g := &grid{}
	g.row("top", "samples", "%", "exact", "%")
	for i, st := range stacks {
		if i == 0 || st.Service != stacks[i-1].Service {
			v := st.Service
			g.row(v.String(), Thousands(samples[v]), "", time.Duration(ns[v]).Round(time.Millisecond).String(), "")
		}
		frames := st.Frames()
		g.row("  "+strings.Join(frames[1:], " › "), Thousands(st.Samples), percentOf(st.Samples, samples[st.Service]),
			time.Duration(st.Ns).Round(time.Microsecond).String(), percentOf(st.Ns, ns[st.Service]))
	}
	_, err := fmt.Fprintf(w, "\n%s\n%s", g, timings(s.Guild.Timings))
	return err
}

// timings is the guild's own book, newest minute first.
func timings(minutes []sim.MinuteTimings) *grid {
	g := &grid{}
	head := []string{"guild, minute", "so far"}
	columns := make(map[string]int)
	for _, m := range minutes {
		for _, a := range m.Actions {
			if columns[a.Action] == 0 {
				columns[a.Action] = len(head)
				head = append(head, a.Action+", %")
			}
		}
	}
	g.row(head...)
	for _, m := range minutes {
		row := make([]string, len(head))
		row[0], row[1] = strconv.FormatInt(m.Minute, 10), time.Duration(m.Length).Round(time.Millisecond).String()
		for _, a := range m.Actions {
			row[columns[a.Action]] = points(a.Share)
		}
		g.row(row...)
	}
	return g
}

// percentOf is a share in percent with one decimal.
func percentOf(part, all int64) string {
	if all == 0 {
		return ""
	}
	return strconv.FormatFloat(100*float64(part)/float64(all), 'f', 1, 64)
}
