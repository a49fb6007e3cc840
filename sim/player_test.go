package sim

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/sim/exact"
	"fanout/sim/readout"
)

// The speed reached is a mean over about the last second of real time.
func TestPace(t *testing.T) {
	var p pace
	assert.Equal(t, exact.PPM(50_000), p.reached(50_000), "nothing is known yet")
	for range 10 {
		p.add(int64(100*time.Millisecond), int64(5*time.Millisecond))
	}
	assert.Equal(t, exact.PPM(50_000), p.reached(1))
	for range 200 { // what was before is forgotten
		p.add(int64(100*time.Millisecond), int64(time.Millisecond))
	}
	assert.InDelta(t, 10_000, int(p.reached(1)), 1)
	assert.LessOrEqual(t, p.elapsed, paceNs)
}

// What budgets do not allow for is not caught up for long, and the speed reached says so.
func TestBudgetAndSpeed(t *testing.T) {
	p := tiny(t, "set rate 5000", "set pings 200", "speed 1")
	for range 30 {
		p.Frame(100*time.Millisecond, nil)
	}
	assert.Equal(t, 3*time.Second, p.now())
	var s Snapshot
	p.Snapshot(&s)
	assert.Equal(t, exact.Whole, s.Reached)
	for range 100 {
		asked := 0
		p.Frame(100*time.Millisecond, func() bool { asked++; return asked > 20 })
	}
	p.Snapshot(&s)
	assert.Less(t, s.Reached, exact.Whole/2)
	assert.Positive(t, s.Reached)
	assert.Less(t, p.now(), 13*time.Second)
	require.NoError(t, p.Do("pause"))
	p.Snapshot(&s)
	assert.Zero(t, s.Reached)
}

// Later frames make up for a frame that was out of its budget, up to 100 ms of it, at twice the speed,
// and not after a pause.
func TestLateFrameIsMadeUpFor(t *testing.T) {
	const frame = 20 * time.Millisecond
	none := func() bool { return true }
	for _, c := range []struct {
		late, owed time.Duration // how long the late frames stand for, and what of it comes later
	}{{frame, frame}, {2 * frame, 2 * frame}, {10 * frame, 100 * time.Millisecond}} {
		p := tiny(t, "set rate 5000", "set pings 200", "speed 1")
		p.Frame(frame, nil)
		for range c.late / frame {
			p.Frame(frame, none)
		}
		was := p.now()
		missed := frame + c.late - was // an interrupted frame has come a little way
		for n := time.Duration(1); n < 8; n++ {
			p.Frame(frame, nil)
			assert.Equal(t, was+n*frame+min(missed, c.owed, n*frame), p.now(), "%v late, %d frames later", c.late, n)
		}
	}
	p := tiny(t, "set rate 5000", "set pings 200", "speed 1")
	p.Frame(frame, none)
	require.NoError(t, p.Do("pause"))
	p.Frame(frame, nil)
	was := p.now()
	require.NoError(t, p.Do("play"))
	p.Frame(frame, nil)
	assert.Equal(t, was+frame, p.now())
}

// What a step of a chapter sets is one change: bars are compared with how things stood before all of it.
func TestJoinedChangesAreOne(t *testing.T) {
	p := tiny(t, "pause", "run 1s")
	first := do(t, p, "set pings 10").Settings
	Join(p, true)
	do(t, p, "set pings 20")
	do(t, p, "set rate 500")
	Join(p, false)
	s := do(t, p, "run 1s")
	assert.Equal(t, first, s.Before)
	assert.Equal(t, "rate", s.Changed)
	joined := s.Settings
	assert.Equal(t, joined, do(t, p, "set pings 30").Before, "the next one is another")
}

// A fraction of a nanosecond that is owed is not lost.
func TestSlowestSpeed(t *testing.T) {
	p := tiny(t, "speed 0.0001")
	for range 1000 {
		p.Frame(999, nil)
	}
	assert.Equal(t, 99*time.Nanosecond, p.now())
}

// A model that is not traced runs, travels and plays its scenarios as well as one that
// is, and has no figures of spans.
func TestUntracedModel(t *testing.T) {
	hashes := make(map[bool]uint64)
	for _, traced := range []bool{false, true} {
		m := tinyModel(traced)
		p, err := NewPlayer(m, "set head 100%", "pause")
		require.NoError(t, err)
		s := do(t, p, "run 2s")
		v := s.View.(*tinyView)
		assert.Positive(t, v.Asked)
		assert.Equal(t, traced, s.Spans.Recorded > 0)
		for name, want := range map[string]bool{"spans.recorded": traced, "back.notrecorded": traced, "back.cpu": true} {
			_, err := m.Metric(name)
			assert.Equal(t, want, err == nil, name)
		}
		for v := range s.Services {
			assert.Positive(t, s.Services[v].CPU[tinyWork])
			assert.Equal(t, traced, s.Services[v].CPU[tinyTrace] > 0)
		}
		hashes[traced] = s.Hash
		want := hashAt(t, p, time.Second)
		do(t, p, "end", "run 1s")
		assert.Equal(t, want, hashAt(t, p, time.Second))
		h := p.History()
		q, err := NewPlayer(m, h.Lines(int64(time.Second))...)
		require.NoError(t, err)
		q.Finish()
		assert.Equal(t, want, q.k.hash(), "the lines make the same history")

		scenarios := m.Scenarios()
		require.Len(t, scenarios, 1)
		assert.Equal(t, "Ask", scenarios[0].Title)
		p, err = NewPlayer(m)
		require.NoError(t, err)
		require.NoError(t, scenarios[0].Play(p, nil, func(step Step) error {
			if step.Found != nil {
				assert.True(t, step.Found.Met, step.Found.Text)
			}
			return nil
		}))
	}
	assert.NotEqual(t, hashes[false], hashes[true], "tracing takes time")
}

// The log and the events are bounded, and count what left.
func TestLogIsBounded(t *testing.T) {
	var l eventLog
	for i := range logKept + 3 {
		l.insert(readout.LogEntry{At: int64(i), Text: fmt.Sprint(i)})
	}
	assert.Len(t, l.entries, logKept)
	assert.Equal(t, 3, l.dropped)
	assert.Equal(t, "3", l.entries[0].Text)
	assert.Equal(t, logKept+3, l.notes)
	l.insert(readout.LogEntry{At: 5, Command: true, Text: "late"})
	assert.Equal(t, []string{"4", "5", "late", "6"}, []string{l.entries[0].Text, l.entries[1].Text, l.entries[2].Text, l.entries[3].Text})
	assert.Equal(t, fmt.Sprint(logKept+2), l.note, "of what nobody commanded")

	var e events
	for i := range eventsKept + 5 {
		e.add(Occurrence{At: int64(i)})
	}
	assert.Len(t, e.list, eventsKept)
	assert.Equal(t, 5, e.dropped)
	e.add(Occurrence{At: 9, Subject: 1})
	assert.EqualValues(t, []int64{6, 7, 8, 9, 9, 10}, []int64{e.list[0].At, e.list[1].At, e.list[2].At, e.list[3].At, e.list[4].At, e.list[5].At})
	assert.EqualValues(t, 1, e.list[4].Subject, "behind those of its time")
}
