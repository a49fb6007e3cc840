package guild

import (
	"context"

	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"fanout/actor"
	"fanout/sim"
	"fanout/sim/span"
)

// apiNode is one process of the API. Its actor handles one user message at a
// time: it opens the trace, does its work and calls the guild's node by gRPC.
type apiNode struct {
	*process
	index   int
	pid     actor.PID
	sent    int64
	sampled int64
	headExp int64 // Σ head rate of sent, in millionths
	small   int64 // of sent, to small guilds
	failed  int64 // calls to the guilds without an answer
	tokens  []Token

	// What the actor needs again when its call comes back.
	root, client sim.ActiveSpan
}

type apiState struct{ index int }

// request is a gRPC request of the API to the guild's node.
type request struct {
	headers headers
	message *userMessage
}

func newAPINode(w *World, i int) *apiNode {
	n := &apiNode{process: w.newProcess("api", apiNames[i], 1), index: i}
	n.pid = w.apiKind.Spawn(n.Node(), apiState{i})
	return n
}

var apiNames = [...]string{"api-1", "api-2", "api-3"}

func (w *World) apiHandle(c *actor.Context, st *apiState, msg actor.Message) {
	m := msg.(*userMessage)
	n := w.apis[st.index]
	n.Begin(c, classDispatch, m.number)
	n.sent++
	n.headExp += int64(w.settings.HeadRate)

	ctx, root := n.StartSpan(c, classDispatch, context.Background(), "message_common.dispatch_message",
		trace.SpanKindServer, span.Tag(OriginAPI, m.number))
	if root.Outcome.Kept() {
		n.sampled++
		root.SetAttributes(span.MessageKey.Int64(m.number))
	}
	if m.guild > 0 {
		n.small++
	} else {
		w.Observe(sim.Occurrence{Event: EventSent, At: int64(c.Now()), Subject: m.number, Carrier: headCarrier(root)})
	}
	n.Charge(c, classDispatch, opDispatch)
	ctx, client := n.StartSpan(c, classDispatch, ctx, "discord_guilds", trace.SpanKindClient, 0)
	h := make(headers, 2)
	carrier := sim.CarrierEmpty
	if w.settings.GRPCLink {
		n.Wrapped(c, classDispatch, n.Transport().InjectHeaders(ctx, h).Op)
		carrier = headCarrier(root)
	}
	n.root, n.client = root, client
	c.Call(w.guildOf(m.guild).node.rpc, &request{h, m}, 0, uint64(m.number))
	if m.guild > 0 {
		return // the picture is of the large guild
	}
	w.pictures.trails.recordSent(n, m, h, c.Now())
	n.token(Token{Message: m.number, Lane: LaneAPI, Node: n.index, Carrier: carrier,
		Start: int64(c.Now()), End: int64(c.Now()) + w.settings.LatencyAPI})
}

func (w *World) apiResume(c *actor.Context, st *apiState, r actor.Reply) {
	n := w.apis[st.index]
	n.Note(c, r.Tag)
	if r.Err != nil {
		n.failed++
		if r.Err == actor.ErrTimeout {
			w.books.timedOut(int64(r.Tag), c.Now())
		}
		n.client.SetStatus(codes.Error, r.Err.Error())
	}
	n.EndSpan(c, classDispatch, n.client)
	n.EndSpan(c, classDispatch, n.root)
}

// token remembers a message in flight for the pictures, and forgets those that
// have long arrived.
func (n *apiNode) token(t Token) {
	keep := n.tokens[:0]
	for _, old := range n.tokens {
		if old.End > t.Start-tokensKeptNs {
			keep = append(keep, old)
		}
	}
	n.tokens = append(keep, t)
}

// tokensKeptNs is how long a token is kept after its arrival: a picture may be
// behind the API by a window.
const tokensKeptNs = 10_000_000

// headCarrier says what the head sampler decided.
func headCarrier(root sim.ActiveSpan) sim.Carrier {
	if root.Outcome.Kept() {
		return sim.CarrierSampled
	}
	return sim.CarrierUnsampled
}
