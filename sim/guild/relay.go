package guild

import (
	"fmt"

	"fanout/actor"
	"fanout/envelope"
	"fanout/sim/ring"
)

// RelayMembers is the most sessions that one relay sends to.
const RelayMembers = 15_000

// relay is an actor between a large guild and some of its sessions: the guild sends
// each message to its relays, and they to the sessions. It is of the guilds
// service, where the ring places it, so that the work of a fan-out is spread over
// the service's machines.
//
// A relay passes on the envelope as it came, without unpacking it: the context, the
// original number of recipients, and with it the mark that the message comes out of
// a fan-out. So the sessions look up the same rate, start no roots, and continue the
// guild's span: there is none of the relay's, as there is none in the published
// traces. What it costs is the sends.
type relay struct {
	index      int
	node       *guildNode
	pid        actor.PID
	group      *actor.Group
	nodes      int         // on which its members are
	interleave *interleave `checkpoint:"shared"` // the order of the group
}

// relayState is a relay's own: which it is.
type relayState struct{ index int }

// relaysOf is the number of relays that the settings lead to for so many members.
func (s *Settings) relaysOf(members int) int {
	if !s.Relays {
		return 0
	}
	return max(1, (members+RelayMembers-1)/RelayMembers)
}

// relayKey is where the ring looks for a relay.
func relayKey(index int) uint64 { return ring.Key("relay") + uint64(index) }

// scaleRelays brings the relays to the given number, each on its node and alive.
func (w *World) scaleRelays(relays int) {
	for len(w.relays) > relays {
		last := w.relays[len(w.relays)-1]
		w.System().Kill(last.pid, nil)
		w.relays = w.relays[:len(w.relays)-1]
	}
	for len(w.relays) < relays {
		w.relays = append(w.relays, &relay{index: len(w.relays)})
	}
	for _, r := range w.relays {
		n := w.guildNodes[w.guildRing.Node(relayKey(r.index))]
		if _, alive := w.System().Info(r.pid); alive && r.node == n {
			continue
		}
		w.System().Kill(r.pid, nil)
		r.node, r.pid = n, 0
		if !n.down {
			r.pid = n.relays.Spawn(n.Node(), relayState{r.index})
		}
	}
}

// arrangeMembers rebuilds the large guild's list of members.
func (w *World) arrangeMembers() {
	var lists [][]actor.PID
	nodes := len(w.sessionNodes)
	relays := w.settings.relaysOf(w.sessionNodes.live())
	if relays > 0 {
		lists = w.sessionNodes.blocks(relays)
		relays = len(lists) / nodes
	} else {
		for _, n := range w.sessionNodes {
			lists = append(lists, n.members)
		}
	}
	w.scaleRelays(relays)
	w.order.lists, w.order.interleave = lists, newInterleave(lengths(lists))
	g := w.large()
	g.size = w.order.interleave.size()
	if relays == 0 {
		g.group, g.nodes = actor.NewGroup(collect(w.order.interleave, lists)), filled(lists)
	} else {
		pids, on := make([]actor.PID, relays), make(map[*guildNode]bool)
		for i, r := range w.relays {
			part := lists[i*nodes : (i+1)*nodes]
			r.interleave = newInterleave(lengths(part))
			r.group, r.nodes = actor.NewGroup(collect(r.interleave, part)), filled(part)
			pids[i] = r.pid
			on[r.node] = true
		}
		g.group, g.nodes = actor.NewGroup(pids), len(on)
	}
	w.order.columns, w.order.rank = SendOrder(g.size)
	w.inFlight.markStale()
	w.pictures.losses = losses{} // ranks are others now
	w.small.place()
}

func lengths[T any](lists [][]T) []int {
	n := make([]int, len(lists))
	for i, l := range lists {
		n[i] = len(l)
	}
	return n
}

// filled is how many lists have members.
func filled[T any](lists [][]T) (n int) {
	for _, l := range lists {
		if len(l) > 0 {
			n++
		}
	}
	return n
}

// relayHandle sends a message on to the sessions of a relay.
func (n *guildNode) relayHandle(c *actor.Context, st *relayState, msg actor.Message) {
	w, p := n.world, n.process
	r := w.relays[st.index]
	var out any
	var number int64
	switch m := msg.(type) {
	case *wireMessage:
		out, number = m.viaRelay(st.index), unwrap(m).(*envelope.Envelope).Message.(*fanout).message
		p.wire.carry(m, r.nodes)
	case *fanout:
		out, number = m.viaRelay(st.index), m.message
	default:
		panic(fmt.Sprintf("guild: a relay got a %T", msg))
	}
	p.Begin(c, classRelay, number)
	perSend := w.Price(opGuildSend)
	w.books.relayed(fanoutOf(msg).inFlight, st.index, r.group.Len())
	c.SendAll(r.group, out, int64(perSend)*1000)
	// A preview has fewer sessions than it says it has.
	share := w.settings.Members / w.settings.relaysOf(w.settings.Members)
	if !w.IsPreview() {
		share = r.group.Len()
	}
	c.Spend(perSend * durationOf(max(0, share-r.group.Len())))
	p.ChargeMany(c, classRelay, opGuildSend, int64(share))
}

// viaRelay is the message as a relay sends it.
func (f *fanout) viaRelay(relay int) *fanout {
	return &fanout{message: f.message, inFlight: f.inFlight, relay: relay}
}
