package sim

import (
	"math/bits"

	"fanout/envelope"
)

// class is a kind of message of one service: messages of a class cost alike, and
// arrive at a rate of their own.
type class uint8

const (
	classDispatch      class = iota // API: a user message
	classRPC                        // guilds: its gRPC request
	classFanout                     // guilds: the large guild handles it and fans it out
	classSmall                      // guilds: a small message
	classRelay                      // guilds: a relay sends on
	classDelivery                   // sessions: a message of the large guild
	classPresence                   // presence: a background request
	classFanoutSmall                // guilds: a small guild handles a user message and fans it out
	classDeliverySmall              // sessions: a message of a small guild
	classConnect                    // guilds: a session connects
	classConnecting                 // sessions: the same, at the other end
	numClasses
)

var classService = [numClasses]Service{
	classDispatch: API,
	classRPC:      Guilds, classFanout: Guilds, classSmall: Guilds, classRelay: Guilds,
	classFanoutSmall: Guilds, classConnect: Guilds,
	classDelivery: Sessions, classDeliverySmall: Sessions, classConnecting: Sessions,
	classPresence: Presence,
}

// offered is the rate of a class at given settings, per 1,000 s.
func (c class) offered(s *Settings) int64 {
	switch c {
	case classSmall:
		return min(s.SmallRate, s.GRPCRate)
	case classConnect, classConnecting:
		return 0 // nobody can say
	case classRelay:
		return s.MessageRate * int64(s.relaysOf(s.Members))
	case classDispatch, classRPC:
		return s.MessageRate + s.smallMessages()
	case classFanoutSmall:
		return s.smallMessages()
	case classDeliverySmall:
		l := s.smallLoad()
		return mulDiv(s.smallMessages(), l.squares, max(1, l.members))
	case classDelivery:
		return s.MessageRate * int64(s.Members)
	case classPresence:
		return s.GRPCRate
	}
	return s.MessageRate
}

// weight is how many times an operation of the class is charged: the guild's own
// work can be made as slow as that of a guild with many more messages.
func (c class) weight(guildScale int) int64 {
	if c == classFanout || c == classSmall {
		return int64(guildScale)
	}
	return 1
}

// meter counts messages and the operations that were executed for them, by class.
type meter struct {
	messages [numClasses]int64
	ops      [numClasses][numOps]int64
	unpacked [numClasses]int64 // contexts that the propagator took out of an envelope or headers
	useless  [numClasses]int64 // of those, contexts that were not sampled
}

func (m *meter) add(o *meter) {
	for c := range m.messages {
		m.messages[c] += o.messages[c]
		m.unpacked[c] += o.unpacked[c]
		m.useless[c] += o.useless[c]
		for i := range m.ops[c] {
			m.ops[c][i] += o.ops[c][i]
		}
	}
}

// scale counts everything of a class so many times.
func (m *meter) scale(c class, times int64) {
	m.messages[c] *= times
	m.unpacked[c] *= times
	m.useless[c] *= times
	for i := range m.ops[c] {
		m.ops[c][i] *= times
	}
}

// received counts what the transport did with n received messages.
func (m *meter) received(c class, r envelope.Op, n int64) {
	if !r.Extracted() {
		return
	}
	m.unpacked[c] += n
	switch r {
	case envelope.ReceiveSampled, envelope.ParseSampled, envelope.SieveSampled:
	default:
		m.useless[c] += n
	}
}

// uselessShare is the share of a service's unpacked contexts that were not sampled.
func (m *meter) uselessShare(v Service) PPM {
	var all, useless int64
	for c := range numClasses {
		if classService[c] == v {
			all += m.unpacked[c]
			useless += m.useless[c]
		}
	}
	return PPM(mulDiv(useless, int64(Whole), max(1, all)))
}

// times is the mean time per message of each class, in nanoseconds.
func (m *meter) times(p *Profile, guildScale int) (times [numClasses]int64) {
	ns := m.priced(p, guildScale)
	for c := range times {
		for _, n := range ns[c] {
			times[c] += n
		}
		times[c] /= max(1, m.messages[c])
	}
	return times
}

// receiptOps is what the transport did for one message, as charged operations.
func receiptOps(r envelope.Op) []op { return opsOfReceipt[r] }

var opsOfReceipt = func() (table [envelope.NumOps][]op) {
	for r := range envelope.NumOps {
		table[r] = chargedFor(r)
	}
	return table
}()

func chargedFor(r envelope.Op) []op {
	switch {
	case r == envelope.ReceiveEmpty:
		return []op{opExtractEmpty}
	case r.Sieved() && r.Extracted():
		return []op{opSieve, opHeaders}
	case r.Sieved():
		return []op{opSieve}
	case r >= envelope.ParseSampled && r <= envelope.ParseInvalid:
		return []op{opHeaders}
	case r.Extracted():
		return []op{opExtract}
	case r.Injected():
		return []op{opInject}
	}
	return nil
}

// outcome is what came of asking for a span.
type outcome uint8

const (
	spanNone outcome = iota // not asked for
	rootDropped
	rootKept
	childDropped
	childKept
	numOutcomes
)

func (o outcome) kept() bool { return o == rootKept || o == childKept }

func (o outcome) ops() []op { return opsOfOutcome[o] }

var opsOfOutcome = [numOutcomes][]op{
	rootDropped:  {opSpanRoot},
	rootKept:     {opSpanRoot, opRootKept, opCapture, opExport},
	childDropped: {opSpanChild},
	childKept:    {opSpanChild, opCapture, opExport},
}

// paths counts deliveries by the way they took through the session, which is all
// that their cost depends on.
type paths [int(envelope.NumOps) * int(numOutcomes)]int64

func pathOf(r envelope.Op, o outcome) int { return int(r)*int(numOutcomes) + int(o) }

// drain turns counted ways into operations of the class and forgets them.
func (p *paths) drain(m *meter, c class) {
	for i, n := range p {
		if n == 0 {
			continue
		}
		p[i] = 0
		m.messages[c] += n
		m.ops[c][opForward] += n
		m.received(c, envelope.Op(i/int(numOutcomes)), n)
		for _, o := range receiptOps(envelope.Op(i / int(numOutcomes))) {
			m.ops[c][o] += n
		}
		for _, o := range outcome(i % int(numOutcomes)).ops() {
			m.ops[c][o] += n
		}
	}
}

// deliveryPrices is the price of each way, in nanoseconds.
func deliveryPrices(p *Profile) (price [len(paths{})]int64) {
	for i := range price {
		price[i] = p.price[opForward]
		for _, o := range receiptOps(envelope.Op(i / int(numOutcomes))) {
			price[i] += p.price[o]
		}
		for _, o := range outcome(i % int(numOutcomes)).ops() {
			price[i] += p.price[o]
		}
	}
	return price
}

// bars is the mean cost per message of each class × its offered rate ÷ the
// capacity of its service, stage by stage.
func (m *meter) bars(p *Profile, s *Settings, capacityNs [NumServices]int64) (cpu [NumServices]StageCost) {
	var perSecond [NumServices][NumStages]int64 // ns of core time per 1,000 s
	for c := range numClasses {
		if m.messages[c] == 0 {
			continue
		}
		for o := range numOps {
			spent := m.ops[c][o] * p.price[o] * c.weight(s.GuildScale)
			perSecond[classService[c]][stageOf[o]] += mulDiv(spent, c.offered(s), m.messages[c])
		}
	}
	for v := range NumServices {
		for st := range NumStages {
			cpu[v][st] = PPM(min(mulDiv(perSecond[v][st], 1_000, max(1, capacityNs[v])), 1<<31-1))
		}
	}
	return cpu
}

// mulDiv is a·b/c of non-negative numbers without overflow in between, at most
// the greatest int64.
func mulDiv(a, b, c int64) int64 {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	if hi >= uint64(c) {
		return 1<<63 - 1
	}
	q, _ := bits.Div64(hi, lo, uint64(c))
	return int64(min(q, 1<<63-1))
}
