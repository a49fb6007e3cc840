package sim

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"fanout/actor"
	"fanout/sim/exact"
	"fanout/sim/readout"
	"fanout/sim/row"
)

// When a timeline is full, two neighbours become one, and nothing of the load is lost.
func TestTimelineHalves(t *testing.T) {
	var c timeline
	var v readout.Timeline
	for i := range readout.TimelineColumns * 5 {
		c.load([row.MaxServices]exact.PPM{exact.PPM(1000 * (1 + i%2)), 7})
		c.view(&v)
		per := 1 << c.halvings
		require.Equal(t, int64(per)*readout.BusyStepNs, v.Step)
		require.Equal(t, (i+1)/per, v.Length)
		for column := range v.Length {
			want := exact.PPM(1500)
			if per == 1 {
				want = exact.PPM(1000 * (1 + column%2))
			}
			require.Equal(t, want, v.Busy[0][column])
			require.Equal(t, exact.PPM(7), v.Busy[1][column])
		}
	}
	assert.Equal(t, 3, c.halvings)
}

// A tick of a sampled message is not lost among others when places are joined, and each
// stays where it was in time.
func TestTicksHalve(t *testing.T) {
	var c timeline
	place := func(at actor.Time) readout.Tick { return c.ticks[int64(at)/(c.span()/readout.TimelineTicks)] }
	first := actor.Time(timelineFirst)
	c.tick(0, false)
	c.tick(first/2, true)
	c.tick(first/2+1, false)
	c.tick(first-1, false)
	assert.Equal(t, []readout.Tick{readout.TickPlain, readout.TickNone, readout.TickSampled, readout.TickPlain}, []readout.Tick{place(0), place(first / 4), place(first / 2), place(first - 1)})
	require.Zero(t, c.halvings)
	c.tick(first, true)
	assert.Equal(t, 1, c.halvings)
	c.tick(9*first, false)
	assert.Equal(t, 4, c.halvings, "as often as need be")
	assert.Equal(t, []readout.Tick{readout.TickPlain, readout.TickNone, readout.TickSampled, readout.TickPlain, readout.TickSampled, readout.TickPlain},
		[]readout.Tick{place(0), place(first / 4), place(first / 2), place(first - first/readout.TimelineTicks*16), place(first), place(9 * first)})
	ticks := 0
	for _, k := range c.ticks {
		if k != readout.TickNone {
			ticks++
		}
	}
	assert.Equal(t, 5, ticks)
}

// A step back leads to where a single step would have stopped, as far as is remembered.
func TestRecent(t *testing.T) {
	var r recent
	_, ok := r.before(10 * stepNs)
	assert.False(t, ok)
	r.add(5*stepNs + 1)
	r.add(3 * stepNs)
	stop, ok := r.before(10 * stepNs)
	assert.True(t, ok)
	assert.Equal(t, 6*stepNs, stop)
	stop, _ = r.before(6 * stepNs)
	assert.Equal(t, 4*stepNs, stop, "before, not at")
	for i := range actor.Time(recentKept) {
		r.add((100 + i) * stepNs)
	}
	_, ok = r.before(100 * stepNs)
	assert.False(t, ok, "forgotten")
}

// The series of the bars halves in the same way.
func TestSeriesHalves(t *testing.T) {
	p := tiny(t, "toggle even on", "set rate 10", "pause")
	s := do(t, p, "run 47s")
	assert.EqualValues(t, readout.BusyStepNs, s.Series.StepNs)
	assert.Len(t, s.Series.Steps, 470)
	s = do(t, p, "run 100s")
	assert.EqualValues(t, 4*readout.BusyStepNs, s.Series.StepNs)
	assert.Len(t, s.Series.Steps, 1470/4)
	var sum int64
	for _, step := range s.Series.Steps {
		sum += int64(step[tinyFront].Total())
	}
	spent := p.k.spentBy(tinyFront)
	assert.InEpsilon(t, int64(spent)*int64(exact.Whole)/int64(147*time.Second), sum/int64(len(s.Series.Steps)), .02)
}
