package guild

import (
	"cmp"
	"context"
	"fanout/sim/exact"
	"fanout/sim/random"
	"fanout/sim/row"
	"fanout/sim/span"
	"fmt"
	"slices"
	"time"

	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"fanout/actor"
	"fanout/sim"
	"fanout/sim/ring"
)

// A session that has lost its connection connects again to its guilds, one after the
// other and the large one last, by a call with the usual timeout. A call that timed
// out stays in the guild's mailbox and is served all the same; its answer comes too
// late and is dropped, but the guild also tells the session that it is in, so a
// later attempt need not wait its turn. Until then the session tries again, after
// pauses that double.
//
// Meanwhile the guild goes on sending to it, and the session, which has no client
// to show anything to, drops what it gets.
type connecting struct {
	guilds   []int // still to connect to, in order
	began    actor.Time
	attempts int64
	span     sim.ActiveSpan
}

// connect is the call that a session makes.
type connect struct{ number uint32 }

// connected tells a session that a guild has taken it in.
type connected struct{ guild int }

// reconnect tells a session that its connection is lost.
type reconnect struct{}

// tryAgain is what a session sends itself for the end of a pause.
type tryAgain struct{ guild int }

// Pauses between two attempts.
const (
	pauseFirst = time.Second
	pauseMost  = 64 * time.Second
	stormWidth = time.Second // within which the sessions of a command begin
)

// connectStats counts the connects to guilds of one class.
type connectStats struct {
	done    int64
	longest actor.Time
}

// connectRowsMost is how many connects a view has one by one.
const connectRowsMost = 64

// ConnectRow is one session that connects to a guild, or has connected to it.
type ConnectRow struct {
	Session  int64 // by which its spans name it
	Guild    int   // 0 is the large one
	TookNs   int64 // how long it took, or has lasted so far
	Attempts int64
	Waiting  bool // it is under way
}

// longest are connects, the longest first.
type longest []ConnectRow

// add takes a connect in, if it is one of the longest.
func (l longest) add(r ConnectRow) longest {
	order := func(a, b ConnectRow) int {
		return cmp.Or(cmp.Compare(b.TookNs, a.TookNs), cmp.Compare(a.Session, b.Session), cmp.Compare(a.Guild, b.Guild))
	}
	if len(l) == connectRowsMost {
		if order(r, l[len(l)-1]) >= 0 {
			return l
		}
		l = l[:len(l)-1]
	}
	at, _ := slices.BinarySearchFunc(l, r, order)
	return slices.Insert(l, at, r)
}

// guildClass is 0 for the large guild and 1 for small ones.
func guildClass(id int) int { return min(id, 1) }

// ConnectTotals is how sessions connect to guilds of one class.
type ConnectTotals struct {
	Waiting   int64 // connects under way
	Done      int64 // connects that have come to an end
	OldestNs  int64 // how long the oldest of those under way has lasted
	LongestNs int64 // how long the longest that is done has taken
}

// ConnectView is how sessions connect to their guilds.
type ConnectView struct {
	Large, Small ConnectTotals
	Timeouts     int64        // calls that were not answered in time
	Retries      int64        // attempts after the first
	LateReplies  int64        // answers that came after the timeout
	Missed       int64        // deliveries to sessions that were not connected
	Rows         []ConnectRow // the longest of those under way and those that are done, the longest first
}

func parseReconnect(args string) (func(sim.World), error) {
	p, ok := exact.ParsePPM(args)
	if !ok || p < 1 || p > exact.Whole {
		return nil, fmt.Errorf("reconnect: %q is not possible; expected a share from %v to 100%%, such as 1%% or 0.01", sim.Clip(args), exact.PPM(1))
	}
	return func(w sim.World) { w.(*World).storm(p) }, nil
}

// reconnectFlag says what a storm did.
func reconnectFlag(args string) string { return shareText(args) + " of sessions reconnect" }

// shareText is a share of the grammar as people write it.
func shareText(text string) string {
	p, _ := exact.ParsePPM(text)
	return p.Percent()
}

// stormMost is about how many sessions one command makes reconnect: a million
// that all wait for one guild would take a gigabyte to say nothing more.
const stormMost = 100_000

// storm makes a share of the sessions lose their connections within stormWidth.
func (w *World) storm(share exact.PPM) {
	w.storms.count++
	began := 0
	share = min(share, exact.PPM(stormMost*int64(exact.Whole)/int64(max(stormMost, w.sessionNodes.live()))))
	r := random.Stream(random.Mix(w.Seed()+w.storms.count), purposeStorm)
	for _, n := range w.sessionNodes {
		for _, pid := range n.members {
			st := n.kind.State(pid)
			if st == nil || n.connecting[st.number] != nil || exact.PPM(r.Below(uint64(exact.Whole))) >= share {
				continue
			}
			for _, id := range append(slices.Clone(w.small.of[st.number]), 0) {
				g := w.guildOf(id)
				if guild := g.node.kind.State(g.pid()); guild != nil {
					delete(guild.back, st.number)
				}
			}
			w.System().SendAt(w.System().Now()+actor.Time(r.Below(uint64(stormWidth))), pid, &reconnect{})
			began++
		}
	}
	w.storms.begin(w, began)
}

// handleConnection handles what a session is told about its connections.
func (n *sessionNode) handleConnection(c *actor.Context, st *session, msg actor.Message) {
	p := n.process
	k := n.connecting[st.number]
	switch m := msg.(type) {
	case *reconnect:
		if k == nil {
			k = &connecting{guilds: append(slices.Clone(n.world.small.of[st.number]), 0)}
			n.connecting[st.number] = k
			p.Count(classConnecting) // and not handled: that is deliveries
			p.Note(c, uint64(st.number))
			n.dial(c, st, k)
		}
	case *connected:
		if k != nil && k.guilds[0] == m.guild {
			p.Note(c, uint64(st.number))
			n.connected(c, st, k)
		}
	case *tryAgain:
		if k != nil && k.guilds[0] == m.guild {
			p.Note(c, uint64(st.number))
			n.retries++
			n.call(c, st, k)
		}
	default:
		panic(fmt.Sprintf("guild: a session got a %T", msg))
	}
}

// dial begins to connect to the next guild.
func (n *sessionNode) dial(c *actor.Context, st *session, k *connecting) {
	k.began, k.attempts, k.span = c.Now(), 0, sim.ActiveSpan{}
	if n.world.settings.RootsSession {
		_, k.span = n.StartSpan(c, classConnecting, context.Background(), "session.connect", trace.SpanKindClient, span.Tag(OriginBackground, int64(st.number)))
	}
	n.call(c, st, k)
}

// call makes one attempt.
func (n *sessionNode) call(c *actor.Context, st *session, k *connecting) {
	w := n.world
	k.attempts++
	ctx := context.Background()
	if k.span.Span != nil {
		ctx = trace.ContextWithSpan(ctx, k.span.Span)
	}
	msg := n.wrapForGuild(c, classConnecting, ctx, &connect{st.number}, int64(st.number))
	c.Call(w.guildOf(k.guilds[0]).addr, n.pack(msg, nil, 1), actor.DefaultCallTimeout, uint64(k.guilds[0]))
}

// sessionResume gets the outcome of an attempt.
func (n *sessionNode) sessionResume(c *actor.Context, st *session, r actor.Reply) {
	n.Note(c, uint64(st.number))
	k := n.connecting[st.number]
	if k == nil || k.guilds[0] != int(r.Tag) {
		return
	}
	if r.Err == nil {
		n.connected(c, st, k)
		return
	}
	if r.Err == actor.ErrTimeout {
		n.timeouts++
	}
	if k.guilds[0] >= len(n.world.guilds) { // it no longer exists
		if k.span.Span != nil {
			k.span.SetStatus(codes.Error, "the guild no longer exists")
		}
		n.next(c, st, k)
		return
	}
	pause := min(pauseFirst<<min(k.attempts-1, 16), pauseMost)
	// Half of it is drawn, so that those who failed together do not come together.
	pause = pause/2 + time.Duration(n.rng.Below(uint64(pause)))
	c.SendAfter(pause, c.Self(), &tryAgain{k.guilds[0]})
}

// connected notes that a guild has taken a session in, which goes on with the next.
func (n *sessionNode) connected(c *actor.Context, st *session, k *connecting) {
	stats := &n.connects[guildClass(k.guilds[0])]
	stats.done++
	stats.longest = max(stats.longest, c.Now()-k.began)
	n.slowest = n.slowest.add(ConnectRow{int64(st.number), k.guilds[0], int64(c.Now() - k.began), k.attempts, false})
	n.next(c, st, k)
}

// next ends what there is with a guild and dials the next one.
func (n *sessionNode) next(c *actor.Context, st *session, k *connecting) {
	n.hangUp(c, k)
	if k.guilds = k.guilds[1:]; len(k.guilds) == 0 {
		delete(n.connecting, st.number)
		return
	}
	n.dial(c, st, k)
}

// hangUp ends the span of a connect.
func (n *sessionNode) hangUp(c *actor.Context, k *connecting) {
	if k.span.Outcome.Kept() {
		k.span.SetAttributes(GuildKey.Int(k.guilds[0]), AttemptsKey.Int64(k.attempts))
	}
	n.EndSpan(c, classConnecting, k.span)
}

// forget drops what a session that has ended was about to do.
func (n *sessionNode) forget(number uint32) {
	k := n.connecting[number]
	if k == nil {
		return
	}
	if k.span.Span != nil {
		k.span.SetStatus(codes.Error, "the session no longer exists")
		k.span.EndAt(n.world.Now())
	}
	delete(n.connecting, number)
}

// dropDelivery takes a delivery that nobody is there for.
func (n *sessionNode) dropDelivery(c *actor.Context, st *session, f *fanout) {
	n.missed++
	if f.inFlight != nil {
		f.inFlight.missing.Missed++
	}
	n.MixIn(c, uint64(st.number)<<20^uint64(f.message))
	n.recordHandled(f, c.Now(), c.Now(), 1)
}

// takeIn is a guild's side of a connect: it costs its price once, and what a small
// message does when the session is in already.
func (n *guildNode) takeIn(c *actor.Context, cl row.Class, st *guildState, m *connect) {
	switch {
	case st.back[m.number]:
		n.Charge(c, cl, opGuildSmall)
	case st.id == 0:
		n.Charge(c, cl, opConnect)
	default:
		n.Charge(c, cl, opConnectSmall)
	}
	if st.back == nil {
		st.back = make(map[uint32]bool)
	}
	st.back[m.number] = true
	if caller, ok := c.Caller(); ok {
		c.Reply(caller, nil)
	}
	c.Send(c.From(), &connected{st.id})
}

func (v *ConnectView) fill(w *World) {
	*v = ConnectView{Rows: v.Rows[:0]}
	rows := longest(v.Rows)
	totals := [...]*ConnectTotals{&v.Large, &v.Small}
	now := w.System().Now()
	for _, n := range w.sessionNodes {
		for number, k := range n.connecting { // sums, maxima and the longest: in any order
			t := totals[guildClass(k.guilds[0])]
			t.Waiting++
			t.OldestNs = max(t.OldestNs, int64(now-k.began))
			rows = rows.add(ConnectRow{int64(number), k.guilds[0], int64(now - k.began), k.attempts, true})
		}
		for _, r := range n.slowest {
			rows = rows.add(r)
		}
		for class, t := range totals {
			t.Done += n.connects[class].done
			t.LongestNs = max(t.LongestNs, int64(n.connects[class].longest))
		}
		v.Timeouts += n.timeouts
		v.Retries += n.retries
		v.Missed += n.missed
		v.LateReplies += n.Node().Stats().LateReplies
	}
	v.Rows = rows
}

// pauses is the generator of a node's pauses.
func (w *World) pauses(node string) random.RNG {
	return random.Stream(random.Mix(w.Seed()^ring.Key(node)), purposePauses)
}
