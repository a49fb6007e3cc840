package sim

import (
	"fmt"
	"time"

	"fanout/actor"
	"fanout/sim/exact"
	"fanout/sim/random"
	"fanout/sim/readout"
	"fanout/sim/row"
	"fanout/sim/span"
)

// Kernel is the part of a world that all models share: the actor system and its
// processes, what was charged and traced in them, and what is remembered of it. A
// [World] embeds it. Between calls of Run all its nodes stand at the same virtual time.
type Kernel struct {
	uneventful
	model   *Model `checkpoint:"shared"`
	world   World  `checkpoint:"shared"`
	seed    uint64
	preview bool // a small world with stratified trace ids

	settings any `checkpoint:"shared"` // a value, replaced as a whole
	before   any `checkpoint:"shared"` // those before the last change, for the pictures
	costs
	charges  *charges `checkpoint:"shared"`
	weights  [row.MaxClasses]int64
	offered  [row.MaxClasses]int64
	capacity [row.MaxServices]int64 // ns of core time per second

	system    *actor.System
	processes []*Process

	spans     *span.Store // nil in a preview
	events    events
	moments   moments
	timeline  timeline
	series    series
	busy      busySamples
	executed  meter // before the last change of a setting
	profiled  profiled
	changedAt actor.Time
	bug       *actor.PanicError `checkpoint:"shared"` // of a handler
}

// Build makes a world at time 0 outside of any [Player]: for what measures and tests.
func Build(m *Model, seed uint64, settings any) World {
	return build(m, seed, settings, m.defaultCosts(), false)
}

func build(m *Model, seed uint64, settings any, costs costs, preview bool) World {
	charges := chargesOf(m.Tracing)
	k := &Kernel{
		model: m, seed: seed, settings: settings, costs: costs, preview: preview, charges: &charges,
		weights: m.weights(settings), offered: m.offered(settings),
	}
	if !preview {
		k.spans = span.NewStore(m.Tracing)
	}
	k.system = actor.NewSystem(actor.Config{Latency: OutsideLatency, Seed: seed})
	k.system.OnExit = k.watch
	k.world = m.New(k, settings)
	return k.world
}

// watch notes a handler that panicked. An actor's crash is a part of a history, a bug in a
// model is not: Run panics with it.
func (k *Kernel) watch(e actor.Exit) {
	if p, ok := e.Reason.(*actor.PanicError); ok && k.bug == nil {
		k.bug = p
	}
}

// KernelOf is the kernel that a world embeds.
func KernelOf(w World) *Kernel { return w.(interface{ kernel() *Kernel }).kernel() }

func (k *Kernel) kernel() *Kernel { return k }

// OutsideLatency is the latency of links that the world sets none for: those of what
// stands for everything outside.
const OutsideLatency = 200 * time.Microsecond

// System is the actor system of the world.
func (k *Kernel) System() *actor.System { return k.system }

// Now is the virtual time that all nodes have reached.
func (k *Kernel) Now() actor.Time { return k.system.Now() }

// Seed is that of the history.
func (k *Kernel) Seed() uint64 { return k.seed }

// IsPreview reports whether the world is a small one that foretells the costs of the
// large one: it needs few actors, and nobody looks at it.
func (k *Kernel) IsPreview() bool { return k.preview }

// Before is the settings that were in force before the last change, nil if there was
// none.
func (k *Kernel) Before() any { return k.before }

// ChangedAt is the time of the last change of a setting.
func (k *Kernel) ChangedAt() actor.Time { return k.changedAt }

// SampledAt is the time of the next call of [World.Sampled].
func (k *Kernel) SampledAt() actor.Time { return k.busy.next }

// Capacity is that of a service, in ns of core time per second.
func (k *Kernel) Capacity(v row.Service) int64 { return k.capacity[v] }

// SetCapacity says how much core time a service has from now on: by it its bar is measured, and
// what it spends. What it has spent before stays measured by what it had then.
func (k *Kernel) SetCapacity(v row.Service, nsPerSecond int64) {
	k.busy.grant(k)
	k.capacity[v] = max(1, nsPerSecond)
}

// Processes are all there are, in the order in which they were made.
func (k *Kernel) Processes() []*Process { return k.processes }

// apply puts new settings and a price list into force at the present time.
func (k *Kernel) apply(next any, costs costs) {
	k.system.Settle()
	old := k.settings
	k.settings = next
	newList := costs.list != k.costs.list
	if costs != k.costs {
		k.restartMeans() // at the prices at which it was spent
		k.costs = costs
		for _, p := range k.processes {
			for _, d := range p.deliveries {
				d.reprice(k)
			}
		}
	}
	k.offered = k.model.offered(next)
	k.world.Apply(old, next, newList)
	k.restartMeans()
}

// restartMeans begins the means of the bars from now on.
func (k *Kernel) restartMeans() {
	k.profiled.close(k)
	done := k.means()
	k.executed.add(&done)
	for _, p := range k.processes {
		p.meter, p.recorder.durations = meter{}, durations{}
	}
	k.weights = k.model.weights(k.settings)
	if k.spans != nil {
		k.spans.RestartNames()
	}
	k.changedAt = k.system.Now()
}

// Run advances to the given time, or until over reports that the budget is used up;
// it reports whether the time was reached.
func (k *Kernel) Run(until actor.Time, over func() bool) bool {
	for k.system.Now() < until {
		step := k.world.Until(min(until, k.busy.next))
		if step < k.system.Now() {
			panic(fmt.Sprintf("sim: model %s: Until says %v, which is before the present %v", k.model.Name, step, k.system.Now()))
		}
		done := k.system.Run(step, over)
		if k.bug != nil {
			panic(fmt.Sprintf("sim: model %s: %v\n%s", k.model.Name, k.bug.Value, k.bug.Stack))
		}
		if !done {
			return false
		}
		if k.system.Now() == k.busy.next {
			k.sampleStacks()
			first := k.busy.next == 0
			k.busy.sample(k)
			if !first {
				k.world.Sampled()
			}
			k.busy.next += readout.BusyStepNs
			if !k.preview && k.busy.count > 0 {
				k.series.sample(k)
			}
		}
		k.world.Reached()
	}
	return true
}

// hash is the history so far in one number. All nodes stand at one time when it is
// asked for.
func (k *Kernel) hash() uint64 {
	h := random.Mix(uint64(k.system.Now()))
	for _, p := range k.processes {
		h = p.mixInto(h)
	}
	return h
}

// means is what was counted since the settings in force were set.
func (k *Kernel) means() (m meter) {
	for _, p := range k.processes {
		for _, d := range p.deliveries {
			d.drain(p)
		}
		m.add(&p.meter)
	}
	return m
}

// allExecuted is everything that was counted since the start.
func (k *Kernel) allExecuted() meter {
	m := k.means()
	m.add(&k.executed)
	return m
}

// Executed is what was counted of a class since the start of the history: its messages,
// and how often each operation was executed for them.
func (k *Kernel) Executed(c row.Class) (messages int64, ops [row.MaxOps]int64) {
	m := k.allExecuted()
	return m.messages[c], m.ops[c]
}

// work is how many messages were handled since the start. One that was handled in a batch
// is an eighth of one: so much less does it take to handle it again.
func (k *Kernel) work() (n int64) {
	for _, p := range k.processes {
		n += p.handled - p.batched + p.batched/8
	}
	return n
}

// actors is how many there are.
func (k *Kernel) actors() (n int) {
	for _, p := range k.processes {
		n += p.node.Live()
	}
	return n
}

// uneventful is the part of a [World] that has nothing to do while it runs.
type uneventful struct{}

// Until implements World: nothing has to be done between.
func (uneventful) Until(t actor.Time) actor.Time { return t }

// Reached implements World.
func (uneventful) Reached() {}

// Sampled implements World.
func (uneventful) Sampled() {}

// must panics with a broken invariant.
func must(err error) {
	if err != nil {
		panic(fmt.Sprint("sim: ", err))
	}
}

// busySamples are how much virtual time each service really spent, step by step.
type busySamples struct {
	next  actor.Time
	spent [row.MaxServices]time.Duration
	last  [row.MaxServices][recentSteps]use // of the whole steps before the one under way
	had   [row.MaxServices]int64            // in the step under way, up to since, see use
	since actor.Time
	steps [row.MaxServices][readout.BusySteps]exact.PPM
	count int
}

// use is what a service has spent in a stretch of virtual time, of what it had: its capacity, which
// may change on the way, times the time. Both are core time in ns.
type use struct {
	spent time.Duration
	had   int64
}

// share is the part of what a service had that it has spent.
func (u use) share() exact.PPM {
	return exact.PPM(min(exact.MulDiv(int64(u.spent), int64(exact.Whole), max(1, u.had)), 1<<31-1))
}

// current is what a service has spent of what it had in the step under way.
func (b *busySamples) current(k *Kernel, v row.Service) use {
	return use{k.spentBy(v) - b.spent[v], b.had[v] + exact.MulDiv(k.capacity[v], int64(k.system.Now()-b.since), 1e9)}
}

// grant books what the services have had so far, before their capacity changes.
func (b *busySamples) grant(k *Kernel) {
	for v := range k.model.Services {
		b.had[v] = b.current(k, row.Service(v)).had
	}
	b.since = k.system.Now()
}

func (b *busySamples) sample(k *Kernel) {
	if b.next == 0 {
		return
	}
	var shares [row.MaxServices]exact.PPM
	for v := range k.model.Services {
		step := b.current(k, row.Service(v))
		copy(b.steps[v][:], b.steps[v][1:])
		b.steps[v][readout.BusySteps-1] = step.share()
		copy(b.last[v][:], b.last[v][1:])
		b.last[v][recentSteps-1] = step
		b.spent[v] += step.spent
		b.had[v] = 0
		shares[v] = b.steps[v][readout.BusySteps-1]
	}
	b.since = k.system.Now()
	k.timeline.load(shares)
	b.count++
}

// recentSteps is how many whole steps a recent share looks back besides the one under way.
const recentSteps = 9

// recent is the share of what a service had that it has spent in the last stretch of virtual time,
// about a second, and how long that is.
func (b *busySamples) recent(k *Kernel, v row.Service) (share exact.PPM, ns int64) {
	steps := min(b.count, recentSteps)
	sampled := int64(0)
	if b.next > 0 {
		sampled = int64(b.next) - readout.BusyStepNs
	}
	ns = int64(k.system.Now()) - sampled + int64(steps)*readout.BusyStepNs
	if ns <= 0 {
		return 0, 0
	}
	all := b.current(k, v)
	for _, step := range b.last[v][recentSteps-steps:] {
		all.spent += step.spent
		all.had += step.had
	}
	return all.share(), ns
}

func (k *Kernel) spentBy(v row.Service) (t time.Duration) {
	for _, p := range k.processes {
		if p.is(v) {
			t += p.node.Stats().Spent
		}
	}
	return t
}
