package actor

import (
	"errors"
	"fmt"
	"slices"
	"time"
	"unsafe"
)

// Strategy is which children a supervisor restarts when one of them exits.
type Strategy uint8

const (
	OneForOne  Strategy = iota // that child
	OneForAll                  // all children
	RestForOne                 // that child and those started after it
)

// Restart is when a child is started again.
type Restart uint8

const (
	Permanent Restart = iota // always
	Transient                // after a fault; not after a normal exit or a shutdown
	Temporary                // never, not even with others
)

// ErrRestartIntensity is the exit reason of a supervisor whose children exited
// more often than it may restart them.
var ErrRestartIntensity = errors.New("actor: restart intensity reached")

// ChildSpec says how a supervisor starts and stops one child.
type ChildSpec struct {
	ID string // unique within the supervisor
	// Start spawns the child, on the supervisor's node. A PID of 0 says that there is
	// nothing to start: the child is known and does not run. A panic ends the
	// supervisor.
	Start   func(c *Context) PID
	Restart Restart // zero: Permanent
	// Shutdown is how long the child may take to exit when it is asked to. Zero
	// means 5 s; a negative one kills it without asking. A child that does not
	// trap exits goes at once either way.
	Shutdown time.Duration
}

// Supervisor is how a supervisor is set up, in the manner of OTP's. Children are
// started in order and stopped in reverse. A child that fails while others are being
// stopped gets its turn afterwards, and counts. A child cannot get away: one that unlinks
// from its supervisor is monitored from then on.
type Supervisor struct {
	Strategy Strategy
	// More than MaxRestarts restarts Within a stretch of time make the
	// supervisor stop its children and exit with ErrRestartIntensity. Zero
	// means 3 within 5 s; a negative MaxRestarts means none; a negative Within
	// panics. However many are allowed, restarting takes virtual time when it goes
	// on for long, as all work does that spends none.
	MaxRestarts int
	Within      time.Duration
	Children    []ChildSpec
}

// StartChild, called, makes a supervisor start one more child; the answer is its
// PID, or an error for an ID that is taken. The ID of a child that does not run is free:
// the new one takes its place. While children are being stopped, the answer waits.
type StartChild struct{ Spec ChildSpec }

// WhichChildren, called, is answered with a []Child in the order of starting.
type WhichChildren struct{}

// Child is a child of a supervisor. PID is 0 while it is not running.
type Child struct {
	ID  string
	PID PID
}

// Spawn starts a supervisor on a node, and with its first activation its children. It
// panics on a specification that cannot work. In a stopped system nothing is spawned:
// the PID is 0.
func (s Supervisor) Spawn(n *Node) PID {
	sup := s.prepare()
	pid := Kind[supervisor]{system: n.system, id: supervisorKind}.Spawn(n, sup)
	if pid == 0 {
		return 0
	}
	n.system.SendAt(n.reached, pid, startAll{})
	return pid
}

// supervisorKind is the kind of supervisors, the first of every system: in real time a
// kind cannot be registered when the first of them is spawned.
const supervisorKind = 0

func registerSupervisors(s *System) {
	NewKind(s, "supervisor", Behaviour[supervisor]{Handle: superviseMessage, Copy: supervisor.clone, Size: supervisor.size})
}

func (s Supervisor) prepare() supervisor {
	if s.MaxRestarts == 0 {
		s.MaxRestarts = 3
	}
	if s.Within == 0 {
		s.Within = 5 * time.Second
	}
	if s.Within < 0 {
		panic(fmt.Sprintf("actor: a supervisor with MaxRestarts %d within %v: expected a time above 0", s.MaxRestarts, s.Within))
	}
	sup := supervisor{spec: s, stopping: none}
	for _, c := range s.Children {
		if err := sup.add(c); err != nil {
			panic(err)
		}
	}
	return sup
}

// supervisor is the state of the actor. It stops children one at a time, waiting
// for each, and then does what it stopped them for. What comes meanwhile and cannot be
// dealt with waits, as it would in the mailbox of OTP's, which is at nothing else then.
//
// While a child is being stopped it is monitored: the link to it may have been cut.
type supervisor struct {
	spec     Supervisor
	children []supervised
	restarts []restarts // within the stretch, oldest first
	recent   int        // their sum

	stopping int        // the child being stopped, the last one first, down to `from`; or none
	from     int        // first child of those that are stopped
	monitor  MonitorRef // of the child being stopped
	attempt  int64      // number of the present stop, so that an old deadline is known
	waiting  []postponed
	ending   bool // exit when all are stopped
	reason   error

	monitored PID // the latest child whose monitor has ended: its exit signal may follow
}

// none is no index of a child.
const none = -1

// restarts is how many there were at one time.
type restarts struct {
	at Time
	n  int
}

type supervised struct {
	spec ChildSpec
	pid  PID  // 0 if not running
	gone bool // it has exited, and that is among what waits
}

// postponed is a message that waits until no child is being stopped.
type postponed struct {
	msg    Message
	caller Caller
}

type (
	startAll  struct{}
	deadline  struct{ attempt int64 }
	childExit struct {
		pid    PID
		reason error
	}
)

func (s *supervisor) add(spec ChildSpec) error {
	if spec.Start == nil {
		return fmt.Errorf("actor: child %q has no Start", spec.ID)
	}
	if spec.Shutdown == 0 {
		spec.Shutdown = 5 * time.Second
	}
	for _, c := range s.children {
		if c.spec.ID == spec.ID {
			return fmt.Errorf("actor: two children with the ID %q", spec.ID)
		}
	}
	s.children = append(s.children, supervised{spec: spec})
	return nil
}

func superviseMessage(c *Context, s *supervisor, msg Message) {
	caller, _ := c.Caller()
	s.take(c, msg, caller)
	for s.stopping == none && len(s.waiting) > 0 && !s.ending {
		next := s.waiting[0]
		s.waiting = s.waiting[1:]
		s.take(c, next.msg, next.caller)
	}
}

func (s *supervisor) take(c *Context, msg Message, caller Caller) {
	switch m := msg.(type) {
	case startAll:
		c.TrapExit(true)
		s.startFrom(c, 0)
	case ExitSignal:
		s.exitSignal(c, m)
	case Down:
		s.down(c, m)
	case childExit:
		if i := s.child(m.pid); i != none {
			s.exited(c, i, m.reason)
		}
	case deadline:
		if m.attempt == s.attempt && s.stopping != none {
			c.SendExit(s.children[s.stopping].pid, ErrKilled)
		}
	case StartChild:
		s.startChild(c, m, caller)
	case WhichChildren:
		list := make([]Child, len(s.children))
		for i, ch := range s.children {
			list[i] = Child{ch.spec.ID, ch.pid}
		}
		c.Reply(caller, list)
	}
}

func (s *supervisor) startChild(c *Context, m StartChild, caller Caller) {
	if s.ending {
		return // the caller learns the reason when all children are gone
	}
	if s.stopping != none {
		s.waiting = append(s.waiting, postponed{m, caller})
		return
	}
	if m.Spec.Start != nil { // what cannot be started takes nobody's place
		s.children = slices.DeleteFunc(s.children, func(ch supervised) bool { return ch.spec.ID == m.Spec.ID && ch.pid == 0 })
	}
	if err := s.add(m.Spec); err != nil {
		c.Reply(caller, err)
		return
	}
	last := len(s.children) - 1
	s.start(c, last)
	c.Reply(caller, s.children[last].pid)
}

func (s *supervisor) start(c *Context, i int) {
	ch := &s.children[i]
	pid := ch.spec.Start(c)
	if pid.node() == c.node.id {
		pid = c.node.names.resolve(pid)
	}
	if ch.pid, ch.gone = pid, false; pid != 0 {
		c.Link(pid)
	}
}

// startFrom starts the children from i on that are not running.
func (s *supervisor) startFrom(c *Context, i int) {
	for ; i < len(s.children); i++ {
		if s.children[i].pid == 0 {
			s.start(c, i)
		}
	}
}

// child is the index of the child with a PID, or none.
func (s *supervisor) child(pid PID) int {
	return slices.IndexFunc(s.children, func(ch supervised) bool { return pid != 0 && ch.pid == pid })
}

// exitSignal deals with the exit of a child. A fault of anybody else who is linked to
// the supervisor ends it, as does an exit signal that is sent to it.
func (s *supervisor) exitSignal(c *Context, sig ExitSignal) {
	i := s.child(sig.From)
	switch {
	case i != none:
		s.exited(c, i, sig.Reason)
	case sig.From != 0 && sig.From == s.monitored, sig.Reason == nil, s.ending:
	default:
		s.stopAll(c, sig.Reason)
	}
}

// down deals with the end of a monitor: of the child being stopped, or of one that has
// cut its link.
func (s *supervisor) down(c *Context, m Down) {
	i := s.child(m.PID)
	if s.stopping != none && m.Ref == s.monitor {
		i = s.stopping
	}
	if i != none {
		s.monitored = s.children[i].pid
		s.exited(c, i, m.Reason)
	}
}

// exited deals with the exit of child i.
func (s *supervisor) exited(c *Context, i int, reason error) {
	ch := &s.children[i]
	switch {
	case i == s.stopping:
		ch.pid = 0
		s.stopNext(c)
	case s.stopping == none:
		ch.pid = 0
		s.childFailed(c, i, reason)
	case i >= s.from: // it would have been stopped as well
		ch.pid = 0
	case !ch.gone:
		ch.gone = true
		s.waiting = append(s.waiting, postponed{msg: childExit{ch.pid, reason}})
	}
}

func (s *supervisor) childFailed(c *Context, i int, reason error) {
	fault := reason != nil && !errors.Is(reason, ErrShutdown)
	switch restart := s.children[i].spec.Restart; {
	case restart == Temporary:
		s.children = slices.Delete(s.children, i, i+1)
	case restart == Transient && !fault: // it is known, and does not run
	case !s.mayRestart(c.Now()):
		s.stopAll(c, ErrRestartIntensity)
	case s.spec.Strategy == OneForOne:
		s.start(c, i)
	case s.spec.Strategy == OneForAll:
		s.stop(c, 0)
	case s.spec.Strategy == RestForOne:
		s.stop(c, i)
	}
}

// mayRestart books a restart and reports whether it is within the intensity.
func (s *supervisor) mayRestart(now Time) bool {
	for len(s.restarts) > 0 && s.restarts[0].at <= now-Time(s.spec.Within) {
		s.recent -= s.restarts[0].n
		s.restarts = s.restarts[1:]
	}
	if k := len(s.restarts); k == 0 || s.restarts[k-1].at != now {
		s.restarts = append(s.restarts, restarts{at: now})
	}
	s.restarts[len(s.restarts)-1].n++
	s.recent++
	return s.recent <= s.spec.MaxRestarts
}

// stopAll stops all children, to exit afterwards. If some are being stopped, it goes on
// with those before them.
func (s *supervisor) stopAll(c *Context, reason error) {
	s.ending, s.reason = true, reason
	if s.stopping != none {
		s.from = 0
		return
	}
	s.stop(c, 0)
}

// stop stops the running children from `from` on, the last one first.
func (s *supervisor) stop(c *Context, from int) {
	s.from, s.stopping = from, len(s.children)
	s.stopNext(c)
}

// stopNext asks the next child to exit, or, when all are gone, does what they were
// stopped for.
func (s *supervisor) stopNext(c *Context) {
	s.attempt++
	for s.stopping--; s.stopping >= s.from; s.stopping-- {
		ch := &s.children[s.stopping]
		if ch.pid == 0 {
			continue
		}
		s.monitor = c.Monitor(ch.pid)
		if ch.spec.Shutdown < 0 {
			c.SendExit(ch.pid, ErrKilled)
			return
		}
		c.SendExit(ch.pid, ErrShutdown)
		c.SendAfter(ch.spec.Shutdown, c.Self(), deadline{s.attempt})
		return
	}
	s.stopping = none
	if s.ending {
		c.Exit(s.reason)
		return
	}
	rest := slices.DeleteFunc(s.children[s.from:], func(ch supervised) bool { return ch.spec.Restart == Temporary })
	s.children = s.children[:s.from+len(rest)]
	s.startFrom(c, s.from)
}

// size is the bytes that clone allocates.
func (s supervisor) size() int64 {
	return int64(len(s.children))*int64(unsafe.Sizeof(supervised{})) + int64(len(s.restarts))*int64(unsafe.Sizeof(restarts{})) +
		int64(len(s.waiting))*int64(unsafe.Sizeof(postponed{}))
}

func (s supervisor) clone() supervisor {
	s.children, s.restarts, s.waiting = slices.Clone(s.children), slices.Clone(s.restarts), slices.Clone(s.waiting)
	return s
}
