package sim

import (
	"slices"
	"time"

	"fanout/actor"
	"fanout/envelope/sampling"
)

// Latencies between the processes, one way. Modelled.
const (
	linkLatency    = actor.Time(200 * time.Microsecond)
	apiLatency     = actor.Time(500 * time.Microsecond)
	sessionLatency = linkLatency
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
	prices    [len(paths{})]int64

	system    *actor.System
	processes []*process
	apis      [len(apiNames)]*apiNode
	guilds    *process
	sessions  *process
	presence  *process
	callers   *process

	apiKind     actor.Kind[apiState]
	rpcKind     actor.Kind[rpcState]
	guildKind   actor.Kind[guildState]
	sessionKind actor.Kind[session]
	usersPID    actor.PID
	requestsPID actor.PID
	rpcPID      actor.PID
	guildPID    actor.PID
	presencePID actor.PID
	members     []actor.PID  // by rank
	crew        *actor.Group // the members, as the guild sends to them
	rank        []uint32     // by id
	columns     int

	messages   int64 // user messages sent
	waves      []*wave
	lastFanout int64 // how long the last complete fan-out took, first arrival to last handled
	lastSent   sentFanout
	milestones int64 // things worth stopping at in single steps

	paths        paths
	spans        *spanStore // nil in a rehearsal
	largest      int        // recipients of the largest fan-out so far
	marks        []Mark
	marksDropped int
	orphans      int64
	orphansSince int64
	spansExp     int64 // expected session spans of the sampled fan-outs, ×10^6
	changedAt    actor.Time
	busy         busyBook
	samples      opTimes // since the last change of a setting, as the means
	stacksBefore stackTotals
}

// newWorld makes a world at time 0. crew is the number of sessions that really
// exist, or 0 for all of them.
func newWorld(seed uint64, s Settings, profile *Profile, crew int) *World {
	w := &World{seed: seed, settings: s, profile: profile, prices: deliveryPrices(profile), rehearsal: crew > 0}
	w.capacity = provision(profile, &s)
	if !w.rehearsal {
		w.spans = newSpanStore()
		w.spans.traces.rate = func(n int) PPM { return PPM(w.sessions.fanout.Table().Rate(n)) }
	}
	w.system = actor.NewSystem(actor.Config{Latency: time.Duration(linkLatency)})
	w.apiKind = actor.NewKind(w.system, "api", actor.Behaviour[apiState]{Handle: w.apiHandle, Resume: w.apiResume})
	w.rpcKind = actor.NewKind(w.system, "grpc", actor.Behaviour[rpcState]{Handle: w.rpcHandle})
	w.sessionKind = actor.NewKind(w.system, "session", actor.Behaviour[session]{Handle: w.sessionHandle})
	w.guildKind = actor.NewKind(w.system, "guild", actor.Behaviour[guildState]{Handle: w.guildHandle, Copy: guildState.clone})
	presenceKind := actor.NewKind(w.system, "presence", actor.Behaviour[presenceState]{Handle: w.presenceHandle})

	w.callers = w.newProcess("callers", "callers", 1)
	for i := range w.apis {
		w.apis[i] = w.newAPINode(i)
	}
	w.guilds = w.newProcess("guilds", "guilds", max(2, coresFor(w.capacity[Guilds])))
	w.sessions = w.newProcess("sessions", "sessions", coresFor(w.capacity[Sessions]))
	w.presence = w.newProcess("presence", "presence", coresFor(w.capacity[Presence]))
	for _, n := range w.apis {
		w.system.Link(n.node, w.guilds.node, actor.Link{Latency: time.Duration(apiLatency)})
		w.system.Link(w.guilds.node, n.node, actor.Link{Latency: time.Duration(apiLatency)})
	}
	w.rpcPID = w.rpcKind.Spawn(w.guilds.node, rpcState{})
	w.guildPID = w.guildKind.Spawn(w.guilds.node, guildState{timings: timings{keep: minutesKeptLarge}})
	w.presencePID = presenceKind.Spawn(w.presence.node, presenceState{})
	users := sourceKind(w, "users", func() int64 { return w.settings.MessageRate }, w.userSends)
	requests := sourceKind(w, "requests", func() int64 { return w.settings.GRPCRate }, w.callRequest)
	w.usersPID = users.Spawn(w.callers.node, source{rng: stream(seed, 1)})
	w.requestsPID = requests.Spawn(w.callers.node, source{rng: stream(seed, 2)})
	w.system.Send(w.usersPID, &rateChanged{})
	w.system.Send(w.requestsPID, &rateChanged{})
	w.enlist(crew)
	for _, p := range w.processes {
		p.configure(&w.settings)
	}
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

// enlist brings the number of sessions to that of the settings. Those that go are
// those the guild sends to last.
func (w *World) enlist(crew int) {
	if crew == 0 {
		crew = w.settings.Members
	}
	for len(w.members) > crew {
		last := len(w.members) - 1
		w.system.Kill(w.members[last], nil)
		w.members = w.members[:last]
	}
	w.members = slices.Grow(w.members, crew-len(w.members))
	for len(w.members) < crew {
		w.members = append(w.members, w.sessionKind.Spawn(w.sessions.node, session{}))
	}
	w.crew = actor.NewGroup(w.members)
	w.columns, w.rank = sendOrder(crew)
	for _, wv := range w.waves {
		wv.stale = true
	}
}

// apply puts new settings into force at the present time.
func (w *World) apply(next Settings) {
	w.system.Settle()
	old := w.settings
	w.settings = next
	for _, p := range w.processes {
		p.configure(&w.settings)
	}
	if next.Members != old.Members {
		w.enlist(0)
	}
	if next.Members != old.Members || w.system.Now() == 0 {
		w.provision()
	}
	if next.MessageRate != old.MessageRate || next.Even != old.Even {
		w.system.Send(w.usersPID, &rateChanged{})
	}
	if next.GRPCRate != old.GRPCRate || next.Even != old.Even {
		w.system.Send(w.requestsPID, &rateChanged{})
	}
	w.forget()
}

// provision fixes the capacity of the services for the load they have now. It
// happens while time stands at 0, and again when the number of members changes:
// new members bring their share of machines, but a busier world does not.
func (w *World) provision() {
	base := w.settings
	w.capacity = provision(w.profile, &base)
	w.guilds.node.Resize(max(2, coresFor(w.capacity[Guilds])))
	w.sessions.node.Resize(coresFor(w.capacity[Sessions]))
	w.presence.node.Resize(coresFor(w.capacity[Presence]))
}

// forget begins the means of the bars anew.
func (w *World) forget() {
	w.stacksBefore.samples.add(&w.samples)
	w.samples = opTimes{}
	done := w.means()
	ns := done.priced(w.profile)
	w.stacksBefore.ns.add(&ns)
	for _, p := range w.processes {
		p.meter = meter{}
	}
	w.orphansSince = 0
	w.changedAt = w.system.Now()
}

// run advances to the given time, or until the budget is used up.
func (w *World) run(until actor.Time, over func() bool) bool {
	for w.system.Now() < until {
		step := min(until, w.busy.next)
		if !w.system.Run(step, over) {
			return false
		}
		if w.system.Now() == w.busy.next {
			w.look()
			w.busy.sample(w)
		}
		w.sweep()
	}
	return true
}

// sweep closes the books of fan-outs that everyone has handled.
func (w *World) sweep() {
	w.waves = slices.DeleteFunc(w.waves, func(wv *wave) bool {
		if wv.Handled < wv.Size && !wv.stale {
			return false
		}
		if !wv.stale {
			w.lastFanout = int64(wv.done) - wv.Start
			w.lastSent = sentFanout{wv.Message, wv.Carrier, wv.Size}
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
		for v := range NumServices {
			spent := w.spentBy(v)
			ns := mulDiv(int64(spent-b.spent[v]), 1e9/BusyStepNs*int64(Whole), max(1, w.capacity[v]))
			copy(b.steps[v][:], b.steps[v][1:])
			b.steps[v][BusySteps-1] = PPM(min(ns, 1<<31-1))
			b.spent[v] = spent
		}
		info, _ := w.system.Info(w.guildPID)
		copy(b.actor[:], b.actor[1:])
		b.actor[len(b.actor)-1] = PPM(int64(info.Spent-b.guild) * int64(Whole) / BusyStepNs)
		b.guild = info.Spent
		b.count++
	}
	b.next += BusyStepNs
}

func (w *World) spentBy(v Service) time.Duration {
	switch v {
	case Guilds:
		return w.guilds.node.Stats().Spent
	case Sessions:
		return w.sessions.node.Stats().Spent
	case Presence:
		return w.presence.node.Stats().Spent
	}
	var t time.Duration
	for _, n := range w.apis {
		t += n.node.Stats().Spent
	}
	return t
}
