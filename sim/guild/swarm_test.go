package guild

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/actor"
	"fanout/envelope"
	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/readout"
	"fanout/sim/row"
	"fanout/sim/setting"
	"fanout/sim/span"
)

// values are what a random world sets, but for shares and switches.
var values = map[string][]string{
	"members": {"1", "37", "400", "5000"}, "rate": {"0.5", "4", "60"}, "small": {"0", "131", "900"}, "grpc": {"0", "131", "900"},
	"nodes.guilds": {"1", "2", "3", "5"}, "nodes.sessions": {"1", "2", "3", "7"},
	"guilds": {"0", "3", "40"}, "guilds.rate": {"0.1", "5", "40"}, "guild.scale": {"1", "10", "200"},
	"latency": {"50us", "200us", "1ms", "7ms"}, "latency.api": {"50us", "200us", "1ms", "7ms"}, "jitter": {"0s", "50us", "1ms", "7ms"},
	"fanout": {"table", "10/n", "flat", "none"}, "sieve": {"ignore", "parse", "sieve"}, "deploy.from": versionNames,
}

// change is a random change of a setting. One that it knows no values for, it names.
func change(key string, rng *rand.Rand) string {
	k, list := model.Setting(key), values[key]
	switch {
	case k.Kind == setting.KindSwitch:
		return "toggle " + key
	case list == nil && strings.HasPrefix(k.Expect, "a share"):
		list = []string{"1%", "20%", "100%"}
	case list == nil:
		panic("no values to draw for " + key)
	}
	return "set " + key + " " + list[rng.IntN(len(list))]
}

func anySetting(rng *rand.Rand) string {
	return change(settings[rng.IntN(len(settings))].Key, rng)
}

// anything is one random command that changes the history.
func anything(rng *rand.Rand) string {
	pick := func(of ...string) string { return of[rng.IntN(len(of))] }
	switch n := rng.IntN(32); {
	case n < 8:
		return fmt.Sprint("burst ", 1+rng.IntN(5))
	case n < 9:
		return "send"
	case n < 13:
		return pick("crash guild", "crash node guilds-1", "crash node guilds-2", "crash node sessions-2",
			"link api guilds loss 20%", "link guilds sessions down", "link guilds sessions-1 loss 3%", "link guilds sessions up",
			"link api-2 guilds down", "link presence guilds-1 loss 50%", "link sessions-2 guilds-1 down")
	case n < 15:
		return pick("reconnect 3%", "reconnect 60%")
	case n < 16:
		return pick("cost forward 82540ns", "cost guild.send 900ns", "cost span.root 0ns", "costs go-native",
			"costs beam-published", "costs beam-published roots=recorded grpc=78.8%")
	}
	return anySetting(rng)
}

// strikes reports whether a command is a fault: after it deliveries may be missing.
func strikes(line string) bool {
	verb, _, _ := strings.Cut(line, " ")
	return verb == "crash" || verb == "link" || verb == "reconnect"
}

// movesActors reports whether a command moves actors, or ends some: what is under way to
// them is lost to dead letters.
func movesActors(line string) bool {
	f := strings.Fields(line)
	return len(f) > 1 && (f[1] == "members" || f[1] == "guilds" || f[1] == "relays" || strings.HasPrefix(f[1], "nodes."))
}

// Random settings, rollouts and faults, and what always holds. A failure prints how
// it comes again.
func TestSwarm(t *testing.T) {
	seeds := uint64(20)
	if testing.Short() {
		seeds = 3
	}
	swarm(t, 0, seeds)
}

func swarm(t *testing.T, from, to uint64) {
	for seed := from; seed < to; seed++ {
		t.Run(fmt.Sprint("seed=", seed), func(t *testing.T) {
			t.Parallel()
			s := newSwarmRun(t, seed)
			defer s.report()
			s.play()
			s.check()
		})
	}
}

// swarmRun is a history in the making, and the lines that make it.
type swarmRun struct {
	t     *testing.T
	seed  uint64
	lines []string
	p     *sim.Player
	ledger
	spans []*span.Span // all that were recorded

	strikes, moves, prices bool // whether it has such commands
}

func newSwarmRun(t *testing.T, seed uint64) *swarmRun {
	p, err := NewPlayer()
	require.NoError(t, err)
	return &swarmRun{t: t, seed: seed, p: p}
}

// report tells how a failure comes again.
func (s *swarmRun) report() {
	if e := recover(); e != nil {
		s.t.Errorf("panic: %v\n%s", e, debug.Stack())
	}
	if !s.t.Failed() {
		return
	}
	text := s.text()
	file := filepath.Join(os.TempDir(), fmt.Sprintf("swarm-%d.txt", s.seed))
	err := os.WriteFile(file, []byte(text), 0o644)
	tags := ""
	if strings.HasPrefix(s.t.Name(), "TestVerify") {
		tags = "-tags verify "
	}
	s.t.Logf("again, with its checks:\n\tgo test %s./sim/guild -run '%s$'\nagain, as it is (the file was written: %v):\n\tgo run ./cmd/playground run %s\n\n%s",
		tags, s.t.Name(), err == nil, file, text)
}

// text is the history as a scenario.
func (s *swarmRun) text() string {
	text := fmt.Sprintf("# Swarm, seed %d\n\n%s\n", s.seed, strings.Join(s.lines, "\n"))
	if !s.strikes && !s.moves {
		text += "expect deliveries.missing = 0\n"
	}
	return text
}

// do plays one line. What is wrong already ends the script there, and keeps it short.
func (s *swarmRun) do(line string) {
	s.lines = append(s.lines, line)
	require.NoError(s.t, s.p.Do(line), line)
	s.p.Finish()
	require.True(s.t, world(s.p).System().Account().Closes(), "every message is somewhere")
}

// play plays a random history and brings it to rest.
func (s *swarmRun) play() {
	rng := rand.New(rand.NewPCG(s.seed, 41))
	still, whole := rng.IntN(3) == 0, rng.IntN(2) == 0
	s.do(fmt.Sprint("seed ", rng.Uint32()))
	s.open(world(s.p))
	s.p.Export(func(span *span.Span) {
		kept := *span
		s.spans = append(s.spans, &kept)
	})
	// Nothing is under way yet. Most worlds have something to count, and none is large.
	s.do(change("members", rng))
	for _, key := range []string{"head.rate", "guilds"} {
		if rng.IntN(4) > 0 {
			s.do(change(key, rng))
		}
	}
	for range 5 {
		s.do(anySetting(rng))
	}
	var faultyLinks []string
	for range 20 {
		line := anything(rng)
		if still && movesActors(line) || (still || whole) && strikes(line) {
			continue
		}
		verb, _, _ := strings.Cut(line, " ")
		s.strikes = s.strikes || strikes(line)
		s.moves = s.moves || movesActors(line)
		s.prices = s.prices || verb == "cost" || verb == "costs" || strings.Contains(line, "guild.scale")
		if f := strings.Fields(line); verb == "link" {
			faultyLinks = append(faultyLinks, strings.Join(f[:3], " "))
		}
		s.do(line)
		if rng.IntN(3) > 0 { // otherwise two at one time
			s.do(fmt.Sprint("run ", time.Duration(rng.Int64N(int64(300*time.Millisecond)))+1))
		}
	}
	for _, link := range faultyLinks {
		s.do(link + " up")
	}
	for _, line := range []string{"set grpc 0", "set guilds.rate 4", "toggle even on"} {
		s.do(line)
	}
	// Each change of a rate draws the next message again: with even arrivals it is
	// never less than 9.9 s away.
	for i := range 200 {
		rate := []string{"0.1", "0.101"}[i%2]
		if world(s.p).settings.Guilds > 0 {
			s.do("set guilds.rate " + rate)
		}
		s.do("set rate " + rate)
		s.do("run 9800ms")
		if s.rests() {
			return
		}
	}
	require.Fail(s.t, "the world does not come to rest")
}

// rests reports whether nothing is under way and nobody is at work or waits.
func (s *swarmRun) rests() bool {
	w := world(s.p)
	ticks := int64(1) // of those who send
	if w.settings.Guilds > 0 {
		ticks++
	}
	if !w.System().Idle() || w.System().Account().InFlight != ticks || len(w.outages.restarts) > 0 {
		return false
	}
	for _, p := range w.Processes() {
		if info := p.Node().Info(); info.Busy != info.Spent { // booked ahead
			return false
		}
		for pid := range p.Node().Actors() {
			if info, _ := w.System().Info(pid); info.Suspended {
				return false
			}
		}
	}
	return true
}

// ledger is what the runtime itself tells of every message: another account of what
// the world counts.
type ledger struct {
	w       *World
	copies  map[any]*copies // by the message that all recipients share
	fanouts []*copies
	byRelay map[int64]*copies // by user message: the fan-out to the relays
	tallies [numTallies]struct{ sent, handled, lost, dead int64 }
	written int64 // wireMessages
	single  int64 // messages that were sent, but for copies of fan-outs
	before  int64 // sent before the ledger was opened
	exits   map[actor.PID]string
	place   map[actor.PID]int // of a session in seen
	seen    map[int64][]uint64
	ghosts  map[actor.PID]int64 // who did not get copies, as they were no more, and one of the messages
	wrong   []string
}

// copies are those of one fan-out, or of a relay's part of one.
type copies struct {
	message                    int64
	from                       actor.PID
	size                       int64
	handled, lost, dead        int64
	toRelays, large, fromRelay bool
	reaches                    map[int]int64 // by relay that has not sent on yet: its members
	changed                    int64         // by how many these were fewer when it did
}

// tally tells apart what is not fanned out.
type tally int

const (
	tallyDispatch tally = iota // to the API
	tallyRPC
	tallyGuild    // user messages to a guild
	tallyPresence // requests to presence
	tallySmall    // small messages to the guild
	tallyConnect
	tallyToSession // reconnect, connected, tryAgain
	tallySource    // ticks of those who send
	tallyOther     // what supervisors are told
	numTallies
)

// inner is a message without envelope and wireMessage.
func inner(msg any) any {
	msg = unwrap(msg)
	if e, ok := msg.(*envelope.Envelope); ok {
		return e.Message
	}
	return msg
}

func (l *ledger) tallyOf(to actor.PID, msg any) tally {
	switch inner(msg).(type) {
	case *userMessage:
		for _, n := range l.w.apis {
			if n.pid == to {
				return tallyDispatch
			}
		}
		return tallyGuild
	case *request:
		return tallyRPC
	case *update:
		if to == l.w.presencePID {
			return tallyPresence
		}
		return tallySmall
	case *connect:
		return tallyConnect
	case *reconnect, *connected, *tryAgain:
		return tallyToSession
	}
	if src := &l.w.sources; to == src.users || to == src.small || to == src.requests {
		return tallySource
	}
	return tallyOther
}

// open begins to watch a world at time 0.
func (l *ledger) open(w *World) {
	l.w = w
	l.copies, l.byRelay, l.seen = make(map[any]*copies), make(map[int64]*copies), make(map[int64][]uint64)
	l.ghosts = make(map[actor.PID]int64)
	l.exits, l.place = make(map[actor.PID]string), make(map[actor.PID]int)
	l.before = w.System().Account().Sent
	w.System().OnExit = func(e actor.Exit) { l.exits[e.PID] = e.Kind }
	w.System().Trace(l.note)
}

func (l *ledger) note(t actor.Trace) {
	n := int64(t.Count)
	switch t.What {
	case actor.TraceFanOut:
		l.fannedOut(&t)
		return
	case actor.TraceSend:
		l.single++
		l.tallies[l.tallyOf(t.To, t.Msg)].sent++
		if _, ok := t.Msg.(*wireMessage); ok {
			l.written++
		}
		return
	case actor.TraceReply, actor.TraceResume:
		return
	}
	if c := l.copies[t.Msg]; c != nil {
		switch t.What {
		case actor.TraceHandle:
			c.handled++
			if !c.toRelays {
				l.once(t.To, c.message)
			}
		case actor.TraceLost:
			c.lost += n
		case actor.TraceDeadLetter:
			c.dead += n
			if t.To != 0 { // 0 is a relay whose node is down
				l.ghosts[t.To] = c.message
			}
		}
		return
	}
	k := &l.tallies[l.tallyOf(t.To, t.Msg)]
	switch t.What {
	case actor.TraceHandle:
		k.handled++
	case actor.TraceLost:
		k.lost += n
	case actor.TraceDeadLetter:
		k.dead += n
	}
}

func (l *ledger) fannedOut(t *actor.Trace) {
	f := inner(t.Msg).(*fanout)
	c := &copies{message: f.message, from: t.From, size: int64(t.Count), large: f.inFlight != nil}
	if e := l.copies[t.Msg]; e != nil {
		l.wrong = append(l.wrong, fmt.Sprintf("message %d is fanned out twice", f.message))
	}
	l.copies[t.Msg] = c
	l.fanouts = append(l.fanouts, c)
	for _, r := range l.w.relays {
		c.fromRelay = c.fromRelay || r.pid == t.From
	}
	switch {
	case c.fromRelay:
		of := l.byRelay[f.message]
		of.changed += of.reaches[f.relay] - c.size
		delete(of.reaches, f.relay)
	case c.large && len(l.w.relays) > 0:
		c.toRelays, c.reaches = true, make(map[int]int64)
		for i, r := range l.w.relays {
			c.reaches[i] = int64(r.group.Len())
		}
		l.byRelay[f.message] = c
	}
	if _, ok := t.Msg.(*wireMessage); ok && !c.fromRelay {
		l.written++
	}
}

// once notes that a session has handled a message, and whether it had before.
func (l *ledger) once(session actor.PID, message int64) {
	at, ok := l.place[session]
	if !ok {
		at = len(l.place)
		l.place[session] = at
	}
	set := l.seen[message]
	for len(set) <= at/64 {
		set = append(set, 0)
	}
	if set[at/64]>>(at%64)&1 == 1 {
		l.wrong = append(l.wrong, fmt.Sprintf("session %v got message %d twice", session, message))
	}
	set[at/64] |= 1 << (at % 64)
	l.seen[message] = set
}

// check holds the world at rest against all that must be so.
func (s *swarmRun) check() {
	snap := new(Snapshot)
	s.p.Frame(0, nil) // completes the preview
	takeSnapshot(s.p, snap)
	s.checkDeliveries(snap)
	s.checkCounters(snap)
	s.checkSpans(snap)
	s.checkCosts(snap)
	atHome(s.t, s.w)
	if s.seed%5 == 0 {
		s.checkReplay(snap.Hash)
	}
}

// checkDeliveries accounts for every copy of every message.
func (s *swarmRun) checkDeliveries(snap *Snapshot) {
	t, m := s.t, &snap.Messages
	for i, what := range s.wrong {
		if i < 5 {
			assert.Fail(t, what)
		}
	}
	for pid, message := range s.ghosts {
		if s.exits[pid] == "" {
			assert.Fail(t, "a dead letter to someone alive", "%v did not get message %d", pid, message)
			break
		}
	}
	var departed, expected, unrelayed, handled, lost, dead, unsent int64 // but for the first, of copies for sessions
	for _, c := range s.fanouts {
		left := c.size - c.handled - c.lost - c.dead // whom the sender did not get to
		departed += c.size - left
		assert.GreaterOrEqual(t, left, int64(0), "message %d", c.message)
		if left > 0 && s.exits[c.from] == "" {
			assert.Fail(t, "copies are gone", "%d of message %d, whose sender is alive", left, c.message)
		}
		if c.toRelays {
			assert.EqualValues(t, len(c.reaches), left+c.lost+c.dead, "message %d: relays that did not send on", c.message)
			assert.True(t, s.moves || s.strikes || c.changed == 0, "message %d: relays send to others than when it was fanned out", c.message)
			unrelayed += c.changed
			for _, n := range c.reaches {
				unrelayed += n
			}
			continue
		}
		expected += c.size
		handled, lost, dead, unsent = handled+c.handled, lost+c.lost, dead+c.dead, unsent+left
	}
	assert.Equal(t, s.w.System().Account().Sent-s.before-s.single, departed, "copies that departed were handled or are accounted for")
	assert.Equal(t, expected+unrelayed, m.Expected, "deliveries expected")
	assert.Equal(t, handled, m.Deliveries+snap.Connects.Missed, "sessions handled or missed what came")
	assert.Equal(t, snap.Connects.Missed+lost+dead+unsent+unrelayed, missing(snap), "missing deliveries")
	if !s.strikes {
		assert.Zero(t, m.Lost+m.Failed+snap.Connects.Missed, "without a fault nothing is lost")
	}
	if !s.strikes && !s.moves {
		// Guilds that move before time begins are not there to be told to start.
		assert.Zero(t, missing(snap)+m.DeadLetters-s.tallies[tallyOther].dead, "nor missing")
	}
	assert.Empty(t, snap.Field.Waves, "nobody waits for what will not come")
	if !s.exited("session") {
		var counted int64
		for _, n := range s.w.sessionNodes {
			for _, pid := range n.members {
				counted += int64(n.kind.State(pid).count)
			}
		}
		assert.Equal(t, m.Deliveries, counted, "what the sessions themselves have counted")
	}
}

// exited reports whether an actor of one of these kinds has ended.
func (l *ledger) exited(kinds ...string) bool {
	for _, kind := range l.exits {
		if slices.Contains(kinds, kind) {
			return true
		}
	}
	return false
}

// checkCounters holds figures against each other that count the same.
func (s *swarmRun) checkCounters(snap *Snapshot) {
	t, w, m := s.t, s.w, &snap.Messages
	equal := func(want, got int64, what string, args ...any) {
		t.Helper()
		assert.Equal(t, want, got, append([]any{what}, args...)...)
	}
	for k := range tallySource {
		n := s.tallies[k]
		equal(n.sent, n.handled+n.lost+n.dead, "messages of kind %d went somewhere", k)
	}
	executed := executedBy(w)
	var relayed int64
	for _, c := range s.fanouts {
		if c.toRelays {
			relayed += c.handled
		}
	}
	for cl, want := range map[row.Class]int64{
		classDispatch: s.tallies[tallyDispatch].handled, classRPC: s.tallies[tallyRPC].handled, classSmall: s.tallies[tallySmall].handled,
		classConnect: s.tallies[tallyConnect].handled, classPresence: s.tallies[tallyPresence].handled, classRelay: relayed,
	} {
		equal(want, executed.messages[cl], "handled and metered: %s of %s", classes[cl].Action, classes[cl].Actor)
	}
	equal(s.tallies[tallyGuild].handled, executed.messages[classFanout]+executed.messages[classFanoutSmall], "fan-outs metered")

	var metered, nodes [NumServices]int64
	for cl := range numClasses {
		if cl != classConnecting {
			metered[classes[cl].Service] += executed.messages[cl]
		}
	}
	for v := range NumServices {
		for _, p := range processesOf(w, v) {
			nodes[v] += p.Node().Stats().Handled
		}
		equal(metered[v], snap.Services[v].Handled, "%v: handled by meter", v)
		assert.Zero(t, snap.Services[v].Mailbox, "%v", v)
	}
	nodes[Guilds] -= s.tallies[tallyOther].handled
	nodes[Sessions] -= snap.Connects.Missed + s.tallies[tallyToSession].handled
	for v := range NumServices {
		equal(nodes[v], snap.Services[v].Handled, "%v: handled by node", v)
	}
	equal(m.Deliveries, snap.Services[Sessions].Handled, "deliveries")
	equal(m.DeliveriesSmall, executed.messages[classDeliverySmall], "deliveries of small guilds")
	equal(w.totals.messages, m.Sent, "every message got to the API")
	equal(m.Sent, snap.Services[API].Handled, "messages")
	equal(m.Parsed+m.Stripped, executed.messages[classRPC], "headers were parsed or not")
	var sent, sampled int64
	for _, n := range snap.APINodes {
		sent, sampled = sent+n.Sent, sampled+n.Sampled
	}
	equal(m.Sent, sent, "by node")
	equal(m.Sampled, sampled, "sampled, by node")
	a := w.System().Account()
	equal(a.DeadLetters, m.DeadLetters, "dead letters")
	equal(a.Lost, m.Lost, "lost")
	assert.Zero(t, a.Overflow+crashes(w))

	v := &snap.Connects
	assert.Zero(t, v.Large.Waiting+v.Small.Waiting)
	if !s.exited("session") {
		equal(executed.messages[classConnecting], v.Large.Done, "who began to connect is in")
		equal(s.written, m.Wire.Written, "envelopes written and sent")
		assert.LessOrEqual(t, v.LateReplies, v.Timeouts)
	}
}

// checkSpans holds the spans that were recorded against what counts them.
func (s *swarmRun) checkSpans(snap *Snapshot) {
	t, m := s.t, &snap.Messages
	assert.Zero(t, snap.Spans.Open)
	require.NoError(t, s.p.CheckTrees())
	all := func(yield func(int64, *span.Span) bool) {
		for i, span := range s.spans {
			if !yield(int64(i+1), span) {
				return
			}
		}
	}
	require.NoError(t, span.CheckTrees(all, nil), "of all spans, with no excuse")
	assert.EqualValues(t, len(s.spans), snap.Spans.Recorded)
	assert.EqualValues(t, snap.Spans.Recorded, int64(snap.Spans.Held)+snap.Spans.Left)

	var by [NumServices][row.MaxOrigins]int64
	var forwards, since int64
	type spanKey struct {
		service, name string
		origin        row.Origin
	}
	names := make(map[spanKey]int64)
	for _, span := range s.spans {
		if v, _, ok := serviceOf(span.Resource.Service); ok {
			by[v][span.Origin()]++
		}
		names[spanKey{span.Resource.Service, span.Name, span.Origin()}]++
		if span.Name == "session.forward" {
			forwards++
		}
		assert.LessOrEqual(t, span.Start, span.End)
	}
	for v := range NumServices {
		assert.Equal(t, by[v], snap.Services[v].Spans, "%v: spans by origin", v)
	}
	assert.Equal(t, by[Sessions][OriginAPI], m.SessionSpans)
	assert.Equal(t, by[Sessions][OriginSession], m.OrphanRoots)
	assert.Equal(t, by[Sessions][OriginSession], s.w.totals.orphans)
	assert.Equal(t, forwards, int64(len(snap.Marks)+snap.MarksDropped), "marks")
	assert.Equal(t, m.Sampled, names[spanKey{"api", "message_common.dispatch_message", OriginAPI}], "a root for every sampled message")
	for _, n := range snap.SpanNames {
		names[spanKey{n.Service, n.Name, n.Origin}] -= n.Kept
		since += n.Since
	}
	for name, left := range names {
		assert.Zero(t, left, "%v: spans by name", name)
	}
	assert.LessOrEqual(t, since, snap.Spans.Recorded)

	var again span.TraceTotals
	for _, v := range model.Tracing.Traces(all) {
		again[v.Origin()][v.Gap]++
	}
	// A trace of which all spans have left the store is another one when more come.
	if snap.Spans.Left == 0 {
		assert.Equal(t, again, snap.Traces, "the query over all spans finds what was counted as they came")
	}
	assert.EqualValues(t, m.Sampled, snap.Estimates.Traces)
	for _, i := range []span.Interval{snap.Estimates.Messages, snap.Estimates.Deliveries} {
		assert.True(t, 0 <= i.Low && i.Low <= i.Estimate && (i.High == -1 || i.Estimate <= i.High), "%+v", i)
	}

	executed := executedBy(s.w)
	for _, v := range []row.Service{API, Guilds, Sessions} { // presence's spans are not charged
		var asked int64
		for cl := range numClasses {
			if classes[cl].Service == v {
				asked += executed.ops[cl][opSpanRoot] + executed.ops[cl][opSpanChild]
			}
		}
		kept := snap.Services[v].NotRecorded
		for _, n := range by[v] {
			kept += n
		}
		assert.Equal(t, asked, kept, "%v: spans asked for", v)
	}
	kept := snap.Services[Presence].NotRecorded
	for _, n := range by[Presence] {
		kept += n
	}
	assert.Equal(t, snap.Services[Presence].Handled, kept, "presence asks for a span each time")
}

// checkCosts holds costs against the time that was spent.
func (s *swarmRun) checkCosts(snap *Snapshot) {
	t, w := s.t, s.w
	var ns [NumServices]int64
	for _, st := range s.p.Stacks() {
		v, _, ok := serviceOf(st.Service)
		require.True(t, ok, st.Service)
		ns[v] += st.Ns
	}
	executed := executedBy(w)
	priced := executed.priced(w)
	var sums [NumServices]int64
	for cl := range numClasses {
		for _, n := range priced[cl] {
			sums[classes[cl].Service] += n
		}
	}
	for v := range NumServices {
		if spent := int64(spentBy(w, v)); v == Guilds && s.exited("guild", "relay", "grpc") || v == Sessions && s.exited("session") {
			assert.LessOrEqual(t, spent, ns[v], "%v: who ends leaves work undone", v)
		} else {
			assert.Equal(t, spent, ns[v], "%v: costs are busy time", v)
		}
		if !s.prices {
			assert.Equal(t, sums[v], ns[v], "%v: costs are counts times prices", v)
		}
	}
	for what, shares := range map[string]readout.StageShares{"guild": snap.Guild.Stages, "grpc": snap.GRPC} {
		for _, c := range []readout.StageCost{shares.Samples, shares.Time} {
			sum := c.Total()
			assert.True(t, sum == 0 || sum <= exact.Whole && sum > exact.Whole-exact.PPM(NumStages), "%s: stages are %v of the whole", what, sum)
		}
	}
	if snap.Now < minutesKeptLarge*int64(minute) {
		var booked int64
		for _, m := range snap.Guild.Timings {
			for _, a := range m.Actions {
				booked += a.Ns
			}
		}
		info, _ := w.System().Info(w.large().pid())
		assert.EqualValues(t, info.Spent, booked, "the guild's own timings")
	}
}

// checkReplay plays the lines that a failure prints. Nobody watches, and there are
// previews in between: it is the same history.
func (s *swarmRun) checkReplay(want uint64) {
	again, err := model.ParseScenario("swarm", s.text())
	require.NoError(s.t, err)
	p, err := NewPlayer()
	require.NoError(s.t, err)
	failed, err := again.Run(p, io.Discard, nil)
	require.NoError(s.t, err)
	assert.Zero(s.t, failed)
	assert.Equal(s.t, want, hashOf(p), "the lines alone make the same history")
}
