package compare

import (
	"encoding/json"
	"time"

	"fanout/sim"
)

// Result is a comparison over several seeds.
type Result struct {
	Model   *sim.Model
	First   uint64 // the least seed
	Seeds   int
	Length  time.Duration // virtual time of each history
	Differ  []Difference
	Parting *Parting // of the histories of the first seed; nil if they do not part
	Table   *Table
}

// MarshalJSON writes all of it; times are nanoseconds.
func (r *Result) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Model   string        `json:"model"`
		First   uint64        `json:"firstSeed,string"`
		Seeds   int           `json:"seeds"`
		Length  time.Duration `json:"lengthNs"`
		Differ  []Difference  `json:"differ"`
		Parting *Parting      `json:"parting"`
		Metrics []*Row        `json:"metrics"`
	}{r.Model.Name, r.First, r.Seeds, r.Length, r.Differ, r.Parting, r.Table.Rows})
}

// MarshalJSON writes when and where, and the metrics by name.
func (p *Parting) MarshalJSON() ([]byte, error) {
	type parted struct {
		Metric string  `json:"metric"`
		A      float64 `json:"a"`
		B      float64 `json:"b"`
	}
	metrics := []parted{}
	for _, m := range p.Metrics {
		metrics = append(metrics, parted{m.Metric.Name, m.A, m.B})
	}
	return json.Marshal(struct {
		At      time.Duration `json:"atNs"`
		Where   string        `json:"where"`
		Metrics []parted      `json:"metrics"`
	}{p.At, p.Where, metrics})
}
