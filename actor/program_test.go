package actor

import (
	"errors"
	"fmt"
	"time"
)

// host is what a program may do; the runtime and the model both offer it.
type host interface {
	id() int
	now() Time
	spend(d Time)
	send(to int, hops int)
	sendAll(hops int, step int64)
	after(d Time, to int, hops int)
	call(to int, hops int, timeout Time)
	reply(value int)
	link(to int)
	unlink(to int)
	monitor(to int)
	demonitor() // the monitor made last
	trap(on bool)
	spawn() int
	exit(err error)
}

// program is one actor's random behaviour; its trace is all it ever saw.
type program struct {
	rng   uint64
	trace []string
	last  lastMonitor
}

// lastMonitor is how the runtime names the monitor that a program made last.
type lastMonitor struct {
	target PID
	ref    MonitorRef
}

var errModel = errors.New("model fault")

func (p *program) below(n uint64) uint64 {
	p.rng += 0x9e3779b97f4a7c15
	return mix(p.rng) % n
}

// got handles a message: hops is how far what it starts may go on.
func (p *program) got(h host, what string, hops int, isCall bool) {
	p.trace = append(p.trace, fmt.Sprintf("%d %s %d", h.now(), what, hops))
	if isCall && p.below(4) > 0 {
		h.reply(hops)
	}
	if hops <= 0 {
		return
	}
	h.spend(Time(1 + p.below(90_001)))
	to := int(p.below(3))*1000 + int(p.below(6))
	switch p.below(18) {
	case 0:
		h.exit(errModel)
	case 1:
		h.exit(nil)
	case 2:
		h.trap(p.below(2) == 0)
	case 3:
		h.link(to)
		h.send(to, hops-1)
	case 4:
		h.monitor(to)
		h.send(to, hops-1)
	case 5:
		h.send(h.spawn(), hops-1)
	case 6, 7:
		h.call(to, hops-1, Time(200_003+p.below(300_007)))
	case 8:
		h.after(Time(p.below(400_009)), to, hops-1)
	case 9:
		h.sendAll(0, int64(p.below(9_000_011)))
	case 10:
		panic("model")
	case 11:
		h.unlink(to)
		h.demonitor()
		h.send(to, hops-1)
	case 12:
		h.link(to)
		h.monitor(to)
		h.send(h.id(), hops-1)
	default:
		h.send(to, hops-1)
		h.spend(Time(p.below(30_011)))
		h.send(int(p.below(3))*1000+int(p.below(6)), hops-2)
	}
}

func (p *program) resumed(h host, outcome string, hops int) {
	p.trace = append(p.trace, fmt.Sprintf("%d resumed %s", h.now(), outcome))
	h.spend(Time(1 + p.below(10_007)))
	h.send(h.id(), hops-1)
}

func reasonText(err error) string {
	var p *PanicError
	switch {
	case err == nil:
		return "normal"
	case errors.As(err, &p):
		return "panic"
	}
	return err.Error()
}

// note is a message between programs.
type note struct{ hops int }

func latencyBetween(a, b int) Time {
	if a == b {
		return 0
	}
	return Time(40_009 + 10_007*a + 3_001*b)
}

const (
	modelNodes = 3
	modelEnd   = Time(20_000_000)
)

type runtimeHost struct {
	c  *Context
	rt *modelledRuntime
	me int
}

type modelledRuntime struct {
	s     *System
	kind  Kind[*program]
	nodes []*Node
	pids  map[int]PID
	ids   map[PID]int
	progs map[int]*program
	count [modelNodes]int
	crowd *Group
	seed  uint64
}

func (h runtimeHost) id() int           { return h.me }
func (h runtimeHost) now() Time         { return h.c.Now() }
func (h runtimeHost) spend(d Time)      { h.c.Spend(time.Duration(d)) }
func (h runtimeHost) send(to, hops int) { h.c.Send(h.rt.pids[to], note{hops}) }
func (h runtimeHost) link(to int)       { h.c.Link(h.rt.pids[to]) }
func (h runtimeHost) unlink(to int)     { h.c.Unlink(h.rt.pids[to]) }
func (h runtimeHost) monitor(to int) {
	pid := h.rt.pids[to]
	h.rt.progs[h.me].last = lastMonitor{pid, h.c.Monitor(pid)}
}
func (h runtimeHost) demonitor() {
	last := h.rt.progs[h.me].last
	h.c.Demonitor(last.target, last.ref)
}
func (h runtimeHost) trap(on bool)   { h.c.TrapExit(on) }
func (h runtimeHost) exit(err error) { h.c.Exit(err) }
func (h runtimeHost) spawn() int     { return h.rt.spawn(int(h.c.Node().id)) }
func (h runtimeHost) sendAll(hops int, step int64) {
	h.c.SendAll(h.rt.crowd, note{hops}, step)
}
func (h runtimeHost) after(d Time, to, hops int) {
	h.c.SendAfter(time.Duration(d), h.rt.pids[to], note{hops})
}
func (h runtimeHost) call(to, hops int, timeout Time) {
	h.c.Call(h.rt.pids[to], note{hops}, time.Duration(timeout), uint64(hops))
}
func (h runtimeHost) reply(v int) {
	to, _ := h.c.Caller()
	h.c.Reply(to, v)
}

func (rt *modelledRuntime) spawn(node int) int {
	id := node*1000 + rt.count[node]
	rt.count[node]++
	p := &program{rng: rt.seed ^ mix(uint64(id)+1)}
	pid := rt.kind.Spawn(rt.nodes[node], p)
	rt.pids[id], rt.ids[pid], rt.progs[id] = pid, id, p
	return id
}

func runRuntime(seed uint64, k int, trace func(Trace)) map[int]*program {
	rt := &modelledRuntime{s: NewSystem(Config{Slice: time.Hour}), pids: map[int]PID{}, ids: map[PID]int{}, progs: map[int]*program{}, seed: seed}
	rt.s.Trace(trace)
	rt.kind = NewKind(rt.s, "program", Behaviour[*program]{
		Handle: func(c *Context, p **program, msg Message) {
			h := runtimeHost{c, rt, rt.ids[c.Self()]}
			_, isCall := c.Caller()
			switch m := msg.(type) {
			case note:
				(*p).got(h, fmt.Sprintf("note from %d", rt.ids[c.From()]), m.hops, isCall)
			case ExitSignal:
				(*p).got(h, fmt.Sprintf("exit of %d: %s", rt.ids[m.From], reasonText(m.Reason)), 0, false)
			case Down:
				(*p).got(h, fmt.Sprintf("down %d: %s", rt.ids[m.PID], reasonText(m.Reason)), 0, false)
			}
		},
		Resume: func(c *Context, p **program, r Reply) {
			outcome := fmt.Sprint(r.Value)
			if r.Err != nil {
				outcome = reasonText(r.Err)
			}
			(*p).resumed(runtimeHost{c, rt, rt.ids[c.Self()]}, outcome, int(r.Tag))
		},
	})
	for i := range modelNodes {
		rt.nodes = append(rt.nodes, rt.s.AddNode(fmt.Sprint(i), k))
	}
	var crowd []PID
	for i, a := range rt.nodes {
		for j, b := range rt.nodes {
			if i != j {
				rt.s.Link(a, b, Link{Latency: time.Duration(latencyBetween(i, j))})
			}
		}
		for range 6 {
			crowd = append(crowd, rt.pids[rt.spawn(i)])
		}
	}
	rt.ids[0] = -1
	rt.crowd = NewGroup(crowd)
	for i := range 12 {
		rt.s.SendAt(Time(i*70_001), rt.pids[i%3*1000+i/3], note{9})
	}
	rt.s.Run(modelEnd, nil)
	return rt.progs
}
