package hashring

import (
	"fmt"
	"strconv"
	"time"

	"fanout/sim"
	"fanout/sim/exact"
)

// nodeState is a machine as scripts see it.
type nodeState struct {
	Name    string  `json:"name"`
	Points  int     `json:"points"`
	Keys    int     `json:"keys"`
	Share   float64 `json:"share"` // of 1
	Lookups int64   `json:"lookups"`
}

// ringReport is the ring as scripts see it.
type ringReport struct {
	Nodes       []nodeState `json:"nodes"`
	Points      int         `json:"points"`
	Lost        int         `json:"lost"`
	Moved       int         `json:"moved"`
	Modulo      int         `json:"movedByModulo"`
	Generations int         `json:"generations"`
	Storm       StormView   `json:"storm"`
}

// report is what tables and scripts get to see.
func report(s *sim.Snapshot) sim.Report {
	v, set := ViewOf(s), SettingsOf(s)
	c, now := v.Change, v.Change.New
	largest, least := now.Extremes()
	state := ringReport{Points: now.Points(), Lost: now.Lost(), Moved: c.Moved, Modulo: c.Modulo,
		Generations: len(v.Generations), Storm: v.Storm}
	top := [][]string{{"node", "points", "keys", "% of keys", "of fair", "lookups"}}
	for _, n := range now.Nodes {
		name := nodeName(n.Number - 1)
		state.Nodes = append(state.Nodes, nodeState{name, n.Points, n.Keys, float64(n.Share) / float64(exact.Whole), v.Asked[n.Number]})
		top = append(top, []string{name, strconv.Itoa(n.Points), exact.Thousands(int64(n.Keys)), fmt.Sprintf("%.2f", float64(n.Share)/1e4),
			fmt.Sprintf("%.2f", float64(n.Keys*len(now.Nodes))/Keys), exact.Thousands(v.Asked[n.Number])})
	}
	storm := "none yet"
	switch {
	case v.Storm.Number == 0:
	case v.Storm.Took > 0:
		storm = fmt.Sprintf("%s lookups in %v by %s", exact.Thousands(v.Storm.Total()), time.Duration(v.Storm.Took), v.Storm.Way)
	default:
		storm = fmt.Sprintf("%s of %s lookups so far", exact.Thousands(v.Storm.Lookups), exact.Thousands(v.Storm.Total()))
	}
	return sim.Report{
		Rows: [][]string{
			nodesRow(v, &set),
			{"points", exact.Thousands(int64(now.Points())), "shared by two:", exact.Thousands(int64(now.Lost()))},
			{"placement", set.Placement.String()},
			{"keys moved", exact.Thousands(int64(c.Moved)), "by modulo:", exact.Thousands(int64(c.Modulo))},
			{"largest share", times(largest), "least:", times(least)},
			{"lookups", exact.Thousands(lookups(v)), "by", set.Lookup.String()},
			{"storm", storm},
		},
		Top:  top,
		JSON: map[string]any{"ring": state},
	}
}

// nodesRow is how many machines there are, and which of them have left.
func nodesRow(v *View, set *Settings) []string {
	cells := []string{"nodes", strconv.Itoa(len(v.Change.New.Nodes))}
	for i, n := range v.Away {
		if i == 0 {
			cells = append(cells, "of "+strconv.Itoa(set.Nodes)+", without:")
		}
		cells = append(cells, NodeName(n))
	}
	return cells
}

func times(p exact.PPM) string { return fmt.Sprintf("%.2f×", float64(p)/float64(exact.Whole)) }
