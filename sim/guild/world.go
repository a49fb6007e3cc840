package guild

import (
	"time"

	"go.opentelemetry.io/otel/propagation"

	"fanout/actor"
	"fanout/envelope"
	"fanout/envelope/sampling"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/readout"
	"fanout/sim/ring"
)

// World is one history in progress.
type World struct {
	*sim.Kernel
	settings  Settings
	forecasts forecasts

	apis         [len(apiNames)]*apiNode
	guildNodes   []*guildNode // those on the ring first
	sessionNodes sessionNodes
	guildRing    *ring.Ring `checkpoint:"shared"`
	sessionRing  *ring.Ring `checkpoint:"shared"`
	presence     *process
	callers      *process
	apiKind      actor.Kind[apiState]
	presencePID  actor.PID
	sources      struct{ users, small, requests actor.PID }

	guilds   []*guild // the large one first
	small    smallGuilds
	relays   []*relay
	order    sendingOrder
	inFlight fanoutsInFlight
	storms   storms

	sized    Sizing
	totals   totals
	books    books
	outages  outages
	pictures pictures
	actor    actorShares
}

// totals count what the world has done since the start.
type totals struct {
	messages     int64 // user messages sent
	expected     int64 // deliveries that fan-outs were to make
	orphans      int64
	orphansSince int64 // the last change of a setting
	spansExp     int64 // expected session spans of the sampled fan-outs, ×10^6
}

// pictures is what is remembered for them only: the history does not depend on it.
type pictures struct {
	trails       trails
	headers      headerLog
	marks        []Mark
	marksDropped int
	losses       losses
	lastFanout   int64 // how long the last complete fan-out took, first arrival to last handled
	lastSent     Wave  // the fan-out that began last: Arrived, Handled and Done are not kept up
}

// process is a process with what only this model has.
type process struct {
	*sim.Process
	world   *World
	version version
	wire    WireTotals
	reads   propagation.TextMapPropagator `checkpoint:"shared"`
}

func (w *World) newProcess(service, node string, cores int) *process {
	return &process{Process: w.NewProcess(service, node, cores), world: w, reads: sim.OneRead()}
}

// Purposes of random numbers.
const (
	purposeUsers = 1 + iota
	purposeRequests
	purposeSmallUsers
	purposeStorm
	purposePauses
	purposeMembers // and all above: of one guild each
)

// configure puts the settings into force in this process.
func (p *process) configure(s *Settings) {
	err := p.Transport().SetOptions(envelope.Options{
		Propagator:         p.reads,
		Envelopes:          true,
		KeepEmpty:          true, // as the post has it: a small message pays for looking at an empty envelope
		SkipUnsampled:      s.SkipUnsampled,
		NoRootsAfterFanout: s.NoRoots,
		Headers:            [...]envelope.HeaderMode{envelope.HeadersIgnore, envelope.HeadersParse, envelope.HeadersSieve}[s.Sieve],
	})
	if err != nil {
		panic("guild: " + err.Error())
	}
	p.SetSampling(s.HeadRate, s.fanoutTable())
}

// newWorld makes a world at time 0.
func newWorld(k *sim.Kernel, settings any) sim.World {
	w := &World{Kernel: k, settings: settings.(Settings)}
	w.outages.world, w.inFlight.world, w.small.world, w.books.world = w, w, w, w
	w.System().OnDrop = w.books.drop
	k.SetKeepRate(func(n int) exact.PPM { return w.sessionNodes[0].KeepRate(n) })
	w.apiKind = actor.NewKind(w.System(), "api", actor.Behaviour[apiState]{Handle: w.apiHandle, Resume: w.apiResume})
	presenceKind := actor.NewKind(w.System(), "presence", actor.Behaviour[presenceState]{Handle: w.presenceHandle})

	w.callers = w.newProcess("callers", "callers", 1)
	for i := range w.apis {
		w.apis[i] = newAPINode(w, i)
	}
	w.presence = w.newProcess("presence", "presence", 1)
	w.guilds, w.small.former = []*guild{{id: 0}}, make(map[int]*guild)
	if k.IsPreview() {
		w.resizeNodes(previewSessions)
	} else {
		w.resizeNodes(0)
	}
	w.presencePID = presenceKind.Spawn(w.presence.Node(), presenceState{})
	even := func() bool { return w.settings.Even }
	w.sources.users = w.NewSource(w.callers.Process, sim.Arrivals{Name: "users", Purpose: purposeUsers,
		Rate: func() int64 { return w.settings.MessageRate }, Even: even, Arrive: w.userSends})
	w.sources.small = w.NewSource(w.callers.Process, sim.Arrivals{Name: "users of small guilds", Purpose: purposeSmallUsers,
		Rate: func() int64 { return w.settings.smallMessages() }, Even: even, Arrive: w.small.userSends})
	w.sources.requests = w.NewSource(w.callers.Process, sim.Arrivals{Name: "requests", Purpose: purposeRequests,
		Rate: func() int64 { return w.settings.GRPCRate }, Even: even, Arrive: w.callRequest})
	w.Retime(w.sources.users)
	w.Retime(w.sources.small)
	w.Retime(w.sources.requests)
	w.configure()
	return w
}

// userSends lets a user send a message to one of the API's nodes.
func (w *World) userSends(c *actor.Context, s *sim.Source) {
	w.totals.messages++
	c.Send(w.apis[s.Below(uint64(len(w.apis)))].pid, &userMessage{number: w.totals.messages})
}

// send lets a user send a message now, by command.
func (w *World) send() {
	w.totals.messages++
	w.System().Send(w.apis[w.totals.messages%int64(len(w.apis))].pid, &userMessage{number: w.totals.messages})
}

// configure puts the settings into force in all processes.
func (w *World) configure() {
	for _, p := range w.allProcesses() {
		p.configure(&w.settings)
	}
	w.upgrade()
}

// allProcesses are all there are, in no particular order.
func (w *World) allProcesses() []*process {
	all := []*process{w.callers, w.presence}
	for _, n := range w.apis {
		all = append(all, n.process)
	}
	for _, n := range w.guildNodes {
		all = append(all, n.process)
	}
	for _, n := range w.sessionNodes {
		all = append(all, n.process)
	}
	return all
}

// Apply implements sim.World.
func (w *World) Apply(before, after any, newList bool) {
	old, next := before.(Settings), after.(Settings)
	w.pictures.trails.change(w.Now(), &old)
	w.settings = next
	switch {
	case next.GuildNodes != old.GuildNodes || next.SessionNodes != old.SessionNodes:
		w.resizeNodes(0)
	case next.Members != old.Members:
		w.sizeCapacity()
		w.placeSessions(0, false)
	case newList || w.Now() == 0:
		w.sizeCapacity()
	}
	if next.Relays != old.Relays {
		w.arrangeMembers()
	}
	if next.Guilds != old.Guilds {
		w.sizeCapacity()
		w.small.place()
	}
	if next.smallMessages() != old.smallMessages() || next.Even != old.Even {
		w.Retime(w.sources.small)
	}
	w.configure() // also processes that have just been added
	if next.Latency != old.Latency || next.LatencyAPI != old.LatencyAPI || next.Jitter != old.Jitter {
		w.connectNodes()
	}
	if next.MessageRate != old.MessageRate || next.Even != old.Even {
		w.Retime(w.sources.users)
	}
	if next.GRPCRate != old.GRPCRate || next.Even != old.Even {
		w.Retime(w.sources.requests)
	}
	w.totals.orphansSince = 0
}

// AtRest implements sim.World: no fan-out is under way.
func (w *World) AtRest() bool { return len(w.inFlight.list) == 0 }

// Until implements sim.World: a node that has crashed comes back.
func (w *World) Until(t actor.Time) actor.Time { return w.outages.nextRestart(t) }

// Reached implements sim.World.
func (w *World) Reached() {
	w.outages.recoverNodes()
	w.inFlight.retire()
}

// Sampled implements sim.World.
func (w *World) Sampled() {
	info, _ := w.System().Info(w.large().pid())
	w.actor.sample(info.Spent)
	w.storms.follow(w)
}

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
	for i := range points {
		points[i] = sampling.Point{Recipients: FanoutRecipients(i), Keep: sampling.PPM(s.FanoutTable[i])}
	}
	t, err := sampling.NewTable(points...)
	if err != nil {
		panic("guild: " + err.Error())
	}
	return t
}

// actorShares samples how busy the large guild's actor is.
type actorShares struct {
	spent time.Duration // by the actor at the last sample
	steps [9]exact.PPM  // besides the one under way the last second
	count int
}

func (b *actorShares) sample(spent time.Duration) {
	copy(b.steps[:], b.steps[1:])
	b.steps[len(b.steps)-1] = exact.PPM(int64(max(0, spent-b.spent)) * int64(exact.Whole) / readout.BusyStepNs) // a restarted guild begins at 0
	b.spent = spent
	b.count++
}

// share is the share of about the last second in which the actor was busy: what was
// sampled and what has come since, of an actor that has spent so much so far. Work
// under way counts as far as it has come. next is the time of the next sample. window is
// how long that second is.
func (b *actorShares) share(now, next actor.Time, spent time.Duration) (share exact.PPM, window int64) {
	since := int64(now) - int64(max(0, next-readout.BusyStepNs))
	window = int64(min(b.count, len(b.steps)))*readout.BusyStepNs + since
	if window == 0 {
		return 0, 0
	}
	busy := min(max(0, int64(spent-b.spent)), since)
	for _, p := range b.steps {
		busy += int64(p) * readout.BusyStepNs / int64(exact.Whole)
	}
	return exact.PPM(exact.MulDiv(busy, int64(exact.Whole), window)), window
}
