package sim

import (
	"slices"
	"time"

	"fanout/actor"
	"fanout/envelope"
)

// Stack is a place where time is spent, from the service inwards.
type Stack struct {
	Service   Service
	Actor     string
	Action    string // what the actor was handling
	Stage     Stage
	Operation string
}

// Frames are the five names, outermost first.
func (s Stack) Frames() [5]string {
	return [5]string{s.Service.String(), s.Actor, s.Action, s.Stage.String(), s.Operation}
}

// StackTime is what was spent in one place since the start of the history.
type StackTime struct {
	Stack
	Samples int64 // found there when all cores were looked at, every SampleNs
	Ns      int64 // virtual time charged there: the exact figure beside it
}

// SampleNs is the virtual time between two looks at what every core is doing.
const SampleNs = BusyStepNs

// classFrames are the actor and the action of a class of messages.
var classFrames = [numClasses]struct{ actor, action string }{
	classDispatch:      {"api", "dispatch_message"},
	classRPC:           {"grpc", "handle"},
	classFanout:        {"guild", "fan_out"},
	classSmall:         {"guild", "update"},
	classRelay:         {"relay", "fan_out"},
	classConnect:       {"guild", "connect"},
	classConnecting:    {"session", "connect"},
	classFanoutSmall:   {"small guild", "fan_out"},
	classDeliverySmall: {"session", "forward"},
	classDelivery:      {"session", "forward"},
	classPresence:      {"grpc", "handle"},
}

var opNames = [numOps]string{
	opForward: "forward", opInject: "inject", opExtractEmpty: "extract_empty", opExtract: "extract",
	opHeaders: "extract_headers", opSieve: "sieve", opHandler: "handle", opPresence: "update",
	opSpanRoot: "start_root", opRootKept: "record_root", opSpanChild: "start_child", opCapture: "record", opExport: "export",
	opGuildSmall: "update", opGuildSend: "send", opGuildRelay: "send_to_relay", opConnect: "connect", opConnectSmall: "connect", opDispatch: "dispatch",
}

// stackOf is the place of an operation that is charged to a class. Presence's own
// work stands beside its gRPC handler, which the published profile is of.
func stackOf(cl class, o op) Stack {
	f := classFrames[cl]
	if o == opPresence {
		f.actor, f.action = "presence", "update"
	}
	return Stack{classService[cl], f.actor, f.action, stageOf[o], opNames[o]}
}

// opTimes counts samples, or adds up nanoseconds, by class and operation: all places
// there are.
type opTimes [numClasses][numOps]int64

func (t *opTimes) add(o *opTimes) {
	for c := range t {
		for i := range t[c] {
			t[c][i] += o[c][i]
		}
	}
}

// priced is what was counted at a scale of the guild's work, in nanoseconds.
func (m *meter) priced(p *Profile, guildScale int) (ns opTimes) {
	for c := range ns {
		for o := range ns[c] {
			ns[c][o] = m.ops[c][o] * p.price[o] * class(c).weight(guildScale)
		}
	}
	return ns
}

// stages adds up the places that are wanted, by stage.
func (t *opTimes) stages(wanted func(Stack) bool) (sums [NumStages]int64) {
	for c := range t {
		for o := range t[c] {
			if s := stackOf(class(c), op(o)); t[c][o] > 0 && wanted(s) {
				sums[s.Stage] += t[c][o]
			}
		}
	}
	return sums
}

// Stacks is where time was spent since the start of the history, by service, the
// dearest place of each service first.
func (p *Player) Stacks() []StackTime {
	w := p.world
	m := w.means()
	ns := m.priced(w.profile, w.guildScale)
	ns.add(&w.stacksBefore.ns)
	samples := w.samples
	samples.add(&w.stacksBefore.samples)
	var all []StackTime
	for c := range ns {
		for o := range ns[c] {
			if ns[c][o] > 0 {
				all = append(all, StackTime{stackOf(class(c), op(o)), samples[c][o], ns[c][o]})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b StackTime) int {
		if a.Service != b.Service {
			return int(a.Service) - int(b.Service)
		}
		return int(min(1, max(-1, b.Ns-a.Ns)))
	})
	return all
}

// work is what one actor does about one message: its operations one after the other.
type work struct {
	pid actor.PID
	ops []workOp
}

// workOp is an operation that ends at the given time, if nothing gets in between;
// it begins where the one before it ends.
type workOp struct {
	end   actor.Time
	class class
	op    op
}

// recorder keeps the works of a process that may be under way at the next sample.
// Those that are over by then are forgotten when the next one begins.
type recorder struct {
	now   work // the latest
	start actor.Time
	kept  []work
}

// begin starts the work of a handler.
func (r *recorder) begin(c *actor.Context, next actor.Time) {
	r.keep(next)
	r.now.pid, r.start = c.Self(), c.Now()
}

// did notes that an operation has just been charged.
func (r *recorder) did(c *actor.Context, cl class, o op) {
	r.now.ops = append(r.now.ops, workOp{c.Now(), cl, o})
}

// sliceLength is the actor system's: longer work may be interrupted, and go on later
// than its operations say.
const sliceLength = actor.Time(time.Millisecond)

// keep lays the latest work aside if it may be under way at the next sample.
func (r *recorder) keep(next actor.Time) {
	k := len(r.now.ops)
	if k == 0 {
		return
	}
	if end := r.now.ops[k-1].end; end <= next && end-r.start <= sliceLength {
		r.now.ops = r.now.ops[:0]
		return
	}
	r.kept = append(r.kept, r.now)
	r.now.ops = nil
}

// sample finds out what runs at the present time, which all nodes have reached, and
// counts it.
func (r *recorder) sample(s *actor.System, next actor.Time, counts *opTimes) {
	r.keep(next)
	now := s.Now()
	seen := make(map[actor.PID]bool, len(r.kept))
	var underWay []work
	for _, w := range slices.Backward(r.kept) {
		info, alive := s.Info(w.pid)
		if !alive || seen[w.pid] {
			continue
		}
		seen[w.pid] = true // what it did before is over
		if info.BusyUntil > now {
			at := w.ops[len(w.ops)-1].end - actor.Time(info.Left) - (info.BusyUntil - now)
			if i := slices.IndexFunc(w.ops, func(o workOp) bool { return o.end > at }); i >= 0 {
				counts[w.ops[i].class][w.ops[i].op]++
			}
		}
		if info.Working || info.BusyUntil > now {
			underWay = append(underWay, w)
		}
	}
	slices.Reverse(underWay)
	r.kept = underWay
}

// delivered notes the delivery that a session has just handled, if it may be under
// way at the next sample. Its operations are those of its way through the session.
func (n *sessionNode) delivered(c *actor.Context, at actor.Time, cl class, path int) {
	w, r := n.world, &n.recorder
	r.keep(w.busy.next)
	r.now.pid, r.start = c.Self(), at
	for _, o := range opsOfPath(path) {
		at += actor.Time(w.profile.price[o])
		r.now.ops = append(r.now.ops, workOp{at, cl, o})
	}
}

// opsOfPath is the operations of a way through the session, in their order.
func opsOfPath(path int) []op {
	asked := outcome(path % int(numOutcomes)).ops()
	ops := slices.Clone(receiptOps(envelope.Op(path / int(numOutcomes))))
	if len(asked) > 0 {
		ops = append(ops, asked[0])
		asked = asked[1:]
	}
	return append(append(ops, opForward), asked...)
}

// look finds out what every core is doing, which is possible when all nodes have
// reached one time.
func (w *World) look() {
	for _, p := range w.processes {
		p.recorder.sample(w.system, w.busy.next, &w.samples)
	}
}

// stackTotals is what the samples and the exact times were when the means of the bars
// began anew.
type stackTotals struct{ samples, ns opTimes }

// StageShares is how the time of one actor's work divides into stages, since the last
// change of a setting: found by samples, and exactly.
type StageShares struct{ Samples, Time StageCost }

// stageShares looks at one actor of a service.
func (w *World) stageShares(v Service, actor string) StageShares {
	m := w.means()
	ns := m.priced(w.profile, w.guildScale)
	wanted := func(s Stack) bool { return s.Service == v && s.Actor == actor }
	return StageShares{shares(w.samples.stages(wanted)), shares(ns.stages(wanted))}
}

func shares(sums [NumStages]int64) (c StageCost) {
	var all int64
	for _, n := range sums {
		all += n
	}
	for st, n := range sums {
		c[st] = PPM(mulDiv(n, int64(Whole), max(1, all)))
	}
	return c
}
