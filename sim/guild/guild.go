package guild

import (
	"context"
	"fanout/sim/exact"
	"fanout/sim/random"
	"fanout/sim/row"
	"fanout/sim/span"
	"fmt"
	"math"
	"time"

	"go.opentelemetry.io/otel/trace"

	"fanout/actor"
	"fanout/envelope"
	"fanout/sim"
)

// guildState is the guild's own: which it is, and how often it has done what.
type guildState struct {
	id             int
	fanouts, small int64
	timings        timings
	back           map[uint32]bool   // sessions that have reconnected
	leaked         trace.SpanContext // of a handler that failed and did not detach; see leak.go
}

// guild is what the world knows of one guild. It changes between runs only, so
// that every node may read it.
type guild struct {
	id         int
	node       *guildNode
	supervisor actor.PID
	addr       actor.PID    // stands for the guild's actor, also after a restart
	group      *actor.Group // whom it sends to, in the order of sending: its members, or its relays
	nodes      int          // on which those are
	size       int          // members that exist; in a preview there are fewer than it says
}

// large is the guild that the picture shows: everyone is its member.
func (w *World) large() *guild { return w.guilds[0] }

// pid is the actor of a guild, 0 while there is none.
func (g *guild) pid() actor.PID { return g.node.Node().Whereis(g.name()) }

func (g *guild) name() string { return fmt.Sprint("guild-", g.id) }

// placeGuild starts a guild on the node that the ring says, under a supervisor
// that starts it again when it crashes, and ends it where it was before. On a node
// that is down a new guild waits until that comes back; one that moves stays until
// then where it is.
func (w *World) placeGuild(g *guild) {
	n := w.guildNodes[w.guildRing.Node(guildKey(g.id))]
	if g.node == n || n.down && g.node != nil {
		return
	}
	g.end()
	g.node, g.addr = n, n.Node().Address(g.name())
	if !n.down {
		g.start()
	}
}

// end ends a guild and its supervisor, if it was ever started.
func (g *guild) end() {
	if g.node == nil {
		return
	}
	w, pid := g.node.world, g.pid()
	w.System().Kill(g.supervisor, nil)
	w.System().Kill(pid, nil)
}

// start starts a guild and its supervisor on the guild's node.
func (g *guild) start() {
	n := g.node
	g.supervisor = actor.Supervisor{
		MaxRestarts: math.MaxInt32, // someone who crashes it again and again wants to see it come back
		Children: []actor.ChildSpec{{ID: g.name(), Start: func(*actor.Context) actor.PID {
			keep := minutesKept
			if g.id == 0 {
				keep = minutesKeptLarge
			}
			pid := n.kind.Spawn(n.Node(), guildState{id: g.id, timings: timings{keep: keep, fine: g.id == 0}})
			if err := n.Node().Register(g.name(), pid); err != nil {
				panic("guild: " + err.Error())
			}
			n.world.outages.up(g, n.world.System().Now())
			return pid
		}}},
	}.Spawn(n.Node())
}

// fanout is the message that the guild sends to every session.
type fanout struct {
	message  int64
	inFlight *inFlightFanout // nil for a small guild's
	relay    int             // that it came by
}

// rpcHandle is the gRPC server on the guild's node: it reads the trace headers as
// the sieve setting says and hands the message to the guild.
func (n *guildNode) rpcHandle(c *actor.Context, st *rpcState, msg actor.Message) {
	r := msg.(*request)
	w, p := n.world, n.process
	p.Begin(c, classRPC, r.message.number)
	w.pictures.headers.record(w, r.headers)
	ctx, receipt := p.Transport().ReceiveHeaders(context.Background(), r.headers)
	p.Receive(c, classRPC, receipt.Op)
	n.headers.count(receipt.Op)
	p.Charge(c, classRPC, opHandler)
	made := p.wrapForGuild(c, classRPC, ctx, r.message, r.message.number)
	w.pictures.trails.recordRead(n, r.message, receipt.Op, made, c.Now())
	c.Send(w.guildOf(r.message.guild).addr, made)
	caller, _ := c.Caller()
	c.Reply(caller, nil)
}

type rpcState struct{}

// wrapForGuild puts a message for the guild into an envelope, if the share of the
// rollout covers it.
func (p *process) wrapForGuild(c *actor.Context, cl row.Class, ctx context.Context, msg any, number int64) any {
	if p.version == versionBare || !rolledOut(p.world.settings.EnvelopesGuild, number) {
		return msg
	}
	wrapped, receipt := p.Transport().Wrap(ctx, msg, 1)
	p.Wrapped(c, cl, receipt.Op)
	return wrapped
}

// rolledOut decides whether a sender that makes the given message already sends
// envelopes. One guild stands for a fleet here, so the share is one of messages.
func rolledOut(share exact.PPM, number int64) bool {
	return random.Mix(uint64(number))%uint64(exact.Whole) < uint64(share)
}

func (n *guildNode) guildHandle(c *actor.Context, st *guildState, msg actor.Message) {
	w, p := n.world, n.process
	began := c.Now()
	if m, ok := msg.(*wireMessage); ok {
		msg = p.read(m)
	}
	ctx, got := p.Transport().Receive(st.ambient(), msg)
	var cl row.Class
	var name string
	var number int64
	switch m := got.Message.(type) {
	case *userMessage:
		cl, name, number = classFanout, "guild.fan_out", m.number
		if st.id > 0 {
			cl = classFanoutSmall
		}
	case *connect:
		cl, name, number = classConnect, "guild.connect", int64(m.number)
	case *update:
		cl, name, number = classSmall, "guild.update", m.number
	}
	p.Begin(c, cl, number)
	p.Receive(c, cl, got.Receipt.Op)
	var s sim.ActiveSpan
	if got.Receipt.Op.Continues() || got.MayStart && w.settings.RootsGuild && p.version > versionBare {
		ctx, s = p.StartSpan(c, cl, ctx, name, trace.SpanKindConsumer, span.Tag(OriginGuild, number))
	}
	if st.stray(got.Receipt.Op.Continues(), s) {
		n.strays++
	}
	switch m := got.Message.(type) {
	case *userMessage:
		if m.fails {
			n.fail(c, st, ctx, cl, s, m)
			st.timings.add(cl, began, c.Now()) // it took its time all the same
			return
		}
		p.Charge(c, cl, opGuildSmall)
		if s.Outcome.Kept() {
			s.SetAttributes(span.MessageKey.Int64(m.number), span.RecipientsKey.Int(w.settings.recipientsOf(m.guild)))
		}
		st.fanouts++
		n.fanOut(c, ctx, cl, w.guilds[st.id], m)
	case *connect:
		n.takeIn(c, cl, st, m)
	default:
		p.Charge(c, cl, opGuildSmall)
		st.small++
	}
	p.EndSpan(c, cl, s)
	st.timings.add(cl, began, c.Now())
}

// fanOut sends a message to all members of a guild.
func (n *guildNode) fanOut(c *actor.Context, ctx context.Context, cl row.Class, g *guild, m *userMessage) {
	w, p := n.world, n.process
	recipients := w.settings.recipientsOf(m.guild)
	f := &fanout{message: m.number}
	var msg any = f
	carrier := sim.CarrierBare
	if p.version > versionBare && rolledOut(w.settings.EnvelopesSessions, m.number) {
		says := recipients
		if p.version == versionCarrier {
			says = 0
		}
		var r envelope.Receipt
		msg, r = p.Transport().Wrap(ctx, f, says)
		p.Wrapped(c, cl, r.Op)
		carrier = sim.CarrierOf(r, ctx)
	}
	origin := row.Origin(0)
	if carrier == sim.CarrierSampled {
		origin = span.OriginOf(trace.SpanContextFromContext(ctx).TraceID())
	}
	if carrier == sim.CarrierSampled && origin == OriginAPI {
		w.totals.spansExp += int64(recipients) * int64(w.meanKeep(p.version, recipients))
	}
	w.totals.expected += int64(g.size)
	w.books.handled++
	o, sends := opGuildSend, recipients
	if m.guild == 0 {
		f.inFlight = w.inFlight.open(c, g, m, carrier, origin)
		w.pictures.trails.recordFanout(g, f.inFlight, msg, c.Now())
		if relays := w.settings.relaysOf(recipients); relays > 0 {
			o, sends = opGuildRelay, max(relays, g.group.Len())
		}
	}
	perSend := w.Price(o) * time.Duration(w.weight(cl))
	c.SendAll(g.group, p.pack(msg, f.inFlight, g.nodes), int64(perSend)*1000)
	// A preview has fewer sessions than it says it has.
	c.Spend(perSend * durationOf(max(0, sends-g.group.Len())))
	p.ChargeMany(c, cl, o, int64(sends))
}

// arrivals is when the first session gets a message that the guild begins to send
// now, and how many picoseconds later each of the following does.
func (w *World) arrivals(now actor.Time) (start, step int64) {
	start, step = int64(now)+w.settings.Latency, int64(w.Price(opGuildSend))*1000*int64(w.settings.GuildScale)
	if relays := len(w.relays); relays > 0 {
		start += w.settings.Latency
		step /= int64(relays) * int64(w.settings.GuildScale) // they send all at the same time
	}
	return start, step
}

// weight is how many times an operation of the class is charged.
func (w *World) weight(cl row.Class) int64 {
	if f := classes[cl].Weight; f != nil {
		return f(w.settings)
	}
	return 1
}
