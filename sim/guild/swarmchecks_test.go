package guild

import (
	"fanout/sim/exact"
	"fanout/sim/readout"
	"fanout/sim/row"
	"fanout/sim/span"
	"io"
	"slices"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// check holds the world at rest against all that must be so.
func (s *swarmRun) check() {
	snap := new(Snapshot)
	s.p.Frame(0, nil) // completes the preview
	takeSnapshot(s.p, snap)
	s.checkDeliveries(snap)
	s.checkLedgerAtRest(snap)
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
	equal(m.Headers.Parsed+m.Headers.Stripped+m.Headers.Ignored, executed.messages[classRPC], "headers were parsed, stripped or ignored")
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
	for key, left := range names {
		assert.Zero(t, left, "%v: spans by name", key)
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
	s.checkSpansAskedFor(snap, by)
}

// checkSpansAskedFor holds the spans that were recorded, by service and origin, and those
// that were not against what was executed.
func (s *swarmRun) checkSpansAskedFor(snap *Snapshot, by [NumServices][row.MaxOrigins]int64) {
	t := s.t
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
