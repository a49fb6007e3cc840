package guild

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim"
	"fanout/sim/exact"
	"fanout/sim/readout"
	"fanout/sim/row"
	"fanout/sim/span"
)

// The past is what was spent, step by step, and its stages add up to that; in the mean it is
// what the bars expect.
func TestPastIsWhatWasSpent(t *testing.T) {
	_, s := play(t, "set members 2000", "set rate 50", "toggle even on", "toggle no.roots off", "run 4s", "toggle no.roots on", "run 4s")
	require.Len(t, s.Series.Steps, 80)
	assert.EqualValues(t, readout.BusyStepNs, s.Series.StepNs)
	var before, after readout.StageCost
	for i := range s.Series.Steps {
		for v := range NumServices {
			assert.Equal(t, s.Services[v].Busy[readout.BusySteps-80+i], s.Series.Steps[i][v].Total(), "step %d of %s", i, services[v].Name)
		}
		of := &before
		if i >= 40 {
			of = &after
		}
		for st, share := range s.Series.Steps[i][Sessions] {
			of[st] += share / 40
		}
	}
	assert.Greater(t, before[StageSpan], 20*after[StageSpan], "roots cost sessions their span capture")
	assert.InEpsilon(t, float64(s.Services[Sessions].Before.Total()), float64(before.Total()), .02)
	assert.InEpsilon(t, float64(s.Services[Sessions].CPU.Total()), float64(after.Total()), .02)
}

// Of work that takes longer than a step the stages are those that it began with.
func TestPastDividesLongWork(t *testing.T) {
	_, s := play(t, "set guild.scale 1000", "set members 10000", "set rate 0.1", "run 50ms", "send", "run 450ms")
	steps := s.Series.Steps
	for _, step := range steps[1:] {
		assert.Positive(t, step[Guilds][StageHandle])
	}
}

// A burst is seen in what is spent, and not in what the settings lead to expect.
func TestBurstIsSpent(t *testing.T) {
	p, quiet := play(t, "run 5s")
	expected := quiet.Services[Guilds].CPU.Total()
	assert.InDelta(t, float64(expected), float64(quiet.Services[Guilds].Spent), 100_000)
	require.NoError(t, p.Do("burst 50"))
	require.NoError(t, p.Do("run 100ms"))
	p.Finish()
	var s Snapshot
	takeSnapshot(p, &s)
	for _, v := range []row.Service{API, Guilds} {
		assert.InDelta(t, float64(quiet.Services[v].CPU.Total()), float64(s.Services[v].CPU.Total()), 10_000, "what is expected")
		assert.Greater(t, s.Services[v].Spent, 2*s.Services[v].CPU.Total(), "what is spent")
	}
	assert.InDelta(t, 1e9, s.Services[API].SpentNs, 1e8)
}

// What was spent is measured by the capacity of its time: a service that is sized again, much
// smaller or larger, has spent the share before that it had spent then.
func TestSpentOfWhatThereWas(t *testing.T) {
	for _, members := range []string{"10", "1000000"} {
		p, before := play(t, "set small 0", "set grpc 0", "run 5s")
		for _, line := range []string{"set rate 0.1", "set members " + members} {
			require.NoError(t, p.Do(line))
		}
		var after Snapshot
		takeSnapshot(p, &after)
		for _, v := range []row.Service{API, Guilds, Sessions} {
			was, is := &before.Services[v], &after.Services[v]
			require.Positive(t, was.Spent)
			assert.Equal(t, was.Spent, is.Spent, "%s right after it was sized for %s members", v, members)
		}
		assert.NotEqual(t, before.Services[Guilds].Capacity, after.Services[Guilds].Capacity)

		require.NoError(t, p.Do("run 500ms"))
		p.Finish()
		takeSnapshot(p, &after)
		for _, v := range []row.Service{API, Guilds, Sessions} {
			assert.LessOrEqual(t, after.Services[v].Spent, exact.Whole, "%s a while later", v)
		}
	}
}

// What was spent is of about a second, and of all there is of a younger history.
func TestSpentWindow(t *testing.T) {
	p, s := play(t)
	assert.Zero(t, s.Services[API].SpentNs)
	for _, c := range []struct {
		run  string
		want int64
	}{{"30ms", 30_000_000}, {"220ms", 250_000_000}, {"650ms", 900_000_000}, {"70ms", 970_000_000}, {"40ms", 910_000_000}, {"9s", 910_000_000}} {
		require.NoError(t, p.Do("run "+c.run))
		p.Finish()
		var s Snapshot
		takeSnapshot(p, &s)
		assert.Equal(t, c.want, s.Services[API].SpentNs, "after %s more", c.run)
	}
}

// However long a history is, its past has the same number of steps at most and
// adds up to the same.
func TestPastIsBounded(t *testing.T) {
	p, short := play(t, "set members 10", "set grpc 50", "set small 10", "run 40s")
	require.Len(t, short.Series.Steps, 400)
	mean := func(s *Snapshot) (sum int64) {
		for i := range s.Series.Steps {
			sum += int64(s.Series.Steps[i][Presence].Total())
		}
		return sum / int64(len(s.Series.Steps))
	}
	require.NoError(t, p.Do("run 100s"))
	p.Finish()
	var long Snapshot
	takeSnapshot(p, &long)
	assert.EqualValues(t, 4*readout.BusyStepNs, long.Series.StepNs)
	assert.Len(t, long.Series.Steps, 350)
	assert.InEpsilon(t, mean(short), mean(&long), .15)
}

// Every message leaves three lines: accepted, fanned out, handled by all.
func TestEvents(t *testing.T) {
	_, s := play(t, "set members 200", "set rate 20", "set head.rate 30%", "run 3s", "set rate 0.1", "run 1s")
	var n [3]int64
	sampled, last := int64(0), int64(0)
	for _, e := range s.Events.List {
		assert.GreaterOrEqual(t, e.At, last)
		last = e.At
		n[e.Event]++
		switch {
		case e.Event == EventSent && e.Carrier == sim.CarrierSampled:
			sampled++
		case e.Event == EventFanout:
			assert.EqualValues(t, 200, e.N)
		case e.Event == EventHandled:
			assert.Positive(t, e.N)
		}
	}
	sent := s.Messages.Sent
	assert.Equal(t, [3]int64{sent, sent, sent}, n)
	assert.Equal(t, s.Messages.Sampled, sampled)
	for event, where := range map[row.Event]row.Service{EventSent: API, EventFanout: Guilds, EventHandled: Sessions, eventDone: Sessions} {
		assert.Equal(t, where, events[event].Service, events[event].Name)
	}
}

func TestEventsAreBounded(t *testing.T) {
	_, s := play(t, "set members 1", "set grpc 0", "set small 0", "set rate 100", "run 5s")
	const kept = 1_000 // by the engine
	assert.Len(t, s.Events.List, kept)
	assert.InDelta(t, 3*s.Messages.Sent-kept, s.Events.Dropped, 3)
}

// What was recorded, name by name, adds up to what was recorded, and the estimates
// are about the truth.
func TestSpanNames(t *testing.T) {
	_, s := play(t, "set members 300", "set rate 80", "set head.rate 50%", "toggle no.roots off", "run 2s", "set grpc 50", "run 2s")
	var kept int64
	rows := make(map[string]span.ByName)
	for _, n := range s.SpanNames {
		kept += n.Kept
		assert.LessOrEqual(t, n.Since, n.Kept)
		if n.Orphan {
			assert.False(t, n.Estimated, n.Name)
			assert.NotEqual(t, OriginAPI, n.Origin)
			continue
		}
		require.True(t, n.Estimated, n.Name)
		rows[n.Service+" "+n.Name] = n
	}
	assert.Equal(t, s.Spans.Recorded, kept)
	dispatch := rows["api message_common.dispatch_message"]
	assert.Equal(t, s.Messages.Sampled, dispatch.Kept)
	assert.InEpsilon(t, s.Messages.Sent, dispatch.Total.Estimate, .25)
	assert.LessOrEqual(t, dispatch.Total.Low, s.Messages.Sent)
	assert.GreaterOrEqual(t, dispatch.Total.High, s.Messages.Sent)
	assert.Equal(t, s.Estimates.Deliveries, rows["sessions session.forward"].Total)
}

// A checkpoint holds the past as well.
func TestPastIsRestored(t *testing.T) {
	p, _ := play(t, "set members 50", "set rate 50", "run 1s")
	c := world(p).Checkpoint()
	require.True(t, c.More(nil))
	later := func() (s Snapshot, events []sim.Occurrence, steps []readout.SeriesStep) {
		world(p).Run(world(p).Now()+2e9, nil)
		takeSnapshot(p, &s)
		return s, append(events, s.Events.List...), append(steps, s.Series.Steps...)
	}
	a, eventsA, stepsA := later()
	names := append([]span.ByName(nil), a.SpanNames...)
	world(p).Restore(c)
	require.EqualValues(t, time.Second, world(p).System().Now())
	b, eventsB, stepsB := later()
	assert.Equal(t, eventsA, eventsB)
	assert.Equal(t, stepsA, stepsB)
	assert.Equal(t, names, b.SpanNames)
}
