package guild

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/readout"
	"fanout/sim/row"
)

// Snapshot is a snapshot with this model's part of it spread out.
type Snapshot struct {
	sim.Snapshot
	*View
	Settings Settings
}

// look takes a snapshot.
func takeSnapshot(p *sim.Player, s *Snapshot) {
	p.Snapshot(&s.Snapshot)
	s.View, s.Settings = ViewOf(&s.Snapshot), SettingsOf(&s.Snapshot)
}

// NewPlayer plays a history of this model.
func NewPlayer(lines ...string) (*sim.Player, error) { return sim.NewPlayer(model, lines...) }

func world(p *sim.Player) *World { return p.World().(*World) }

// snapshotOf is what is seen of a history now.
func snapshotOf(p *sim.Player) *Snapshot {
	s := new(Snapshot)
	takeSnapshot(p, s)
	return s
}

// hashOf is the history so far in one number.
func hashOf(p *sim.Player) uint64 { return snapshotOf(p).Hash }

// nowOf is the virtual time of a history.
func nowOf(p *sim.Player) time.Duration { return time.Duration(world(p).Now()) }

// logOf is what was commanded, and what the player has to say about it.
func logOf(p *sim.Player) []readout.LogEntry { return snapshotOf(p).Log.Entries }

// latestOf is how far a history has been computed.
func latestOf(p *sim.Player) time.Duration { return time.Duration(snapshotOf(p).Timeline.Latest) }

// executed is what was counted since the start of a history.
type executed struct {
	messages [numClasses]int64
	ops      [numClasses][row.MaxOps]int64
}

func executedBy(w *World) (e executed) {
	for c := range numClasses {
		e.messages[c], e.ops[c] = w.Executed(c)
	}
	return e
}

// priced is that as time, at the prices in force.
func (e *executed) priced(w *World) (ns [numClasses][numOps]int64) {
	for c := range numClasses {
		for o := range numOps {
			ns[c][o] = e.ops[c][o] * int64(w.Price(o)) * w.weight(c)
		}
	}
	return ns
}

// measuredBars is what the bars of a world are without a preview, if its settings have
// not changed since it began: mean cost per message × offered rate ÷ capacity.
func measuredBars(w *World) (cpu [NumServices]readout.StageCost) {
	e := executedBy(w)
	var perSecond [NumServices][NumStages]int64 // ns of core time per 1,000 s
	for c, ops := range e.priced(w) {
		if e.messages[c] == 0 || classes[c].Offered == nil {
			continue
		}
		for o, ns := range ops {
			perSecond[classes[c].Service][model.Ops[o].Stage] += exact.MulDiv(ns, classes[c].Offered(w.settings), e.messages[c])
		}
	}
	for v := range NumServices {
		for st, ns := range perSecond[v] {
			cpu[v][st] = exact.PPM(exact.MulDiv(ns, 1_000, w.Capacity(v)))
		}
	}
	return cpu
}

// processesOf are those of a service.
func processesOf(w *World, v row.Service) (list []*sim.Process) {
	for _, p := range w.Processes() {
		if p.Service() == serviceName(v) {
			list = append(list, p)
		}
	}
	return list
}

// spentBy is the time that the nodes of a service have spent.
func spentBy(w *World, v row.Service) (t time.Duration) {
	for _, p := range processesOf(w, v) {
		t += p.Node().Stats().Spent
	}
	return t
}

// busy is the share of its capacity that a service has really spent since the last
// change of a setting, as the metrics have it.
func busy(t *testing.T, s *Snapshot, v row.Service) int64 {
	t.Helper()
	for _, m := range model.AllMetrics() {
		if m.Name == serviceName(v)+".busy" {
			return int64(math.Round(m.Of(&s.Snapshot) * float64(exact.Whole)))
		}
	}
	require.Fail(t, "no such metric")
	return 0
}

// measuredKeys is the operations that a measured list has prices for.
func measuredKeys() (keys []string) {
	for i := range ops {
		if !ops[i].Modelled {
			keys = append(keys, ops[i].Key)
		}
	}
	return keys
}

// opKeys is all operations.
func opKeys() (keys []string) {
	for i := range ops {
		keys = append(keys, ops[i].Key)
	}
	return keys
}
