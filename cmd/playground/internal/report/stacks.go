package report

import (
	"fanout/sim/exact"
	"fanout/sim/readout"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"fanout/sim"
)

// Top writes where the time of each service went: what samples of all cores found, and
// the exact time beside it, in percent of the service; then what the model has to say.
func Top(w io.Writer, s *sim.Snapshot, stacks []readout.StackTime) error {
	ns, samples := make(map[string]int64), make(map[string]int64)
	for _, st := range stacks {
		ns[st.Service] += st.Ns
		samples[st.Service] += st.Samples
	}
	g := &grid{}
	g.row("top", "samples", "%", "exact", "%")
	for i, st := range stacks {
		if i == 0 || st.Service != stacks[i-1].Service {
			v := st.Service
			g.row(v, exact.Thousands(samples[v]), "", time.Duration(ns[v]).Round(time.Millisecond).String(), "")
		}
		frames := st.Frames()
		g.row("  "+strings.Join(frames[1:], " › "), exact.Thousands(st.Samples), percentOf(st.Samples, samples[st.Service]),
			time.Duration(st.Ns).Round(time.Microsecond).String(), percentOf(st.Ns, ns[st.Service]))
	}
	own := &grid{}
	for _, row := range reportOf(s).Top {
		own.row(row...)
	}
	_, err := fmt.Fprintf(w, "\n%s\n%s", g, own)
	return err
}

// percentOf is a share in percent with one decimal.
func percentOf(part, all int64) string {
	if all == 0 {
		return ""
	}
	return strconv.FormatFloat(100*float64(part)/float64(all), 'f', 1, 64)
}
