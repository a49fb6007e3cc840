package genserver

import (
	"context"
	"time"

	"fanout/actor"
	"fanout/envelope"
)

// Server is an actor's way to the world while it handles one message, with the
// service's transport in front: what [actor.Context] is to other actors. It is valid
// as long as that.
type Server struct {
	actor     *actor.Context
	transport *envelope.Transport
	waiting   context.Context // of the actor's pending call
}

// Cast sends msg with the context of ctx.
func (s *Server) Cast(ctx context.Context, to actor.PID, msg any) envelope.Receipt {
	wrapped, receipt := s.transport.Wrap(ctx, msg, 1)
	s.actor.Send(to, wrapped)
	return receipt
}

// CastFrom is Cast with the context of a slot, as [envelope.Transport.WrapFrom] is Wrap:
// cheaper for an actor that sends several messages in one handler.
func (s *Server) CastFrom(slot *envelope.Slot, to actor.PID, msg any) envelope.Receipt {
	wrapped, receipt := s.transport.WrapFrom(slot, msg, 1)
	s.actor.Send(to, wrapped)
	return receipt
}

// CastAfter sends msg with the context of ctx after a delay, as
// [actor.Context.SendAfter] does.
func (s *Server) CastAfter(ctx context.Context, d time.Duration, to actor.PID, msg any) envelope.Receipt {
	wrapped, receipt := s.transport.Wrap(ctx, msg, 1)
	s.actor.SendAfter(d, to, wrapped)
	return receipt
}

// CastAll sends msg with the context of ctx to a group, perSend picoseconds each.
// The envelope says how many recipients there are, and all of them share it.
func (s *Server) CastAll(ctx context.Context, g *actor.Group, msg any, perSend int64) envelope.Receipt {
	wrapped, receipt := s.transport.Wrap(ctx, msg, g.Len())
	s.actor.SendAll(g, wrapped, perSend)
	return receipt
}

// Call calls an actor with the context of ctx and suspends this one, as
// [actor.Context.Call] does; a timeout of zero or less means 5 s. Resume goes on in
// ctx, with whatever span it holds still open.
func (s *Server) Call(ctx context.Context, to actor.PID, msg any, timeout time.Duration, tag uint64) envelope.Receipt {
	wrapped, receipt := s.transport.Wrap(ctx, msg, 1)
	s.actor.Call(to, wrapped, timeout, tag)
	s.waiting = ctx
	return receipt
}

// Caller identifies the call being handled, as [actor.Context.Caller] does.
func (s *Server) Caller() (caller actor.Caller, ok bool) { return s.actor.Caller() }

// Reply answers a call, as [actor.Context.Reply] does. No context goes with an answer:
// the caller goes on in that of its call.
func (s *Server) Reply(to actor.Caller, value any) { s.actor.Reply(to, value) }

// Self is the actor's own PID.
func (s *Server) Self() actor.PID { return s.actor.Self() }

// Node is the node on which the actor lives.
func (s *Server) Node() *actor.Node { return s.actor.Node() }

// From is the sender of the message being handled, 0 if it came from outside.
func (s *Server) From() actor.PID { return s.actor.From() }

// Rank is the actor's place among the recipients of a fan-out, as
// [actor.Context.Rank] is.
func (s *Server) Rank() int { return s.actor.Rank() }

// Now is the virtual time: the start of the handler and what it has spent.
func (s *Server) Now() actor.Time { return s.actor.Now() }

// Spend takes virtual time on the actor's core, as [actor.Context.Spend] does.
func (s *Server) Spend(d time.Duration) { s.actor.Spend(d) }

// Exit ends the actor after this message, for the given reason; nil is a normal exit.
func (s *Server) Exit(reason error) { s.actor.Exit(reason) }

// Link links the actor to another, as [actor.Context.Link] does.
func (s *Server) Link(to actor.PID) { s.actor.Link(to) }

// Unlink undoes Link, as [actor.Context.Unlink] does.
func (s *Server) Unlink(from actor.PID) { s.actor.Unlink(from) }

// TrapExit sets whether exits of linked actors come as messages, as
// [actor.Context.TrapExit] does.
func (s *Server) TrapExit(on bool) { s.actor.TrapExit(on) }

// SendExit asks another actor to exit, as [actor.Context.SendExit] does.
func (s *Server) SendExit(to actor.PID, reason error) { s.actor.SendExit(to, reason) }

// Monitor has the actor told of another's exit, as [actor.Context.Monitor] does.
func (s *Server) Monitor(target actor.PID) actor.MonitorRef { return s.actor.Monitor(target) }

// Demonitor undoes Monitor, as [actor.Context.Demonitor] does.
func (s *Server) Demonitor(target actor.PID, ref actor.MonitorRef) { s.actor.Demonitor(target, ref) }
