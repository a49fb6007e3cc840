// Package actor is an Erlang-like actor runtime: processes with mailboxes,
// GenServer-style calls and casts, and a fan-out that reaches a million of them.
//
// An actor is a plain Go value and a function that handles one message at a
// time. A [Kind] binds the two; [Kind.Spawn] puts an actor on a [Node] and
// returns its [PID]. While it handles a message, an actor may change its state,
// send, spawn, call and spend time, all through its [Context].
//
// A [System] is driven in one of two ways, and its actors cannot tell which.
// [System.Run] steps it through virtual time, for simulations and tests: no clock,
// no goroutine and no global randomness are involved, and the same program gives
// the same history on every machine, however it is cut into calls of Run.
// [System.Start] sets it going in real time, a goroutine per node, for a service.
//
// Semantics are Erlang/OTP's where OTP has them: a send never blocks, order is kept
// between any two actors, a call suspends its caller and ends in an answer, a
// timeout or the callee's exit reason, exits travel along links and end monitors,
// and a [Supervisor] starts its children again. A panic is an exit reason.
// Mailboxes have no limit unless [Behaviour.Mailbox] sets one. Where every message
// went can be asked at any time: [System.Account].
//
// # Time
//
// In virtual time a node has k virtual cores. A handler takes no virtual time of its own; it
// says what it costs with [Context.Spend], and its core is busy for so long. A
// message sent after a Spend departs that much later. Work longer than a slice
// is cut into slices, and the actor queues up again after each, so that one hot
// actor cannot starve the others of its node.
//
// Nodes are joined by links with a latency. The least latency is the look-ahead:
// within it nothing one node does can be seen by another, so each node runs on
// alone to the end of the window before the next one does.
//
// # Decisions
//
// A fan-out is one record, not a million mailbox writes. [Context.SendAll] puts a
// cursor over the recipients into each receiving node, and the node merges its
// cursors with its other events in order of time. A recipient that is busy or
// suspended when its turn comes gets the message into its mailbox, like any
// other. This keeps global order and makes an idle recipient cost no memory.
//
// Events are ordered by time, then by the sending node, then by that node's own
// count. The order of execution among nodes therefore never shows, and a history
// does not depend on how it was cut into windows, frames or budgets.
//
// An actor that calls is suspended and its answer comes to [Behaviour.Resume]
// with the tag it gave. There is no closure and no goroutine to keep alive, so
// the whole state of an actor is its value, its mailbox and that tag: plain data.
//
// A node takes its events in order, and one that waits for a core holds up those
// behind it, as a run queue does; so the refusal of a call to a dead actor waits its
// turn on a busy node.
//
// Values of a kind lie in slabs and handlers are called with an untyped pointer
// into them (see Kind): one indirect call per message, and nothing for the garbage
// collector to look at if the values hold no pointers.
//
// One recover guards a whole slice of the loop, not every message: a deferred
// call per message costs more than a message.
package actor
