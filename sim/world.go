package sim

import (
	"slices"
	"time"

	"fanout/actor"
	"fanout/envelope/sampling"
	"fanout/sim/ring"
)

// World is one history in progress. Between calls of run all its nodes stand at
// the same virtual time.
type World struct {
	seed     uint64
	settings Settings
	profile  *Profile
	// rehearsal worlds have a few sessions only and stratified trace ids.
	rehearsal bool
	capacity  [NumServices]int64 // ns of core time per second
	// guildScale is that of the settings under which the meters count.
	guildScale int
	prices     [len(paths{})]int64

	system       *actor.System
	processes    []*process
	apis         [len(apiNames)]*apiNode
	guildNodes   []*guildNode // those on the ring first
	sessionNodes []*sessionNode
	guildRing    *ring.Ring
	sessionRing  *ring.Ring
	presence     *process
	callers      *process

	apiKind      actor.Kind[apiState]
	usersPID     actor.PID
	smallPID     actor.PID
	requestsPID  actor.PID
	presencePID  actor.PID
	guilds       []*guild         // the large one first
	formerGuilds map[int]*guild   // small ones that are no more, by number: where they were
	sizes        []int64          // of the small guilds, added up
	smallOf      map[uint32][]int // by number of the session: the small guilds it is a member of
	storms       uint64           // commands to reconnect
	relays       []*relay
	lists        [][]actor.PID // its members: relay by relay, node by node
	deal         *deal         // of the lists: in which order it sends
	rank         []uint32      // by id
	columns      int

	messages   int64 // user messages sent
	waves      []*wave
	lastFanout int64 // how long the last complete fan-out took, first arrival to last handled
	lastSent   sentFanout
	moments    moments
	chronicle  chronicle

	spans        *spanStore // nil in a rehearsal
	largest      int        // recipients of the largest fan-out so far
	passages     passages
	marks        []Mark
	marksDropped int
	orphans      int64
	orphansSince int64
	spansExp     int64 // expected session spans of the sampled fan-outs, ×10^6
	changedAt    actor.Time
	faults       []fault
	struck       bool // there was a fault
	restarts     []restart
	expected     int64 // deliveries that fan-outs were to make
	busy         busyBook
	past         past
	executed     meter   // before the last change of a setting
	samples      opTimes // since the last change of a setting, as the means
	stacksBefore stackTotals
}

// newWorld makes a world at time 0. crew is the number of sessions that really
// exist, or 0 for all of them.
func newWorld(seed uint64, s Settings, profile *Profile, crew int) *World {
	w := &World{seed: seed, settings: s, profile: profile, prices: deliveryPrices(profile), rehearsal: crew > 0, guildScale: s.GuildScale}
	if !w.rehearsal {
		w.spans = newSpanStore()
		w.spans.traces.rate = func(n int) PPM { return PPM(w.sessionNodes[0].fanout.Table().Rate(n)) }
	}
	w.system = actor.NewSystem(actor.Config{Latency: linkLatency, Seed: seed})
	w.apiKind = actor.NewKind(w.system, "api", actor.Behaviour[apiState]{Handle: w.apiHandle, Resume: w.apiResume})
	presenceKind := actor.NewKind(w.system, "presence", actor.Behaviour[presenceState]{Handle: w.presenceHandle})

	w.callers = w.newProcess("callers", "callers", 1)
	for i := range w.apis {
		w.apis[i] = w.newAPINode(i)
	}
	w.presence = w.newProcess("presence", "presence", 1)
	w.guilds, w.formerGuilds = []*guild{{id: 0}}, make(map[int]*guild)
	w.deploy(crew)
	w.presencePID = presenceKind.Spawn(w.presence.node, presenceState{})
	users := sourceKind(w, "users", func() int64 { return w.settings.MessageRate }, w.userSends)
	requests := sourceKind(w, "requests", func() int64 { return w.settings.GRPCRate }, w.callRequest)
	small := sourceKind(w, "users of small guilds", func() int64 { return w.settings.smallMessages() }, w.smallUserSends)
	w.usersPID = users.Spawn(w.callers.node, source{rng: stream(seed, purposeUsers)})
	w.smallPID = small.Spawn(w.callers.node, source{rng: stream(seed, purposeSmallUsers)})
	w.requestsPID = requests.Spawn(w.callers.node, source{rng: stream(seed, purposeRequests)})
	w.system.Send(w.usersPID, &rateChanged{})
	w.system.Send(w.smallPID, &rateChanged{})
	w.system.Send(w.requestsPID, &rateChanged{})
	w.configure()
	return w
}

// userSends lets a user send a message to one of the API's nodes.
func (w *World) userSends(c *actor.Context, s *source) {
	w.messages++
	c.Send(w.apis[s.rng.below(uint64(len(w.apis)))].pid, &userMessage{number: w.messages})
}

// send lets a user send a message now, by command.
func (w *World) send() {
	w.messages++
	w.system.Send(w.apis[w.messages%int64(len(w.apis))].pid, &userMessage{number: w.messages})
}

// configure puts the settings into force in all processes.
func (w *World) configure() {
	for _, p := range w.processes {
		p.configure(&w.settings)
	}
	w.upgrade()
}

// apply puts new settings into force at the present time.
func (w *World) apply(next Settings) {
	w.system.Settle()
	old := w.settings
	w.passages.turn(w.system.Now(), &old)
	w.settings = next
	if next.Costs != old.Costs {
		w.forget() // at the prices at which it was spent
		w.profile = next.Costs.inForce()
		w.prices = deliveryPrices(w.profile)
	}
	switch {
	case next.GuildNodes != old.GuildNodes || next.SessionNodes != old.SessionNodes:
		w.deploy(0)
	case next.Members != old.Members:
		w.provision()
		w.enlist(0, false)
	case next.Costs.list != old.Costs.list || w.system.Now() == 0:
		w.provision()
	}
	if next.Relays != old.Relays {
		w.muster()
	}
	if next.Guilds != old.Guilds {
		w.provision()
		w.gather()
	}
	if next.smallMessages() != old.smallMessages() || next.Even != old.Even {
		w.system.Send(w.smallPID, &rateChanged{})
	}
	w.configure() // also processes that have just been added
	if next.Latency != old.Latency || next.LatencyAPI != old.LatencyAPI || next.Jitter != old.Jitter {
		w.cable()
	}
	if next.MessageRate != old.MessageRate || next.Even != old.Even {
		w.system.Send(w.usersPID, &rateChanged{})
	}
	if next.GRPCRate != old.GRPCRate || next.Even != old.Even {
		w.system.Send(w.requestsPID, &rateChanged{})
	}
	w.forget()
}

// forget begins the means of the bars anew.
func (w *World) forget() {
	w.stacksBefore.samples.add(&w.samples)
	w.samples = opTimes{}
	done := w.means()
	w.executed.add(&done)
	ns := done.priced(w.profile, w.guildScale)
	w.stacksBefore.ns.add(&ns)
	for _, p := range w.processes {
		p.meter = meter{}
	}
	w.guildScale = w.settings.GuildScale
	w.orphansSince = 0
	if w.spans != nil {
		w.spans.names.forget()
	}
	w.changedAt = w.system.Now()
}

// run advances to the given time, or until the budget is used up.
func (w *World) run(until actor.Time, over func() bool) bool {
	for w.system.Now() < until {
		step := w.nextRestart(min(until, w.busy.next))
		if !w.system.Run(step, over) {
			return false
		}
		if w.system.Now() == w.busy.next {
			w.look()
			w.busy.sample(w)
			if !w.rehearsal && w.busy.count > 0 {
				w.past.sample(w)
			}
		}
		w.comeBack()
		w.sweep()
	}
	return true
}

// sweep closes the books of fan-outs that everyone has handled, and of those that
// not everyone will.
func (w *World) sweep() {
	w.waves = slices.DeleteFunc(w.waves, func(wv *wave) bool {
		if wv.left > 0 && !wv.stale && w.mayGoOn(wv) {
			return false
		}
		if !wv.stale && wv.left == 0 {
			w.lastFanout = int64(wv.done) - wv.Start
			w.lastSent = sentFanout{wv.Message, wv.Carrier, wv.Size}
			w.happened(Event{At: int64(wv.done), Message: wv.Message, N: w.lastFanout, Kind: EventHandled, Carrier: wv.Carrier})
		}
		return true
	})
}

// hash is the history so far in one number. All nodes stand at one time when it
// is asked for.
func (w *World) hash() uint64 {
	h := mix(uint64(w.system.Now()))
	for _, p := range w.processes {
		h = mix(h ^ p.hash)
		h = mix(h ^ p.sink.hash)
		h = mix(h ^ uint64(p.handled))
		h = mix(h ^ uint64(p.dropped))
	}
	return h
}

func (w *World) costOf(o op) time.Duration { return time.Duration(w.profile.price[o]) }

func (s *Settings) headRate() sampling.PPM { return sampling.PPM(s.HeadRate) }

// fanoutTable is the second layer in force.
func (s *Settings) fanoutTable() *sampling.Table {
	switch s.Fanout {
	case FanoutTenN:
		return sampling.TenOverN()
	case FanoutFlat:
		return sampling.Flat(sampling.PPM(s.FlatRate))
	case FanoutNone:
		return sampling.None()
	}
	points := make([]sampling.Point, FanoutPoints)
	for i, n := range FanoutRecipients {
		points[i] = sampling.Point{Recipients: n, Keep: sampling.PPM(s.FanoutTable[i])}
	}
	t, err := sampling.NewTable(points...)
	if err != nil {
		panic("sim: " + err.Error())
	}
	return t
}

// busyBook samples how much virtual time each service really spent.
type busyBook struct {
	next  actor.Time
	spent [NumServices]time.Duration
	guild time.Duration
	steps [NumServices][BusySteps]PPM
	actor [10]PPM // the guild's actor, the last second
	count int
}

func (b *busyBook) sample(w *World) {
	if b.next > 0 {
		var shares [NumServices]PPM
		for v := range NumServices {
			spent := w.spentBy(v)
			ns := mulDiv(int64(spent-b.spent[v]), 1e9/BusyStepNs*int64(Whole), max(1, w.capacity[v]))
			copy(b.steps[v][:], b.steps[v][1:])
			b.steps[v][BusySteps-1] = PPM(min(ns, 1<<31-1))
			b.spent[v] = spent
			shares[v] = b.steps[v][BusySteps-1]
		}
		w.chronicle.load(shares)
		info, _ := w.system.Info(w.large().pid())
		copy(b.actor[:], b.actor[1:])
		b.actor[len(b.actor)-1] = PPM(int64(max(0, info.Spent-b.guild)) * int64(Whole) / BusyStepNs) // a restarted guild begins at 0
		b.guild = info.Spent
		b.count++
	}
	b.next += BusyStepNs
}

// actorShare is the share of about the last second in which the guild's actor was
// busy: what was sampled and what has come since, of an actor that has spent so much
// so far. Work in hand counts as far as it has come.
func (b *busyBook) actorShare(now actor.Time, spent time.Duration) PPM {
	since := int64(now) - int64(b.next-BusyStepNs)
	window := int64(min(b.count, len(b.actor)))*BusyStepNs + since
	if window == 0 {
		return 0
	}
	busy := min(max(0, int64(spent-b.guild)), since)
	for _, p := range b.actor {
		busy += int64(p) * BusyStepNs / int64(Whole)
	}
	return PPM(mulDiv(busy, int64(Whole), window))
}

func (w *World) spentBy(v Service) (t time.Duration) {
	for _, p := range w.processesOf(v) {
		t += p.node.Stats().Spent
	}
	return t
}
