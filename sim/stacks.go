package sim

import (
	"cmp"
	"math/bits"
	"slices"
	"time"

	"fanout/actor"
	"fanout/sim/exact"
	"fanout/sim/readout"
	"fanout/sim/row"
)

// stackOf is the place of an operation that is charged to a class.
func (m *Model) stackOf(c, o int) readout.Stack {
	class, op := &m.Classes[c], &m.Ops[o]
	s := readout.Stack{
		Service: m.Services[class.Service].Name, Actor: class.Actor, Action: class.Action,
		Stage: m.Stages[op.Stage].Name, Operation: op.Frame,
	}
	if op.Actor != "" {
		s.Actor, s.Action = op.Actor, op.Action
	}
	return s
}

// opTimes counts samples, or adds up nanoseconds, by class and operation: all places
// there are.
type opTimes [row.MaxClasses][row.MaxOps]int64

func (t *opTimes) add(o *opTimes) {
	for c := range t {
		for i := range t[c] {
			t[c][i] += o[c][i]
		}
	}
}

// priced is what was counted, in nanoseconds.
func (m *meter) priced(p *costs, weights *[row.MaxClasses]int64) (ns opTimes) {
	for left := m.used; left != 0; left &= left - 1 {
		c := bits.TrailingZeros32(left)
		for o := range ns[c] {
			ns[c][o] = m.ops[c][o] * p.price[o] * weights[c]
		}
	}
	return ns
}

// stages adds up the places that are wanted, by stage.
func (t *opTimes) stages(m *Model, wanted func(class row.Class, s *readout.Stack) bool) (sums [row.MaxStages]int64) {
	for c := range m.Classes {
		for o := range m.Ops {
			if t[c][o] == 0 {
				continue
			}
			if s := m.stackOf(c, o); wanted(row.Class(c), &s) {
				sums[m.Ops[o].Stage] += t[c][o]
			}
		}
	}
	return sums
}

// work is what one actor does about one message: its operations one after the other.
type work struct {
	pid actor.PID
	ops []workOp
}

// workOp is an operation that ends at the given time, if nothing gets in between;
// it begins where the one before it ends.
type workOp struct {
	end   actor.Time
	class row.Class
	op    row.Op
}

// recorder keeps the works of a process that may be under way at the next sample.
// Those that are over by then are forgotten when the next one begins.
//
// Samples of stacks are taken from what the actors do in virtual time. A handler runs in
// one go and its time is charged ahead, so each process notes the operations of a handler
// that may still be under way at the next sample, and the sample asks the actor how far it
// has come: work that is cut into slices and waits for a core is found waiting. The exact
// times beside the samples are counts times prices, and add up to the busy time.
type recorder struct {
	now       work // the latest
	start     actor.Time
	delivered bool // it is a delivery, which Deliveries counts
	kept      []work
	durations durations // since the last change of a setting
}

// begin starts the work of a handler.
func (r *recorder) begin(c *actor.Context, next actor.Time) {
	r.keep(next)
	r.now.pid, r.start, r.delivered = c.Self(), c.Now(), false
}

// did notes that an operation has just been charged.
func (r *recorder) did(c *actor.Context, cl row.Class, o row.Op) {
	r.now.ops = append(r.now.ops, workOp{c.Now(), cl, o})
}

// sliceLength is the actor system's: longer work may be interrupted, and go on later
// than its operations say.
const sliceLength = actor.Time(time.Millisecond)

// keep lays the latest work aside if it may be under way at the next sample.
func (r *recorder) keep(next actor.Time) {
	k := len(r.now.ops)
	if k == 0 {
		return
	}
	if !r.delivered {
		r.durations.add(r.now.ops[0].class, int64(r.now.ops[k-1].end-r.start), 1)
	}
	if end := r.now.ops[k-1].end; end <= next && end-r.start <= sliceLength {
		r.now.ops = r.now.ops[:0]
		return
	}
	r.kept = append(r.kept, r.now)
	r.now.ops = nil
}

// sample finds out what runs at the present time, which all nodes have reached, and
// counts it.
func (r *recorder) sample(s *actor.System, next actor.Time, counts *opTimes) {
	r.keep(next)
	now := s.Now()
	seen := make(map[actor.PID]bool, len(r.kept))
	var underWay []work
	for _, w := range slices.Backward(r.kept) {
		info, alive := s.Info(w.pid)
		if !alive || seen[w.pid] {
			continue
		}
		seen[w.pid] = true // what it did before is over
		if info.BusyUntil > now {
			at := w.ops[len(w.ops)-1].end - actor.Time(info.Left) - (info.BusyUntil - now)
			if i := slices.IndexFunc(w.ops, func(o workOp) bool { return o.end > at }); i >= 0 {
				counts[w.ops[i].class][w.ops[i].op]++
			}
		}
		if info.Working || info.BusyUntil > now {
			underWay = append(underWay, w)
		}
	}
	slices.Reverse(underWay)
	r.kept = underWay
}

// sampleStacks finds out what every core is doing, which is possible when all nodes
// have reached one time.
func (k *Kernel) sampleStacks() {
	for _, p := range k.processes {
		p.recorder.sample(k.system, k.busy.next, &k.profiled.samples)
	}
}

// stackTotals is what the samples and the exact times were in a stretch of the history.
type stackTotals struct{ samples, ns opTimes }

// endedStretch is the last one that was longer than nothing and ended with a change of a setting.
type endedStretch struct {
	stackTotals
	from, to actor.Time
}

// profiled is where the time of a history went, as far as a change of a setting has closed it,
// and the samples since then.
type profiled struct {
	samples opTimes      // since the last change of a setting, as the means
	earlier stackTotals  // before it
	ended   endedStretch // the last part of earlier
}

// since is what was spent since the last change of a setting.
func (p *profiled) since(k *Kernel) stackTotals {
	m := k.means()
	return stackTotals{p.samples, m.priced(&k.costs, &k.weights)}
}

// close ends the stretch since the last change of a setting.
func (p *profiled) close(k *Kernel) {
	since := p.since(k)
	p.earlier.samples.add(&since.samples)
	p.earlier.ns.add(&since.ns)
	if now := k.system.Now(); now > k.changedAt {
		p.ended = endedStretch{since, k.changedAt, now}
	}
	p.samples = opTimes{}
}

// view is where the time went, filled into old.
func (p *profiled) view(k *Kernel, old *readout.Profile) {
	now, changed := int64(k.system.Now()), int64(k.changedAt)
	since := p.since(k)
	old.Since = readout.Stretch{From: changed, To: now, Stacks: since.list(k.model, old.Since.Stacks[:0])}
	old.Before = readout.Stretch{From: int64(p.ended.from), To: int64(p.ended.to), Stacks: p.ended.list(k.model, old.Before.Stacks[:0])}
	since.samples.add(&p.earlier.samples)
	since.ns.add(&p.earlier.ns)
	old.Whole = readout.Stretch{To: now, Stacks: since.list(k.model, old.Whole.Stacks[:0])}
	old.Actions = actions(k, old.Actions)
}

// list appends the places where anything was spent, by service, the dearest of each first.
func (t *stackTotals) list(m *Model, list []readout.StackTime) []readout.StackTime {
	for v := range m.Services {
		first := len(list)
		for c := range m.Classes {
			if m.Classes[c].Service != row.Service(v) {
				continue
			}
			for o := range m.Ops {
				if t.ns[c][o] > 0 {
					list = append(list, readout.StackTime{Stack: m.stackOf(c, o), Class: row.Class(c), Op: row.Op(o), Samples: t.samples[c][o], Ns: t.ns[c][o]})
				}
			}
		}
		slices.SortStableFunc(list[first:], func(a, b readout.StackTime) int { return cmp.Compare(b.Ns, a.Ns) })
	}
	return list
}

// StageShares looks at one actor of a service, by its name in stacks.
func (k *Kernel) StageShares(v row.Service, actor string) readout.StageShares {
	m := k.means()
	ns := m.priced(&k.costs, &k.weights)
	wanted := func(c row.Class, s *readout.Stack) bool { return k.model.Classes[c].Service == v && s.Actor == actor }
	return readout.StageShares{Samples: shares(k.profiled.samples.stages(k.model, wanted)), Time: shares(ns.stages(k.model, wanted))}
}

func shares(sums [row.MaxStages]int64) (c readout.StageCost) {
	var all int64
	for _, n := range sums {
		all += n
	}
	for st, n := range sums {
		c[st] = exact.PPM(exact.MulDiv(n, int64(exact.Whole), max(1, all)))
	}
	return c
}
