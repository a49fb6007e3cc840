// Package calibrate measures how long short operations take, by a clock that the
// caller hands in: only cmd may read one, and tests bring their own.
//
// # Decisions
//
// An operation is timed in batches, because one takes less than a step of the
// clock: a browser's has steps of 100 µs, or of 5 µs on an isolated page. Batches
// grow until they last as long as was asked for, which is also the warm-up. Then
// every round times one batch of each operation in turn, so that a slow spell of
// the machine falls on all of them and shows as spread, not as a difference
// between two of them.
//
// A busy machine only ever adds: what it interrupts takes longer, often several times as
// long, and never less. So the figure of an operation is the lower quartile of its
// batches, which stays where it is while three in four are disturbed.
//
// What is measured also changes while it is: a browser runs code that it has compiled in
// a hurry until a better version is ready. So rounds go on until the figures hold still
// (Config.Most), and the last rounds count.
//
// It goes batch by batch, because a page has one thread, which has to draw as well.
package calibrate

import "slices"

// Operation is something to be timed.
type Operation struct {
	Name string

	// Run does it about n times and returns how often it really did, at least once.
	Run func(n int) int

	// Prepare, if not nil, is called with n before each Run and is not timed.
	Prepare func(n int)
}

// Config says how to measure. Now is required.
type Config struct {
	Now     func() int64 // nanoseconds since any fixed start; never goes back
	BatchNs int64        // what a batch lasts at least; 0 means 2 ms
	Rounds  int          // batches per operation that count: the last ones; 0 means 9
	Most    int          // rounds at most, if the figures do not hold still before; at least Rounds
}

// still is by how much the two halves of the rounds that count may differ: a sixteenth.
const still = 16

// batchMax bounds a batch, whatever the clock says.
const batchMax = 1 << 20

// Session is one measurement of several operations.
type Session struct {
	config  Config
	ops     []timed
	at      int // the operation whose turn it is
	round   int
	warming bool
}

type timed struct {
	Operation
	batch   int
	samples []int64
}

// New prepares a measurement; nothing has run yet.
func New(c Config, ops []Operation) *Session {
	if c.Now == nil {
		panic("calibrate: Config.Now is required")
	}
	if c.BatchNs == 0 {
		c.BatchNs = 2_000_000
	}
	if c.Rounds == 0 {
		c.Rounds = 9
	}
	c.Most = max(c.Most, c.Rounds)
	s := &Session{config: c, warming: true}
	for _, op := range ops {
		s.ops = append(s.ops, timed{Operation: op, batch: 1})
	}
	return s
}

// Step runs one batch and reports whether there are more.
func (s *Session) Step() bool {
	if s.at == len(s.ops) {
		return false
	}
	op := &s.ops[s.at]
	if op.Prepare != nil {
		op.Prepare(op.batch)
	}
	start := s.config.Now()
	did := op.Run(op.batch)
	took := max(0, s.config.Now()-start)
	if s.warming {
		if took < s.config.BatchNs && op.batch < batchMax {
			op.batch = grown(op.batch, took, s.config.BatchNs)
			return true
		}
	} else {
		op.samples = append(op.samples, perOperation(took, max(1, did)))
		op.samples = op.samples[max(0, len(op.samples)-s.config.Rounds):]
	}
	if s.at++; s.at < len(s.ops) {
		return true
	}
	if s.warming {
		s.warming = false
	} else {
		s.round++
	}
	if s.round < s.config.Rounds || s.round < s.config.Most && !s.Still() {
		s.at = 0
	}
	return s.at < len(s.ops)
}

// Still reports whether the figure of each operation is the same in the earlier and in
// the later half of the rounds that count, but for a sixteenth.
func (s *Session) Still() bool {
	for i := range s.ops {
		n := len(s.ops[i].samples)
		a, b := FigureOf(s.ops[i].samples[:n/2]).Typical, FigureOf(s.ops[i].samples[n/2:]).Typical
		if max(a, b)-min(a, b) > max(a, b)/still {
			return false
		}
	}
	return true
}

// grown is the size of the next batch after one that was too short: twice as large,
// or what a batch of the wished length needs, plus a tenth.
func grown(batch int, took, wanted int64) int {
	next := 2 * batch
	if took > wanted/16 {
		next = max(batch+1, int(int64(batch)*wanted/took*11/10))
	}
	return min(next, batchMax)
}

// perOperation is picoseconds per operation.
func perOperation(took int64, did int) int64 { return took * 1000 / int64(did) }

// Progress is how many batches of all rounds are done, and of how many at most: it may
// be over before.
func (s *Session) Progress() (done, of int) {
	done = s.round * len(s.ops)
	if !s.warming && s.at < len(s.ops) {
		done += s.at
	}
	return done, len(s.ops) * s.config.Most
}

// Samples is what the batches of an operation took that count, in picoseconds per
// operation, in the order of rounds.
func (s *Session) Samples(name string) []int64 {
	i := slices.IndexFunc(s.ops, func(op timed) bool { return op.Name == name })
	if i < 0 {
		panic("calibrate: there is no operation " + name)
	}
	return s.ops[i].samples
}

// Figure is the result of a measurement, in picoseconds per operation. Typical is the
// lower quartile of the batches.
type Figure struct{ Typical, Low, High int64 }

// FigureOf sums up the batches of an operation. Without batches it is zero.
func FigureOf(samples []int64) Figure {
	if len(samples) == 0 {
		return Figure{}
	}
	sorted := slices.Sorted(slices.Values(samples))
	n := len(sorted)
	return Figure{Typical: sorted[(n-1)/4], Low: sorted[0], High: sorted[n-1]}
}

// Beyond is what operation a takes beyond operation b, round by round, at least 0.
func Beyond(a, b []int64) []int64 {
	out := make([]int64, min(len(a), len(b)))
	for i := range out {
		out[i] = max(0, a[i]-b[i])
	}
	return out
}
