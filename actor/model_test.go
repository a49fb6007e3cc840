package actor

import (
	"fmt"
	"slices"
	"sort"
	"testing"

	"github.com/stretchr/testify/require"
)

// The model is the semantics of this package written as plainly as can be: one
// list of events that is sorted before each step, actors with slices for
// mailboxes, no windows, no cursors, no slots. Random programs run on both must
// leave the same traces.

// modelEvent is an event of any node.
type modelEvent struct {
	at    Time
	order int64
	what  string // note, activate, reply, timeout, link, unlink, monitor, demonitor, down, exit
	to    int
	from  int
	hops  int
	ref   int
	err   error
	felt  bool // an exit whose link was looked up
	text  string
}

type modelMessage struct {
	text string
	from int
	hops int
	ref  int
}

type modelActor struct {
	id        int
	p         *program
	dead      bool
	trapping  bool
	busyUntil Time
	mailbox   []modelMessage
	activated bool // its activation is planned
	waitsFor  int  // ref of its call
	callHops  int
	links     []int
	watchers  [][2]int // who watches: watcher, ref
	watched   [][2]int // whom it watches: target, ref
	last      [2]int
	callers   [][2]int // calls taken and not answered: caller, ref
}

type model struct {
	seed  uint64
	cores [modelNodes][]Time
	// A node takes its events in order, and one that waits for a core holds up
	// those behind it: nothing happens before the start of the latest work.
	reached [modelNodes]Time
	actors  map[int]*modelActor
	count   [modelNodes]int
	events  []modelEvent
	orders  int
	refs    int
	crowd   []int

	me       *modelActor
	start    Time
	spent    Time
	from     int
	ref      int
	answered bool
	exits    bool
	reason   error
}

// add plans an event that a node sends: events of one time go by the sending node,
// then by that node's order.
func (m *model) add(node int, at Time, e modelEvent) {
	m.orders++
	e.at, e.order = at, int64(node)<<40|int64(m.orders)
	m.events = append(m.events, e)
}

// travel sends e from the actor at work.
func (m *model) travel(e modelEvent, delay Time) {
	e.from = m.me.id
	m.add(m.me.id/1000, m.now()+delay+latencyBetween(m.me.id/1000, e.to/1000), e)
}

func (m *model) id() int           { return m.me.id }
func (m *model) now() Time         { return m.start + m.spent }
func (m *model) spend(d Time)      { m.spent += d }
func (m *model) send(to, hops int) { m.travel(modelEvent{what: "note", to: to, hops: hops}, 0) }
func (m *model) after(d Time, to, hops int) {
	m.travel(modelEvent{what: "note", to: to, hops: hops}, d)
}
func (m *model) monitor(to int) {
	m.refs++
	m.me.watched = append(m.me.watched, [2]int{to, m.refs})
	m.me.last = [2]int{to, m.refs}
	m.travel(modelEvent{what: "monitor", to: to, ref: m.refs}, 0)
}
func (m *model) demonitor() {
	m.me.watched = without(m.me.watched, m.me.last)
	m.travel(modelEvent{what: "demonitor", to: m.me.last[0], ref: m.me.last[1]}, 0)
}
func (m *model) trap(on bool)   { m.me.trapping = on }
func (m *model) exit(err error) { m.exits, m.reason = true, err }
func (m *model) link(to int) {
	if to != m.me.id && !slices.Contains(m.me.links, to) {
		m.me.links = append(m.me.links, to)
		m.travel(modelEvent{what: "link", to: to}, 0)
	}
}
func (m *model) unlink(to int) {
	m.me.links = without(m.me.links, to)
	m.travel(modelEvent{what: "unlink", to: to}, 0)
}
func (m *model) sendAll(hops int, step int64) {
	begin := m.spent
	for r, to := range m.crowd {
		m.spent = begin + Time(int64(r)*step/1000)
		m.send(to, hops)
	}
	m.spent = begin + Time((int64(len(m.crowd))*step+999)/1000)
}
func (m *model) call(to, hops int, timeout Time) {
	m.refs++
	m.me.waitsFor, m.me.callHops = m.refs, hops
	m.travel(modelEvent{what: "note", to: to, hops: hops, ref: m.refs}, 0)
	m.add(m.me.id/1000, m.now()+timeout, modelEvent{what: "timeout", to: m.me.id, ref: m.refs})
}
func (m *model) reply(v int) {
	m.answered = true
	m.travel(modelEvent{what: "reply", to: m.from, ref: m.ref, text: fmt.Sprint(v)}, 0)
}
func (m *model) spawn() int { return m.spawnAt(m.me.id / 1000) }
func (m *model) spawnAt(node int) int {
	id := node*1000 + m.count[node]
	m.count[node]++
	m.actors[id] = &modelActor{id: id, p: &program{rng: m.seed ^ mix(uint64(id)+1)}}
	return id
}

func withID(list []int, id int) []int {
	for _, l := range list {
		if l == id {
			return list
		}
	}
	return append(list, id)
}

func without[T comparable](list []T, x T) []T {
	var rest []T
	for _, l := range list {
		if l != x {
			rest = append(rest, l)
		}
	}
	return rest
}

// die ends an actor and tells everyone who is tied to it.
func (m *model) die(a *modelActor, at Time, reason error) {
	a.dead = true
	answer := reason
	if answer == nil {
		answer = ErrNoProcess
	}
	for _, l := range a.mailbox {
		if l.ref != 0 {
			a.callers = append(a.callers, [2]int{l.from, l.ref})
		}
	}
	tell := func(to int, e modelEvent) {
		e.to, e.from = to, a.id
		m.add(a.id/1000, at+latencyBetween(a.id/1000, to/1000), e)
	}
	for _, c := range a.callers {
		tell(c[0], modelEvent{what: "reply", ref: c[1], text: reasonText(answer)})
	}
	for _, w := range a.watchers {
		tell(w[0], modelEvent{what: "down", ref: w[1], text: fmt.Sprintf("down %d: %s", a.id, reasonText(reason))})
	}
	for _, w := range a.watched {
		tell(w[0], modelEvent{what: "demonitor", ref: w[1]})
	}
	for _, l := range a.links {
		tell(l, modelEvent{what: "exit", err: reason})
	}
}

// work runs one handler of a and books what it spent.
func (m *model) work(a *modelActor, start Time, core int, handler func()) {
	m.me, m.start, m.spent = a, start, 0
	m.reached[a.id/1000] = start
	m.answered, m.exits = false, false
	func() {
		defer func() {
			if recover() != nil {
				m.exits, m.reason = true, &PanicError{}
			}
		}()
		handler()
	}()
	if m.ref != 0 && !m.answered {
		a.callers = append(a.callers, [2]int{m.from, m.ref})
	}
	end := m.now()
	if m.spent > 0 {
		m.cores[a.id/1000][core] = end
	}
	a.busyUntil = end
	if m.exits {
		m.die(a, end, m.reason)
		return
	}
	m.planTurn(a)
}

func (m *model) planTurn(a *modelActor) {
	if len(a.mailbox) > 0 && !a.activated && a.waitsFor == 0 {
		a.activated = true
		m.add(a.id/1000, a.busyUntil, modelEvent{what: "activate", to: a.id})
	}
}

func (m *model) handle(a *modelActor, l modelMessage, start Time, core int) {
	m.from, m.ref = l.from, l.ref
	m.work(a, start, core, func() {
		if l.text != "" {
			a.p.got(m, l.text, 0, false)
			return
		}
		a.p.got(m, fmt.Sprintf("note from %d", l.from), l.hops, l.ref != 0)
	})
}

// step does the first event that can be done; events wait for cores of their node
// in order.
func (m *model) step() bool {
	sort.SliceStable(m.events, func(i, j int) bool {
		a, b := &m.events[i], &m.events[j]
		return a.at < b.at || a.at == b.at && a.order < b.order
	})
	best, bestStart, bestCore := -1, never, 0
	var blocked [modelNodes]bool
	for i := range m.events {
		e := &m.events[i]
		node := e.to / 1000
		if blocked[node] || e.at >= modelEnd {
			continue
		}
		blocked[node] = true // whatever comes later on this node waits for this
		start, core := e.at, 0
		if m.needsCore(e) {
			for c, t := range m.cores[node] {
				if t < m.cores[node][core] {
					core = c
				}
			}
			start = max(start, m.cores[node][core])
		}
		if start < modelEnd && start < bestStart {
			best, bestStart, bestCore = i, start, core
		}
	}
	if best < 0 {
		return false
	}
	e := m.events[best]
	needs := m.needsCore(&e)
	m.events = append(m.events[:best], m.events[best+1:]...)
	e.at = max(e.at, m.reached[e.to/1000])
	m.carryOut(e, needs, bestStart, bestCore)
	return true
}

func (m *model) needsCore(e *modelEvent) bool {
	a := m.actors[e.to]
	if a == nil || a.dead {
		return false
	}
	switch e.what {
	case "note":
		return len(a.mailbox) == 0 && !a.activated && a.waitsFor == 0 && a.busyUntil <= e.at
	case "reply", "timeout":
		return a.waitsFor != 0 && a.waitsFor == e.ref && a.busyUntil <= e.at
	case "activate":
		return true
	}
	return false
}

func (m *model) carryOut(e modelEvent, needs bool, start Time, core int) {
	a := m.actors[e.to]
	if a == nil || a.dead {
		m.toNobody(e)
		return
	}
	switch e.what {
	case "note":
		l := modelMessage{text: e.text, from: e.from, hops: e.hops, ref: e.ref}
		if !needs {
			a.mailbox = append(a.mailbox, l)
			m.planTurn(a)
			return
		}
		m.handle(a, l, start, core)
	case "activate":
		// One message, and those after it that take no time.
		for i := 0; i < activationMessages && len(a.mailbox) > 0 && !a.dead && a.waitsFor == 0 && (i == 0 || a.busyUntil == start); i++ {
			l := a.mailbox[0]
			a.mailbox = a.mailbox[1:]
			m.handle(a, l, start, core)
		}
		a.activated = false
		if !a.dead {
			m.planTurn(a)
		}
	case "reply", "timeout":
		if a.waitsFor != e.ref {
			return
		}
		if !needs {
			m.add(a.id/1000, a.busyUntil, e)
			return
		}
		a.waitsFor = 0
		m.ref = 0
		if e.what == "timeout" {
			e.text = ErrTimeout.Error()
			m.forget(a.id, e.ref)
		}
		m.work(a, start, core, func() { a.p.resumed(m, e.text, a.callHops) })
	case "link":
		a.links = withID(a.links, e.from)
	case "unlink":
		a.links = without(a.links, e.from)
	case "monitor":
		a.watchers = append(a.watchers, [2]int{e.from, e.ref})
	case "demonitor":
		a.watchers = without(a.watchers, [2]int{e.from, e.ref})
	case "down":
		for _, w := range a.watched {
			if w[1] == e.ref {
				a.watched = without(a.watched, w)
				m.add(a.id/1000, e.at, modelEvent{what: "note", to: a.id, from: e.from, text: e.text})
				return
			}
		}
	case "exit":
		m.exitSignal(a, e)
	}
}

// forget: nobody tells a caller that gave up. The model has no messages for that;
// an answer that comes anyway finds nobody waiting.
func (m *model) forget(caller, ref int) {}

func (m *model) exitSignal(a *modelActor, e modelEvent) {
	if !e.felt {
		if !slices.Contains(a.links, e.from) {
			return
		}
		a.links, e.felt = without(a.links, e.from), true
	}
	switch {
	case a.trapping:
		m.add(a.id/1000, e.at, modelEvent{what: "note", to: a.id, from: e.from, text: fmt.Sprintf("exit of %d: %s", e.from, reasonText(e.err))})
	case e.err == nil:
	case a.busyUntil > e.at:
		m.add(a.id/1000, a.busyUntil, e)
	default:
		m.die(a, e.at, e.err)
	}
}

func (m *model) toNobody(e modelEvent) {
	back := func(r modelEvent) {
		r.to, r.from = e.from, e.to
		m.add(e.to/1000, e.at+latencyBetween(e.to/1000, e.from/1000), r)
	}
	switch {
	case e.what == "note" && e.ref != 0:
		back(modelEvent{what: "reply", ref: e.ref, text: ErrNoProcess.Error()})
	case e.what == "link":
		back(modelEvent{what: "exit", err: ErrNoProcess})
	case e.what == "monitor":
		back(modelEvent{what: "down", ref: e.ref, text: fmt.Sprintf("down %d: %s", e.to, ErrNoProcess)})
	}
}

func runModel(seed uint64, k int) map[int]*program {
	m := &model{seed: seed, actors: map[int]*modelActor{}}
	for i := range modelNodes {
		m.cores[i] = make([]Time, k)
		for range 6 {
			m.crowd = append(m.crowd, m.spawnAt(i))
		}
	}
	for i := range 12 {
		m.add(i%3, Time(i*70_001), modelEvent{what: "note", to: i%3*1000 + i/3, from: -1, hops: 9})
	}
	for m.step() {
	}
	progs := map[int]*program{}
	for id, a := range m.actors {
		progs[id] = a.p
	}
	return progs
}

func TestRuntimeAgreesWithTheModel(t *testing.T) { agreeWithTheModel(t, 0, 60, nil) }

// A trace is of what happens and changes none of it.
func TestATracedRuntimeAgreesWithTheModel(t *testing.T) {
	traces := 0
	agreeWithTheModel(t, 0, 60, func(Trace) { traces++ })
	require.Positive(t, traces)
}

func agreeWithTheModel(t *testing.T, from, to uint64, trace func(Trace)) {
	lines := 0
	for seed := from; seed < to; seed++ {
		for _, k := range []int{1, 3, 50} {
			got, want := runRuntime(seed, k, trace), runModel(seed, k)
			require.Len(t, got, len(want), "seed %d, %d cores", seed, k)
			for id, p := range want {
				lines += len(p.trace)
				require.Equal(t, p.trace, got[id].trace, "actor %d, seed %d, %d cores", id, seed, k)
			}
		}
	}
	t.Log(lines, "lines of trace compared")
}
