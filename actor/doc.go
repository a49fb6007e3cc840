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
// Semantics are Erlang/OTP's where OTP has them.
//
// # Guarantees
//
// In virtual and in real time:
//
//   - A send never blocks. What one actor sends to another arrives in the order of
//     sending, or is counted as lost; what has a delay is in no order with the rest.
//   - An actor handles one message at a time, and nothing else touches its state.
//   - A call suspends its caller and ends once: in an answer, a timeout, or the callee's
//     exit reason.
//   - A timer or a timeout is never early.
//   - Exits travel along links and end monitors, and a [Supervisor] starts its children
//     again. A handler that panics or calls runtime.Goexit ends its actor alone.
//   - Mailboxes have no limit unless [Behaviour.Mailbox] sets one, and the notice of an
//     exit comes whatever it is.
//   - Every message sent is handled, or counted as a dead letter, as dropped or as lost, or
//     still there: [System.Account].
//   - An actor that keeps itself busy, or exits over and over, does not keep the others
//     of its node from their turn.
//
// In virtual time only:
//
//   - The same program gives the same history, whatever the machine and the cuts.
//   - Work takes the time that Spend says, on as many cores as the node has; links take
//     their latency, lose messages and fail as [System.Link] says.
//   - Order among all actors: of one instant, by node and by sending.
//   - How long a handler really takes to run has no effect on anything.
//   - Between two runs everything can be looked at, copied and restored:
//     [System.Checkpoint], [System.Restore].
//
// In real time only:
//
//   - Nodes run side by side. A handler that blocks holds up its own node, no other.
//   - Callers outside may be many at once, by [Running]; [Running.Stop] returns in time
//     and says which handler did not.
//   - Spend is only counted; links take the time of a queue, and nothing is lost on them.
//     Timers and timeouts come when the node gets to them: late by what it is at.
//
// # Time
//
// In virtual time a node has k virtual cores. Running a handler takes no virtual time; it
// says what it costs with [Context.Spend], and its core is busy for so long. A
// message sent after a Spend departs that much later. Work longer than a slice
// is cut into slices, and the actor queues up again after each, so that one hot
// actor cannot starve the others of its node.
//
// Nodes are joined by links with a latency. The least latency is the look-ahead:
// within it nothing one node does can be seen by another, so each node runs on
// alone to the end of the window before the next one does.
//
// # Watching
//
// [System.Info] shows an actor as Erlang's observer does: its mailbox, what it spent,
// whom it is tied to, what it works on or waits for. [Node.Info] shows a node: its run
// queue, its core time, its memory; two of them give the utilisation in between, by
// [NodeInfo.Utilisation]. [Node.Actors] goes through the live actors. All of it is
// kept anyway, so asking is all it costs; each method says how much. While a system
// runs in real time, ask inside [Running.Do]. [System.Trace] tells of single messages.
//
// # Bad use
//
// Whatever is passed in has a defined result, and the system goes on:
//
//   - A PID that refers to no live actor (stale, invalid, 0, or on a node that does not
//     exist) is treated as an actor that just exited. A message to it, also by timer or
//     fan-out, is a dead letter. A call ends in ErrNoProcess, a monitor in a Down with
//     it, a link in an exit signal with it. An exit signal, an answer, an Unlink and a
//     Demonitor have no effect. It takes no name. As a supervisor's child it counts as
//     one that failed, but for 0, which is a child that does not run.
//   - A PID, Caller or Group of another system means the actor with the same number
//     here: they are numbers. A kind or node of another system panics.
//   - A second answer to a call, one after its timeout, and one to a call that is not
//     waited for are dropped and counted as NodeStats.LateReplies, for a caller outside at
//     the node of the answer. Reply to the zero Caller does nothing. An answer counts no matter who gives it, so that a Caller can
//     be handed on.
//   - An actor that calls itself, or calls in a circle, waits until the timeout.
//   - After Stop, Spawn returns 0 and is counted as NodeStats.Refused, messages from
//     outside are counted by System.Refused, and calls from outside end in ErrStopped.
//     A second Stop does nothing.
//   - A delay below 0 is none; a timeout of 0 or less is DefaultCallTimeout; waits
//     beyond 146 years end there. Spend and SendAll panic on costs below 0 or sums
//     beyond what Time can hold.
//   - A panic in a handler is the exit reason of its actor alone; so is ErrGoexit if it calls
//     runtime.Goexit, which in virtual time ends the goroutine of Run as well, and the next
//     Run goes on. A Context that is used after its handler panics; during another's it
//     speaks for that one.
//   - A full mailbox that refuses a refusal says so to nobody.
//   - A call from outside whose context is over is not made. A panic of a function given to
//     Do is one of Do. OnExit, OnDrop and the function of Trace must not panic: nobody is there
//     to catch it in real time.
//   - While a system runs in real time, what nodes share cannot be changed: AddNode, NewKind,
//     Link, Resize and System.Stop panic.
//   - Actors that send or fan out to each other, and supervisors that restart without
//     limit, all without spending time, do not stop the clock: after some 260,000
//     messages in a row at one instant a slice is charged. A budget is looked at every few
//     hundred messages, and after each crash.
//   - Settings that make no sense panic where they are made, and say what was expected.
//
// baduse_test.go shows them one by one.
//
// # Differences from OTP
//
// A supervisor knows no parent: an exit signal with a reason, from anybody but a child,
// ends it, also while it restarts children. A child that unlinks from its supervisor is
// monitored from then on; in OTP its exit goes unnoticed. The ID of a child that does not run
// can be given to another. The PID of an actor that exits names nobody from the start of its last
// handler on, while those tied to it learn of the exit at that handler's end. An Unlink
// that crosses a Link of the other end may leave the other end linked. A name can be
// linked to.
package actor
