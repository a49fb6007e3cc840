// Package genserver gives actors of package actor traced calls and casts: the
// post's drop-ins for GenServer.call and GenServer.cast. Messages go through an
// envelope.Transport, and handlers get the context that came with them.
//
// Actors of other kinds are none the wiser: they may send bare messages to traced ones,
// and understand what traced ones send if they receive it through a transport.
//
// # Decisions
//
// A context belongs to the handling of one message. That includes what an actor
// does when the answer to its call comes: it was suspended in the middle of that
// message, and its span is still open. The context waits in the actor's own state,
// so it goes when the actor goes.
//
// A [Server] does not hand out the [actor.Context] behind it, and has no way to send
// without a context.Context: a fan-out that says nothing of its size would have a
// million recipients start traces, and a call that bypasses it would have nothing to
// go on in. context.Background() sends what belongs to no trace.
package genserver

import (
	"context"

	"fanout/actor"
	"fanout/envelope"
)

// Behaviour is actor.Behaviour with a context. Handle is required, Resume for
// kinds that call.
type Behaviour[T any] struct {
	// Handle is called once per message. ctx holds the sender's span context if
	// one came with the message; m.MayStart says whether to ask for a span. An
	// [actor.Refused] holds the message as it was before it was wrapped, and ctx what
	// it was sent with.
	Handle func(ctx context.Context, s *Server, state *T, m envelope.Received)

	// Resume is called with the outcome of a call, in the context that was given
	// to [Server.Call].
	Resume func(ctx context.Context, s *Server, state *T, r actor.Reply)

	Mailbox  int            // as in actor.Behaviour
	Overflow actor.Overflow // as in actor.Behaviour
	Copy     func(T) T      // as in actor.Behaviour
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
			st.server.actor = c
			if refused, ok := msg.(actor.Refused); ok {
				ctx, m := t.Receive(context.Background(), refused.Msg)
				m.Message = actor.Refused{By: refused.By, Msg: m.Message}
				b.Handle(ctx, &st.server, &st.value, m)
				return
			}
			t.Handle(context.Background(), msg, func(ctx context.Context, m envelope.Received) {
				b.Handle(ctx, &st.server, &st.value, m)
			})
		},
		Copy: func(st state[T]) state[T] {
			if b.Copy != nil {
				st.value = b.Copy(st.value)
			}
			st.server.actor = nil // that of the message being handled
			return st
		},
	}
	if b.Resume != nil {
		inner.Resume = func(c *actor.Context, st *state[T], r actor.Reply) {
			ctx := st.server.waiting
			st.server.waiting, st.server.actor = nil, c
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
