package guild

import (
	"fmt"
	"slices"
	"time"

	"fanout/actor"
	"fanout/sim"
	"fanout/sim/random"
	"fanout/sim/ring"
	"fanout/sim/row"
)

// Most nodes of the services whose number can be set.
const (
	mostGuildNodes   = 16
	mostSessionNodes = 64
)

// guildNode is one machine of the guilds service: the guilds that the ring places
// there, and the gRPC server that takes their messages in.
type guildNode struct {
	*process
	index  int
	rpc    actor.PID // stands for the server, also for the next one after a crash
	kind   actor.Kind[guildState]
	rpcs   actor.Kind[rpcState]
	relays actor.Kind[relayState]
	down   bool // crashed, and not up again yet

	headers HeaderTotals
	strays  int64 // spans that belong to the trace of another message
}

// sessionNode is one machine of the sessions service.
type sessionNode struct {
	*process
	index         int
	kind          actor.Kind[session]
	members       []actor.PID     `checkpoint:"shared"` // everyone who lives here, in the order of slots; replaced as a whole
	large, others *sim.Deliveries // since the last change of a setting: messages of the large guild, and of small ones
	small         int64           // deliveries of messages to small guilds
	down          bool

	connecting map[uint32]*connecting // by number
	connects   [2]connectStats        // to the large guild, to small ones
	slowest    longest                // of those that are done
	timeouts   int64
	retries    int64
	missed     int64
	rng        random.RNG // of pauses
}

func newGuildNode(w *World, i int) *guildNode {
	n := &guildNode{process: w.newProcess("guilds", fmt.Sprint("guilds-", i+1), 1), index: i}
	n.kind = actor.NewKind(w.System(), "guild", actor.Behaviour[guildState]{Handle: n.guildHandle, Copy: guildState.clone, Size: guildState.size})
	n.rpcs = actor.NewKind(w.System(), "grpc", actor.Behaviour[rpcState]{Handle: n.rpcHandle})
	n.relays = actor.NewKind(w.System(), "relay", actor.Behaviour[relayState]{Handle: n.relayHandle})
	n.rpc = n.Node().Address("grpc")
	n.serve()
	return n
}

// serve starts the gRPC server.
func (n *guildNode) serve() {
	if err := n.Node().Register("grpc", n.rpcs.Spawn(n.Node(), rpcState{})); err != nil {
		panic("guild: " + err.Error())
	}
}

func newSessionNode(w *World, i int) *sessionNode {
	n := &sessionNode{process: w.newProcess("sessions", fmt.Sprint("sessions-", i+1), 1), index: i}
	n.connecting, n.rng = make(map[uint32]*connecting), w.pauses(n.Node().Name())
	n.large = n.NewDeliveries(classDelivery, opForward)
	n.others = n.NewDeliveries(classDeliverySmall, opForward)
	n.kind = actor.NewKind(w.System(), "session", actor.Behaviour[session]{Handle: n.sessionHandle, HandleBatch: n.sessionsHandle, Resume: n.sessionResume, Uncounted: true})
	return n
}

// resizeNodes brings the numbers of nodes to those of the settings and places guilds
// and sessions again. A node that goes keeps what it has counted. Only what the
// ring places elsewhere moves: it is started there, and messages that are in
// flight to its old place are dead letters.
//
// A consistent hash ring ([fanout/sim/ring]) places guilds and sessions on the machines of
// their services. The default is two of each: enough to see that there are several, few
// enough for a window of virtual time to have work for each.
func (w *World) resizeNodes(sessions int) {
	for len(w.guildNodes) < w.settings.GuildNodes {
		w.guildNodes = append(w.guildNodes, newGuildNode(w, len(w.guildNodes)))
	}
	for len(w.sessionNodes) < w.settings.SessionNodes {
		w.sessionNodes = append(w.sessionNodes, newSessionNode(w, len(w.sessionNodes)))
	}
	w.guildRing = ringOf(w.settings.GuildNodes)
	w.sessionRing = ringOf(w.settings.SessionNodes)
	w.sizeCapacity()
	w.connectNodes()
	for _, g := range w.guilds {
		w.placeGuild(g)
	}
	w.placeSessions(sessions, true)
}

func ringOf(nodes int) *ring.Ring {
	on := make([]uint32, nodes)
	for i := range on {
		on[i] = uint32(i)
	}
	return ring.New(ring.Points, on...)
}

// connectNodes sets the links between the services.
func (w *World) connectNodes() {
	near := actor.Link{Latency: time.Duration(w.settings.Latency), Jitter: time.Duration(w.settings.Jitter)}
	far := near
	far.Latency = time.Duration(w.settings.LatencyAPI)
	for i, g := range w.guildNodes {
		for _, a := range w.apis {
			a.join(g.process, far)
		}
		for _, s := range w.sessionNodes {
			g.join(s.process, near)
		}
		for _, other := range w.guildNodes[i+1:] {
			g.join(other.process, near)
		}
		g.join(w.presence, near)
	}
}

// join links a process with another, both ways, with the faults injected into the link.
func (a *process) join(b *process, l actor.Link) {
	w := a.world
	l = w.outages.apply(a, b, l)
	w.System().Link(a.Node(), b.Node(), l)
	w.System().Link(b.Node(), a.Node(), l)
}

// sizeCapacity fixes the capacity of the services for the load they have now, and
// spreads it over their nodes. It happens while time stands at 0, and again when
// the number of members or nodes or the price list changes: new members bring their
// share of machines, and another list means other machines, but a busier world
// brings none.
//
// Capacities follow the price list that was chosen and not the edits made to it: another
// list means other machines, bought for the load they find, and an edited price moves the
// bars of the machines that are there, at time 0 as later.
//
// A service's cores are those of its capacity, divided by its machines, so that the
// published shares do not depend on their number.
func (w *World) sizeCapacity() {
	w.sized = Sizing{w.settings.Traffic, int64(w.Now())}
	for v, ns := range w.capacities() {
		w.SetCapacity(row.Service(v), ns)
	}
	for _, n := range w.guildNodes {
		n.Node().Resize(max(2, coresFor(w.Capacity(Guilds)/int64(w.settings.GuildNodes))))
	}
	for _, n := range w.sessionNodes {
		n.Node().Resize(coresFor(w.Capacity(Sessions) / int64(w.settings.SessionNodes)))
	}
	w.presence.Node().Resize(coresFor(w.Capacity(Presence)))
}

// sessionKey is where the ring looks for a session.
func sessionKey(number int) uint64 { return uint64(number) }

// guildKey is where the ring looks for a guild.
func guildKey(id int) uint64 { return ring.Key("guild") + uint64(id) }

// placeSessions brings the sessions to the number of the settings, or to the given one
// if that is not 0, each to its node. moved says that the ring has changed, so that those who
// are there may be in the wrong place.
func (w *World) placeSessions(sessions int, moved bool) {
	if sessions == 0 {
		sessions = w.settings.Members
	}
	present := make([]bool, sessions)
	lists := make([][]actor.PID, len(w.sessionNodes))
	for i, n := range w.sessionNodes {
		// The last goes first, so that slots are given back in order.
		for _, pid := range slices.Backward(n.members) {
			st := n.kind.State(pid)
			if st == nil {
				continue
			}
			number := int(st.number)
			if number < sessions && (!moved || w.System().Now() > 0 && int(w.sessionRing.Node(sessionKey(number))) == n.index) {
				present[number] = true
				lists[i] = append(lists[i], pid)
				continue
			}
			n.forget(st.number)
			w.System().Kill(pid, nil)
		}
		slices.Reverse(lists[i])
	}
	for number, here := range present {
		if here {
			continue
		}
		i := w.sessionRing.Node(sessionKey(number))
		if n := w.sessionNodes[i]; !n.down {
			lists[i] = append(lists[i], n.kind.Spawn(n.Node(), session{number: uint32(number)}))
		}
	}
	for i, n := range w.sessionNodes {
		slices.Sort(lists[i]) // slots that were used before may have come in between
		n.members = lists[i]
	}
	w.arrangeMembers()
}
