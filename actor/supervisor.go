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
	Temporary                // never
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
// started in order and stopped in reverse.
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
// PID, or an error for an ID that is taken.
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
	if n.system.supervisors == nil {
		k := NewKind(n.system, "supervisor", Behaviour[supervisor]{Handle: superviseMessage, Copy: supervisor.clone, Size: supervisor.size})
		n.system.supervisors = &k
	}
	pid := n.system.supervisors.Spawn(n, sup)
	if pid == 0 {
		return 0
	}
	n.system.SendAt(n.reached, pid, startAll{})
	return pid
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
	sup := supervisor{spec: s}
	for _, c := range s.Children {
		if err := sup.add(c); err != nil {
			panic(err)
		}
	}
	return sup
}

// supervisor is the state of the actor. It stops children one at a time, waiting
// for each, and then does what it stopped them for.
type supervisor struct {
	spec     Supervisor
	children []supervised
	restarts []restarts // within the stretch, oldest first
	recent   int        // their sum

	stopping int   // children still to be stopped, from the last one down to `from`; -1 if none
	from     int   // first child of those that are stopped
	attempt  int64 // number of the present stop, so that an old deadline is known
	ending   bool  // exit when all are stopped
	reason   error
}

// restarts is how many there were at one time.
type restarts struct {
	at Time
	n  int
}

type supervised struct {
	spec ChildSpec
	pid  PID // 0 if not running
}

type (
	startAll struct{}
	deadline struct{ attempt int64 }
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
	switch m := msg.(type) {
	case startAll:
		c.TrapExit(true)
		s.stopping = -1
		s.startFrom(c, 0)
	case ExitSignal:
		s.exited(c, m)
	case deadline:
		if m.attempt == s.attempt && s.stopping >= 0 {
			c.SendExit(s.children[s.stopping].pid, ErrKilled)
		}
	case StartChild:
		caller, _ := c.Caller()
		if s.ending {
			return // the caller learns the reason when all children are gone
		}
		if err := s.add(m.Spec); err != nil {
			c.Reply(caller, err)
			return
		}
		last := len(s.children) - 1
		s.start(c, last)
		c.Reply(caller, s.children[last].pid)
	case WhichChildren:
		caller, _ := c.Caller()
		list := make([]Child, len(s.children))
		for i, ch := range s.children {
			list[i] = Child{ch.spec.ID, ch.pid}
		}
		c.Reply(caller, list)
	}
}

func (s *supervisor) start(c *Context, i int) {
	pid := s.children[i].spec.Start(c)
	s.children[i].pid = pid
	if pid != 0 {
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

// exited deals with the exit of a child. A fault of anybody else who is linked to
// the supervisor ends it, as does an exit signal that is sent to it.
func (s *supervisor) exited(c *Context, sig ExitSignal) {
	i := -1
	for j := range s.children {
		if sig.From != 0 && s.children[j].pid == sig.From {
			i = j
		}
	}
	if i < 0 {
		if sig.Reason != nil && !s.ending {
			s.stopAll(c, sig.Reason)
		}
		return
	}
	s.children[i].pid = 0
	switch {
	case s.stopping == i:
		s.stopNext(c)
	case s.stopping >= 0:
		// It is among those that are being stopped, or will be started with them.
	default:
		s.childFailed(c, i, sig.Reason)
	}
}

func (s *supervisor) childFailed(c *Context, i int, reason error) {
	spec := s.children[i].spec
	fault := reason != nil && !errors.Is(reason, ErrShutdown)
	if spec.Restart == Temporary || spec.Restart == Transient && !fault {
		s.children = append(s.children[:i], s.children[i+1:]...)
		return
	}
	if !s.mayRestart(c.Now()) {
		s.stopAll(c, ErrRestartIntensity)
		return
	}
	switch s.spec.Strategy {
	case OneForOne:
		s.start(c, i)
	case OneForAll:
		s.stop(c, 0)
	case RestForOne:
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

func (s *supervisor) stopAll(c *Context, reason error) {
	s.ending, s.reason = true, reason
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
		if ch.spec.Shutdown < 0 {
			c.SendExit(ch.pid, ErrKilled)
			return
		}
		c.SendExit(ch.pid, ErrShutdown)
		c.SendAfter(ch.spec.Shutdown, c.Self(), deadline{s.attempt})
		return
	}
	s.stopping = -1
	if s.ending {
		c.Exit(s.reason)
		return
	}
	s.startFrom(c, s.from)
}

// size is the bytes that clone allocates.
func (s supervisor) size() int64 {
	return int64(len(s.children))*int64(unsafe.Sizeof(supervised{})) + int64(len(s.restarts))*int64(unsafe.Sizeof(restarts{}))
}

func (s supervisor) clone() supervisor {
	s.children, s.restarts = slices.Clone(s.children), slices.Clone(s.restarts)
	return s
}
