// Package genserver gives actors of package actor traced calls and casts: the
// post's drop-ins for GenServer.call and GenServer.cast. Messages go through an
// envelope.Transport, and handlers get the context that came with them.
//
// There is no drop-in for a plain send, as in the post: who sends without it wraps
// on his own, and who receives cannot tell the difference.
//
// # Decisions
//
// A context belongs to the handling of one message. That includes what an actor
// does when the answer to its call comes: it was suspended in the middle of that
// message, and its span is still open. The context waits in the actor's own state,
// so it goes when the actor goes.
package genserver

import (
	"context"
	"time"

	"fanout/actor"
	"fanout/envelope"
)

// Behaviour is actor.Behaviour with a context. Handle is required, Resume for
// kinds that call.
type Behaviour[T any] struct {
	// Handle is called once per message. ctx holds the sender's span context if
	// one came with the message; m.MayStart says whether to ask for a span.
	Handle func(ctx context.Context, s *Server, state *T, m envelope.Received)

	// Resume is called with the outcome of a call, in the context that was given
	// to [Server.Call].
	Resume func(ctx context.Context, s *Server, state *T, r actor.Reply)

	Mailbox  int            // as in actor.Behaviour
	Overflow actor.Overflow // as in actor.Behaviour
	Copy     func(T) T      // as in actor.Behaviour
}

// Server is an actor's way to the world while it handles one message, with the
// service's transport in front.
type Server struct {
	*actor.Context
	transport *envelope.Transport
	waiting   context.Context // of the actor's pending call
}

// Kind is a kind of traced actors.
type Kind[T any] struct {
	kind      actor.Kind[state[T]]
	transport *envelope.Transport
}

// state is the actor's value and its Server. The Server stays from message to
// message, because a new one for each would be an allocation for each.
type state[T any] struct {
	value  T
	server Server
}

// NewKind registers a kind of actors that receive through the given transport.
func NewKind[T any](s *actor.System, name string, t *envelope.Transport, b Behaviour[T]) Kind[T] {
	if b.Handle == nil {
		panic("genserver: kind " + name + " has no Handle")
	}
	inner := actor.Behaviour[state[T]]{
		Mailbox: b.Mailbox, Overflow: b.Overflow,
		Handle: func(c *actor.Context, st *state[T], msg actor.Message) {
			t.Handle(context.Background(), msg, func(ctx context.Context, m envelope.Received) {
				st.server.Context = c
				b.Handle(ctx, &st.server, &st.value, m)
			})
		},
		Copy: func(st state[T]) state[T] {
			if b.Copy != nil {
				st.value = b.Copy(st.value)
			}
			st.server.Context = nil // that of the message being handled
			return st
		},
	}
	if b.Resume != nil {
		inner.Resume = func(c *actor.Context, st *state[T], r actor.Reply) {
			ctx := st.server.waiting
			st.server.waiting, st.server.Context = nil, c
			b.Resume(ctx, &st.server, &st.value, r)
		}
	}
	return Kind[T]{actor.NewKind(s, name, inner), t}
}

// Spawn starts an actor, as actor.Kind.Spawn does.
func (k Kind[T]) Spawn(n *actor.Node, value T) actor.PID {
	return k.kind.Spawn(n, state[T]{value, Server{transport: k.transport}})
}

// State returns the value of a live actor, as actor.Kind.State does.
func (k Kind[T]) State(pid actor.PID) *T {
	if st := k.kind.State(pid); st != nil {
		return &st.value
	}
	return nil
}

// Cast sends msg with the context of ctx.
func (s *Server) Cast(ctx context.Context, to actor.PID, msg any) envelope.Receipt {
	wrapped, receipt := s.transport.Wrap(ctx, msg, 1)
	s.Send(to, wrapped)
	return receipt
}

// CastAll sends msg with the context of ctx to a group, perSend picoseconds each.
// The envelope says how many recipients there are, and all of them share it.
func (s *Server) CastAll(ctx context.Context, g *actor.Group, msg any, perSend int64) envelope.Receipt {
	wrapped, receipt := s.transport.Wrap(ctx, msg, g.Len())
	s.SendAll(g, wrapped, perSend)
	return receipt
}

// Call calls an actor with the context of ctx and suspends this one, as
// actor.Context.Call does; a zero timeout means 5 s. Resume goes on in ctx, with
// whatever span it holds still open.
func (s *Server) Call(ctx context.Context, to actor.PID, msg any, timeout time.Duration, tag uint64) envelope.Receipt {
	wrapped, receipt := s.transport.Wrap(ctx, msg, 1)
	s.Context.Call(to, wrapped, timeout, tag)
	s.waiting = ctx
	return receipt
}
