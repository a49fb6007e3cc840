package sweep

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fanout/sim"
	"fanout/sim/setting"
)

// Question is what a person asks of one setting: what some metrics would be in the end of a
// history that begins with another value of it, and with all else as it is now.
type Question struct {
	Setting string // the key of one that is [setting.Setting.Dragged]
	Metrics []string
	Seeds   int           // how many histories are played for each value, with the seeds from the present one on
	Length  time.Duration // virtual time of each
}

// Is reports whether two questions are the same.
func (q *Question) Is(o *Question) bool {
	return q.Setting == o.Setting && q.Seeds == o.Seeds && q.Length == o.Length && slices.Equal(q.Metrics, o.Metrics)
}

// Check reports what is wrong with the question of a model, in one sentence.
func (q *Question) Check(m *sim.Model) error {
	if k := m.Setting(q.Setting); k == nil || !k.Dragged() {
		var names []string
		for _, k := range Asked(m) {
			names = append(names, k.Key)
		}
		return fmt.Errorf("%q is not a setting with a range; expected one of %s", sim.Clip(q.Setting), strings.Join(names, ", "))
	}
	p := Plan{Base: sim.History{Model: m, Whole: true}, Axes: []Axis{{q.Setting, []string{""}}}, Metrics: q.Metrics, Seeds: q.Seeds, Length: q.Length}
	if err := p.check(); err != nil {
		return err
	}
	_, err := p.measured()
	return err
}

// Asked are the settings of a model that a question can be about.
func Asked(m *sim.Model) (list []*setting.Setting) {
	for i := range m.Settings {
		if k := &m.Settings[i]; k.Dragged() {
			list = append(list, k)
		}
	}
	return list
}

// Plan is the sweep that answers the question about a history as it stands: with the settings
// and prices that are in force there, but for the one that is asked about, which takes the
// values of its [Ladder] and the one that it has now. Nothing that was done in the history is
// done again.
func (q *Question) Plan(now *sim.Snapshot) (Plan, error) {
	if err := q.Check(now.Model); err != nil {
		return Plan{}, err
	}
	k := now.Model.Setting(q.Setting)
	a := Ladder(k)
	base := sim.History{Model: now.Model, Seed: now.Seed, Setup: now.Setup(), Whole: true}
	base, err := base.With(now.Model.Assign(k.Key, a.Values[0])) // whatever it is, it does not count
	if err != nil {
		return Plan{}, err
	}
	a.Values = a.including(now.Model, k.Text(now.Settings))
	return Plan{Base: base, Axes: []Axis{a}, Metrics: q.Metrics, First: now.Seed, Seeds: q.Seeds, Length: q.Length}, nil
}

// including are the values of an axis and one more, in order.
func (a *Axis) including(m *sim.Model, text string) []string {
	if slices.Contains(a.Values, text) {
		return a.Values
	}
	s, _ := scaleOf(m, a.Name)
	at, value := 0, s.value(text)
	for at < len(a.Values) && s.value(a.Values[at]) < value {
		at++
	}
	return slices.Insert(slices.Clone(a.Values), at, text)
}

// Numbers are the values of an axis that has a range, as [setting.Setting.Value] has them.
func (a *Axis) Numbers(m *sim.Model) []float64 {
	s, _ := scaleOf(m, a.Name)
	list := make([]float64, len(a.Values))
	for i, text := range a.Values {
		list[i] = s.value(text)
	}
	return list
}
