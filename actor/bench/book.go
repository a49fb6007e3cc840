package main

import "errors"

// book collects the outcomes of all processes of a run.
type book struct {
	members  int // of a full fleet
	messages int
	cpu      bool // figures are of CPU time
	figures  map[task]map[string][]float64
	without  map[task]string // why a task has no figures
}

func newBook(members, messages int, cpu bool) *book {
	return &book{members: members, messages: messages, cpu: cpu,
		figures: make(map[task]map[string][]float64), without: make(map[task]string)}
}

// add enters an outcome. The last reason stands for a task that sometimes fails.
func (b *book) add(t task, o outcome) {
	if o.Without != "" {
		b.without[t] = o.Without
		return
	}
	if b.figures[t] == nil {
		b.figures[t] = make(map[string][]float64)
	}
	for name, v := range o.Result {
		b.figures[t][name] = append(b.figures[t][name], v)
	}
}

// failed reports whether a task has no figures and gave a reason.
func (b *book) failed(t task) bool { return b.without[t] != "" && b.figures[t] == nil }

// figure is the median of a figure over all processes that did the task.
func (b *book) figure(t task, name string) (float64, error) {
	v := b.figures[t][name]
	switch {
	case len(v) > 0:
		return median(v), nil
	case b.without[t] != "":
		return 0, without(b.without[t])
	}
	return 0, errNotMeasured
}

var errNotMeasured = errors.New("not measured")

func (b *book) fleet(engine string, procs, members int, shuffled bool, name string) (float64, error) {
	return b.figure(task{engine: engine, kind: taskFleet, procs: procs, members: members, shuffled: shuffled, cpu: b.cpu}, name)
}

func (b *book) talk(engine string, procs int, kind taskKind, name string) (float64, error) {
	return b.figure(task{engine: engine, kind: kind, procs: procs, messages: b.messages, cpu: b.cpu}, name)
}

// net is a delivery less the instrument. An engine that cannot use the Go
// instrument brings its own cost.
func (b *book) net(engine string, procs, members int, shuffled bool) (float64, error) {
	gross, err := b.fleet(engine, procs, members, shuffled, figFanOut)
	if err != nil {
		return 0, err
	}
	instrument, err := b.fleet(engine, procs, members, shuffled, figInstrument)
	if err != nil {
		instrument, err = b.fleet(loopName, procs, members, shuffled, figInstrument)
	}
	if err != nil {
		return 0, without("the cost of the instrument needs the plain loop in the same run")
	}
	return gross - instrument, nil
}

// scale is how much dearer a delivery is in a full fleet than in a small one.
func (b *book) scale(engine string, procs int, shuffled bool) (float64, error) {
	large, err := b.net(engine, procs, b.members, shuffled)
	if err != nil {
		return 0, err
	}
	small, err := b.net(engine, procs, smallMembers, shuffled)
	if err != nil {
		return 0, err
	}
	return large / small, nil
}
