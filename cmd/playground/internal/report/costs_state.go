package report

import (
	"fanout/sim"
	"fanout/sim/readout"
)

// CostModel is the cost model in force.
type CostModel struct {
	Profile string   `json:"profile"`
	Source  string   `json:"source"`
	Date    string   `json:"date"`    // of the measurement; "" for prices that were not measured
	Machine string   `json:"machine"` // likewise
	Options []string `json:"options"` // chosen within the list
	Edited  bool     `json:"edited"`
	Prices  []Price  `json:"prices"`
}

// Price is what one operation takes, in nanoseconds.
type Price struct {
	Key    string `json:"key"`
	Doc    string `json:"doc"`
	Stage  string `json:"stage"`
	Ns     int64  `json:"ns"`
	Listed int64  `json:"listed"` // by the price list, before edits
	Low    int64  `json:"low"`    // of the batches in which it was measured; 0 if it was not
	High   int64  `json:"high"`
}

func costs(m *sim.Model, v *readout.Costs) CostModel {
	c := CostModel{
		Profile: v.Profile, Source: v.Source, Date: v.Date, Machine: v.Machine,
		Options: append([]string{}, v.Options...), Edited: v.Edited,
		Prices: make([]Price, 0, len(v.Prices)),
	}
	for _, p := range v.Prices {
		c.Prices = append(c.Prices, Price{p.Key, p.Doc, m.Stages[p.Stage].Name, p.Ns, p.Listed, p.Spread.Low, p.Spread.High})
	}
	return c
}

// Real is the real time that was spent on the history so far, in nanoseconds. The
// services' stages, Preview and Idle add up to Total.
type Real struct {
	Total    int64                       `json:"total"`
	Services map[string]map[string]int64 `json:"services"` // by name and stage
	Preview  int64                       `json:"preview"`  // the small world that foretells the bars
	Idle     int64                       `json:"idle"`     // no message was handled meanwhile
	Units    string                      `json:"units"`    // the price list by whose proportions it is shared out
}

func realTime(m *sim.Model, r *readout.RealTime) Real {
	out := Real{Total: r.Total, Preview: r.Preview, Idle: r.Idle, Units: r.Units, Services: make(map[string]map[string]int64)}
	for v := range m.Services {
		stages := make(map[string]int64, len(m.Stages))
		for st := range m.Stages {
			stages[m.Stages[st].Name] = r.Stages[v][st]
		}
		out.Services[m.Services[v].Name] = stages
	}
	return out
}
