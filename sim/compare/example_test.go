package compare_test

import (
	"fmt"
	"time"

	"fanout/sim"
	"fanout/sim/compare"
	"fanout/sim/guild"
)

// What a page does: B is the history on the screen with another setting, both go on frame by
// frame, and a table has what differs.
func Example() {
	now, err := sim.NewPlayer(guild.Model(), "set members 500")
	if err != nil {
		panic(err)
	}
	a := now.History()
	b, err := a.With("toggle no.roots off")
	if err != nil {
		panic(err)
	}
	p, err := compare.New(&a, &b)
	if err != nil {
		panic(err)
	}
	for _, line := range []string{"speed 1", "send"} {
		if err := p.Do(line); err != nil {
			panic(err)
		}
	}
	for range 60 {
		p.Frame(time.Second/60, nil)
	}
	t := compare.NewTable(guild.Model())
	t.Add(compare.FiguresOf(p.A), compare.FiguresOf(p.B))
	for _, metric := range []string{"messages", "deliveries", "sessions.cpu"} {
		r := t.Row(metric)
		if r.Same() {
			fmt.Println(metric, "=")
		} else {
			fmt.Println(metric, r.Metric.Text(r.Difference.Mean()))
		}
	}
	span := t.CPU("sessions", "span")
	fmt.Println("where it went: span capture", span.Metric.Text(span.Difference.Mean()))
	// Output:
	// messages =
	// deliveries =
	// sessions.cpu 9.86%
	// where it went: span capture 9.85%
}
